"""Dates as the data hold them, exact to the day, the month, the year or the decade."""

import datetime as dt
import re

from booklet.language.dates import (
    EN_DASH,
    azerbaijani_month_of,
    format_date,
    format_date_range,
    format_day_month,
    format_month,
    year_in_date,
)
from booklet.language.locales import require_language
from booklet.language.ordinals import case_ending, ordinal

_OPEN_END = ".."
_DECADE = re.compile(r"\d{3}X")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def format_partial(text: str, language: str) -> str:
    """What ``text`` says, in words as long as its precision; made for narrow tables.

    ``1990-01-20`` a date, ``1990-01`` a month, ``1990`` bare digits, ``202X`` a decade, ``1990/1992`` a span,
    ``1994/..`` an open one, ``2005;2020`` several; ``undated`` and nothing at all give nothing.
    ValueError for any other shape, a day that no calendar has, or an unknown language.
    """
    require_language(language)
    if text in {"", "undated"}:
        return ""
    return ", ".join(_span(part.strip(), language) for part in text.split(";"))


def _span(text: str, language: str) -> str:
    first, slash, last = text.partition("/")
    if not slash:
        return _moment(first, language)
    if last == _OPEN_END:
        return _since(first, language)
    if last < first:
        raise ValueError(f"{text!r} ends before it begins")
    if _YEAR.fullmatch(first) and _YEAR.fullmatch(last):
        return f"{first}{EN_DASH}{last}"
    if _DAY.fullmatch(first) and _DAY.fullmatch(last):
        return format_date_range(_day(first), _day(last), language)
    return f"{_moment(first, language)} {EN_DASH} {_moment(last, language)}"


def _moment(text: str, language: str) -> str:
    if _YEAR.fullmatch(text):
        return text
    if _DECADE.fullmatch(text):
        return _decade(text[:3] + "0", language)
    if _MONTH.fullmatch(text):
        month = _day(f"{text}-01")
        return format_month(month.year, month.month, language)
    return format_date(_day(text), language)


def _decade(first_year: str, language: str) -> str:
    if language == "en":
        return f"{first_year}s"
    if language == "az":
        return f"{ordinal(int(first_year), 'az')} illər"
    if language == "ru":
        return f"{ordinal(int(first_year), 'ru', suffix='е')} годы"
    raise ValueError(f"nobody has said how {language!r} writes decades")


def _since(text: str, language: str) -> str:
    if _DECADE.fullmatch(text):
        raise ValueError(f"a span that stays open begins in a year, a month or on a day, not in {text}")
    if language == "az":
        return _azerbaijani_since(text)
    if language == "en":
        return f"since {_moment(text, 'en')}"
    if language == "ru":
        return f"с {_russian_genitive(text)}"
    raise ValueError(f"nobody has said how {language!r} writes a span that stays open")


def _russian_genitive(text: str) -> str:
    if _YEAR.fullmatch(text):
        return year_in_date(int(text), "ru")
    if _MONTH.fullmatch(text):
        month = _day(f"{text}-01")
        return f"{format_day_month(month, 'ru').removeprefix('1 ')} {year_in_date(month.year, 'ru')}"
    return format_date(_day(text), "ru")


def _azerbaijani_since(text: str) -> str:
    if _YEAR.fullmatch(text):
        return f"{year_in_date(int(text), 'az')}dən"
    is_month = _MONTH.fullmatch(text) is not None
    day = _day(f"{text}-01" if is_month else text)
    month = azerbaijani_month_of(day.month)
    if is_month:
        return f"{year_in_date(day.year, 'az')}in {month}{'dən' if month == 'aprelin' else 'dan'}"
    return f"{year_in_date(day.year, 'az')} {month} {case_ending(day.day, kind='ablative')}"


def _day(text: str) -> dt.date:
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is no date: write 1990-01-20, 1990-01, 1990, 199X or undated")
    return dt.date.fromisoformat(text)
