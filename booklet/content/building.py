"""Plain values → frozen records; every mistake of shape becomes a problem with its place, in words for organisers."""

import difflib
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from booklet.content.records import Located, Path, shortened
from booklet.problems import Problem

Model = TypeVar("Model", bound=BaseModel)

_CLOCK_HINT = "write the time as HH:MM in 24 hours, for example 18:30"
HINTS = {
    "start": _CLOCK_HINT,
    "time": _CLOCK_HINT,
    "until_time": _CLOCK_HINT,
    "slug": "a name has small letters a-z, figures and hyphens alone",
}


def build(model: type[Model], located: Located, place: Path, value: Any) -> Model | list[Problem]:
    """A frozen record out of plain values, or every reason why it is none."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        return list(_explain_all(model, located, place, error))


def _explain_all(model: type[BaseModel], located: Located, place: Path, error: ValidationError) -> Iterator[Problem]:
    seen: set[Path] = set()
    for detail in error.errors(include_url=False):
        where = _known_place(located, (*place, *detail["loc"]))
        if _is_other_branch(detail) or (where in seen and detail["type"] != "extra_forbidden"):
            continue
        seen.add(where)
        message, hint = _explain(model, located, detail, where)
        yield located.problem(where, message, hint)


def _is_other_branch(detail: ErrorDetails) -> bool:
    """Whether this is why translations are not one text: what is wrong with the translations is told already."""
    return detail["type"] == "string_type" and isinstance(detail["input"], dict) and "constrained-str" in detail["loc"]


def _known_place(located: Located, place: Path) -> Path:
    """The place without the parts that pydantic adds: names of models, and keys that are missing."""
    known: Path = ()
    for part in place:
        known = (*known, part) if (*known, part) in located.lines else known
    return known


def _explain(model: type[BaseModel], located: Located, detail: ErrorDetails, where: Path) -> tuple[str, str]:
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    if detail["type"] == "missing":
        return f"the key {key} is missing", "add it; data/README.md lists the keys"
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, _keys_around(model, detail["loc"]), n=1)
        return f"the key {key} is unknown", f"did you mean {near[0]}?" if near else "take it out"
    name = next((str(part) for part in reversed(where) if isinstance(part, str)), "")
    shown = f"“{shortened(located.typed[where])}”" if where in located.typed else "this"
    message, hint = _explain_value(detail, shown, HINTS.get(name, ""))
    return f"{name}: {message}" if name else message, hint


def _explain_value(detail: ErrorDetails, shown: str, hint: str) -> tuple[str, str]:
    match detail["type"]:
        case "value_error":
            return str(detail["ctx"]["error"]), hint
        case "literal_error" | "enum":
            return f"{shown} is none of {detail['ctx']['expected']}", hint
        case "string_type" | "string_pattern_mismatch" if hint == _CLOCK_HINT:
            return f"{shown} is no time", hint
        case "string_pattern_mismatch":
            return f"{shown} is not written as it must be", hint or "data/README.md shows the form"
    wanted, usual_hint = _KINDS.get(detail["type"], (detail["msg"].replace("Input should be", "it should be"), ""))
    return f"{shown} is of the wrong kind ({wanted})", hint or usual_hint


# What a value should have been, and how it is written, by pydantic's name of the mistake.
_KINDS = {
    "date_type": ("it should be a date", "write it as YYYY-MM-DD without quotation marks, for example 2027-01-20"),
    "string_type": ("it should be a text", "put a number or a date that is meant as text in quotation marks"),
    "string_too_short": ("it is empty", "write a text, or take the key out"),
    "too_short": ("the list is empty", "name at least one"),
    "tuple_type": ("it should be a list", "write it as [one, two], or one on each line after a hyphen"),
    "model_type": ("it should have keys of its own", "data/README.md lists the keys"),
    "dict_type": ("it should have keys of its own", "data/README.md lists the keys"),
    "int_type": ("it should be a whole number", "write it in figures, without quotation marks"),
    "float_type": ("it should be a number", "write it in figures, without quotation marks"),
    "bool_type": ("it should be true or false", ""),
}


def _keys_around(model: type[BaseModel], place: Sequence[str | int]) -> list[str]:
    """The keys that the record at ``place`` may have."""
    for part in place[:-1]:
        if part in model.model_fields:
            model = next(models_in(model.model_fields[str(part)].annotation), model)
    return list(model.model_fields)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models of which an annotation speaks."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)
