"""Sheets of a booklet as real PDFs: folded and read by simulated hands, looked at pixel by pixel, and fed bad files."""

import io
import random
import re
from contextlib import closing, suppress
from functools import cache

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from booklet.imposition import Imposition, ImpositionError
from booklet.paper import SHEETS as STANDING
from booklet.paper import Size
from booklet.problems import BookletError, ExitCode, FileRefusedError, PressError
from booklet.sheets import fronts_and_backs, impose, refuse_own_input
from booklet.sheets.marks import marks
from tests.folding import faults, printed_sheets
from tests.test_imposition import paper

MM = 72 / 25.4
SHEETS = {name: sheet.landscape for name, sheet in STANDING.items()}
A5 = (148.0, 210.0)
DATE = "D:20260120000000Z"
PACKET = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Bir kitab</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2026-01-20T00:00:00Z</xmp:CreateDate>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


# ── sources ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def marked_source(pages, trim=A5, bleed=3.0, margin=20.0):
    """Pages with two marks each, A and B with the page's number, and a colour of their own up to the bleed."""
    return saved(marked(pages, trim, bleed, margin))


def marked(pages, trim=A5, bleed=3.0, margin=20.0):
    pdf = pikepdf.new()
    font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1))
    font.BaseFont = pikepdf.Name.Helvetica
    resources = pdf.make_indirect(pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font)))
    width, height = trim
    edges = [-bleed, -bleed, width + bleed, height + bleed]
    for number in range(1, pages + 1):
        colour = "0 0.3 0.3 0" if number % 2 else "0.3 0 0.3 0"
        drawing = (
            f"{colour} k {points(-bleed)} {points(-bleed)} "
            f"{points(width + 2 * bleed)} {points(height + 2 * bleed)} re f\n"
            f"0 0 0 1 k BT /F 12 Tf {points(margin)} {points(15)} Td (A{number}) Tj ET\n"
            f"BT /F 12 Tf {points(width - margin - 10)} {points(height - 20)} Td (B{number}) Tj ET\n"
        )
        page = pikepdf.Dictionary(Type=pikepdf.Name.Page, Resources=resources)
        page.MediaBox = page.BleedBox = box(edges)
        page.TrimBox = box([0, 0, width, height])
        page.Contents = pdf.make_stream(drawing.encode())
        pdf.pages.append(pikepdf.Page(page))
    return pdf


def points(length):
    return f"{length * MM:.4f}"


def box(lengths):
    return pikepdf.Array([round(length * MM, 4) for length in lengths])


def saved(pdf, **options):
    target = io.BytesIO()
    pdf.save(target, deterministic_id="encryption" not in options, **options)
    return target.getvalue()


def changed(pdf, change):
    """A PDF after ``change`` has worked on it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        return saved(document)


def read(imposed, source, pages, **options):
    binding = "right" if options.pop("right_to_left", False) else "left"
    sheet = options.pop("sheet", SHEETS["a4"])
    trim = options.pop("trim", A5)
    plan = Imposition(sheet, Size(*trim), binding=binding, **options)
    return faults(printed_sheets(imposed, source, trim), paper(plan, pages), pages)


# ── looking ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def picture(pdf, page=0, scale=2.0):
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return document[page].render(scale=scale).to_pil().convert("RGB")


def colour_at(image, x_mm, y_mm, scale=2.0):
    """The colour of a point in millimetres from the upper left corner."""
    return image.getpixel((int(x_mm * MM * scale), int(y_mm * MM * scale)))


def is_white(colour):
    return min(colour) > 250


def is_odd(colour):
    """Whether it is the ground of an odd page (reddish) and not that of an even one (greenish)."""
    return colour[0] > colour[1] + 15


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def lines_of(error):
    return str(error.value).splitlines()


# ── folded and read ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pages", [1, 2, 3, 4, 5, 6, 7, 8, 13, 24, 38, 96])
def test_a_stitched_booklet_reads_from_the_first_page_to_the_last(pages):
    source = marked_source(pages)

    assert read(impose(source, sheet=SHEETS["a4"]).pdf, source, pages) == set()


@pytest.mark.parametrize("right_to_left", [False, True])
@pytest.mark.parametrize("signature", [1, 2, 3, 4, 5, 6])
def test_sewn_signatures_read_from_the_first_page_to_the_last(signature, right_to_left):
    source = marked_source(42)
    imposed = impose(source, sheet=SHEETS["a4"], caliper_mm=0.2, signature=signature, right_to_left=right_to_left)

    assert read(imposed.pdf, source, 42, caliper_mm=0.2, signature=signature, right_to_left=right_to_left) == set()


@pytest.mark.parametrize(
    ("sheet", "trim"), [("letter", (139.7, 215.9)), ("a3", (210, 297)), ("a3", A5), ("tabloid", (215.9, 279.4))]
)
def test_every_paper_folds_well(sheet, trim):
    source = marked_source(10, trim)
    imposed = impose(source, sheet=SHEETS[sheet]).pdf

    assert read(imposed, source, 10, sheet=SHEETS[sheet], trim=trim) == set()


def test_a_sheet_given_upright_is_laid_on_its_long_side():
    assert impose(marked_source(4), sheet=Size(210, 297)).pdf == impose(marked_source(4), sheet=Size(297, 210)).pdf


def around(page, operators):
    """Paint a side of a finished sheet through a change of space."""
    page.Contents.write(b"q " + operators + b" cm\n" + page.Contents.read_bytes() + b"Q\n")


PLANTED = {
    "a swapped page": (lambda pdf: swap(pdf, 0, 3), {"order"}),
    "one percent": (lambda pdf: around(pdf.pages[2].obj, b"0.99 0 0 0.99 0 0"), {"scale"}),
    "upside down": (lambda pdf: around(pdf.pages[3].obj, b"-1 0 0 -1 841.8898 595.2756"), {"order", "upside down"}),
    "two millimetres": (lambda pdf: around(pdf.pages[4].obj, b"1 0 0 1 5.6693 0"), {"register", "creep"}),
    "two millimetres up": (lambda pdf: around(pdf.pages[5].obj, b"1 0 0 1 0 5.6693"), {"register", "place"}),
}


def swap(pdf, one, other):
    pages = pdf.pages[one].obj, pdf.pages[other].obj
    pages[0].Contents, pages[1].Contents = pages[1].Contents, pages[0].Contents
    pages[0].Resources, pages[1].Resources = pages[1].Resources, pages[0].Resources


@pytest.mark.parametrize("name", PLANTED)
def test_the_hands_find_a_fault_in_a_finished_file(name):
    plant, wanted = PLANTED[name]
    source = marked_source(24)
    spoilt = changed(impose(source, sheet=SHEETS["a4"]).pdf, plant)

    assert wanted <= read(spoilt, source, 24)


def test_the_hands_find_creep_with_the_wrong_sign_in_a_finished_file(monkeypatch):
    right_way = Imposition._side
    monkeypatch.setattr(Imposition, "_side", lambda self, pages, shift_mm: right_way(self, pages, -shift_mm))
    source = marked_source(24)

    assert read(impose(source, sheet=SHEETS["a4"]).pdf, source, 24) == {"creep"}


# ── pixels ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pages_meet_at_the_fold_and_neither_bleeds_into_the_other():
    image = picture(impose(marked_source(8, bleed=5.0), sheet=SHEETS["a4"], caliper_mm=0.5).pdf, page=3)

    assert [is_odd(colour_at(image, x, 100)) for x in (148.2, 148.8)] == [False, True]


def test_bleed_is_kept_outwards_as_far_as_it_reaches_and_no_further():
    image = picture(impose(marked_source(4), sheet=SHEETS["a3"]).pdf)
    left, top = 210 - 148, (297 - 210) / 2
    outside = [(left - 2.7, 150), (210 + 148 + 2.7, 150), (150, top - 2.7), (150, top + 210 + 2.7)]
    beyond = [(left - 3.4, 130), (210 + 148 + 3.4, 130), (150, top - 3.4), (150, top + 210 + 3.4)]

    assert [is_white(colour_at(image, *place)) for place in outside + beyond] == [False] * 4 + [True] * 4


def test_the_bleed_fills_the_half_millimetre_beside_two_a5_pages_on_a4():
    image = picture(impose(marked_source(4), sheet=SHEETS["a4"]).pdf)

    assert not any(is_white(colour_at(image, x, 100)) for x in (0.2, 296.8))


def test_without_bleed_the_half_millimetre_stays_white():
    image = picture(impose(marked_source(4, bleed=0.0), sheet=SHEETS["a4"]).pdf)

    assert all(is_white(colour_at(image, x, 100)) for x in (0.2, 296.8))


def test_what_lies_far_outside_the_trim_is_taken_for_printers_marks():
    def without_bleed_box(document):
        for page in document.pages:
            del page.obj["/BleedBox"]

    image = picture(impose(changed(marked_source(4, bleed=12.0), without_bleed_box), sheet=SHEETS["a3"]).pdf)

    assert [is_white(colour_at(image, 62 - out, 130)) for out in (2.7, 3.4)] == [False, True]


# ── foreign files ─────────────────────────────────────────────────────────────────────────────────────────────────────


def turned(document, degrees):
    """Lay every page on its side and tell the viewer to turn it upright again."""
    for page in document.pages:
        left, bottom, right, top = (float(number) for number in page.obj.MediaBox.as_list())
        matrix, swapped = {
            90: (b"0 1 -1 0 0 0", lambda b: [-b[3], b[0], -b[1], b[2]]),
            180: (b"-1 0 0 -1 0 0", lambda b: [-b[2], -b[3], -b[0], -b[1]]),
            270: (b"0 -1 1 0 0 0", lambda b: [b[1], -b[2], b[3], -b[0]]),
        }[degrees]
        around(page.obj, matrix)
        trim = [float(number) for number in page.obj.TrimBox.as_list()]
        page.obj.MediaBox = page.obj.BleedBox = pikepdf.Array(swapped([left, bottom, right, top]))
        page.obj.TrimBox = pikepdf.Array(swapped(trim))
        page.obj.Rotate = degrees


def in_larger_units(document):
    for page in document.pages:
        around(page.obj, b"0.5 0 0 0.5 0 0")
        page.obj.UserUnit = 2
        for key in ("/MediaBox", "/BleedBox", "/TrimBox"):
            page.obj[key] = pikepdf.Array([float(number) / 2 for number in page.obj[key].as_list()])


def with_other_origin(document):
    for page in document.pages:
        around(page.obj, b"1 0 0 1 -300 77")
        for key in ("/MediaBox", "/BleedBox", "/TrimBox"):
            left, bottom, right, top = (float(number) for number in page.obj[key].as_list())
            page.obj[key] = pikepdf.Array([right - 300, top + 77, left - 300, bottom + 77])


def with_inherited_entries(document):
    boxes, resources = document.pages[0].obj.MediaBox, document.pages[0].obj.Resources
    document.Root.Pages.MediaBox, document.Root.Pages.Resources = boxes, resources
    for page in document.pages:
        del page.obj["/MediaBox"]
        del page.obj["/Resources"]


def in_two_streams(document):
    for page in document.pages:
        content = page.obj.Contents.read_bytes()
        middle = content.index(b" re f")
        page.obj.Contents = pikepdf.Array([document.make_stream(part) for part in (content[:middle], content[middle:])])


def behind_a_move(document):
    for page in document.pages:
        move = document.make_stream(b"1 0 0 1 9.000000 -4.5 cm\n")
        page.obj.Contents = pikepdf.Array([move, page.obj.Contents])
        for key in ("/MediaBox", "/BleedBox", "/TrimBox"):
            left, bottom, right, top = (float(number) for number in page.obj[key].as_list())
            page.obj[key] = pikepdf.Array([left + 9, bottom - 4.5, right + 9, top - 4.5])


def left_open(document):
    for page in document.pages:
        page.obj.Contents.write(b"q q " + page.obj.Contents.read_bytes() + b" q 0.5 0 0 0.5 0 0 cm")


WRITTEN_OTHERWISE = {
    "turned by 90": lambda document: turned(document, 90),
    "turned by 180": lambda document: turned(document, 180),
    "turned by 270": lambda document: turned(document, 270),
    "UserUnit": in_larger_units,
    "another origin, corners the other way round": with_other_origin,
    "inherited": with_inherited_entries,
    "split in the middle of an operator": in_two_streams,
    "behind a move": behind_a_move,
    "left open": left_open,
}


@pytest.mark.parametrize("name", WRITTEN_OTHERWISE)
def test_a_page_looks_the_same_however_it_is_written(name):
    source = marked_source(8)
    other = changed(source, WRITTEN_OTHERWISE[name])
    plain, written = (impose(pdf, sheet=SHEETS["a3"], caliper_mm=0.4).pdf for pdf in (source, other))
    different = [pixels_apart(picture(plain, side, 1.0), picture(written, side, 1.0)) for side in range(4)]

    assert max(different) <= 60  # at edges, where a hundredth of a pixel rounds to the other side


def pixels_apart(one, other):
    return sum(ImageChops.difference(one, other).convert("L").histogram()[40:])


def test_a_moved_page_is_seen_by_the_comparison():
    plain = impose(marked_source(8), sheet=SHEETS["a3"]).pdf
    moved = changed(plain, lambda document: around(document.pages[0].obj, b"1 0 0 1 1.5 0"))

    assert pixels_apart(picture(plain, 0, 1.0), picture(moved, 0, 1.0)) > 60


def test_a_page_with_a_pattern_keeps_it_in_its_place():
    def patterned(document):
        behind_a_move(document)
        tile = b"1 0 0 rg 0 0 30 60 re f"
        pattern = document.make_stream(tile, PatternType=1, PaintType=1, TilingType=1, XStep=60, YStep=60)
        pattern.BBox, pattern.Resources = pikepdf.Array([0, 0, 60, 60]), pikepdf.Dictionary()
        for page in document.pages:
            page.obj.Resources.Pattern = pikepdf.Dictionary(P=pattern)
            last = page.obj.Contents[1]
            last.write(last.read_bytes() + b"/Pattern cs /P scn 0 100 419.5 300 re f")

    source = changed(marked_source(4, bleed=0.0), patterned)
    page, sheet = picture(source, 0, 1.0), picture(impose(source, sheet=SHEETS["a4"]).pdf, 0, 1.0)
    half = sheet.crop((sheet.width - page.width - 1, 0, sheet.width - 1, page.height))

    assert pixels_apart(page, half.resize(page.size)) < 900


def test_a_page_without_content_is_a_blank_page():
    source = changed(marked_source(4), lambda document: document.pages[1].obj.__delitem__("/Contents"))

    assert [len(page.Resources.XObject) for page in opened(impose(source, sheet=SHEETS["a4"]).pdf).pages] == [2, 1]


def test_a_stamp_is_printed_and_a_link_is_not_kept():
    def annotated(document):
        look = document.make_stream(b"0 0 1 rg 0 0 100 100 re f", Subtype=pikepdf.Name.Form, Type=pikepdf.Name.XObject)
        look.BBox = pikepdf.Array([0, 0, 100, 100])
        stamp = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, F=4, AP={"/N": look})
        stamp.Rect = pikepdf.Array([100, 300, 200, 400])
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 50, 50])
        document.pages[0].obj.Annots = pikepdf.Array([stamp, link])

    imposed = impose(changed(marked_source(4), annotated), sheet=SHEETS["a4"]).pdf
    image = picture(imposed)

    assert colour_at(image, 148.5 + 150 / MM, 210 - 350 / MM) == (0, 0, 255)
    assert all("/Annots" not in page for page in opened(imposed).pages)


# ── what the file says ────────────────────────────────────────────────────────────────────────────────────────────────


def as_press_file(document):
    """Dress a source as a PDF/X-4 with everything that must go, and everything that must stay."""
    intent = pikepdf.Dictionary(Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFX, Info=pikepdf.String("FOGRA39"))
    document.Root.OutputIntents = pikepdf.Array([document.make_indirect(intent)])
    document.Root.Metadata = document.make_stream(PACKET, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    document.Root.Lang = pikepdf.String("az")
    document.Root.OCProperties = pikepdf.Dictionary(OCGs=[], D=pikepdf.Dictionary())
    document.trailer.Info = pikepdf.Dictionary(
        Title="Bir kitab", CreationDate=DATE, ModDate=DATE, GTS_PDFXVersion="PDF/X-1a:2001", GTS_PDFXConformance="x"
    )
    for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/PageLabels", "/OpenAction", "/AcroForm"):
        document.Root[key] = pikepdf.Dictionary()


@pytest.fixture(scope="module")
def dressed():
    return opened(impose(changed(marked_source(8), as_press_file), sheet=SHEETS["a4"]).pdf)


def test_title_dates_language_layers_and_printing_condition_survive(dressed):
    info = {key: str(value) for key, value in dressed.docinfo.items()}

    assert info == {"/Title": "Bir kitab", "/CreationDate": DATE, "/ModDate": DATE}
    assert str(dressed.Root.OutputIntents[0].Info) == "FOGRA39"
    assert str(dressed.Root.Lang) == "az"
    assert "/OCProperties" in dressed.Root
    assert dressed.open_metadata()["xmp:CreateDate"] == "2026-01-20T00:00:00Z"
    assert dressed.open_metadata()["dc:title"] == "Bir kitab"


def test_no_standard_is_claimed(dressed):
    packet = dressed.Root.Metadata.read_bytes()

    assert re.findall(rb"GTS_PDFX|pdfaid:part|PDF/X", packet) == []
    assert dressed.pdf_version == "1.7"


def test_tags_links_bookmarks_names_and_page_labels_are_gone(dressed):
    kept = {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents", "/OCProperties", "/ViewerPreferences"}

    assert set(dressed.Root.keys()) == kept


def test_viewers_are_told_how_to_print(dressed):
    wanted = {"/PrintScaling": "/None", "/Duplex": "/DuplexFlipShortEdge", "/PickTrayByPDFSize": "True"}

    assert {key: str(value) for key, value in dressed.Root.ViewerPreferences.items()} == wanted


@pytest.mark.parametrize(("sheet", "size"), list(SHEETS.items()))
def test_sheets_are_exactly_of_the_paper_and_not_turned(sheet, size):
    imposed = opened(impose(marked_source(4, (100.0, 150.0)), sheet=SHEETS[sheet]).pdf)
    sizes = {tuple(round(float(number) / MM, 2) for number in page.MediaBox.as_list()) for page in imposed.pages}

    assert sizes == {(0, 0, size.width_mm, size.height_mm)}
    assert all("/Rotate" not in page and "/UserUnit" not in page for page in imposed.pages)


def test_the_trim_box_follows_the_creep():
    imposed = opened(impose(marked_source(8), sheet=SHEETS["a4"], caliper_mm=1.0).pdf)
    widths = [float(page.TrimBox[2] - page.TrimBox[0]) / MM for page in imposed.pages]

    assert [round(width, 2) for width in widths] == [296, 296, 294, 294]


def test_the_file_is_sound_and_the_same_twice():
    one, other = (impose(marked_source(24), sheet=SHEETS["a4"]).pdf for _ in range(2))

    assert opened(one).check_pdf_syntax() == []
    assert one == other


def test_the_sheets_are_not_larger_than_the_pages():
    def with_pictures(document):
        noise = random.Random(20)
        for page in document.pages:
            page.obj.Resources = pikepdf.Dictionary(dict(page.obj.Resources.items()))
            picture = document.make_stream(noise.randbytes(4000), Subtype=pikepdf.Name.Image, Width=40, Height=100)
            picture.BitsPerComponent, picture.ColorSpace = 8, pikepdf.Name.DeviceGray
            page.obj.Resources.XObject = pikepdf.Dictionary(I=picture)
            around(page.obj, b"1 0 0 1 0 0")
            page.obj.Contents.write(page.obj.Contents.read_bytes() + b"q 90 0 0 90 90 90 cm /I Do Q")

    source = changed(marked_source(24), with_pictures)

    assert len(impose(source, sheet=SHEETS["a4"]).pdf) <= 1.1 * len(source)


def test_two_thousand_pages_are_imposed():
    stitched, sewn = (impose(marked_source(2000), sheet=SHEETS["a4"], signature=sheets) for sheets in (None, 4))

    assert (stitched.sheets, len(opened(stitched.pdf).pages)) == (500, 1000)
    assert (sewn.sheets, len(opened(sewn.pdf).pages)) == (500, 1000)


# ── one side at a time ────────────────────────────────────────────────────────────────────────────────────────────────


def test_fronts_and_backs_are_the_sides_in_the_order_of_the_sheets():
    source = marked_source(12)
    imposed = impose(source, sheet=SHEETS["a4"]).pdf
    both, fronts, backs = (opened(pdf) for pdf in (imposed, *fronts_and_backs(imposed)))
    names = [[sorted(page.Resources.XObject.keys()) for page in pdf.pages] for pdf in (both, fronts, backs)]

    assert names[1:] == [names[0][::2], names[0][1::2]]
    assert names[1] == [["/P1", "/P12"], ["/P10", "/P3"], ["/P5", "/P8"]]


def test_fronts_and_backs_put_together_read_like_the_booklet():
    source = marked_source(13)
    fronts, backs = (opened(pdf) for pdf in fronts_and_backs(impose(source, sheet=SHEETS["a4"]).pdf))
    joined = pikepdf.new()
    for front, back in zip(fronts.pages, backs.pages, strict=True):
        joined.pages.extend([front, back])

    assert read(saved(joined), source, 13) == set()


def test_a_file_of_one_side_says_nothing_of_both_sides():
    for pdf in fronts_and_backs(impose(marked_source(4), sheet=SHEETS["a4"]).pdf):
        assert set(opened(pdf).Root.ViewerPreferences.keys()) == {"/PrintScaling", "/PickTrayByPDFSize"}


# ── marks ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def drawn_lines(sheet, trim, *, bleed=3.0, signature=None):
    plan = Imposition(sheet, Size(*trim), 0.1, signature)
    return [
        marks(plan, made, is_front=is_front, bleed_mm=bleed) for made in plan.sheets(16) for is_front in (True, False)
    ]


def test_marks_stand_outside_of_the_bleed_and_on_the_sheet():
    for sheet in SHEETS.values():
        for trim in ((100, 150), (139.7, 200), (120, 209)):
            for line in (line for side in drawn_lines(sheet, trim) for line in side):
                for x, y in (line.start, line.end):
                    beside = abs(x - sheet.width_mm / 2) - trim[0]
                    above = abs(y - sheet.height_mm / 2) - trim[1] / 2

                    assert 0 <= x <= sheet.width_mm
                    assert 0 <= y <= sheet.height_mm
                    assert max(beside, above) >= 3.5


def test_there_are_no_marks_where_the_sheet_has_no_room():
    assert drawn_lines(SHEETS["a4"], A5) == [[]] * 8


def test_the_outermost_front_shows_two_staples_at_both_edges_and_no_other_side_does():
    upright = [[line for line in side if line.start[0] == line.end[0]] for side in drawn_lines(SHEETS["a3"], A5)]
    middles = sorted({(line.start[1] + line.end[1]) / 2 for line in upright[0]} - both_ends(upright[1]))

    assert middles == [43.5 + 52.5, 43.5 + 157.5]
    assert [len(side) for side in upright] == [10, 6, 6, 6, 6, 6, 6, 6]


def both_ends(lines):
    return {(line.start[1] + line.end[1]) / 2 for line in lines}


def test_sewn_signatures_have_no_staples():
    assert {len(side) for side in drawn_lines(SHEETS["a3"], A5, signature=2)} == {10}


def test_cut_marks_follow_the_creep_and_the_fold_does_not():
    sides = drawn_lines(SHEETS["a3"], A5)
    cuts = [
        max(line.start[0] for line in side if line.start[0] == line.end[0] and not line.dashed) for side in sides[1:]
    ]
    folds = {line.start[0] for side in sides for line in side if line.dashed}

    assert [round(cut, 2) for cut in cuts[::2]] == [358, 357.9, 357.8, 357.7]
    assert folds == {210}


def test_marks_are_drawn_in_the_colour_of_all_plates():
    imposed = opened(impose(marked_source(4), sheet=SHEETS["a3"]).pdf)
    page = imposed.pages[0]
    space = page.Resources.ColorSpace["/All"]

    assert [str(part) for part in list(space)[:3]] == ["/Separation", "/All", "/DeviceCMYK"]
    assert b"/All CS 1 SCN 0.25 w" in page.Contents.read_bytes()
    assert colour_at(picture(impose(marked_source(4), sheet=SHEETS["a3"]).pdf, scale=8.0), 62, 37.5, 8.0)[0] < 120


# ── notes and refusals ────────────────────────────────────────────────────────────────────────────────────────────────


def noted(pdf, **options):
    return [problem.message for problem in impose(pdf, sheet=SHEETS["a4"], name="x.pdf", **options).notes]


@pytest.mark.parametrize(
    ("pages", "note"),
    [
        (1, "3 blank pages are added after the only page, to fill 4 pages on sheets"),
        (6, "2 blank pages are added before the last page, to fill 8 pages on sheets"),
        (7, "1 blank page is added before the last page, to fill 8 pages on sheets"),
        (49, "52 pages make 13 sheets in one fold, too thick for most staplers"),
    ],
)
def test_what_a_person_should_know_is_noted(pages, note):
    assert note in noted(marked_source(pages))


@pytest.mark.parametrize(("pages", "signature"), [(4, None), (48, None), (96, 4)])
def test_a_plain_booklet_needs_no_note(pages, signature):
    assert noted(marked_source(pages), signature=signature) == []


def test_turned_pages_larger_units_and_missing_trim_boxes_are_noted():
    def strange(document):
        in_larger_units(document)
        turned(document, 180)
        del document.pages[2].obj["/TrimBox"]
        document.pages[2].obj.MediaBox = document.pages[0].obj.TrimBox

    assert noted(changed(marked_source(4), strange)) == [
        "all pages are turned in the file, and printed upright as a viewer shows it",
        "all pages are measured in larger units (UserUnit), and printed in that full size",
        "page 3 is without a TrimBox: the whole page is taken as the trimmed page",
    ]


def refused(pdf, kind, **options):
    with pytest.raises(kind) as caught:
        impose(pdf, name="x.pdf", **{"sheet": SHEETS["a4"], **options})
    return lines_of(caught)


def enlarged(document):
    document.pages[2].obj.TrimBox = document.pages[2].obj.MediaBox


def without_size(document):
    del document.pages[1].obj["/MediaBox"]


def with_words_for_numbers(document):
    document.pages[1].obj.MediaBox = pikepdf.Array([pikepdf.String("a"), 0, 1, 1])


REFUSED = {
    "no pages": (lambda: saved(pikepdf.new()), "the file has no pages"),
    "nothing": (lambda: b"", "the PDF is damaged or cut short"),
    "no PDF": (lambda: b"Salam, this is a letter.\n" * 50, "the PDF is damaged or cut short"),
    "half a file": (lambda: marked_source(24)[:-2000], "the PDF is damaged or cut short"),
    "sizes differ": (
        lambda: changed(marked_source(8), enlarged),
        "page 3 is 154 × 216 mm and the others are 148 × 210 mm",
    ),
    "locked": (
        lambda: saved(marked(4), encryption=pikepdf.Encryption(owner="a", user="b")),
        "the file is locked with a password",
    ),
    "locked for changes": (
        lambda: saved(marked(4), encryption=pikepdf.Encryption(owner="a", user="")),
        "the file is locked with a password",
    ),
    "no size": (lambda: changed(marked_source(4), without_size), "a page has no size"),
    "words for numbers": (lambda: changed(marked_source(4), with_words_for_numbers), "a page has no size"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_imposed_is_refused_in_one_line_and_a_hint(name):
    make, words = REFUSED[name]
    first, hint = refused(make(), FileRefusedError)

    assert first.startswith(f"x.pdf: error: {words}")
    assert hint.startswith("  hint: ")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.98, 0.999])
def test_a_file_that_was_cut_short_is_never_half_imposed(kept):
    source = marked_source(24)

    assert "cut short" in refused(source[: int(len(source) * kept)], FileRefusedError)[0]


def test_a_page_larger_than_half_of_the_sheet_is_refused():
    lines = refused(marked_source(4, (210.0, 297.0)), ImpositionError)

    assert "a page of 210 × 297 mm is larger than half of the sheet, 148.5 × 210 mm" in lines[0]
    assert "--sheet a3" in lines[1]


@pytest.mark.parametrize("options", [{"caliper_mm": -0.1}, {"caliper_mm": float("nan")}, {"signature": 0}])
def test_numbers_that_make_no_sense_are_refused(options):
    with pytest.raises(ImpositionError) as caught:
        impose(marked_source(4), sheet=SHEETS["a4"], **options)

    assert caught.value.exit_code == ExitCode.COMMAND_LINE


def test_creep_that_would_cut_text_off_is_refused():
    first, hint = refused(marked_source(24, margin=1.5), PressError, caliper_mm=0.5)

    assert re.search(r"page \d+ moves by 2\.5 mm towards the fold .* its text begins 1\.\d mm from there", first)
    assert "--signature" in hint


def test_creep_that_nobody_asked_for_gives_way_to_the_text_and_says_so():
    source = marked_source(96, margin=1.5)
    imposed = impose(source, sheet=SHEETS["a4"])

    assert read(imposed.pdf, source, 96, caliper_mm=0) == set()
    assert "the thickness of the paper is not made up for" in str(imposed.notes[-1])


@pytest.mark.parametrize("change", [in_larger_units, behind_a_move, lambda document: turned(document, 90)])
def test_creep_is_compared_with_text_however_a_page_is_written(change):
    source = changed(marked_source(24, margin=1.5), change)

    assert "moves by 2.5 mm" in refused(source, PressError, caliper_mm=0.5)[0]


@pytest.mark.parametrize(
    ("margin", "options"),
    [(3.5, {"caliper_mm": 0.5}), (1.5, {"caliper_mm": 0.2}), (1.5, {"caliper_mm": 0.5, "signature": 2})],
)
def test_text_that_stays_on_its_page_is_no_reason_to_refuse(margin, options):
    assert impose(marked_source(24, margin=margin), sheet=SHEETS["a4"], **options).sheets == 6


def test_text_near_the_fore_edge_moves_onto_its_page_and_not_off_it():
    def at_the_fore_edge(document):
        for number, page in enumerate(document.pages, start=1):
            place = points(1 if number % 2 == 0 else 140)
            page.obj.Contents.write(f"0 g BT /F 12 Tf {place} {points(50)} Td (x) Tj ET".encode())

    source = changed(marked_source(24), at_the_fore_edge)

    assert impose(source, sheet=SHEETS["a4"], caliper_mm=0.5).sheets == 6


def test_spoilt_files_are_refused_or_imposed_and_never_crash():
    source, noise = marked_source(8), random.Random(1990)
    for _ in range(300):
        spoilt = bytearray(source)
        for _ in range(noise.randint(1, 12)):
            spoilt[noise.randrange(len(spoilt))] = noise.randrange(256)
        with suppress(BookletError):
            impose(bytes(spoilt), sheet=SHEETS["a4"])


def test_the_result_never_replaces_the_file_it_is_made_from(tmp_path):
    source, other = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(b"x")
    (tmp_path / "soft.pdf").symlink_to(source)
    (tmp_path / "hard.pdf").hardlink_to(source)
    for target in (source, tmp_path / "." / "a.pdf", tmp_path / "soft.pdf", tmp_path / "hard.pdf"):
        with pytest.raises(FileRefusedError, match="would replace the file it is made from"):
            refuse_own_input(source, target)
    refuse_own_input(source, other)

    assert source.read_bytes() == b"x"
