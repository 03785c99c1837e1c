"""Rules that look at the printing plates as they come out: ink where things overprint, and contrast as it is seen."""

from collections.abc import Iterator

from booklet.model.printers import Printer
from booklet.preflight.plates import PlatePage
from booklet.preflight.rules.base import Hit, Rule, too_high, too_low
from booklet.preflight.subject import Subject

_LARGE_TEXT_PT = 18
_INK_SLACK = 2.0


def not_rendered(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Plates were asked for and could not be made."""
    if subject.plates is not None and subject.plates.failure:
        yield Hit(measured=subject.plates.failure)


def ink_on_plates(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """The ink of all plates, averaged over blocks of about 2.5 mm, with the share of the page that is above."""
    for page in subject.plates.pages if subject.plates is not None else ():
        sums = page.ink_percents
        worst = max(sums, default=0.0)
        judged = too_high(worst, printer.limits.ink_percent, _INK_SLACK)
        if judged is not None:
            above = sum(value > judged[1] + _INK_SLACK for value in sums) / len(sums)
            measured = f"{worst:.0f} % at the darkest place, {100 * above:.1f} % of the page above"
            yield Hit(
                page.number, "", measured, f"{judged[1]:g} %", judged[0], place=_place(subject, page, sums.index(worst))
            )


def _place(subject: Subject, page: PlatePage, index: int) -> tuple[float, float, float, float]:
    left, top = subject.page(page.number).size.media[:2]
    row, column = divmod(index, page.columns)
    return left + column * page.block_mm, top + row * page.block_mm, page.block_mm, page.block_mm


def contrast(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """The contrast of text to what is printed around it (WCAG 2.2, 1.4.3), pictures included."""
    for mark, ratio in subject.plates.contrasts if subject.plates is not None else ():
        asked = printer.limits.contrast_ratio
        if asked is not None and mark.size >= _LARGE_TEXT_PT and asked.warning is not None:
            asked = asked.model_copy(update={"warning": asked.warning * 2 / 3})
        judged = too_low(ratio, asked, 0.05)
        if judged is not None:
            yield Hit(mark.page, mark.described, f"{ratio:.1f} : 1", f"{judged[1]:g} : 1", judged[0], box=mark.box)


RULES = (
    Rule(
        "plates",
        "warning",
        "plates",
        "the plates could not be rendered",
        "install poppler-utils, or check without plates",
        not_rendered,
    ),
    Rule(
        "ink-on-plates",
        "error",
        "plates",
        "there is too much ink where things lie on one another",
        "choose lighter mixtures, or do not overprint",
        ink_on_plates,
    ),
    Rule(
        "contrast",
        "warning",
        "plates",
        "text stands out too little from its ground",
        "darken the text or lighten the ground",
        contrast,
    ),
)
