"""What stands at the edges of a page: is the bleed filled, does text keep its distance."""

from collections.abc import Iterator

from booklet.model.printers import Limit, Printer
from booklet.preflight.colours import Colour, is_paper
from booklet.preflight.findings import FindingSeverity
from booklet.preflight.marks import Mark
from booklet.preflight.rules.base import TOLERANCE_MM, Hit, Rule, marked, too_low
from booklet.preflight.rules.boxes import spine_side
from booklet.preflight.state import Box
from booklet.preflight.subject import PageFacts, Subject

_TOUCHES_MM = 0.3
_SHORT_MM = 0.1
_SIDES = ("left", "bottom", "right", "top")


def bleed_filled(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """An area or picture that reaches the trim goes on through the bleed, or a white line may be left in cutting."""
    limit = printer.limits.bleed_mm
    wanted = 0.0 if limit is None else limit.warning or limit.error or 0.0
    grounds: dict[int, Colour] = {}
    for mark in subject.painted.marks if wanted else ():
        if mark.kind == "text":
            continue
        page = subject.page(mark.page)
        if _covers_everything(mark, page):
            grounds[mark.page] = mark.paint.colour
        elif not is_paper(mark.paint.colour) and mark.paint.colour != grounds.get(mark.page):
            for side, reach in _short_sides(mark.box, page, wanted):
                shown = f"it ends {abs(reach):.2f} mm {'outside' if reach >= 0 else 'inside'} the trim, {side}"
                yield marked(mark, shown, f"{wanted:g} mm outside")


def _covers_everything(mark: Mark, page: PageFacts) -> bool:
    outer, box, slack = page.bleed or page.media, mark.box, page.units(_SHORT_MM)
    return (
        box[0] <= outer[0] + slack and box[1] <= outer[1] + slack
        and box[2] >= outer[2] - slack and box[3] >= outer[3] - slack
    )  # fmt: skip


def _short_sides(box: Box, page: PageFacts, wanted: float) -> Iterator[tuple[str, float]]:
    """Sides at which a box touches the trim and stops before the end of the bleed, and how far it reaches, in mm."""
    area, outer = page.area, page.bleed or page.media
    if box[0] >= area[2] or box[2] <= area[0] or box[1] >= area[3] or box[3] <= area[1]:
        return
    for index, side in enumerate(_SIDES):
        sign = -1 if index < 2 else 1
        reach = page.mm(sign * (box[index] - area[index]))
        there_is = page.mm(sign * (outer[index] - area[index]))
        if -_TOUCHES_MM <= reach < min(wanted, there_is) - _SHORT_MM:
            yield side, reach


def text_near_edge(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """Text keeps its distance from the trim, from the open side of a bound product, and from its spine."""
    given = (printer.limits.edge_mm, printer.limits.fore_edge_mm, printer.limits.spine_mm)
    farthest = max((limit.warning or limit.error or 0.0 for limit in given if limit is not None), default=None)
    if farthest is None:
        return
    for mark in subject.painted.of_kind("text"):
        page = subject.page(mark.page)
        inner, (left, bottom, right, top), box = page.units(farthest), page.area, mark.box
        if box[0] >= left + inner and box[2] <= right - inner and box[1] >= bottom + inner and box[3] <= top - inner:
            continue
        if subject.seen(mark):
            yield from _nearest(subject, printer, page, mark)


def _nearest(subject: Subject, printer: Printer, page: PageFacts, mark: Mark) -> Iterator[Hit]:
    """The gravest of the four sides."""
    found: list[tuple[FindingSeverity, float, str, float]] = []
    for side, distance in _distances(page, mark.box).items():
        name, limits = _limits(subject, printer, page, side)
        for limit in limits:
            judged = too_low(distance, limit, TOLERANCE_MM)
            if judged is not None:
                found.append((judged[0], distance, name, judged[1]))
    if found:
        severity, distance, name, wanted = min(found)
        shown = f"{distance:.1f} mm from the {name}" if distance >= 0 else f"{-distance:.1f} mm over the {name}"
        yield marked(mark, shown, f"{wanted:g} mm", severity)


def _distances(page: PageFacts, box: Box) -> dict[str, float]:
    x, y, width, height = page.place(box)
    size = page.size
    return {"left": x, "top": y, "right": size.width_mm - x - width, "bottom": size.height_mm - y - height}


def _limits(subject: Subject, printer: Printer, page: PageFacts, side: str) -> tuple[str, tuple[Limit | None, ...]]:
    limits = printer.limits
    if not subject.is_bound or side in {"top", "bottom"}:
        return f"{side} edge", (limits.edge_mm,)
    if side == spine_side(subject, page):
        return "fold", (limits.spine_mm,)
    return "fore-edge", (limits.edge_mm, limits.fore_edge_mm)


RULES = (
    Rule(
        "bleed-filled",
        "error",
        "print",
        "something reaches the trim and does not fill the bleed",
        "let it go on to the end of the bleed, or end well inside the page",
        bleed_filled,
    ),
    Rule(
        "text-near-edge",
        "warning",
        "print",
        "text stands too near to where the page is cut or folded",
        "move it inwards",
        text_near_edge,
    ),
)
