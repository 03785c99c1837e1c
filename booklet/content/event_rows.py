"""A table of events → its rows, and plain values of each with the column of every mistake."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from booklet.content.event_columns import HEADINGS_HINT, SLUG_COLUMN, kind_of, refuse_wrong_headings
from booklet.content.records import Located, Path, shortened
from booklet.content.tables import csv_records, filled_up
from booklet.problems import ContentError, Problem

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")

# A telephone number may begin with a plus; whatever else begins so is run as a formula when a spreadsheet opens it.
_FORMULA = re.compile(r"[=@\-]|\+(?![\d ()./-]+$)")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d) 00:00:00")
_HOUR = re.compile(r"(\d{1,2}):(\d\d):00")


@dataclass(frozen=True)
class EventRow:
    """A row of a table: where it begins (line of a text, row of a workbook), and its filled cells by column."""

    path: str
    line: int
    texts: Mapping[str, str]

    @property
    def slug(self) -> str:
        """The name of its event; empty where the cell is."""
        return self.texts.get(SLUG_COLUMN, "")

    def problem(self, column: str, message: str, hint: str = "") -> Problem:
        """An error in one of its cells."""
        return Problem(self.path, self.line, "error", f"column {column}: {message}", hint)


@dataclass(frozen=True)
class LocatedRow(Located):
    """The plain values of a row, whose problems name the column."""

    def problem(self, place: Path, message: str, hint: str = "", *, snippet: str = "") -> Problem:  # noqa: ARG002
        """An error in the cell of ``place``; a row has one line, whatever the ``snippet``."""
        names = [part for part in place if isinstance(part, str)]
        if not names:
            return Problem(self.path, self.line(()), "error", message, hint)
        told = f"column {'.'.join(names)}: {message.removeprefix(f'{names[-1]}: ')}"
        return Problem(self.path, self.line(()), "error", told, hint)


def text_rows(path: str, text: str, required: Collection[str] = ()) -> list[EventRow]:
    """The rows of a CSV text; ContentError where it breaks off, or a column is missing, unknown or there twice."""
    records = csv_records(path, text)
    headings = [heading.strip().lower() for heading in records[0][1]] if records else []
    refuse_wrong_headings(path, headings, required)
    filled = ((line, zip(headings, filled_up(path, line, headings, cells), strict=True)) for line, cells in records[1:])
    return _rows(path, filled)


def workbook_rows(path: str, content: bytes) -> list[EventRow]:
    """The rows of the first sheet of an XLSX file, as `text_rows`; cells of dates and hours count as they are shown.

    ContentError, too, where a cell holds a formula or a mistake of the spreadsheet: nothing is calculated.
    """
    from booklet.spreadsheets import Row, read_table

    def cells(row: Row) -> Iterator[tuple[str, str]]:
        for heading, text in row.texts.items():
            yield heading.lower(), _of_odd_cell(text) if heading in row.odd else text

    _, rows = read_table(path, content, (), HEADINGS_HINT)
    refuse_wrong_headings(path, [heading.lower() for heading in rows[0].texts] if rows else [])
    odd = [(row.number, heading) for row in rows for heading in row.odd if not _is_plain(row.texts[heading])]
    if odd:
        hint = "put the value itself there: copy the cell, and paste it as a value"
        message = "column {}: the cell holds no text, number, date or hour but a formula or a mistake"
        raise ContentError(*(Problem(path, number, "error", message.format(name), hint) for number, name in odd))
    return _rows(path, ((row.number, cells(row)) for row in rows))


def _is_plain(text: str) -> bool:
    """Whether a cell that is no text is a day, an hour, a moment, or true or false."""
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d [\d:.]+|[\d:.]+|True|False", text))


def _of_odd_cell(text: str) -> str:
    """A day or an hour of a workbook as people write it."""
    if day := _DAY.fullmatch(text):
        return day[1]
    hour = _HOUR.fullmatch(text)
    return f"{hour[1]:0>2}:{hour[2]}" if hour else text


def _rows(path: str, rows: Iterable[tuple[int, Iterable[tuple[str, str]]]]) -> list[EventRow]:
    """The rows with their filled cells alone; ContentError where a cell stands under no heading."""
    made: list[EventRow] = []
    problems: list[Problem] = []
    for line, cells in rows:
        filled = [(heading, stripped) for heading, text in cells if (stripped := text.strip(" \n\t\u00a0"))]
        problems.extend(
            Problem(path, line, "error", f"“{shortened(text)}” stands in a column without a heading", HEADINGS_HINT)
            for heading, text in filled
            if not heading
        )
        if filled:
            made.append(EventRow(path, line, dict(filled)))
    if problems:
        raise ContentError(*problems)
    return made


def slug_problems(rows: Iterable[EventRow], files: Collection[str]) -> Iterator[Problem]:
    """Rows whose event has no name or a bad one, stands in an earlier row, or has one of the ``files``."""
    first: dict[str, int] = {}
    for row in rows:
        if not row.slug:
            yield row.problem(SLUG_COLUMN, "the cell is empty", "write a name such as london-2027")
        elif not SLUG.fullmatch(row.slug):
            hint = "a name has small letters a-z, figures and hyphens alone, for example london-2027"
            yield row.problem(SLUG_COLUMN, f"“{shortened(row.slug)}” is no name of an event", hint)
        elif row.slug in first:
            message = f"{row.slug} stands in {row.path}:{first[row.slug]} already"
            yield row.problem(SLUG_COLUMN, message, "take one of the two out, or give it another name")
        elif (file := f"data/events/{row.slug}.yaml") in files:
            message = f"{row.slug} is the event of {file}, too"
            yield row.problem(SLUG_COLUMN, message, "keep the row or the file, or give one another name")
        first.setdefault(row.slug, row.line)


def located_row(row: EventRow) -> Located:
    """The plain values of a row, as those of an event file; ContentError with every cell that is not as it must be."""
    values: dict[str, Any] = {}
    typed: dict[Path, str] = {}
    problems: list[Problem] = []
    for column, text in row.texts.items():
        place = tuple(column.split("."))
        try:
            value = _value(row, column, text)
        except ContentError as error:
            problems.extend(error.problems)
        else:
            typed.update(_typed(place, value, text))
            _put(values, place, value)
    if problems:
        raise ContentError(*problems)
    values.pop(SLUG_COLUMN, None)
    places = {place[:end] for place in typed for end in range(len(place) + 1)} | {()}
    return LocatedRow(row.path, values, dict.fromkeys(places, row.line), "", typed)


def _value(row: EventRow, column: str, text: str) -> Any:
    """What a cell says; ContentError where it says nothing that its column may hold."""
    if _FORMULA.match(text):
        problem = row.problem(column, f"“{shortened(text)}” looks like a formula", "begin with a letter or a figure")
        raise ContentError(problem)
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in text):
        raise ContentError(row.problem(column, "a character that nobody can see stands in it", "write the text anew"))
    if clash := next((other for other in row.texts if other.startswith(f"{column}.")), None):
        hint = f"write one text in {column}, or one for each language beside it"
        raise ContentError(row.problem(column, f"{clash} is filled in, too", hint))
    kind = kind_of(column)
    assert kind is not None, column
    try:
        return kind.read(text)
    except ValueError as error:
        raise ContentError(row.problem(column, f"“{shortened(text)}” is no {kind.name}", kind.hint)) from error


def _typed(place: Path, value: Any, text: str) -> dict[Path, str]:
    """What was typed at a place and at each item of its list."""
    items = value if isinstance(value, tuple) else ()
    joined = ("+".join(item) if isinstance(item, tuple) else item for item in items)
    return {place: text} | {(*place, index): item for index, item in enumerate(joined)}


def _put(values: dict[str, Any], place: tuple[str, ...], value: Any) -> None:
    """Set a value at a place of nested mappings."""
    for name in place[:-1]:
        values = values.setdefault(name, {})
    values[place[-1]] = value
