"""A page's content stream, drawn in millimetres from its lower left corner; all that is drawn is black ink alone."""

from dataclasses import dataclass, field

import pikepdf

from booklet.paper import Size
from booklet.tiles.lettering import Lettering

POINTS_PER_MM = 72 / 25.4
LINE_MM = 0.12
HALO_MM = 0.7
_BLACK = "0 0 0 1"
_WHITE = "0 0 0 0"
_DASH_MM = "[0.8 0.6] 0"

Point = tuple[float, float]


@dataclass(frozen=True)
class Area:
    """A rectangle on the page in millimetres, from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom + self.height


@dataclass(frozen=True)
class Picture:
    """A page as a form, in points from the lower left corner of its trim box; ``size`` is the trim box."""

    form: pikepdf.Object
    size: Size


@dataclass
class Drawing:
    """Operators, one a line; ``lettering`` sets the words."""

    lettering: Lettering | None = None
    operators: list[str] = field(
        default_factory=lambda: [f"{_number(POINTS_PER_MM)} 0 0 {_number(POINTS_PER_MM)} 0 0 cm"]
    )

    def picture(self, picture: Picture, place: Area, clip: Area) -> None:
        """Paint a picture so that its trim box fills ``place``, and nothing of it outside ``clip``."""
        scale = place.width / (picture.size.width_mm * POINTS_PER_MM)
        matrix = " ".join(_number(value) for value in (scale, 0, 0, scale, place.left, place.bottom))
        self._add("q", f"{_rectangle(clip)} W n", f"{matrix} cm /Poster Do", "Q")

    def line(self, start: Point, end: Point, *, dashed: bool = False, halo: float = 0.0) -> None:
        """A thin line; with a white halo, so many millimetres wide, it shows on dark ground too."""
        path = f"{_pair(start)} m {_pair(end)} l S"
        if halo:
            self._add(f"{_WHITE} K {_number(halo)} w {path}")
        dash = _DASH_MM if dashed else "[] 0"
        self._add(f"{_BLACK} K {_number(LINE_MM)} w {dash} d {path} [] 0 d")

    def frame(self, area: Area) -> None:
        """The outline of an area."""
        self._add(f"{_BLACK} K {_number(LINE_MM)} w {_rectangle(area)} S")

    def plate(self, area: Area) -> None:
        """White ground for words on a picture."""
        self._add(f"{_WHITE} k {_rectangle(area)} f")

    def words(self, text: str, at: Point, size: float, *, upwards: bool = False) -> None:
        """A line of words whose baseline begins at a point; ``size`` in millimetres; ``upwards`` runs up the page."""
        assert self.lettering is not None
        turn = "0 1 -1 0" if upwards else "1 0 0 1"
        shown = f"{turn} {_pair(at)} Tm {self.lettering.shown(text)} Tj"
        self._add(f"BT {_BLACK} k /Label {_number(size)} Tf {shown} ET")

    def content(self) -> bytes:
        """The content stream."""
        return "\n".join(("q", *self.operators, "Q\n")).encode("ascii")

    def _add(self, *operators: str) -> None:
        self.operators.extend(operators)


def _rectangle(area: Area) -> str:
    return f"{_pair((area.left, area.bottom))} {_pair((area.width, area.height))} re"


def _pair(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    """A real number as PDF writes it: no exponent, nothing after the eighth place."""
    return f"{value:.8f}".rstrip("0").rstrip(".") or "0"
