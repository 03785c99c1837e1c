"""Dates, spans, nights and times."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.language import (
    format_date,
    format_date_range,
    format_day_month,
    format_month,
    format_overnight,
    format_time,
    format_time_at,
    format_weekday_date,
)
from booklet.model import LANGUAGES

JANUARY_19, JANUARY_20 = dt.date(1990, 1, 19), dt.date(1990, 1, 20)


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "20 January 1990"), ("az", "20 yanvar 1990-cı il"), ("ru", "20 января 1990 года")],
)
def test_the_day_is_written_out(language: str, written: str) -> None:
    assert format_date(JANUARY_20, language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Wednesday, 20 January 2027"),
        ("az", "20 yanvar 2027-ci il, çərşənbə"),
        ("ru", "среда, 20 января 2027 года"),
    ],
)
def test_the_weekday_stands_where_the_language_wants_it(language: str, written: str) -> None:
    assert format_weekday_date(dt.date(2027, 1, 20), language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "January 1990"), ("az", "yanvar 1990-cı il"), ("ru", "январь 1990 года")],
)
def test_a_month_stands_in_its_dictionary_form(language: str, written: str) -> None:
    assert format_month(1990, 1, language) == written


@pytest.mark.parametrize(("language", "written"), [("en", "20 January"), ("az", "20 yanvar"), ("ru", "20 января")])
def test_a_day_of_the_year_has_no_year(language: str, written: str) -> None:
    assert format_day_month(JANUARY_20, language) == written


@pytest.mark.parametrize(
    ("first", "last", "language", "written"),
    [
        (JANUARY_19, JANUARY_20, "en", "19–20 January 1990"),
        (JANUARY_19, JANUARY_20, "az", "19–20 yanvar 1990-cı il"),
        (JANUARY_19, JANUARY_20, "ru", "19–20 января 1990 года"),
        (dt.date(1990, 1, 31), dt.date(1990, 2, 2), "en", "31 January – 2 February 1990"),
        (dt.date(1990, 1, 31), dt.date(1990, 2, 2), "az", "31 yanvar – 2 fevral 1990-cı il"),
        (dt.date(1990, 1, 31), dt.date(1990, 2, 2), "ru", "31 января – 2 февраля 1990 года"),
        (dt.date(1989, 12, 31), dt.date(1990, 1, 1), "en", "31 December 1989 – 1 January 1990"),
        (dt.date(1989, 12, 31), dt.date(1990, 1, 1), "az", "31 dekabr 1989-cu il – 1 yanvar 1990-cı il"),
        (JANUARY_20, JANUARY_20, "en", "20 January 1990"),
    ],
)
def test_a_span_of_days_says_nothing_twice(first: dt.date, last: dt.date, language: str, written: str) -> None:
    assert format_date_range(first, last, language) == written


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        format_date_range(JANUARY_20, JANUARY_19, "en")


@pytest.mark.parametrize(
    ("first", "language", "written"),
    [
        (JANUARY_19, "en", "on the night of 19–20 January 1990"),
        (JANUARY_19, "az", "1990-cı il yanvarın 19-dan 20-nə keçən gecə"),
        (JANUARY_19, "ru", "в ночь с 19 на 20 января 1990 года"),
        (dt.date(1990, 1, 31), "en", "on the night of 31 January – 1 February 1990"),
        (dt.date(1990, 1, 31), "az", "1990-cı il yanvarın 31-dən fevralın 1-nə keçən gecə"),
        (dt.date(1990, 1, 31), "ru", "в ночь с 31 января на 1 февраля 1990 года"),
        (dt.date(1989, 12, 31), "az", "1989-cu il dekabrın 31-dən 1990-cı il yanvarın 1-nə keçən gecə"),
        (dt.date(1989, 12, 31), "ru", "в ночь с 31 декабря 1989 года на 1 января 1990 года"),
        (dt.date(1990, 1, 29), "az", "1990-cı il yanvarın 29-dan 30-na keçən gecə"),
    ],
)
def test_a_night_is_named_by_its_two_days(first: dt.date, language: str, written: str) -> None:
    assert format_overnight(first, first + dt.timedelta(days=1), language) == written


@pytest.mark.parametrize("last", [JANUARY_19, dt.date(1990, 1, 21)])
def test_days_that_are_no_neighbours_make_no_night(last: dt.date) -> None:
    with pytest.raises(ValueError, match="neighbouring days"):
        format_overnight(JANUARY_19, last, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_are_written_by_the_24_hour_clock(language: str) -> None:
    assert [format_time(dt.time(0, 10), language), format_time(dt.time(19, 5), language)] == ["00:10", "19:05"]


@pytest.mark.parametrize(
    ("time", "language", "written"),
    [
        (dt.time(12), "en", "at 12:00"),
        (dt.time(12), "az", "saat 12:00-da"),
        (dt.time(12), "ru", "в 12:00"),
        (dt.time(0, 20), "az", "saat 00:20-də"),
        (dt.time(23, 30), "az", "saat 23:30-da"),
    ],
)
def test_a_point_in_time_has_its_small_word(time: dt.time, language: str, written: str) -> None:
    assert format_time_at(time, language) == written


@pytest.mark.parametrize("form", [format_date, format_weekday_date, format_day_month])
def test_an_unknown_language_has_no_dates(form: Callable[[dt.date, str], str]) -> None:
    with pytest.raises(ValueError, match="unknown language"):
        form(JANUARY_20, "de")


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 1, 1)), st.sampled_from(LANGUAGES))
def test_a_year_is_never_grouped_and_every_date_keeps_its_figures(date: dt.date, language: str) -> None:
    figures = re.findall(r"\d+", format_date(date, language))

    assert figures == [str(date.day), str(date.year)]
