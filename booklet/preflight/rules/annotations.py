"""Annotations on the page: links, notes, stamps."""

from collections.abc import Iterator

import pikepdf

from booklet.model.printers import Printer
from booklet.preflight.objects import entry, four_numbers, number, parts, text
from booklet.preflight.rules.base import Hit, Rule
from booklet.preflight.subject import PageFacts, Subject

_HIDDEN, _PRINT = 2, 4
_BESIDE_THE_PAGE = {"PrinterMark", "TrapNet"}


def _on_page(subject: Subject) -> Iterator[tuple[PageFacts, str, pikepdf.Object]]:
    for page in subject.pages:
        for annotation in parts(entry(page.item, "/Annots")):
            kind = text(entry(annotation, "/Subtype")) or "?"
            if kind not in _BESIDE_THE_PAGE:
                yield page, kind, annotation


def _touches(page: PageFacts, annotation: pikepdf.Object) -> bool:
    box, outer = four_numbers(entry(annotation, "/Rect")), page.bleed or page.area
    return box is None or (box[2] > outer[0] and box[0] < outer[2] and box[3] > outer[1] and box[1] < outer[3])


def inside(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """No annotation within the bleed (ISO 15930), not even one that does not print."""
    for page, kind, annotation in _on_page(subject):
        if kind != "Popup" and _touches(page, annotation):
            yield Hit(page.number, f"an annotation of the kind {kind}", box=four_numbers(entry(annotation, "/Rect")))


def printing(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Notes and stamps that print on the page, links aside."""
    for page, kind, annotation in _on_page(subject):
        flags = int(number(entry(annotation, "/F")))
        is_printed = flags & _PRINT and not flags & _HIDDEN
        if is_printed and kind not in {"Link", "Popup", "Widget"} and entry(annotation, "/AP") is not None:
            yield Hit(page.number, f"an annotation of the kind {kind}", box=four_numbers(entry(annotation, "/Rect")))


RULES = (
    Rule(
        "annotation-on-page",
        "error",
        "standard",
        "an annotation lies on the page",
        "take links and notes out of the file for printing",
        inside,
    ),
    Rule(
        "annotation-printed",
        "warning",
        "print",
        "a note or stamp will be printed",
        "delete it, or look whether it is meant",
        printing,
    ),
)
