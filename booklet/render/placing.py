"""Where the texts of certain elements lie on the laid-out pages.

An element's attribute ``data-key`` asks for its boxes; ``data-ranges`` (``key first end|…``) for the places of some
letters of its own text, counted from 0 without spaces and signs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from booklet.render.renderer import Laid

KEY = "data-key"
RANGES = "data-ranges"

_HEADS = ("@bottom-left", "@bottom-right")

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class KeyedBox:
    """A rectangle on a page (from 1), in per cent of the trimmed page from its top left corner."""

    page: int
    key: str
    left: float
    top: float
    width: float
    height: float


def keyed_boxes(laid: Laid, *, head: str = "") -> list[KeyedBox]:
    """A rectangle a page for each keyed block, and one a line for each phrase. ``head`` keys the running head."""
    walk = _Walk(head)
    boxes: list[KeyedBox] = []
    for number, page in enumerate(laid.document.pages, start=1):
        walk.found = []
        walk.enter(page._page_box, line=None)  # noqa: SLF001 - WeasyPrint offers no other way to the boxes
        placed = (_placed(number, key, rectangle, page) for key, rectangle in _joined(walk.found))
        boxes.extend(box for box in placed if box.width > 0 and box.height > 0)
    return list(dict.fromkeys(boxes))


@dataclass
class _Walk:
    """Goes through the boxes of all pages in order; remembers how many letters of each element have passed."""

    head: str
    found: list[tuple[str, Any, Rectangle]] = field(default_factory=list)
    letters: dict[Any, int] = field(default_factory=dict)

    def enter(self, box: Any, *, line: Any) -> None:
        box = getattr(box, "_box", box)
        if getattr(box, "at_keyword", None) in _HEADS:
            self.found += [(self.head, text, _rectangle(text)) for text in _texts(box) if self.head]
            return
        kind = type(box).__name__
        line = box if kind == "LineBox" else line
        if kind == "TextBox":
            self._text(box, line)
        elif kind != "LineBox" and (key := _attribute(box, KEY)):
            self.found.append((key, box, _rectangle(box)))
        for child in getattr(box, "children", ()):
            self.enter(child, line=line)

    def _text(self, box: Any, line: Any) -> None:
        if not (wanted := _attribute(box, RANGES)):
            return
        first = self.letters.get(box.element, 0)
        count = sum(letter.isalnum() for letter in box.text)
        self.letters[box.element] = first + count
        for key, start, end in _ranges(wanted):
            cut = max(start, first) - first, min(end, first + count) - first
            if cut[0] < cut[1]:
                self.found.append((key, line, _stretch(box, cut, count)))


def _attribute(box: Any, name: str) -> str:
    """An attribute of the element that made the box; what a style sheet puts before or after it has none."""
    is_own = box.element is not None and hasattr(box.element, "get") and "::" not in (box.element_tag or "")
    return str(box.element.get(name) or "") if is_own else ""


def _ranges(value: str) -> Iterator[tuple[str, int, int]]:
    for part in value.split("|"):
        key, start, end = part.split(" ")
        yield key, int(start), int(end)


def _stretch(box: Any, cut: tuple[int, int], count: int) -> Rectangle:
    """Some letters of a text, as wide as their share of it."""
    left, top, right, bottom = _rectangle(box)
    share = (right - left) / count
    return left + share * cut[0], top, left + share * cut[1], bottom


def _texts(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "TextBox":
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _rectangle(box: Any) -> Rectangle:
    if type(box).__name__ == "TextBox":
        return box.position_x, box.position_y, box.position_x + box.width, box.position_y + box.height
    left, top = box.border_box_x(), box.border_box_y()
    return left, top, left + box.border_width(), top + box.border_height()


def _joined(found: list[tuple[str, Any, Rectangle]]) -> list[tuple[str, Rectangle]]:
    """One rectangle for the pieces of a key on the same line."""
    joined: dict[tuple[str, int], Rectangle] = {}
    for key, owner, (left, top, right, bottom) in found:
        before = joined.get((key, id(owner)), (left, top, right, bottom))
        joined[key, id(owner)] = (
            min(before[0], left), min(before[1], top), max(before[2], right), max(before[3], bottom)
        )  # fmt: skip
    return [(key, rectangle) for (key, _), rectangle in joined.items()]


def _placed(page: int, key: str, rectangle: Rectangle, size: Any) -> KeyedBox:
    left, right = (min(max(side, 0.0), size.width) for side in rectangle[::2])
    top, bottom = (min(max(side, 0.0), size.height) for side in rectangle[1::2])
    across, down = 100 / size.width, 100 / size.height
    sides = left * across, top * down, (right - left) * across, (bottom - top) * down
    return KeyedBox(page, key, *(round(side, 2) for side in sides))
