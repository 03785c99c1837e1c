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
_SHORTEST_TICK_MM = 1.5
_LINE_AWAY_MM = 0.25  # so near that the knife takes it away, so far that nothing of it falls into the window
_LINE_ROOM_MM = 0.4
_HATCH_EVERY_MM = 36.0
_PLATE_MM = 5.4
_LABEL_INSET_MM = 3.0
_NARROWEST_STRIP_MM = 3.0
_LARGEST_HATCH_MM = 4.0
_INSIDE_MM = 0.6  # far enough from the strip's edge that the line and its halo get covered whole
_LABEL_AWAY_MM = 4.4
_LABEL_ROOM_MM = 5.4
_SMALLEST_LABEL = 0.55  # of its size: 6 points

Line = tuple[Point, Point]


@dataclass(frozen=True)
class Joints:
    """Which edges of a sheet get covered by the next one; all others are cut."""

    right: bool
    bottom: bool


def window_of(tiling: Tiling) -> Area:
    """Where the window stands on every sheet."""
    _, _, bottom, left = tiling.margin_mm
    return Area(left, bottom, tiling.window.width_mm, tiling.window.height_mm)


def draw_marks(drawing: Drawing, tiling: Tiling, tile: Tile, *, unprintable_mm: float) -> None:
    """Ticks where to cut and where the next sheet begins, hatches where to glue; nothing beyond the printer's reach.

    A cut whose ticks find no room in the margin has a short line beside it at both of its ends.
    """
    window, joints, overlap = window_of(tiling), _joints(tiling, tile), tiling.overlap_mm
    beside, above = _room(tiling, unprintable_mm)
    upright, level = (window.bottom, window.top), (window.left, window.right)
    for place, away in [(window.left, -1), *([] if joints.right else [(window.right, 1)])]:
        _draw(drawing, _ticks(place, upright, above) or _lines_beside(place + away * _LINE_AWAY_MM, upright, beside))
    for place, away in [(window.top, 1), *([] if joints.bottom else [(window.bottom, -1)])]:
        cuts = _ticks(place, level, beside) or _lines_beside(place + away * _LINE_AWAY_MM, level, above)
        _draw(drawing, _lying(cuts))
    if overlap and joints.right:
        _draw(drawing, _ticks(window.right - overlap, upright, above), dashed=True)
    if overlap and joints.bottom:
        _draw(drawing, _lying(_ticks(window.bottom + overlap, level, beside)), dashed=True)
    if overlap >= _NARROWEST_STRIP_MM:
        _draw_strips(drawing, tiling, joints)


def draw_label(drawing: Drawing, tiling: Tiling, tile: Tile, label: str, *, unprintable_mm: float) -> None:
    """The label in the margin where the printer reaches it, on a strip that gets covered, or smaller in the margin.

    Where even that finds no room there is none: the last sheet of a tight grid, which nothing covers.
    """
    assert drawing.lettering is not None
    window, joints = window_of(tiling), _joints(tiling, tile)
    beside, above = _room(tiling, unprintable_mm)
    width = drawing.lettering.width(label, LABEL_MM)
    begin, inset = _LABEL_INSET_MM, tiling.overlap_mm / 2
    if max(beside, above) >= _LABEL_ROOM_MM:
        _label_in_margin(drawing, tiling, joints, label, (beside, above))
    elif tiling.overlap_mm > _PLATE_MM and joints.bottom:
        _plate(drawing, label, (window.left + begin, window.bottom + inset), width, upwards=False)
    elif tiling.overlap_mm > _PLATE_MM and joints.right:
        _plate(drawing, label, (window.right - inset, window.bottom + begin), width, upwards=True)
    elif max(beside, above) >= _LABEL_ROOM_MM * _SMALLEST_LABEL:
        _label_in_margin(drawing, tiling, joints, label, (beside, above))


def _label_in_margin(drawing: Drawing, tiling: Tiling, joints: Joints, label: str, room: tuple[float, float]) -> None:
    """Below the window, or where there is more room beside it, at most as large as the room."""
    window, begin = window_of(tiling), _LABEL_INSET_MM
    beside, above = room
    scale = min(1.0, max(beside, above) / _LABEL_ROOM_MM)
    size, away = scale * LABEL_MM, scale * _LABEL_AWAY_MM
    if above >= min(beside, _LABEL_ROOM_MM):
        drawing.words(label, (window.left + begin, window.bottom - away), size)
    else:
        clear = begin + (tiling.overlap_mm if joints.bottom else 0)  # of the tick of the strip
        drawing.words(label, (window.right + away, window.bottom + clear), size, upwards=True)


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


def _ticks(place: float, ends: tuple[float, float], room: float) -> list[Line]:
    """What goes on from an upright edge beyond both of its ends; none where it would be too short to be seen."""
    low, high = ends
    reach = min(room, _AWAY_MM + _LONGEST_TICK_MM)
    if reach - _AWAY_MM < _SHORTEST_TICK_MM:
        return []
    below, over = (low - _AWAY_MM, low - reach), (high + _AWAY_MM, high + reach)
    return [((place, start), (place, end)) for start, end in (below, over)]


def _lines_beside(place: float, ends: tuple[float, float], room: float) -> list[Line]:
    """What runs along an upright edge at both of its ends; none where the printer does not reach it."""
    low, high = ends
    if room < _LINE_ROOM_MM:
        return []
    return [((place, low), (place, low + _LONGEST_TICK_MM)), ((place, high), (place, high - _LONGEST_TICK_MM))]


def _lying(lines: list[Line]) -> list[Line]:
    """Upright lines laid down: their first coordinate runs up the page."""
    return [((x0, y0), (x1, y1)) for (y0, x0), (y1, x1) in lines]


def _draw(drawing: Drawing, lines: list[Line], *, dashed: bool = False) -> None:
    for start, end in lines:
        drawing.line(start, end, dashed=dashed)


def _room(tiling: Tiling, unprintable_mm: float) -> tuple[float, float]:
    """How much of the margin beside and above the window the printer reaches; below it is as above."""
    _, beside, above, _ = tiling.margin_mm
    return beside - unprintable_mm, above - unprintable_mm


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
