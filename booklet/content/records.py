"""YAML text → plain values and the line of each; what is no plain YAML becomes a problem with its place."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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

DEPTH_LIMIT = 20

SHOWN_LETTERS = 60


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

    def problem(self, place: Path, message: str, hint: str = "", *, snippet: str = "") -> Problem:
        """An error at ``place``, or on the line of it on which ``snippet`` stands."""
        return Problem(self.path, self.line_of(place, snippet), "error", message, hint)


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


# What libyaml was reading when it lost its way; the mistake is where that began, not where it was noticed.
_OPENED = {
    "while parsing a flow mapping": "the bracket { that opens here is not closed",
    "while parsing a flow sequence": "the bracket [ that opens here is not closed",
    "while scanning a quoted scalar": "the quotation mark that opens here is not closed",
}


def _syntax_problem(path: str, text: str, error: MarkedYAMLError) -> Problem:
    if error.context in _OPENED and error.context_mark:
        message, hint = f"YAML syntax: {_OPENED[error.context]}", "close it, or put the whole text in quotation marks"
        return Problem(path, error.context_mark.line + 1, "error", message, hint)
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


def shortened(text: str) -> str:
    """The text in one short line, for messages."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_LETTERS else f"{line[:SHOWN_LETTERS]}…"
