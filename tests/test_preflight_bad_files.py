"""Files that are broken, locked, endless or no PDF at all become findings, never an exception."""

import io
import logging
import subprocess
import zlib

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from booklet.preflight import load_printers, objects, preflight, walk
from booklet.problems import ExitCode
from booklet.sources import Sources
from tests.preflight_pdfs import ROOT, all_pages, changed, drawn, form, good_press, good_screen, own_font, plain, root

DEFAULT = load_printers(Sources(ROOT))["default"]
SIZES = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def report(pdf):
    return preflight(pdf, DEFAULT, name="file.pdf")


def rules(pdf):
    return {finding.rule for finding in report(pdf).findings}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.6\n", b"\0" * 500, b"PK\x03\x04 a spreadsheet", "məktub".encode()])
def test_what_is_no_pdf_is_one_error(content):
    found = report(content)

    assert [finding.rule for finding in found.findings] == ["file-unreadable"]
    assert found.exit_code == ExitCode.PREFLIGHT


def test_a_file_with_a_password_is_one_error(tmp_path):
    source, locked = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(good_press())
    subprocess.run(["qpdf", "--encrypt", "user", "owner", "256", "--", source, locked], check=True)
    found = report(locked.read_bytes())

    assert [finding.rule for finding in found.findings] == ["file-encrypted"]
    assert "password" in found.findings[0].measured
    assert found.exit_code == ExitCode.PREFLIGHT


@SIZES
@given(st.floats(0, 1))
def test_a_file_that_was_cut_short_is_told(share):
    whole = plain(good_press())
    cut = report(whole[: int(share * len(whole) * 0.98)])

    assert cut.of("error") + cut.of("warning")


@SIZES
@given(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=60), st.booleans())
def test_flipped_bytes_never_stop_the_preflight(flips, for_screen):
    content = bytearray(plain(good_screen() if for_screen else good_press()))
    for place, value in flips:
        content[int(place * len(content))] = value

    assert report(bytes(content)).name == "file.pdf"


@SIZES
@given(st.binary(max_size=400))
def test_any_bytes_can_be_a_page_s_content(content):
    assert "rule-failed" not in rules(changed(good_press(), drawn(content, raw=True)))


OPERATORS = ["q", "Q", "cm", "re", "m", "l", "W", "n", "f", "S", "BT", "ET", "Tf", "Tm", "Td", "Tj", "TJ", "'", '"',
             "gs", "cs", "scn", "k", "rg", "Do", "sh", "BI", "BDC", "EMC", "Tz", "Tr", "w", "d"]  # fmt: skip
OPERANDS = [
    "1",
    "-2.5",
    "0",
    "1e400",
    "nan",
    "inf",
    "/Name",
    "(a)",
    "<0041>",
    "[(a) 3 <00>]",
    "<</MCID 0>>",
    "[",
    ")",
    "true",
]
WORDS = st.lists(st.sampled_from(OPERATORS + OPERANDS), max_size=60)


@SIZES
@given(WORDS)
def test_operators_with_wrong_operands_never_stop_the_preflight(words):
    found = rules(changed(good_press(), drawn(" ".join(words).encode(), raw=True)))

    assert not found & {"rule-failed", "page-unreadable"}


ANYTHING = st.sampled_from(
    [Name.DeviceRGB, String("x"), 7, -1, 0.5, True, Array([]), Array([1, 2]), Dictionary(), Dictionary(S=Name.GoTo)]
)
PAGE_KEYS = [
    "MediaBox",
    "TrimBox",
    "BleedBox",
    "CropBox",
    "Rotate",
    "UserUnit",
    "Resources",
    "Contents",
    "Annots",
    "Group",
]
ROOT_KEYS = ["OutputIntents", "Metadata", "Lang", "MarkInfo", "StructTreeRoot", "Names", "AcroForm", "OpenAction", "AA",
             "OCProperties", "PageLabels", "ViewerPreferences"]  # fmt: skip


@pytest.mark.parametrize("key", PAGE_KEYS + ROOT_KEYS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=ANYTHING)
def test_a_key_may_hold_anything(key, value):
    def put(item):
        item[f"/{key}"] = value

    change = all_pages(put) if key in PAGE_KEYS else root(**{key: value})
    found = report(changed(good_screen(), change))

    assert not [finding for finding in found.findings if finding.rule == "rule-failed"]


def test_a_page_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(walk, "OPERATION_LIMIT", 1000)
    fork = form(b"/B Do /B Do", Resources=Dictionary())

    def branches(document):
        inner = fork(document)
        for _ in range(14):
            outer = fork(document)
            outer.Resources.XObject = Dictionary(B=inner)
            inner = outer
        drawn(b"/A Do", XObject={"A": inner})(document)

    assert "page-unreadable" in rules(changed(good_press(), branches))


def test_a_stream_that_would_fill_the_memory_is_given_up(monkeypatch):
    monkeypatch.setattr(objects, "STREAM_LIMIT_BYTES", 100_000)

    def swell(document):
        packed = document.make_stream(zlib.compress(b" " * 5_000_000), Filter=Name.FlateDecode)
        document.pages[0].obj.Contents = packed

    pdf = changed(good_press(), swell, stream_decode_level=pikepdf.StreamDecodeLevel.none)

    assert "page-unreadable" in rules(pdf)


def test_structure_that_bites_its_tail_ends():
    def bite(document):
        tree = document.Root.StructTreeRoot
        tree.K = Array([document.make_indirect(Dictionary(S=Name.Figure, K=tree))])

    assert "tags-alternative" in rules(changed(good_screen(), bite))


def test_messages_do_not_change_from_run_to_run():
    broken = plain(good_press()).replace(b"startxref", b"startxxxx")

    assert report(broken) == report(broken)
    assert "0x" not in str(report(broken))


def test_the_text_of_a_foreign_simple_font_is_read_and_measured():
    def helvetica(document):
        widths = [500] * 224
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=32, LastChar=255,
                          Widths=widths, Encoding=Name.WinAnsiEncoding)  # fmt: skip
        drawn(b"0 0 0 1 k BT /F 10 Tf 4 Tc 100 300 Td (ab\\051) ' ET", Font={"F": font})(document)

    found = {finding.rule: finding for finding in report(changed(good_press(), helvetica)).findings}

    assert found["font-not-embedded"].object == "the font Helvetica"
    assert found["font-not-embedded"].place[2] == pytest.approx((3 * 5 + 3 * 4) * 25.4 / 72, abs=0.02)


def test_a_map_in_the_file_says_which_code_lacks_its_letter():
    def remap(document):
        program = b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 begincidchar <0041> 0 endcidchar"
        font = document.pages[0].resources.Font[own_font(document)]
        font.Encoding = document.make_stream(program, Type=Name.CMap)
        drawn(b"0 0 0 1 k BT %s 12 Tf 100 200 Td <0041> Tj ET" % own_font(document).encode())(document)

    assert "letter-missing" in rules(changed(good_press(), remap))


def test_the_library_s_own_log_stays_silent(caplog):
    def odd(document):
        document.Root.Pages.Kids.append(7)

    with caplog.at_level(logging.ERROR):
        report(changed(good_press(), odd))

    assert caplog.records == []


def test_pages_are_read_once_from_memory_that_is_left_alone():
    content = good_press()
    before = bytes(content)
    report(content)

    assert content == before
    assert pikepdf.open(io.BytesIO(content)).pages
