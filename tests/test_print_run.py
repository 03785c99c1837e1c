"""The print run against cases worked out by hand; the ink of pages whose cover is known; the ink-saver's promise."""

import datetime as dt
import io
import math
import subprocess
from decimal import Decimal
from functools import cache

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageStat
from pydantic import ValidationError

from booklet import print_run
from booklet.build import Selection, read_selection
from booklet.compose import compose
from booklet.model import Edition, Event, Format, Margins, PlanEntry, Prices, Product
from booklet.pipeline import make_edition
from booklet.press import PLATES, ink_coverage
from booklet.print_run import Layout, known_copies, parse_copies, plan_run, totals, unknown_copies
from booklet.problems import PressError
from booklet.sources import Sources
from tests.editions import CHECKOUT

LARGEST_SHARE = 0.25
WEIGHTS = {"booklet": 120}
COUNTS = st.integers(1, 5000)
COVERS = st.lists(st.tuples(*[st.floats(0, 1)] * 4), min_size=1, max_size=30)


def edition(product="booklet", family="a", size=(105.0, 297.0), **event):
    """A product on half a sheet of A4, so that sums can be done in the head."""
    half = Format(
        id="half", family=family, width_mm=size[0], height_mm=size[1], bleed_mm=3.0,
        margins=Margins(inner=10.0, outer=10.0, top=10.0, bottom=10.0), condition="fogra39",
    )  # fmt: skip
    plan = (PlanEntry(section="cover", layout="cover", pages=1),)
    return Edition(
        event=Event(slug="vigil", year=2027, **event),
        language="az",
        product=Product(id=product, formats=(half,), home="fold", sections=plan, grammage=WEIGHTS.get(product, 80)),
        format=half,
    )


PRICES = Prices(currency="EUR", paper_sheet=0.02, ink_page=0.01, staple=0.005)
HALF_CYAN_FULL_BLACK = (0.5, 0.0, 0.0, 1.0)


# ── paper, staples, weight, cost ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pages", "sheets", "sides", "staples"),
    [(1, 1, 2, 0), (4, 1, 2, 0), (5, 2, 4, 2), (24, 6, 12, 2), (96, 24, 48, 2)],
)
def test_a_booklet_takes_a_sheet_for_four_pages(pages, sheets, sides, staples):
    assert print_run.booklet_layout(pages) == Layout(sheets, sides, staples)


@given(st.integers(1, 4000))
def test_the_sheets_of_a_booklet_hold_all_its_pages_and_none_is_empty(pages):
    layout = print_run.booklet_layout(pages)

    assert 4 * layout.sheets >= pages > 4 * (layout.sheets - 1)
    assert layout.sides == 2 * layout.sheets


def test_a_poster_takes_its_tiles_and_the_map():
    assert print_run.poster_layout(8) == Layout(9, 9, 0)


@pytest.mark.parametrize("layout", [print_run.booklet_layout, print_run.poster_layout])
def test_nothing_cannot_be_laid_out(layout):
    with pytest.raises(ValueError, match="of 0"):
        layout(0)


def test_a_run_is_what_the_hand_works_out():
    wanted = edition(prices=PRICES, grammage=80)
    run = plan_run(wanted, [HALF_CYAN_FULL_BLACK] * 2, Layout(1, 2, 2), 10)

    # Ten copies of two pages of half a sheet side: ten sides' worth of paper, black all over, cyan half.
    assert run.ink == (5.0, 0.0, 0.0, 10.0)
    assert (run.sheets, run.sides, run.staples) == (10, 20, 20)
    # 0.210 m × 0.297 m × 80 g/m² × 10
    assert run.weight_g == pytest.approx(49.896)
    # 10 × 0.02 + 20 × 0.005 + (100 + 200 pages at 5 %) × 0.01
    assert run.cost == Decimal("3.30")


def test_letter_sheets_weigh_what_letter_sheets_weigh():
    run = plan_run(edition(family="us", grammage=100), [(0.0,) * 4], Layout(6, 12, 2), 60)

    assert run.weight_g == pytest.approx(360 * 100 * 0.2159 * 0.2794)


def test_without_a_grammage_booklets_are_heavier_than_posters():
    grammages = [plan_run(edition(name), [(0.0,) * 4], Layout(1, 2, 0), 1).grammage for name in ("booklet", "poster")]

    assert grammages == [120, 80]


@given(COVERS, COUNTS)
def test_a_run_of_many_is_many_runs_of_one(coverage, copies):
    layout = print_run.booklet_layout(len(coverage))
    one, many = (plan_run(edition(), coverage, layout, number) for number in (1, copies))

    assert (many.sheets, many.sides, many.staples) == (copies * one.sheets, copies * one.sides, copies * one.staples)
    assert many.ink == pytest.approx([copies * ink for ink in one.ink])
    assert many.weight_g == pytest.approx(copies * one.weight_g)


@given(COVERS)
def test_no_page_takes_more_ink_than_its_paper_holds(coverage):
    run = plan_run(edition(), coverage, print_run.booklet_layout(len(coverage)), 1)

    assert all(0 <= ink <= len(coverage) / 2 + 1e-9 for ink in run.ink)


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=8))
def test_the_totals_are_the_sums(sizes):
    runs = [
        plan_run(edition(prices=PRICES), [HALF_CYAN_FULL_BLACK], print_run.booklet_layout(pages), copies)
        for pages, copies in sizes
    ]
    total = totals(runs)

    assert total.sheets == sum(copies * math.ceil(pages / 4) for pages, copies in sizes)
    assert total.copies == sum(copies for _, copies in sizes)
    assert total.cost == sum(run.cost for run in runs)
    assert total.ink[0] == pytest.approx(total.ink[3] / 2)


def test_a_sum_with_a_price_missing_is_no_cost():
    priced, unpriced = (plan_run(edition(prices=prices), [(0.0,) * 4], Layout(1, 2, 0), 1) for prices in (PRICES, None))

    assert totals([priced, unpriced]).cost is None
    assert totals([priced]).cost == Decimal("0.02")


@given(st.integers(0, 1_000_000))
def test_the_reserve_is_five_in_a_hundred_rounded_up(count):
    assert 100 * count + 5 * count <= 100 * print_run.with_reserve(count) < 105 * count + 100


def test_paper_is_ordered_by_its_kind():
    runs = [plan_run(edition(name), [(0.0,) * 4], Layout(6, 12, 2), 60) for name in ("booklet", "booklet", "poster")]
    orders = {(sheet.name, grammage): sheets for (sheet, grammage), sheets in print_run.paper_to_order(runs).items()}

    assert orders == {("A4", 120): 756, ("A4", 80): 378}
    assert [print_run.packs(sheets) for sheets in (1, 500, 501, 756)] == [1, 1, 2, 2]


# ── how many, and in which words ──────────────────────────────────────────────────────────────────────────────────────


def test_copies_come_from_the_command_or_else_from_the_event():
    wanted = edition(copies={"booklet": 40})

    assert known_copies(wanted, {}) == 40
    assert known_copies(wanted, {"": 60}) == 60
    assert known_copies(wanted, {"": 60, "booklet": 7}) == 7


@pytest.mark.parametrize(
    ("path", "remedy"),
    [("data/events/vigil.yaml", "a line 'copies: {booklet: 60}'"), ("data/events.csv", "the column copies.booklet")],
)
def test_a_run_of_nobody_knows_how_many_is_told(path, remedy):
    problem = unknown_copies(edition(), path)

    assert known_copies(edition(), {"poster": 4}) is None
    assert "it is not said how many copies of the booklet of vigil are printed" in str(problem)
    assert (problem.path, "--copies 60" in problem.hint, remedy in problem.hint) == (path, True, True)


@pytest.mark.parametrize(
    "text", ["", "0", "-3", "many", "booklet", "booklet=", "=5", "60,", "1e3", "٣", "100001", "1.5"]
)
def test_what_is_no_number_of_copies_is_told(text):
    with pytest.raises(ValueError, match="is no number of copies; write 60, or booklet=60,poster=4"):
        parse_copies(text)


def test_copies_are_one_number_or_one_for_each_product():
    assert parse_copies("60") == {"": 60}
    assert parse_copies("booklet=60, poster=4") == {"booklet": 60, "poster": 4}


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"copies": {"booklet": 0}}, "greater than or equal to 1"),
        ({"copies": {"booklet": "60"}}, "valid integer"),
        ({"grammage": 20}, "greater than or equal to 40"),
        ({"prices": {"currency": "euro", "paper_sheet": 1, "ink_page": 1}}, "match pattern"),
        ({"prices": {"currency": "EUR", "paper_sheet": -1, "ink_page": 1}}, "greater than or equal to 0"),
        ({"prices": {"currency": "EUR", "paper_sheet": math.nan, "ink_page": 1}}, "finite number"),
        ({"prices": {"currency": "EUR", "paper_sheet": 1}}, "Field required"),
        ({"options": {"ink_saver": "yes"}}, "valid boolean"),
    ],
)
def test_wrong_figures_in_an_event_are_refused(fault, reason):
    with pytest.raises(ValidationError, match=reason):
        Event(slug="vigil", year=2027, **fault)


def test_the_table_writes_what_was_counted_and_sums_it_up():
    run = plan_run(edition(prices=PRICES), [HALF_CYAN_FULL_BLACK] * 24, Layout(6, 12, 2), 1000)
    rows = print_run.terminal_rows([run, run])
    line = ("1,000", "6,000", "12,000", "2,000", "120,000", "0", "0", "240,000", "44.9", "3,730.00")

    assert rows[0] == ("booklet-half", "Azərbaycanca", *line)
    assert rows[-1][:5] == ("in all", "", "2,000", "12,000", "24,000")
    assert {len(row) for row in rows} == {len(print_run.TERMINAL_HEAD)}


def test_figures_are_written_as_each_language_writes_them():
    run = plan_run(edition(prices=PRICES), [HALF_CYAN_FULL_BLACK] * 24, Layout(6, 12, 2), 1000)
    date = dt.date(2026, 11, 24)
    plans = [print_run.plan_view(run.edition.event, [run], date, language) for language in ("en", "az", "ru")]

    assert [plan.total.sides for plan in plans] == ["12,000", "12.000", "12\u00a0000"]
    assert [plan.total.weight for plan in plans] == ["44.9", "44,9", "44,9"]
    assert [plan.total.cost for plan in plans] == ["3,730.00", "3.730,00", "3730,00"]


def test_without_prices_the_plan_speaks_of_no_money():
    run = plan_run(edition(), [HALF_CYAN_FULL_BLACK], Layout(1, 2, 0), 3)
    plan = print_run.plan_view(run.edition.event, [run], dt.date(2026, 11, 24), "en")

    assert (plan.currency, plan.total.cost, plan.staples) == ("", "", "")


def test_the_order_names_paper_staples_and_ink():
    run = plan_run(edition(), [HALF_CYAN_FULL_BLACK] * 24, print_run.booklet_layout(24), 60)

    assert print_run.order_lines([run])[:3] == [
        "order: 378 sheets of A4, 120 g/m² (packs of 500: 1)",
        "order: 126 staples",
        "order: ink or toner for 7,560 pages of cyan, 0 magenta, 0 yellow, 15,120 black",
    ]


# ── ink ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def painted(content, picture=None):
    """A press file of one page: 100 pt square inside 10 pt of bleed."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(120, 120))
    page.trimbox = pikepdf.Array([10, 10, 110, 110])
    page.obj.Contents = pdf.make_stream(content)
    if picture is not None:
        data, space = picture
        image = pdf.make_stream(data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
        image.ColorSpace, image.BitsPerComponent = space, 8
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image))
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


RICH_BLACK_LEFT_HALF = b"/DeviceCMYK cs\n0.4 0.3 0.3 1 scn\n0 0 60 120 re\nf\n"


def test_the_ink_of_a_page_is_the_mean_of_each_plate_inside_the_trim():
    (page,) = ink_coverage(painted(RICH_BLACK_LEFT_HALF), name="test")

    assert page == pytest.approx((0.2, 0.15, 0.15, 0.5), abs=0.003)
    assert len(page) == len(PLATES)


def test_what_lies_on_top_knocks_out_what_lies_below():
    over = RICH_BLACK_LEFT_HALF + b"/DeviceCMYK cs\n0 1 0 0 scn\n0 0 60 60 re\nf\n"
    (page,) = ink_coverage(painted(over), name="test")

    assert page == pytest.approx((0.1, 0.325, 0.075, 0.25), abs=0.003)


def test_a_picture_in_shades_of_black_inks_the_black_plate_alone():
    over = RICH_BLACK_LEFT_HALF + b"q\n50 0 0 100 10 10 cm\n/P Do\nQ\n"
    (page,) = ink_coverage(painted(over, (b"\x33", pikepdf.Name.DeviceGray)), name="test")

    assert page == pytest.approx((0, 0, 0, 0.4), abs=0.003)


def test_ink_that_cannot_be_told_is_refused():
    picture = painted(b"q\n50 0 0 100 10 10 cm\n/P Do\nQ\n", (b"\x33" * 4, pikepdf.Name.DeviceCMYK))

    with pytest.raises(PressError, match="page 1: the ink of a picture in /DeviceCMYK cannot be told"):
        ink_coverage(picture, name="test")
    with pytest.raises(PressError, match=r"page 1: .* is no device-cmyk\(\) colour"):
        ink_coverage(painted(b"1 0 0 rg\n0 0 60 60 re\nf\n"), name="test")
    with pytest.raises(PressError, match="test: error: the PDF cannot be read"):
        ink_coverage(b"%PDF-1.6 and no more", name="test")


@cache
def drawn(language, name, *, ink_saver):
    """The HTML and the press file of an edition of the example, with or without the ink-saver."""
    product, _, size = name.partition("-")
    selection = Selection(("example",), (language,), (product,), "a" if size in {"a5", "a2"} else "us")
    project, (found,) = read_selection(Sources(CHECKOUT), selection)
    options = found.event.options.model_copy(update={"ink_saver": ink_saver})
    wanted = found.model_copy(update={"event": found.event.model_copy(update={"options": options})})
    html = compose(project.loaded.book, project.words[language], wanted, project.sources, project.templates)
    return html, make_edition(project, wanted).files["press"]


def ink_share(pages, plain, saver):
    """How much of the ink of some pages (from 0) the ink-saver's take."""
    sums = [sum(sum(ink_coverage(pdf, name="test")[page]) for page in pages) for pdf in (saver, plain)]
    return sums[0] / sums[1]


DRAWN = [("en", "booklet-a5", (0, -1)), ("ru", "poster-a2", (0,)), ("az", "poster-18x24", (0,))]


@pytest.mark.parametrize(("language", "name", "pages"), DRAWN)
def test_the_ink_saver_takes_at_most_a_quarter_of_the_ink(language, name, pages):
    plain, saver = (drawn(language, name, ink_saver=saving)[1] for saving in (False, True))

    assert ink_share(pages, plain, saver) <= LARGEST_SHARE


def test_covers_that_save_nothing_are_noticed():
    plain = drawn("en", "booklet-a5", ink_saver=False)[1]

    assert ink_share((0, -1), plain, plain) > LARGEST_SHARE


def words_of(pdf, number):
    """Every letter of a page (from 0) with its place, in hundredths of a millimetre."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[number % len(document)].get_textpage()
    places = [
        (text.get_text_range(index, 1), *(round(edge / 72 * 2540) for edge in text.get_charbox(index)))
        for index in range(text.count_chars())
    ]
    document.close()
    return places


@pytest.mark.parametrize(("language", "name", "pages"), DRAWN)
def test_the_ink_saver_moves_no_letter(language, name, pages):
    plain, saver = (drawn(language, name, ink_saver=saving)[1] for saving in (False, True))

    assert [words_of(saver, page) for page in pages] == [words_of(plain, page) for page in pages]
    assert words_of(saver, 0) != []


def faint_letters(pdf, number):
    """Letters of a page (from 0) without a dark spot: white ones on white paper have none."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[number % len(document)]
    scale = 2 if page.get_height() < 700 else 1
    picture, text = page.render(scale=scale, grayscale=True).to_pil(), page.get_textpage()
    faint = []
    for index in range(text.count_chars()):
        left, bottom, right, top = (edge * scale for edge in text.get_charbox(index, loose=True))
        place = (int(left), int(picture.height - top), math.ceil(right), math.ceil(picture.height - bottom))
        letter = text.get_text_range(index, 1)
        if letter.isalnum() and picture.crop(place).getextrema()[0] >= 200:
            faint.append(letter)
    document.close()
    return faint


@pytest.mark.parametrize(("language", "name", "pages"), DRAWN)
def test_the_ink_saver_leaves_no_white_letter_on_white_paper(language, name, pages):
    saver = drawn(language, name, ink_saver=True)[1]

    assert [faint_letters(saver, page) for page in pages] == [[]] * len(pages)


def test_white_letters_on_white_paper_are_noticed():
    with pikepdf.open(io.BytesIO(drawn("en", "booklet-a5", ink_saver=True)[1])) as pdf:
        content = b"\n".join(part.read_bytes() for part in pdf.pages[0].Contents)
        pdf.pages[0].Contents = pdf.make_stream(content.replace(b"0 0 0 1 scn", b"0 0 0 0 scn"))
        target = io.BytesIO()
        pdf.save(target)

    assert "J" in faint_letters(target.getvalue(), 0)


def test_an_event_without_the_ink_saver_has_no_trace_of_it():
    htmls = [drawn("en", "booklet-a5", ink_saver=saving)[0] for saving in (False, True)]

    assert ["ink-saver" in html for html in htmls] == [False, True]
    assert ["on a black ground" in html for html in htmls] == [True, False]


def test_another_program_finds_the_same_ink(tmp_path):
    path = tmp_path / "press.pdf"
    path.write_bytes(drawn("en", "booklet-a5", ink_saver=False)[1])
    command = [
        "pdftoppm",
        "-jpegcmyk",
        "-r",
        "72",
        "-f",
        "1",
        "-l",
        "1",
        "-x",
        "9",
        "-y",
        "9",
        "-W",
        "420",
        "-H",
        "595",
    ]
    subprocess.run([*command, path, tmp_path / "page"], check=True)
    (plates,) = tmp_path.glob("page*.jpg")
    theirs = [mean / 255 for mean in ImageStat.Stat(Image.open(plates)).mean]

    assert ink_coverage(path.read_bytes(), name="test")[0] == pytest.approx(theirs, abs=0.012)
