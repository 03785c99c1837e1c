"""Overprint and transparency: where one ink is meant to lie on another."""

from collections.abc import Iterator

from booklet.model.printers import Printer
from booklet.preflight.colours import is_paper, plates
from booklet.preflight.marks import Mark
from booklet.preflight.objects import entry, text
from booklet.preflight.rules.base import Hit, Rule, marked, visible
from booklet.preflight.state import Paint
from booklet.preflight.subject import Subject

_SMALL_TEXT_PT = 12


def overprinted_white(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """White that overprints vanishes."""
    for paint, marks in subject.painted.by_paint.items():
        if paint.overprint and is_paper(paint.colour):
            for mark in visible(subject, marks):
                yield marked(mark, "white, with overprint on")


def overprint_mode(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """In mode 0 an overprinting CMYK colour knocks out with its empty plates (ISO 32000-1, 8.6.7)."""
    for paint, marks in subject.painted.by_paint.items():
        is_cmyk = paint.colour.space.family == "DeviceCMYK" and 0.0 in paint.colour.values
        if paint.overprint and paint.overprint_mode == 0 and is_cmyk and not is_paper(paint.colour):
            for mark in visible(subject, marks):
                yield marked(mark, "overprint in mode 0", "mode 1")


def overprinted_gray(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Grey and profiled CMYK never overprint, whatever is set (GWG 2015; ISO 32000-1, table 149)."""
    for paint, marks in subject.painted.by_paint.items():
        label = paint.colour.space.label
        if paint.overprint and label in {"DeviceGray", "ICCBased CMYK", "ICCBased Gray"} and not is_paper(paint.colour):
            for mark in visible(subject, marks):
                yield marked(mark, f"{label} with overprint on", "DeviceCMYK or a spot ink")


def black_knocks_out(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Small black text that cuts a hole into a coloured ground shows a light rim where plates do not meet."""
    for paint, marks in subject.painted.by_paint.items():
        if paint.overprint or not _is_black_ink_alone(paint):
            continue
        for mark in marks:
            if mark.kind == "text" and mark.size <= _SMALL_TEXT_PT and _has_ground(subject, mark):
                yield marked(mark, "black text without overprint")


def _has_ground(subject: Subject, mark: Mark) -> bool:
    """Whether the text's middle lies on something coloured."""
    x, y = (mark.box[0] + mark.box[2]) / 2, (mark.box[1] + mark.box[3]) / 2
    grounds = subject.coloured_grounds.get(mark.page, ())
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in grounds)


def _is_black_ink_alone(paint: Paint) -> bool:
    found = plates(paint.colour) or ()
    return any(found) and all(value == (1.0 if name == "Black" else 0.0) for name, value in found)


def transparency(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Anything that the ground shines through, for printers that know no transparency (PDF/X-1a and X-3)."""
    for paint, marks in subject.painted.by_paint.items():
        words = _why_transparent(paint)
        if words:
            for mark in visible(subject, marks):
                yield marked(mark, words, "opaque")
    for note in subject.painted.noted("group"):
        yield Hit(note.page, "a transparency group", "", "opaque")
    for page in subject.pages:
        if text(entry(entry(page.item, "/Group"), "/S")) == "Transparency":
            yield Hit(page.number, "the page's transparency group", "", "opaque")


def _why_transparent(paint: Paint) -> str:
    if paint.alpha < 1:
        return f"{100 * paint.alpha:.0f} % opaque"
    if paint.blend != "Normal":
        return f"blended by {paint.blend}"
    return "seen through a soft mask" if paint.masked else ""


RULES = (
    Rule(
        "overprint-of-white",
        "error",
        "print",
        "white is set to overprint and will vanish",
        "switch overprint off for white",
        overprinted_white,
    ),
    Rule(
        "overprint-mode",
        "warning",
        "print",
        "overprint will not do what it seems to",
        "set the overprint mode to 1",
        overprint_mode,
    ),
    Rule(
        "overprint-of-gray",
        "warning",
        "print",
        "overprint has no effect on this kind of colour",
        "name the colour in CMYK",
        overprinted_gray,
    ),
    Rule(
        "black-knocks-out",
        "info",
        "print",
        "small black text cuts a hole into coloured ground",
        "nothing; most printers set black text to overprint themselves",
        black_knocks_out,
    ),
    Rule(
        "transparency",
        "off",
        "print",
        "something is transparent",
        "flatten the transparency when exporting",
        transparency,
    ),
)
