"""Large print: letters that can be read, the booklet's own sections and notes, page numbers that a layout has found."""

import ctypes
import io
import re
from functools import cache

import pikepdf
import pypdf
import pypdfium2
import pytest
from pypdfium2 import raw

from booklet.build import Selection, read_selection
from booklet.compose import Standing, note_numbers
from booklet.model import Edition, EventOptions
from booklet.pipeline import make_edition
from booklet.press import embedded_fonts
from booklet.press.colour import screen_colours
from booklet.problems import ContentError
from booklet.setting import Material
from booklet.setting.alone import set_alone
from booklet.sources import Sources
from tests.editions import CHECKOUT, letters, plain

PRODUCT = "booklet-large"
BODY_PT = 18
SMALLEST_PT = 13
CONTRAST = 7.0
ROUND_PX = 3


@cache
def project():
    return read_selection(Sources(CHECKOUT), Selection(("example",), ("en", "ru"), (PRODUCT,)))[0]


def edition_of(language="en", *, paper="a", options=None, **changes):
    """An edition of the example in large print; ``changes`` are made to the product."""
    product = project().loaded.book.products[PRODUCT].model_copy(update=changes)
    event = project().events[0]
    if options:
        event = event.model_copy(update={"options": EventOptions(**options)})
    size = next(size for size in product.formats if size.family == paper)
    return Edition(event=event, language=language, product=product, format=size)


@cache
def files(language="en", paper="a", *, cream=False):
    return make_edition(project(), edition_of(language, paper=paper, options={"cream": cream})).files


@pytest.mark.parametrize(("language", "paper"), [("en", "a"), ("ru", "us")])
def test_no_letter_is_small_and_only_heads_and_note_figures_are_smaller_than_the_text(language, paper):
    sizes = [letter.size for letter in letters(files(language, paper)["screen"]) if letter.text.isalnum()]

    assert min(sizes) > SMALLEST_PT - 0.1
    assert sum(size > BODY_PT - 0.1 for size in sizes) > 0.9 * len(sizes)


def test_nothing_is_slanted():
    assert [name for name in embedded_fonts(files()["press"]) if name.endswith(("It", "Italic", "Oblique"))] == []


def test_the_name_of_the_day_is_not_in_capitals():
    cover = pypdf.PdfReader(io.BytesIO(files()["screen"])).pages[0].extract_text()

    assert "Black January" in cover


def luminance(colour):
    parts = [channel / 255 for channel in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def weak_texts(pdf):
    """Page and contrast of every text that is too near to the colour that the rendered page has most of round it."""
    weak = []
    for number, page in enumerate(pypdfium2.PdfDocument(io.BytesIO(pdf)), start=1):
        image, height = page.render(scale=1).to_pil().convert("RGB"), page.get_height()
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=8):
            channels = [ctypes.c_uint() for _ in range(4)]
            raw.FPDFPageObj_GetFillColor(item, *channels)
            left, bottom, right, top = item.get_bounds()
            box = (left - ROUND_PX, height - top - ROUND_PX, right + ROUND_PX, height - bottom + ROUND_PX)
            seen = image.crop(tuple(round(side) for side in box)).getcolors(1_000_000)
            found = contrast([channel.value for channel in channels[:3]], max(seen)[1])
            if found < CONTRAST:
                weak.append((number, round(found, 1)))
    return weak


@pytest.mark.parametrize("cream", [False, True])
def test_every_text_has_a_contrast_of_seven_to_one(cream):
    assert weak_texts(files(cream=cream)["screen"]) == []


def test_a_grey_text_would_be_found():
    greyed = screen_colours({(0.0, 0.0, 0.0, 1.0): "#5c5c5c"})
    blackened = screen_colours({(0.0, 0.0, 0.0, 1.0): "#1a1a1a"})
    black, grey = next(iter(blackened.values())), next(iter(greyed.values()))
    with pikepdf.open(io.BytesIO(files()["screen"])) as document:
        content = document.pages[1].Contents
        content.write(content.read_bytes().replace(black + b" rg", grey + b" rg"))
        spoilt = io.BytesIO()
        document.save(spoilt)

    assert {page for page, _ in weak_texts(spoilt.getvalue())} == {2}


def test_sections_and_note_numbers_are_those_of_the_booklet():
    products = project().loaded.book.products
    sections = [[entry.section for entry in products[name].sections] for name in (PRODUCT, "booklet")]
    notes = [note_numbers(project().loaded.book, products[name]) for name in (PRODUCT, "booklet")]

    assert sections[0] == sections[1]
    assert notes[0] == notes[1]


@pytest.mark.parametrize(("language", "paper"), [("en", "a"), ("ru", "us")])
def test_contents_name_the_pages_on_which_sections_begin(language, paper):
    reader = pypdf.PdfReader(io.BytesIO(files(language, paper)["screen"]))
    begins = {plain(item.title): reader.get_destination_page_number(item) + 1 for item in reader.outline}
    texts = [page.extract_text() for page in reader.pages[:6]]
    lines = [line for text in texts for line in re.findall(r"^(.+?)  \.[ .]+ (\d+)$", text, re.MULTILINE)]

    assert len(lines) > 10
    assert {title: begins[plain(title)] for title, _ in lines} == {title: int(page) for title, page in lines}


def test_pages_come_out_even_on_sheets_of_two_sides():
    assert len(pypdfium2.PdfDocument(files()["press"])) % 2 == 0


def test_a_number_of_pages_that_does_not_come_out_even_is_told():
    material = Material(project().loaded.book, project().words, project().sources, project().templates)

    with pytest.raises(ContentError) as caught:
        set_alone(material, edition_of(multiple=1000), Standing())

    assert "no multiple of 1000" in str(caught.value)


def ground(pdf, page=1):
    """The colour in the corner of a page (from 0)."""
    return pypdfium2.PdfDocument(pdf)[page].render(scale=1).to_pil().convert("RGB").getpixel((3, 3))


def test_cream_is_printed_by_office_printers_and_screens_alone():
    plain_files, cream_files = files(), files(cream=True)

    assert plain_files["press"] == cream_files["press"]
    assert ground(cream_files["screen"]) == (0xFD, 0xF6, 0xE3)
    assert ground(plain_files["screen"]) == ground(plain_files["home"]) == (255, 255, 255)
    assert ground(cream_files["home"])[2] < 240


def test_cream_changes_nothing_that_may_not_be_cream():
    assert not edition_of(options={"cream": True}, cream=False).is_cream
