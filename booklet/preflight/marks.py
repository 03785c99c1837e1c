"""What a page paints: one mark for each text, line, area and picture, and notes of what else its stream does."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import pikepdf

from booklet.preflight.fonts import Font
from booklet.preflight.resources import Picture
from booklet.preflight.state import EVERYWHERE, Box, Paint

MarkKind = Literal["text", "fill", "stroke", "picture", "shading"]

SHOWN_LETTERS = 40


class Mark(NamedTuple):
    """One painted thing; ``box`` is what its clip leaves of it, in the page's own units, and ``clip`` the box of that.

    ``size`` is the text size in points, the width of a line or of a narrow area in points, or the resolution of a
    picture in pixels per inch; infinite where it means nothing.
    """

    page: int
    kind: MarkKind
    box: Box
    paint: Paint
    size: float
    font: Font | None = None
    codes: bytes = b""
    lacks_letter: bool = False
    picture: Picture | None = None
    tagged: bool = True
    clip: Box = EVERYWHERE

    @property
    def described(self) -> str:
        """The object in words: the text itself, or what kind of thing it is."""
        if self.kind == "text" and self.font is not None:
            words = self.font.reading(self.codes).strip()
            shown = f"“{words[:SHOWN_LETTERS]}{'…' if len(words) > SHOWN_LETTERS else ''}”" if words else "text"
            return f"{shown} in {self.font.name}"
        if self.picture is not None:
            return f"picture {self.picture.name} ({self.picture.width} × {self.picture.height} pixels)"
        return {"fill": "an area", "stroke": "a line", "shading": "a gradient"}.get(self.kind, "an object")


class Note(NamedTuple):
    """Something else that a content stream does: ``kind`` is its name, ``item`` the object behind it."""

    page: int
    kind: str
    detail: str = ""
    box: Box | None = None
    item: pikepdf.Object | None = None


@dataclass
class Painted:
    """All marks and notes of a file, in painting order."""

    marks: list[Mark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    by_paint: dict[Paint, list[Mark]] = field(default_factory=dict)

    def of_kind(self, kind: MarkKind) -> list[Mark]:
        """The marks of one kind."""
        return [mark for mark in self.marks if mark.kind == kind]

    def noted(self, kind: str) -> list[Note]:
        """The notes of one kind."""
        return [note for note in self.notes if note.kind == kind]
