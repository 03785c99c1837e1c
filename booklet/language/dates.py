"""Days, months, spans and times as each language writes them; month and weekday names come from CLDR.

CLDR's own patterns are not used: its Azerbaijani has no ``-cı il`` and Babel does not widen its interval patterns.
"""

import datetime as dt

from booklet.language.locales import locale_of
from booklet.language.ordinals import azerbaijani_ordinal_suffix, case_ending, day_dative

EN_DASH = "–"

_TIME_AT = {"en": "at {time}", "az": "saat {time}", "ru": "в {time}"}
_AZERBAIJANI_MONTHS_OF = (
    "yanvarın", "fevralın", "martın", "aprelin", "mayın", "iyunun",
    "iyulun", "avqustun", "sentyabrın", "oktyabrın", "noyabrın", "dekabrın",
)  # fmt: skip


def format_date(date: dt.date, language: str) -> str:
    """``20 January 1990``, ``20 yanvar 1990-cı il``, ``20 января 1990 года``; ValueError for an unknown language."""
    return f"{format_day_month(date, language)} {year_in_date(date.year, language)}"


def format_weekday_date(date: dt.date, language: str) -> str:
    """``Wednesday, 20 January 2027``; Azerbaijani puts the weekday last: ``20 yanvar 2027-ci il, çərşənbə``."""
    weekday = locale_of(language).days["format"]["wide"][date.weekday()]
    written = format_date(date, language)
    return f"{written}, {weekday}" if language == "az" else f"{weekday}, {written}"


def format_month(year: int, month: int, language: str) -> str:
    """``January 1990``, ``yanvar 1990-cı il``, ``январь 1990 года``; the month stands in its dictionary form."""
    return f"{_month_names(language, 'stand-alone')[month]} {year_in_date(year, language)}"


def format_day_month(date: dt.date, language: str) -> str:
    """``20 January``, ``20 yanvar``, ``20 января``."""
    return f"{date.day} {_month_names(language, 'format')[date.month]}"


def format_date_range(first: dt.date, last: dt.date, language: str) -> str:
    """``19–20 January 1990``; across months the dash takes spaces, and a year is written twice only where it changes.

    One day alone gives ``format_date``. ValueError where ``last`` comes before ``first``.
    """
    if last < first:
        raise ValueError(f"the range ends on {last}, before it begins on {first}")
    if first == last:
        return format_date(first, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{EN_DASH}{format_date(last, language)}"
    begin = format_day_month(first, language) if first.year == last.year else format_date(first, language)
    return f"{begin} {EN_DASH} {format_date(last, language)}"


def format_overnight(first: dt.date, last: dt.date, language: str) -> str:
    """The night between two days: ``on the night of 19–20 January 1990``, in the middle of a sentence.

    ``1990-cı il yanvarın 19-dan 20-nə keçən gecə`` is the form of the Azerbaijani press. ValueError unless ``last`` is
    the day after ``first``.
    """
    if last - first != dt.timedelta(days=1):
        raise ValueError(f"a night joins two neighbouring days, not {first} and {last}")
    if language == "az":
        return _azerbaijani_night(first, last)
    if language == "ru":
        return f"в ночь с {_night_begins(first, last)} на {format_date(last, language)}"
    if language == "en":
        return f"on the night of {format_date_range(first, last, language)}"
    raise ValueError(f"nobody has said how {language!r} writes the night between two days")


def format_time(time: dt.time, language: str) -> str:
    """Hours and minutes by the 24-hour clock, ``09:05``; the same in all three languages."""
    locale_of(language)
    return f"{time:%H:%M}"


def format_minutes(minutes: int) -> str:
    """Minutes after midnight as an hour, the next day's too: ``format_minutes(1450)`` is ``00:10``."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def format_time_at(time: dt.time, language: str) -> str:
    """``at 12:00``, ``saat 12:00-da``, ``в 12:00``."""
    written = format_time(time, language)
    return _TIME_AT[language].format(time=case_ending(written) if language == "az" else written)


def year_in_date(year: int, language: str) -> str:
    """A year as it ends a date: ``1990``, ``1990-cı il``, ``1990 года``."""
    if language == "az":
        return f"{year}-{azerbaijani_ordinal_suffix(year)} il"
    return f"{year} года" if language == "ru" else str(year)


def azerbaijani_month_of(month: int) -> str:
    """The genitive of a month, 1 to 12: ``yanvarın``."""
    return _AZERBAIJANI_MONTHS_OF[month - 1]


def _month_names(language: str, context: str) -> dict[int, str]:
    names: dict[int, str] = locale_of(language).months[context]["wide"]
    return names


def _azerbaijani_night(first: dt.date, last: dt.date) -> str:
    begin = f"{year_in_date(first.year, 'az')} {azerbaijani_month_of(first.month)}"
    from_day = case_ending(first.day, kind="ablative")
    month = "" if first.month == last.month else f"{azerbaijani_month_of(last.month)} "
    year = "" if first.year == last.year else f"{year_in_date(last.year, 'az')} "
    return f"{begin} {from_day} {year}{month}{day_dative(last.day)} keçən gecə"


def _night_begins(first: dt.date, last: dt.date) -> str:
    if first.year != last.year:
        return format_date(first, "ru")
    return str(first.day) if first.month == last.month else format_day_month(first, "ru")
