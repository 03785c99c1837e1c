"""Ordinals in figures, against CLDR's examples and against the sound of the spoken number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.language import anniversary_ordinal, azerbaijani_ordinal_suffix, case_ending, ordinal

UNITS = ("", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz")
TENS = ("", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan")
POWERS = ((10**9, "milyard"), (10**6, "milyon"), (1000, "min"))
HARMONY = {"a": "cı", "ı": "cı", "e": "ci", "ə": "ci", "i": "ci", "o": "cu", "u": "cu", "ö": "cü", "ü": "cü"}
BACK_VOWELS = "aıou"


def spoken(number: int) -> str:
    """The Azerbaijani cardinal in words, built from the top down."""
    words = []
    for power, name in POWERS:
        group, number = divmod(number, power)
        if group:
            words += [spoken(group), name]
    hundreds, rest = divmod(number, 100)
    if hundreds:
        words += [UNITS[hundreds] if hundreds > 1 else "", "yüz"]
    words += [TENS[rest // 10], UNITS[rest % 10]]
    return " ".join(word for word in words if word) or "sıfır"


def last_vowel(number: int) -> str:
    return [letter for letter in spoken(number) if letter in HARMONY][-1]


@pytest.mark.parametrize(
    ("number", "suffix"),
    [
        (0, "cı"), (1, "ci"), (3, "cü"), (6, "cı"), (9, "cu"), (10, "cu"), (20, "ci"), (23, "cü"), (30, "cu"),
        (32, "ci"), (36, "cı"), (40, "cı"), (60, "cı"), (90, "cı"), (100, "cü"), (147, "ci"), (744, "cü"),
        (1989, "cu"), (1990, "cı"), (2000, "ci"), (2027, "ci"), (100_000, "ci"), (10**6, "cu"), (10**9, "cı"),
    ],
)  # fmt: skip
def test_azerbaijani_ordinals_are_those_of_the_orthography(number: int, suffix: str) -> None:
    written = ordinal(number, "az")

    assert written == f"{number}-{suffix}"


@given(st.integers(min_value=0, max_value=10**12 - 1) | st.integers(0, 999).map(lambda n: n * 1000))
def test_the_azerbaijani_suffix_sounds_like_the_last_spoken_vowel(number: int) -> None:
    suffix = azerbaijani_ordinal_suffix(number)

    assert suffix == HARMONY[last_vowel(number)]


def test_every_azerbaijani_suffix_up_to_twenty_thousand_is_right() -> None:
    wrong = [n for n in range(20_001) if azerbaijani_ordinal_suffix(n) != HARMONY[last_vowel(n)]]

    assert wrong == []


@pytest.mark.parametrize("number", [-1, 10**12])
def test_a_number_beyond_the_azerbaijani_table_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no Azerbaijani suffix"):
        azerbaijani_ordinal_suffix(number)


def test_a_negative_ordinal_is_refused() -> None:
    with pytest.raises(ValueError, match="counts from 0"):
        ordinal(-1, "en")


def test_english_ordinals_know_the_teens() -> None:
    written = [ordinal(number, "en") for number in (1, 2, 3, 11, 12, 13, 21, 22, 33, 36, 101, 111, 112)]

    assert " ".join(written) == "1st 2nd 3rd 11th 12th 13th 21st 22nd 33rd 36th 101st 111th 112th"


def test_a_russian_ordinal_is_feminine_unless_the_caller_gives_an_ending() -> None:
    written = [
        ordinal(36, "ru"),
        ordinal(90, "ru", suffix="е"),
        ordinal(5, "ru", suffix="го"),
        ordinal(37, "ru", suffix="й"),
    ]

    assert written == ["36-я", "90-\u0435", "5-го", "37-й"]


@pytest.mark.parametrize("suffix", ["e", "ой", "th"])
def test_an_ending_that_is_not_russian_is_refused(suffix: str) -> None:
    with pytest.raises(ValueError, match="no Russian ordinal ending"):
        ordinal(90, "ru", suffix=suffix)


@pytest.mark.parametrize("language", ["en", "az"])
def test_an_ending_is_refused_where_the_language_has_its_own(language: str) -> None:
    with pytest.raises(ValueError, match="only Russian"):
        ordinal(37, language, suffix="й")


def test_the_year_2027_has_the_37th_anniversary() -> None:
    written = [anniversary_ordinal(2027, language) for language in ("en", "az", "ru")]

    assert written == ["37th", "37-ci", "37-я"]


def test_the_year_of_the_events_has_no_anniversary() -> None:
    assert anniversary_ordinal(1991, "en") == "1st"

    with pytest.raises(ValueError, match="first anniversary was in 1991"):
        anniversary_ordinal(1990, "en")


@pytest.mark.parametrize(
    ("figure", "kind", "written"),
    [
        ("00:10", "locative", "00:10-da"), ("23:30", "locative", "23:30-da"), ("12:00", "locative", "12:00-da"),
        ("00:20", "locative", "00:20-də"), (19, "ablative", "19-dan"), (26, "ablative", "26-dan"),
        (90, "ablative", "90-dan"), (20, "ablative", "20-dən"), ("26.000", "ablative", "26.000-dən"),
    ],
)  # fmt: skip
def test_case_endings_follow_the_vowels_of_the_figure(figure: int | str, kind: str, written: str) -> None:
    result = case_ending(figure, "az", kind=kind)

    assert result == written


@given(st.integers(0, 10**9))
def test_case_endings_agree_with_the_spoken_number(number: int) -> None:
    expected = "dan" if last_vowel(number) in BACK_VOWELS else "dən"
    result = case_ending(number, kind="ablative")

    assert result == f"{number}-{expected}"


def test_text_without_a_figure_takes_no_case_ending() -> None:
    with pytest.raises(ValueError, match="no figure"):
        case_ending("saat")


def test_case_endings_are_azerbaijani_alone() -> None:
    with pytest.raises(ValueError, match="Azerbaijani"):
        case_ending(19, "ru")
