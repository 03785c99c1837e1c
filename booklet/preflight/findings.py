"""What a preflight finds: one finding for each thing to mend, and the report that holds them all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from booklet.problems import ExitCode, Problem

FindingSeverity = Literal["error", "warning", "info"]
Place = tuple[float, float, float, float]

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Finding:
    """One fault: the rule, where it is, what was measured, the limit, and what to do.

    ``page`` counts from 1 (None: the whole file); ``place`` is x, y, width and height in mm from the trim's top left
    corner; ``others`` are further places of the same fault on the same page.
    """

    rule: str
    severity: FindingSeverity
    page: int | None
    place: Place | None
    object: str
    measured: str
    limit: str
    message: str
    hint: str
    others: tuple[Place, ...] = ()

    def as_problem(self, name: str) -> Problem:
        """The finding as the other stages tell theirs; an information becomes a warning."""
        where = "" if self.page is None else f"page {self.page}: "
        severity: Literal["error", "warning"] = "error" if self.severity == "error" else "warning"
        return Problem(name, None, severity, f"{where}{self.sentence} [{self.rule}]", self.hint)

    @property
    def sentence(self) -> str:
        """Message, object, measured value and limit, in one line."""
        parts = [self.message]
        if self.object:
            parts.append(f": {self.object}")
        if self.measured:
            parts.append(f" — {self.measured}")
        if self.limit:
            parts.append(f" (wanted: {self.limit})")
        return "".join(parts)


@dataclass(frozen=True)
class PageSize:
    """A page's trim in millimetres, as a reader sees it, and where its MediaBox begins from the trim's top left."""

    width_mm: float
    height_mm: float
    media: Place


@dataclass(frozen=True)
class Report:
    """Everything that was found in the file called ``name``; errors first, then by page."""

    name: str
    printer: str
    printer_title: str
    pages: tuple[PageSize, ...]
    findings: tuple[Finding, ...]
    with_plates: bool = False

    def counted_as(self, numbers: Sequence[int]) -> "Report":
        """The report on pages that are a part of a file, with their ``numbers`` in that file (from 1)."""
        findings = (replace(finding, page=finding.page and numbers[finding.page - 1]) for finding in self.findings)
        return replace(self, findings=tuple(findings))

    def of(self, severity: FindingSeverity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity == severity)

    @property
    def exit_code(self) -> ExitCode:
        """DONE with warnings alone, PREFLIGHT on an error."""
        return ExitCode.PREFLIGHT if self.of("error") else ExitCode.DONE

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Errors and warnings as the other stages tell theirs; what is only worth knowing is left to the report."""
        return tuple(found.as_problem(self.name) for found in self.findings if found.severity != "info")


_ORDER = {"error": 0, "warning": 1, "info": 2}


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Errors first, then warnings, each by page and place."""
    return tuple(sorted(findings, key=_position))


def _position(finding: Finding) -> tuple[int, int, float, float, str, str]:
    left, top = (finding.place or (0.0, 0.0))[:2]
    return _ORDER[finding.severity], finding.page or 0, round(top, 1), round(left, 1), finding.rule, finding.measured
