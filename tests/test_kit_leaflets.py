"""Leaflet, tri-fold, invitation and signs: what stands on them, how they fold, and how an office printer turns them."""

import io
import re
from functools import cache

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from booklet.build import Selection, read_selection
from booklet.model import LANGUAGES
from booklet.pipeline import make_edition
from booklet.problems import ContentError
from booklet.sources import Sources
from tests.editions import CHECKOUT, POINTS_PER_MM, letters, plain

PRODUCTS = ("leaflet", "trifold", "invitation", "signs")
FOLDED = ("leaflet", "trifold")
NARROWER_MM = 2
CLEAR_MM = 4
SPARE_MM = 5
ENVELOPES_MM = {"a6": (162, 114), "5x7": (184.15, 133.35)}
ROWS_ON_A_SIGN = 10


@cache
def planned(event, paper):
    """The project, and its editions by ``language/product``."""
    project, found = read_selection(Sources(CHECKOUT), Selection((event,), LANGUAGES, (), paper))
    return project, {f"{edition.language}/{edition.product.id}": edition for edition in found}


@cache
def made(name, delivery="screen", paper="a"):
    """One file of an edition of the example."""
    project, editions = planned("example", paper)
    return make_edition(project, editions[name], {delivery}).files[delivery]


def changed(name, delivery="screen", **fields):
    """One file of an edition whose event has other fields."""
    project, editions = planned("example", "a")
    edition = editions[name]
    edition = edition.model_copy(update={"event": edition.event.model_copy(update=fields)})
    return make_edition(project, edition, {delivery}).files[delivery]


def text_of(screen, page):
    return plain("".join(letter.text for letter in letters(screen) if letter.page == page))


def words_of(name, key):
    project, editions = planned("example", "a")
    text = project.words[editions[name].language].content[key]
    return [plain(part) for part in re.split(r"\{[^}]*\}|\*", text) if plain(part)]


def size_mm(name, paper):
    _, editions = planned("example", paper)
    return editions[name].format.width_mm, editions[name].format.height_mm


def folds_mm(product, width):
    """Where the outside folds, from the left; the flap that goes inside is narrower."""
    if product == "leaflet":
        return [width / 2]
    leaf = (width + NARROWER_MM) / 3
    return [leaf - NARROWER_MM, 2 * leaf - NARROWER_MM]


# ── how they fold ─────────────────────────────────────────────────────────────────────────────────────────────────────


def letters_on_folds(pdf, product, width):
    """Letters that stand nearer than 4 mm to a fold; the inside folds as the outside does, seen from behind."""
    outside = folds_mm(product, width)
    folds = {1: outside, 2: [width - fold for fold in outside]}
    return [
        letter.text
        for letter in letters(pdf)
        for fold in folds[letter.page]
        if letter.text.strip()
        and letter.left < (fold + CLEAR_MM) * POINTS_PER_MM
        and letter.right > (fold - CLEAR_MM) * POINTS_PER_MM
    ]


@pytest.mark.parametrize(("language", "paper"), [("en", "a"), ("az", "a"), ("ru", "a"), ("ru", "us")])
@pytest.mark.parametrize("product", FOLDED)
def test_no_letter_stands_on_a_fold(product, language, paper):
    name = f"{language}/{product}"

    assert letters_on_folds(made(name, paper=paper), product, size_mm(name, paper)[0]) == []


def test_a_letter_on_a_fold_is_seen():
    name = "en/leaflet"

    assert letters_on_folds(made(name), "trifold", size_mm(name, "a")[0])


@pytest.mark.parametrize("width", [297, 279.4])
def test_the_leaf_that_is_folded_in_is_the_narrowest(width):
    first, second = folds_mm("trifold", width)
    flap, back, front = first, second - first, width - second

    assert front == pytest.approx(back)
    assert front - flap == pytest.approx(NARROWER_MM)


def ground_left_mm(pdf):
    """Where the black ground of the outside begins, in the middle of its height."""
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    picture = page.render(scale=2 / POINTS_PER_MM * 2).to_pil().convert("L")
    row = [picture.getpixel((x, 4)) for x in range(picture.width)]
    return row.index(min(row)) / 4


@pytest.mark.parametrize("paper", ["a", "us"])
@pytest.mark.parametrize("product", FOLDED)
def test_the_black_front_begins_at_the_fold(product, paper):
    name = f"en/{product}"

    assert ground_left_mm(made(name, paper=paper)) == pytest.approx(
        folds_mm(product, size_mm(name, paper)[0])[-1], abs=0.3
    )


# ── what they say ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_story_has_about_120_words():
    project, _ = planned("example", "a")
    texts = [project.words["en"].content[f"leaflet.{block}"] for block in ("decree", "night", "counts")]

    assert 110 <= sum(len(text.split()) for text in texts) <= 130


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("product", FOLDED)
@pytest.mark.parametrize("block", ["week-before", "grounds", "soldiers", "disagreement"])
def test_the_context_and_the_disagreement_are_never_left_out(product, language, block):
    name = f"{language}/{product}"
    printed = text_of(made(name), 1) + text_of(made(name), 2)

    assert [part for part in words_of(name, f"leaflet.{block}") if part not in printed] == []


@pytest.mark.parametrize("product", FOLDED)
def test_six_readings_stand_with_their_owners(product):
    project, _ = planned("example", "a")
    section = project.loaded.book.sections["leaflet"]
    readings = [project.loaded.book.readings[name] for name in section.block("readings").readings]
    printed = text_of(made(f"en/{product}"), 2)

    assert len({reading.value for reading in readings}) == 6
    assert [r.id for r in readings if plain(f"{r.value}{r.claimant}") not in printed] == []


@pytest.mark.parametrize("name", ["en/leaflet", "az/trifold", "ru/invitation"])
def test_the_event_stands_on_the_product_with_a_code_that_can_be_read(name):
    _, editions = planned("example", "a")
    event, language = editions[name].event, editions[name].language
    printed = text_of(made(name), 1) + text_of(made(name), 2)
    pages = pypdfium2.PdfDocument(io.BytesIO(made(name, "press")))
    codes = {code.text for page in pages for code in zxingcpp.read_barcodes(page.render(scale=4).to_pil())}

    assert [f for f in ("title", "venue", "host") if plain(event.text(f, language)) not in printed] == []
    assert event.url in codes


@pytest.mark.parametrize("product", PRODUCTS)
def test_an_example_is_marked_on_every_side_but_the_inside_of_a_card(product):
    mark = plain("Example: this event does not take place")
    screen = made(f"en/{product}")
    pages = [page for page in range(1, 5 if product == "signs" else 3) if mark in text_of(screen, page)]

    assert pages == {"signs": [1, 2, 3, 4], "invitation": [1]}.get(product, [1, 2])


@pytest.mark.parametrize(("product", "page"), [("leaflet", 1), ("trifold", 1), ("invitation", 2)])
def test_an_event_without_facts_leaves_lines_to_fill_in(product, page):
    known = ("date", "start", "title", "venue", "address", "city", "country", "host", "logo", "contact", "url")
    printed = text_of(changed(f"en/{product}", year=2027, **dict.fromkeys(known)), page)

    assert plain("12:00 Baku time =") + plain("Host") in printed
    assert plain("local time") not in printed


@pytest.mark.parametrize("product", ["leaflet", "trifold", "invitation"])
def test_a_venue_that_does_not_fit_is_an_error_that_names_the_section(product):
    with pytest.raises(ContentError) as error:
        changed(f"en/{product}", venue="A hall with a very long name " * 40)

    assert any(
        f"section {'invitation' if product == 'invitation' else 'leaflet'}" in str(p) for p in error.value.problems
    )


# ── signs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def rows(count):
    _, editions = planned("example", "a")
    row = editions["en/signs"].event.programme[0]
    return tuple(row.model_copy(update={"time": f"{8 + n // 6:02}:{n % 6}0", "until": None}) for n in range(count))


def test_each_row_of_the_programme_stands_on_the_sign():
    printed = text_of(changed("en/signs", programme=rows(ROWS_ON_A_SIGN)), 2)

    assert printed.count(plain("Arrival and flowers")) == ROWS_ON_A_SIGN


def test_a_programme_without_rows_leaves_lines_on_the_sign():
    printed = text_of(changed("en/signs", programme=()), 2)

    assert printed == plain("Order of the ceremony") + plain("Example: this event does not take place")


@pytest.mark.parametrize("count", [ROWS_ON_A_SIGN + 1, 80])
def test_a_longer_programme_leads_to_the_printed_one(count):
    printed = text_of(changed("en/signs", programme=rows(count)), 2)

    assert words_of("en/signs", "signs.order-elsewhere")[0] in printed
    assert plain("Arrival and flowers") not in printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_of_a_sign_are_at_least_ninety_points(language):
    largest = {
        page: max(letter.size for letter in letters(made(f"{language}/signs")) if letter.page == page)
        for page in (1, 3, 4)
    }

    assert min(largest.values()) >= 90


# ── on paper ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("paper", ["a", "us"])
def test_an_invitation_fits_its_envelope(paper):
    _, editions = planned("example", paper)
    size = editions["en/invitation"].format
    long, short = ENVELOPES_MM[size.id]

    assert long - max(size.width_mm, size.height_mm) >= SPARE_MM
    assert short - min(size.width_mm, size.height_mm) >= SPARE_MM


@pytest.mark.parametrize(
    ("product", "duplex"),
    [
        ("leaflet", "/DuplexFlipShortEdge"),
        ("trifold", "/DuplexFlipShortEdge"),
        ("invitation", "/DuplexFlipLongEdge"),
        ("signs", "None"),
    ],
)
def test_an_office_printer_turns_the_sheet_like_a_page(product, duplex):
    with pikepdf.open(io.BytesIO(made(f"en/{product}", "home"))) as document:
        assert str(document.Root.ViewerPreferences.get("/Duplex")) == duplex


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_press_file_says_that_its_pages_are_sheets_of_their_own(product):
    with pikepdf.open(io.BytesIO(made(f"en/{product}", "press"))) as document:
        assert document.Root.PageLayout == pikepdf.Name.SinglePage
