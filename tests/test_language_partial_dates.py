"""Dates of differing precision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.language import format_partial
from booklet.model import LANGUAGES


@pytest.mark.parametrize(
    ("text", "in_english", "in_azerbaijani", "in_russian"),
    [
        ("1990-01-20", "20 January 1990", "20 yanvar 1990-cı il", "20 января 1990 года"),
        ("1990-01", "January 1990", "yanvar 1990-cı il", "январь 1990 года"),
        ("1990", "1990", "1990", "1990"),
        ("1990/1992", "1990–1992", "1990–1992", "1990–1992"),
        ("1990-01-19/1990-01-20", "19–20 January 1990", "19–20 yanvar 1990-cı il", "19–20 января 1990 года"),
        ("1990-01/1991", "January 1990 – 1991", "yanvar 1990-cı il – 1991", "январь 1990 года – 1991"),
        ("1994/..", "since 1994", "1994-cü ildən", "с 1994 года"),
        ("1990-01/..", "since January 1990", "1990-cı ilin yanvarından", "с января 1990 года"),
        ("1991-04/..", "since April 1991", "1991-ci ilin aprelindən", "с апреля 1991 года"),
        ("1990-01-20/..", "since 20 January 1990", "1990-cı il yanvarın 20-dən", "с 20 января 1990 года"),
        ("202X", "2020s", "2020-ci illər", "2020-е годы"),
        ("199X", "1990s", "1990-cı illər", "1990-е годы"),
        ("2005;2020", "2005, 2020", "2005, 2020", "2005, 2020"),
        (
            "1990-01; 1992/..",
            "January 1990, since 1992",
            "yanvar 1990-cı il, 1992-ci ildən",
            "январь 1990 года, с 1992 года",
        ),
        ("undated", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_date_is_as_exact_as_the_data(text: str, in_english: str, in_azerbaijani: str, in_russian: str) -> None:
    written = [format_partial(text, language) for language in ("en", "az", "ru")]

    assert written == [in_english, in_azerbaijani, in_russian]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["soon", "1990-02-30", "1990-13", "19900120", "1990-W03-6", "1992/1990", "../1990", "202X/..", "1990;", "90"],
)
def test_what_is_no_date_is_refused(text: str, language: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        format_partial(text, language)


def test_an_unknown_language_is_refused_even_for_bare_digits() -> None:
    with pytest.raises(ValueError, match="unknown language"):
        format_partial("1990", "de")


@given(st.integers(1900, 2099), st.integers(1, 100), st.sampled_from(LANGUAGES))
def test_a_span_of_years_is_closed_up(first: int, length: int, language: str) -> None:
    written = format_partial(f"{first}/{first + length}", language)

    assert written == f"{first}–{first + length}"
