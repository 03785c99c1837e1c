"""The columns of a table of events: the fields of the model, and how a cell of each is read."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from booklet.content.building import models_in
from booklet.content.records import shortened
from booklet.model import Event, Translated
from booklet.problems import ContentError, Problem

SLUG_COLUMN = "slug"
HEADINGS_HINT = "data/README.md lists the columns"

_COPIES = re.compile(r"copies\.[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Kind:
    """What the cells of a column are: how one is read, what to call it, and how it is written.

    ``read`` raises ValueError for a text that is none.
    """

    read: Callable[[str], Any]
    name: str = "text"
    hint: str = ""


def _matched(pattern: str, make: Callable[[str], Any]) -> Callable[[str], Any]:
    """A reader of texts of one form."""

    def read(text: str) -> Any:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError(text)
        return make(text)

    return read


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[\s,;]+", text) if part)


def _pair(text: str) -> tuple[str, ...]:
    return tuple(text.split("+"))


def _pairs(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_matched(r"[a-z]+\+[a-z]+", _pair)(part) for part in _list(text))


_TEXT = Kind(str)
_LIST = Kind(_list, "list", "part the names by spaces: en az ru")
_PAIRS = Kind(_pairs, "list of pairs", "join two languages by a plus, and part the pairs by spaces: az+en ru+en")
_WHOLE = Kind(_matched(r"\d{1,9}", int), "whole number", "write figures alone")
_KINDS = {
    bool: Kind(_matched(r"(?i:true|false)", lambda text: text.lower() == "true"), "yes or no", "write true or false"),
    int: _WHOLE,
    float: Kind(_matched(r"\d{1,9}(\.\d{1,9})?", float), "number", "write it with a point, for example 0.1"),
    dt.date: Kind(_matched(r"\d{4}-\d\d-\d\d", dt.date.fromisoformat), "date", "write it as 2027-01-20"),
}


def _columns(model: type[BaseModel], before: str = "") -> Iterator[tuple[str, Kind]]:
    """Each column of a model's fields; lists of records, such as the programme, have none."""
    for name, field in model.model_fields.items():
        column, models = before + name, list(models_in(field.annotation))
        if get_origin(field.annotation) is tuple:
            if not models:
                yield column, _PAIRS if get_origin(get_args(field.annotation)[0]) is tuple else _LIST
        elif models:
            if models == [Translated]:
                yield column, _TEXT
            yield from _columns(models[0], f"{column}.")
        elif get_origin(field.annotation) is not dict:
            yield column, next((kind for type_, kind in _KINDS.items() if type_ in _parts(field.annotation)), _TEXT)


def _parts(annotation: Any) -> tuple[Any, ...]:
    """The types of a union, or the one type."""
    return get_args(annotation) or (annotation,)


COLUMNS = dict(_columns(Event))


def kind_of(column: str) -> Kind | None:
    """How the cells of a column are read; None for a column that events do not have."""
    return _WHOLE if _COPIES.fullmatch(column) else COLUMNS.get(column)


def refuse_wrong_headings(path: str, headings: Sequence[str], required: Collection[str] = ()) -> None:
    """ContentError where a column is missing, unknown or there twice; one without a heading may be there."""
    titles = [heading for heading in headings if heading]
    told = [_missing(heading) for heading in required if heading not in titles]
    told += [_stranger(heading) for heading in titles if not kind_of(heading)]
    problems = [Problem(path, 1, "error", message, hint) for message, hint in told]
    if len(set(titles)) < len(titles):
        from booklet.spreadsheets import doubled_headings

        problems.extend(doubled_headings(path, headings))
    if problems:
        raise ContentError(*problems)


def _missing(heading: str) -> tuple[str, str]:
    """That a column is missing, and what to do."""
    return f"the column {heading} is missing", f"add it, or let booklet events import make the {heading}s"


def _stranger(heading: str) -> tuple[str, str]:
    """Why there is no such column, and what to do."""
    if heading.partition(".")[0].startswith("programme"):
        message = f"column {shortened(heading)}: a programme does not fit into a row"
        return message, "take the column out, and make an event with a programme a file: booklet new my-event"
    near = get_close_matches(heading, [*COLUMNS, "copies.booklet", "copies.poster"], n=1)
    return f"the column “{shortened(heading)}” is unknown", f"did you mean {near[0]}?" if near else HEADINGS_HINT
