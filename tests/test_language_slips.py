"""Slips that are told with what is right: endings, ё, stops, spaces; and how a text is put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.language import (
    Slip,
    case_ending,
    closed_up,
    corrected,
    missing_yo,
    plural_count,
    words_with_yo,
    wrong_azerbaijani_endings,
    wrong_russian_ordinals,
)
from booklet.language.punctuation import (
    NOTE,
    doubled_words,
    end_stops,
    ends_in_abbreviation,
    straight_quotes,
    wrong_dashes,
    wrong_quotes,
    wrong_spaces,
)

RIGHT_ENDINGS = "12:00-da, 00:20-də, 19-dan, 20-nə, 26-sı, 29-u, 20-si, 500-lük, 9-dək, 6.1.4-dən, 101,6-dan, 1990-cı"


@given(st.integers(0, 10**6), st.sampled_from(["da", "də", "dan", "dən"]))
def test_an_ending_is_wrong_exactly_when_case_ending_writes_another(number, ending):
    right = case_ending(number, kind="ablative" if ending.endswith("n") else "locative")
    found = wrong_azerbaijani_endings(f"bu {number}-{ending} sonra")

    assert found == ([] if right == f"{number}-{ending}" else [(f"{number}-{ending}", right)])


def test_right_endings_are_left_alone():
    assert wrong_azerbaijani_endings(RIGHT_ENDINGS) == []


@pytest.mark.parametrize(
    ("wrong", "right"), [("36-ая", "36-я"), ("90-ые", "90-е"), ("5-ого", "5-го"), ("37-ой", "37-й")]
)
def test_a_spelled_out_russian_ending_is_found(wrong, right):
    assert wrong_russian_ordinals(f"в {wrong} раз") == [(wrong, right)]


def test_right_russian_endings_are_left_alone():
    assert wrong_russian_ordinals("36-я, 90-е, 5-го, 37-й, 5-процентный, 20-летие, 6-ми") == []


def test_a_word_with_yo_is_remembered_in_small_letters():
    assert words_with_yo(["Чёрный январь", "ещё"]) == {"черный": "чёрный", "еще": "ещё"}


def test_words_of_which_both_spellings_are_right_are_not_remembered():
    assert words_with_yo(["всё, о чём шла речь: слёзы"]) == {}


def test_a_capital_stays_when_yo_is_put_in():
    slips = list(missing_yo("Черный январь и чернила", {"черный": "чёрный"}))

    assert corrected("Черный январь и чернила", slips) == "Чёрный январь и чернила"


def test_slips_are_put_right_from_left_to_right_and_overlapping_ones_once():
    slips = [Slip(4, 5, "X", ""), Slip(0, 2, "a", ""), Slip(1, 3, "b", ""), Slip(3, 3, "+", ""), Slip(5, 6, None, "")]

    assert corrected("012345", slips) == "a2+3X5"


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("слово».", "."), ("word.”", "."), (f"word.{NOTE}", "."), ("нет?!", "?!"), ("so...", "…"), ("word", ""),
        ("(so.)", "."), ("10:30", ""),
    ],
)  # fmt: skip
def test_the_stops_at_the_end_are_seen_through_marks_and_notes(text, stops):
    assert end_stops(text) == stops


def test_a_point_may_belong_to_an_abbreviation():
    found = [ends_in_abbreviation(text) for text in ("1990 г.", "и т. д.", "və s.", "M. F.", "ночь.", "gecə.")]

    assert found == [True, True, True, True, False, False]


RULES = (straight_quotes, wrong_quotes, wrong_dashes, wrong_spaces, doubled_words, closed_up)
RIGHT = {
    "en": "“So,” he said – and went. It’s the ‘best’ of 19–20; Moscow–Baku; 5 %, p. 5, (a) 26,000 km. He had had it.",
    "az": "“Belə”, – o dedi. “A ‘b’ c” kitabı: 19–20; 5 %, səh. 5 (bir), yavaş-yavaş; “Gecə”nin 26.000 km-i, Qur’an.",
    "ru": "«Да», — сказал он. «А „б“» и 19–20: т. е. 5 %, с. 5 (один), 26 000 км; «и др.» Бывший вице-премьер.",
}


@pytest.mark.parametrize("language", RIGHT)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_right_text_has_no_slip(rule, language):
    assert list(rule(RIGHT[language], language)) == []


def test_every_language_has_its_number_of_plural_forms():
    assert [plural_count(language) for language in ("en", "az", "ru")] == [2, 2, 3]
