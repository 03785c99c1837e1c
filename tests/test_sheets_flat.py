"""Single pages on office paper: in the middle, at their size, with marks where the sheet is larger."""

import io

import pikepdf
import pypdfium2
import pytest

from booklet.paper import SHEETS, Size
from booklet.problems import FileRefusedError, PressError
from booklet.sheets import flat_pdf

MM = 72 / 25.4
BLEED = 3.0


def source(width=105.0, height=148.0, pages=1, rotate=0, content=b"0 0 0 1 k 0 0 %.4f %.4f re f"):
    """Pages with bleed that are black to the very edge of the bleed."""
    with pikepdf.new() as document:
        for _ in range(pages):
            page = document.add_blank_page(page_size=((width + 2 * BLEED) * MM, (height + 2 * BLEED) * MM))
            page.TrimBox = [BLEED * MM, BLEED * MM, (width + BLEED) * MM, (height + BLEED) * MM]
            filled = content % ((width + 2 * BLEED) * MM, (height + 2 * BLEED) * MM) if b"%" in content else content
            page.Contents = document.make_stream(filled)
            page.Rotate = rotate
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


def dark_box(pdf, page=0):
    """The black rectangle on a page, in millimetres from the top left: left, top, right, bottom; marks left out."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=4).to_pil().convert("L").point(lambda value: 255 if value < 128 else 0)
    rows = image.resize((1, image.height)).point(lambda value: 255 if value > 60 else 0)
    columns = image.resize((image.width, 1)).point(lambda value: 255 if value > 60 else 0)
    (_, top, _, bottom), (left, _, right, _) = rows.getbbox(), columns.getbbox()
    return [round(value / 4 / MM, 1) for value in (left, top, right, bottom)]


def test_a_page_keeps_its_size_in_the_middle_of_the_sheet():
    made = flat_pdf(source(), SHEETS["a4"], name="card").pdf

    assert dark_box(made) == pytest.approx([52.5, 74.5, 157.5, 222.5], abs=0.2)


def test_a_page_of_the_sheets_own_size_loses_only_its_bleed():
    made = flat_pdf(source(210, 297), SHEETS["a4"], name="letter").pdf

    assert dark_box(made) == pytest.approx([0, 0, 210, 297], abs=0.2)


def test_a_lying_page_comes_onto_a_lying_sheet():
    made = flat_pdf(source(297, 210), SHEETS["a4"], name="leaflet").pdf

    assert dark_box(made) == pytest.approx([0, 0, 297, 210], abs=0.2)


def test_a_turned_page_stands_upright():
    made = flat_pdf(source(rotate=90), SHEETS["a4"], name="card").pdf

    assert dark_box(made) == pytest.approx([74.5, 52.5, 222.5, 157.5], abs=0.2)


def test_a_panel_is_reduced_to_the_margins():
    made = flat_pdf(source(420, 594), SHEETS["a4"], name="panel", margin_mm=5.0).pdf
    left, top, right, bottom = dark_box(made)

    assert (left, right) == pytest.approx((5.0, 205.0), abs=0.2)
    assert (bottom - top) / (right - left) == pytest.approx(594 / 420, abs=0.01)


def test_every_page_gets_a_sheet():
    with pikepdf.open(io.BytesIO(flat_pdf(source(pages=3), SHEETS["letter"], name="card").pdf)) as document:
        assert len(document.pages) == 3


def test_marks_for_cutting_stand_only_where_the_sheet_is_larger():
    small, whole = (flat_pdf(source(*size), SHEETS["a4"], name="x").pdf for size in ((105, 148), (210, 297)))
    counts = []
    for pdf in (small, whole):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            counts.append(document.pages[0].Contents.read_bytes().count(b" l S"))

    assert counts == [8, 0]


def test_the_same_pages_give_the_same_bytes():
    assert flat_pdf(source(), SHEETS["a4"], name="x") == flat_pdf(source(), SHEETS["a4"], name="x")


def test_a_page_that_is_larger_than_the_sheet_is_refused():
    with pytest.raises(PressError, match="larger than the sheet"):
        flat_pdf(source(211, 297), Size(210, 297), name="x")


def test_an_empty_page_is_refused():
    with pikepdf.new() as document:
        del document.add_blank_page(page_size=(200, 200)).obj.Contents
        target = io.BytesIO()
        document.save(target)

    with pytest.raises(PressError, match="page 1 is empty"):
        flat_pdf(target.getvalue(), SHEETS["a4"], name="x")


def test_a_broken_file_is_refused():
    with pytest.raises(FileRefusedError):
        flat_pdf(source()[:300], SHEETS["a4"], name="x")
