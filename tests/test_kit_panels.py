"""Panels, their cards, the annex of documents, slides and pictures: what stands on them, how large, what it opens."""

import io
import math
from collections import Counter
from functools import cache

import page as page_validation
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from booklet.build import Selection, path_of, read_selection
from booklet.compose.addresses import printed_address, whole_address
from booklet.compose.numbering import chart_rows, chosen, section_citations
from booklet.compose.qr import SMALLEST_MODULE_MM, qr_code
from booklet.model import LANGUAGES, Block
from booklet.pictures import PIXELS_PER_MM, page_pictures
from booklet.pipeline import make_edition
from booklet.sources import Sources
from tests.editions import CHECKOUT, POINTS_PER_MM, letters, plain

PANELS = (
    "panel-title", "panel-night", "panel-timeline", "panel-map", "panel-figures", "panel-funeral", "panel-memory",
    "panel-documents",
)  # fmt: skip
BODY_PT = 28.3  # capitals of 6.7 mm: a centimetre for each three metres, read from two
SMALLEST_PT = 14
LONGEST_ADDRESS = 700
PIXELS = {"square": (1080, 1080), "wide": (1920, 1080)}


@cache
def planned(event="example", paper="a"):
    """The project, and its editions by ``language/product-format``."""
    project, found = read_selection(Sources(CHECKOUT), Selection((event,), LANGUAGES, (), paper))
    return project, {edition.setting: edition for edition in found}


@cache
def made(name, paper="a", deliveries=("screen",)):
    project, editions = planned(paper=paper)
    return make_edition(project, editions[name], deliveries).files


def screen(name, paper="a"):
    return made(name, paper)["screen"]


def words_on(pdf, page):
    return plain("".join(letter.text for letter in letters(pdf) if letter.page == page))


def sizes_mm(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [page.mediabox for page in document.pages]
        return [tuple(round(float(side) / POINTS_PER_MM, 1) for side in box[2:]) for box in boxes]


def content(language, key):
    return planned()[0].words[language].content[key]


# ── panels and cards ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_set_has_eight_panels_each_with_its_number_and_title(language):
    pdf = screen(f"{language}/panels-a2")
    for number, name in enumerate(PANELS, start=1):
        words = words_on(pdf, number)

        assert f"{number}8" in words
        assert plain(content(language, f"{name}.title")) in words
    assert len(pypdfium2.PdfDocument(io.BytesIO(pdf))) == len(PANELS)


def body_size(pdf, page):
    """The size in which most letters of the text face on a page are set, in points."""
    sizes = Counter(round(one.size, 1) for one in letters(pdf) if one.page == page and "Serif" in one.font)
    return sizes.most_common(1)[0][0]


@pytest.mark.parametrize(("name", "paper"), [("ru/panels-a2", "a"), ("ru/panels-18x24", "us")])
def test_running_text_is_legible_from_two_metres(name, paper):
    pdf = screen(name, paper)
    small = [number for number in range(2, 8) if number != 5 and body_size(pdf, number) < BODY_PT]

    assert small == []
    assert min(letter.size for letter in letters(pdf)) >= SMALLEST_PT - 0.1


def test_small_type_would_be_seen():
    assert body_size(screen("en/captions-a5"), 2) < BODY_PT


def test_every_panel_says_where_its_texts_come_from_and_how_it_hangs():
    pdf = screen("en/panels-a2")
    told = {number: words_on(pdf, number) for number in range(2, 9)}

    assert [number for number, words in told.items() if "150mabovethefloor" not in words] == []
    assert [number for number, words in told.items() if "sources" not in words] == [8]
    assert "everyaddresswasreadinexcerpt" in told[8]


def test_each_card_tells_of_the_panel_with_its_number():
    pdf = screen("az/captions-a5")
    for number, name in enumerate(PANELS, start=1):
        words = words_on(pdf, number)

        assert plain(content("az", f"{name}.title")) in words
        assert plain(content("az", f"{name}.caption").replace("*", "")) in words


@pytest.mark.parametrize("product", ["panels", "captions", "slides", "social"])
def test_products_without_notes_name_their_sources_in_words_alone(product):
    book = planned()[0].loaded.book
    sections = [book.sections[entry.section] for entry in book.products[product].sections]

    assert [block.id for section in sections for block in section.blocks if "[@" in (block.text or "")] == []


def test_panels_come_reduced_to_office_paper():
    project, editions = planned()
    edition = editions["en/panels-a2"]
    files = make_edition(project, edition, ("home",)).files

    assert [path_of(edition, name) for name in files] == ["out/example/en/panels-a4.home.pdf"]
    assert sizes_mm(files["reduced"]) == [(210.0, 297.0)] * len(PANELS)


# ── the annex of documents ────────────────────────────────────────────────────────────────────────────────────────────


def pictures_of(pdf, dots_per_inch=300):
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [page.render(scale=dots_per_inch / 72).to_pil().convert("L") for page in document]


def codes_in(picture):
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)


@cache
def annex_codes(name, paper):
    """Every code of the annex with the picture that it stands in."""
    return [(code, picture) for picture in pictures_of(screen(name, paper)) for code in codes_in(picture)]


def addresses():
    book = planned()[0].loaded.book
    return [book.sources[document.source].url for document in book.documents]


ANNEXES = [("en/documents-a4", "a"), ("ru/documents-letter", "us")]


@pytest.mark.parametrize(("name", "paper"), ANNEXES)
def test_the_code_of_every_document_opens_its_address(name, paper):
    assert sorted(code.text for code, _ in annex_codes(name, paper)) == sorted(addresses())


def side_of(code):
    return code.position.bottom_right.x - code.position.top_left.x


def is_quiet_around(picture, code, modules):
    """Whether four modules of bare paper lie round a code (ISO/IEC 18004)."""
    corners = [code.position.top_left, code.position.bottom_right]
    (left, top), (right, bottom) = ((corner.x, corner.y) for corner in corners)
    free = 4 * (right - left) / modules - 2
    wide = picture.crop((left - free, top - free, right + free, bottom + free))
    inner = (free - 2, free - 2, right - left + free + 2, bottom - top + free + 2)
    wide.paste(255, tuple(round(edge) for edge in inner))
    return wide.getextrema()[0] > 250


@pytest.mark.parametrize(("name", "paper"), ANNEXES)
def test_codes_are_at_least_20_mm_wide_with_modules_of_four_tenths_and_bare_paper_around(name, paper):
    for code, picture in annex_codes(name, paper):
        modules = qr_code(code.text, size_mm=28, largest_mm=46).modules
        side_mm = side_of(code) / 300 * 25.4

        assert side_mm >= 20
        assert side_mm / modules >= SMALLEST_MODULE_MM - 0.01
        assert is_quiet_around(picture, code, modules), code.text


def test_a_rule_too_near_a_code_is_seen():
    code, picture = annex_codes("en/documents-a4", "a")[0]
    spoilt = picture.copy()
    spoilt.paste(0, (0, code.position.top_left.y - 12, spoilt.width, code.position.top_left.y - 10))

    assert not is_quiet_around(spoilt, code, qr_code(code.text, size_mm=28).modules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_entry_prints_code_titles_address_and_the_day_it_was_opened(language):
    pdf = screen(f"{language}/documents-a4")
    everything = plain("".join(letter.text for letter in letters(pdf)))
    book = planned()[0].loaded.book
    missing = [
        (document.id, wanted)
        for document in book.documents
        for wanted in (
            document.source,
            document.original_title,
            content(language, f"{document.id}.title"),
            whole_address(book.sources[document.source].url),
        )
        if plain(wanted) not in everything
    ]

    assert missing == []
    assert everything.count("2026") >= len(book.documents)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, LONGEST_ADDRESS), st.integers(20, 60), st.integers(20, 60))
def test_a_code_grows_with_its_address_and_never_past_its_limit(length, size, largest):
    address = "https://" + "a" * length
    code = qr_code(address, size_mm=size, largest_mm=largest)
    needed = math.ceil(qr_code(address, size_mm=1000).modules * SMALLEST_MODULE_MM)

    assert (code is None) == (needed > max(size, largest))
    assert code is None or code.size_mm == max(size, needed)


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://www.example.org/page/", "www.example.org/page"),
        ("https://www.example.org/" + "a" * 90, "example.org"),
        ("https://example.org?q=" + "a" * 90, "example.org"),
    ],
)
def test_a_long_address_prints_as_its_host_where_room_is_short(url, short):
    assert printed_address(url) == short
    assert whole_address(url) == url.removeprefix("https://").removesuffix("/")


# ── lists that a block shortens ───────────────────────────────────────────────────────────────────────────────────────


@given(st.data())
def test_a_block_shows_the_records_that_it_names_in_their_own_order(data):
    documents = planned()[0].loaded.book.documents
    names = data.draw(st.lists(st.sampled_from([document.id for document in documents]), unique=True))
    shown = chosen(documents, Block(id="list", kind="documents", records=tuple(names)))

    assert shown == [document for document in documents if not names or document.id in names]


def test_a_chart_shows_only_the_readings_that_it_names():
    book = planned()[0].loaded.book

    assert [reading.id for reading in chart_rows(book, "killed", ("N15", "N05"))] == ["N05", "N15"]
    assert len(chart_rows(book, "killed")) > 10


def test_a_section_cites_only_what_it_shows():
    book = planned()[0].loaded.book

    assert set(section_citations(book, book.sections["documents"])) == {"A25", "A34", "A33", "A36", "A32", "A01"}
    assert len(set(section_citations(book, book.sections["annex"]))) == len(book.documents)


# ── slides and pictures ───────────────────────────────────────────────────────────────────────────────────────────────


def test_slides_are_wide_pages_for_screens_alone():
    _, editions = planned()

    assert editions["ru/slides-16x9"].product.deliveries == ("screen",)
    assert set(sizes_mm(screen("ru/slides-16x9"))) == {(338.7, 190.5)}


def test_slides_can_be_heard(tmp_path):
    path = tmp_path / "slides.pdf"
    path.write_bytes(screen("ru/slides-16x9"))

    assert page_validation.validate_pdf(str(path), profile="ua1").failures == []


@pytest.mark.parametrize("paper", ["a", "us"])
def test_what_is_made_for_screens_is_made_for_both_paper_families(paper):
    assert {"en/slides-16x9", "en/social-square", "en/social-wide", "en/web-booklet"} <= planned(paper=paper)[1].keys()


@pytest.mark.parametrize("size", PIXELS)
def test_pictures_have_exactly_the_pixels_that_networks_ask_for(size):
    files = made(f"en/social-{size}", deliveries=("picture",))
    shapes = {Image.open(io.BytesIO(picture)).size for picture in files.values()}

    assert [name.partition("-")[0] for name in files] == ["picture"] * 7
    assert shapes == {PIXELS[size]}


def test_a_picture_tells_its_words_to_those_who_cannot_see_it():
    _, editions = planned()
    pictures = made("en/social-square", deliveries=("picture",))
    told = Image.open(io.BytesIO(pictures["picture-3"])).text["Description"]

    assert plain(content("en", "panel-night.lead")) in plain(told)
    assert path_of(editions["en/social-square"], "picture-3") == "out/example/en/social-square-3.png"


@settings(max_examples=20, deadline=None)
@given(st.integers(40, 1600), st.integers(40, 1600))
def test_every_size_of_page_gives_its_exact_pixels(width, height):
    with pikepdf.new() as document:
        sides = (width / PIXELS_PER_MM, height / PIXELS_PER_MM)
        document.add_blank_page(page_size=tuple(side * POINTS_PER_MM for side in sides))
        target = io.BytesIO()
        document.save(target)
    (picture,) = page_pictures(target.getvalue(), width_mm=sides[0], height_mm=sides[1])

    assert Image.open(io.BytesIO(picture)).size == (width, height)


def test_older_pictures_that_are_no_longer_made_go_away(world):
    world.replace("data/book/products.yaml", "- id: booklet", PICTURES + "\n- id: booklet")
    world.write("templates/post/post.html", POST)
    world.write("templates/post/post.css", "h1 { break-after: page; }\n")
    for name in ("product.html", "fonts.css", "base.css"):
        world.write(f"templates/shared/{name}", (CHECKOUT / "templates/shared" / name).read_text())
    world.replace("data/events/vigil.yaml", "products: [booklet", "products: [post, booklet")
    old = world.root / "out/vigil/en/post-small-9.png"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    result = world.run("build", "vigil", "--lang", "en", "--product", "post")

    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in old.parent.iterdir()) == ["post-small-1.png", "post-small-2.png"]


PICTURES = """- id: post
  deliveries: [picture]
  formats:
    - id: small
      family: both
      width_mm: 60
      height_mm: 40
      bleed_mm: 3
      margins: {inner: 10, outer: 10, top: 10, bottom: 10}
      condition: fogra39
  sections:
    - {section: night, layout: post, pages: 0}
"""
POST = """{% extends "shared/product.html" %}
{% block subtitle %}{{ _("post.subtitle", "post") }}{% endblock %}
{% block body %}{% for section in sections %}
<section data-section="{{ section.id }}"><h1 data-block="title">{{ section.title }}</h1>
<p data-block="more">{{ section.title }}</p></section>
{% endfor %}{% endblock %}
"""
