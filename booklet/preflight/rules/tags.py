"""What a file that calls itself PDF/UA-1 (ISO 14289-1) must have, as far as its objects show it."""

from collections.abc import Iterator
from typing import NamedTuple

import pikepdf

from booklet.model.printers import Printer
from booklet.preflight.objects import entry, identity, is_true, number, parts, text
from booklet.preflight.rules.base import Hit, Rule, marked
from booklet.preflight.subject import Subject

_ELEMENT_LIMIT = 200_000
_TAG_IT = "make the file from a source with structure, as PDF/UA-1"
_LANGUAGE_HINT = "set the document's language, for example az"


class Element(NamedTuple):
    """A structure element: its standard type, its page where it says one, the object."""

    kind: str
    page: int | None
    item: pikepdf.Object


def elements(subject: Subject) -> list[Element]:
    """The structure tree in reading order; types through the role map (ISO 32000-1, 14.7.3), loops cut."""
    root = entry(subject.root, "/StructTreeRoot")
    roles = entry(root, "/RoleMap")
    pages = {identity(page.item): page.number for page in subject.pages}
    found: list[Element] = []
    seen: set[tuple[int, int]] = set()
    pending = _children(root)[::-1]
    while pending and len(found) < _ELEMENT_LIMIT:
        item = pending.pop()
        if not isinstance(item, pikepdf.Dictionary) or (item.is_indirect and identity(item) in seen):
            continue
        seen.add(identity(item))
        page = entry(item, "/Pg")
        kind = text(entry(item, "/S"))
        if kind is not None:
            found.append(Element(_role(kind, roles), None if page is None else pages.get(identity(page)), item))
        pending.extend(_children(item)[::-1])
    return found


def _children(item: pikepdf.Object | None) -> list[pikepdf.Object]:
    kids = entry(item, "/K")
    return parts(kids) if isinstance(kids, pikepdf.Array) else [kids] if isinstance(kids, pikepdf.Dictionary) else []


def _role(kind: str, roles: pikepdf.Object | None) -> str:
    for _ in range(16):
        mapped = text(entry(roles, f"/{kind}"))
        if mapped is None or mapped == kind:
            return kind
        kind = mapped
    return kind


def language(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """The document's language (7.2)."""
    if not text(entry(subject.root, "/Lang")):
        yield Hit()


def marked_as_tagged(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """MarkInfo says that the file is tagged, and not by guesses (7.1)."""
    info = entry(subject.root, "/MarkInfo")
    if not is_true(entry(info, "/Marked")):
        yield Hit(measured="MarkInfo does not say Marked")
    if is_true(entry(info, "/Suspects")):
        yield Hit(measured="MarkInfo says Suspects")


def structure(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """There is a structure tree (7.1)."""
    if not isinstance(entry(subject.root, "/StructTreeRoot"), pikepdf.Dictionary):
        yield Hit()


def title(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """A title in the metadata, shown in the window's bar (7.1)."""
    if not subject.metadata("dc:title"):
        yield Hit(measured="there is no dc:title")
    if not is_true(entry(entry(subject.root, "/ViewerPreferences"), "/DisplayDocTitle")):
        yield Hit(measured="DisplayDocTitle is not true")


def alternatives(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Every figure and formula has words for those who cannot see it (7.3, 7.7)."""
    for element in elements(subject):
        if element.kind in {"Figure", "Formula"} and not (_says(element, "/Alt") or _says(element, "/ActualText")):
            yield Hit(element.page, element.kind.lower())


def _says(element: Element, key: str) -> bool:
    return bool(text(entry(element.item, key)))


def headings(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Headings begin with H1 and leave no level out (7.4)."""
    level = 0
    for element in elements(subject):
        if len(element.kind) == 2 and element.kind[0] == "H" and element.kind[1].isdigit():
            found = int(element.kind[1])
            if found > level + 1:
                before = f"after H{level}" if level else "as the first heading"
                yield Hit(element.page, f"heading H{found}", before, f"H{level + 1}")
            level = found


def untagged(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Content is either tagged or an artifact (7.1)."""
    for mark in subject.painted.marks:
        if not mark.tagged:
            yield marked(mark, "neither tagged nor an artifact")


def tab_order(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """On pages with annotations the tab key follows the structure (7.18.3)."""
    for page in subject.pages:
        if parts(entry(page.item, "/Annots")) and text(entry(page.item, "/Tabs")) != "S":
            yield Hit(page.number, limit="/Tabs /S")


def link_descriptions(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Every link says in words where it leads (7.18.5)."""
    for page in subject.pages:
        for annotation in parts(entry(page.item, "/Annots")):
            if text(entry(annotation, "/Subtype")) == "Link" and not text(entry(annotation, "/Contents")):
                hidden = int(number(entry(annotation, "/F"))) & 2
                if not hidden:
                    yield Hit(page.number, "a link")


def unicode_of_fonts(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Fonts whose text has no Unicode (7.21.7)."""
    seen: set[int] = set()
    for mark in subject.painted.of_kind("text"):
        if mark.font is not None and id(mark.font) not in seen and not mark.font.has_unicode:
            seen.add(id(mark.font))
            yield Hit(mark.page, f"the font {mark.font.name}", box=mark.box)


RULES = (
    Rule("tags-language", "error", "tags", "the file does not say its language", _LANGUAGE_HINT, language),
    Rule("tags-marked", "error", "tags", "the file does not say that it is tagged", _TAG_IT, marked_as_tagged),
    Rule("tags-structure", "error", "tags", "the file has no tags", _TAG_IT, structure),
    Rule(
        "tags-title",
        "error",
        "tags",
        "the title is missing or not shown",
        "give the document a title and let viewers show it",
        title,
    ),
    Rule(
        "tags-alternative",
        "error",
        "tags",
        "a figure has no words for those who cannot see it",
        "describe the figure in its source",
        alternatives,
    ),
    Rule("tags-headings", "error", "tags", "a level of headings is left out", "use headings level by level", headings),
    Rule("tags-content", "error", "tags", "something on the page is neither tagged nor decoration", _TAG_IT, untagged),
    Rule(
        "tags-tab-order",
        "error",
        "tags",
        "the tab key does not follow the text",
        "set the pages' tab order to structure",
        tab_order,
    ),
    Rule("tags-link", "error", "tags", "a link does not say where it leads", "describe the link", link_descriptions),
    Rule(
        "tags-unicode",
        "error",
        "tags",
        "text cannot be read aloud",
        "export the fonts with a ToUnicode map",
        unicode_of_fonts,
    ),
)
