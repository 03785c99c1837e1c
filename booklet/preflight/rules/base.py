"""What a rule is, what it answers, and how a measured value is held against a limit."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from booklet.model.printers import Limit, Printer, RuleSeverity
from booklet.preflight.findings import FindingSeverity, Place
from booklet.preflight.marks import Mark
from booklet.preflight.state import Box
from booklet.preflight.subject import Subject

Group = Literal["file", "standard", "print", "tags", "plates"]
"""Which files a rule looks at: every file; those that claim or owe PDF/X; what is printed; those that claim PDF/UA;
those whose plates were rendered."""

TOLERANCE_MM = 0.01
TOLERANCE_PT = 0.001


class Hit(NamedTuple):
    """One fault that a rule saw: ``box`` in the page's units or ``place`` in mm say where, ``severity`` how grave."""

    page: int | None = None
    object: str = ""
    measured: str = ""
    limit: str = ""
    severity: FindingSeverity | None = None
    box: Box | None = None
    place: Place | None = None


Check = Callable[[Subject, Printer], Iterable[Hit]]


class Rule(NamedTuple):
    """One row of the table: id, usual severity, which files it looks at, what is wrong, what to do, and the check."""

    id: str
    severity: RuleSeverity
    group: Group
    message: str
    hint: str
    check: Check


Judged = tuple[FindingSeverity, float]


def too_low(value: float, limit: Limit | None, tolerance: float = 0.0) -> Judged | None:
    """The severity and the number that was missed, where a value is below a limit."""
    if limit is None:
        return None
    if limit.error is not None and value < limit.error - tolerance:
        return "error", limit.warning if limit.warning is not None else limit.error
    if limit.warning is not None and value < limit.warning - tolerance:
        return "warning", limit.warning
    return None


def too_high(value: float, limit: Limit | None, tolerance: float = 0.0) -> Judged | None:
    """The severity and the number that was passed, where a value is above a limit."""
    if limit is None:
        return None
    if limit.error is not None and value > limit.error + tolerance:
        return "error", limit.error
    if limit.warning is not None and value > limit.warning + tolerance:
        return "warning", limit.warning
    return None


def marked(mark: Mark, measured: str, limit: str = "", severity: FindingSeverity | None = None) -> Hit:
    """A hit on something painted."""
    return Hit(mark.page, mark.described, measured, limit, severity, box=mark.box)


def visible(subject: Subject, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Those marks of which something is left on the trimmed page."""
    return (mark for mark in marks if subject.seen(mark))
