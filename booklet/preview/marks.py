"""Which text on a page comes from which message: marks go through the templates as letters, and become attributes.

The letters are of the private use area, which no text may have (our fonts lack them), and which escaping leaves alone.
They are taken out of the parsed page before it is laid out, so that its lines break as in the build.
"""

import re
from collections.abc import Iterable
from typing import Any

from booklet.compose.marking import Text
from booklet.render import KEY, RANGES

_OPEN, _MIDDLE, _CLOSE = "\ue0f0", "\ue0f1", "\ue0f2"
_START = rf"{_OPEN}([^{_OPEN}{_MIDDLE}{_CLOSE}]*){_MIDDLE}"
_MARK = re.compile(rf"{_START}|{_CLOSE}")
_LETTER = re.compile(f"[{_OPEN}{_MIDDLE}{_CLOSE}]")
_RUNNING = re.compile(rf"\bdata-running=\"{_START}")


def mark(message: str, text: Text, /) -> Text:
    """The text between letters that name its message; an empty one stays empty, for templates ask for that."""
    kind = type(text)
    bare = kind(_LETTER.sub("", text))
    return kind(kind(f"{_OPEN}{message}{_MIDDLE}") + bare + kind(_CLOSE)) if text else text


def messages_in(html: str) -> frozenset[str]:
    """The messages that a marked HTML prints."""
    return frozenset(match[1] for match in _MARK.finditer(html) if match[1] is not None)


def running_message(html: str) -> str:
    """The message of the running head in the marked HTML of a section; empty where it has none."""
    found = _RUNNING.search(html)
    return found[1] if found else ""


def take_marks(root: Any) -> None:
    """Take every mark out of the element tree ``root``; elements get attributes that say what they print.

    ``data-key`` names the message of a whole element, ``data-ranges`` those of parts of its own text.
    """
    _Walk().take(root, None)


class _Walk:
    """Goes through a tree in reading order, with the messages whose text has begun and not ended."""

    def __init__(self) -> None:
        self.begun: list[str] = []

    def take(self, element: Any, parent: Any, *, is_covered: bool = False) -> None:
        """Take the marks out of one element; a covered one lies in an element that has its message already."""
        if not isinstance(element.tag, str):  # a comment
            return
        self._attributes(element)
        ranges, whole = _Ranges(self.begun), _whole_message(element)
        within = self.begun[-1] if self.begun else ""
        element.text = ranges.bare(element.text)
        for child in element:
            self.take(child, element, is_covered=bool(is_covered or whole or within))
            child.tail = ranges.bare(child.tail)
        if not is_covered and (whole or within or ranges.found):
            self._keyed(element, parent, whole or within, ranges)

    def _attributes(self, element: Any) -> None:
        for name, value in list(element.items()):
            if _OPEN not in value:
                continue
            element.set(name, _MARK.sub("", value))
            if name == "alt":
                element.set(KEY, _first_message(value))

    def _keyed(self, element: Any, parent: Any, whole: str, ranges: "_Ranges") -> None:
        if element.tag.rpartition("}")[2] == "title":  # the alternative of a drawing
            if parent is not None and ranges.found:
                parent.set(KEY, ranges.found[0][0])
        elif whole:
            element.set(KEY, whole)
        elif element.get(KEY) is None:
            element.set(RANGES, "|".join(f"{key} {first} {last}" for key, first, last in ranges.found))


class _Ranges:
    """Which letters of an element's own text belong to which message."""

    def __init__(self, begun: list[str]) -> None:
        self.begun = begun
        self.letters = 0
        self.found: list[tuple[str, int, int]] = []

    def bare(self, text: str | None) -> str | None:
        """The text without marks."""
        if not text:
            return text
        end = 0
        for match in _MARK.finditer(text):
            self._count(text[end : match.start()])
            if match[1] is None:
                self.begun.pop()
            else:
                self.begun.append(match[1])
            end = match.end()
        self._count(text[end:])
        return _MARK.sub("", text)

    def _count(self, text: str) -> None:
        letters = sum(letter.isalnum() for letter in text)
        if letters and self.begun:
            self.found.append((self.begun[-1], self.letters, self.letters + letters))
        self.letters += letters


def _whole_message(element: Any) -> str:
    """The message that the element holds from its first letter to its last; empty where there is no such one."""
    pieces: Iterable[str | None] = (element.text, *(child.tail for child in element))
    own = [piece or "" for piece in pieces]
    marks = sum(piece.count(_OPEN) for piece in own)
    is_whole = marks == 1 and own[0].lstrip().startswith(_OPEN) and own[-1].rstrip().endswith(_CLOSE)
    return _first_message(own[0]) if is_whole else ""


def _first_message(text: str) -> str:
    return next((match[1] for match in _MARK.finditer(text) if match[1] is not None), "")
