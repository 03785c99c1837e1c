"""A table of events from outside → the project's own table: every row is judged, and all are taken over or none."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from booklet.checks.project import event_problems
from booklet.content import load_book
from booklet.content.event_columns import COLUMNS, SLUG_COLUMN
from booklet.content.event_rows import EventRow, located_row, slug_problems, text_rows, workbook_rows
from booklet.content.events import FOLDER, event_files, event_of, event_rows
from booklet.content.records import Located
from booklet.model import LANGUAGES, Event
from booklet.problems import BookletError, ContentError, Problem
from booklet.sources import Sources, decoded

# Spreadsheets take a text for UTF-8 only where it begins so.
BYTE_ORDER_MARK = "\ufeff"
LONGEST_MADE_SLUG = 50

# Letters that do not come apart into a letter of a to z and its marks.
_LATIN = {
    "ə": "e", "ı": "i", "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ы": "y", "э": "e", "ю": "yu",
    "я": "ya",
}  # fmt: skip
_TO_LATIN = str.maketrans(_LATIN)


@dataclass(frozen=True)
class ImportedEvents:
    """The table as it becomes, the slugs of its events that are new, changed and the same, and those that were made.

    ``made`` has the row of the imported table and the slug.
    """

    text: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    made: tuple[tuple[int, str], ...]


def imported_events(sources: Sources, path: str, content: bytes) -> ImportedEvents:
    """The project's table with the rows of another, ``path`` its name and ``.xlsx`` or a CSV text; nothing is written.

    A row takes the place of one with the same slug; others stay in their order. ContentError carries every mistake of
    the rows, with the line or row in the file given.
    """
    read = workbook_rows(path, content) if path.lower().endswith(".xlsx") else text_rows(path, decoded(path, content))
    if not read:
        raise ContentError(Problem(path, None, "error", "the table has no events", "write each in a row of its own"))
    before = event_rows(sources)
    rows = list(_named(read, before.values(), event_files(sources)))
    _refuse_mistakes(sources, rows)
    after = before | {row.slug: row for row in rows}
    return ImportedEvents(
        text=table_text(after.values()),
        new=tuple(row.slug for row in rows if row.slug not in before),
        changed=tuple(row.slug for row in rows if row.slug in before and row.texts != before[row.slug].texts),
        same=tuple(row.slug for row in rows if row.slug in before and row.texts == before[row.slug].texts),
        made=tuple((row.line, row.slug) for row, old in zip(rows, read, strict=True) if not old.slug),
    )


def _refuse_mistakes(sources: Sources, rows: list[EventRow]) -> None:
    """ContentError with whatever a check of the whole project would find in these rows."""
    problems = list(slug_problems(rows, event_files(sources)))
    events: list[tuple[Event, Located]] = []
    for row in rows:
        try:
            located = located_row(row)
            events.append((event_of(sources, located, row.slug), located))
        except BookletError as error:
            problems.extend(error.problems)
    problems.extend(event_problems(sources, load_book(sources), events))
    if problems:
        raise ContentError(*problems)


def table_text(rows: Iterable[EventRow]) -> str:
    """The rows as CSV with commas, for spreadsheets to open as UTF-8; the columns that are used, in one order."""
    rows = list(rows)
    used = {column for row in rows for column in row.texts}
    columns = [SLUG_COLUMN, *(column for column in COLUMNS if column in used and column != SLUG_COLUMN)]
    columns += sorted(used - set(columns))
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.texts.get(column, "") for column in columns] for row in rows)
    return BYTE_ORDER_MARK + target.getvalue()


def _named(rows: list[EventRow], before: Iterable[EventRow], files: Iterable[str]) -> Iterator[EventRow]:
    """The rows with slugs for those that have none: city (or host) and year, numbered where that is taken.

    A row of the project's table with the same city and host is the same event, and keeps its slug.
    """
    taken = {row.slug for row in rows if row.slug} | {path[len(FOLDER) + 1 : -len(".yaml")] for path in files}
    known = {row.slug: row for row in before}
    for row in rows:
        slug = row.slug or _free_slug(row, known, taken)
        taken.add(slug)
        yield replace(row, texts={**row.texts, SLUG_COLUMN: slug})


def _free_slug(row: EventRow, known: dict[str, EventRow], taken: Collection[str]) -> str:
    stem, number = made_slug(row), 1
    while True:
        slug = stem if number == 1 else f"{stem}-{number}"
        if slug not in taken and (slug not in known or _identity(known[slug]) == _identity(row)):
            return slug
        number += 1


def _identity(row: EventRow) -> list[str]:
    """What two rows of one event have in common, whatever else was changed."""
    return sorted(text for column, text in row.texts.items() if column.partition(".")[0] in {"city", "host"})


def made_slug(row: EventRow) -> str:
    """A slug of city (or host) and year; ``event`` where both are empty."""
    columns = (f"{field}{end}" for field in ("city", "host") for end in ("", *(f".{name}" for name in LANGUAGES)))
    names = (_ascii(row.texts.get(column, "")) for column in columns)
    name = next(filter(None, names), "event")[:LONGEST_MADE_SLUG].rstrip("-")
    year = row.texts.get("date", "")[:4] or row.texts.get("year", "")
    return f"{name}-{year}" if re.fullmatch(r"\d{4}", year, re.ASCII) else name


def _ascii(text: str) -> str:
    """The text in small letters a-z, figures and hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_TO_LATIN))
    return "-".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))
