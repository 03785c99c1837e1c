"""Two languages in one booklet: one from each cover, or on pages that face each other."""

import io
import math
from functools import cache
from xml.etree import ElementTree as Tree

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import raw

from booklet.build import Selection, path_of, read_selection
from booklet.model import Edition
from booklet.pipeline import make_edition
from booklet.press import tumbled
from booklet.problems import ContentError, PressError
from booklet.render import KEY, KeyedBox
from booklet.setting import Material
from booklet.setting.apart import marked_apart
from booklet.setting.facing import mark_rows, misplaced, set_facing
from booklet.sources import Sources
from tests.editions import CHECKOUT, letters, plain

TITLE_PT = 24
FOLIO_PT = 7.5
HALF_A_POINT = 0.5


@cache
def chosen(languages=("az+en",), products=("booklet", "booklet-tumble"), paper="a"):
    return read_selection(Sources(CHECKOUT), Selection(("example",), languages, products, paper))


@cache
def files(product, languages="az+en", paper="a"):
    project, editions = chosen((languages,), (product,), paper)
    return make_edition(project, editions[0]).files


def folders(editions):
    return [path_of(edition, "press") for edition in editions]


# ── which editions there are ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_pair_has_a_folder_of_its_own():
    assert folders(chosen()[1]) == [
        "out/example/az+en/booklet-a5.press.pdf",
        "out/example/az+en/booklet-tumble-a5.press.pdf",
    ]


def test_without_a_choice_the_pairs_of_the_event_are_made():
    made = {edition.folder for edition in chosen(())[1]}

    assert made == {"en", "az", "ru", "az+en", "ru+en", "az+ru"}


def test_a_tumble_booklet_is_made_for_pairs_alone():
    _, editions = chosen(("az", "en", "en+ru"), ("booklet-tumble",))

    assert [edition.folder for edition in editions] == ["en+ru"]


@pytest.mark.parametrize("pair", ["[en, en]", "[en, ru]"])
def test_a_pair_is_two_of_the_languages_of_the_event(world, pair):
    event = "data/events/vigil.yaml"
    world.replace(event, "languages: [en, az, ru]", f"languages: [en, az]\npairs: [{pair}]")

    with pytest.raises(ContentError, match="is not two of the event's languages"):
        world.project()


# ── one language from each cover ──────────────────────────────────────────────────────────────────────────────────────


def angles(pdf, number):
    """The turn of every letter of a page (from 1), in whole degrees."""
    page = pypdfium2.PdfDocument(pdf)[number - 1].get_textpage()
    count = raw.FPDFText_CountChars(page)
    drawn = [index for index in range(count) if raw.FPDFText_IsGenerated(page, index) != 1]
    return {round(math.degrees(raw.FPDFText_GetCharAngle(page, index))) % 360 for index in drawn}


def words(pdf, number):
    return plain(pypdfium2.PdfDocument(pdf)[number - 1].get_textpage().get_text_range())


def test_the_second_half_of_a_tumble_booklet_is_upside_down_from_the_back_cover():
    press, screen = files("booklet-tumble")["press"], files("booklet-tumble")["screen"]

    assert len(pypdfium2.PdfDocument(press)) == len(pypdfium2.PdfDocument(screen)) == 48
    assert [angles(press, number) for number in (1, 2, 47, 48)] == [{0}, {0}, {180}, {180}]
    assert "20january1990" in words(screen, 25)
    assert sorted(words(press, 47)) == sorted(words(screen, 26))


def test_a_turned_page_keeps_its_boxes_and_has_no_rotation():
    with pikepdf.open(io.BytesIO(files("booklet-tumble")["press"])) as document:
        first, last = document.pages[0], document.pages[-1]

        assert "/Rotate" not in last.obj
        assert [list(first.trimbox), list(first.mediabox)] == [list(last.trimbox), list(last.mediabox)]


def test_sheets_of_a_tumble_booklet_hold_both_covers_on_one_side():
    home = files("booklet-tumble")["home"]

    assert len(pypdfium2.PdfDocument(home)) == 24
    assert angles(home, 1) == {0, 180}


def test_a_page_with_a_pattern_is_not_turned():
    with pikepdf.open(io.BytesIO(files("booklet-tumble")["press"])) as document:
        document.pages[0].resources.Pattern = pikepdf.Dictionary(P1=pikepdf.Dictionary(Type=pikepdf.Name.Pattern))
        spoilt = io.BytesIO()
        document.save(spoilt)

    with pytest.raises(PressError, match="cannot be turned"):
        tumbled(spoilt.getvalue(), 25, name="spoilt")


@given(pages=st.integers(2, 9), data=st.data())
def test_every_page_of_a_tumble_booklet_is_kept_once(pages, data):
    first = data.draw(st.integers(1, pages))
    with pikepdf.new() as document:
        for number in range(pages):
            page = document.add_blank_page(page_size=(100 + number, 50))
            page.obj.Contents = document.make_stream(b"q Q\n")
        source = io.BytesIO()
        document.save(source)
    with pikepdf.open(io.BytesIO(tumbled(source.getvalue(), first, name="any"))) as document:
        widths = [int(page.mediabox[2]) - 100 for page in document.pages]

    assert widths == [*range(first - 1), *reversed(range(first - 1, pages))]


def languages_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {str(item.Lang) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/Lang" in item}


def inner_links(pdf):
    """Page and target page (from 1) of every link inside the file."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, start=1)}
    for number, page in enumerate(reader.pages, start=1):
        for annotation in page.get("/Annots", ()):
            target = annotation.get_object().get("/Dest")
            if target is not None:
                target = reader.named_destinations[target].page if isinstance(target, str) else target[0]
                yield number, numbers[target.idnum]


def test_screens_show_both_halves_one_after_the_other_with_their_names():
    screen = files("booklet-tumble")["screen"]
    reader = pypdf.PdfReader(io.BytesIO(screen))
    titles = [item.title for item in reader.outline]

    assert (reader.page_labels[0], reader.page_labels[-1]) == ("az 1", "en 24")
    assert titles.index("Nə baş verdi") < titles.index("What happened")
    assert {"az", "en"} <= languages_of(screen)


def test_links_stay_in_their_half():
    links = list(inner_links(files("booklet-tumble")["screen"]))

    assert len(links) > 200
    assert [link for link in links if (link[0] > 24) != (link[1] > 24)] == []


def test_each_cover_says_in_the_other_language_that_it_reads_from_the_other_side():
    screen = files("booklet-tumble")["screen"]

    assert plain("In English: turn the booklet over") in words(screen, 1)
    assert plain("Azərbaycanca: kitabçanı çevirin") in words(screen, 25)


# ── facing pages ──────────────────────────────────────────────────────────────────────────────────────────────────────


def titles(pdf):
    """Page, title and its first baseline, of every section that opens on a page with its title in display type."""
    found = {}
    for letter in letters(pdf):
        if abs(letter.size - TITLE_PT) < 0.1 and letter.font.startswith("Memorial-Display"):
            found.setdefault(letter.page, letter.baseline)
    return found


def test_a_title_stands_beside_its_translation():
    found = titles(files("booklet")["screen"])
    left = {page: baseline for page, baseline in found.items() if page % 2 == 0}

    assert len(left) > 10
    assert {page: found.get(page + 1, 0) - baseline for page, baseline in left.items()} == pytest.approx(
        dict.fromkeys(left, 0), abs=HALF_A_POINT
    )


def note_figures(pdf, page):
    """Baselines of the bold figures before the notes of a page."""
    return [
        letter.baseline
        for letter in letters(pdf)
        if letter.page == page and letter.text.isdigit() and letter.font.endswith("Semi-Bold") and letter.size == 7.5
    ]


def test_each_note_stands_beside_its_translation():
    screen = files("booklet")["screen"]
    first = next(page for page in range(30, 44, 2) if plain("Qeydlər və mənbələr") in words(screen, page))

    assert len(note_figures(screen, first)) > 20
    assert note_figures(screen, first) == pytest.approx(note_figures(screen, first + 1), abs=HALF_A_POINT)


def test_left_pages_are_of_the_first_language_and_right_pages_of_the_second():
    screen = files("booklet")["screen"]

    assert plain("Bu kitabça haqqında") in words(screen, 2)
    assert plain("About this booklet") in words(screen, 3)
    assert {"az", "en"} <= languages_of(screen)


def test_links_stay_on_their_side():
    links = list(inner_links(files("booklet")["screen"]))

    assert len(links) > 200
    assert [link for link in links if (link[0] - link[1]) % 2] == []


def test_folios_count_the_pages_of_the_book():
    screen = files("booklet")["screen"]
    total = len(pypdfium2.PdfDocument(screen))
    lowest = {}
    for letter in letters(screen):
        if letter.text.isdigit() and abs(letter.size - FOLIO_PT) < 0.1 and letter.baseline > 190 / 25.4 * 72:
            lowest[letter.page] = lowest.get(letter.page, "") + letter.text

    assert total % 4 == 0
    assert len(lowest) > total - 6
    assert lowest == {page: str(page) for page in lowest}


def short_booklet(multiple):
    """How many pages a facing booklet of three sections has whose pages must divide by ``multiple``."""
    project, editions = chosen()
    material = Material(project.loaded.book, project.words, project.sources, project.templates)
    plan = tuple(entry for entry in editions[0].product.sections if entry.section in {"cover", "imprint", "back"})
    product = editions[0].product.model_copy(update={"sections": plan, "multiple": multiple})
    made = set_facing(material, editions[0].model_copy(update={"product": product}))
    return len(made.laid.document.pages)


def test_a_spare_spread_makes_the_number_of_pages_come_out_even():
    assert (short_booklet(4), short_booklet(6)) == (4, 6)


def test_a_number_of_pages_that_no_spare_spread_makes_even_is_told():
    with pytest.raises(ContentError, match="no multiple of 1000"):
        short_booklet(1000)


def section(*inner):
    body = "".join(inner)
    return Tree.fromstring(f'<html><body><section data-section="night">{body}</section></body></html>')


def test_rows_are_the_smallest_pieces_and_tables_are_put_into_blocks():
    root = section(
        '<div data-block="list"><p data-block="one">1</p><p data-block="two">2</p></div>',
        '<table data-block="graves"><tr><td>3</td></tr></table>after',
    )

    mark_rows(root, {"night.one": 10.0, "night.graves": 5.0}, 200.0)

    assert [item.get(KEY) for item in root.iter() if item.get(KEY)] == ["night.one", "night.two", "night.graves"]
    assert "min-height: 20.0200mm" in root.find(".//p").get("style")
    assert [item.tag for item in root.find(".//div[@class='row']")] == ["table"]
    assert root.find(".//div[@class='row']").tail == "after"


def test_a_row_that_is_not_beside_its_translation_is_told():
    edition = chosen()[1][0]
    left = {"night.one": KeyedBox(3, "night.one", 10, 20, 80, 5), "night.two": KeyedBox(3, "night.two", 10, 30, 80, 5)}
    right = {"night.one": KeyedBox(2, "night.one", 10, 20, 80, 5), "night.two": KeyedBox(2, "night.two", 10, 31, 80, 5)}

    assert [problem.message for problem in misplaced(edition, [left, right])] == [
        "night.two does not stand beside its translation"
    ]


def test_the_second_language_has_anchors_of_its_own():
    root = section('<p id="note-1"><a href="#note-2">2</a><a href="https://example.org/#x">x</a></p>')

    marked_apart("ru")(root)

    assert root.find("body").get("lang") == "ru"
    assert [item.get("href") for item in root.iter("a")] == ["#ru-note-2", "https://example.org/#x"]
    assert root.find(".//p").get("id") == "ru-note-1"


def test_an_edition_names_both_languages():
    edition = chosen()[1][0]

    assert isinstance(edition, Edition)
    assert (edition.folder, edition.languages, edition.name) == ("az+en", ("az", "en"), "example/az+en/booklet-a5")
