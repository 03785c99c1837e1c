"""Fonts and the size of text."""

from collections.abc import Callable, Iterator

from booklet.model.printers import Printer
from booklet.preflight.colours import inks_used, is_paper
from booklet.preflight.fonts import Font
from booklet.preflight.marks import Mark
from booklet.preflight.rules.base import TOLERANCE_PT, Hit, Rule, marked, too_low
from booklet.preflight.subject import Subject


def _each_font(subject: Subject, is_faulty: Callable[[Font], bool], words: str) -> Iterator[Hit]:
    """A hit for each font in use that is faulty, at its first text."""
    seen: set[int] = set()
    for mark in subject.painted.of_kind("text"):
        if mark.font is not None and id(mark.font) not in seen:
            seen.add(id(mark.font))
            if is_faulty(mark.font):
                yield Hit(mark.page, f"the font {mark.font.name}", words, box=mark.box)


def not_embedded(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Fonts in use whose letters are not in the file (ISO 15930; PDF/UA-1, 7.21.4.1)."""
    yield from _each_font(subject, lambda font: not font.is_embedded, "its letters are not in the file")


def not_subset(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Fonts that are in the file whole."""
    yield from _each_font(
        subject, lambda font: font.is_embedded and not font.is_subset, "all its letters are in the file"
    )


def drawn_letters(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Type 3 fonts, which many printing machines render coarsely."""
    yield from _each_font(subject, lambda font: font.kind == "Type3", "its letters are drawings (Type 3)")


def courier(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Courier is what programs take for a font that they did not find."""
    yield from _each_font(
        subject, lambda font: font.name.lower().startswith("courier"), "Courier often stands for a lost font"
    )


def without_unicode(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Fonts whose text can be neither searched nor read aloud (PDF/UA-1, 7.21.7)."""
    yield from _each_font(subject, lambda font: not font.has_unicode, "its codes have no Unicode")


def letter_missing(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Text that shows .notdef, an empty box, for a letter that the font lacks (PDF/UA-1, 7.21.8)."""
    for mark in subject.painted.of_kind("text"):
        if mark.lacks_letter:
            yield marked(mark, "a box stands for a letter")


def small(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """Text below the size that prints legibly."""
    for mark in subject.painted.of_kind("text"):
        judged = too_low(mark.size, printer.limits.text_pt, TOLERANCE_PT)
        if judged is not None and subject.seen(mark) and _is_legible_text(mark):
            yield marked(mark, f"{mark.size:.2f} pt", f"{judged[1]:g} pt", judged[0])


def fine(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """Small text of several inks, which never meet exactly, or white on a ground, which fills up."""
    for paint, marks in subject.painted.by_paint.items():
        inks = inks_used(paint.colour)
        if len(inks) == 1:
            continue
        kind = "white on a ground" if is_paper(paint.colour) else f"{len(inks)} inks"
        for mark in marks:
            judged = too_low(mark.size, printer.limits.fine_text_pt, TOLERANCE_PT) if mark.kind == "text" else None
            if judged is not None and subject.seen(mark) and _is_legible_text(mark):
                yield marked(mark, f"{mark.size:.2f} pt, {kind}", f"{judged[1]:g} pt", judged[0])


def _is_legible_text(mark: Mark) -> bool:
    """Whether it has a width at all: spaces and marks without width are no text."""
    return mark.box[2] > mark.box[0] and bool(mark.codes)


RULES = (
    Rule(
        "font-not-embedded",
        "error",
        "print",
        "a font is not in the file",
        "embed all fonts when exporting",
        not_embedded,
    ),
    Rule(
        "font-whole",
        "info",
        "print",
        "a whole font is in the file",
        "nothing; a subset would make the file smaller",
        not_subset,
    ),
    Rule(
        "font-type3",
        "warning",
        "print",
        "the letters of a font are drawings",
        "use an OpenType or TrueType font",
        drawn_letters,
    ),
    Rule("font-courier", "warning", "print", "a font may have been lost", "look whether Courier is meant", courier),
    Rule(
        "font-without-unicode",
        "info",
        "print",
        "text can be neither copied nor searched",
        "export the fonts with a ToUnicode map",
        without_unicode,
    ),
    Rule(
        "letter-missing",
        "error",
        "file",
        "the font lacks a letter",
        "choose a font that has all letters of the language",
        letter_missing,
    ),
    Rule("text-small", "warning", "print", "text is very small", "set it larger", small),
    Rule(
        "text-fine",
        "warning",
        "print",
        "small text is printed with several inks, or white on a ground",
        "set it larger, or in black ink alone",
        fine,
    ),
)
