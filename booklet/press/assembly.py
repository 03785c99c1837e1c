"""Finished parts of an edition → the whole file: pages in their order, each font once, tags, links and bookmarks whole.

The largest part is the ground to which the pages of the others are added, so what was finished in it is not touched
again. Between parts a link is an address of its own kind (`LINK`), until both ends are in the same file.
"""

from collections.abc import Iterable, Iterator, Sequence
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
class _Part:
    """A part whose pages are in the whole file: where they are, and what belongs to them (tags, names, bookmarks)."""

    pages: range
    trees: pikepdf.Object


def assembled_press(parts: Sequence[bytes], identity: Identity) -> bytes:
    """One PDF/X-4 of the pages of several, which are of the same sizes and for the same printing condition."""
    with _assembled(parts) as (whole, _):
        identify(whole, identity, for_press=True)
        return saved(whole)


def assembled_screen(parts: Sequence[bytes], identity: Identity, page_labels: Sequence[str]) -> bytes:
    """One PDF/UA-1 of several: tags below one root, names together, bookmarks one after another, a label a page."""
    with _assembled(parts) as (whole, found):
        _join_tags(whole, found)
        _join_names(whole, found)
        _join_bookmarks(whole, found)
        for page in whole.pages:
            for annotation in page.obj.get("/Annots", ()):
                _link(annotation)
        whole.Root.PageLabels = page_label_tree(page_labels, len(whole.pages))
        identify(whole, identity, for_press=False)
        return saved(whole)


@contextmanager
def _assembled(parts: Sequence[bytes]) -> Iterator[tuple[pikepdf.Pdf, list[_Part]]]:
    """The largest part with the pages of the others before and after its own, and what belongs to each part."""
    ground = max(range(len(parts)), key=lambda number: len(parts[number]))
    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.open(BytesIO(parts[ground])))
        fonts, found, page = _fonts_of(whole), list[_Part](), 0
        for number, part in enumerate(parts):
            if number == ground:
                pages, trees = range(page, len(whole.pages)), whole.Root
            else:
                source = opened.enter_context(pikepdf.open(BytesIO(part)))
                pages = range(page, page + len(source.pages))
                _add_pages(whole, source, pages, fonts)
                trees = _copied_trees(whole, source)
            found.append(_Part(pages, trees))
            page = pages.stop
        yield whole, found


def _add_pages(whole: pikepdf.Pdf, source: pikepdf.Pdf, place: range, fonts: dict[str, pikepdf.Object]) -> None:
    for number, page in zip(place, source.pages, strict=True):
        whole.pages.insert(number, page)
    for number in place:
        _use_fonts(whole.pages[number].resources, fonts)


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
    """The tag tree, names and bookmarks of a part whose pages are in the whole file already."""
    trees = pikepdf.Dictionary(
        {key: source.Root[key] for key in ("/StructTreeRoot", "/Names", "/Outlines") if key in source.Root}
    )
    return whole.copy_foreign(source.make_indirect(trees))


def _join_tags(whole: pikepdf.Pdf, parts: Sequence[_Part]) -> None:
    """One structure tree (ISO 32000-1, 14.7): the parts' elements below one Document, their numbers without a clash."""
    root, elements, numbers, offset = whole.Root.StructTreeRoot, list[pikepdf.Object](), list[Any](), 0
    for part in parts:
        tree = part.trees.StructTreeRoot
        for element in tree.K[0].K:
            element.P = root.K[0]
            elements.append(element)
        pairs = _pairs(tree.ParentTree.Nums)
        numbers.extend(item for number, value in pairs for item in (int(number) + offset, value))
        _renumber([whole.pages[number].obj for number in part.pages], offset)
        offset += int(pairs[-1][0]) + 1
    root.K[0].K = pikepdf.Array(elements)
    root.ParentTree.Nums = pikepdf.Array(numbers)


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


def _join_bookmarks(whole: pikepdf.Pdf, parts: Sequence[_Part]) -> None:
    """The parts' bookmarks in one chain (ISO 32000-1, 12.3.3)."""
    outlines = [part.trees.Outlines for part in parts if "/Outlines" in part.trees]
    if not outlines:
        return
    for before, after in pairwise(outlines):
        before.Last.Next, after.First.Prev = after.First, before.Last
    first, count = outlines[0], sum(int(outline.Count) for outline in outlines)
    whole.Root.Outlines = whole.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Outlines, Count=count, First=first.First, Last=outlines[-1].Last)
    )
    bookmark = whole.Root.Outlines.First
    while bookmark is not None:
        bookmark.Parent = whole.Root.Outlines
        bookmark = bookmark.get("/Next")


def _link(annotation: pikepdf.Object) -> None:
    """Turn an address of another part into a link to that place."""
    address = str(annotation.A.URI) if "/A" in annotation and "/URI" in annotation.A else ""
    if address.startswith(LINK):
        annotation.Dest = annotation.Contents = pikepdf.String(address.removeprefix(LINK))
        del annotation.A


def _pairs(array: pikepdf.Object) -> list[tuple[Any, Any]]:
    return [(array[index], array[index + 1]) for index in range(0, len(array), 2)]
