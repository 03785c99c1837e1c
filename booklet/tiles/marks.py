"""What guides the knife and the glue on one sheet: ticks in the margin, hatches and a label where they get covered.

A sheet is cut at its left and upper edge and laid over its neighbours there; so the strips along its right and lower
edge are covered by the next sheets, and only there do marks stand on the picture. All ink is black alone, for an office
printer has no plates to register.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from booklet.tiles.drawing import HALO_MM, Area, Drawing, Point
from booklet.tiling import Tile, Tiling

LABEL_MM = 3.88  # 11 points
_AWAY_MM = 1.0
_LONGEST_TICK_MM = 8.0
_HATCH_EVERY_MM = 36.0
_PLATE_MM = 5.4
_LABEL_INSET_MM = 3.0
_NARROWEST_STRIP_MM = 3.0
_LARGEST_HATCH_MM = 4.0
_INSIDE_MM = 0.6  # far enough from the strip's edge that the line and its halo get covered whole
_LABEL_AWAY_MM = 4.4
_LABEL_ROOM_MM = 5.4


@dataclass(frozen=True)
class Joints:
    """Which edges of a sheet get covered by the next one; all others are cut."""

    right: bool
    bottom: bool


def window_of(tiling: Tiling) -> Area:
    """Where the window stands on every sheet."""
    _, _, bottom, left = tiling.margin_mm
    return Area(left, bottom, tiling.window.width_mm, tiling.window.height_mm)


def draw_marks(drawing: Drawing, tiling: Tiling, tile: Tile) -> None:
    """Ticks where to cut and where the next sheet begins, hatches where to glue."""
    window = window_of(tiling)
    joints = _joints(tiling, tile)
    _, beside, above, _ = tiling.margin_mm
    for place in [window.left, *([] if joints.right else [window.right])]:
        _upright_ticks(drawing, place, window, above, dashed=False)
    for place in [window.top, *([] if joints.bottom else [window.bottom])]:
        _level_ticks(drawing, place, window, beside, dashed=False)
    if tiling.overlap_mm and joints.right:
        _upright_ticks(drawing, window.right - tiling.overlap_mm, window, above, dashed=True)
    if tiling.overlap_mm and joints.bottom:
        _level_ticks(drawing, window.bottom + tiling.overlap_mm, window, beside, dashed=True)
    if tiling.overlap_mm >= _NARROWEST_STRIP_MM:
        _draw_strips(drawing, tiling, joints)


def draw_label(drawing: Drawing, tiling: Tiling, tile: Tile, label: str, *, unprintable_mm: float) -> None:
    """The label in the margin where the printer reaches it, on a strip that gets covered, or else in the margin."""
    assert drawing.lettering is not None
    window, joints = window_of(tiling), _joints(tiling, tile)
    _, beside, above, _ = tiling.margin_mm
    width = drawing.lettering.width(label, LABEL_MM)
    begin, inset = _LABEL_INSET_MM, tiling.overlap_mm / 2
    if above - unprintable_mm >= _LABEL_ROOM_MM:
        drawing.words(label, (window.left + begin, window.bottom - _LABEL_AWAY_MM), LABEL_MM)
    elif beside - unprintable_mm >= _LABEL_ROOM_MM:
        clear = begin + (tiling.overlap_mm if joints.bottom else 0)  # of the tick of the strip
        drawing.words(label, (window.right + _LABEL_AWAY_MM, window.bottom + clear), LABEL_MM, upwards=True)
    elif tiling.overlap_mm > _PLATE_MM and joints.bottom:
        _plate(drawing, label, (window.left + begin, window.bottom + inset), width, upwards=False)
    elif tiling.overlap_mm > _PLATE_MM and joints.right:
        _plate(drawing, label, (window.right - inset, window.bottom + begin), width, upwards=True)
    else:
        drawing.words(label, (window.left + begin, window.bottom - _AWAY_MM - LABEL_MM * 0.7), LABEL_MM)


def draw_hatch(drawing: Drawing, centre: Point, size: float) -> None:
    """Three slanting strokes, ``size`` high and wide: here comes the glue."""
    across, up = centre
    for shift in (-0.35, 0.0, 0.35):
        middle = across + shift * size
        drawing.line((middle - size * 0.15, up - size / 2), (middle + size * 0.15, up + size / 2), halo=HALO_MM)


def _joints(tiling: Tiling, tile: Tile) -> Joints:
    return Joints(right=tile.column < tiling.columns, bottom=tile.row < tiling.rows)


def _draw_strips(drawing: Drawing, tiling: Tiling, joints: Joints) -> None:
    """On each strip, hatches and a dashed line that the next sheet's edge just covers."""
    window, overlap = window_of(tiling), tiling.overlap_mm
    size = min(_LARGEST_HATCH_MM, overlap - 1)
    if joints.right:
        place = window.right - overlap + _INSIDE_MM
        drawing.line((place, window.bottom), (place, window.top), dashed=True, halo=HALO_MM)
        for centre in _hatches(Area(window.right - overlap, window.bottom, overlap, window.height)):
            draw_hatch(drawing, centre, size)
    if joints.bottom:
        place = window.bottom + overlap - _INSIDE_MM
        drawing.line((window.left, place), (window.right, place), dashed=True, halo=HALO_MM)
        for centre in _hatches(Area(window.left, window.bottom, window.width, overlap)):
            draw_hatch(drawing, centre, size)


def _hatches(strip: Area) -> Iterator[Point]:
    """Points along the middle of a strip, evenly spaced and clear of its ends."""
    length = max(strip.width, strip.height)
    count = max(1, int(length / _HATCH_EVERY_MM))
    for number in range(count):
        along = length * (number + 0.5) / count
        if strip.width >= strip.height:
            yield strip.left + along, strip.bottom + strip.height / 2
        else:
            yield strip.left + strip.width / 2, strip.bottom + along


def _upright_ticks(drawing: Drawing, place: float, window: Area, margin: float, *, dashed: bool) -> None:
    for edge, away in ((window.top, 1), (window.bottom, -1)):
        for start, end in _tick(margin):
            drawing.line((place, edge + away * start), (place, edge + away * end), dashed=dashed)


def _level_ticks(drawing: Drawing, place: float, window: Area, margin: float, *, dashed: bool) -> None:
    for edge, away in ((window.right, 1), (window.left, -1)):
        for start, end in _tick(margin):
            drawing.line((edge + away * start, place), (edge + away * end, place), dashed=dashed)


def _tick(margin: float) -> Iterator[tuple[float, float]]:
    """From where to where a tick reaches, counted from the window; none where the margin has no room for it."""
    if margin > _AWAY_MM:
        yield _AWAY_MM, min(margin, _AWAY_MM + _LONGEST_TICK_MM)


def _plate(drawing: Drawing, label: str, begin: Point, width: float, *, upwards: bool) -> None:
    """A label on white ground; ``begin`` is the middle of its left end, its lower one where it runs upwards."""
    long, half, lower = width + 3, _PLATE_MM / 2, LABEL_MM * 0.33
    across, up = begin
    if upwards:
        drawing.plate(Area(across - half, up, _PLATE_MM, long))
        drawing.words(label, (across + lower, up + 1.5), LABEL_MM, upwards=True)
    else:
        drawing.plate(Area(across, up - half, long, _PLATE_MM))
        drawing.words(label, (across + 1.5, up - lower), LABEL_MM)
