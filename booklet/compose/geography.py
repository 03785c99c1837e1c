"""The map: degrees → millimetres on the page. An equirectangular plane, true to scale at its middle parallel."""

import json
import math
from dataclasses import dataclass

from booklet.model import Place
from booklet.problems import ContentError, Problem
from booklet.sources import Sources

OUTLINE = "data/art/outline.json"
WINDOW = (47.3, 38.3, 51.0, 41.05)  # west, south, east, north of what is drawn, in degrees
KILOMETRES_PER_DEGREE = 111.2


@dataclass(frozen=True)
class Spot:
    """A place on the map; ``x`` and ``y`` in units of the drawing from its top left."""

    place: Place
    x: float
    y: float


@dataclass(frozen=True)
class MapDrawing:
    """Paths of coast and borders in drawing units (millimetres) and the spots; ``bar`` is 100 km long."""

    width: float
    height: float
    coast: str
    borders: str
    spots: tuple[Spot, ...]
    bar: float


def draw_map(sources: Sources, places: tuple[Place, ...], *, width: float) -> MapDrawing:
    """The outline scaled to ``width`` millimetres."""
    outline = _outline(sources)
    west, south, east, north = WINDOW
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = width / ((east - west) * squeeze)

    def plane(longitude: float, latitude: float) -> tuple[float, float]:
        return round((longitude - west) * squeeze * scale, 2), round((north - latitude) * scale, 2)

    spots = tuple(Spot(place, *plane(place.longitude, place.latitude)) for place in places)
    coast, borders = (
        _path([[plane(*point) for point in line] for line in outline[key]]) for key in ("coast", "borders")
    )
    height = round((north - south) * scale, 2)
    return MapDrawing(width, height, coast, borders, spots, round(100 / KILOMETRES_PER_DEGREE * scale, 2))


def _outline(sources: Sources) -> dict[str, list[list[tuple[float, float]]]]:
    try:
        outline: dict[str, list[list[tuple[float, float]]]] = json.loads(sources.text(OUTLINE))
    except json.JSONDecodeError as error:
        raise ContentError(
            Problem(OUTLINE, error.lineno, "error", f"JSON syntax: {error.msg}", "restore the file")
        ) from error
    return outline


def _path(lines: list[list[tuple[float, float]]]) -> str:
    return "".join("M" + "L".join(f"{x} {y}" for x, y in line) for line in lines)
