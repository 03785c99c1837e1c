"""Slips in the three languages: the planted ones are found, right text is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.language import (
    azerbaijani_ordinal_suffix,
    ordinal,
    romanise_place,
    suspicious_letters,
    wrong_azerbaijani_ordinals,
    wrong_russian_dates,
)

RIGHT_AZERBAIJANI = (
    "119-cu maddə, 2013-cü il, 6.1.4-cü yarımbənd, 1990\u2011cı il, 36-\u2060cı il, XX əsr, 26.000-ci nömrə"
)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("36-ci", "36-cı"), ("14-cu", "14-cü"), ("119-cü", "119-cu"), ("1990-ci", "1990-cı"), ("2000-cu", "2000-ci"),
        ("6.1.4-cu", "6.1.4-cü"), ("26.000-cı", "26.000-ci"), ("26 000-cı", "26 000-ci"), ("36cı", "36-cı"),
        ("36–cı", "36-cı"), ("1990\u2011ci", "1990\u2011cı"), ("XX-ci əsr", "XX əsr"), ("XIX-cu əsrin", "XIX əsrin"),
    ],
)  # fmt: skip
def test_a_wrong_azerbaijani_ordinal_is_found(wrong: str, right: str) -> None:
    found = wrong_azerbaijani_ordinals(f"Bu, {wrong} haqqındadır.")

    assert found == [(wrong, right)]


def test_right_azerbaijani_ordinals_are_left_alone() -> None:
    assert wrong_azerbaijani_ordinals(RIGHT_AZERBAIJANI) == []


def test_findings_come_in_the_order_of_the_text() -> None:
    found = wrong_azerbaijani_ordinals("36-ci, sonra XX-ci əsr, sonra 14-cu")

    assert [wrong for wrong, _ in found] == ["36-ci", "XX-ci əsr", "14-cu"]


@given(st.integers(0, 10**6), st.sampled_from(["cı", "ci", "cu", "cü"]))
def test_an_ordinal_is_wrong_exactly_when_its_suffix_is(number: int, suffix: str) -> None:
    found = wrong_azerbaijani_ordinals(f"{number}-{suffix} il")
    is_right = suffix == azerbaijani_ordinal_suffix(number)

    assert found == ([] if is_right else [(f"{number}-{suffix}", ordinal(number, "az"))])


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("20-го января", "20 января"), ("к 20-му января", "20 января"), ("9-е мая", "9 мая"),
        ("20го января", "20 января"), ("1990-го года", "1990 года"), ("1990-м году", "1990 году"),
        ("1990-й год", "1990 год"), ("20-\u2060го\u00a0января", "20\u00a0января"),
    ],
)  # fmt: skip
def test_an_ending_on_a_russian_date_is_found(wrong: str, right: str) -> None:
    found = wrong_russian_dates(f"Это было {wrong}.")

    assert [(snippet in wrong, better) for snippet, better in found] == [(True, right)]


def test_both_slips_of_one_russian_date_are_found() -> None:
    found = wrong_russian_dates("ночь 20-го января 1990-го года")

    assert found == [("20-го января", "20 января"), ("1990-го года", "1990 года")]


def test_right_russian_dates_and_ordinals_are_left_alone() -> None:
    text = "20 января 1990 года, 1990-е годы, в 1990-х годах, 36-й год, 36-я годовщина, 5-го класса, до 20-го числа"

    assert wrong_russian_dates(text) == []


@pytest.mark.parametrize(
    ("text", "language", "word", "reason"),
    [
        ("Vaqif M\u04d9mmədov", "az", "M\u04d9mmədov", "mixes Latin and Cyrillic letters: ә (U+04D9)"),
        ("Г\u006fрод Баку", "ru", "Г\u006fрод", "mixes Latin and Cyrillic letters: o (U+006F)"),
        ("s\u01dds", "az", "s\u01dds", "ǝ (U+01DD) is not the Azerbaijani ə (U+0259)"),
        ("i\u0307lk gün", "az", "i\u0307lk", "an i with a second dot (U+0307), left by lower-casing İ"),
        ("\u043e gün", "az", "\u043e", "a Cyrillic letter that looks like a Latin one: о (U+043E)"),
        ("\u0063 нами", "ru", "\u0063", "a Latin letter that looks like a Cyrillic one: c (U+0063)"),
        ("Bak\u03c5", "en", "Bak\u03c5", "mixes Latin and Greek letters: υ (U+03C5)"),
    ],
)
def test_a_letter_that_only_looks_right_is_found(text: str, language: str, word: str, reason: str) -> None:
    assert suspicious_letters(text, language) == [(word, reason)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Məmmədov, Qur’an, o gün, İlham, I\u0307lham", "az"),
        ("Город, YouTube-канал, PACE, объявлен, й", "ru"),
        ("The paper «Известия» and a café, No. 5", "en"),
    ],
)
def test_honest_letters_are_left_alone(text: str, language: str) -> None:
    assert suspicious_letters(text, language) == []


def test_place_names_are_romanised_by_the_letter_table() -> None:
    names = [romanise_place(name) for name in ("Ağdam", "Qaradəmirçi", "Qalacıq", "Şəkərcik", "Xocalı", "ŞUŞA", "İ")]

    assert names == ["Aghdam", "Garadamirchi", "Galajig", "Shakarjik", "Khojali", "SHUSHA", "I"]


def test_the_letter_table_does_not_know_the_official_exceptions() -> None:
    assert romanise_place("Alıbəyli") != "Alibeyli"
