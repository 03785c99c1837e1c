"""Lines, and areas so narrow that they print as lines."""

from collections.abc import Iterator

from booklet.model.printers import Printer
from booklet.preflight.colours import inks_used, is_paper
from booklet.preflight.marks import Mark
from booklet.preflight.rules.base import TOLERANCE_PT, Hit, Rule, marked, too_low
from booklet.preflight.subject import Subject

# Slivers that a clip leaves at the edge of a neighbouring area are no lines.
_LEAST_LENGTH_PT = 2.0


def thin(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """Lines thinner than the printer holds; a width of 0 is as thin as each machine can."""
    if printer.limits.line_pt is None:
        return
    for mark in subject.painted.marks:
        if mark.kind not in {"stroke", "fill"} or is_paper(mark.paint.colour):
            continue
        judged = too_low(mark.size, printer.limits.line_pt, TOLERANCE_PT)
        if judged is not None and _is_line(mark) and subject.seen(mark):
            yield marked(mark, f"{mark.size:.3f} pt", f"{judged[1]:g} pt", judged[0])


def fine(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """Thin lines of several inks, which never meet exactly, or white on a ground, which fill up."""
    for paint, marks in subject.painted.by_paint.items():
        inks = inks_used(paint.colour)
        if len(inks) == 1:
            continue
        kind = "white" if is_paper(paint.colour) else f"{len(inks)} inks"
        for mark in marks if printer.limits.fine_line_pt is not None else ():
            if mark.kind not in {"stroke", "fill"}:
                continue
            judged = too_low(mark.size, printer.limits.fine_line_pt, TOLERANCE_PT)
            if judged is not None and _is_line(mark) and subject.seen(mark):
                yield marked(mark, f"{mark.size:.3f} pt, {kind}", f"{judged[1]:g} pt", judged[0])


def _is_line(mark: Mark) -> bool:
    left, bottom, right, top = mark.box
    return mark.kind == "stroke" or max(right - left, top - bottom) >= _LEAST_LENGTH_PT


RULES = (
    Rule("line-thin", "warning", "print", "a line is too thin to print surely", "make it thicker", thin),
    Rule(
        "line-fine",
        "warning",
        "print",
        "a thin line is printed with several inks, or white on a ground",
        "make it thicker, or print it with one ink",
        fine,
    ),
)
