"""Small documents of the real renderer, finished for press and for screens, and read back by other programs."""

import base64
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from booklet import press
from booklet.press.colour import unreliable
from booklet.problems import PressError
from booklet.render import load_renderer
from booklet.sources import Sources

ROOT = Path(__file__).parents[1]
SOURCES = Sources(ROOT)
FONTS = ROOT / "templates" / "shared" / "fonts"
POINTS_PER_MM = 72 / 25.4

BOXES = press.Boxes(60 * POINTS_PER_MM, 80 * POINTS_PER_MM, 3 * POINTS_PER_MM)
PROFILE = (ROOT / "data" / "profiles" / "fogra39-coated-300.icc").read_bytes()
INTENT = press.OutputIntent(
    "FOGRA39", "Offset, coated", "Coated FOGRA39 (ISO 12647-2:2004)", "http://www.color.org", PROFILE
)
IDENTITY = press.Identity(
    title="Qara Yanvar <1990> & İl",
    author="Ə. Müəllif",
    language="az",
    created="2026-01-20T10:00:00Z",
    modified="2026-02-01T08:30:05Z",
    document_id="general/az/booklet-a5",
    creator="booklet",
    producer="WeasyPrint",
)
PALETTE = {
    (0.0, 0.0, 0.0, 1.0): "#1a1a1a",
    (0.12, 1.0, 0.85, 0.22): "#9f1d2b",
    (0.05, 0.85, 0.65, 0.08): "#c5404b",
    (1.0, 0.0, 0.0, 0.0): "#00a0e0",
    (0.0, 0.0, 0.2, 0.1): "#e0e0c0",
}

STYLE = f"""
@font-face {{ font-family: Body; src: url({(FONTS / "SourceSerif4-Regular.otf").as_uri()}) }}
@font-face {{ font-family: Head; src: url({(FONTS / "SourceSans3-Regular.otf").as_uri()}) }}
@page {{ size: 60mm 80mm; bleed: 3mm; margin: 6mm; background: device-cmyk(0 0 .2 .1) }}
html {{ font: 9pt/12pt Body; color: device-cmyk(0 0 0 1) }}
body {{ margin: 0 }}
h1 {{ font: 14pt/18pt Head; color: device-cmyk(.12 1 .85 .22) }}
a {{ color: device-cmyk(.12 100% .85 .22) }}
"""


def drawing(markup):
    return "data:image/svg+xml;base64," + base64.b64encode(
        f"<svg xmlns='http://www.w3.org/2000/svg' width='12' height='12'>{markup}</svg>".encode()
    ).decode("ascii")


def picture(mode, form):
    target = io.BytesIO()
    Image.new(mode, (8, 8), 99 if mode == "L" else (10, 200, 30, 40)[: len(mode)]).save(target, form)
    return f"data:image/{form.lower()};base64," + base64.b64encode(target.getvalue()).decode("ascii")


DOT = drawing("<circle cx='6' cy='6' r='4' fill='device-cmyk(1 0 0 0)'/>")
BODY = f"""
<h1>Yanvar</h1><p>Birinci <a href="https://example.org/">mənbə</a> və <a href="#two">ikinci</a>.</p>
<p style="border: 1pt dotted device-cmyk(.05 .85 .65 .08); color: device-cmyk(0 0 0 1 / .5)">Mətn (bir) 50% \\ iki</p>
<div style="height: 12mm; background: url({DOT})"></div>
<svg width="40" height="20"><title>İşarə</title><rect width="30" height="9" fill="device-cmyk(.12 1 .85 .22)"
 stroke="device-cmyk(0 0 0 1)"/><text y="19" font-size="8" font-family="Body" fill="device-cmyk(0 0 0 1)">söz</text>
</svg>
<img alt="nöqtə" src="{DOT}">
<h1 id="two" style="break-before: page">İkinci</h1><p>Son.</p>
"""


def written(body, variant, style="", *, uncompressed=False, intent=None):
    html = (
        '<html lang="az"><head><title>x</title><meta name="dcterms.created" content="2026-01-20T10:00:00Z">'
        f'<meta name="dcterms.modified" content="2026-01-20T10:00:00Z"><style>{STYLE}{style}</style></head>'
        f"<body>{body}</body></html>"
    )
    options = {"output_intent": intent} if intent else {}
    return (
        load_renderer(SOURCES)
        .HTML(string=html)
        .write_pdf(pdf_variant=variant, uncompressed_pdf=uncompressed, **options)
    )


def for_press(pdf, **changes):
    return press.press_file(pdf, **{"boxes": BOXES, "intent": INTENT, "identity": IDENTITY} | changes)


def for_screen(pdf, **changes):
    return press.screen_file(pdf, **{"boxes": BOXES, "identity": IDENTITY, "palette": PALETTE} | changes)


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def output_of(*command):
    program = shutil.which(command[0])
    assert program, f"{command[0]} is not installed, and this test needs it"
    return subprocess.run([program, *command[1:]], check=True, capture_output=True, text=True).stdout


def complaints(error):
    return "\n".join(str(problem) for problem in error.value.problems)


@pytest.fixture(scope="module")
def x4():
    return written(BODY, "pdf/x-4")


@pytest.fixture(scope="module")
def ua1():
    return written(BODY, "pdf/ua-1")


@pytest.fixture(scope="module")
def printed(x4):
    return for_press(x4)


@pytest.fixture(scope="module")
def shown(ua1):
    return for_screen(ua1, page_labels=["i", "A–1"])


@pytest.fixture
def saved(tmp_path):
    def save(pdf, name="file.pdf"):
        place = tmp_path / name
        place.write_bytes(pdf)
        return str(place)

    return save


# ── what the renderer's content streams look like ─────────────────────────────────────────────────────────────────────


def streams_of(pdf):
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and (item.get("/Subtype") == "/Form" or "/PatternType" in item):
            yield item
    yield from (page.Contents for page in pdf.pages)


def test_the_renderer_writes_one_operator_a_line(x4, ua1):
    for stream in (stream for pdf in (x4, ua1) for stream in streams_of(opened(pdf))):
        content = stream.read_bytes()
        operators = [str(instruction.operator) for instruction in pikepdf.parse_content_stream(stream)]
        last_words = [line.split()[-1].decode() for line in content.splitlines() if line]

        assert not unreliable(content)
        assert [word for word in last_words if word in operators] == operators


@pytest.mark.parametrize(
    "content",
    [
        b"(/DeviceCMYK cs\n0 0 0 1 scn\n) Tj",
        b"q % /DeviceCMYK cs\n0 0 0 1 scn",
        b"q\nBI /W 1 /H 1 /BPC 8 /CS /G ID x EI\nQ",
        b"/DeviceCMYK cs 0 0 0 1 scn",
        b"0 0 0\nrg\n",
        b"q\r/DeviceCMYK cs\r0 0 0 1 scn",
    ],
)
def test_a_stream_that_is_written_otherwise_is_refused(content):
    with pytest.raises(PressError, match="the content stream holds"):
        press.recolour(content, PALETTE)


@pytest.mark.parametrize("content", [b"/DeviceCMYK cs\n/a1 gs\n0 0 0 1 scn\n", b"q\n0 0 0 1 scn\n"])
def test_an_ink_without_its_colour_space_is_refused(content):
    with pytest.raises(PressError, match="is not where the renderer writes an ink"):
        press.recolour(content, PALETTE)


INKS = st.sampled_from(sorted(PALETTE))
PLAIN_LINES = st.sampled_from(
    [
        b"q",
        b"Q",
        b"/a1.0 gs",
        b"0 0 5 5 re",
        b"[<0020>0<5c>-12<000000010063>0] TJ",
        b"/Span",
        b"<</MCID 3>>",
        b"BDC",
        b"f*",
    ]
)


def ink_lines(ink, stroke):
    values = b" ".join(f"{value:f}".rstrip("0").rstrip(".").encode() for value in ink)
    return b"/DeviceCMYK CS\n%s SCN" % values if stroke else b"/DeviceCMYK cs\n%s scn" % values


@given(st.lists(PLAIN_LINES | st.tuples(INKS, st.booleans())))
def test_recolouring_changes_inks_and_nothing_else(parts):
    before = b"\n".join(part if isinstance(part, bytes) else ink_lines(*part) for part in parts)

    after = press.recolour(before, PALETTE).split(b"\n") if parts else []

    assert len(after) == len(parts)
    for part, line in zip(parts, after, strict=True):
        if isinstance(part, bytes):
            assert line == part
        else:
            *channels, operator = line.split()
            assert operator == (b"RG" if part[1] else b"rg")
            assert "#" + bytes(round(float(channel) * 255) for channel in channels).hex() == PALETTE[part[0]]


@given(st.tuples(*[st.floats(0, 1)] * 4))
def test_an_ink_of_the_palette_is_found_as_the_renderer_writes_it(ink):
    line = ink_lines(ink, False)

    assert press.recolour(line, {ink: "#ff0080"}) == b"1 0 0.502 rg"


def test_every_unknown_ink_is_named_with_its_values():
    content = b"/DeviceCMYK cs\n0 0.1 0.25 0 scn\n/DeviceCMYK CS\n1 1 1 1 SCN"

    with pytest.raises(PressError) as error:
        press.recolour(content, PALETTE)

    assert "device-cmyk(0 0.1 0.25 0)" in complaints(error)
    assert "device-cmyk(1 1 1 1)" in complaints(error)


# ── press ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_both_files_are_sound_for_qpdf(printed, shown, saved):
    for pdf in (printed, shown):
        report = output_of("qpdf", "--check", saved(pdf))

        assert "No syntax or stream encoding errors found" in report


def test_the_press_file_has_exact_boxes_from_zero(printed, saved):
    report = output_of("pdfinfo", "-box", "-f", "1", "-l", "2", saved(printed))
    boxes = re.findall(r"Page +(\d) (\w+Box): +(.+)", report)
    whole, trim = ["0.00", "0.00", "187.09", "243.78"], ["8.50", "8.50", "178.58", "235.28"]

    for page in ("1", "2"):
        for name, box in {"MediaBox": whole, "CropBox": whole, "BleedBox": whole, "TrimBox": trim}.items():
            assert [numbers.split() for number, kind, numbers in boxes if (number, kind) == (page, name)] == [box]
    assert all({"/MediaBox", "/BleedBox", "/TrimBox"} <= page.obj.keys() for page in opened(printed).pages)


@pytest.mark.parametrize("bleed", [0.0, 5.0 * POINTS_PER_MM])
def test_a_wider_bleed_than_asked_is_cut(bleed):
    boxes = press.Boxes(BOXES.trim_width_pt, BOXES.trim_height_pt, bleed)
    pdf = opened(for_press(written("<p>x", "pdf/x-4", "@page { bleed: 8mm }"), boxes=boxes))
    media, trim = ([float(value) for value in pdf.pages[0][name]] for name in ("/MediaBox", "/TrimBox"))

    assert trim == pytest.approx([bleed, bleed, bleed + BOXES.trim_width_pt, bleed + BOXES.trim_height_pt])
    assert media == pytest.approx([0, 0, trim[2] + bleed, trim[3] + bleed])


def test_the_press_file_names_one_printing_condition(printed):
    pdf = opened(printed)
    (intent,) = pdf.Root.OutputIntents
    texts = {name: str(intent[name]) for name in intent.keys() - {"/DestOutputProfile"}}

    assert printed.startswith(b"%PDF-1.6")
    assert texts == {
        "/Type": "/OutputIntent",
        "/S": "/GTS_PDFX",
        "/OutputConditionIdentifier": "FOGRA39",
        "/OutputCondition": "Offset, coated",
        "/RegistryName": "http://www.color.org",
        "/Info": "Coated FOGRA39 (ISO 12647-2:2004)",
    }
    assert intent.DestOutputProfile.N == 4
    assert intent.DestOutputProfile.Filter == "/FlateDecode"
    assert intent.DestOutputProfile.read_bytes() == PROFILE


def packet_of(pdf):
    (packet,) = re.findall(rb"<\?xpacket begin.*?<\?xpacket end=\"r\"\?>", pdf, re.DOTALL)
    (description,) = ET.fromstring(packet).findall("*/*")
    return {node.tag.partition("}")[2]: "".join(node.itertext()) for node in description}, packet


def test_the_metadata_stand_uncompressed_in_one_description_and_agree_with_info(printed):
    pdf = opened(printed)
    texts, packet = packet_of(printed)
    info = {key[1:]: str(value) for key, value in pdf.trailer.Info.items()}

    assert "/Filter" not in pdf.Root.Metadata
    assert packet.count(b"<rdf:RDF") == 1
    assert texts["GTS_PDFXVersion"] == "PDF/X-4"
    assert (texts["Trapped"], info["Trapped"]) == ("False", "/False")
    assert (texts["title"], texts["creator"]) == (info["Title"], info["Author"]) == (IDENTITY.title, IDENTITY.author)
    assert (texts["CreateDate"], info["CreationDate"]) == ("2026-01-20T10:00:00Z", "D:20260120100000Z")
    assert (texts["ModifyDate"], info["ModDate"]) == ("2026-02-01T08:30:05Z", "D:20260201083005Z")
    assert texts["MetadataDate"] == texts["ModifyDate"]
    assert (texts["VersionID"], texts["RenditionClass"]) == ("1", "default")
    assert b"pdfx/1.3" not in packet


def test_each_file_of_each_edition_has_its_own_lasting_identifier(x4, printed, shown):
    other = for_press(x4, identity=press.Identity(**vars(IDENTITY) | {"document_id": "general/ru/booklet-a5"}))
    later = for_press(x4, identity=press.Identity(**vars(IDENTITY) | {"modified": "2027-01-01T00:00:00Z"}))
    first, screen, edition, version = (packet_of(pdf)[0]["DocumentID"] for pdf in (printed, shown, other, later))

    assert len({first, screen, edition}) == 3
    assert version == first


def test_the_press_file_has_no_links_tags_bookmarks_or_names(printed):
    pdf = opened(printed)
    kinds = {str(item.get("/Type", "")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary)}

    assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"}
    assert not kinds & {"/Annot", "/Action", "/StructElem", "/StructTreeRoot", "/Outlines"}


def raster(pdf, tmp_path, name, *options):
    source = tmp_path / f"{name}.pdf"
    source.write_bytes(pdf)
    output_of("pdftoppm", "-r", "144", "-png", "-f", "1", "-singlefile", *options, str(source), str(tmp_path / name))
    return Image.open(tmp_path / f"{name}.png").convert("RGB")


def test_moving_the_page_to_zero_moves_everything_with_it(x4, printed, tmp_path):
    before = raster(x4, tmp_path, "before")

    assert raster(printed, tmp_path, "after").tobytes() == before.tobytes()


def test_a_pattern_left_behind_would_be_seen(x4, printed, tmp_path):
    with opened(printed) as pdf:
        patterns = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/PatternType" in item]
        for pattern in patterns:
            pattern.Matrix[4] = float(pattern.Matrix[4]) - BOXES.bleed_pt
        target = io.BytesIO()
        pdf.save(target)

    assert patterns
    assert raster(target.getvalue(), tmp_path, "after").tobytes() != raster(x4, tmp_path, "before").tobytes()


def plates_of(pdf, tmp_path):
    place = tmp_path / "plates.pdf"
    place.write_bytes(pdf)
    output_of("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-r72", "-dLastPage=1",
              f"-sOutputFile={tmp_path / 'plate.tif'}", str(place))  # fmt: skip
    return {ink: Image.open(tmp_path / f"plate({ink}).tif") for ink in ("Cyan", "Magenta", "Yellow", "Black")}


def test_each_ink_reaches_its_plate_alone(tmp_path):
    square = "<p style='position: absolute; inset: 0; background: device-cmyk(1 0 0 .6)'>"
    pdf = for_press(written(square, "pdf/x-4", "@page { background: device-cmyk(0 .4 0 0) }"))
    plates = plates_of(pdf, tmp_path)
    corner, middle = (2, 2), (90, 120)
    coverage = {
        ink: [100 - round(plate.getpixel(at) / 2.55) for at in (corner, middle)] for ink, plate in plates.items()
    }

    assert coverage == {"Cyan": [0, 100], "Magenta": [40, 0], "Yellow": [0, 0], "Black": [0, 60]}


GRADIENT = drawing(
    "<linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient>"
    "<rect width='9' height='9' fill='url(#g)'/>"
)
MASKED = drawing(
    "<mask id='m'><rect width='9' height='9' fill='device-cmyk(0 0 0 0)'/><path d='M0 0h5v5z' fill='#abc'/></mask>"
    "<rect width='9' height='9' fill='device-cmyk(0 0 0 1)' mask='url(#m)'/>"
)
BLACK = drawing("<rect width='9' height='9'/>")
LIME = drawing("<rect width='9' height='9' fill='lime'/>")
NEXT = "<p>ok<p style='break-before: page'>"
RGB = "a picture is in /DeviceRGB"
FAULTS = {
    "a colour of the screen": ("<p style='color: #123456'>x", "page 1: “0.070588 0.203922 0.337255 rg”"),
    "a colour on a later page": (f"{NEXT}<b style='color: red'>x</b>", "page 2: “1 0 0 rg”"),
    "a stroke": ("<p style='text-decoration: underline blue'>x", "“0 0 1 RG”"),
    "a measured colour": ("<p style='color: lab(50% 20 20)'>x", "“/lab-d50 cs”"),
    "a drawing that names no colour": ("<svg width=9 height=9><rect width=9 height=9 /></svg>", "“0 0 0 rg”"),
    "a drawing as picture": (f"<img src='{BLACK}'>", "“0 0 0 rg”"),
    "a drawing as background": (f"<p style='background: url({LIME})'>x", "“0 1 0 rg”"),
    "a mask in a drawing": (f"<img src='{MASKED}'>", "“0.666667 0.733333 0.8 rg”"),
    "a see-through part": ("<p style='opacity: .5'><b style='color: red'>x</b>", "“1 0 0 rg”"),
    "a picture in RGB": (f"{NEXT}<img src='{picture('RGB', 'JPEG')}'>", f"page 2: {RGB}"),
    "a picture with transparency": (f"<img src='{picture('RGBA', 'PNG')}'>", RGB),
    "a picture as background": (f"<p style='background: url({picture('RGB', 'PNG')})'>x", RGB),
    "a gradient": ("<p style='background: linear-gradient(red, blue)'>x", "a gradient is painted"),
    "a gradient in a drawing": (f"<img src='{GRADIENT}'>", "a gradient is painted"),
}


@pytest.mark.parametrize(("body", "complaint"), FAULTS.values(), ids=FAULTS.keys())
def test_what_would_not_print_is_refused_with_its_page(body, complaint):
    with pytest.raises(PressError) as error:
        for_press(written(body, "pdf/x-4"))

    assert complaint in complaints(error)
    assert error.value.problems[0].path == IDENTITY.document_id


def test_a_shading_pattern_is_a_gradient_too(x4):
    with opened(x4) as pdf:
        pattern = pdf.make_indirect(pikepdf.Dictionary(PatternType=2))
        first = pdf.pages[0]
        first.Resources.Pattern.planted = pattern
        first.Contents.write(first.Contents.read_bytes() + b"\n/Pattern cs\n/planted scn\n0 0 9 9 re\nf")
        target = io.BytesIO()
        pdf.save(target)

    with pytest.raises(PressError, match="page 1: a gradient is painted"):
        for_press(target.getvalue())


def test_all_faults_are_told_together_and_in_page_order():
    body = "<p style='color: red'>x<p style='color: blue'>y<p style='break-before: page; color: lime'>z"

    with pytest.raises(PressError) as error:
        for_press(written(body, "pdf/x-4"))

    assert [problem.message.split("“")[0] for problem in error.value.problems] == ["page 1: ", "page 1: ", "page 2: "]


def test_a_group_that_blends_in_rgb_is_refused():
    seen_through = "<p style='opacity: .5'>x"

    for_press(written(seen_through, "pdf/x-4"))
    with pytest.raises(PressError, match="page 1: a transparent group blends in /DeviceRGB"):
        for_press(written(seen_through, "pdf/ua-1"))


def test_a_group_blends_in_ink_for_press_and_in_light_for_screens():
    tagged = written("<p style='opacity: .5'>x", "pdf/ua-1", intent="device-cmyk")
    files = [opened(finish(tagged)) for finish in (for_press, for_screen)]

    assert [[item.Group.CS for item in pdf.objects if "/Group" in group_keys(item)] for pdf in files] == [
        ["/DeviceCMYK"],
        ["/DeviceRGB"],
    ]


def group_keys(item):
    return item.keys() if isinstance(item, pikepdf.Stream | pikepdf.Dictionary) else ()


def marks_in(pdf):
    operators = [str(operator) for page in opened(pdf).pages for _, operator in pikepdf.parse_content_stream(page)]
    return sum(operator in {"BDC", "BMC", "EMC"} for operator in operators)


def test_a_tagged_file_prints_like_one_without_tags(printed, tmp_path):
    tagged = written(BODY, "pdf/ua-1", intent="device-cmyk")
    untagged = for_press(tagged)
    pdf = opened(untagged)

    assert raster(untagged, tmp_path, "untagged").tobytes() == raster(printed, tmp_path, "printed").tobytes()
    assert (marks_in(untagged), "/StructTreeRoot" in pdf.Root) == (0, False)
    assert marks_in(tagged) > 0


def test_a_picture_in_cmyk_is_printed_as_it_is():
    pdf = opened(for_press(written(f"<img src='{picture('CMYK', 'JPEG')}'>", "pdf/x-4")))
    (image,) = (item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image")

    assert image.ColorSpace == "/DeviceCMYK"
    assert image.Filter == "/DCTDecode"


@pytest.mark.parametrize(
    ("style", "complaint"),
    [
        ("@page { size: 61mm 80mm }", "the trimmed page is 172.91 × 226.77 pt, not 170.08 × 226.77 pt"),
        ("@page { size: 80mm 60mm }", "the trimmed page is 226.77 × 170.08 pt"),
        ("@page { bleed: 2mm }", "the bleed is 5.67 pt, not 8.50 pt"),
        ("@page { bleed-left: 0 }", "the bleed is 0.00 pt"),
    ],
)
def test_a_page_of_another_size_is_refused(style, complaint):
    with pytest.raises(PressError, match=re.escape(complaint)):
        for_press(written("<p>x", "pdf/x-4", style))
    with pytest.raises(PressError, match=re.escape(complaint)):
        for_screen(written("<p>x", "pdf/ua-1", style))


def test_a_file_that_is_no_pdf_is_refused():
    with pytest.raises(PressError, match=r"general/az/booklet-a5: error: the PDF cannot be read"):
        for_press(b"not a PDF")


def test_a_profile_for_screens_is_no_printing_condition():
    with pytest.raises(ValueError, match="not an output profile for CMYK"):
        press.OutputIntent("sRGB", "", "", "", bytes(12) + b"mntrRGB " + bytes(108))


@pytest.mark.parametrize("date", ["2026-01-20", "2026-01-20T10:00:00+04:00", "2026-13-20T10:00:00Z"])
def test_a_date_without_its_z_is_refused(date):
    with pytest.raises(ValueError, match="does not match format"):
        press.Identity(**vars(IDENTITY) | {"created": date})


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def failures(pdf, saved):
    return page_validation.validate_pdf(saved(pdf), profile="ua1").failures


def test_the_screen_file_is_accessible(shown, saved):
    assert not failures(shown, saved)


@pytest.mark.parametrize("key", ["/Metadata", "/MarkInfo", "/ViewerPreferences", "/Lang"])
def test_the_validator_sees_what_is_taken_from_the_screen_file(shown, saved, key):
    with opened(shown) as pdf:
        del pdf.Root[key]
        target = io.BytesIO()
        pdf.save(target)

    assert failures(target.getvalue(), saved)


def test_the_screen_file_is_cut_to_the_trim(shown, saved):
    report = output_of("pdfinfo", "-box", saved(shown))

    for box in ("MediaBox", "CropBox", "BleedBox", "TrimBox"):
        assert re.search(rf"{box}: +0\.00 +0\.00 +170\.08 +226\.77", report)


def test_every_ink_has_become_its_screen_colour(shown):
    allowed = {tuple(bytes.fromhex(colour[1:])) for colour in PALETTE.values()}
    spaces, colours = set(), set()
    for stream in streams_of(opened(shown)):
        for instruction in pikepdf.parse_content_stream(stream):
            operator = str(instruction.operator)
            if operator in {"cs", "CS"}:
                spaces.add(str(instruction.operands[0]))
            elif operator in {"rg", "RG"}:
                colours.add(tuple(round(float(value) * 255) for value in instruction.operands))

    assert spaces == {"/Pattern"}
    assert colours == allowed
    assert "/OutputIntents" not in opened(shown).Root


def test_the_screen_colours_are_seen(shown, tmp_path):
    image = raster(shown, tmp_path, "shown")
    seen = {"#" + bytes(colour).hex() for _, colour in image.getcolors(1 << 24)}

    assert image.getpixel((1, 1)) == (0xE0, 0xE0, 0xC0)
    assert {"#00a0e0", "#9f1d2b", "#e0e0c0"} <= seen


def test_links_bookmarks_and_tags_stay_and_links_print(ua1, shown):
    before, after = opened(ua1), opened(shown)
    links = [list(page.get("/Annots", ())) for page in after.pages]

    assert [len(page) for page in links] == [2, 0]
    assert all(link.F & 4 and str(link.Contents) for page in links for link in page)
    assert str(links[0][0].A.URI) == "https://example.org/"
    assert str(links[0][1].Dest) == str(after.Root.Names.Dests.Names[0])
    assert after.Root.Outlines.Count == before.Root.Outlines.Count == 2
    assert len(after.Root.StructTreeRoot.ParentTree.Nums) == len(before.Root.StructTreeRoot.ParentTree.Nums)
    assert str(after.Root.Lang) == "az"
    assert after.Root.ViewerPreferences.DisplayDocTitle


def test_readers_show_the_title_even_where_the_renderer_forgot_it(ua1):
    with opened(ua1) as pdf:
        del pdf.Root.ViewerPreferences
        target = io.BytesIO()
        pdf.save(target)

    assert opened(for_screen(target.getvalue())).Root.ViewerPreferences.DisplayDocTitle


def test_pages_are_called_by_their_labels(shown, ua1):
    assert [page.label for page in opened(shown).pages] == ["i", "A–1"]
    assert "/PageLabels" not in opened(for_screen(ua1)).Root


def test_labels_for_other_pages_are_refused(ua1):
    with pytest.raises(ValueError, match="1 page labels for 2 pages"):
        for_screen(ua1, page_labels=["1"])


def test_an_ink_outside_the_palette_is_refused_with_its_page():
    stray = drawing("<rect width='9' height='9' fill='device-cmyk(.1 .2 .3 .4)'/>")
    body = f"<p>ok<div style='break-before: page; height: 20mm; background: url({stray})'></div>"

    with pytest.raises(PressError) as error:
        for_screen(written(body, "pdf/ua-1"))

    assert "page 2: the palette has no screen colour for device-cmyk(0.1 0.2 0.3 0.4)" in complaints(error)


def test_a_colour_that_is_no_ink_is_refused_on_screens_too():
    with pytest.raises(PressError, match="page 1: “1 0 0 rg”"):
        for_screen(written("<p style='color: red'>x", "pdf/ua-1"))


def test_a_file_without_tags_is_no_screen_file(x4):
    with pytest.raises(PressError, match="the file has no tags"):
        for_screen(x4)


def test_a_cmyk_picture_gets_the_profile_it_was_made_with():
    pdf = written(f"<p><img alt='x' src='{picture('CMYK', 'JPEG')}'>", "pdf/ua-1")
    with_profile = opened(for_screen(pdf, picture_profile=PROFILE))
    (space,) = (
        item.ColorSpace
        for item in with_profile.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    )

    assert (space[0], space[1].N, space[1].read_bytes()) == ("/ICCBased", 4, PROFILE)
    with pytest.raises(PressError, match="page 1: a CMYK picture has no profile"):
        for_screen(pdf)


# ── both ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_fonts_of_the_pages_are_embedded_under_their_own_names(printed, shown):
    for pdf in (printed, shown):
        assert press.embedded_fonts(pdf) == ["Body", "Head"]


def test_a_font_without_its_file_is_not_counted_as_embedded(printed):
    with opened(printed) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and str(item.get("/FontName", "")).endswith("Head"):
                del item["/FontFile3"]
        target = io.BytesIO()
        pdf.save(target)

    assert press.embedded_fonts(target.getvalue()) == ["Body"]


def test_compressed_and_plain_input_paint_the_same(ua1, shown, tmp_path):
    plain = for_screen(written(BODY, "pdf/ua-1", uncompressed=True))

    assert raster(plain, tmp_path, "plain").tobytes() == raster(shown, tmp_path, "shown").tobytes()


def forms(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [item.read_bytes() for item in document.objects if isinstance(item, pikepdf.Stream) and is_form(item)]


def is_form(item):
    return item.get("/Subtype") == "/Form"


@pytest.mark.parametrize(("second", "count"), [("", 1), (" style='width: 5mm'", 2)], ids=["as large", "smaller"])
def test_a_file_holds_a_drawing_once_in_each_size(second, count):
    address = drawing("<path d='M0 0L9 9L0 9z' fill='device-cmyk(1 0 0 0)'/>")
    page = written(f'<p><img alt="a" src="{address}"><img alt="b" src="{address}"{second}></p>', "pdf/ua-1")
    shown = for_screen(page)

    assert len(forms(for_press(page))) == len(forms(shown)) == count
    assert all(b"0 0.6275 0.8784 rg" in form for form in forms(shown))


def test_a_drawing_in_two_boxes_is_two_forms_though_its_curves_are_the_same():
    path = b"<path d='M0 0L9 9L0 9z' fill='device-cmyk(1 0 0 0)'/>"
    address = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'>%s</svg>" % path).decode()
    pictures = [
        f'<img alt="a" src="data:image/svg+xml;base64,{address}" style="width: {side}mm; height: {side}mm">'
        for side in (10, 30)
    ]
    found = forms(for_press(written(f"<p>{''.join(pictures)}</p>", "pdf/ua-1")))

    assert len(found) == 2
    assert len(set(found)) == 1


@pytest.mark.parametrize("markup", ["fill='device-cmyk(1 0 0 0)' fill-opacity='.5'", "fill='device-cmyk(0 0 0 1)'"])
def test_a_drawing_looks_as_the_renderer_alone_draws_it(markup, monkeypatch):
    address = drawing(f"<path d='M0 0L12 9L0 12z' {markup}/><path d='M3 3h9v9z' {markup}/>")
    body = f'<p><img alt="a" src="{address}" style="width: 20mm"> <img alt="b" src="{address}" style="width: 20mm"></p>'
    ours = written(body, "pdf/ua-1")
    monkeypatch.setattr("booklet.render.reuse._drawn", lambda *_drawing: None)
    plain = written(body, "pdf/ua-1")

    assert (len(forms(ours)), len(forms(plain))) == (1, 0)
    assert pixels(for_press(ours)) == pixels(for_press(plain))


def pixels(pdf):
    return pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil().tobytes()


def test_the_same_document_gives_the_same_bytes_in_any_time_zone(printed, shown):
    script = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); import test_press as t;"
        "files = t.for_press(t.written(t.BODY, 'pdf/x-4')), "
        "t.for_screen(t.written(t.BODY, 'pdf/ua-1'), page_labels=['i', 'A–1']);"
        "print(*(hashlib.sha256(file).hexdigest() for file in files))"
    )
    environment = os.environ | {"TZ": "Asia/Kolkata", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-c", script, str(ROOT / "tests")], env=environment, check=True, capture_output=True, text=True
    )

    assert result.stdout.split() == [hashlib.sha256(pdf).hexdigest() for pdf in (printed, shown)]
