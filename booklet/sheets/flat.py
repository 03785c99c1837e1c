"""Single pages on office paper: each trimmed page in the middle of a sheet, at its size or as large as it fits."""

from dataclasses import dataclass

import pikepdf

from booklet.paper import Size
from booklet.problems import PressError, Problem
from booklet.sheets.finished import finished
from booklet.sheets.forms import Form, page_form, paint_annotations
from booklet.sheets.marks import AWAY_MM, COLOUR, LONGEST_MM, Line, drawn, separation_all
from booklet.sheets.source import POINTS_PER_MM, opened, read_pages, source_notes, understood
from booklet.tiling import reduced

# By so much may a page be larger than the sheet, or a sheet larger than the page without a need for cutting marks.
_SAME_MM = 0.5


@dataclass(frozen=True)
class Flat:
    """The pages on sheets, and what a person should know before printing."""

    pdf: bytes
    notes: tuple[Problem, ...]


def flat_pdf(pdf: bytes, sheet: Size, *, name: str, margin_mm: float | None = None, both_sides: bool = False) -> Flat:
    """Each page's trim box on a ``sheet`` of its own that stands or lies as the page does, as a PDF 1.7.

    Pages keep their size, with marks for cutting where the sheet is larger; with ``margin_mm`` they are made as large
    as these margins let them be instead. ``both_sides`` asks viewers for fronts and backs. PressError for a page that
    is larger than the sheet or has no content, TilingError for margins that leave no room, FileRefusedError for a
    locked or broken file.
    """
    with opened(pdf, name) as document:
        with understood(name):
            paint_annotations(document)
            pages = read_pages(document, name)
            forms = [page_form(document, page.obj, boxes) for page, boxes in zip(document.pages, pages, strict=True)]
        tray = _Tray(document, sheet, margin_mm, separation_all(document), name)
        del document.pages[:]
        for number, form in enumerate(forms, start=1):
            if form is None:
                hint = "look whether this is the file that you meant"
                raise PressError(Problem(name, None, "error", f"page {number} is empty", hint))
            document.pages.append(tray.printed(form))
        made = finished(document, both_sides=both_sides, upright=not pages[0].size.is_landscape)
        return Flat(made, tuple(source_notes(pages, name)))


@dataclass(frozen=True)
class _Tray:
    """The sheets that pages come onto; with ``margin_mm`` the pages fill them, without it they keep their size."""

    document: pikepdf.Pdf
    paper: Size
    margin_mm: float | None
    colour: pikepdf.Object
    name: str

    def printed(self, form: Form) -> pikepdf.Page:
        """One page on its sheet."""
        size = form.page.size
        sheet = self.paper if self.paper.is_landscape == size.is_landscape else self.paper.turned
        scale = 1.0
        if self.margin_mm is not None:
            scale = reduced(size, sheet, margin_mm=self.margin_mm)[1].width_mm / size.width_mm
        left, bottom = (sheet.width_mm - size.width_mm * scale) / 2, (sheet.height_mm - size.height_mm * scale) / 2
        if min(left, bottom) < -_SAME_MM / 2:
            message = f"the page of {size} is larger than the sheet of {sheet}"
            raise PressError(Problem(self.name, None, "error", message, "take larger paper"))
        a, b, c, d, e, f = (scale * number for number in form.page.upright)
        matrix = (a, b, c, d, e + left * POINTS_PER_MM, f + bottom * POINTS_PER_MM)
        drawing = f"q {' '.join(f'{number:.6f}' for number in matrix)} cm /P Do Q\n".encode()
        lines = _cutting_marks(sheet, left, bottom) if self.margin_mm is None else []
        form.stream.BBox = pikepdf.Array(form.page.trim)
        return self._page(sheet, form.stream, drawing + drawn(lines))

    def _page(self, sheet: Size, form: pikepdf.Object, drawing: bytes) -> pikepdf.Page:
        width, height = (round(length * POINTS_PER_MM, 4) for length in (sheet.width_mm, sheet.height_mm))
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=pikepdf.Array([0, 0, width, height]),
            Resources=pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(P=form), ColorSpace=pikepdf.Dictionary({COLOUR: self.colour})
            ),
            Contents=self.document.make_stream(drawing),
        )
        return pikepdf.Page(self.document.make_indirect(page))


def _cutting_marks(sheet: Size, left: float, bottom: float) -> list[Line]:
    """Two lines at each corner, outside the trim, on the sides where the sheet has room for them."""
    right, top = sheet.width_mm - left, sheet.height_mm - bottom
    lines = []
    if bottom > AWAY_MM:
        length = min(LONGEST_MM, bottom - AWAY_MM)
        for x in (left, right):
            lines.append(Line((x, bottom - AWAY_MM), (x, bottom - AWAY_MM - length)))
            lines.append(Line((x, top + AWAY_MM), (x, top + AWAY_MM + length)))
    if left > AWAY_MM:
        length = min(LONGEST_MM, left - AWAY_MM)
        for y in (bottom, top):
            lines.append(Line((left - AWAY_MM, y), (left - AWAY_MM - length, y)))
            lines.append(Line((right + AWAY_MM, y), (right + AWAY_MM + length, y)))
    return lines
