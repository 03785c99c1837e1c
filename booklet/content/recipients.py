"""A spreadsheet of recipients → one `Recipient` each; every mistake with its row and column."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence

from booklet.content.records import shortened
from booklet.content.tables import csv_records, delimiter_of, filled_up
from booklet.model import COUNTINGS, LANGUAGES, Recipient, TextLimit
from booklet.model.letters import LARGEST_LIMIT
from booklet.problems import ContentError, Problem
from booklet.spreadsheets import Row, doubled_headings, read_table

LIMIT = 2000
LONGEST_CELL = 200
REQUIRED = ("name", "language")
ADDRESS = ("address", "address_1", "address_2", "address_3", "address_4", "address_5")
SALUTATIONS = ("salutation", *(f"salutation_{language}" for language in LANGUAGES))
COLUMNS = (*REQUIRED, "title", *SALUTATIONS, *ADDRESS, "limit", "counts")
OWN_FORM = "form"
HEADINGS_HINT = f"the first row has these headings: {', '.join(COLUMNS)}"
MISTAKES_TOLD = 50

_FORMULA = re.compile(r"[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_LATIN = str.maketrans({"ə": "e", "Ə": "e", "ı": "i"})


def read_recipients(path: str, content: bytes, languages: Collection[str] = LANGUAGES) -> tuple[Recipient, ...]:
    """The recipients of a CSV or XLSX file in its order; ContentError carries every mistake.

    The first row has the headings: ``name`` and ``language``, and as wanted ``title``, ``salutation`` or one for each
    language (``salutation_az``), ``address`` with several lines or ``address_1`` to ``address_5``, ``limit`` and
    ``counts`` (characters, form or words). ``languages`` are those in which there are letters. A CSV file is UTF-8 with
    commas, semicolons or tabs. Headings may be in capitals.
    """
    headings, rows = _workbook(path, content) if path.lower().endswith(".xlsx") else _csv(path, content)
    _refuse_wrong_headings(path, headings)
    _refuse_wrong_size(path, rows)
    problems = [problem for row in rows for problem in _row_problems(path, row, languages)]
    problems.extend(_doubles(path, rows))
    if problems:
        more = len(problems) - MISTAKES_TOLD
        told = sorted(problems, key=lambda problem: problem.line or 0)[:MISTAKES_TOLD]
        rest = [Problem(path, None, "error", f"{more} more mistakes of this kind")] if more > 0 else []
        raise ContentError(*told, *rest)
    return tuple(_recipient(row) for row in rows)


def _workbook(path: str, content: bytes) -> tuple[list[str], list[Row]]:
    _, rows = read_table(path, content, REQUIRED, HEADINGS_HINT)
    rows = [_in_lower_case(row) for row in rows]
    headings = list(rows[0].texts) if rows else list(REQUIRED)
    return headings, [_trimmed(row) for row in rows]


def _in_lower_case(row: Row) -> Row:
    """The row with its headings as `COLUMNS` spells them; no two of a table differ in their case alone."""
    texts = {heading.lower(): text for heading, text in row.texts.items()}
    return Row(row.number, texts, tuple(heading.lower() for heading in row.odd))


def _csv(path: str, content: bytes) -> tuple[list[str], list[Row]]:
    records = [cells for _, cells in csv_records(path, _decoded(path, content))]
    headings = [heading.strip().lower() for heading in records[0]] if records else []
    return headings, list(_csv_rows(path, headings, records[1:]))


def _csv_rows(path: str, headings: list[str], records: Iterable[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(records, start=2):
        if any(cell.strip() for cell in cells):
            filled = filled_up(path, number, headings, cells)
            yield _trimmed(Row(number, dict(zip(headings, filled, strict=True))))


def _trimmed(row: Row) -> Row:
    texts = {heading: re.sub(r"\r\n?", "\n", text).strip(" \n\u00a0") for heading, text in row.texts.items()}
    return Row(row.number, texts, row.odd)


def _decoded(path: str, content: bytes) -> str:
    hint = "save the table as CSV UTF-8, or as .xlsx"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]:
        raise ContentError(Problem(path, 1, "error", "the table is in UTF-16", hint))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lines = content[: error.start].split(b"\n")
        headings = content.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
        delimiter = delimiter_of(headings)
        names, column = headings.split(delimiter), lines[-1].count(delimiter.encode())
        name = names[min(column, len(names) - 1)].strip()
        message = f"column {name}: byte 0x{content[error.start]:02X} is not UTF-8"
        raise ContentError(Problem(path, len(lines), "error", message, hint)) from error


def _refuse_wrong_headings(path: str, headings: Sequence[str]) -> None:
    absent = [f"the column {name} is missing" for name in REQUIRED if name not in headings]
    unknown = [f"the column “{shortened(name)}” is unknown" for name in headings if name and name not in COLUMNS]
    problems = [Problem(path, 1, "error", message, HEADINGS_HINT) for message in (*absent, *unknown)]
    problems.extend(doubled_headings(path, headings))
    if problems:
        raise ContentError(*problems)


def _refuse_wrong_size(path: str, rows: Sequence[Row]) -> None:
    if not rows:
        raise ContentError(Problem(path, 2, "error", "the table has no recipients", "write each in a row of its own"))
    if len(rows) > LIMIT:
        message = f"the table has {len(rows)} recipients, and {LIMIT} are the most that are made at a time"
        raise ContentError(Problem(path, None, "error", message, "divide it into several tables"))


def _row_problems(path: str, row: Row, languages: Collection[str]) -> Iterator[Problem]:
    for column, text in row.texts.items():
        for message, hint in _cell_mistakes(column, text, row):
            yield Problem(path, row.number, "error", f"column {column}: {message}", hint)
    for column in REQUIRED:
        if not row.texts[column]:
            yield Problem(path, row.number, "error", f"column {column}: the cell is empty", "fill it in")
    language = row.texts["language"]
    if language and language not in languages:
        message = f"column language: there is no letter in “{shortened(language)}”"
        yield Problem(path, row.number, "error", message, f"write one of {', '.join(languages)}")
    yield from _limit_problems(path, row)


def _cell_mistakes(column: str, text: str, row: Row) -> Iterator[tuple[str, str]]:
    if column in row.odd or _FORMULA.match(text):
        yield f"“{shortened(text)}” is a formula, a date or looks like one", "write it as text, with a letter in front"
    if "\n" in text and column != "address":
        yield "the cell has several lines", "write it in one; only address may have several"
    if _CONTROL.search(text):
        yield "a character that nobody can see stands in the cell", "write the text anew"
    if max(map(len, text.split("\n"))) > LONGEST_CELL:
        yield f"a line has more than {LONGEST_CELL} letters", "say it with fewer words"


def _limit_problems(path: str, row: Row) -> Iterator[Problem]:
    limit, counts = row.texts.get("limit", ""), row.texts.get("counts", "")
    if limit and not (re.fullmatch(r"[1-9][0-9]{0,6}", limit) and int(limit) <= LARGEST_LIMIT):
        message = f"column limit: “{shortened(limit)}” is no number from 1 to {LARGEST_LIMIT}"
        yield Problem(path, row.number, "error", message, "write figures alone, such as 2000")
    if counts and counts not in COUNTINGS:
        message = f"column counts: “{shortened(counts)}” is no way of counting"
        yield Problem(path, row.number, "error", message, f"write one of {', '.join(COUNTINGS)}")
    if counts and not limit:
        yield Problem(path, row.number, "error", "column limit: the cell is empty, and counts says what it counts")


def _doubles(path: str, rows: Iterable[Row]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row.texts.get(column, "").casefold() for column in (*REQUIRED, *ADDRESS))
        if key in first and row.texts["name"]:
            message = f"column name: “{shortened(row.texts['name'])}” stands in row {first[key]} already"
            yield Problem(path, row.number, "error", message, "take one of the two rows out")
        first.setdefault(key, row.number)


def _recipient(row: Row) -> Recipient:
    texts = row.texts
    language = texts["language"]
    address = [line.strip() for column in ADDRESS for line in texts.get(column, "").split("\n")]
    return Recipient.model_validate(
        {
            "id": _id(row),
            "name": texts["name"],
            "title": texts.get("title", ""),
            "salutation": texts.get(f"salutation_{language}") or texts.get("salutation", ""),
            "address": tuple(line for line in address if line),
            "language": language,
            "limit": _limit(texts.get("limit", ""), texts.get("counts", "")),
        }
    )


def _limit(limit: str, counts: str) -> TextLimit | None:
    if not limit:
        return None
    return TextLimit.model_validate({"id": OWN_FORM, "limit": int(limit), "counts": counts or "characters"})


def _id(row: Row) -> str:
    """The row's number and what of the name every file system can write: ``0002-leyla-example``."""
    letters = unicodedata.normalize("NFKD", row.texts["name"].translate(_LATIN)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", letters.lower())
    return "-".join((f"{row.number:04}", *words))[:60].rstrip("-")
