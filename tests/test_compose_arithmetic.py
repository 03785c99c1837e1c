"""Arithmetic before ink: the chart's axes and joined parts, QR modules, the map's plane, the numbers of notes."""

import math
import re
import string

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from booklet.compose import note_numbers
from booklet.compose.chart import NICE_STEPS, TICK_COUNT, axis, axis_step, percent, segments
from booklet.compose.composing import spans
from booklet.compose.geography import WINDOW, draw_map
from booklet.compose.numbering import chart_rows, cited_sources, size_of
from booklet.compose.qr import SMALLEST_MODULE_MM, qr_code
from booklet.content import load_book
from booklet.model import Block, Book, Place, PlanEntry, Product, Reading, Section
from booklet.sources import Sources
from tests.editions import CHECKOUT

GROUPS = ("killed", "wounded", "missing", "detained")
PARTS = {"N01": 82, "N02": 20, "N03": 21, "N04": 8}
EARTH_KM = 6371
MAP_MM = 96
ROUNDING = 0.001


@pytest.fixture(scope="module")
def book():
    return load_book(Sources(CHECKOUT)).book


def reading(number, value, parts=()):
    return Reading(
        id=f"N{number:02}", group="killed", value=value, definition="x", claimant="y", sources=("A01",), parts=parts
    )


def sum_of(values, total):
    """A book whose reading N01 has the others as its parts."""
    parts = [reading(number, value) for number, value in enumerate(values, start=2)]
    whole = reading(1, total, tuple(part.id for part in parts))
    return Book.model_construct(readings={item.id: item for item in (whole, *parts)}), whole


# ── chart ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_four_parts_of_the_state_count_are_joined_up_to_131(book):
    drawn = axis(book, "killed")
    (row,) = (row for row in drawn.rows if row.segments)
    ends = [segment.left + segment.width for segment in row.segments]

    assert {segment.reading.id: segment.reading.value for segment in row.segments} == PARTS
    assert row.reading.value == sum(PARTS.values()) == 131
    assert [segment.left for segment in row.segments] == pytest.approx([0, *ends[:-1]], abs=ROUNDING)
    assert ends[-1] == pytest.approx(row.left, abs=2 * ROUNDING)
    assert row.left == pytest.approx(100 * 131 / drawn.end, abs=ROUNDING)


@pytest.mark.parametrize("group", GROUPS)
def test_every_reading_stands_at_its_value_on_an_axis_from_zero(book, group):
    drawn = axis(book, group)
    wanted = [
        (item.id, pytest.approx(100 * size_of(item) / drawn.end, abs=ROUNDING)) for item in chart_rows(book, group)
    ]

    assert drawn.ticks[0] == (0, 0)
    assert drawn.ticks[-1] == (drawn.end, 100)
    assert [(row.reading.id, row.left) for row in drawn.rows] == wanted
    assert max(row.left for row in drawn.rows) <= 100


def test_each_reading_of_the_chart_is_drawn_once(book):
    drawn = [row.reading.id for group in GROUPS for row in axis(book, group).rows]

    assert sorted(drawn) == sorted(item.id for item in book.readings.values() if item.chart)


@given(st.integers(1, 10_000_000))
def test_an_axis_holds_its_largest_reading_on_at_most_three_even_steps(largest):
    step, end = axis_step(largest)

    assert end >= largest
    assert end % step == 0
    assert 1 <= end // step <= TICK_COUNT
    assert step in NICE_STEPS or step == end


@given(st.integers(1, 10_000_000))
def test_no_smaller_even_step_would_do(largest):
    step, _ = axis_step(largest)

    assert all(smaller * TICK_COUNT < largest for smaller in NICE_STEPS if smaller < step)


@given(st.lists(st.integers(0, 999), min_size=1, max_size=8).filter(any))
def test_joined_parts_leave_no_gap_and_end_at_the_sum(values):
    total = sum(values)
    small_book, whole = sum_of(values, total)
    drawn = segments(small_book, whole, axis_step(total)[1])
    edges = [segment.left + segment.width for segment in drawn]

    assert [segment.left for segment in drawn] == pytest.approx([0, *edges[:-1]], abs=2 * ROUNDING)
    assert edges[-1] == pytest.approx(percent(total, axis_step(total)[1]), abs=2 * ROUNDING)


@given(st.lists(st.integers(0, 999), min_size=1, max_size=8), st.integers(1, 50))
def test_parts_that_do_not_add_up_are_refused(values, missing):
    small_book, whole = sum_of(values, sum(values) + missing)

    with pytest.raises(ValueError, match="the parts of N01 do not add up"):
        segments(small_book, whole, 1000)


# ── codes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

ADDRESSES = st.text(string.ascii_letters + string.digits + "-._~/?=&%", min_size=1, max_size=180).map(
    "https://x.org/".__add__
)


def modules_of(code):
    """The dark modules (column, row) that the path of a code paints."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", code.path)
    assert "".join("M{} {}h{}v1h-{}z".format(*run) for run in runs) == code.path
    assert all(length == back for _, _, length, back in runs)
    return [(int(left) + step, int(row)) for left, row, length, _ in runs for step in range(int(length))]


@given(ADDRESSES)
def test_a_code_paints_the_modules_of_its_symbol_each_once(address):
    code = qr_code(address, size_mm=40)
    symbol = segno.make(address, error="m", micro=False, boost_error=False)
    rows = enumerate(symbol.matrix_iter(border=0))
    dark = [(column, row) for row, line in rows for column, is_dark in enumerate(line) if is_dark]

    assert sorted(modules_of(code)) == sorted(dark)
    assert code.modules == symbol.symbol_size(border=0)[0]


@given(ADDRESSES, st.floats(15, 60))
def test_a_code_has_modules_that_print_or_is_left_out(address, size):
    code, largest = qr_code(address, size_mm=size), qr_code(address, size_mm=100)
    modules = largest.modules

    assert (code is None) == (size / modules < SMALLEST_MODULE_MM)
    assert code is None or code.size_mm == size
    assert code is None or code.quiet_mm == pytest.approx(4 * size / modules, abs=ROUNDING)


def test_an_address_beyond_every_code_has_none():
    assert qr_code("https://example.org/" + "a" * 3000, size_mm=1000) is None


# ── map ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

WEST, SOUTH, EAST, NORTH = WINDOW
MIDDLE = (SOUTH + NORTH) / 2


def place(longitude, latitude):
    return Place(id="x", name={"en": "x"}, longitude=longitude, latitude=latitude, text="x")


def drawn(*positions):
    return draw_map(Sources(CHECKOUT), tuple(place(*position) for position in positions), width=MAP_MM)


def kilometres(first, second):
    """The great circle between two positions (haversine)."""
    (east_1, north_1), (east_2, north_2) = (map(math.radians, position) for position in (first, second))
    half = math.sin((north_2 - north_1) / 2) ** 2
    half += math.cos(north_1) * math.cos(north_2) * math.sin((east_2 - east_1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


positions = st.tuples(st.floats(WEST, EAST), st.floats(SOUTH, NORTH))


@given(positions, positions)
def test_east_is_right_and_north_is_up_and_everything_lies_on_the_map(first, second):
    drawing = drawn(first, second)
    one, other = drawing.spots

    assert (first[0] <= second[0] and one.x <= other.x) or (first[0] >= second[0] and one.x >= other.x)
    assert (first[1] <= second[1] and one.y >= other.y) or (first[1] >= second[1] and one.y <= other.y)
    assert all(0 <= spot.x <= drawing.width and 0 <= spot.y <= drawing.height for spot in drawing.spots)


@pytest.mark.parametrize(
    ("first", "second"), [((WEST, MIDDLE), (EAST, MIDDLE)), ((49, SOUTH), (49, NORTH)), ((49, 39.5), (49.5, 39.9))]
)
def test_the_scale_bar_is_a_hundred_kilometres_long(first, second):
    drawing = drawn(first, second)
    one, other = drawing.spots
    far = math.hypot(other.x - one.x, other.y - one.y)

    assert far / drawing.bar * 100 == pytest.approx(kilometres(first, second), rel=0.01)


def test_the_coast_runs_through_the_map():
    drawing = drawn((49, 40))
    points = [(float(x), float(y)) for x, y in re.findall(r"([-\d.]+) ([-\d.]+)", drawing.coast)]
    inside = [point for point in points if 0 <= point[0] <= drawing.width and 0 <= point[1] <= drawing.height]

    assert len(inside) > 50


# ── numbers of notes ──────────────────────────────────────────────────────────────────────────────────────────────────

SOURCES = [f"A{number:02}" for number in range(1, 30)]
texts = st.lists(st.lists(st.sampled_from(SOURCES), max_size=4), min_size=1, max_size=6)


def citing(citations):
    """A book of one section whose blocks cite these sources."""
    blocks = tuple(
        Block(id=f"b{index}", text="words" + "".join(f"[@{source}]" for source in cited))
        for index, cited in enumerate(citations)
    )
    section = Section(id="night", title="Night", blocks=blocks)
    plan = Product.model_construct(id="booklet", sections=(PlanEntry(section="night", layout="prose", pages=1),))
    return Book.model_construct(
        sections={"night": section}, readings={}, roll=(), documents=(), timeline=(), glossary=(), places=()
    ), plan


@given(texts)
def test_sources_are_numbered_in_the_order_of_their_first_citation(citations):
    numbers = note_numbers(*citing(citations))
    first = list(dict.fromkeys(source for cited in citations for source in cited))

    assert list(numbers.items()) == [(source, number) for number, source in enumerate(first, start=1)]


def test_the_book_numbers_each_source_that_it_cites_once(book):
    numbers = note_numbers(book, book.products["booklet"])

    assert list(numbers.values()) == list(range(1, len(numbers) + 1))
    assert set(numbers) == set(cited_sources(book, book.products["booklet"]))


def test_pages_that_are_off_keep_their_numbers(book):
    plan = book.products["booklet"]
    always = plan.model_copy(
        update={"sections": tuple(entry.model_copy(update={"option": None}) for entry in plan.sections)}
    )

    assert note_numbers(book, always) == note_numbers(book, plan)


@given(st.sets(st.integers(1, 99)))
def test_spans_name_every_number_and_no_other(numbers):
    parts = [part.split("–") for part in spans(numbers).split(", ") if part]
    named = [number for part in parts for number in range(int(part[0]), int(part[-1]) + 1)]

    assert named == sorted(numbers)
