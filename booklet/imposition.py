"""Which page stands where on the sheets of a folded booklet. Arithmetic only: no file is read or written.

Sheets lie on their long side and are folded once, in the middle. A *side* is one side of a sheet, a *half* is what lies
left or right of its fold, a *signature* is a bundle of sheets that are folded as one. Lengths are in millimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from booklet.paper import SHEETS, Size
from booklet.problems import BookletError, ExitCode, Problem

Binding = Literal["left", "right"]
Half = Literal["left", "right"]
Numbers = tuple[int, int]

# By so much may a page stand over the sheet, or pages differ from each other: sizes in whole points are rounded so.
TOLERANCE_MM = 0.5
OFFICE_CALIPER_MM = 0.1
THICKEST_MM = 1.0

Item = TypeVar("Item")


class ImpositionError(BookletError):
    """A sheet, a page, a thickness or a signature from which no booklet can be folded."""

    exit_code = ExitCode.COMMAND_LINE


@dataclass(frozen=True)
class Place:
    """One half of a side: the page that stands there, from 1 (None: blank), and the lower left corner of its trim.

    The corner is measured from the lower left corner of the sheet.
    """

    page: int | None
    half: Half
    left_mm: float
    bottom_mm: float


@dataclass(frozen=True)
class Side:
    """One side of a sheet, upright as it is read."""

    left: Place
    right: Place


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper: its signature from 1, how many sheets lie outside of it there, and its two sides.

    ``shift_mm`` is the creep: how far both pages of each side are moved towards the fold.
    """

    signature: int
    depth: int
    shift_mm: float
    front: Side
    back: Side


@dataclass(frozen=True)
class Imposition:
    """How pages of one size come onto sheets; ImpositionError where they cannot.

    ``sheet`` lies on its long side. ``signature`` is the number of sheets folded as one; without it all are (saddle
    stitch). ``binding`` is the side of the spine as the front cover is seen: ``right`` for scripts read from the right.
    """

    sheet: Size
    trim: Size
    caliper_mm: float = OFFICE_CALIPER_MM
    signature: int | None = None
    binding: Binding = "left"

    def __post_init__(self) -> None:
        if not 0 <= self.caliper_mm <= THICKEST_MM:
            message = f"{self.caliper_mm:g} mm is not the thickness of a sheet of paper"
            raise _refusal("caliper", message, f"give 0 to {THICKEST_MM:g} mm; office paper has 0.1 mm")
        if self.signature is not None and self.signature < 1:
            raise _refusal("signature", f"{self.signature} sheets make no signature", "give 1 sheet or more")
        if self.sheet.width_mm < self.sheet.height_mm:
            raise _refusal("sheet", f"the sheet of {self.sheet} stands upright", "give the longer side as its width")
        if not _fits(self.trim, self.sheet):
            half = Size(self.sheet.width_mm / 2, self.sheet.height_mm)
            raise _refusal("sheet", f"a page of {self.trim} is larger than half of the sheet, {half}", _larger(self))

    @property
    def fold_mm(self) -> float:
        """Where the fold is, from the left edge of the sheet."""
        return self.sheet.width_mm / 2

    def sheets(self, pages: int) -> list[Sheet]:
        """All sheets of a booklet of ``pages`` pages in the order in which they are printed and lie in the book.

        In every signature the outermost sheet comes first; a last signature is short where sheets run out.
        ImpositionError without pages, and where the creep is wider than half of a page.
        """
        numbers = with_blanks(pages)
        sizes = signature_sizes(len(numbers) // 4, self.signature)
        self._refuse_too_much_creep(max(sizes))
        made: list[Sheet] = []
        for signature, size in enumerate(sizes, start=1):
            own = numbers[4 * len(made) : 4 * (len(made) + size)]
            made.extend(
                self._sheet(signature, depth, sides, own) for depth, sides in enumerate(saddle_sheets(4 * size))
            )
        return made

    def _sheet(
        self, signature: int, depth: int, sides: tuple[Numbers, Numbers], numbers: Sequence[int | None]
    ) -> Sheet:
        shift = depth * self.caliper_mm
        front, back = (self._side([numbers[position - 1] for position in side], shift) for side in sides)
        return Sheet(signature, depth, shift, front, back)

    def _side(self, pages: list[int | None], shift_mm: float) -> Side:
        left, right = reversed(pages) if self.binding == "right" else pages
        bottom = (self.sheet.height_mm - self.trim.height_mm) / 2
        return Side(
            Place(left, "left", self.fold_mm - self.trim.width_mm + shift_mm, bottom),
            Place(right, "right", self.fold_mm - shift_mm, bottom),
        )

    def _refuse_too_much_creep(self, sheets: int) -> None:
        shift = (sheets - 1) * self.caliper_mm
        if shift > self.trim.width_mm / 2:
            message = f"the innermost of {sheets} sheets would move by {shift:.1f} mm, more than half a page"
            raise _refusal("caliper", message, "fold fewer sheets as one: --signature 4")


def saddle_sheets(pages: int) -> list[tuple[Numbers, Numbers]]:
    """Sheets that are nested in one another, outermost first: (left, right) of the front, (left, right) of the back.

    ``pages`` is a multiple of four; pages count from 1.

    >>> saddle_sheets(8)
    [((8, 1), (2, 7)), ((6, 3), (4, 5))]
    """
    return [((pages - first + 1, first), (first + 1, pages - first)) for first in range(1, pages // 2, 2)]


def with_blanks(pages: int) -> list[int | None]:
    """The pages, and the blanks (None) that fill the last sheet: before the last page, which stays the back cover.

    A single page is the front cover, with three blanks behind it. ImpositionError without pages.

    >>> with_blanks(6)
    [1, 2, 3, 4, 5, None, None, 6]
    """
    if pages < 1:
        raise _refusal("pages", f"{pages} pages make no booklet", "give a file with at least one page")
    blanks = [None] * (-pages % 4)
    kept = range(1, max(pages, 2))
    return [*kept, *blanks, *range(kept.stop, pages + 1)]


def signature_sizes(sheets: int, size: int | None) -> list[int]:
    """How many sheets each signature has: ``size`` in every one, and in the last one what is left.

    >>> signature_sizes(10, 4)
    [4, 4, 2]
    >>> signature_sizes(10, None)
    [10]
    """
    full, rest = divmod(sheets, size or sheets)
    return [size or sheets] * full + [rest] * (rest > 0)


def one_sided(sides: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """The fronts and the backs, both in the order of the sheets: turn the printed stack over like a page, print again.

    >>> one_sided(["front 1", "back 1", "front 2", "back 2"])
    (['front 1', 'front 2'], ['back 1', 'back 2'])
    """
    return list(sides[::2]), list(sides[1::2])


def _fits(trim: Size, sheet: Size) -> bool:
    return trim.width_mm <= sheet.width_mm / 2 + TOLERANCE_MM and trim.height_mm <= sheet.height_mm + TOLERANCE_MM


def _larger(imposition: Imposition) -> str:
    fitting = [name for name, sheet in SHEETS.items() if _fits(imposition.trim, sheet.landscape)]
    if fitting:
        return f"pages are never made smaller; take a larger sheet: --sheet {fitting[0]}"
    return "pages are never made smaller; save the file with smaller pages first"


def _refusal(place: str, message: str, hint: str) -> ImpositionError:
    return ImpositionError(Problem(place, None, "error", message, hint))
