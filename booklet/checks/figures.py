"""Figures and months that a translation drops, brings in, or writes in the form of another language."""

import re
from collections.abc import Iterator
from functools import cache

from booklet.checks.counts import bare_counts
from booklet.checks.figure_words import MONTH_FORMS, SPELLED
from booklet.checks.findings import Finding
from booklet.checks.subject import Subject
from booklet.language import format_number
from booklet.model import SOURCE_LANGUAGE

_THOUSANDS = {"en": ",", "az": "[. \u00a0\u202f]", "ru": "[ \u00a0\u202f]"}
_DIGIT = re.compile(r"\d")
_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_NIGHT = {"az": "gecə", "ru": "ноч"}


def figure_findings(subject: Subject) -> Iterator[Finding]:
    """Figures that stand in one text alone; a small number may be a word in the other, and a night may name both days.

    Repetition is free: a text may say a year once or twice.
    """
    if not _DIGIT.search(subject.source) and not _DIGIT.search(subject.text):
        return
    wanted = _figures(subject.masked_source, SOURCE_LANGUAGE)
    given = _figures(subject.masked, subject.language)
    missing = {figure: shown for figure, shown in wanted.items() if figure not in given}
    extra = {figure: shown for figure, shown in given.items() if figure not in wanted}
    if missing and extra:
        yield from _foreign_form(subject, missing, extra)
    for figure, shown in missing.items():
        if not _is_spelled(figure, subject.small, subject.language) and not _is_roman(figure, subject.masked):
            yield Finding("", f"the figure {shown} of the English text is missing", "compare the figures and dates")
    for figure, shown in extra.items():
        if not _may_be_added(figure, wanted, subject) and shown not in _counts(subject):
            message = f"the figure {shown} does not stand in the English text"
            yield Finding(shown, message, "compare the figures and dates")


def _may_be_added(figure: str, wanted: dict[str, str], subject: Subject) -> bool:
    """Whether the English text has the figure in another form: in words, in Roman figures, as a night's second day."""
    return (
        _is_spelled(figure, subject.small_source, SOURCE_LANGUAGE)
        or _is_roman(figure, subject.masked_source)
        or _is_next_day(figure, wanted, subject)
    )


def _counts(subject: Subject) -> str:
    """Figures of which the check of counts tells already."""
    if subject.context.domain != "content" or "count" in subject.context.exempt:
        return ""
    return " ".join(bare_counts(subject.text, subject.language, subject.numerals))


def _foreign_form(subject: Subject, missing: dict[str, str], extra: dict[str, str]) -> Iterator[Finding]:
    """Figures that are right, but grouped as in English; they leave both lists."""
    for figure, shown in list(extra.items()):
        meant = re.sub(r"[,. \u00a0\u202f]", "", shown)
        if meant in missing:
            right = format_number(int(meant), subject.language)
            del extra[figure], missing[meant]
            hint = f"write {right}"
            yield Finding(shown, f"{shown} is written {right}", hint, subject.text.replace(shown, right))


def _figures(text: str, language: str) -> dict[str, str]:
    """Each figure in a form that all languages share, with the form in which it stands."""
    return {_shared_form(match, language): match[0] for match in _figure_pattern(language).finditer(text)}


@cache
def _figure_pattern(language: str) -> re.Pattern[str]:
    sign = _THOUSANDS.get(language, ",")
    decimal = r"\." if language == SOURCE_LANGUAGE else "[.,]"
    return re.compile(
        rf"(?<!\d)(?:(?P<time>\d?\d:\d\d)(?!\d)|(?P<grouped>\d{{1,3}}(?:{sign}\d{{3}})+)(?!\d|-\d)|\d+(?:{decimal}\d+)?)"
    )


def _shared_form(match: re.Match[str], language: str) -> str:
    if match["time"]:
        return match[0].zfill(5)
    if match["grouped"]:
        return re.sub(r"\D", "", match[0])
    return match[0] if language == SOURCE_LANGUAGE else match[0].replace(",", ".")


def _is_spelled(figure: str, small: str, language: str) -> bool:
    """Whether the other text says the number in words."""
    words = SPELLED.get(language, {}).get(int(figure)) if figure.isdecimal() else None
    return words is not None and re.search(rf"(?<!\w)(?:{words})", small) is not None


def _is_roman(figure: str, text: str) -> bool:
    """Whether the other text has the number in Roman figures, as centuries have it."""
    number = int(figure) if figure.isdecimal() else 0
    if not 0 < number < 40:
        return False
    roman = "X" * (number // 10) + _ROMAN_UNITS[number % 10]
    return re.search(rf"(?<!\w){roman}(?!\w)", text) is not None


def _is_next_day(figure: str, wanted: dict[str, str], subject: Subject) -> bool:
    """Whether the figure is the second day of a night of which the English text names the first."""
    night = _NIGHT.get(subject.language)
    return night is not None and night in subject.small and figure.isdecimal() and str(int(figure) - 1) in wanted


def month_findings(subject: Subject) -> Iterator[Finding]:
    """Months that only one of the two texts names; a real title may stay in its language, and its month with it."""
    if subject.language not in MONTH_FORMS:
        return
    wanted, given = _months(subject.masked_source, SOURCE_LANGUAGE), _months(subject.small, subject.language)
    if subject.context.is_name and not (wanted and given):
        return
    for month in sorted(wanted.keys() - given.keys()):
        named = subject.source[wanted[month]]
        yield Finding("", f"the month {named} of the English text is missing", "compare the dates")
    for month in sorted(given.keys() - wanted.keys()):
        named = subject.text[given[month]]
        yield Finding(named, f"the month of “{named}” does not stand in the English text", "compare the dates")


def _months(text: str, language: str) -> dict[int, slice]:
    """The months that a text names, by number from 1, each with the place where it stands first."""
    found: dict[int, slice] = {}
    for match in _month_pattern(language).finditer(text):
        found.setdefault(match.lastindex or 0, slice(*match.span()))
    return found


@cache
def _month_pattern(language: str) -> re.Pattern[str]:
    forms = "|".join(f"({form})" for form in MONTH_FORMS[language])
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")
