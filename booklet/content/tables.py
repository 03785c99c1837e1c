"""CSV text → its records; spreadsheets of many countries part cells by semicolons, and some by tabs."""

import csv
import io

from booklet.problems import ContentError, Problem

_DELIMITERS = ",;\t"


def csv_records(path: str, text: str) -> list[tuple[int, list[str]]]:
    """The cells of each record and the line (from 1) on which it begins; ContentError where the table breaks off."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"the table breaks off here: {error}"
        hint = "look for a quotation mark that is not closed"
        raise ContentError(Problem(path, line, "error", message, hint)) from error
    return records


def filled_up(path: str, line: int, headings: list[str], cells: list[str]) -> list[str]:
    """The cells of a record, one for each heading; ContentError where it has more of them."""
    if len(cells) > len(headings):
        message = f"the row has {len(cells)} cells, and there are {len(headings)} headings"
        hint = "put a cell with a comma in it in quotation marks"
        raise ContentError(Problem(path, line, "error", message, hint))
    return [*cells, *[""] * (len(headings) - len(cells))]


def delimiter_of(text: str) -> str:
    """The sign that parts the headings: a comma, a semicolon or a tab."""
    first = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)
