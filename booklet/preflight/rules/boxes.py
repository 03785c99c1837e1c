"""Page boxes, bleed, and the number and kind of pages."""

from collections import Counter
from collections.abc import Iterator

import pikepdf

from booklet.model.printers import Printer
from booklet.preflight.colours import is_paper
from booklet.preflight.objects import entry, number, parts
from booklet.preflight.rules.base import TOLERANCE_MM, Hit, Rule, too_high, too_low
from booklet.preflight.state import Box
from booklet.preflight.subject import PageFacts, Subject

_SAME_SIZE_MM = 0.1
_CENTRED_MM = 0.5
ONE_SHEET = 4


def size_of(page: PageFacts) -> str:
    """The trimmed page's size in words."""
    return f"{page.size.width_mm:.1f} × {page.size.height_mm:.1f} mm"


def trim_missing(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Each page says where it is cut (ISO 15930: TrimBox or ArtBox)."""
    for page in subject.pages:
        if page.trim is None and page.art is None:
            yield Hit(page.number)


def trim_and_art(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Only one of TrimBox and ArtBox."""
    for page in subject.pages:
        if page.trim is not None and page.art is not None:
            yield Hit(page.number)


def boxes_nested(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """TrimBox in BleedBox in MediaBox (ISO 32000-1, 14.11.2)."""
    for page in subject.pages:
        for name, inner, outer_name, outer in _nesting(page):
            if not _inside(inner, outer, page.units(TOLERANCE_MM)):
                yield Hit(page.number, f"{name} reaches out of {outer_name}")


def _nesting(page: PageFacts) -> Iterator[tuple[str, Box, str, Box]]:
    boxes = [("TrimBox", page.trim), ("ArtBox", page.art), ("BleedBox", page.bleed)]
    given = [(name, box) for name, box in boxes if box is not None]
    yield from ((name, box, "MediaBox", page.media) for name, box in given)
    if page.bleed is not None:
        yield from ((name, box, "BleedBox", page.bleed) for name, box in given if name != "BleedBox")


def _inside(inner: Box, outer: Box, tolerance: float) -> bool:
    return (
        inner[0] >= outer[0] - tolerance
        and inner[1] >= outer[1] - tolerance
        and inner[2] <= outer[2] + tolerance
        and inner[3] <= outer[3] + tolerance
    )


def crop_cuts(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """A CropBox hides nothing of the bleed from those who place the page."""
    for page in subject.pages:
        if page.crop is not None and not _inside(page.bleed or page.area, page.crop, page.units(TOLERANCE_MM)):
            yield Hit(page.number)


def one_size(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Pages of one product have one size and one orientation."""
    sizes = Counter((round(page.size.width_mm, 1), round(page.size.height_mm, 1)) for page in subject.pages)
    if len(sizes) < 2:
        return
    (width, height), _ = sizes.most_common(1)[0]
    for page in subject.pages:
        if max(abs(page.size.width_mm - width), abs(page.size.height_mm - height)) > _SAME_SIZE_MM:
            yield Hit(page.number, measured=size_of(page), limit=f"{width:.1f} × {height:.1f} mm like most pages")


def turned(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """No /Rotate: programs that place pages treat it differently."""
    for page in subject.pages:
        if page.rotation:
            yield Hit(page.number, measured=f"turned by {page.rotation}°")


def user_unit(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """No UserUnit but 1, which many programs ignore."""
    for page in subject.pages:
        if page.unit != 1:
            yield Hit(page.number, measured=f"UserUnit {page.unit:g}", limit="1")


def centred(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """The trim stands in the middle of the sheet, or front and back do not meet."""
    for page in subject.pages:
        if page.trim is None:
            continue
        across = page.mm((page.trim[0] - page.media[0]) - (page.media[2] - page.trim[2])) / 2
        up = page.mm((page.trim[1] - page.media[1]) - (page.media[3] - page.trim[3])) / 2
        if max(abs(across), abs(up)) > _CENTRED_MM:
            yield Hit(page.number, measured=f"{abs(across):.1f} mm sideways, {abs(up):.1f} mm upwards")


def origin(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """The MediaBox begins at 0, 0: legal otherwise, and some programs misplace such pages."""
    for page in subject.pages:
        if page.media[:2] != (0.0, 0.0):
            yield Hit(page.number, measured=f"it begins at {page.media[0]:g}, {page.media[1]:g}")


def bleed(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """The bleed that the boxes promise, at its narrowest side."""
    for page in subject.pages:
        outer = page.bleed or page.media
        sides = (page.area[0] - outer[0], page.area[1] - outer[1], outer[2] - page.area[2], outer[3] - page.area[3])
        narrowest = max(0.0, page.mm(min(sides)))
        judged = too_low(narrowest, printer.limits.bleed_mm, TOLERANCE_MM)
        if judged is not None:
            yield Hit(page.number, measured=f"{narrowest:.2f} mm", limit=f"{judged[1]:g} mm", severity=judged[0])


def spine_side(subject: Subject, page: PageFacts) -> str:
    """``left`` or ``right``: where a page of a bound product is held, as it is seen."""
    preferences = entry(subject.root, "/ViewerPreferences")
    from_right = entry(preferences, "/Direction") == pikepdf.Name("/R2L")
    return "left" if (page.number % 2 == 1) != from_right else "right"


def bleed_at_spine(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Some book printers want no bleed at the side that is glued."""
    for page in subject.pages if subject.is_bound else ():
        outer = page.bleed or page.media
        left, right = page.mm(page.area[0] - outer[0]), page.mm(outer[2] - page.area[2])
        inside = left if spine_side(subject, page) == "left" else right
        if inside > TOLERANCE_MM:
            yield Hit(page.number, measured=f"{inside:.2f} mm", limit="0 mm at the spine")


def multiple(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """Sheets have four pages; one or two pages are a sheet of their own."""
    limit, pages = printer.limits.pages_multiple, len(subject.pages)
    if limit is None or limit.error is None or pages <= 2 or subject.is_loose or pages % int(limit.error) == 0:
        return
    yield Hit(measured=f"{pages} pages", limit=f"a multiple of {limit.error:g}")


def number_of_pages(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """Not too few and not too many for staples; four pages are one folded sheet, which has none."""
    if subject.is_loose:
        return
    pages = len(subject.pages)
    low = too_low(pages, printer.limits.pages_minimum) if pages > ONE_SHEET else None
    high = too_high(pages, printer.limits.pages_maximum)
    if low is not None:
        yield Hit(measured=f"{pages} pages", limit=f"{low[1]:g} or more", severity=low[0])
    if high is not None:
        yield Hit(measured=f"{pages} pages", limit=f"{high[1]:g} or fewer", severity=high[0])


def first_page(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """The first page is a right-hand one; a label that begins with an even number says otherwise."""
    labels = parts(entry(entry(subject.root, "/PageLabels"), "/Nums"))
    first = labels[1] if len(labels) > 1 else None
    if entry(first, "/S") == pikepdf.Name("/D") and int(number(entry(first, "/St"), 1)) % 2 == 0:
        yield Hit(1, measured=f"it is numbered {number(entry(first, '/St')):g}", limit="an odd number")


def blank(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Pages on which nothing is printed."""
    inked = {mark.page for mark in subject.painted.marks if not is_paper(mark.paint.colour) and subject.seen(mark)}
    failed = {page for page, _ in subject.failures}
    for page in subject.pages:
        if page.number not in inked and page.number not in failed:
            yield Hit(page.number)


RULES = (
    Rule(
        "trim-missing",
        "error",
        "print",
        "the page does not say where it is cut",
        "export it with a TrimBox",
        trim_missing,
    ),
    Rule(
        "trim-and-art",
        "error",
        "standard",
        "the page has both TrimBox and ArtBox",
        "keep the TrimBox alone",
        trim_and_art,
    ),
    Rule(
        "boxes-nested",
        "error",
        "print",
        "the page's boxes do not lie within one another",
        "export it anew",
        boxes_nested,
    ),
    Rule(
        "crop-cuts-bleed",
        "warning",
        "print",
        "the CropBox hides a part of the bleed",
        "take the CropBox out",
        crop_cuts,
    ),
    Rule(
        "pages-of-one-size",
        "error",
        "print",
        "the page is of another size than the others",
        "give all pages the same size and orientation",
        one_size,
    ),
    Rule("page-turned", "warning", "print", "the page is turned by its /Rotate", "turn the content instead", turned),
    Rule("user-unit", "error", "print", "the page is scaled by its UserUnit", "export it at its true size", user_unit),
    Rule(
        "page-centred",
        "warning",
        "print",
        "the trimmed page is not in the middle of its sheet",
        "give every side the same bleed",
        centred,
    ),
    Rule(
        "page-origin",
        "info",
        "print",
        "the MediaBox does not begin at 0, 0",
        "nothing, unless the printer misplaces the page",
        origin,
    ),
    Rule("bleed", "error", "print", "the bleed is too narrow", "export it with more bleed", bleed),
    Rule(
        "bleed-at-spine",
        "off",
        "print",
        "there is bleed at the spine",
        "export the inner side without bleed",
        bleed_at_spine,
    ),
    Rule(
        "pages-multiple",
        "error",
        "print",
        "the pages do not fill their sheets",
        "add blank pages before the last one",
        multiple,
    ),
    Rule(
        "pages-number",
        "warning",
        "print",
        "a stapled book has another number of pages",
        "ask the printer, or bind it otherwise",
        number_of_pages,
    ),
    Rule(
        "first-page",
        "warning",
        "print",
        "the first page is numbered as a left-hand one",
        "begin with an odd number",
        first_page,
    ),
    Rule("page-blank", "info", "print", "nothing is printed on the page", "look whether it is meant so", blank),
)
