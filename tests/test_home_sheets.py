"""The sheets for the person at the printer, in three languages on both papers: they fit, and their rulers are true."""

import dataclasses
import io
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from booklet import home_sheets
from booklet.compose.home import EDGES_MM, HomeJob, inch_ticks, millimetre_ticks
from booklet.model import LANGUAGES, Edition, Prices
from booklet.paper import OFFICE_SHEETS, SHEETS, Size
from booklet.press import Identity
from booklet.print_run import booklet_layout, plan_run, plan_view, poster_layout
from booklet.problems import ContentError
from booklet.project import read_project
from booklet.sheets import impose
from booklet.sources import Sources
from booklet.tiles import TileWords
from booklet.tiling import tile
from tests.page_objects import to_page

CHECKOUT = Path(__file__).parents[1]
MM_PER_POINT = 25.4 / 72
TRUE_MM = 0.005
PAGES = 8
FORMATS = {"a5": "a", "half-letter": "us", "a2": "a", "18x24": "us"}
BOOKLETS = [(language, name) for language in LANGUAGES for name in ("a5", "half-letter")]
ALL = [(language, name) for language in LANGUAGES for name in FORMATS]
PAPER_MM = {"a": (210, 297), "us": (215.9, 279.4)}
HEADS = {"en": "How to print", "az": "necə çap etməli", "ru": "Как напечатать"}


@pytest.fixture(scope="module")
def project():
    return read_project(Sources(CHECKOUT), ("general",), LANGUAGES)


def job_of(project, language, name, **event):
    products = project.loaded.book.products
    product = products["booklet" if name in ("a5", "half-letter") else "poster"]
    size = next(size for size in product.formats if size.id == name)
    chosen = project.events[0].model_copy(update=event)
    edition = Edition(event=chosen, language=language, product=product, format=size)
    title = project.words[language].content["cover.title"]
    date = project.loaded.book.edition.edition_date
    if product.id == "booklet":
        return HomeJob(edition, title, date, PAGES, PAGES // 4)
    grid = tile(Size(size.width_mm, size.height_mm), SHEETS[OFFICE_SHEETS[size.family]])
    return HomeJob(edition, title, date, 1, grid.sheets + 1, grid.rows, grid.columns, grid.overlap_mm)


def printed(project, language, pages):
    """The finished file of some pages."""
    identity = Identity(
        title="20", author="20", language=language, created="2026-11-24T00:00:00Z", modified="2026-11-24T00:00:00Z",
        document_id="general/test", creator="booklet", producer="booklet",
    )  # fmt: skip
    return home_sheets.office_pdf(pages, project.sources, identity=identity, inks=project.formats.palette)


def made(project, kind, language, name):
    """One of the sheets of an edition, made anew."""
    return printed(project, language, kind(job_of(project, language, name), project.words[language], project.templates))


@pytest.fixture(scope="module")
def sheets(project):
    """How-to-print of every edition; test sheet and fold dummy of every booklet."""
    kinds = (home_sheets.how_to_print, home_sheets.test_sheet, home_sheets.fold_dummy_pages)
    return {
        (kind.__name__, language, name): made(project, kind, language, name)
        for language, name in ALL
        for kind in (kinds if name in {"a5", "half-letter"} else kinds[:1])
    }


def sizes(pdf):
    """Width and height of each page in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    return [tuple(round(side * MM_PER_POINT, 2) for side in page.get_size()) for page in document]


def text_of(pdf, number=0):
    return " ".join(pypdfium2.PdfDocument(pdf)[number].get_textpage().get_text_bounded().split())


def lines(pdf, number=0):
    """The paths of a page as (left, bottom, right, top) in millimetres, without their strokes' width."""
    page = pypdfium2.PdfDocument(pdf)[number]
    found = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2):
        segments = [_segment(item, index) for index in range(raw.FPDFPath_CountSegments(item))]
        across, up = zip(*segments, strict=True)
        found.append(tuple(edge * MM_PER_POINT for edge in (min(across), min(up), max(across), max(up))))
    return found


def _segment(item, index):
    x, y = raw.c_float(), raw.c_float()
    raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(item, index), x, y)
    return item.get_matrix().multiply(to_page(item)).on_point(x.value, y.value)


def rulers(found):
    """The places of the ticks of each ruler, from its first: upright lines that begin on one level."""
    levels = {}
    for left, bottom, right, top in found:
        if right - left < TRUE_MM and 1.9 < top - bottom < 5.1:
            levels.setdefault(round(top, 2), []).append(left)
    return [
        [place - min(ticks) for place in sorted(ticks)] for level, ticks in sorted(levels.items()) if len(ticks) > 9
    ]


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("language", "name"), ALL)
def test_how_to_print_is_one_standing_sheet_in_the_readers_language(sheets, language, name):
    pdf = sheets["how_to_print", language, name]

    assert sizes(pdf) == [PAPER_MM[FORMATS[name]]]
    assert HEADS[language] in text_of(pdf)


@pytest.mark.parametrize(("language", "name"), BOOKLETS)
def test_the_test_sheet_has_a_front_and_a_back_that_lie(sheets, language, name):
    width, height = PAPER_MM[FORMATS[name]]

    assert sizes(sheets["test_sheet", language, name]) == [(height, width)] * 2


@pytest.mark.parametrize(("language", "name"), BOOKLETS)
def test_the_dummy_has_a_page_of_the_booklets_size_for_each_number(project, sheets, language, name):
    pdf, size = sheets["fold_dummy_pages", language, name], job_of(project, language, name).edition.format

    assert sizes(pdf) == [(size.width_mm, size.height_mm)] * PAGES
    assert all(str(number) in text_of(pdf, number - 1).split() for number in range(1, PAGES + 1))


@pytest.mark.parametrize(("language", "name"), ALL)
def test_the_settings_that_go_wrong_most_are_named(sheets, language, name):
    text = text_of(sheets["how_to_print", language, name]).replace("\u00a0", " ")
    product = "booklet" if name in {"a5", "half-letter"} else "poster"
    short_edge = {"en": "short edge", "az": "qısa kənar", "ru": "короткому краю"}[language]

    assert "100 %" in text
    assert f"{product}-{name}.home.pdf" in text
    assert (short_edge in text) == (product == "booklet")


def test_the_dummy_folds_into_a_booklet(sheets):
    for name, family in (("a5", "A4"), ("half-letter", "Letter")):
        imposed = impose(sheets["fold_dummy_pages", "en", name], sheet=Size(*PAPER_MM[FORMATS[name]]), name=family)

        assert (imposed.sheets, imposed.notes) == (PAGES // 4, ())
        assert text_of(imposed.pdf).split().count(str(PAGES)) >= 1


def test_copies_are_printed_where_the_event_knows_them(project):
    job = job_of(project, "en", "a5", copies={"booklet": 61})
    pdf = printed(project, "en", home_sheets.how_to_print(job, project.words["en"], project.templates))

    assert "Copies 61" in text_of(pdf)


def test_the_middle_pages_of_a_booklet_are_named_for_those_who_gather_it(sheets):
    assert "pages 4 and 5 on top" in text_of(sheets["how_to_print", "en", "a5"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("family", ["a", "us"])
def test_the_plan_of_a_print_run_is_one_sheet(project, language, family):
    prices = Prices(currency="AZN", paper_sheet=0.03, ink_page=0.08)
    cover = [(0.4, 0.3, 0.3, 1.0)]
    runs = [
        plan_run(job_of(project, spoken, name, prices=prices).edition, cover * PAGES, layout, 5_000)
        for spoken in LANGUAGES
        for name, layout in zip(
            [name for name, own in FORMATS.items() if own == family],
            [booklet_layout(PAGES), poster_layout(8)],
            strict=True,
        )
    ]
    plan = plan_view(runs[0].edition.event, runs, project.loaded.book.edition.edition_date, language)
    pdf = printed(project, language, home_sheets.print_run_page(plan, project.words[language], project.templates))

    assert sizes(pdf) == [PAPER_MM[family]]
    assert [row.cost for row in (*plan.rows, plan.total) if " ".join(row.cost.split()) not in text_of(pdf)] == []


def test_words_that_do_not_fit_stop_the_sheet(project):
    words = project.words["en"]
    longer = dataclasses.replace(words, ui={**words.ui, "home.step-gather-text": "so many words " * 400})
    pages = home_sheets.how_to_print(job_of(project, "en", "a5"), longer, project.templates)

    with pytest.raises(ContentError, match="how-to-print"):
        printed(project, "en", pages)


def test_the_same_input_gives_the_same_bytes(project, sheets):
    assert made(project, home_sheets.test_sheet, "ru", "a5") == sheets["test_sheet", "ru", "a5"]


# ── measures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("language", "name"), BOOKLETS)
def test_the_rulers_are_true(sheets, language, name):
    inches, millimetres = rulers(lines(sheets["test_sheet", language, name]))

    assert millimetres == pytest.approx([float(place) for place in range(101)], abs=TRUE_MM)
    assert inches == pytest.approx([eighth * 25.4 / 8 for eighth in range(33)], abs=TRUE_MM)


def test_a_ruler_that_is_a_little_short_is_noticed(sheets):
    """Planted: the page shrunk by one part in a hundred, as a careless printer driver does."""
    with pikepdf.open(io.BytesIO(sheets["test_sheet", "en", "a5"])) as pdf:
        pdf.pages[0].contents_add(b"0.99 0 0 0.99 0 0 cm", prepend=True)
        target = io.BytesIO()
        pdf.save(target)
    _, millimetres = rulers(lines(target.getvalue()))

    assert millimetres[-1] == pytest.approx(99, abs=TRUE_MM)


def test_the_figures_of_the_rulers_stand_at_their_ticks():
    assert [(tick.at, tick.label) for tick in millimetre_ticks() if tick.label] == [
        (10.0 * ten, str(10 * ten)) for ten in range(11)
    ]
    assert [(tick.at, tick.label) for tick in inch_ticks() if tick.label] == [
        (round(25.4 * inch, 4), str(inch)) for inch in range(5)
    ]


@pytest.mark.parametrize(("language", "name"), BOOKLETS)
@pytest.mark.parametrize("side", [0, 1])
def test_corner_boxes_and_cross_stand_where_they_say(sheets, language, name, side):
    height, width = PAPER_MM[FORMATS[name]]
    found = lines(sheets["test_sheet", language, name], side)
    wanted = [(edge, edge, width - edge, height - edge) for edge in EDGES_MM]
    wanted.append((width / 2 - 5, height / 2 - 5, width / 2 + 5, height / 2 + 5))

    assert [box for box in wanted if not any(line == pytest.approx(box, abs=TRUE_MM) for line in found)] == []


@pytest.mark.parametrize(("language", "name"), BOOKLETS)
def test_the_arrow_is_the_same_on_both_sides_and_points_up(sheets, language, name):
    pdf = sheets["test_sheet", language, name]
    arrows = [[line for line in lines(pdf, side) if line[3] - line[1] == pytest.approx(60, abs=0.1)] for side in (0, 1)]
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=72 / 25.4, grayscale=True).to_pil()
    (left, bottom, right, top), height = arrows[0][0], picture.height / 8
    scale = picture.width / sizes(pdf)[0][0]
    head, tail = (
        picture.crop(tuple(round(edge * scale) for edge in (left, high, right, low))).histogram()[0]
        for high, low in (
            (sizes(pdf)[0][1] - top - 1, sizes(pdf)[0][1] - top + 18),
            (sizes(pdf)[0][1] - bottom - 18, sizes(pdf)[0][1] - bottom + 1),
        )
    )

    assert len(arrows[0]) == 1
    assert arrows[1] == [pytest.approx(arrows[0][0], abs=TRUE_MM)]
    assert head > tail > 0
    assert height > 0


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_sheet_asks_for_its_own_size_and_the_test_sheet_for_the_short_edge(sheets):
    for (kind, *_), pdf in sheets.items():
        with pikepdf.open(io.BytesIO(pdf)) as document:
            wishes = document.Root.ViewerPreferences

        assert (wishes.PrintScaling, wishes.PickTrayByPDFSize) == ("/None", True)
        assert wishes.get("/Duplex") == ("/DuplexFlipShortEdge" if kind == "test_sheet" else None)


def test_black_is_sent_as_pure_black(sheets):
    with pikepdf.open(io.BytesIO(sheets["test_sheet", "en", "a5"])) as document:
        content = document.pages[0].Contents.read_bytes()

    assert b"\n0 0 0 rg\n" in content
    assert b"0.102 0.102 0.102" not in content
    assert b"DeviceCMYK" not in content


def failures(pdf, folder):
    """What breaks PDF/UA-1: tags, titles, alternatives of the drawings."""
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    return page_validation.validate_pdf(str(path), profile="ua1").failures


def test_every_sheet_can_be_heard(sheets, tmp_path):
    assert {key: found for key, pdf in sheets.items() if (found := failures(pdf, tmp_path))} == {}


def test_the_words_of_tiled_posters_are_those_that_translators_see(project):
    assert TileWords.translated(lambda key, _: project.words["en"].ui[key]) == TileWords()
