"""Text that the creep would push over the fold and off its page."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any, NamedTuple

from booklet.imposition import Half, Sheet
from booklet.problems import FileRefusedError, PressError, Problem
from booklet.sheets.source import POINTS_PER_MM, SourcePage

# A glyph's box may stand over the trim by its side bearing; what reaches further was meant to run over the edge.
_OVERHANG_MM = 0.5
_SLACK_MM = 0.05
_FEWEST_PAGES = 8
_HINT = "fold fewer sheets as one (--signature 4), or give the paper's real thickness (--caliper)"


class _Moved(NamedTuple):
    """A page that the creep moves, by its number from 1."""

    number: int
    half: Half
    shift_mm: float


def refuse_lost_text(pdf: bytes, pages: list[SourcePage], sheets: list[Sheet], name: str) -> None:
    """PressError where text that stands on its page now would be cut at the fold.

    Looks at the pages from the innermost sheet outwards, until a page moves by less than half of the narrowest inner
    margin so far: in a book of one design the rest has room. Knows text only, no lines and no pictures.
    """
    moved = sorted(_moved(sheets), key=lambda page: (-page.shift_mm, page.number))
    if not moved:
        return
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(pdf)) as document:
            lost = _first_lost(document, pages, moved)
    except pypdfium2.PdfiumError as error:
        raise FileRefusedError(Problem(name, None, "error", f"its text cannot be read ({error})")) from error
    if lost is not None:
        page, margin = lost
        message = (
            f"page {page.number} moves by {page.shift_mm:.1f} mm towards the fold because of the paper's thickness,"
            f" and its text begins {max(margin, 0):.1f} mm from there: it would be cut off"
        )
        raise PressError(Problem(name, None, "error", message, _HINT))


def _moved(sheets: Iterable[Sheet]) -> Iterator[_Moved]:
    for sheet in sheets:
        for place in (sheet.front.left, sheet.front.right, sheet.back.left, sheet.back.right):
            if place.page is not None and sheet.shift_mm > _SLACK_MM:
                yield _Moved(place.page, place.half, sheet.shift_mm)


def _first_lost(document: Any, pages: list[SourcePage], moved: list[_Moved]) -> tuple[_Moved, float] | None:
    """A page that would lose text, and how far from the fold its text begins; None if nothing is lost."""
    narrowest, looked_at = float("inf"), 0
    for page in moved:
        if looked_at >= _FEWEST_PAGES and page.shift_mm < narrowest / 2:
            break
        margin = _inner_margin(document[page.number - 1], pages[page.number - 1], page.half)
        if margin is None:
            continue
        if margin < page.shift_mm - _SLACK_MM:
            return page, margin
        narrowest, looked_at = min(narrowest, margin), looked_at + 1
    return None


def _inner_margin(page: Any, boxes: SourcePage, half: Half) -> float | None:
    """Millimetres between the spine and the nearest text that stands within the trim; None without text."""
    _, _, width, height = boxes.seen(boxes.trim)
    with closing(page), closing(page.get_textpage()) as text:
        seen = [boxes.seen(text.get_rect(number)) for number in range(text.count_rects())]
    inside = [box for box in seen if box[0] < width and box[2] > 0 and box[1] < height and box[3] > 0]
    margins = [(width - right if half == "left" else left) / POINTS_PER_MM for left, _, right, _ in inside]
    return min((margin for margin in margins if margin > -_OVERHANG_MM), default=None)
