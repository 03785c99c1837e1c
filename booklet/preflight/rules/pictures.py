"""Pictures: resolution, compression, and what may stand in for them; and remains of old printing systems."""

from collections.abc import Iterator

from booklet.model.printers import Limit, Printer
from booklet.preflight.marks import Mark
from booklet.preflight.rules.base import Hit, Rule, marked, too_high, too_low
from booklet.preflight.subject import Subject

_LARGE_PAGE_MM = 290
_FEW_PIXELS = 4
_OLD_COMPRESSION = {"LZWDecode", "LZW"}


def _pictures(subject: Subject, *, bilevel: bool) -> Iterator[Mark]:
    for mark in subject.painted.of_kind("picture"):
        picture = mark.picture
        if picture is None or picture.is_bilevel != bilevel or not subject.seen(mark):
            continue
        if picture.width * picture.height > _FEW_PIXELS:  # fewer are a flat area
            yield mark


def _wanted(subject: Subject, printer: Printer, mark: Mark) -> Limit | None:
    size = subject.page(mark.page).size
    is_large = min(size.width_mm, size.height_mm) > _LARGE_PAGE_MM
    return printer.limits.large_page_picture_ppi if is_large else printer.limits.picture_ppi


def resolution(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """Pixels per inch at the size of printing, in forms and patterns as well."""
    for mark in _pictures(subject, bilevel=False):
        judged = too_low(mark.size, _wanted(subject, printer, mark), 0.5)
        if judged is not None:
            yield marked(mark, f"{mark.size:.0f} ppi", f"{judged[1]:g} ppi", judged[0])


def bilevel_resolution(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """Black-and-white pictures have no greys to soften their steps."""
    for mark in _pictures(subject, bilevel=True):
        judged = too_low(mark.size, printer.limits.bilevel_ppi, 0.5)
        if judged is not None:
            yield marked(mark, f"{mark.size:.0f} ppi", f"{judged[1]:g} ppi", judged[0])


def surplus(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """More pixels than printing can use."""
    for mark in _pictures(subject, bilevel=False):
        judged = too_high(mark.size, printer.limits.surplus_ppi, 0.5)
        if judged is not None:
            yield marked(mark, f"{mark.size:.0f} ppi", f"{judged[1]:g} ppi or less")


def compression(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """LZW, which PDF/X does not allow."""
    for mark in subject.painted.of_kind("picture"):
        if mark.picture is not None and _OLD_COMPRESSION & set(mark.picture.filters):
            yield marked(mark, "LZW")


def alternates(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Pictures with substitutes, of which each program chooses its own."""
    for mark in subject.painted.of_kind("picture"):
        if mark.picture is not None and mark.picture.has_alternates:
            yield marked(mark, "alternate images")


def replaced_at_print(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """OPI comments: a coarse picture that a server was to replace."""
    for note in subject.painted.noted("opi"):
        yield Hit(note.page, note.detail, "OPI")


def postscript(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """PostScript XObjects, and others that are neither picture nor form."""
    for note in subject.painted.noted("postscript"):
        yield Hit(note.page, note.detail)


def device_control(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Transfer functions, halftones and black generation of another machine."""
    for note in subject.painted.noted("device-control"):
        yield Hit(note.page, "a graphics state", note.detail)


RULES = (
    Rule(
        "picture-resolution",
        "warning",
        "print",
        "a picture is too coarse for its size",
        "use a larger picture, or print it smaller",
        resolution,
    ),
    Rule(
        "picture-bilevel",
        "warning",
        "print",
        "a black-and-white picture is too coarse for its size",
        "scan it finer, or use a drawing",
        bilevel_resolution,
    ),
    Rule(
        "picture-surplus",
        "info",
        "print",
        "a picture is finer than printing can show",
        "nothing; a smaller picture makes the file lighter",
        surplus,
    ),
    Rule(
        "picture-lzw",
        "error",
        "standard",
        "a picture is compressed by LZW",
        "save it with another compression",
        compression,
    ),
    Rule("picture-alternates", "error", "standard", "a picture has substitutes", "keep one version of it", alternates),
    Rule(
        "opi",
        "error",
        "print",
        "a picture waits to be replaced by another",
        "place the picture itself",
        replaced_at_print,
    ),
    Rule(
        "postscript",
        "error",
        "print",
        "the page holds PostScript, which most printers skip",
        "export it anew",
        postscript,
    ),
    Rule(
        "device-control",
        "warning",
        "print",
        "the page brings settings for another printing machine",
        "export it without transfer functions and halftones",
        device_control,
    ),
)
