"""Every rule of the preflight has a file that fails it and a file that passes it, made by code."""

from dataclasses import dataclass, field

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from booklet.model.printers import RuleSetting
from booklet.preflight import RULES, load_printers, preflight
from booklet.sources import Sources
from tests.preflight_pdfs import (
    BOTTOM,
    LEFT,
    RIGHT,
    ROOT,
    TOP,
    all_pages,
    annotation,
    changed,
    drawn,
    first_page,
    form,
    good_press,
    good_screen,
    info,
    own_font,
    picture,
    plain,
    root,
    separation,
    text,
    xmp,
)

PRINTERS = load_printers(Sources(ROOT))
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
GO_TO = Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))
TRIM, MEDIA = [LEFT, BOTTOM, RIGHT, TOP], [0, 0, RIGHT + LEFT, TOP + BOTTOM]
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Case:
    """A file that breaks one rule, one that nearly does, and which rules the first may break besides."""

    rule: str
    fails: tuple
    passes: tuple = ()
    also: frozenset = frozenset()
    severity: str = ""
    page: int | None = 1
    printer: str = "default"
    base: object = field(default=good_press)


def case(rule, fails, passes=(), also=(), **details):
    listed = fails if isinstance(fails, tuple) else (fails,)
    allowed = passes if isinstance(passes, tuple) else (passes,)
    return Case(rule, listed, allowed, frozenset(also), **details)


# ── ways to spoil a file ──────────────────────────────────────────────────────────────────────────────────────────────


def garbled(document):
    return document.make_stream(b"not deflated", Filter=Name.FlateDecode)


def garbled_profile(document):
    document.Root.OutputIntents[0].DestOutputProfile = garbled(document)


def garbled_page(document):
    document.pages[0].obj.Contents = garbled(document)


def without_pages(document):
    while len(document.pages):
        del document.pages[0]


def drop_pages(number):
    def change(document):
        for _ in range(number):
            del document.pages[-1]

    return change


def more_pages(number):
    def change(document):
        for _ in range(number):
            document.pages.append(document.pages[-1])

    return change


def recursive_form(document):
    stream = document.make_stream(b"/Own Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
    stream.Resources = Dictionary(XObject=Dictionary(Own=stream))
    drawn(b"/Own Do", XObject={"Own": stream})(document)


def attach(document):
    document.attachments["x.txt"] = b"x"


def layer(document):
    group = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("Korrektur")))
    document.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(Order=[group]))


def intent(**entries):
    def change(document):
        for key, value in entries.items():
            document.Root.OutputIntents[0][f"/{key}"] = value

    return change


def profile_colours(number):
    def change(document):
        document.Root.OutputIntents[0].DestOutputProfile.N = number

    return change


def boxes(page=0, **entries):
    def change(document):
        for key, value in entries.items():
            document.pages[page].obj[f"/{key}"] = Array(value)

    return change


def every_page(**entries):
    def change(page):
        for key, value in entries.items():
            page[f"/{key}"] = value

    return all_pages(change)


def bleed_box(millimetres):
    points = millimetres * POINTS_PER_MM
    return every_page(BleedBox=Array([LEFT - points, BOTTOM - points, RIGHT + points, TOP + points]))


def no_bleed_at_spine(document):
    for number, page in enumerate(document.pages, start=1):
        left, right = (LEFT, MEDIA[2]) if number % 2 else (0, RIGHT)
        page.obj.BleedBox = Array([left, 0, right, MEDIA[3]])


def empty_page(document):
    document.pages[2].obj.Contents = document.make_stream(b"0 0 0 0 k 0 0 500 700 re f")


def without_trim(page):
    del page.TrimBox


def fonts(change):
    """The same change to every font dictionary."""

    def change_all(document):
        for font in document.pages[0].resources.Font.values():
            change(font)

    return change_all


def rename_fonts(name):
    def change(font):
        font.BaseFont = name
        font.DescendantFonts[0].BaseFont = name
        font.DescendantFonts[0].FontDescriptor.FontName = name

    return fonts(change)


def without_font_file(font):
    del font.DescendantFonts[0].FontDescriptor["/FontFile3"]


def without_unicode(font):
    del font["/ToUnicode"]


def drawn_font(document):
    letter = document.make_stream(b"500 0 0 0 500 700 d1 0 0 400 700 re f")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 500, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(a=letter), Encoding=Dictionary(Differences=[97, Name("/a")]), FirstChar=97, LastChar=97,
        Widths=[500],
    )  # fmt: skip
    drawn(b"0 0 0 1 k BT /Drawn 20 Tf 100 200 Td (aa) Tj ET", Font={"Drawn": font})(document)


def missing_letter(document):
    drawn(b"0 0 0 1 k BT %s 12 Tf 100 200 Td <0000> Tj ET" % own_font(document).encode())(document)


def gradient(outputs):
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * outputs, C1=[1] * outputs, N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 100, 0], Function=function)
    return drawn(b"100 100 50 50 re W n /Sh sh", Shading={"Sh": shading})


def page_group(space):
    return first_page(lambda page: page.update({"/Group": Dictionary(S=Name.Transparency, CS=space)}))


def postscript(document):
    return document.make_stream(b"", Type=Name.XObject, Subtype=Name.PS)


def state(**entries):
    return {"Gs": Dictionary(**entries)}


def placed(size, image, name=b"Im"):
    """A picture of that many points, square."""
    return drawn(b"%g 0 0 %g 100 200 cm /%s Do" % (size, size, name), XObject={name.decode(): image})


def ink(colour, space=None):
    resources = {"ColorSpace": {"Cs": space}} if space is not None else {}
    return drawn(b"%s 100 200 60 40 re f" % colour, **resources)


def line(width, colour=b"0 0 0 1 K"):
    return drawn(b"%s %g w 100 200 m 200 200 l S" % (colour, width))


def open_marked_content(document):
    drawn(b"0 0 0 1 k 100 200 60 40 re f")(document)


def tags_of(document, kind):
    return [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{kind}"]


def without_alternative(document):
    for figure in tags_of(document, "Figure"):
        del figure["/Alt"]


def skipped_heading(document):
    for heading in tags_of(document, "H2"):
        heading.S = Name.H3


def every_link(change):
    def change_all(document):
        for page in document.pages:
            for link in page.obj.get("/Annots", []):
                change(link)

    return change_all


def without_contents(link):
    del link["/Contents"]


def without_tab_order(page):
    if "/Tabs" in page:
        del page["/Tabs"]


def without(*keys):
    def change(document):
        for key in keys:
            del document.Root[f"/{key}"]

    return change


LOOSE = root(PageLayout=Name.SinglePage)
OTHER_SIZE = boxes(1, MediaBox=[0, 0, MEDIA[2] + 20, MEDIA[3]], BleedBox=[0, 0, MEDIA[2] + 20, MEDIA[3]],
                   TrimBox=[LEFT, BOTTOM, RIGHT + 20, TOP])  # fmt: skip
OVERPRINT = {"ExtGState": state(op=True, OP=True, OPM=1)}
AT_EDGE = POINTS_PER_MM * 5
SPINE_RULES = {"bleed-at-spine": RuleSetting(severity="warning", source="a test")}

CASES = (
    case("file-encrypted", (), page=None, severity="error", also={"metadata"}),
    case("file-damaged", (), page=None, severity="warning"),
    case("file-unreadable", (), page=None, severity="error"),
    case("rule-failed", (), page=None, severity="error"),
    case("pages-none", without_pages, page=None, severity="error"),
    case("page-unreadable", (), severity="error", also={"file-damaged"}),
    case("resource-missing", drawn(b"/Lost Do"), placed(24, picture()), severity="error"),
    case("stack-unbalanced", drawn(b"q q Q", raw=True), drawn(b"q q Q Q", raw=True), severity="warning"),
    case("forms-too-deep", recursive_form, drawn(b"/Fm Do", XObject={"Fm": form(b"0 0 1 rg")}), severity="error"),
    case("script", root(OpenAction=SCRIPT), root(OpenAction=GO_TO), page=None, severity="error", also={"action"}),
    case("multimedia", annotation("Movie", [-90, -90, -50, -50]), annotation("PrinterMark", [0, 0, 5, 5]),
         severity="error"),
    case("embedded-file", attach, page=None, severity="warning"),
    case("form-field", root(AcroForm=Dictionary(Fields=[Dictionary(FT=Name.Tx)])),
         root(AcroForm=Dictionary(Fields=[])), page=None, severity="warning"),
    case("action", root(OpenAction=GO_TO), root(OpenAction=Array([])), page=None, severity="warning"),
    case("layers", layer, page=None, severity="warning"),
    # ── standard ──
    case("standard", xmp("PDF/X-4", "PDF/X-5n"), page=None, severity="error"),
    case("pdf-version", (), page=None, severity="error"),
    case("file-id", (), page=None, severity="error"),
    case("output-intent", without("OutputIntents"), page=None, severity="error"),
    case("output-condition", intent(OutputConditionIdentifier=String("Custom")),
         intent(OutputConditionIdentifier=String("FOGRA51")), page=None, severity="error"),
    case("output-profile", profile_colours(3), page=None, severity="error"),
    case("trapped", info(Trapped="/Unknown"), page=None, severity="error"),
    case("metadata", xmp("</rdf:RDF>", "</rdf:RDF><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"),
         page=None, severity="error"),
    case("metadata-entries", xmp("xmpMM:VersionID", "xmpMM:Other"), page=None, severity="error"),
    case("dates", info(CreationDate="D:20260120100000+05:1800"), info(CreationDate="D:20260120100000+00'00'"),
         page=None, severity="error"),
    case("dates-differ", info(ModDate="D:20260120110000Z"), page=None, severity="error"),
    # ── boxes ──
    case("trim-missing", all_pages(without_trim), severity="error", also={"bleed", "bleed-filled"}),
    case("trim-and-art", boxes(ArtBox=TRIM), severity="error"),
    case("boxes-nested", boxes(BleedBox=[-5, -5, *MEDIA[2:]]), boxes(BleedBox=MEDIA), severity="error"),
    case("crop-cuts-bleed", boxes(CropBox=TRIM), boxes(CropBox=MEDIA), severity="warning"),
    case("pages-of-one-size", OTHER_SIZE, page=2, severity="error"),
    case("page-turned", every_page(Rotate=180), every_page(Rotate=0), severity="warning"),
    case("user-unit", every_page(UserUnit=2), every_page(UserUnit=1), severity="error"),
    case("page-centred", boxes(MediaBox=[0, 0, MEDIA[2] + 30, MEDIA[3]]), severity="warning"),
    case("page-origin", boxes(MediaBox=[-5, -5, MEDIA[2] + 5, MEDIA[3] + 5], BleedBox=MEDIA), severity="info"),
    case("bleed", bleed_box(2.5), bleed_box(3), severity="warning"),
    case("bleed", bleed_box(1.9), bleed_box(2.995), severity="error"),
    case("bleed-at-spine", (), no_bleed_at_spine, printer="no bleed at the spine", severity="warning", also={"bleed"}),
    case("pages-multiple", drop_pages(3), drop_pages(4), page=None, severity="error", also={"pages-number"}),
    case("pages-number", more_pages(44), (more_pages(44), LOOSE), page=None, severity="warning"),
    case("pages-number", more_pages(76), drop_pages(4), page=None, severity="error"),
    case("pages-multiple", drop_pages(3), (drop_pages(3), LOOSE), page=None, severity="error", also={"pages-number"}),
    case("first-page", root(PageLabels=Dictionary(Nums=[0, Dictionary(S=Name.D, St=2)])),
         root(PageLabels=Dictionary(Nums=[0, Dictionary(S=Name.D, St=3)])), severity="warning"),
    case("page-blank", empty_page, page=3, severity="info"),
    # ── edges ──
    case("bleed-filled", drawn(b"0 1 0 0 k 9 100 60 60 re f"), drawn(b"0 1 0 0 k 0 100 60 60 re f"), severity="error"),
    case("bleed-filled", drawn(b"0 1 0 0 k 60 %f 60 60 re f" % (TOP - 55)),
         drawn(b"0 1 0 0 k 60 %f 60 40 re f" % (TOP - 50)), severity="error"),
    case("bleed-filled", drawn(b"q 0 0 9 700 re W n Q 0 0 500 700 re W n 0 1 0 0 k 9 9 420 596 re f"),
         drawn(b"0 1 0 0 k 0 0 438 614 re f 9 9 420 596 re f"), severity="error"),
    case("text-near-edge", text(10, x=LEFT + AT_EDGE - 1), text(10, x=LEFT + AT_EDGE + 1), severity="warning"),
    case("text-near-edge", text(10, x=LEFT - 3), severity="error"),
    case("text-near-edge", text(10, x=RIGHT - 45), text(10, x=RIGHT - 60), severity="warning"),
    # ── fonts and text ──
    case("font-not-embedded", fonts(without_font_file), severity="error"),
    case("font-whole", rename_fonts(Name("/Whole")), severity="info"),
    case("font-type3", drawn_font, severity="warning"),
    case("font-courier", rename_fonts(Name("/ABCDEF+CourierNew")), severity="warning"),
    case("font-without-unicode", fonts(without_unicode), severity="info"),
    case("letter-missing", missing_letter, text(12), severity="error"),
    case("text-small", text(5.9), text(6), severity="warning"),
    case("text-small", text(3.9), severity="error"),
    case("text-fine", text(7.9, colour=b"0 1 1 0 k"), text(7.9, colour=b"0 1 0 0 k"), severity="warning"),
    case("text-fine", text(7.9, colour=b"0 0 0 0 k"), text(8, colour=b"0 0 0 0 k"), severity="warning"),
    # ── lines ──
    case("line-thin", line(0.24), line(0.25), severity="warning"),
    case("line-thin", line(0), severity="error"),
    case("line-thin", drawn(b"0 0 0 1 k 100 200 80 .2 re f"), drawn(b"0 0 0 1 k 100 200 80 .2499 re f"),
         severity="warning"),
    case("line-thin", drawn(b".5 0 0 .5 0 0 cm 0 0 0 1 K .4 w 200 400 m 300 400 l S"), severity="warning"),
    case("line-fine", line(0.4, b"0 1 1 0 K"), line(0.4, b"0 1 0 0 K"), severity="warning"),
    # ── colours ──
    case("colour-space", ink(b"1 0 0 rg"), ink(b"0 1 0 0 k"), severity="error"),
    case("colour-space", placed(24, picture(ColorSpace=Name.DeviceRGB)), placed(24, picture()), severity="error"),
    case("colour-space", text(12, colour=b"0 0 .5 rg"), severity="error"),
    case("ink-sum", ink(b"1 1 .5 .6 k"), ink(b"1 1 .5 .5 k"), severity="error"),
    case("text-black-rich", text(10, colour=b".4 .3 .3 1 k"), text(24, colour=b".4 .3 .3 1 k"), severity="warning"),
    case("separation-all", ink(b"/Cs cs 1 scn", separation("All")),
         drawn(b"/Cs cs 1 scn 0 0 5 5 re f", ColorSpace={"Cs": separation("All")}), severity="error"),
    case("spot-inks", ink(b"/Cs cs 1 scn", separation("Gold")), ink(b"/Cs cs 1 scn", separation("Black")),
         page=None, severity="error"),
    case("spot-names", (ink(b"/Cs cs 1 scn", separation("Gold 1")), ink(b"/Ct cs 1 scn"),
                        drawn(b"/Cu cs 1 scn 0 0 90 90 re f", ColorSpace={"Cu": separation("GOLD 1")})),
         page=None, also={"spot-inks", "resource-missing", "bleed-filled"}, severity="warning"),
    case("spot-names", ink(b"/Cs cs 1 scn", separation("black")), page=None, also={"spot-inks"}, severity="warning"),
    case("profile-embedded", (), without("OutputIntents"), printer="no-icc-cmyk", page=None, severity="error",
         also={"standard", "pdf-version", "bleed-at-spine"}),
    case("gradient-function", gradient(3), gradient(4), severity="error"),
    case("blending-space", page_group(Name.DeviceRGB), page_group(Name.DeviceCMYK), severity="error"),
    # ── overprint and transparency ──
    case("overprint-of-white", drawn(b"/Gs gs 0 0 0 0 k 100 200 60 40 re f", **OVERPRINT),
         drawn(b"/Gs gs 0 1 0 0 k 100 200 60 40 re f", **OVERPRINT), severity="error"),
    case("overprint-mode", drawn(b"/Gs gs 0 1 0 0 k 100 200 60 40 re f", ExtGState=state(op=True, OPM=0)),
         drawn(b"/Gs gs 0 1 0 0 k 100 200 60 40 re f", **OVERPRINT), severity="warning"),
    case("overprint-of-gray", drawn(b"/Gs gs .5 g 100 200 60 40 re f", **OVERPRINT),
         drawn(b"/Gs gs 0 0 0 .5 k 100 200 60 40 re f", **OVERPRINT), severity="warning"),
    case("black-knocks-out", (ink(b"0 1 0 0 k"), text(9, x=102, y=210)), text(9), severity="info"),
    case("transparency", drawn(b"/Gs gs 0 1 0 0 k 100 200 60 40 re f", ExtGState=state(ca=0.5)),
         drawn(b"/Gs gs 0 1 0 0 k 100 200 60 40 re f", ExtGState=state(ca=1)), printer="opaque", severity="error"),
    case("transparency", drawn(b"/Gs gs 0 1 0 0 k 100 200 60 40 re f", ExtGState=state(BM=Name.Multiply)),
         drawn(b"/Gs gs 0 1 0 0 k 100 200 60 40 re f", ExtGState=state(BM=Name.Normal)), printer="opaque",
         severity="error"),
    # ── pictures ──
    case("picture-resolution", placed(29.2, picture()), placed(28.8, picture()), severity="warning"),
    case("picture-resolution", placed(49, picture()), severity="error"),
    case("picture-resolution", drawn(b"50 0 0 50 100 200 cm /Fm Do", XObject={
        "Fm": form(b"q 1 0 0 1 0 0 cm BI /W 9 /H 9 /CS /CMYK /BPC 8 ID " + bytes(324) + b" EI Q")}), severity="error"),
    case("picture-bilevel", placed(20, picture(100, 100, ColorSpace=Name.DeviceGray, BitsPerComponent=1)),
         placed(6, picture(100, 100, ColorSpace=Name.DeviceGray, BitsPerComponent=1)), severity="error"),
    case("picture-surplus", placed(10, picture()), placed(12, picture()), severity="info"),
    case("picture-lzw", placed(24, picture(Filter=Name.LZWDecode)), severity="error"),
    case("picture-alternates", placed(24, picture(Alternates=Array([]))), severity="error"),
    case("opi", placed(24, picture(OPI=Dictionary())), severity="error"),
    case("postscript", drawn(b"/Ps Do", XObject={"Ps": postscript}), severity="error"),
    case("device-control", drawn(b"/Gs gs", ExtGState=state(TR=Dictionary(FunctionType=2, Domain=[0, 1], N=1))),
         drawn(b"/Gs gs", ExtGState=state(TR=Name.Identity)), severity="warning"),
    # ── annotations ──
    case("annotation-on-page", annotation("Link", [50, 50, 90, 90]), annotation("Link", [-50, -50, -9, -9]),
         severity="error"),
    case("annotation-printed", annotation("Stamp", [-90, -90, -50, -50], F=4, AP=Dictionary()),
         annotation("Stamp", [-90, -90, -50, -50], F=0, AP=Dictionary()), severity="warning"),
    # ── tags ──
    case("tags-language", without("Lang"), base=good_screen, printer="office", page=None, severity="error"),
    case("tags-marked", without("MarkInfo"), base=good_screen, printer="office", page=None, severity="error"),
    case("tags-structure", without("StructTreeRoot"), base=good_screen, printer="office", page=None, severity="error"),
    case("tags-title", xmp("dc:title", "dc:subject"), base=good_screen, printer="office", page=None, severity="error"),
    case("tags-alternative", without_alternative, base=good_screen, printer="office", severity="error"),
    case("tags-headings", skipped_heading, base=good_screen, printer="office", severity="error"),
    case("tags-content", open_marked_content, drawn(b"/Artifact BMC 0 g 100 200 60 40 re f EMC"), base=good_screen,
         printer="office", severity="error"),
    case("tags-tab-order", all_pages(without_tab_order), base=good_screen, printer="office",
         severity="error"),
    case("tags-link", every_link(without_contents), base=good_screen, printer="office", severity="error"),
    case("tags-unicode", fonts(without_unicode), base=good_screen, printer="office", severity="error",
         also={"font-without-unicode"}),
)  # fmt: skip

IN_OTHER_TESTS = {"plates", "ink-on-plates", "contrast"}


def printer_of(case):
    default = PRINTERS["default"]
    if case.printer == "no bleed at the spine":
        return default.model_copy(update={"rules": SPINE_RULES})
    if case.printer == "opaque":
        return default.model_copy(update={"rules": {"transparency": RuleSetting(severity="error", source="a test")}})
    return PRINTERS[case.printer]


BY_BYTES = {
    "file-encrypted": lambda base: changed(
        base, encryption=pikepdf.Encryption(owner="x", user="", R=4), deterministic_id=False
    ),
    "file-damaged": lambda base: plain(base).replace(b"startxref", b"startxxxx"),
    "file-unreadable": lambda _: b"This is a letter, and no PDF.",
    "rule-failed": lambda base: changed(base, garbled_profile, stream_decode_level=pikepdf.StreamDecodeLevel.none),
    "page-unreadable": lambda base: changed(base, garbled_page, stream_decode_level=pikepdf.StreamDecodeLevel.none),
    "pdf-version": lambda base: changed(base, force_version="1.7"),
    "file-id": lambda base: plain(base).replace(b"/ID [", b"/IX ["),
}


def spoilt(case):
    spoil = BY_BYTES.get(case.rule)
    return changed(case.base(), *case.fails) if spoil is None else spoil(case.base())


def name_of(case):
    return f"{case.rule}-{case.severity}"


def found(pdf, printer):
    """The gravest finding of each rule, on its first page."""
    return {finding.rule: finding for finding in preflight(pdf, printer, name="file.pdf").findings[::-1]}


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_file_with_a_fault_fails_its_rule_and_no_other(case):
    findings = found(spoilt(case), printer_of(case))
    quiet = {rule for rule, finding in findings.items() if finding.severity == "info"}

    assert case.rule in findings
    assert findings.keys() - quiet - case.also <= {case.rule}
    assert findings[case.rule].severity == case.severity
    assert findings[case.rule].page == case.page


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_file_without_that_fault_passes_the_rule(case):
    printer = printer_of(case)
    if case.rule in {"bleed-at-spine", "profile-embedded"}:
        assert case.rule not in found(changed(case.base(), *case.passes), printer)
        return

    assert case.rule not in found(case.base(), printer)
    assert case.rule not in found(changed(case.base(), *case.passes), printer)


def test_every_rule_has_its_case_and_no_case_is_for_a_rule_that_is_gone():
    rules = [rule.id for rule in RULES]

    assert {case.rule for case in CASES} | IN_OTHER_TESTS == set(rules)
    assert len(rules) == len(set(rules))


def test_every_rule_says_what_is_wrong_and_what_to_do_in_one_line():
    for rule in RULES:
        assert rule.message
        assert rule.hint
        assert not rule.message.endswith(".")
        assert not rule.hint.endswith(".")
        assert rule.message[0].islower() or rule.message.startswith(("the PDF", "the CropBox", "the MediaBox"))


def test_our_own_pages_pass_the_default_printer():
    report = preflight(good_press(), PRINTERS["default"], name="file.pdf")

    assert report.findings == ()


def test_a_finding_knows_where_what_and_how_much():
    finding = found(changed(good_press(), line(0.2)), PRINTERS["default"])["line-thin"]

    assert finding.page == 1
    assert finding.place == pytest.approx((32.1, 142.6, 35.3, 0.1), abs=0.1)
    assert (finding.object, finding.measured, finding.limit) == ("a line", "0.200 pt", "0.25 pt")


def test_the_text_at_fault_can_be_read_in_its_finding():
    finding = found(changed(good_press(), text(5)), PRINTERS["default"])["text-small"]

    assert finding.object == "“YYYY” in Own"


def test_equal_faults_of_a_page_are_one_finding_with_all_places():
    lines = b" ".join(b"100 %d m 200 %d l S" % (y, y) for y in range(200, 250, 10))
    finding = found(changed(good_press(), drawn(b"0 0 0 1 K .2 w " + lines)), PRINTERS["default"])["line-thin"]

    assert finding.object == "a line and 4 more"
    assert len(finding.others) == 4


def test_pages_that_are_turned_keep_their_places():
    turned = every_page(Rotate=90)
    finding = found(changed(good_press(), line(0.2), turned), PRINTERS["default"])["line-thin"]

    assert finding.place == pytest.approx((67.4, 32.1, 0.1, 35.3), abs=0.1)
