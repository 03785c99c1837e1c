"""Numbers, ranges, lists and plural forms."""

from decimal import Decimal

import pytest
from babel.messages.plurals import get_plural
from hypothesis import given
from hypothesis import strategies as st

from booklet.language import format_list, format_number, format_range, plural_form, plural_index
from booklet.model import LANGUAGES

PEOPLE = {"en": ("person", "people"), "az": ("nəfər", "nəfər"), "ru": ("человек", "человека", "человек")}
NO_BREAK_SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("number", "language", "written"),
    [
        (26_000, "en", "26,000"),
        (26_000, "ru", f"26{NO_BREAK_SPACE}000"),
        (26_000, "az", "26.000"),
        (9000, "ru", "9000"),
        (-9000, "ru", "-9000"),
        (10_000, "ru", f"10{NO_BREAK_SPACE}000"),
        (9000, "en", "9,000"),
        (1_200_000, "ru", f"1{NO_BREAK_SPACE}200{NO_BREAK_SPACE}000"),
        (147, "az", "147"),
        (Decimal("1.5"), "en", "1.5"),
        (Decimal("1.5"), "az", "1,5"),
    ],
)
def test_quantities_are_grouped_by_the_habit_of_the_language(
    number: int | Decimal, language: str, written: str
) -> None:
    assert format_number(number, language) == written


@given(st.integers(-(10**12), 10**12), st.sampled_from(LANGUAGES))
def test_grouping_changes_no_figure(number: int, language: str) -> None:
    figures = "".join(letter for letter in format_number(number, language) if letter in "-0123456789")

    assert int(figures) == number


def test_a_range_is_closed_up_and_years_stay_ungrouped() -> None:
    written = [format_range(9000, 26_000, "en"), format_range(131, 170, "az"), format_range("1990", "1992", "ru")]

    assert written == ["9,000–26,000", "131–170", "1990–1992"]


@pytest.mark.parametrize(("language", "written"), [("en", "A, B and C"), ("az", "A, B və C"), ("ru", "A, B и C")])
def test_a_list_ends_with_the_small_word_and_no_comma_before_it(language: str, written: str) -> None:
    assert format_list(["A", "B", "C"], language) == written


def test_short_lists_have_no_comma() -> None:
    written = [format_list(names, "az") for names in ([], ["A"], ["A", "B"])]

    assert written == ["", "A", "A və B"]


def test_russian_people_take_three_forms() -> None:
    words = [plural_form(number, PEOPLE["ru"], "ru") for number in (1, 2, 5, 11, 21, 147, 744)]

    assert words == ["человек", "человека", "человек", "человек", "человек", "человек", "человека"]


def test_azerbaijani_people_stay_singular() -> None:
    words = {plural_form(number, PEOPLE["az"], "az") for number in (1, 2, 5, 11, 21, 147, 744)}

    assert words == {"nəfər"}


def test_a_wrong_number_of_forms_is_refused() -> None:
    with pytest.raises(ValueError, match="ru has 3 plural forms, not 2"):
        plural_form(2, PEOPLE["en"], "ru")


def gettext_index(number: int, language: str) -> int:
    """What the Plural-Forms header of a catalog says, written out again."""
    if language != "ru":
        return int(number != 1)
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if 2 <= number % 10 <= 4 and not 10 <= number % 100 < 20 else 2


@given(st.integers(0, 10**6), st.sampled_from(LANGUAGES))
def test_the_plural_index_is_that_of_the_catalog_header(number: int, language: str) -> None:
    assert plural_index(number, language) == gettext_index(number, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_holds_as_many_forms_as_are_asked_for(language: str) -> None:
    indexes = {plural_index(number, language) for number in range(200)}

    assert indexes == set(range(get_plural(language).num_plurals))
