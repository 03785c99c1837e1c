"""The finished files of the default editions, read back by other programs: boxes, fonts, inks, tags, links, codes."""

import io
import os
import re
import shutil
import subprocess
import sys

import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageMath
from pypdfium2 import raw

from booklet.build import path_of
from booklet.compose.qr import qr_code
from tests.editions import (
    BLEED_MM,
    BOOKLETS,
    CHECKOUT,
    EVENT,
    POINTS_PER_MM,
    POSTERS,
    SIZES_MM,
    default_editions,
    example_editions,
    letters,
    output_of,
)
from tests.page_objects import to_page

PLATES = ("Cyan", "Magenta", "Yellow", "Black")
INK_LIMIT = 300
PAGE_WITH_RULE, PAGE_WITHOUT_RULE = 4, 5
ROUNDING_PT = 0.01
QUIET_MODULES = 4
PIXELS_PER_MM = 300 / 25.4


@pytest.fixture(scope="session")
def editions():
    return default_editions()


@pytest.fixture(scope="session", params=[*BOOKLETS, *POSTERS])
def printed(request, editions):
    return editions[request.param]


@pytest.fixture(scope="session", params=BOOKLETS)
def booklet(request, editions):
    return editions[request.param]


@pytest.fixture
def press(printed, tmp_path):
    return saved(printed.press, tmp_path)


@pytest.fixture
def screen(printed, tmp_path):
    return saved(printed.screen, tmp_path)


def saved(pdf, folder):
    path = folder / "file.pdf"
    path.write_bytes(pdf)
    return str(path)


def size_of(printed):
    width, height = SIZES_MM[printed.edition.name.rpartition("/")[2]]
    return width * POINTS_PER_MM, height * POINTS_PER_MM


def test_the_default_editions_are_in_three_languages_and_on_both_paper_families(editions):
    assert sorted(editions) == sorted([*BOOKLETS, *POSTERS])


# ── pages and boxes ───────────────────────────────────────────────────────────────────────────────────────────────────


def boxes(path, pages):
    told = output_of("pdfinfo", "-box", "-f", "1", "-l", str(pages), path)
    found = re.findall(r"Page +\d+ (\w+)Box: +([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+)", told)
    count = int(re.search(r"Pages: +(\d+)", told)[1])
    return count, {
        name: {tuple(map(float, box)) for label, *box in found if label == name} for name in dict(found_names(found))
    }


def found_names(found):
    return [(row[0], None) for row in found]


def about(*points):
    return [pytest.approx(point, abs=ROUNDING_PT) for point in points]


def test_a_booklet_has_24_pages_and_a_poster_one(printed, press, screen):
    pages = 24 if printed.edition.product.id == "booklet" else 1

    assert [boxes(path, pages)[0] for path in (press, screen)] == [pages, pages]


def test_each_press_page_is_trimmed_to_its_format_and_bleeds_an_eighth_of_an_inch(printed, press):
    bleed, (width, height) = BLEED_MM * POINTS_PER_MM, size_of(printed)
    _, found = boxes(press, 24)
    (trim,), (media,) = found["Trim"], found["Media"]

    assert list(trim) == about(bleed, bleed, bleed + width, bleed + height)
    assert list(media) == about(0, 0, 2 * bleed + width, 2 * bleed + height)
    assert found["Bleed"] == found["Media"]


def test_each_screen_page_ends_at_the_trim(printed, screen):
    _, found = boxes(screen, 24)
    (media,) = found["Media"]

    assert list(media) == about(0, 0, *size_of(printed))


# ── fonts and syntax ──────────────────────────────────────────────────────────────────────────────────────────────────


def foreign_fonts(table):
    """Rows of pdffonts that are not embedded as a subset under a name of ours."""
    ours = re.compile(r"[A-Z]{6}\+Memorial-(Serif|Sans|Display)\S* .* yes yes yes +\d+ +\d+")
    rows = table.splitlines()[2:]
    assert rows
    return [row for row in rows if not ours.fullmatch(row)]


@pytest.mark.parametrize("delivery", ["press", "screen"])
def test_only_our_families_are_used_and_all_are_embedded(printed, delivery, request):
    path = request.getfixturevalue(delivery)

    assert foreign_fonts(output_of("pdffonts", path)) == []


@pytest.mark.parametrize(
    "row",
    [
        "ABCDEF+DejaVu-Sans                   CID Type 0C (OT)  Identity-H       yes yes yes     35  0",
        "ABCDEF+Memorial-Serif                CID Type 0C (OT)  Identity-H       no  yes yes     35  0",
    ],
)
def test_a_borrowed_font_and_one_left_out_are_seen(row):
    assert foreign_fonts(f"name\n----\n{row}") == [row]


@pytest.mark.parametrize("delivery", ["press", "screen"])
def test_qpdf_finds_nothing_to_repair(printed, delivery, request):
    path = request.getfixturevalue(delivery)

    assert "No syntax or stream encoding errors found" in output_of("qpdf", "--check", path)


# ── inks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def separations(path, folder, *options):
    """The four plates of each page; a line from Ghostscript is a fault."""
    target = folder / "plate-%02d.tif"
    told = output_of(
        "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", *options, "-o", str(target), path
    )
    assert told == ""
    numbers = sorted({file.name[:8] for file in folder.glob("plate-*(*).tif")})
    plates = [{name: picture_in(folder / f"{number}({name}).tif") for name in PLATES} for number in numbers]
    assert len(list(folder.glob("plate-*(*).tif"))) == len(PLATES) * len(plates)
    return plates


def picture_in(path):
    with Image.open(path) as picture:
        return picture.copy()


def darkest(plate):
    """The most ink on a plate, in per cent."""
    return 100 * (255 - plate.getextrema()[0]) / 255


def most_ink(plates):
    """The most ink that lies on one spot, all plates together, in per cent."""
    total = ImageMath.lambda_eval(lambda given: sum(255 - given[name] for name in PLATES), **plates)
    return 100 * total.getextrema()[1] / 255


def test_every_page_is_separated_without_a_complaint_and_within_the_ink_limit(printed, press, tmp_path):
    plates = separations(press, tmp_path, "-r50")

    assert len(plates) == (24 if printed.edition.product.id == "booklet" else 1)
    assert max(most_ink(page) for page in plates) <= INK_LIMIT + 0.5


def test_too_much_ink_on_one_spot_is_seen():
    plates = {name: Image.new("L", (3, 3), 255) for name in PLATES}
    for plate in plates.values():
        plate.putpixel((1, 1), 51)

    assert most_ink(plates) == pytest.approx(320)


def test_body_text_stands_on_the_black_plate_alone(booklet, tmp_path):
    pages = f"-sPageList={PAGE_WITH_RULE},{PAGE_WITHOUT_RULE}"
    with_rule, without = separations(saved(booklet.press, tmp_path), tmp_path, "-r100", pages)

    assert [darkest(without[name]) for name in PLATES[:3]] == [0, 0, 0]
    assert darkest(without["Black"]) > 90
    assert darkest(with_rule["Magenta"]) > 90


def text_inks(page):
    """Every colour in which a page shows text, as operands of its colour operator."""
    found, current, stack = set(), None, []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                stack.append(current)
            case "Q":
                current = stack.pop()
            case "scn" | "rg" | "k" | "g":
                current = tuple(float(value) for value in operands)
            case "Tj" | "TJ":
                found.add(current)
    return found


def test_letters_are_printed_in_black_alone_or_left_as_bare_paper(printed):
    with pikepdf.open(io.BytesIO(printed.press)) as pdf:
        inks = set().union(*(text_inks(page) for page in pdf.pages))

    assert {ink[:3] for ink in inks} == {(0, 0, 0)}


def test_letters_in_four_inks_would_be_seen():
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(b"q /DeviceCMYK cs .4 .3 .3 1 scn BT <00> Tj ET Q")

        assert text_inks(page) == {(0.4, 0.3, 0.3, 1)}


def unpacked(pdf):
    """All that a file says, nothing compressed."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        level, mode = pikepdf.StreamDecodeLevel.generalized, pikepdf.ObjectStreamMode.disable
        document.save(target, compress_streams=False, stream_decode_level=level, object_stream_mode=mode)
    return target.getvalue()


def test_press_knows_ink_alone_and_screen_light_alone(printed):
    press, screen = unpacked(printed.press), unpacked(printed.screen)

    assert (b"/DeviceCMYK" in press, b"/DeviceRGB" in press) == (True, False)
    assert (b"/DeviceCMYK" in screen, b"/OutputIntents" in screen) == (False, False)


# ── what a reader of the screen file meets ────────────────────────────────────────────────────────────────────────────


def test_every_screen_file_is_pdf_ua(printed, screen):
    report = page_validation.validate_pdf(screen, profile="ua1")

    assert report.failures == []


def test_a_press_file_has_no_links_tags_or_bookmarks(printed):
    press = unpacked(printed.press)

    assert [name for name in (b"/Annots", b"/StructTreeRoot", b"/Outlines", b"/MCID") if name in press] == []


def test_a_screen_file_names_its_language_title_and_pages(printed):
    reader = pypdf.PdfReader(io.BytesIO(printed.screen))
    labels = [str(number) for number in range(1, len(reader.pages) + 1)]

    assert reader.root_object["/Lang"] == printed.language
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.page_labels == labels


def test_a_screen_file_has_bookmarks(printed):
    reader = pypdf.PdfReader(io.BytesIO(printed.screen))

    assert len(reader.outline) >= (15 if printed.edition.product.id == "booklet" else 1)


def links(reader):
    for number, page in enumerate(reader.pages, start=1):
        for annotation in (item.get_object() for item in page.get("/Annots", [])):
            yield number, annotation


def target_page(reader, name):
    return reader.get_destination_page_number(reader.named_destinations[name]) + 1


def letters_in(pdf, page, rectangle, height):
    left, right = sorted((rectangle[0], rectangle[2]))
    top, bottom = sorted((height - rectangle[1], height - rectangle[3]))
    return "".join(
        letter.text
        for letter in letters(pdf)
        if letter.page == page
        and left <= (letter.left + letter.right) / 2 <= right
        and top <= letter.baseline <= bottom
    )


def test_every_note_mark_leads_to_the_note_of_its_number(booklet):
    reader = pypdf.PdfReader(io.BytesIO(booklet.screen))
    height = size_of(booklet)[1]
    marks = [(page, link) for page, link in links(reader) if str(link.get("/Dest", "")).startswith("note-")]
    shown = [(letters_in(booklet.screen, page, link["/Rect"], height), link["/Dest"]) for page, link in marks]

    assert len(shown) > 100
    assert [pair for pair in shown if f"note-{pair[0]}" != pair[1]] == []


def test_every_note_stands_where_its_links_lead(booklet):
    reader = pypdf.PdfReader(io.BytesIO(booklet.screen))
    left, height = 0, size_of(booklet)[1]
    for name in {str(link["/Dest"]) for _, link in links(reader) if "/Dest" in link}:
        place, page = reader.named_destinations[name], target_page(reader, name)
        if name.startswith("note-"):
            figures = (left, float(place["/Top"]), float(place["/Left"]) + 20, float(place["/Top"]) - 13)

            assert page in booklet.pages_of("notes")
            assert letters_in(booklet.screen, page, figures, height).startswith(name.removeprefix("note-"))
        else:
            assert page == booklet.pages_of(name)[0]


def test_links_out_of_a_screen_file_are_web_addresses(booklet):
    reader = pypdf.PdfReader(io.BytesIO(booklet.screen))
    addresses = [str(link["/A"]["/URI"]) for _, link in links(reader) if "/A" in link]

    assert len(addresses) > 50
    assert [address for address in addresses if not address.startswith(("https://", "http://"))] == []


# ── no clock, no place ────────────────────────────────────────────────────────────────────────────────────────────────


def test_files_carry_the_dates_of_the_edition(printed):
    day = printed.project.loaded.book.edition.edition_date
    readers = [pypdf.PdfReader(io.BytesIO(pdf)) for pdf in (printed.press, printed.screen)]

    assert {reader.metadata[key] for reader in readers for key in ("/CreationDate", "/ModDate")} == {
        f"D:{day:%Y%m%d}000000Z"
    }
    assert {reader.xmp_metadata.xmp_modify_date.date() for reader in readers} == {day}


def test_another_folder_another_zone_and_other_workers_give_the_same_bytes(editions, tmp_path):
    copy = tmp_path / "another folder"
    for part in ("booklet", "data", "templates", "translations"):
        shutil.copytree(CHECKOUT / part, copy / part)
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    environment |= {"TZ": "Asia/Kolkata", "LC_ALL": "C", "PYTHONHASHSEED": "20", "PYTHONPATH": str(copy)}
    command = [sys.executable, "-m", "booklet", "build", EVENT, "--jobs", "2"]
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
    files = {
        path_of(printed.edition, delivery): content
        for printed in editions.values()
        if printed.edition.format.family == "a"
        for delivery, content in printed.files.items()
    }
    made = {path.relative_to(copy).as_posix(): path.read_bytes() for path in copy.glob("out/**/*.pdf")}

    assert sorted(made) == sorted(files)
    assert [name for name in files if made[name] != files[name]] == []


# ── codes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def documents_with_codes(booklet):
    book = booklet.project.loaded.book
    (block,) = (block for block in book.sections["documents"].blocks if block.kind == "documents")
    addresses = [book.sources[document.source].url for document in book.documents if document.id in block.records]
    return [address for address in addresses if qr_code(address, size_mm=20)]


def squares(pdf, number):
    """Sides in millimetres of every square path of 10 mm or more on a page, with its place from the left and below."""
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[number - 1]
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)
    bounds = [to_page(item).on_rect(*item.get_bounds()) for item in paths]
    sides = [((right - left) / POINTS_PER_MM, (top - bottom) / POINTS_PER_MM) for left, bottom, right, top in bounds]
    return {
        tuple(round(edge / POINTS_PER_MM, 2) for edge in bound): min(width, height)
        for bound, (width, height) in zip(bounds, sides, strict=True)
        if width > 10 and abs(width - height) < 0.05
    }


def rendered(pdf, number):
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[number - 1]
    return page.render(scale=PIXELS_PER_MM / POINTS_PER_MM).to_pil().convert("L")


def codes(picture):
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)


def test_each_document_that_fits_a_code_has_one_that_can_be_read(booklet):
    (page,) = booklet.pages_of("documents")
    read = [code.text for code in codes(rendered(booklet.press, page))]

    assert sorted(read) == sorted(documents_with_codes(booklet))
    assert len(read) >= 3


def test_a_code_measures_20_mm_and_its_modules_four_tenths(booklet):
    (page,) = booklet.pages_of("documents")
    sides = list(squares(booklet.press, page).values())
    modules = [qr_code(address, size_mm=20).modules for address in documents_with_codes(booklet)]

    assert len(sides) == len(modules)
    assert min(sides) >= 20 - 0.01
    assert min(sides) / max(modules) >= 0.4


def is_quiet_around(picture, code, modules):
    """Whether four modules of bare paper lie round a code (ISO/IEC 18004)."""
    corners = [code.position.top_left, code.position.bottom_right]
    (left, top), (right, bottom) = ((corner.x, corner.y) for corner in corners)
    free = QUIET_MODULES * (right - left) / modules - 2
    wide = picture.crop((left - free, top - free, right + free, bottom + free))
    wide.paste(
        255, tuple(round(edge) for edge in (free - 2, free - 2, right - left + free + 2, bottom - top + free + 2))
    )
    return wide.getextrema()[0] > 250


def test_bare_paper_lies_round_each_code(booklet):
    (page,) = booklet.pages_of("documents")
    picture = rendered(booklet.press, page)
    modules = {address: qr_code(address, size_mm=20).modules for address in documents_with_codes(booklet)}

    assert [code.text for code in codes(picture) if not is_quiet_around(picture, code, modules[code.text])] == []


def test_a_speck_beside_a_code_is_seen(editions):
    booklet = editions["en/booklet-a5"]
    (page,) = booklet.pages_of("documents")
    picture = rendered(booklet.press, page)
    code = codes(picture)[0]
    picture.putpixel((code.position.top_left.x - 15, code.position.top_left.y + 40), 0)

    assert not is_quiet_around(picture, code, qr_code(code.text, size_mm=20).modules)


def test_the_poster_of_an_event_with_an_address_has_its_code():
    poster = example_editions()["en/poster-a2"]
    (code,) = codes(rendered(poster.press, 1))
    (side,) = squares(poster.press, 1).values()

    assert code.text == poster.edition.event.url
    assert side >= 40 - 0.01


@pytest.mark.parametrize("name", ["en/booklet-a5", "en/poster-a2"])
def test_an_example_is_marked_as_one_on_every_page(name):
    printed = example_editions()[name]
    mark = "Example: this event does not take place"
    document = pypdfium2.PdfDocument(io.BytesIO(printed.press))

    assert [n for n, page in enumerate(document, 1) if mark not in page.get_textpage().get_text_range()] == []
