"""Tables as .xlsx files: the one room of the spreadsheet library."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]  # it has no types of its own
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]  # likewise
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # likewise

from booklet.problems import ContentError, Problem

SIZE_LIMIT_BYTES = 20_000_000
UNPACKED_LIMIT_BYTES = 200_000_000
ROW_LIMIT = 20_000

# The first moment that a zip archive can name; no clock is read, so that the same table gives the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """A heading, the width in letters, and whether people are to write in it."""

    title: str
    width: int
    is_open: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table that was read: its number in the file (the headings are row 1) and its texts by heading.

    ``odd`` names the headings under which no text stands but a formula or a date that the program made of one.
    """

    number: int
    texts: Mapping[str, str]
    odd: tuple[str, ...] = ()


def write_table(name: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook with one sheet ``name``. Same values, same bytes.

    Every cell is text, and none can become a formula.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = name
    sheet.append([column.title for column in columns])
    for number, row in enumerate(rows, start=2):
        for place, text in enumerate(row, start=1):
            _write(sheet.cell(number, place), text, is_open=columns[place - 1].is_open)
    for place, column in enumerate(columns, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "A2"
    target = BytesIO()
    book.save(target)
    return _timeless(target.getvalue())


def _write(cell: Any, text: str, *, is_open: bool) -> None:
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(_RISKY)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if not is_open:
        cell.font = Font(color="595959")


def _timeless(workbook: bytes) -> bytes:
    """The same workbook without the moment at which it was made."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def read_table(path: str, content: bytes, headings: Sequence[str], hint: str) -> tuple[str, list[Row]]:
    """The name of the first sheet and its rows below the headings; empty rows are left out.

    Headings are known without regard to case and to the spaces round them; in the rows the wanted ones are spelt as in
    ``headings``. ContentError where the file is no workbook, is far too large, has a heading twice, or lacks one of
    ``headings``: ``hint`` says what to do then.
    """
    _refuse_bombs(path, content)
    try:
        book = load_workbook(BytesIO(content), read_only=False, data_only=False)
    except Exception as error:  # the library lets a dozen foreign errors through; all mean the same
        raise ContentError(_no_workbook(path)) from error
    sheet: Any = book.worksheets[0] if book.worksheets else None
    if sheet is None:
        raise ContentError(_no_workbook(path))
    if sheet.max_row > ROW_LIMIT:
        raise ContentError(Problem(path, None, "error", "the table has far too many rows", "delete the empty ones"))
    rows = list(sheet.iter_rows())
    wanted = {heading.casefold(): heading for heading in headings}
    found = [_text(cell).strip() for cell in rows[0]] if rows else []
    titles = [wanted.get(title.casefold(), title) for title in found]
    missing = [heading for heading in headings if heading not in titles]
    lacking = [Problem(path, 1, "error", f"the heading {name} is missing in the first row", hint) for name in missing]
    if problems := [*lacking, *doubled_headings(path, titles)]:
        raise ContentError(*problems)
    read = (_row(number, titles, cells) for number, cells in enumerate(rows[1:], start=2))
    return str(sheet.title), [row for row in read if any(row.texts.values()) or row.odd]


def doubled_headings(path: str, titles: Sequence[str]) -> Iterator[Problem]:
    """Headings that stand in an earlier column already, whatever their case; empty ones may."""
    first: dict[str, str] = {}
    for place, title in enumerate(titles, start=1):
        column, name = get_column_letter(place), title.strip().casefold()
        if name and name in first:
            message = f"column {column}: the heading {title.strip()} stands in column {first[name]} already"
            yield Problem(path, 1, "error", message, "take one of the two columns out")
        first.setdefault(name, column)


def _row(number: int, titles: Sequence[str], cells: Sequence[Any]) -> Row:
    pairs = list(zip(titles, cells, strict=True))
    odd = tuple(title for title, cell in pairs if cell.data_type in {"f", "d", "e", "b"})
    texts: dict[str, str] = {}
    for title, cell in pairs:  # of columns without a heading, the first text
        texts[title] = texts.get(title) or _text(cell)
    return Row(number, texts, odd)


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).replace("\r\n", "\n")


def _refuse_bombs(path: str, content: bytes) -> None:
    """Stop before unpacking what would fill the memory."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise ContentError(_no_workbook(path)) from error
    if len(content) > SIZE_LIMIT_BYTES or unpacked > UNPACKED_LIMIT_BYTES:
        raise ContentError(Problem(path, None, "error", "the workbook is far too large", "is it the right file?"))


def _no_workbook(path: str) -> Problem:
    return Problem(path, None, "error", "this is no workbook that can be read", "save the table as .xlsx")
