"""Two languages on pages that face each other: the first on the left page, the second on the right, block by block.

Each language is laid out by itself, with its own hyphenation, running heads, page numbers and notes. A row is the
smallest marked piece of a page (``data-block``). Its height is measured in both languages, both are given the larger
one, and no row is broken: so both flow alike, and a row stands beside its translation on every page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any
from xml.etree import ElementTree as Tree

from booklet.compose import SectionPlace, Standing, places
from booklet.model import Edition
from booklet.problems import ContentError, Problem
from booklet.render import KEY, KeyedBox, Laid, LineFault, found_places, inspect_pages, joined, keyed_boxes, lay_out
from booklet.setting.alone import ROUNDS, Material, Prepare, SetPages, uneven
from booklet.setting.apart import marked_apart

# Both languages share a page of these, which the left side prints.
SHARED = ("cover", "back")
# How finely boxes are measured, in per cent of the page's height.
STEP = 0.01
# From here on, in the same measure, a row is not beside its translation: half a millimetre of a page of 210.
MISPLACED = 0.25

Heights = Mapping[str, float]


@dataclass(frozen=True)
class _Side:
    """One language: its words and pages, where its sections stand in its own pages and in the book."""

    edition: Edition
    standing: Standing
    prepare: Prepare | None
    budget: tuple[SectionPlace, ...]

    def laid(self, material: Material, heights: Heights, name: str) -> Laid:
        def prepare(root: Any) -> None:
            mark_rows(root, heights, self.edition.format.height_mm)
            if self.prepare is not None:
                self.prepare(root)

        html = material.html(self.edition, self.standing)
        return lay_out(f"{name} ({self.edition.language})", html, material.sources, prepare=prepare)

    def page_in_book(self, page: int, last: int) -> int:
        """The book's page for one of this side's own (from 1): left pages are even, right ones odd, covers outside."""
        if self.standing.side == "right":
            return 2 * page + 1
        return last if 2 * (page - 1) >= last else max(2 * (page - 1), 1)

    def settled(self, found: Sequence[SectionPlace], last: int, *, spare: bool) -> "_Side":
        """The side that knows on which pages of the book its sections came to stand."""
        placed = tuple(replace(place, first_page=self.page_in_book(place.first_page, last)) for place in found)
        return replace(self, standing=replace(self.standing, placed=placed, spare=spare))


def set_facing(material: Material, edition: Edition) -> SetPages:
    """Both languages, page by page in turn between shared covers; ContentError where something does not fit."""
    left, right = _sides(material, edition)
    heights: Heights = {}
    for _round in range(ROUNDS):
        laid = [side.laid(material, heights, edition.name) for side in (left, right)]
        rows = [{box.key: box for box in keyed_boxes(pages)} for pages in laid]
        taller = _taller(heights, rows)
        found = [found_places(pages, side.budget) for pages, side in zip(laid, (left, right), strict=True)]
        last = 2 + 2 * len(laid[1].document.pages)
        spare = left.standing.spare or (taller == heights and bool(uneven(edition, last)))
        moved = [side.settled(places, last, spare=spare) for side, places in zip((left, right), found, strict=True)]
        if taller == heights and moved == [left, right]:
            _refuse([*uneven(edition, last), *misplaced(edition, rows)])
            lines = [fault for number in (0, 1) for fault in _inspected(laid[number], found[number], moved[number])]
            return SetPages(_bound(edition, *laid), tuple(lines))
        heights, (left, right) = taller, moved
    message = "the two languages do not come to rest beside each other"
    raise ContentError(Problem(edition.name, None, "error", message, "change the wording a little"))


def _sides(material: Material, edition: Edition) -> tuple[_Side, _Side]:
    assert edition.second is not None
    budget = tuple(replace(place, pages=0) for place in places(edition))
    inner = tuple(place for place in budget if place.layout not in SHARED)
    swapped = edition.model_copy(update={"language": edition.second, "second": edition.language})
    first = Standing(budget, material.words[edition.second], "left")
    second = Standing(budget, material.words[edition.language], "right")
    return (
        _Side(edition, first, None, budget),
        _Side(swapped, second, marked_apart(edition.second), inner),
    )


def _taller(heights: Heights, rows: Sequence[Mapping[str, KeyedBox]]) -> Heights:
    """The height of each row in the language that needs more; one that held stays as it was."""
    needed: dict[str, float] = {}
    for box in chain.from_iterable(side.values() for side in rows):
        needed[box.key] = max(needed.get(box.key, 0.0), box.height)
    return {
        key: heights[key] if height <= heights.get(key, -1.0) + 1.5 * STEP else height for key, height in needed.items()
    }


def mark_rows(root: Any, heights: Heights, page_height_mm: float) -> None:
    """Name every row, keep it whole, and give those of ``heights`` (in per cent of the page) their height.

    A row is an element with ``data-block`` and none inside it. A table is put into a block, which
    can have a least height.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    for section in root.iter("section"):
        for element in [element for element in section.iter() if _is_row(element)]:
            row = _wrapped(parents[element], element) if element.tag == "table" else element
            key = f"{section.get('data-section')}.{element.get('data-block')}"
            row.set(KEY, key)
            if key in heights:
                height = (heights[key] + STEP) / 100 * page_height_mm
                row.set("style", f"{row.get('style', '')}; box-sizing: border-box; min-height: {height:.4f}mm")


def _is_row(element: Any) -> bool:
    return bool(element.get("data-block")) and not any(inner.get("data-block") for inner in list(element.iter())[1:])


def _wrapped(parent: Any, table: Any) -> Any:
    block = Tree.Element("div", {"class": "row"})
    block.tail, table.tail = table.tail, None
    parent[list(parent).index(table)] = block
    block.append(table)
    return block


def misplaced(edition: Edition, rows: Sequence[Mapping[str, KeyedBox]]) -> list[Problem]:
    """Rows that do not stand beside their translation; the left side's pages begin with the cover."""
    left, right = rows
    return [
        Problem(edition.name, None, "error", f"{key} does not stand beside its translation", "shorten the text")
        for key, box in right.items()
        if left[key].page - 1 != box.page or abs(left[key].top - box.top) > MISPLACED
    ]


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise ContentError(*problems)


def _inspected(laid: Laid, found: Sequence[SectionPlace], side: _Side) -> list[LineFault]:
    problems, lines = inspect_pages(laid, found, language=side.edition.language, flows=True)
    _refuse(problems)
    return lines


def _bound(edition: Edition, left: Laid, right: Laid) -> Laid:
    """The front cover, left and right pages in turn, the back cover."""
    inner = [((left, number + 1), (right, number)) for number in range(len(right.document.pages))]
    return joined(edition.name, [(left, 0), *chain.from_iterable(inner), (left, len(left.document.pages) - 1)])
