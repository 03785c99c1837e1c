"""Marks for folding, stapling and cutting, outside the trim and only where the sheet has room for them.

They are drawn in the colour of all plates (Separation All, ISO 32000-1, 8.6.6.4), a quarter of a point wide.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from booklet.imposition import Imposition, Sheet
from booklet.sheets.source import POINTS_PER_MM

AWAY_MM = 3.0
CLEAR_MM = 1.0
LONGEST_MM = 5.0
SHORTEST_MM = 2.0
COLOUR = "/All"
_WIDTH_PT = 0.25
_STAPLE_MM = 6.0
_STAPLE_LEG_MM = 1.5


@dataclass(frozen=True)
class Line:
    """A straight line between two points (x, y), in millimetres from the lower left corner of the sheet."""

    start: tuple[float, float]
    end: tuple[float, float]
    dashed: bool = False


@dataclass(frozen=True)
class _Frame:
    """The trimmed spread on its sheet, and the stretch beside each edge, from near to far, where marks may stand."""

    left: float
    right: float
    bottom: float
    top: float
    beside: tuple[float, float] | None
    above: tuple[float, float] | None


def marks(imposition: Imposition, sheet: Sheet, *, is_front: bool, bleed_mm: float) -> list[Line]:
    """The lines on one side of a sheet; none where less than 2 mm are left, 3 mm off the trim and 1 mm off the bleed.

    Both sides show the fold and the cuts, whose fore-edges follow the creep. The front of a saddle stitch's outermost
    sheet shows, at both fore-edges, how high the two staples sit: a quarter of the height from the head and the foot.
    """
    frame = _frame(imposition, sheet, bleed_mm)
    lines = [*_fold(imposition.fold_mm, frame), *_cuts(frame)]
    if is_front and sheet.depth == 0 and imposition.signature is None:
        lines.extend(_staples(frame))
    return lines


def drawn(lines: list[Line]) -> bytes:
    """The lines as a content stream that needs the colour space `separation_all` under the name ``/All``."""
    drawing = [f"q {COLOUR} CS 1 SCN {_WIDTH_PT} w"]
    for line in sorted(lines, key=lambda line: line.dashed):
        (x0, y0), (x1, y1) = ([length * POINTS_PER_MM for length in point] for point in (line.start, line.end))
        dash = "[2 2] 0 d " if line.dashed else ""
        drawing.append(f"{dash}{x0:.4f} {y0:.4f} m {x1:.4f} {y1:.4f} l S")
    return "\n".join([*drawing, "Q\n"]).encode() if lines else b""


def separation_all(document: pikepdf.Pdf) -> pikepdf.Object:
    """The colour space that prints on every plate."""
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    space = [pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, tint]
    return document.make_indirect(pikepdf.Array(space))


def _frame(imposition: Imposition, sheet: Sheet, bleed_mm: float) -> _Frame:
    fold, height = imposition.fold_mm, imposition.trim.height_mm
    half = imposition.trim.width_mm - sheet.shift_mm
    bottom = (imposition.sheet.height_mm - height) / 2
    near = max(AWAY_MM, bleed_mm + CLEAR_MM)
    return _Frame(
        left=fold - half,
        right=fold + half,
        bottom=bottom,
        top=bottom + height,
        beside=_stretch(near, fold - imposition.trim.width_mm),
        above=_stretch(near, bottom),
    )


def _stretch(near: float, room: float) -> tuple[float, float] | None:
    return (near, min(near + LONGEST_MM, room)) if room - near >= SHORTEST_MM else None


def _fold(fold: float, frame: _Frame) -> Iterator[Line]:
    if frame.above is not None:
        near, far = frame.above
        yield Line((fold, frame.top + near), (fold, frame.top + far), dashed=True)
        yield Line((fold, frame.bottom - near), (fold, frame.bottom - far), dashed=True)


def _cuts(frame: _Frame) -> Iterator[Line]:
    if frame.above is not None:
        near, far = frame.above
        for x in (frame.left, frame.right):
            yield Line((x, frame.top + near), (x, frame.top + far))
            yield Line((x, frame.bottom - near), (x, frame.bottom - far))
    if frame.beside is not None:
        near, far = frame.beside
        for y in (frame.bottom, frame.top):
            yield Line((frame.left - near, y), (frame.left - far, y))
            yield Line((frame.right + near, y), (frame.right + far, y))


def _staples(frame: _Frame) -> Iterator[Line]:
    """At each fore-edge and for each staple, its shape: the back upright, the two legs towards the page."""
    if frame.beside is None:
        return
    near = frame.beside[0]
    quarter = (frame.top - frame.bottom) / 4
    for edge, outward in ((frame.left, -1), (frame.right, 1)):
        back = edge + outward * (near + _STAPLE_LEG_MM)
        for middle in (frame.bottom + quarter, frame.top - quarter):
            low, high = middle - _STAPLE_MM / 2, middle + _STAPLE_MM / 2
            yield Line((back, low), (back, high))
            yield Line((back, low), (edge + outward * near, low))
            yield Line((back, high), (edge + outward * near, high))
