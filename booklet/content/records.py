"""YAML text → plain values and the line of each; every mistake of shape becomes a problem with its place."""

import datetime as dt
import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from booklet.problems import ContentError, Problem
from booklet.sources import Sources

Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

DEPTH_LIMIT = 20

HINTS = {
    "start": "write the time as HH:MM in 24 hours, for example 18:30",
    "time": "write the time as HH:MM in 24 hours, for example 18:30",
    "until_time": "write the time as HH:MM in 24 hours, for example 18:30",
    "date": "write the date as YYYY-MM-DD, for example 2027-01-20",
    "slug": "an event file's name has small letters a-z, figures and hyphens alone",
    "url": "an address begins with https:// or http://",
}


@dataclass(frozen=True)
class Located:
    """Plain values of one YAML file, and the line (from 1) on which each stands."""

    path: str
    value: Any
    lines: Mapping[Path, int]
    text: str

    def line(self, place: Path) -> int:
        """The line of ``place``, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def line_of(self, place: Path, snippet: str) -> int:
        """The line at or after ``place`` where ``snippet`` stands; the line of ``place`` where it is wrapped."""
        first = self.line(place)
        for number, line in enumerate(self.text.split("\n")[first - 1 :], start=first):
            if snippet in line:
                return number
        return first

    def problem(self, place: Path, message: str, hint: str = "") -> Problem:
        """An error at ``place``."""
        return Problem(self.path, self.line(place), "error", message, hint)


def read_yaml(sources: Sources, path: str) -> Located:
    """Read YAML 1.2 without anchors, tags or repeated keys; ContentError names the file and line otherwise."""
    text = sources.text(path)
    try:
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
    return Located(path, value, reader.lines, text)


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
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def read(self, node: Node, place: Path) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        if id(node) in self._seen or node.anchor:
            self._complain(line, "anchors and aliases (& and *) are not allowed here", "write the text out")
            return None
        self._seen.add(id(node))
        if len(place) > DEPTH_LIMIT:
            self._complain(line, "the nesting is too deep", "look at the indentation")
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return tuple(self.read(item, (*place, index)) for index, item in enumerate(node.value))
        assert isinstance(node, ScalarNode)
        return self._scalar(node, line)

    def _mapping(self, node: MappingNode, place: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
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
            self._complain(line, f"{text} does not exist", "check the date or number")
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
        if where in seen and detail["type"] != "extra_forbidden":
            continue
        seen.add(where)
        message, hint = _explain(model, detail, where)
        yield located.problem(where, message, hint)


def _known_place(located: Located, place: Path) -> Path:
    while place and place not in located.lines:
        place = place[:-1]
    return place


def _explain(model: type[BaseModel], detail: ErrorDetails, where: Path) -> tuple[str, str]:
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    field = next((str(part) for part in reversed(where) if isinstance(part, str)), "")
    shown = repr(detail["input"]) if not isinstance(detail["input"], dict | tuple | BaseModel) else "this"
    match detail["type"]:
        case "missing":
            return f"the key {key} is missing", "add it; data/README.md lists the keys"
        case "extra_forbidden":
            near = difflib.get_close_matches(key, model.model_fields, n=1)
            return f"the key {key} is unknown", f"did you mean {near[0]}?" if near else "take it out"
        case "value_error":
            return f"{field}: {detail['ctx']['error']}" if field else str(detail["ctx"]["error"]), HINTS.get(field, "")
        case "literal_error" | "enum":
            return f"{field}: {shown} is none of {detail['ctx']['expected']}", ""
        case "string_pattern_mismatch":
            return f"{field}: {shown} is not written as it must be", HINTS.get(field, "data/README.md shows the form")
    return f"{field}: {shown} is of the wrong kind ({_plain_sentence(detail['msg'])})", HINTS.get(field, "")


def _plain_sentence(message: str) -> str:
    message = message.replace("Input should be", "it should be").replace("a valid string", "a text")
    return message.replace("a valid dictionary or instance of Translated", "one text, or en/az/ru with a text each")
