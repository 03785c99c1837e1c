"""Booklets on sheets in numbers, read by the simulated hands of ``folding``, which must see every planted fault."""

import doctest
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet import imposition
from booklet.imposition import Imposition, ImpositionError, one_sided, signature_sizes, with_blanks
from booklet.paper import SHEETS, Size
from tests.folding import Paper, Print, PrintedSheet, expected, faults

A5 = Size(148, 210)
A4 = SHEETS["a4"].landscape
PAGES = range(4, 97)
SIGNATURES = (None, 1, 2, 3, 4, 5, 6)


def printed(plan, pages):
    """What a printer puts on paper that follows the plan to the letter."""
    return [PrintedSheet(prints(sheet.front), prints(sheet.back)) for sheet in plan.sheets(pages)]


def prints(side):
    return tuple(
        Print(place.page, place.left_mm, place.bottom_mm) for place in (side.left, side.right) if place.page is not None
    )


def paper(plan, pages):
    """The paper as a person bundles it who was told the number of sheets in a signature, and nothing else."""
    count, size = math.ceil(pages / 4), plan.signature or math.ceil(pages / 4)
    sizes = tuple(min(size, count - start) for start in range(0, count, size))
    sheet, trim = plan.sheet, plan.trim
    return Paper(
        (sheet.width_mm, sheet.height_mm),
        (trim.width_mm, trim.height_mm),
        plan.caliper_mm,
        sizes,
        plan.binding == "right",
    )


def read(plan, pages, sheets=None):
    return faults(printed(plan, pages) if sheets is None else sheets, paper(plan, pages), pages)


def test_the_examples_in_the_docstrings_are_true():
    result = doctest.testmod(imposition)

    assert (result.failed, result.attempted >= 5) == (0, True)


@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("signature", SIGNATURES)
def test_the_folded_booklet_reads_from_the_first_page_to_the_last(signature, binding):
    plan = Imposition(A4, A5, signature=signature, binding=binding)

    assert {pages: wrong for pages in (*range(1, 4), *PAGES) if (wrong := read(plan, pages))} == {}


@given(
    pages=st.integers(1, 400),
    signature=st.sampled_from(SIGNATURES),
    caliper=st.floats(0, 0.3),
    sheet=st.sampled_from(sorted(SHEETS)),
    binding=st.sampled_from(["left", "right"]),
)
def test_any_booklet_reads_well_on_any_sheet(pages, signature, caliper, sheet, binding):
    plan = Imposition(SHEETS[sheet].landscape, Size(100, 150), caliper, signature, binding)

    assert read(plan, pages) == set()


@given(pages=st.integers(1, 400), signature=st.sampled_from(SIGNATURES))
def test_every_page_is_printed_exactly_once(pages, signature):
    sheets = printed(Imposition(A4, A5, signature=signature), pages)
    numbers = sorted(item.page for sheet in sheets for item in (*sheet.front, *sheet.back))

    assert numbers == list(range(1, pages + 1))


def test_creep_grows_by_the_caliper_and_begins_anew_with_every_signature():
    shifts = [sheet.shift_mm for sheet in Imposition(A4, A5, 0.125, 3).sheets(28)]

    assert shifts == [0, 0.125, 0.25, 0, 0.125, 0.25, 0]


def test_trim_edges_of_the_outermost_sheet_meet_at_the_fold():
    front = Imposition(A4, A5).sheets(8)[0].front

    assert (front.left.left_mm + 148, front.right.left_mm) == (148.5, 148.5)


def test_two_a5_pages_stand_in_the_middle_of_an_a4_sheet():
    front = Imposition(A4, A5).sheets(4)[0].front

    assert (front.left.left_mm, 297 - front.right.left_mm - 148, front.left.bottom_mm) == (0.5, 0.5, 0)


@pytest.mark.parametrize(
    ("sheets", "size", "sizes"), [(7, 3, [3, 3, 1]), (6, 3, [3, 3]), (2, 6, [2]), (5, 1, [1] * 5), (9, None, [9])]
)
def test_the_last_signature_has_what_is_left(sheets, size, sizes):
    assert signature_sizes(sheets, size) == sizes


@pytest.mark.parametrize("pages", range(1, 30))
def test_blanks_stand_before_the_back_cover(pages):
    assert with_blanks(pages) == expected(pages)


def test_fronts_and_backs_keep_the_order_of_the_sheets():
    assert one_sided(range(8)) == ([0, 2, 4, 6], [1, 3, 5, 7])


# ── planted faults ────────────────────────────────────────────────────────────────────────────────────────────────────

SPOILT = Imposition(A4, A5, caliper_mm=0.1)


def spoil(number, change, *, backs=False, fronts=False):
    """Sheets of 24 pages of which one (or, with None, every one) is printed wrongly."""

    def spoilt(index, sheet):
        if number is not None and index != number:
            return sheet
        front = tuple(change(item) for item in sheet.front) if fronts else sheet.front
        back = tuple(change(item) for item in sheet.back) if backs else sheet.back
        return PrintedSheet(front, back)

    return [spoilt(index, sheet) for index, sheet in enumerate(printed(SPOILT, 24))]


def test_a_swapped_page_is_seen():
    pages = {7: 8, 8: 7}
    sheets = spoil(None, lambda item: replace(item, page=pages.get(item.page, item.page)), backs=True, fronts=True)

    assert read(SPOILT, 24, sheets) == {"order"}


def test_sheets_in_the_wrong_order_are_seen():
    sheets = printed(SPOILT, 24)

    assert "order" in read(SPOILT, 24, [sheets[1], sheets[0], *sheets[2:]])


def test_one_percent_of_scale_is_seen():
    sheets = spoil(3, lambda item: replace(item, scale=0.99), fronts=True)

    assert read(SPOILT, 24, sheets) == {"scale"}


def test_a_back_side_upside_down_is_seen():
    def turn(item):
        return replace(item, left=297 - item.left - 148, bottom=210 - item.bottom - 210, upright=False)

    assert read(SPOILT, 24, spoil(2, turn, backs=True)) == {"order", "upside down"}


def test_the_wrong_sign_of_the_creep_is_seen():
    right = printed(SPOILT, 24)
    flat = printed(replace(SPOILT, caliper_mm=0), 24)

    def mirrored(item, plain):
        return replace(item, left=2 * plain.left - item.left)

    wrong = [
        PrintedSheet(*(tuple(map(mirrored, one, two)) for one, two in ((a.front, b.front), (a.back, b.back))))
        for a, b in zip(right, flat, strict=True)
    ]

    assert read(SPOILT, 24, wrong) == {"creep"}


def test_missing_creep_is_seen():
    assert read(SPOILT, 24, printed(replace(SPOILT, caliper_mm=0), 24)) == {"creep"}


@pytest.mark.parametrize(("sides"), [{"backs": True}, {"fronts": True}, {"fronts": True, "backs": True}])
def test_a_shift_of_two_millimetres_is_seen(sides):
    sheets = spoil(4, lambda item: replace(item, left=item.left + 2), **sides)

    assert {"register", "creep"} <= read(SPOILT, 24, sheets)


def test_a_page_two_millimetres_too_high_is_seen():
    sheets = spoil(0, lambda item: replace(item, bottom=item.bottom + 2), fronts=True, backs=True)

    assert read(SPOILT, 24, sheets) == {"place"}


def test_a_booklet_bound_on_the_wrong_side_is_seen():
    turned = replace(SPOILT, binding="right")

    assert "order" in faults(printed(turned, 24), paper(SPOILT, 24), 24)


# ── bad input ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Imposition(A4, A5, -0.1), "-0.1 mm is not the thickness"),
        (lambda: Imposition(A4, A5, math.nan), "nan mm is not the thickness"),
        (lambda: Imposition(A4, A5, 100), "office paper has 0.1 mm"),
        (lambda: Imposition(A4, A5, signature=0), "0 sheets make no signature"),
        (lambda: Imposition(A4, A5, signature=-2), "-2 sheets make no signature"),
        (lambda: Imposition(Size(210, 297), A5), "stands upright"),
        (lambda: Imposition(A4, Size(149.5, 200)), "149.5 × 200 mm is larger than half of the sheet, 148.5 × 210 mm"),
        (lambda: Imposition(A4, Size(139, 214)), "take a larger sheet: --sheet letter"),
        (lambda: Imposition(A4, Size(210, 297)), "take a larger sheet: --sheet a3"),
        (lambda: Imposition(A4, Size(500, 700)), "save the file with smaller pages first"),
        (lambda: Imposition(A4, A5).sheets(0), "0 pages make no booklet"),
        (lambda: Imposition(A4, A5, 1).sheets(400), "the innermost of 100 sheets would move by 99.0 mm"),
    ],
)
def test_what_cannot_be_folded_is_refused_in_words(make, words):
    with pytest.raises(ImpositionError) as caught:
        make()

    assert words in str(caught.value)


def test_half_a_millimetre_of_rounding_is_no_reason_to_refuse():
    assert len(Imposition(SHEETS["a3"].landscape, Size(595 / 72 * 25.4, 842 / 72 * 25.4)).sheets(5)) == 2
