"""Finished parts of an edition → the whole file: pages in their order, each font once, tags, links and bookmarks whole.

The first part is the ground to which the pages of the others are added, so what was finished in it is not touched
again. Between parts a link is an address of its own kind (`LINK`), until both ends are in the same file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf

from booklet.press.identity import Identity, identify
from booklet.press.labels import page_label_tree
from booklet.saving import saved

LINK = "section:"


@dataclass(frozen=True)
class Piece:
    """A finished part and the number of each of its pages in the whole file, from 1 and rising."""

    pdf: bytes
    numbers: Sequence[int]


@dataclass(frozen=True)
class _Part:
    """A part whose pages are in the whole file: their numbers, and what belongs to them (tags, names, bookmarks)."""

    numbers: Sequence[int]
    trees: pikepdf.Object


def assembled_press(pieces: Sequence[Piece], identity: Identity) -> bytes:
    """One PDF/X-4 of the pages of several, which are of the same sizes and for the same printing condition.

    The largest had best be the first of them.
    """
    with _assembled(pieces) as (whole, _):
        identify(whole, identity, for_press=True)
        return saved(whole)


def assembled_screen(pieces: Sequence[Piece], identity: Identity, page_labels: Sequence[str]) -> bytes:
    """One PDF/UA-1 of several: tags below one root, names together, bookmarks one after another, a label a page."""
    with _assembled(pieces) as (whole, parts):
        order = {page.obj.objgen: number for number, page in enumerate(whole.pages)}
        _join_tags(whole, parts, order)
        _join_names(whole, parts)
        _join_bookmarks(whole, parts, order)
        for page in whole.pages:
            for annotation in page.obj.get("/Annots", ()):
                _link(annotation)
        whole.Root.PageLabels = page_label_tree(page_labels, len(whole.pages))
        identify(whole, identity, for_press=False)
        return saved(whole)


@contextmanager
def _assembled(pieces: Sequence[Piece]) -> Iterator[tuple[pikepdf.Pdf, list[_Part]]]:
    """The first piece with the pages of the others among its own, and what belongs to each."""
    ground, *others = pieces
    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.open(BytesIO(ground.pdf)))
        sources = [opened.enter_context(pikepdf.open(BytesIO(piece.pdf))) for piece in others]
        fonts, places = _fonts_of(whole), list[tuple[int, pikepdf.Page]]()
        for piece, source in zip(others, sources, strict=True):
            places.extend(zip(piece.numbers, source.pages, strict=True))
        for number, page in sorted(places, key=lambda place: place[0]):
            whole.pages.insert(number - 1, page)
            _use_fonts(whole.pages[number - 1].resources, fonts)
        copied = [
            _Part(piece.numbers, _copied_trees(whole, source)) for piece, source in zip(others, sources, strict=True)
        ]
        yield whole, [_Part(ground.numbers, whole.Root), *copied]


# ── fonts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _fonts_of(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The fonts of the first page's resources, which all pages of a part share."""
    return {str(font.BaseFont): font for font in pdf.pages[0].resources.get("/Font", {}).values()}


def _use_fonts(resources: pikepdf.Object, fonts: dict[str, pikepdf.Object]) -> None:
    """Let these resources name a font that is there already, where it has all the letters of their own one."""
    own = resources.get("/Font", pikepdf.Dictionary())
    for name in list(own.keys()):
        known = fonts.setdefault(str(own[name].BaseFont), own[name])
        if known.objgen != own[name].objgen and _glyphs(own[name]) <= _glyphs(known):
            own[name] = known


def _glyphs(font: pikepdf.Object) -> frozenset[int]:
    """The glyphs of a composite font, by its widths (ISO 32000-1, 9.7.4.3): a first number and an array of widths."""
    widths = font.DescendantFonts[0].W
    pairs = [(int(widths[index]), len(widths[index + 1])) for index in range(0, len(widths), 2)]
    return frozenset(glyph for first, count in pairs for glyph in range(first, first + count))


# ── tags, names and bookmarks ─────────────────────────────────────────────────────────────────────────────────────────


def _copied_trees(whole: pikepdf.Pdf, source: pikepdf.Pdf) -> pikepdf.Object:
    """The tags, names and bookmarks of another file, whose pages are in the whole one already."""
    keys = [key for key in ("/StructTreeRoot", "/Names", "/Outlines") if key in source.Root]
    return whole.copy_foreign(source.make_indirect(pikepdf.Dictionary({key: source.Root[key] for key in keys})))


def _join_tags(whole: pikepdf.Pdf, parts: Sequence[_Part], order: Mapping[tuple[int, int], int]) -> None:
    """One structure tree (ISO 32000-1, 14.7): the parts' elements below one Document, their numbers without a clash."""
    root, elements, numbers, offset = whole.Root.StructTreeRoot, list[pikepdf.Object](), list[Any](), 0
    for part in parts:
        tree = part.trees.StructTreeRoot
        for element in tree.K[0].K:
            element.P = root.K[0]
            elements.append(element)
        pairs = _pairs(tree.ParentTree.Nums)
        numbers.extend(item for number, value in pairs for item in (int(number) + offset, value))
        _renumber([whole.pages[number - 1].obj for number in part.numbers], offset)
        offset += int(pairs[-1][0]) + 1
    root.K[0].K = pikepdf.Array(sorted(elements, key=lambda element: order[page_of(element)]))
    root.ParentTree.Nums = pikepdf.Array(numbers)


def page_of(element: pikepdf.Object) -> tuple[int, int]:
    """The first page on which something of a structure element stands."""
    pending = [element]
    while pending:
        item = pending.pop()
        if isinstance(item, pikepdf.Array):
            pending.extend(reversed(list(item)))
        elif isinstance(item, pikepdf.Dictionary):
            if "/Pg" in item:
                number, generation = item.Pg.objgen
                return number, generation
            pending.append(item.get("/K", pikepdf.Array()))
    raise ValueError("a structure element stands on no page")


def _renumber(pages: Iterable[pikepdf.Object], offset: int) -> None:
    for page in pages:
        page.StructParents = int(page.StructParents) + offset
        for annotation in page.get("/Annots", ()):
            annotation.StructParent = int(annotation.StructParent) + offset


def _join_names(whole: pikepdf.Pdf, parts: Sequence[_Part]) -> None:
    """One table of the places that links lead to, sorted by their bytes as readers search it."""
    trees = [part.trees.Names.Dests.Names for part in parts if "/Names" in part.trees]
    places = sorted((pair for names in trees for pair in _pairs(names)), key=lambda pair: bytes(pair[0]))
    if places:
        names = pikepdf.Array([item for pair in places for item in pair])
        whole.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=names))


def _join_bookmarks(whole: pikepdf.Pdf, parts: Sequence[_Part], order: Mapping[tuple[int, int], int]) -> None:
    """The parts' bookmarks in one chain, in the order of their pages (ISO 32000-1, 12.3.3)."""
    outlines = [part.trees.Outlines for part in parts if "/Outlines" in part.trees]
    if not outlines:
        return
    chain = [bookmark for outline in outlines for bookmark in _chain(outline)]
    chain.sort(key=lambda bookmark: order[bookmark.Dest[0].objgen])
    count = sum(int(outline.Count) for outline in outlines)
    root = pikepdf.Dictionary(Type=pikepdf.Name.Outlines, Count=count, First=chain[0], Last=chain[-1])
    whole.Root.Outlines = whole.make_indirect(root)
    for bookmark in chain:
        bookmark.Parent = whole.Root.Outlines
        for key in {"/Next", "/Prev"} & set(bookmark.keys()):
            del bookmark[key]
    for before, after in pairwise(chain):
        before.Next, after.Prev = after, before


def _chain(outline: pikepdf.Object) -> Iterator[pikepdf.Object]:
    bookmark: pikepdf.Object | None = outline.First
    while bookmark is not None:
        yield bookmark
        bookmark = bookmark.get("/Next")


def _link(annotation: pikepdf.Object) -> None:
    """Turn an address of another part into a link to that place."""
    address = str(annotation.A.URI) if "/A" in annotation and "/URI" in annotation.A else ""
    if address.startswith(LINK):
        annotation.Dest = annotation.Contents = pikepdf.String(address.removeprefix(LINK))
        del annotation.A


def _pairs(array: pikepdf.Object) -> list[tuple[Any, Any]]:
    return [(array[index], array[index + 1]) for index in range(0, len(array), 2)]
