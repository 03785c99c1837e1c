"""The arithmetic of tiled posters: nothing is left out, no sheet is wasted, the tiles are equal."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.paper import POSTERS, SHEETS, Size, named_size
from booklet.problems import BookletError
from booklet.tiling import fitted, reduced, tile

NEAR = 1e-6

papers = st.sampled_from(sorted(SHEETS)).map(SHEETS.get)
posters = st.builds(Size, st.floats(100, 1300), st.floats(100, 1300))
overlaps = st.floats(0, 60)
margins = st.floats(0, 12)


def windows(tiling):
    """Left, top, right and bottom of each window on the poster."""
    size = tiling.window
    return [(t.left_mm, t.top_mm, t.left_mm + size.width_mm, t.top_mm + size.height_mm) for t in tiling.tiles]


def faults(tiling, margin_mm):
    """What is wrong with a tiling, found without its own arithmetic."""
    found = []
    beside, above = tiling.margin_mm[1], tiling.margin_mm[0]
    across = sorted({(left, right) for left, _, right, _ in windows(tiling)})
    down = sorted({(top, bottom) for _, top, _, bottom in windows(tiling)})
    for name, spans, length in (("width", across, tiling.poster.width_mm), ("height", down, tiling.poster.height_mm)):
        if abs(spans[0][0]) > NEAR or abs(spans[-1][1] - length) > NEAR:
            found.append(f"{name}: the ends are not the poster's")
        if any(abs(a[1] - b[0] - tiling.overlap_mm) > NEAR for a, b in itertools.pairwise(spans)):
            found.append(f"{name}: the overlap is another")
        if any(abs((b - a) - (spans[0][1] - spans[0][0])) > NEAR for a, b in spans):
            found.append(f"{name}: the tiles differ")
    if min(beside, above) < margin_mm - NEAR:
        found.append("a window reaches into the unprintable margin")
    if len(windows(tiling)) != tiling.sheets or len(across) * len(down) != tiling.sheets:
        found.append("tiles are missing")
    return found


def fewest(poster, paper, overlap_mm, margin_mm):
    """The least number of sheets, by trying one after the other."""
    return min(
        math.prod(
            next(n for n in range(1, 500) if n * (side - 2 * margin_mm) - (n - 1) * overlap_mm >= length - NEAR)
            for side, length in ((sheet.width_mm, poster.width_mm), (sheet.height_mm, poster.height_mm))
        )
        for sheet in (paper, paper.turned)
    )


@given(posters, papers, overlaps, margins)
def test_every_point_is_on_a_sheet_and_the_overlap_is_exact(poster, paper, overlap, margin):
    tiling = tile(poster, paper, overlap_mm=overlap, margin_mm=margin)

    assert faults(tiling, margin) == []


@given(posters, papers, overlaps, margins)
def test_no_grid_needs_fewer_sheets(poster, paper, overlap, margin):
    assert tile(poster, paper, overlap_mm=overlap, margin_mm=margin).sheets == fewest(poster, paper, overlap, margin)


@given(posters, papers, overlaps)
def test_the_way_of_the_paper_given_makes_no_difference(poster, paper, overlap):
    assert tile(poster, paper, overlap_mm=overlap) == tile(poster, paper.turned, overlap_mm=overlap)


@given(posters, papers, overlaps)
def test_a_turned_poster_has_the_turned_grid(poster, paper, overlap):
    one, other = tile(poster, paper, overlap_mm=overlap), tile(poster.turned, paper, overlap_mm=overlap)
    same = (other.columns, other.rows) == (one.rows, one.columns)

    assert same or poster.width_mm == poster.height_mm or one.sheets == other.sheets


@given(posters, papers)
def test_no_row_or_column_is_a_sliver(poster, paper):
    tiling = tile(poster, paper)
    shortest = min(paper.width_mm, paper.height_mm) - 10

    assert tiling.columns == 1 or tiling.window.width_mm > shortest / 2
    assert tiling.rows == 1 or tiling.window.height_mm > shortest / 2


@given(posters, papers, overlaps)
def test_margins_are_the_same_on_opposite_sides(poster, paper, overlap):
    top, right, bottom, left = tile(poster, paper, overlap_mm=overlap).margin_mm

    assert (top, right) == (bottom, left)


@pytest.mark.parametrize(
    ("poster", "paper", "rows", "columns", "lies"),
    [
        ("a2", "a4", 4, 2, True),  # standing it would take 9
        ("a1", "letter", 4, 3, False),
        ("a1", "a4", 3, 4, False),
        ("18x24", "letter", 4, 2, True),
        ("a3", "a4", 2, 2, False),  # either way takes 4: it stands as the poster stands
        ("a4", "a3", 1, 1, False),
    ],
)
def test_grids_worked_out_by_hand(poster, paper, rows, columns, lies):
    tiling = tile(POSTERS[poster], SHEETS[paper])

    assert (tiling.rows, tiling.columns, tiling.sheet.is_landscape) == (rows, columns, lies)


def test_tiles_run_row_by_row_from_the_top_left():
    tiling = tile(POSTERS["a1"], SHEETS["letter"])

    assert [(t.row, t.column) for t in tiling.tiles] == [(r, c) for r in (1, 2, 3, 4) for c in (1, 2, 3)]


def test_the_numbers_for_programs():
    assert tile(POSTERS["a2"], SHEETS["a4"]).as_json() == {
        "rows": 4,
        "columns": 2,
        "margin_mm": [27.0, 41.0, 27.0, 41.0],
        "overlap_mm": 10.0,
    }


def test_the_checker_finds_planted_faults():
    class Spoilt:
        def __init__(self, tiling, **changes):
            self.__dict__.update(
                {name: getattr(tiling, name) for name in ("poster", "window", "margin_mm", "sheets", "overlap_mm")},
                tiles=list(tiling.tiles),
                **changes,
            )

    good = tile(POSTERS["a1"], SHEETS["letter"])
    no_bottom = Spoilt(good)
    no_bottom.tiles = no_bottom.tiles[:-3]
    wrong_overlap = Spoilt(good)
    wrong_overlap.overlap_mm = 9.9
    narrow = Spoilt(good)
    narrow.window = Size(good.window.width_mm - 1, good.window.height_mm)

    assert faults(Spoilt(good), 5) == []
    assert "tiles are missing" in faults(no_bottom, 5)
    assert "width: the overlap is another" in faults(wrong_overlap, 5)
    assert "width: the ends are not the poster's" in faults(narrow, 5)
    assert "a window reaches into the unprintable margin" in faults(Spoilt(good), 6)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda: tile(POSTERS["a1"], SHEETS["a4"], overlap_mm=250), "overlap of 250 mm is too wide for a sheet of"),
        (lambda: tile(POSTERS["a1"], SHEETS["a4"], overlap_mm=-1), "overlap of -1 mm is no width"),
        (lambda: tile(POSTERS["a1"], SHEETS["a4"], overlap_mm=math.nan), "overlap of nan mm is no width"),
        (lambda: tile(POSTERS["a1"], SHEETS["a4"], margin_mm=-5), "margin of -5 mm is no width"),
        (lambda: tile(POSTERS["a1"], SHEETS["a4"], margin_mm=110), "margins of 110 mm leave nothing"),
        (lambda: tile(Size(9000, 9000), SHEETS["a4"]), "would take 1584 sheets"),
        (lambda: reduced(POSTERS["a1"], SHEETS["a4"], margin_mm=105), "margins of 105 mm leave nothing"),
        (lambda: Size(0, 10), "0 mm is no side"),
        (lambda: Size(10, math.inf), "inf mm is no side"),
        (lambda: named_size("b1"), "the size “b1” is unknown"),
        (lambda: named_size("-5x10mm"), "the size “-5x10mm” is unknown"),
        (lambda: named_size("0x10mm"), "0 mm is no side"),
    ],
)
def test_impossible_sizes_are_refused_in_one_line(act, words):
    with pytest.raises(BookletError) as error:
        act()

    assert error.value.exit_code == 2
    assert len(error.value.problems) == 1
    assert words in error.value.problems[0].message
    assert error.value.problems[0].hint


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("a1", Size(594, 841)),
        ("A1", Size(594, 841)),
        ("24x36", Size(609.6, 914.4)),
        ("500x700mm", Size(500, 700)),
        ("500.5 × 700 mm", Size(500.5, 700)),
    ],
)
def test_sizes_by_name_or_in_millimetres(text, size):
    assert named_size(text) == size


@given(posters, posters)
def test_a_fitted_page_keeps_its_proportions_and_touches_two_sides(page, place):
    size = fitted(page, place)
    room = place if place.is_landscape == page.is_landscape else place.turned
    left_over = room.width_mm - size.width_mm, room.height_mm - size.height_mm

    assert math.isclose(size.width_mm * page.height_mm, size.height_mm * page.width_mm)
    assert min(left_over) >= -NEAR
    assert min(left_over) <= NEAR


@given(posters, papers, margins)
def test_a_reduced_poster_stands_inside_the_margins(poster, paper, margin):
    sheet, size = reduced(poster, paper, margin_mm=margin)

    assert sheet in (paper, paper.turned)
    assert size.width_mm <= sheet.width_mm - 2 * margin + NEAR
    assert size.height_mm <= sheet.height_mm - 2 * margin + NEAR
