"""A PDF's pages on the sheets of a booklet, at exactly their size, each clipped at the fold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf

from booklet.imposition import (
    OFFICE_CALIPER_MM,
    Binding,
    Imposition,
    ImpositionError,
    Place,
    Sheet,
    Side,
    one_sided,
)
from booklet.paper import Size
from booklet.problems import BookletError, PressError, Problem
from booklet.sheets.finished import finished
from booklet.sheets.forms import Form, page_form, paint_annotations
from booklet.sheets.gutter import refuse_lost_text
from booklet.sheets.marks import COLOUR, drawn, marks, separation_all
from booklet.sheets.source import (
    POINTS_PER_MM,
    Matrix,
    SourcePage,
    largest_size,
    opened,
    read_pages,
    source_notes,
    understood,
)

MOST_STITCHED_PAGES = 48


@dataclass(frozen=True)
class Imposed:
    """The sheets as a PDF, front and back in turn; how many they are; what a person should know before printing."""

    pdf: bytes
    sheets: int
    notes: tuple[Problem, ...]


def impose(
    pdf: bytes,
    *,
    sheet: Size,
    caliper_mm: float | None = None,
    signature: int | None = None,
    right_to_left: bool = False,
    name: str = "the PDF",
) -> Imposed:
    """The pages of any PDF on both sides of sheets that are folded in the middle, as a PDF 1.7 of the same colours.

    Trim edges meet at the fold, the bleed is kept outwards as far as the sheet reaches. Sheets stand upright on both
    sides, for printers that turn the paper on its short edge. Notes, stamps and filled-in fields are printed; links,
    tags, bookmarks, page labels and the claim to a standard are dropped. ``caliper_mm`` is the thickness of one sheet:
    every sheet's pages move towards the fold by that of all sheets outside of it in its ``signature``. Without it paper
    has 0.1 mm, and where so much creep would cut text off there is none, and a note instead of an error.

    ``name`` stands in complaints. FileRefusedError where the file cannot be read or its pages differ in size,
    ImpositionError where page, sheet, caliper or signature do not fit, PressError where a given caliper would cut text
    off.
    The same input gives the same bytes.
    """
    with opened(pdf, name) as document:
        with understood(name):
            paint_annotations(document)
            pages = read_pages(document, name)
            forms = [page_form(document, page.obj, boxes) for page, boxes in zip(document.pages, pages, strict=True)]
        binding: Binding = "right" if right_to_left else "left"
        caliper = OFFICE_CALIPER_MM if caliper_mm is None else caliper_mm
        plan = Imposition(sheet.landscape, largest_size(pages), caliper, signature, binding)
        lost = _lost(pdf, pages, plan, name)
        if lost is not None:
            if caliper_mm is not None:
                raise lost
            plan = replace(plan, caliper_mm=0.0)
        sheets = plan.sheets(len(pages))
        _put_on_sheets(document, plan, sheets, forms, bleed_mm=max(page.bleed_mm for page in pages))
        notes = (
            *source_notes(pages, name),
            *_plan_notes(len(pages), len(sheets), signature, name),
            *_creep_notes(lost, name),
        )
        return Imposed(finished(document, both_sides=True), len(sheets), notes)


def _lost(pdf: bytes, pages: list[SourcePage], plan: Imposition, name: str) -> BookletError | None:
    """Why the creep of this plan would spoil the pages, or None."""
    try:
        refuse_lost_text(pdf, pages, plan.sheets(len(pages)), name)
    except (ImpositionError, PressError) as error:
        return error
    return None


def fronts_and_backs(imposed: bytes) -> tuple[bytes, bytes]:
    """An imposed PDF as two, for printers that print on one side: all fronts, all backs, both in the sheets' order.

    The stack of printed fronts is turned over like the page of a book, and the backs are printed on it.
    """
    fronts, backs = one_sided(range(_page_count(imposed)))
    return _with_pages(imposed, fronts), _with_pages(imposed, backs)


def _page_count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def _with_pages(pdf: bytes, kept: Sequence[int]) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = [document.pages[number] for number in kept]
        del document.pages[:]
        document.pages.extend(pages)
        return finished(document, both_sides=False)


def _plan_notes(pages: int, sheets: int, signature: int | None, name: str) -> Iterable[Problem]:
    blanks = 4 * sheets - pages
    if blanks:
        stand = "blank page is" if blanks == 1 else "blank pages are"
        where = "after the only page" if pages == 1 else "before the last page"
        yield Problem(name, None, "warning", f"{blanks} {stand} added {where}, to fill {4 * sheets} pages on sheets")
    if signature is None and 4 * sheets > MOST_STITCHED_PAGES:
        message = f"{4 * sheets} pages make {sheets} sheets in one fold, too thick for most staplers"
        yield Problem(name, None, "warning", message, "sew the book in signatures: --signature 4")


def _creep_notes(lost: BookletError | None, name: str) -> Iterable[Problem]:
    if lost is not None:
        message = "the thickness of the paper is not made up for, because text would be cut off at the fold"
        yield Problem(name, None, "warning", message, "sew the book in signatures (--signature 4), then it is")


# ── the sheets ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _put_on_sheets(
    document: pikepdf.Pdf, plan: Imposition, sheets: list[Sheet], forms: list[Form | None], *, bleed_mm: float
) -> None:
    """Replace the pages of the document by the sides of the sheets."""
    colour = separation_all(document)
    del document.pages[:]
    for sheet in sheets:
        for side in (sheet.front, sheet.back):
            lines = marks(plan, sheet, is_front=side is sheet.front, bleed_mm=bleed_mm)
            page = _side(document, plan, side, forms)
            if lines:
                page.Resources.ColorSpace = pikepdf.Dictionary({COLOUR: colour})
                page.Contents.write(page.Contents.read_bytes() + drawn(lines))
            _set_boxes(page, plan, sheet, bleed_mm)
            document.pages.append(pikepdf.Page(page))


def _side(document: pikepdf.Pdf, plan: Imposition, side: Side, forms: list[Form | None]) -> pikepdf.Object:
    drawing, placed = b"", {}
    for place in (side.left, side.right):
        form = None if place.page is None else forms[place.page - 1]
        if form is not None:
            placed[f"/P{place.page}"] = form.stream
            drawing += _half(plan, place, form)
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(placed)),
            Contents=document.make_stream(drawing),
        )
    )


def _half(plan: Imposition, place: Place, form: Form) -> bytes:
    """The operators that paint a page on its half of the sheet and on nothing else."""
    clip = (0.0 if place.half == "left" else plan.fold_mm, 0.0, plan.fold_mm, plan.sheet.height_mm)
    left, bottom, width, height = (length * POINTS_PER_MM for length in clip)
    matrix = " ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in _placement(plan, place, form))
    return f"q {left:.4f} {bottom:.4f} {width:.4f} {height:.4f} re W n {matrix} cm /P{place.page} Do Q\n".encode()


def _placement(plan: Imposition, place: Place, form: Form) -> Matrix:
    """From the form to the sheet. A page that is a little smaller than the others still meets the fold, mid-high."""
    size = form.page.size
    right = place.left_mm + (plan.trim.width_mm - size.width_mm if place.half == "left" else 0)
    up = place.bottom_mm + (plan.trim.height_mm - size.height_mm) / 2
    a, b, c, d, e, f = form.page.upright
    return a, b, c, d, e + right * POINTS_PER_MM, f + up * POINTS_PER_MM


def _set_boxes(page: pikepdf.Object, plan: Imposition, sheet: Sheet, bleed_mm: float) -> None:
    """MediaBox: the sheet; TrimBox: where this sheet is cut when the booklet is trimmed; BleedBox round it."""
    half, height = plan.trim.width_mm - sheet.shift_mm, plan.trim.height_mm
    bottom = (plan.sheet.height_mm - height) / 2
    page.MediaBox = _box(plan, 0, 0, plan.sheet.width_mm, plan.sheet.height_mm)
    page.TrimBox = _box(plan, plan.fold_mm - half, bottom, plan.fold_mm + half, bottom + height)
    page.BleedBox = _box(
        plan,
        plan.fold_mm - half - bleed_mm,
        bottom - bleed_mm,
        plan.fold_mm + half + bleed_mm,
        bottom + height + bleed_mm,
    )


def _box(plan: Imposition, left: float, bottom: float, right: float, top: float) -> pikepdf.Array:
    """A rectangle on the sheet as an array in points, cut off at the sheet's edges."""
    width, height = plan.sheet.width_mm, plan.sheet.height_mm
    inside = (max(left, 0), max(bottom, 0), min(right, width), min(top, height))
    return pikepdf.Array([round(length * POINTS_PER_MM, 4) for length in inside])
