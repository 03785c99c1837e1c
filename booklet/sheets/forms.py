"""A page of a PDF as a Form XObject (ISO 32000-1, 8.10), which keeps its content as it is, compressed or not."""

import re
from typing import NamedTuple

import pikepdf

from booklet.sheets.source import SourcePage, inherited

# Our own press files begin every page so: one stream that moves all of it, and then the page.
_MOVE = re.compile(rb"\s*1(?:\.0*)? 0 0 1(?:\.0*)? (-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?) cm\s*")
_UNSEEN = {"/Link", "/Popup"}


class Form(NamedTuple):
    """A page's form and its boxes in the space of the form."""

    stream: pikepdf.Object
    page: SourcePage


def page_form(document: pikepdf.Pdf, page: pikepdf.Object, boxes: SourcePage) -> Form | None:
    """The page, clipped to its trim and bleed, as a form of the same document; None for a page without content."""
    streams = _streams(page.get("/Contents"))
    if not streams:
        return None
    resources = inherited(page, "/Resources") or pikepdf.Dictionary()
    move = _leading_move(streams, resources)
    boxes = boxes.moved(-move[0], -move[1]) if move else boxes
    kept = streams[1:] if move else streams
    form = _copied(document, kept[0]) if len(kept) == 1 else document.make_stream(_joined(kept))
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array(boxes.bleed)
    form.Resources = resources
    if "/Group" in page:
        form.Group = _isolated(page.Group)
    return Form(form, boxes)


def paint_annotations(document: pikepdf.Pdf) -> None:
    """Make what notes, stamps and filled-in fields look like a part of their pages; links look like nothing."""
    if any(_is_seen(item) for page in document.pages for item in page.obj.get("/Annots", ())):
        if "/AcroForm" in document.Root:
            document.generate_appearance_streams()
        document.flatten_annotations("print")


def _is_seen(annotation: pikepdf.Object) -> bool:
    return isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") not in _UNSEEN


def _streams(contents: pikepdf.Object | None) -> list[pikepdf.Object]:
    parts = [contents] if not isinstance(contents, pikepdf.Array) else list(contents)
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def _leading_move(streams: list[pikepdf.Object], resources: pikepdf.Object) -> tuple[float, float] | None:
    # A pattern hangs on the space in which its form or page begins, so that a page with patterns stays as it is.
    if len(streams) != 2 or resources.get("/Pattern") or int(streams[0].get("/Length", 0)) > 100:
        return None
    move = _MOVE.fullmatch(streams[0].read_bytes())
    return (float(move[1]), float(move[2])) if move else None


def _copied(document: pikepdf.Pdf, stream: pikepdf.Object) -> pikepdf.Object:
    copy = document.make_stream(stream.read_raw_bytes())
    for key in ("/Filter", "/DecodeParms"):
        if key in stream:
            copy[key] = stream[key]
    return copy


def _joined(streams: list[pikepdf.Object]) -> bytes:
    """One stream of several; an operator may begin in one and end in the next, a number may not (7.8.2)."""
    return b"\n".join(stream.read_bytes() for stream in streams)


def _isolated(group: pikepdf.Object) -> pikepdf.Object:
    """A page's group blends with nothing below it; a form's group only if it says so."""
    return pikepdf.Dictionary({**dict(group.items()), "/I": True})
