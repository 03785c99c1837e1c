"""YAML text → plain values and the line of each; every mistake of shape becomes a problem with its place."""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from booklet.problems import ContentError, Problem
from booklet.sources import Sources

Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

DEPTH_LIMIT = 20

SHOWN_LETTERS = 60

_CLOCK_HINT = "write the time as HH:MM in 24 hours, for example 18:30"
HINTS = {
    "start": _CLOCK_HINT,
    "time": _CLOCK_HINT,
    "until_time": _CLOCK_HINT,
    "slug": "an event file's name has small letters a-z, figures and hyphens alone",
}


@dataclass(frozen=True)
class Located:
    """Plain values of one YAML file, and the line (from 1) on which each stands."""

    path: str
    value: Any
    lines: Mapping[Path, int]
    text: str
    typed: Mapping[Path, str] = field(default_factory=dict)
    """Numbers, dates and words as they were typed, so that 12.00 is not told as 12.0."""

    def line(self, place: Path) -> int:
        """The line of ``place``, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def line_of(self, place: Path, snippet: str) -> int:
        """The line of the text at ``place`` on which ``snippet`` stands; the line of ``place`` where it is wrapped."""
        first = self.line(place)
        last = min((line for line in self.lines.values() if line > first), default=self.text.count("\n") + 1)
        return line_with(snippet, self.text.split("\n"), first, max(first, last - 1)) or first

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Every text of the file with its place."""
        pending: list[tuple[Path, Any]] = [((), self.value)]
        while pending:
            place, value = pending.pop(0)
            if isinstance(value, str):
                yield place, value
            elif isinstance(value, dict):
                pending.extend(((*place, key), item) for key, item in value.items())
            elif isinstance(value, tuple):
                pending.extend(((*place, index), item) for index, item in enumerate(value))

    def problem(self, place: Path, message: str, hint: str = "") -> Problem:
        """An error at ``place``."""
        return Problem(self.path, self.line(place), "error", message, hint)


def line_with(snippet: str, lines: Sequence[str], first: int, last: int) -> int | None:
    """The first line from ``first`` to ``last`` (from 1) on which ``snippet`` stands and is no part of another word."""
    before, after = (r"(?<!\w)" if snippet[:1].isalnum() else "", r"(?!\w)" if snippet[-1:].isalnum() else "")
    pattern = re.compile(before + re.escape(snippet) + after)
    found = (number for number in range(first, min(last, len(lines)) + 1) if pattern.search(lines[number - 1]))
    return next(found, None) if snippet else None


def read_yaml(sources: Sources, path: str) -> Located:
    """Read YAML 1.2 without anchors, tags or repeated keys; ContentError names the file and line otherwise."""
    text = sources.text(path)
    try:
        _refuse_traps(path, text)
        root = YAML(typ="safe", pure=False).compose(text)
    except MarkedYAMLError as error:
        raise ContentError(_syntax_problem(path, text, error)) from error
    except (YAMLError, ValueError) as error:
        raise ContentError(Problem(path, 1, "error", f"this is not YAML: {error}", "look for a stray sign")) from error
    if root is None:
        raise ContentError(Problem(path, 1, "error", "the file is empty", "restore its text"))
    reader = _Reader(path)
    value = reader.read(root, ())
    if reader.problems:
        raise ContentError(*reader.problems)
    return Located(path, value, reader.lines, text, reader.typed)


def _refuse_traps(path: str, text: str) -> None:
    """Stop at an anchor, which can make a short file endless, and at nesting that would exhaust the stack."""
    depth = 0
    for event in YAML(typ="safe", pure=False).parse(text):
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            message = "anchors and aliases (& and *) are not allowed here"
            raise ContentError(
                Problem(path, line, "error", message, "write the text out, or put it in quotation marks")
            )
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            depth += 1
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            depth -= 1
        if depth > DEPTH_LIMIT:
            raise ContentError(Problem(path, line, "error", "the nesting is too deep", "look at the indentation"))


def _syntax_problem(path: str, text: str, error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = min(mark.line + 1 if mark else 1, text.count("\n") + 1)
    shown = text.split("\n")[line - 1]
    if "\t" in shown[: len(shown) - len(shown.lstrip()) + 1]:
        return Problem(path, line, "error", "a tab stands where spaces are expected", "indent with spaces")
    hint = "check the spaces before the key, the colon after it, and quotation marks around a text with ': ' in it"
    return Problem(path, line, "error", f"YAML syntax: {error.problem}", hint)


class _Reader:
    """Walks composed nodes once, building values and remembering lines and problems."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: dict[Path, int] = {}
        self.typed: dict[Path, str] = {}
        self.problems: list[Problem] = []

    def read(self, node: Node, place: Path) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return tuple(self.read(item, (*place, index)) for index, item in enumerate(node.value))
        assert isinstance(node, ScalarNode)
        self.typed[place] = str(node.value)
        return self._scalar(node, line)

    def _mapping(self, node: MappingNode, place: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self._complain(line, "a key is one word", "write it as key: value")
                continue
            key = str(key_node.value)
            if key in values:
                self._complain(line, f"the key {key} stands twice", "keep one of them")
            self.lines[(*place, key)] = line
            values[key] = self.read(value_node, (*place, key))
        return values

    def _scalar(self, node: ScalarNode, line: int) -> Any:
        kind = str(node.tag).rsplit(":", 1)[-1]
        text = str(node.value)
        try:
            return _plain_value(kind, text)
        except KeyError:
            self._complain(line, f"the tag {node.tag} is not allowed here", "take it out")
        except ValueError:
            what = "date" if kind == "timestamp" else "number"
            self._complain(line, f"the {what} {shortened(text)} does not exist", f"check the {what}")
        return None

    def _complain(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, line, "error", message, hint))


def _plain_value(kind: str, text: str) -> Any:
    constructors: dict[str, Callable[[str], Any]] = {
        "str": str,
        "int": lambda value: int(value.replace("_", ""), 10 if value.lstrip("+-").isdigit() else 0),
        "float": float,
        "bool": lambda value: value.lower() == "true",
        "null": lambda _: None,
        "timestamp": _date_or_text,
    }
    return constructors[kind](text)


def _date_or_text(text: str) -> dt.date | str:
    return dt.date.fromisoformat(text) if len(text) == len("1990-01-20") else text


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
            model = next(_models_in(model.model_fields[str(part)].annotation), model)
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def shortened(text: str) -> str:
    """The text in one short line, for messages."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_LETTERS else f"{line[:SHOWN_LETTERS]}…"
