"""The inspection of laid-out pages, on pages of a few lines with one fault each."""

import pytest

from booklet.compose import SectionPlace
from booklet.language import register_hyphenation
from booklet.render import inspect_pages, lay_out
from booklet.sources import Sources
from tests.editions import CHECKOUT

NAME = "fault/en/booklet-a5"
STYLE = """
@page { size: 60mm 80mm; margin: 10mm; bleed: 3mm }
html { font: 9.5pt/13pt "Memorial Serif"; color: device-cmyk(0 0 0 1) }
body, p { margin: 0 }
section { break-before: page }
.prose { text-align: justify; hyphens: auto }
"""
PARAGRAPH = "Black January is the name of the night of nineteen January in Baku and of the days that followed it."
LONG_WORD = "Commemoration" * 4


def page(body, style=""):
    register_hyphenation()
    return (
        '<html lang="en"><head><title>Fault</title><link rel="stylesheet" href="shared/fonts.css">'
        f"<style>{STYLE}{style}</style></head><body>{body}</body></html>"
    )


def section(inner, name="night"):
    return f'<section data-section="{name}">{inner}</section>'


def paragraph(text, block="first", kind="prose"):
    return f'<p class="{kind}" data-block="{block}">{text}</p>'


def inspected(body, style="", **pages):
    """Messages of the problems and of the faulty lines, for sections with so many pages each."""
    budget, first = [], 1
    for name, count in (pages or {"night": 1}).items():
        budget.append(SectionPlace(name, "prose", first, count))
        first += count
    laid = lay_out(NAME, page(body, style), Sources(CHECKOUT))
    problems, lines = inspect_pages(laid, tuple(budget), language="en")
    return [problem.message for problem in problems], [f"{line.block}: {line.message}" for line in lines]


def test_a_section_that_keeps_its_pages_has_no_fault():
    assert inspected(section(paragraph(PARAGRAPH))) == ([], [])


def test_a_section_that_is_too_long_is_told_with_its_block_and_by_how_much():
    body = section(paragraph(PARAGRAPH * 4) + paragraph(PARAGRAPH * 2, "second"))
    (problem, *others), _ = inspected(body)

    assert problem.startswith("section night does not fit its 1 page in en: from the block")
    assert problem.endswith("mm are too much")
    assert others == []


def test_a_section_that_leaves_a_page_empty_is_told():
    problems, _ = inspected(section(paragraph(PARAGRAPH)), night=2)

    assert problems == ["section night fills 1 of its 2 pages in en"]


def test_a_page_that_no_section_owns_is_told():
    problems, _ = inspected(section(paragraph(PARAGRAPH)) + '<div style="break-before: page">.</div>')

    assert problems == ["the edition has 2 pages instead of 1"]


@pytest.mark.parametrize("style", ["", ".prose { width: 20mm; overflow: hidden }"])
def test_a_text_wider_than_its_column_is_told(style):
    problems, _ = inspected(section(paragraph(LONG_WORD)), style + ".prose { hyphens: manual; text-align: left }")

    assert [problem for problem in problems if "block first: the text leaves its frame at the right by" in problem]


def test_a_picture_wider_than_its_column_is_told():
    drawing = '<svg width="50mm" height="5mm"><title>A line</title></svg>'
    problems, _ = inspected(section(f'<div data-block="map">{drawing}</div>'))

    assert [problem for problem in problems if "block map: the text leaves its frame at the right by" in problem]


def test_a_text_that_is_too_high_for_its_frame_is_told():
    problems, _ = inspected(section(paragraph(PARAGRAPH)), ".prose { height: 20pt }")

    assert [problem for problem in problems if "block first: the text leaves its frame at the bottom by" in problem]


def test_a_text_that_is_lost_in_an_absolute_box_is_told():
    lost = paragraph(PARAGRAPH * 6, "lost", "aside")
    problems, _ = inspected(section(paragraph("Kept.") + lost), ".aside { position: absolute; top: 0; left: 0 }")

    assert [problem for problem in problems if "letters of lost" in problem]


def test_a_text_that_is_not_shown_at_all_is_told():
    problems, _ = inspected(section(paragraph(PARAGRAPH) + paragraph("Hidden.", "hidden")), "p + p { display: none }")

    assert problems == ["section night does not fit its page: 6 letters of hidden would be lost"]


def test_a_wide_gap_between_words_is_told():
    _, lines = inspected(section(paragraph("a b cccccccccccccccccccccccccc ddd eeeee fffff ggggg hhhhhhhhh iiiiii")))

    assert lines
    assert lines[0].startswith("first: the gaps between words are ")


def test_the_same_words_set_ragged_have_no_wide_gap():
    text = "a b cccccccccccccccccccccccccc ddd eeeee fffff ggggg hhhhhhhhh iiiiii"
    _, lines = inspected(section(paragraph(text)), ".prose { text-align: left }")

    assert lines == []


def test_three_hyphens_in_a_row_are_told():
    _, lines = inspected(section(paragraph("remem-<br>brance, remem-<br>brance and remem-<br>brance of the dead")))

    assert lines == ["first: more than 2 hyphens stand in a row"]


def test_two_hyphens_in_a_row_may_stand():
    _, lines = inspected(section(paragraph("remem-<br>brance and remem-<br>brance of the dead")))

    assert lines == []


def test_a_last_line_of_a_few_letters_is_told():
    _, lines = inspected(section(paragraph("The name of the night<br>it is.")))

    assert lines == ["first: the last line of the paragraph is too short"]


def test_a_last_line_of_a_whole_word_may_stand():
    _, lines = inspected(section(paragraph("The name of the night<br>in Baku.")))

    assert lines == []
