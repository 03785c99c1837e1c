"""What a preflight says: on the terminal, to programs, on its page; the printers it knows; and what plates show."""

import base64
import colorsys
import io
import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from booklet import templating
from booklet.model.printers import Printer
from booklet.preflight import (
    RULES,
    load_printers,
    plates,
    preflight,
    printer_named,
    report_html,
    report_json,
    report_text,
)
from booklet.preflight.contrast import ratio
from booklet.problems import ContentError, ExitCode
from booklet.sources import Sources
from tests.preflight_pdfs import BOTTOM, LEFT, ROOT, changed, drawn, good_press, text

SOURCES = Sources(ROOT)
PRINTERS = load_printers(SOURCES)
DEFAULT = PRINTERS["default"]
PATH = "data/printers.yaml"
NAMES = {"default", "office", "x4-coated-fogra39", "x4-uncoated", "x4-gracol", "srgb-pod", "no-icc-cmyk"}
MM = 72 / 25.4


def report(*changes, printer="default", with_plates=False):
    pdf = changed(good_press(), *changes)
    return preflight(pdf, PRINTERS[printer], name="file.pdf", printer_name=printer, plates=with_plates)


def rules(found):
    return {finding.rule for finding in found.findings if finding.severity != "info"}


# ── printers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_printer_is_there_and_complete():
    assert PRINTERS.keys() == NAMES
    for printer in PRINTERS.values():
        assert printer.standard is not None


def test_every_limit_has_its_source():
    answers = [
        answer
        for printer in PRINTERS.values()
        for answer in (printer.standard, printer.conditions, printer.colour_spaces, *printer.rules.values(),
                       *(value for _, value in printer.limits))
        if answer is not None
    ]  # fmt: skip

    assert len(answers) > 100
    assert all(len(answer.source) > 10 for answer in answers)


def test_a_printer_takes_over_what_it_does_not_say():
    uncoated = PRINTERS["x4-uncoated"]

    assert uncoated.limits.bleed_mm == DEFAULT.limits.bleed_mm
    assert uncoated.limits.ink_percent.error == 280
    assert PRINTERS["office"].limits.bleed_mm is None
    assert PRINTERS["office"].conditions is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("separation-all:", "separation-everything:", "there is no rule separation-everything"),
        (
            "like: default\n    conditions: {allow: [FOGRA39]",
            "like: nobody\n    conditions: {allow: [FOGRA39]",
            "nobody",
        ),
        ("bleed_mm: {warning: 3, error: 2,", "bleed_millimetres: {warning: 3, error: 2,", "bleed_millimetres"),
        ("pages_multiple: {error: 4, source", "pages_multiple: {error: four, source", "four"),
        ("  default:\n", "  usual:\n", "default"),
    ],
)
def test_a_mistake_in_the_printers_is_told_with_its_line(world, old, new, message):
    before = SOURCES.text(PATH)
    assert old in before
    world.write(PATH, before.replace(old, new, 1))

    with pytest.raises(ContentError) as caught:
        load_printers(world.sources)
    assert message in str(caught.value)
    assert re.match(rf"{PATH}:\d+: error: ", str(caught.value))


def test_a_printer_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(ContentError, match="there is no printer brother") as caught:
        printer_named(PRINTERS, "brother")
    assert "x4-gracol" in str(caught.value)


def test_the_same_page_is_judged_by_each_printer_s_own_limits():
    dark = drawn(b".8 .7 .7 .9 k 100 200 60 40 re f")

    assert "ink-sum" in rules(report(dark))
    assert "ink-sum" not in rules(report(dark, printer="x4-coated-fogra39"))
    assert "colour-space" in rules(report(printer="srgb-pod"))
    assert {"pdf-version", "profile-embedded", "standard"} <= rules(report(printer="no-icc-cmyk"))
    assert "output-condition" in rules(report(printer="x4-uncoated"))
    assert rules(report(printer="office")) == set()


def test_a_rule_that_a_printer_switched_off_is_silent():
    page = drawn(b"/Cs cs 1 scn 100 200 60 40 re f", ColorSpace={"Cs": lambda _: all_plates()})

    assert "separation-all" in rules(report(page))
    assert "separation-all" not in rules(report(page, printer="office"))


def all_plates():
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, function])


def test_an_empty_printer_asks_for_nothing():
    found = preflight(good_press(), Printer(title="Nobody"), name="file.pdf")

    assert [finding.rule for finding in found.of("error")] == ["standard"]


# ── reports ───────────────────────────────────────────────────────────────────────────────────────────────────────────

FAULTS = (drawn(b"0 0 0 1 K .2 w 100 200 m 200 200 l S"), drawn(b"1 0 0 rg 100 300 60 40 re f"))


def test_warnings_alone_are_no_failure():
    assert report(FAULTS[0]).exit_code == ExitCode.DONE
    assert report(FAULTS[1]).exit_code == ExitCode.PREFLIGHT
    assert report().exit_code == ExitCode.DONE


def test_the_terminal_gets_every_finding_the_gravest_last():
    lines = report_text(report(*FAULTS)).splitlines()

    assert [line.split(": ")[2] for line in lines[:-1:2]] == ["warning", "error"]
    assert lines[1] == "  hint: make it thicker"
    assert "page 1, 32 mm from the left, 143 mm from the top" in lines[0]
    assert lines[-1] == "file.pdf: 1 error and 1 warning for default (8 pages, without plates)"


def test_what_is_the_same_on_many_pages_is_told_once():
    lines = report_text(report(printer="x4-gracol")).splitlines()
    narrow = report_text(report(bleed_of_two_and_a_half)).splitlines()

    assert len(lines) == 3
    assert narrow[0].startswith("file.pdf: pages 1–3, 5–8: warning: the bleed is too narrow — 2.50 mm (wanted: 3 mm)")


def bleed_of_two_and_a_half(document):
    for number, page in enumerate(document.pages, start=1):
        if number != 4:
            edge = LEFT - 2.5 * MM
            page.obj.BleedBox = Array([edge, edge, *(float(side) - edge for side in page.mediabox[2:])])


def test_notes_are_told_when_asked_for():
    found = report(drawn(b"0 1 0 0 k 100 200 60 40 re f"), text(9, x=102, y=210))

    assert "black-knocks-out" not in report_text(found)
    assert "black-knocks-out" in report_text(found, with_info=True)


def test_problems_are_errors_and_warnings_of_the_file():
    problems = report(*FAULTS).problems

    assert [(problem.path, problem.severity) for problem in problems] == [
        ("file.pdf", "error"),
        ("file.pdf", "warning"),
    ]
    assert problems[0].message.startswith("page 1: the printer does not take this kind of colour: an area — DeviceRGB")


def test_programs_get_every_field():
    values = json.loads(report_json(report(*FAULTS)))

    assert (values["name"], values["printer"], values["errors"], values["warnings"]) == ("file.pdf", "default", 1, 1)
    assert values["pages"][0] == {"width_mm": 148.0, "height_mm": 210.0}
    assert values["findings"][0]["rule"] == "colour-space"
    assert values["findings"][0]["place"] == pytest.approx([32.1, 93.2, 21.2, 14.1], abs=0.1)


class Page(HTMLParser):
    """The parts of a report that a reader sees, and every address in it."""

    def __init__(self, html):
        super().__init__()
        self.opened, self.spots, self.addresses, self.pictures = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.opened.append(tag)
        self.addresses += [values[key] for key in ("src", "href") if key in values]
        if tag == "img":
            self.pictures.append(values)
        if "spot" in values.get("class", "").split():
            numbers = dict(re.findall(r"(left|top|width|height): ([\d.]+)%", values["style"]))
            self.spots.append({key: float(value) for key, value in numbers.items()})


def page_of(pdf, found):
    return report_html(found, pdf, templating.environment(SOURCES))


def test_the_page_needs_nothing_from_elsewhere():
    pdf = changed(good_press(), *FAULTS)
    html = page_of(pdf, report(*FAULTS))
    page = Page(html)

    assert all(address.startswith("data:image/png;base64,") for address in page.addresses)
    assert not re.search(r"url\(|@import|<script|https?:", html)
    assert all(picture["alt"] for picture in page.pictures)
    assert len(page.pictures) == 1


def test_a_spot_lies_on_what_it_means():
    red = drawn(b"1 0 0 rg 100 300 60 40 re f")
    pdf = changed(good_press(), red)
    page = Page(page_of(pdf, report(red)))
    picture = drawn_picture(page)
    (spot,) = page.spots
    box = [
        spot["left"] * picture.width / 100, spot["top"] * picture.height / 100,
        (spot["left"] + spot["width"]) * picture.width / 100, (spot["top"] + spot["height"]) * picture.height / 100,
    ]  # fmt: skip

    assert box == pytest.approx(red_box(picture), abs=1.5)


def test_labels_of_one_place_stand_beside_each_other():
    found = report(drawn(b"1 1 1 1 k 100 200 60 40 re f"), drawn(b"0 0 0 1 k 250 400 9 .02 re f"), with_plates=True)
    page = report_html(found, changed(good_press()), templating.environment(SOURCES))

    assert re.findall(r"--step: (\d)", page) == ["0", "0", "1"]


def test_a_spot_that_is_a_centimetre_off_would_be_noticed():
    red = drawn(b"1 0 0 rg 100 300 60 40 re f")
    found = report(red)
    x, y, width, height = found.findings[0].place
    moved = replace(found, findings=(replace(found.findings[0], place=(x + 10, y, width, height)),))
    page = Page(page_of(changed(good_press(), red), moved))
    picture = drawn_picture(page)

    assert page.spots[0]["left"] * picture.width / 100 != pytest.approx(red_box(picture)[0], abs=1.5)


def drawn_picture(page):
    encoded = page.pictures[0]["src"].partition(",")[2]
    return Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB")


def red_box(picture):
    red, green, _ = picture.split()
    return ImageChops.subtract(red, green).point(lambda value: 255 if value > 100 else 0).getbbox()


def test_texts_of_the_file_are_escaped_on_the_page():
    pdf = changed(good_press(), drawn(b"/#3Cb#3E&x Do"))
    html = page_of(pdf, preflight(pdf, DEFAULT, name="<i>.pdf"))

    assert "&lt;i&gt;.pdf" in html
    assert "&lt;b&gt;&amp;x" in html
    assert "<b>&" not in html


@pytest.mark.parametrize("content", [b"no PDF", b""])
def test_a_file_that_cannot_be_drawn_has_its_page_too(content):
    html = page_of(content, preflight(content, DEFAULT, name="file.pdf"))

    assert "the file cannot be read" in html
    assert Page(html).pictures == []


def test_the_page_is_the_same_each_time():
    pdf = changed(good_press(), *FAULTS)

    assert page_of(pdf, report(*FAULTS)) == page_of(pdf, report(*FAULTS))


def test_colours_of_the_page_can_be_read():
    style = SOURCES.text("templates/preflight/report.css")
    colours = {
        name: hsl(*map(float, numbers)) for name, *numbers in re.findall(r"--(\w+): hsl\((\d+) (\d+)% (\d+)%\)", style)
    }

    assert colours.keys() >= {"paper", "ground", "ink", "quiet", "error", "warning", "info"}
    for name in ("ink", "quiet", "error", "warning", "info"):
        assert ratio(colours[name], colours["paper"]) >= 4.5


def hsl(hue, saturation, lightness):
    return colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)


# ── plates ────────────────────────────────────────────────────────────────────────────────────────────────────────────

MULTIPLIED = drawn(
    b"1 1 0 0 k 100 200 60 40 re f /Gs gs 0 0 1 1 k 100 200 60 40 re f",
    ExtGState={"Gs": Dictionary(BM=Name.Multiply)},
)


def test_ink_that_adds_up_on_the_plates_is_found_where_it_is():
    found = [finding for finding in report(MULTIPLIED, with_plates=True).findings if finding.rule == "ink-on-plates"]

    assert "ink-sum" not in rules(report(MULTIPLIED))
    assert len(found) == 1
    assert found[0].measured.startswith("400 %")
    x, y = found[0].place[0], found[0].place[1]
    assert (100 - LEFT) / MM - 3 <= x <= (160 - LEFT) / MM
    assert 210 - (240 - BOTTOM) / MM - 3 <= y <= 210 - (200 - BOTTOM) / MM


def test_ink_just_within_the_limit_passes_on_the_plates():
    assert rules(report(drawn(b"1 1 1 0 k 100 200 60 40 re f"), with_plates=True)) == set()


def test_plates_hold_the_inks_as_they_were_named():
    found = plates.render_plates(changed(good_press(), drawn(b".2 .4 .6 .8 k 0 0 500 700 re f")), longest_side_pt=620)
    first = found.pages[0]

    assert len(found.pages) == 8
    assert [plate[len(plate) // 2] / 2.55 for plate in first.plates] == pytest.approx([20, 40, 60, 80], abs=1)


@pytest.mark.parametrize(
    ("colour", "ground", "is_told"),
    [
        (b"0 0 0 .3 k", b"0 0 0 0 k", True),
        (b"0 0 0 .8 k", b"0 0 0 0 k", False),
        (b"0 0 0 0 k", b"0 0 .2 0 k", True),
        (b"0 0 0 0 k", b"0 0 0 1 k", False),
        (b"0 1 1 0 k", b"0 0 0 1 k", True),
    ],
)
def test_text_that_hardly_stands_out_is_found(colour, ground, is_told):
    area = drawn(ground + b" 100 270 90 60 re f")
    found = report(area, text(12, colour=colour), with_plates=True)

    assert ("contrast" in rules(found)) == is_told


# A black area that is cut off at the height given, so that the text at 300 stands on black and white begins there.
CUT = b"100 270 90 %d re W n 0 0 0 1 k 100 270 90 60 re f"


@pytest.mark.parametrize("height", [20, 29, 33, 60])
def test_what_a_clip_cuts_off_is_no_ground_of_a_text(height):
    assert "contrast" not in rules(report(text(12, colour=b"0 0 0 0 k", state=CUT % height), with_plates=True))


@pytest.mark.parametrize("height", [33, 60])
def test_text_that_hardly_stands_out_within_its_clip_is_found(height):
    assert "contrast" in rules(report(text(12, colour=b"0 0 0 .8 k", state=CUT % height), with_plates=True))


@pytest.mark.parametrize(("colour", "is_told"), [(b"0 0 0 0 k", False), (b"0 0 0 .8 k", True)])
@pytest.mark.parametrize("cover", [b"0 0 0 0 k 110 280 22 40 re f", b"0 0 0 0 K 4 w 100 309 m 190 309 l S"])
def test_what_is_laid_over_a_text_later_is_not_its_ground(cover, colour, is_told):
    area = drawn(b"0 0 0 1 k 100 270 90 60 re f")
    found = report(area, text(12, colour=colour), drawn(cover), with_plates=True)

    assert ("contrast" in rules(found)) == is_told


def test_letters_of_another_line_are_no_ground():
    area = drawn(b"0 0 0 1 k 60 100 250 500 re f")
    cut = text(60, colour=b"0 0 0 0 k", state=b"60 100 250 195 re W n")
    below = text(60, colour=b"0 0 0 0 k", y=262)

    assert "contrast" not in rules(report(area, cut, below, with_plates=True))


def test_text_that_is_covered_whole_is_not_judged():
    cover = drawn(b"0 0 0 0 k 100 270 90 60 re f")

    assert "contrast" not in rules(report(text(12, colour=b"0 0 0 .1 k"), cover, with_plates=True))


def test_large_text_needs_less_contrast():
    assert "contrast" in rules(report(text(12, colour=b"0 0 0 .5 k"), with_plates=True))
    assert "contrast" not in rules(report(text(30, colour=b"0 0 0 .5 k"), with_plates=True))


def test_a_missing_program_is_told(monkeypatch):
    monkeypatch.setattr(plates, "PROGRAM", "pdftoppm-is-not-here")
    found = report(with_plates=True)

    assert [finding.rule for finding in found.findings] == ["plates"]
    assert found.exit_code == ExitCode.DONE


def test_the_program_for_plates_is_installed():
    assert shutil.which(plates.PROGRAM)


def test_rules_without_plates_are_told_apart():
    assert {rule.id for rule in RULES if rule.group == "plates"} == {"plates", "ink-on-plates", "contrast"}
