"""A printer, a pair of hands and a reader: what a person finds who prints, folds and nests imposed sheets, and reads.

It knows nothing of how sheets were made. It takes what stands on each side and where, turns the paper over on its short
edge, folds it in the middle, puts sheets into each other, binds, and leafs through. Lengths are in millimetres.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pypdfium2

POINTS_PER_MM = 72 / 25.4
# The least that counts as wrong: well below what a printer misses and above what a PDF's rounding makes.
SLACK_MM = 0.02
SLACK_SCALE = 1e-4


@dataclass(frozen=True)
class Print:
    """A page on one side of the paper, as that side is looked at: the lower left corner of its trim, and its scale."""

    page: int
    left: float
    bottom: float
    scale: float = 1.0
    upright: bool = True


@dataclass(frozen=True)
class PrintedSheet:
    """Both sides of a sheet, each as it is looked at."""

    front: tuple[Print, ...]
    back: tuple[Print, ...]


@dataclass(frozen=True)
class Paper:
    """The paper and the page: sheet and trim as (width, height), one sheet's thickness, sheets of each signature."""

    sheet: tuple[float, float]
    trim: tuple[float, float]
    caliper: float
    signatures: tuple[int, ...]
    right_to_left: bool = False


@dataclass(frozen=True)
class Found:
    """One side of a leaf: its page (None: blank), where the paper's thickness puts it, and how it was printed.

    ``from_spine`` is how far the page's spine edge is from the back of the bound signature, ``from_fold`` from the fold
    of its own sheet; ``across`` is where the page begins on the sheet seen from the front.
    """

    page: int | None
    from_spine: float = 0.0
    from_fold: float = 0.0
    across: float = 0.0
    print: Print | None = None


def leafed_through(sheets: Sequence[PrintedSheet], paper: Paper) -> list[Found]:
    """All sides of all leaves in the order in which the bound booklet is read."""
    found = []
    for bundle in _bundles(sheets, paper.signatures):
        nested = list(enumerate(bundle))
        first, second = ("left", "right") if paper.right_to_left else ("right", "left")
        for depth, sheet in nested:
            found += [_side(sheet.front, first, depth, paper), _side(sheet.back, first, depth, paper, turned=True)]
        for depth, sheet in reversed(nested):
            found += [_side(sheet.back, second, depth, paper, turned=True), _side(sheet.front, second, depth, paper)]
    return found


def faults(sheets: Sequence[PrintedSheet], paper: Paper, pages: int) -> set[str]:
    """What a reader would complain of: ``order``, ``scale``, ``upside down``, ``register``, ``creep``, ``place``.

    Creep is right where every page begins at the back of the bundle, however many folds the paper has put between: then
    one cut at the fore-edge leaves all pages the same margins.
    """
    found = leafed_through(sheets, paper)
    wrong = set()
    if [side.page for side in found] != expected(pages):
        wrong.add("order")
    leaves = list(zip(found[::2], found[1::2], strict=True))
    printed = [side for side in found if side.print is not None]
    bottom = (paper.sheet[1] - paper.trim[1]) / 2
    if any(abs(side.print.scale - 1) > SLACK_SCALE for side in printed):
        wrong.add("scale")
    if not all(side.print.upright for side in printed):
        wrong.add("upside down")
    if any(_apart(front, back) > SLACK_MM for front, back in leaves if front.print and back.print):
        wrong.add("register")
    if any(abs(side.from_spine) > SLACK_MM for side in printed):
        wrong.add("creep")
    if any(abs(side.print.bottom - bottom) > SLACK_MM for side in printed):
        wrong.add("place")
    return wrong


def expected(pages: int) -> list[int | None]:
    """1 to the last but one, blanks up to a multiple of four, the last; a single page comes first."""
    if pages == 1:
        return [1, None, None, None]
    return [*range(1, pages), *[None] * (math.ceil(pages / 4) * 4 - pages), pages]


def printed_sheets(imposed: bytes, source: bytes, trim: tuple[float, float]) -> list[PrintedSheet]:
    """What really stands on the sides of an imposed PDF, found by the two marks on each page of a `marked_source`."""
    origin = _marks(source)
    found = [_marks_of_side(side) for side in _sides(imposed)]
    sides = [tuple(_print(number, places, origin[number], trim) for number, places in side.items()) for side in found]
    return [PrintedSheet(front, back) for front, back in zip(sides[::2], sides[1::2], strict=True)]


# ── hands ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _bundles(sheets: Sequence[PrintedSheet], sizes: Sequence[int]) -> Iterable[Sequence[PrintedSheet]]:
    assert sum(sizes) == len(sheets)
    start = 0
    for size in sizes:
        yield sheets[start : start + size]
        start += size


def _side(prints: Iterable[Print], half: str, depth: int, paper: Paper, *, turned: bool = False) -> Found:
    """The half of a sheet, named as seen from the front; the back, turned on the short edge, shows it mirrored."""
    width, fold = paper.trim[0], paper.sheet[0] / 2
    seen = {"left": "right", "right": "left"}[half] if turned else half
    here = [item for item in prints if ("left" if item.left + width / 2 < fold else "right") == seen]
    assert len(here) <= 1, "two pages stand on one half"
    if not here:
        return Found(None)
    item = here[0]
    from_fold = fold - (item.left + width) if seen == "left" else item.left - fold
    across = paper.sheet[0] - item.left - width if turned else item.left
    return Found(item.page, depth * paper.caliper + from_fold, from_fold, across, item)


def _apart(front: Found, back: Found) -> float:
    assert front.print is not None
    assert back.print is not None
    return max(abs(front.across - back.across), abs(front.print.bottom - back.print.bottom))


# ── eyes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

Point = tuple[float, float]


def _marks(pdf: bytes) -> dict[int, dict[str, Point]]:
    return {number: places for side in _sides(pdf) for number, places in _marks_of_side(side).items()}


def _sides(pdf: bytes) -> list[list[tuple[str, int, Point]]]:
    """On each page of a PDF, its marks: the letter, the number after it, and the middle of the letter."""
    document = pypdfium2.PdfDocument(pdf)
    sides = []
    for page in document:
        text = page.get_textpage()
        marks = re.finditer(r"([AB])(\d+)", text.get_text_range())
        sides.append([(mark[1], int(mark[2]), _middle(text.get_charbox(mark.start()))) for mark in marks])
        text.close()
        page.close()
    document.close()
    return sides


def _middle(box: tuple[float, float, float, float]) -> Point:
    left, bottom, right, top = (length / POINTS_PER_MM for length in box)
    return (left + right) / 2, (bottom + top) / 2


def _marks_of_side(marks: Iterable[tuple[str, int, Point]]) -> dict[int, dict[str, Point]]:
    found: dict[int, dict[str, Point]] = {}
    for letter, number, place in marks:
        assert letter not in found.setdefault(number, {}), f"page {number} stands twice on one side"
        found[number][letter] = place
    return found


def _print(number: int, here: dict[str, Point], origin: dict[str, Point], trim: tuple[float, float]) -> Print:
    """Where the page's trim, which has its corner at 0,0, came to stand, from where its marks came to stand."""
    before = complex(*origin["B"]) - complex(*origin["A"])
    after = complex(*here["B"]) - complex(*here["A"])
    turn = after / before
    corners = [complex(*here["A"]) + turn * (corner - complex(*origin["A"])) for corner in (0, complex(*trim))]
    left, bottom = min(corner.real for corner in corners), min(corner.imag for corner in corners)
    return Print(number, left, bottom, abs(turn), turn.real > 0 and abs(turn.imag) < SLACK_SCALE)
