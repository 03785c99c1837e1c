"""Posters on office sheets: the tiles are laid together again in a PDF, and must show the poster and nothing else."""

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import weasyprint
from PIL import Image, ImageChops

from booklet import press
from booklet.paper import POSTERS, SHEETS, Size
from booklet.problems import BookletError, ContentError
from booklet.sheets import flat_pdf
from booklet.tiles import TileOptions, TileWords, tile_pdf
from booklet.tiles.lettering import Lettering
from booklet.tiles.marks import LABEL_MM

ROOT = Path(__file__).parents[1]
FONTS = ROOT / "templates" / "shared" / "fonts"
FONT = (FONTS / "SourceSans3-Regular.otf").read_bytes()
POINTS_PER_MM = 72 / 25.4
DPI = 100
SEAMS = 0.0002  # the part of the pixels that may change; ten times as many would still be antialiasing at the seams
WORDS = TileWords(label="Sıra {row}, sütun {column}", heading="Плакат собирают так")

A2 = Size(420, 594)
# Just as large as four sheets of A4 can show: no margin has room for a label then.
TIGHT = Size(388, 562)

PAGE = """
<html lang="az"><head><title>Qara Yanvar</title><meta name="dcterms.created" content="2026-01-20T10:00:00Z">
<meta name="dcterms.modified" content="2026-01-20T10:00:00Z">
<style>
@font-face {{ font-family: Body; src: url({font}) }}
@page {{ size: {width}mm {height}mm; bleed: 3mm; margin: 20mm }}
html {{ font: 40pt/48pt Body; color: device-cmyk(0 0 0 1) }}
body {{ margin: 0 }} a {{ color: inherit }}
.night {{ position: absolute; left: -23mm; right: -23mm; top: -23mm; height: 60%; background: device-cmyk(.4 .3 .3 1) }}
h1 {{ position: relative; font: 200pt/220pt Body; color: device-cmyk(0 0 0 0) }}
p {{ margin-top: {gap}mm; color: device-cmyk(.12 1 .85 .22) }}
</style></head><body><div class="night"></div><h1>Qara Yanvar</h1>
<p><a href="https://example.org/">Xatirə</a> axşamı, 20 yanvar. {text}</p></body></html>
"""


def poster(size):
    """A press file as the pipeline makes them: bleed round the trim, PDF/X-4, an output intent."""
    font = (FONTS / "SourceSerif4-Regular.otf").as_uri()
    html = PAGE.format(font=font, width=size.width_mm, height=size.height_mm, gap=150, text="Hər kəs gələ bilər. " * 9)
    pdf = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/x-4", uncompressed_pdf=True)
    profile = (ROOT / "data" / "profiles" / "fogra39-coated-300.icc").read_bytes()
    return press.press_file(
        pdf,
        boxes=press.Boxes(size.width_mm * POINTS_PER_MM, size.height_mm * POINTS_PER_MM, 3 * POINTS_PER_MM),
        intent=press.OutputIntent("FOGRA39", "Offset", "Coated FOGRA39", "http://www.color.org", profile),
        identity=press.Identity(
            title="Qara Yanvar — plakat",
            author="Ə. Müəllif",
            language="az",
            created="2026-01-20T10:00:00Z",
            modified="2026-02-01T08:30:05Z",
            document_id="general/az/poster-a2",
            creator="booklet",
            producer="booklet",
        ),
    )


@pytest.fixture(scope="module")
def press_a2():
    return poster(A2)


@pytest.fixture(scope="module")
def press_tight():
    return poster(TIGHT)


@pytest.fixture(scope="module")
def tiled_a2(press_a2):
    return tiled(press_a2)


def tiled(pdf, sheet="a4", *, words=WORDS, name="poster.pdf", **options):
    return tile_pdf(pdf, TileOptions(SHEETS[sheet], **options), words=words, font=FONT, name=name)


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def saved(document):
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def changed(pdf, change):
    with opened(pdf) as document:
        change(document)
        return saved(document)


def rendered(pdf, page=0, dpi=DPI):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def reference(pdf, size):
    """The trim box as a viewer shows it, on a page of ``size``, with the tools of this test alone."""
    with opened(pdf) as document:
        trim = [float(value) for value in document.pages[0].trimbox]
        form = document.pages[0].as_form_xobject(handle_transformations=True)
        target = pikepdf.new()
        width, height = size.width_mm * POINTS_PER_MM, size.height_mm * POINTS_PER_MM
        target.add_blank_page(page_size=(width, height))
        page = target.pages[0]
        name = page.add_resource(target.copy_foreign(document.make_indirect(form)), pikepdf.Name.XObject)
        page.Contents = target.make_stream(placement(form, trim, width, height, name))
        return rendered(saved(target))


def placement(form, trim, width, height, name):
    matrix = pikepdf.Matrix(form.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0])))
    (ax, ay), (bx, by) = matrix.transform((trim[0], trim[1])), matrix.transform((trim[2], trim[3]))
    left, bottom = min(ax, bx), min(ay, by)
    across, up = width / abs(bx - ax), height / abs(by - ay)
    return f"{across:.9f} 0 0 {up:.9f} {-left * across:.9f} {-bottom * up:.9f} cm {name} Do".encode()


def together(pdf, numbers):
    """All tiles on one page, each cut to its window and laid over the ones before it, by the printed numbers alone."""
    rows, columns, overlap = numbers["rows"], numbers["columns"], numbers["overlap_mm"]
    top, right, bottom, left = numbers["margin_mm"]
    with opened(pdf) as document:
        box = [float(value) / POINTS_PER_MM for value in document.pages[1].MediaBox]
        wide, high = box[2] - left - right, box[3] - top - bottom
        size = Size(columns * wide - (columns - 1) * overlap, rows * high - (rows - 1) * overlap)
        target = pikepdf.new()
        target.add_blank_page(page_size=(size.width_mm * POINTS_PER_MM, size.height_mm * POINTS_PER_MM))
        operators = []
        for number, sheet in enumerate(document.pages[1:]):
            row, column = divmod(number, columns)
            form = target.copy_foreign(document.make_indirect(sheet.as_form_xobject()))
            name = target.pages[0].add_resource(form, pikepdf.Name.XObject)
            x = column * (wide - overlap)
            y = size.height_mm - row * (high - overlap) - high
            window = " ".join(f"{value * POINTS_PER_MM:.6f}" for value in (x, y, wide, high))
            move = " ".join(f"{value * POINTS_PER_MM:.6f}" for value in (x - left, y - bottom))
            operators.append(f"q {window} re W n 1 0 0 1 {move} cm {name} Do Q")
        target.pages[0].Contents = target.make_stream("\n".join(operators).encode())
        return rendered(saved(target)), size


def unlike(one, other):
    """The part of the pixels, from 0 to 1, in which two pictures differ so that an eye could see it."""
    assert one.size == other.size
    bands = ImageChops.difference(one, other).split()
    strongest = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return sum(strongest.histogram()[24:]) / (one.width * one.height)


def unlike_poster(pdf, numbers, source):
    picture, size = together(pdf, numbers)
    return unlike(picture, reference(source, size))


def words_on(pdf, page):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].get_textpage().get_text_bounded()
    finally:
        document.close()


# ── the tiles are the poster ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sheet", ["a4", "letter"])
@pytest.mark.parametrize("overlap", [0.0, 10.0, 17.5])
def test_tiles_laid_together_are_the_poster(press_a2, sheet, overlap):
    made = tiled(press_a2, sheet, overlap_mm=overlap)

    assert unlike_poster(made.pdf, made.tiling.as_json(), press_a2) <= SEAMS


def test_labels_on_strips_are_covered_by_the_next_sheet(press_tight):
    made = tiled(press_tight)
    with opened(made.pdf) as document:
        plates = [page.Contents.read_bytes().count(b"0 0 0 0 k") for page in document.pages[1:]]

    assert plates == [2, 2, 2, 1]  # the window's own ground, and that of a label on the picture; the last has none
    assert unlike_poster(made.pdf, made.tiling.as_json(), press_tight) <= SEAMS


def test_a_poster_is_scaled_to_a_named_size(press_a2):
    made = tiled(press_a2, "letter", to=POSTERS["a1"])
    picture, size = together(made.pdf, made.tiling.as_json())

    assert (made.tiling.rows, made.tiling.columns) == (4, 3)
    assert size.width_mm == pytest.approx(594)
    assert size.height_mm == pytest.approx(594 * 594 / 420)
    assert unlike(picture, reference(press_a2, size)) <= SEAMS


def test_planted_faults_are_seen(press_a2, tiled_a2):
    numbers = tiled_a2.tiling.as_json()

    def unlike_with(change):
        return unlike_poster(changed(tiled_a2.pdf, change), numbers, press_a2)

    assert unlike_with(lambda _document: None) <= SEAMS
    assert unlike_with(lambda document: move(document.pages[3], f"1 0 0 1 {2 * POINTS_PER_MM} 0")) > SEAMS
    assert unlike_with(lambda document: [move(page, "1.01 0 0 1.01 0 0") for page in document.pages]) > SEAMS
    assert unlike_with(swap) > SEAMS
    assert unlike_poster(tiled_a2.pdf, numbers | {"overlap_mm": 8.0}, press_a2) > SEAMS


def move(page, matrix):
    page.contents_add(f"q {matrix} cm\n".encode(), prepend=True)
    page.contents_add(b"\nQ")


def swap(document):
    pages = list(document.pages)
    document.pages[1], document.pages[4] = pages[4], pages[1]


def rotate(document):
    document.pages[0].Rotate = 90


def enlarge(document):
    document.pages[0].UserUnit = 1.25


def move_boxes(document):
    page = document.pages[0]
    for name in ("/MediaBox", "/BleedBox", "/TrimBox"):
        left, bottom, right, top = (float(value) for value in page.obj[name])
        page.obj[name] = pikepdf.Array([left - 100, bottom + 50, right - 100, top + 50])
    move(page, "1 0 0 1 -100 50")


def forget_trim(document):
    del document.pages[0].obj["/TrimBox"]


@pytest.mark.parametrize("change", [rotate, enlarge, move_boxes, forget_trim])
def test_posters_of_others_are_tiled_as_a_viewer_shows_them(press_a2, change):
    source = changed(press_a2, change)
    made = tiled(source, "a3")

    assert unlike_poster(made.pdf, made.tiling.as_json(), source) <= SEAMS


@pytest.mark.parametrize(
    ("change", "words"),
    [(rotate, "turned in the file"), (enlarge, "UserUnit"), (forget_trim, "without a TrimBox")],
)
@pytest.mark.parametrize("make", [tiled, lambda pdf: flat_pdf(pdf, SHEETS["a4"], name="poster.pdf", margin_mm=5.0)])
def test_what_was_unusual_in_a_poster_is_told(press_a2, make, change, words):
    (note,) = make(changed(press_a2, change)).notes

    assert (note.path, note.severity) == ("poster.pdf", "warning")
    assert words in note.message
    assert make(press_a2).notes == ()


def test_nothing_but_the_trim_is_shown(press_a2):
    def paint_bleed(document):
        move(document.pages[0], "1 0 0 1 0 0")
        document.pages[0].contents_add(b"\nq 0 1 0 0 k 0 0 7 9000 re f Q\n")

    made = tiled(changed(press_a2, paint_bleed))
    reds = [page for page in range(1, 9) if has_magenta(rendered(made.pdf, page, dpi=50))]

    assert has_magenta(rendered(changed(press_a2, paint_bleed), dpi=50))
    assert reds == []


def has_magenta(picture):
    return any(red > 150 and green < 60 and blue > 90 for _, (red, green, blue) in picture.getcolors(1 << 24))


# ── what stands on the sheets ─────────────────────────────────────────────────────────────────────────────────────────


def test_every_tile_has_its_label_and_the_map_has_all_numbers(tiled_a2):
    places = [(row, column) for row in (1, 2, 3, 4) for column in (1, 2)]
    labels = [re.findall(r"Sıra \d, sütun \d", words_on(tiled_a2.pdf, page)) for page in range(1, 9)]
    overview = words_on(tiled_a2.pdf, 0)

    assert labels == [[f"Sıra {row}, sütun {column}"] for row, column in places]
    assert [f"{row}/{column}" in overview for row, column in places] == [True] * 8
    assert "Плакат собирают так" in overview
    assert "Sheets: 8. Rows: 4. Columns: 2. Poster: 420 × 594 mm" in overview


UNPRINTABLE = 5.0


def beyond_reach(pdf, page):
    """The parts of a page's edges, darker than paper, that a printer with its usual margins leaves out."""
    picture = rendered(pdf, page, dpi=254).convert("L").point(lambda light: 255 if light < 128 else 0)
    edge = int(UNPRINTABLE * 10) - 1
    picture.paste(0, (edge, edge, picture.width - edge, picture.height - edge))
    return picture.getbbox()


@pytest.mark.parametrize("to", [Size(388, 562), Size(390, 562), Size(386, 557), Size(380, 545), Size(570, 829)])
def test_labels_and_marks_stand_where_the_printer_reaches(press_a2, to):
    made = tiled(press_a2, to=to)
    pages = range(1, made.tiling.sheets + 1)

    assert [beyond_reach(made.pdf, page) for page in pages] == [None] * len(pages)


def test_a_mark_beyond_the_reach_of_the_printer_would_be_noticed(tiled_a2):
    def draw(document):
        document.pages[1].contents_add(b"\nq 0 0 0 1 K 1 w 3 200 m 3 220 l S Q\n")

    assert beyond_reach(tiled_a2.pdf, 1) is None
    assert beyond_reach(changed(tiled_a2.pdf, draw), 1) is not None


def test_only_a_sheet_without_room_and_without_a_covered_strip_has_no_label(press_tight):
    made = tiled(press_tight)
    labels = [re.findall(r"Sıra \d, sütun \d", words_on(made.pdf, page)) for page in range(1, 5)]

    assert max(made.tiling.margin_mm) - UNPRINTABLE < 1
    assert labels == [["Sıra 1, sütun 1"], ["Sıra 1, sütun 2"], ["Sıra 2, sütun 1"], []]


def test_a_label_is_made_smaller_where_the_margin_is_narrow(press_a2):
    made = tiled(press_a2, to=Size(386, 556))
    with opened(made.pdf) as document:
        sizes = re.findall(rb"/Label ([\d.]+) Tf", document.pages[4].Contents.read_bytes())

    assert "Sıra 2, sütun 2" in words_on(made.pdf, 4)
    assert 2 < float(sizes[0]) < LABEL_MM


def test_the_map_shows_the_poster(press_a2, tiled_a2):
    page = rendered(tiled_a2.pdf, dpi=50)
    dark = [page.getpixel((x, 60)) for x in range(40, 60)]

    assert max(max(pixel) for pixel in dark) < 60


def test_all_fonts_are_embedded(tmp_path, tiled_a2):
    (tmp_path / "tiles.pdf").write_bytes(tiled_a2.pdf)
    listed = subprocess.run(["pdffonts", tmp_path / "tiles.pdf"], check=True, capture_output=True, text=True).stdout
    fonts = [line.split()[-5:-2] for line in listed.splitlines()[2:]]

    assert len(fonts) == 2
    assert {tuple(font) for font in fonts} == {("yes", "yes", "yes")}


def test_marks_and_words_are_black_ink_alone(tiled_a2):
    with opened(tiled_a2.pdf) as document:
        drawn = b"\n".join(page.Contents.read_bytes() for page in document.pages)
    colours = set(re.findall(rb"(?:[\d.]+ )+(?:[kKgG]|rg|RG|sc|SC|scn|SCN)\b", drawn))

    assert colours == {b"0 0 0 1 k", b"0 0 0 1 K", b"0 0 0 0 k", b"0 0 0 0 K"}


def test_a_word_that_the_font_lacks_is_refused(press_a2):
    with pytest.raises(ContentError, match="U\\+5C71"):
        tiled(press_a2, words=replace(WORDS, heading="山"))


def test_long_words_are_broken_at_spaces_only():
    lettering = Lettering(FONT, ["one two threefour"])
    lines = lettering.lines("one two threefour", 10, lettering.width("one two", 10))

    assert lines == ["one two", "threefour"]


def test_words_come_by_their_keys():
    words = TileWords.translated(lambda key, text: f"{key}: {text}")

    assert words.label == "tiles.label: Row {row}, column {column}"
    assert words.tile_label(2, 3) == "tiles.label: Row 2, column 3"


def test_braces_of_a_translation_reach_no_attributes():
    assert TileWords(label="{row.__class__} {row} {other}").tile_label(1, 2) == "{row.__class__} 1 {other}"


# ── the file ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def info_of(pdf):
    with opened(pdf) as document:
        return {name: str(document.trailer.Info[name]) for name in ("/Title", "/CreationDate", "/ModDate")}


@pytest.mark.parametrize(
    "make", [lambda pdf: tiled(pdf).pdf, lambda pdf: flat_pdf(pdf, SHEETS["a4"], name="p", margin_mm=5.0).pdf]
)
def test_a_home_file_keeps_its_identity_and_claims_no_standard(press_a2, make):
    pdf = make(press_a2)
    with opened(pdf) as document:
        root = document.Root
        packet = root.Metadata.read_bytes()

        assert pdf.startswith(b"%PDF-1.7")
        assert root.ViewerPreferences.PrintScaling == "/None"
        assert root.ViewerPreferences.PickTrayByPDFSize
        assert str(root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"
        assert b"GTS_PDFX" not in packet
        assert "Qara Yanvar — plakat".encode() in packet
        assert b"2026-02-01T08:30:05Z" in packet
        assert not {"/StructTreeRoot", "/MarkInfo", "/Names", "/Outlines", "/AcroForm"} & set(root.keys())
        assert not any("/Annots" in page.obj for page in document.pages)
    assert info_of(pdf) == info_of(press_a2)


def test_older_standards_are_no_longer_claimed(press_a2):
    def claim(document):
        document.trailer.Info["/GTS_PDFXVersion"] = pikepdf.String("PDF/X-3:2002")
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["pdfaid:part"] = "2"
            metadata["pdfuaid:part"] = "1"

    source = changed(press_a2, claim)
    with opened(tiled(source).pdf) as document:
        packet = document.Root.Metadata.read_bytes()

        assert b"pdfaid" in opened(source).Root.Metadata.read_bytes()
        assert re.search(rb"pdf[aux]+id:(part|GTS)", packet) is None
        assert "/GTS_PDFXVersion" not in document.trailer.Info


def test_the_same_poster_gives_the_same_bytes(press_a2, tiled_a2):
    assert tiled(press_a2).pdf == tiled_a2.pdf


def test_sheets_have_the_paper_exact_size(press_a2):
    with opened(tiled(press_a2, "letter").pdf) as document:
        boxes = {tuple(float(value) for value in page.MediaBox) for page in document.pages}

    assert boxes == {(0, 0, 792, 612)}


def test_a_tiled_file_is_hardly_larger_than_its_poster(press_a2, tiled_a2):
    assert len(tiled_a2.pdf) <= len(press_a2) * 1.1


# ── reductions ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sheet", ["a4", "letter"])
def test_a_reduction_is_the_whole_poster_inside_the_margins(press_a2, sheet):
    page = rendered(flat_pdf(press_a2, SHEETS[sheet], name="poster.pdf", margin_mm=5.0).pdf, dpi=254)
    paper = SHEETS[sheet]
    scale = min((paper.width_mm - 10) / A2.width_mm, (paper.height_mm - 10) / A2.height_mm)
    width, height = A2.width_mm * scale * 10, A2.height_mm * scale * 10
    left, top = (page.width - width) / 2, (page.height - height) / 2
    ground = Image.new("RGB", page.size, page.getpixel((2, 2)))
    dark = ImageChops.difference(page, ground).getbbox()
    small = page.resize((210, 297), Image.Resampling.BOX, (left, top, left + width, top + height))
    whole = reference(press_a2, A2).resize((210, 297), Image.Resampling.BOX)

    assert dark[:2] == pytest.approx((left, top), abs=1.5)
    assert dark[2] == pytest.approx(left + width, abs=1.5)
    assert unlike(small, whole) < 0.01


# ── bad input ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def locked(pdf):
    with opened(pdf) as document:
        target = io.BytesIO()
        document.save(target, encryption=pikepdf.Encryption(owner="o", user="u"))
        return target.getvalue()


def no_pages(pdf):
    return changed(pdf, lambda document: document.pages.__delitem__(0))


def two_pages(pdf):
    return changed(pdf, lambda document: document.pages.append(document.pages[0]))


def empty_page(pdf):
    return changed(pdf, lambda document: document.pages[0].obj.__delitem__("/Contents"))


def no_size(pdf):
    def spoil(document):
        for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
            del document.pages[0].obj[name]

    return changed(pdf, spoil)


@pytest.mark.parametrize(
    ("spoil", "words", "code"),
    [
        (locked, "password", 5),
        (lambda pdf: pdf[:-400], "damaged or cut short", 5),
        (lambda pdf: pdf[: len(pdf) // 2], "damaged or cut short", 5),
        (lambda _pdf: b"", "damaged or cut short", 5),
        (lambda _pdf: b"<html></html>", "damaged or cut short", 5),
        (no_pages, "no pages", 5),
        (no_size, "no size", 5),
        (empty_page, "the page is empty", 3),
        (two_pages, "the file has 2 pages, and a poster has one", 3),
    ],
)
@pytest.mark.parametrize("make", [tiled])
def test_files_that_are_no_poster_are_refused_in_one_line(press_a2, make, spoil, words, code):
    with pytest.raises(BookletError) as error:
        make(spoil(press_a2), name="wall.pdf")

    assert error.value.exit_code == code
    assert [problem.path for problem in error.value.problems] == ["wall.pdf"]
    assert words in error.value.problems[0].message
    assert error.value.problems[0].hint


@pytest.mark.parametrize("overlap", [-1.0, 150.0])
def test_an_impossible_overlap_is_refused(press_a2, overlap):
    with pytest.raises(BookletError, match="--overlap: error"):
        tiled(press_a2, overlap_mm=overlap)
