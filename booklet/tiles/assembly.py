"""The first page: a small picture of the poster with its grid, and what to do with the sheets."""

from booklet.tiles.drawing import HALO_MM, Area, Drawing, Picture, Point
from booklet.tiles.marks import draw_hatch
from booklet.tiles.words import TileWords, filled
from booklet.tiling import Tile, Tiling

_EDGE_MM = 14.0
_GAP_MM = 8.0
_COLUMN_MM = 82.0
_SIGN_MM = 9.0
_HEADING_MM = 6.35  # 18 points
_TEXT_MM = 3.35  # 9.5 points
_LINE_MM = 4.6  # 13 points
_RULER_MM = 100.0
_CAP_HEIGHT = 0.66  # of Source Sans, in parts of its size


def draw_map(drawing: Drawing, picture: Picture, tiling: Tiling, words: TileWords) -> None:
    """Fill a page of the tiling's sheet: words above the map where the sheet stands, beside it where it lies."""
    sheet = tiling.sheet
    page = Area(_EDGE_MM, _EDGE_MM, sheet.width_mm - 2 * _EDGE_MM, sheet.height_mm - 2 * _EDGE_MM)
    foot = _draw_ruler(drawing, words, page)
    if sheet.is_landscape:
        measure = min(_COLUMN_MM, page.width * 0.4)
        _draw_words(drawing, tiling, words, Area(page.right - measure, foot, measure, page.top - foot))
        room = Area(page.left, foot, page.width - measure - _GAP_MM, page.top - foot)
    else:
        end = _draw_words(drawing, tiling, words, page) - _GAP_MM / 2
        room = Area(page.left, foot, page.width, end - foot)
    place = _placed(tiling, room)
    drawing.picture(picture, place, place)
    _draw_grid(drawing, tiling, place)


def _draw_ruler(drawing: Drawing, words: TileWords, page: Area) -> float:
    """The line to measure, at the foot of the page; the height at which the map may begin."""
    ruler = page.bottom + 1
    drawing.line((page.left, ruler), (page.left + _RULER_MM, ruler))
    for end in (page.left, page.left + _RULER_MM):
        drawing.line((end, ruler - 1.5), (end, ruler + 1.5))
    beside = page.width - _RULER_MM - 4
    lines = _set(drawing, words.measure, beside)
    first = ruler - _TEXT_MM * _CAP_HEIGHT / 2 + (len(lines) - 1) * _LINE_MM / 2
    _draw_lines(drawing, lines, (page.left + _RULER_MM + 4, first))
    return max(ruler, first) + _GAP_MM


def _draw_words(drawing: Drawing, tiling: Tiling, words: TileWords, area: Area) -> float:
    """Heading, numbers and steps from the top of an area; the height at which they end."""
    assert drawing.lettering is not None
    baseline = area.top - _HEADING_MM * _CAP_HEIGHT
    for line in drawing.lettering.lines(words.heading, _HEADING_MM, area.width):
        drawing.words(line, (area.left, baseline), _HEADING_MM)
        baseline -= _HEADING_MM * 1.25
    summary = filled(
        words.summary,
        sheets=tiling.sheets,
        rows=tiling.rows,
        columns=tiling.columns,
        width=f"{tiling.poster.width_mm:.0f}",
        height=f"{tiling.poster.height_mm:.0f}",
        overlap=f"{round(tiling.overlap_mm, 2):g}",
    )
    baseline = _draw_lines(drawing, _set(drawing, summary, area.width), (area.left, baseline)) - _LINE_MM / 2
    for number, step in enumerate((words.scale, words.cut, words.glue, words.lay, words.order), start=1):
        _draw_sign(drawing, number, (area.left, baseline))
        lines = _set(drawing, step, area.width - _SIGN_MM)
        baseline = _draw_lines(drawing, lines, (area.left + _SIGN_MM, baseline)) - _LINE_MM / 4
    return baseline + _LINE_MM


def _draw_sign(drawing: Drawing, number: int, at: Point) -> None:
    """What a step speaks of, drawn as on the sheets; a step that speaks of no mark has its number alone."""
    left, baseline = at
    middle = baseline + _TEXT_MM * _CAP_HEIGHT / 2
    drawing.words(str(number), (left, baseline), _TEXT_MM)
    match number:
        case 2:
            drawing.line((left + 3, middle), (left + 7, middle))
        case 3:
            draw_hatch(drawing, (left + 5, middle), 3.0)
        case 4:
            drawing.line((left + 3, middle), (left + 7, middle), dashed=True)


def _set(drawing: Drawing, text: str, measure: float) -> list[str]:
    assert drawing.lettering is not None
    return drawing.lettering.lines(text, _TEXT_MM, measure)


def _draw_lines(drawing: Drawing, lines: list[str], at: Point) -> float:
    """Draw lines from a first baseline on; the next baseline."""
    left, baseline = at
    for line in lines:
        drawing.words(line, (left, baseline), _TEXT_MM)
        baseline -= _LINE_MM
    return baseline


def _placed(tiling: Tiling, room: Area) -> Area:
    """The poster's place: as large as the room allows, at its upper left."""
    poster = tiling.poster
    scale = min(room.width / poster.width_mm, room.height / poster.height_mm)
    width, height = poster.width_mm * scale, poster.height_mm * scale
    return Area(room.left, room.top - height, width, height)


def _draw_grid(drawing: Drawing, tiling: Tiling, place: Area) -> None:
    """The poster's outline, a line at each edge that is seen in the end, and the number of each sheet."""
    scale = place.width / tiling.poster.width_mm
    lines: list[tuple[Point, Point]] = []
    for tile in tiling.tiles:
        left, top = place.left + tile.left_mm * scale, place.top - tile.top_mm * scale
        if tile.row == 1 and tile.column > 1:
            lines.append(((left, place.bottom), (left, place.top)))
        if tile.column == 1 and tile.row > 1:
            lines.append(((place.left, top), (place.right, top)))
    for halo in (HALO_MM, 0.0):  # twice, so that no halo cuts another line
        for start, end in lines:
            drawing.line(start, end, halo=halo)
    drawing.frame(place)
    for tile in tiling.tiles:
        _draw_number(drawing, tile, _seen(tiling, tile, place))


def _seen(tiling: Tiling, tile: Tile, place: Area) -> Area:
    """The part of a sheet that stays in sight, on the map."""
    scale = place.width / tiling.poster.width_mm
    window, overlap = tiling.window, tiling.overlap_mm
    width = window.width_mm - (overlap if tile.column < tiling.columns else 0)
    height = window.height_mm - (overlap if tile.row < tiling.rows else 0)
    left, top = place.left + tile.left_mm * scale, place.top - tile.top_mm * scale
    return Area(left, top - height * scale, width * scale, height * scale)


def _draw_number(drawing: Drawing, tile: Tile, seen: Area) -> None:
    assert drawing.lettering is not None
    number = f"{tile.row}/{tile.column}"
    size = min(_TEXT_MM, seen.height * 0.4, seen.width * 0.3)
    width = drawing.lettering.width(number, size)
    across, up = seen.left + seen.width / 2, seen.bottom + seen.height / 2
    half = width / 2 + size * 0.45
    plate = Area(across - half, up - size * 0.8, 2 * half, size * 1.6)
    drawing.plate(plate)
    drawing.frame(plate)
    drawing.words(number, (across - width / 2, up - size * _CAP_HEIGHT / 2), size)
