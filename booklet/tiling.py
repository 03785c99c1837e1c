"""A poster on the sheets of an office printer: how many, which way up, where each one begins. Arithmetic only."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from booklet.paper import Size
from booklet.problems import BookletError, ExitCode, Problem

# Millimetres that no printer and no knife can tell apart; they keep a rounding error from adding a row.
_TOLERANCE_MM = 1e-6
_MOST_SHEETS = 400


class TilingError(BookletError):
    """Sizes from which no poster can be put together."""

    exit_code = ExitCode.COMMAND_LINE


@dataclass(frozen=True)
class Tile:
    """One sheet's place: row and column from 1, and the poster's point at the top left of its window, in mm."""

    row: int
    column: int
    left_mm: float
    top_mm: float


@dataclass(frozen=True)
class Tiling:
    """A poster in ``rows`` × ``columns`` equal windows, each in the middle of its own ``sheet``.

    Neighbouring windows share exactly ``overlap_mm``; all of them together are the poster, no more and no less.
    """

    poster: Size
    sheet: Size
    rows: int
    columns: int
    overlap_mm: float

    @property
    def window(self) -> Size:
        """The part of the poster that each sheet shows."""
        return Size(
            _window(self.poster.width_mm, self.columns, self.overlap_mm),
            _window(self.poster.height_mm, self.rows, self.overlap_mm),
        )

    @property
    def margin_mm(self) -> tuple[float, float, float, float]:
        """White paper round the window: top, right, bottom, left, the same on every sheet."""
        beside = (self.sheet.width_mm - self.window.width_mm) / 2
        above = (self.sheet.height_mm - self.window.height_mm) / 2
        return above, beside, above, beside

    @property
    def sheets(self) -> int:
        """How many sheets the poster takes, without the map."""
        return self.rows * self.columns

    @property
    def tiles(self) -> Iterator[Tile]:
        """Row by row from the top left."""
        across, down = self.window.width_mm - self.overlap_mm, self.window.height_mm - self.overlap_mm
        for row in range(self.rows):
            for column in range(self.columns):
                yield Tile(row + 1, column + 1, column * across, row * down)

    def as_json(self) -> dict[str, object]:
        """What ``booklet tile --json`` prints; margins from the top clockwise, to a nanometre."""
        margins = [round(margin, 6) for margin in self.margin_mm]
        return {"rows": self.rows, "columns": self.columns, "margin_mm": margins, "overlap_mm": self.overlap_mm}


def tile(poster: Size, paper: Size, *, overlap_mm: float = 10.0, margin_mm: float = 5.0) -> Tiling:
    """The grid with the fewest sheets; where both ways of the paper need as many, it stands as the poster stands.

    ``margin_mm`` is what the printer cannot print at each edge: no window comes nearer to it. The windows are equal,
    so there is no narrow row or column at the end. TilingError: a negative length, an overlap above half of the
    printable side, or more than 400 sheets.
    """
    _refuse_lengths(paper, overlap_mm, margin_mm)
    ways = (paper, paper.turned) if paper.is_landscape == poster.is_landscape else (paper.turned, paper)
    grids = [_grid(poster, sheet, overlap_mm, margin_mm) for sheet in ways]
    best = min(grids, key=lambda grid: grid.sheets)
    if best.sheets > _MOST_SHEETS:
        message = f"a poster of {poster} would take {best.sheets} sheets of {paper}"
        raise _refusal(
            "--to", message, f"choose a smaller poster or larger sheets; {_MOST_SHEETS} sheets are the limit"
        )
    return best


def fitted(page: Size, place: Size) -> Size:
    """The largest size with the proportions of ``page`` inside ``place``, which is turned as the page stands."""
    room = place if place.is_landscape == page.is_landscape else place.turned
    scale = min(room.width_mm / page.width_mm, room.height_mm / page.height_mm)
    return Size(page.width_mm * scale, page.height_mm * scale)


def reduced(page: Size, paper: Size, *, margin_mm: float = 5.0) -> tuple[Size, Size]:
    """The paper, turned as the page stands, and the largest size of the page inside its margins.

    TilingError for margins that leave no room.
    """
    _refuse_lengths(paper, 0, margin_mm)
    sheet = paper if paper.is_landscape == page.is_landscape else paper.turned
    return sheet, fitted(page, Size(sheet.width_mm - 2 * margin_mm, sheet.height_mm - 2 * margin_mm))


def _grid(poster: Size, sheet: Size, overlap_mm: float, margin_mm: float) -> Tiling:
    columns = _count(poster.width_mm, sheet.width_mm - 2 * margin_mm, overlap_mm)
    rows = _count(poster.height_mm, sheet.height_mm - 2 * margin_mm, overlap_mm)
    return Tiling(poster, sheet, rows, columns, overlap_mm)


def _count(poster_mm: float, printable_mm: float, overlap_mm: float) -> int:
    return max(1, math.ceil((poster_mm - overlap_mm - _TOLERANCE_MM) / (printable_mm - overlap_mm)))


def _window(poster_mm: float, count: int, overlap_mm: float) -> float:
    return (poster_mm + (count - 1) * overlap_mm) / count


def _refuse_lengths(paper: Size, overlap_mm: float, margin_mm: float) -> None:
    for name, length in (("overlap", overlap_mm), ("margin", margin_mm)):
        if not 0 <= length < math.inf:
            message = f"the {name} of {length:g} mm is no width of a strip"
            raise _refusal(f"--{name}", message, "give 0 or more millimetres")
    printable = min(paper.width_mm, paper.height_mm) - 2 * margin_mm
    if printable <= 0:
        message = f"margins of {margin_mm:g} mm leave nothing of a sheet of {paper}"
        raise _refusal("--margin", message, "give smaller margins or a larger sheet")
    if overlap_mm > printable / 2:
        message = f"the overlap of {overlap_mm:g} mm is too wide for a sheet of {paper}"
        raise _refusal(
            "--overlap", message, f"{printable / 2:g} mm, half of its printable side, is the limit; 10 is usual"
        )


def _refusal(what: str, message: str, hint: str) -> TilingError:
    return TilingError(Problem(what, None, "error", message, hint))
