"""A report for people on a terminal, for other programs (JSON), and as one HTML page with the spots drawn."""

import base64
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

import pypdfium2

from booklet.preflight.findings import Finding, PageSize, Place, Report
from booklet.preflight.objects import FOREIGN_ERRORS
from booklet.templating import Templates, render, translator

TEMPLATE = "preflight/report.html"
PICTURE_PIXELS = 640
PICTURED_PAGES = 60
_LEAST_SPOT_PERCENT = 0.6
_LABEL_PERCENT = 4.0


def report_text(report: Report, *, with_info: bool = False) -> str:
    """Lines for a terminal: every finding with its remedy, the gravest last, and one line of summary.

    What is the same on several pages and has no place on them is told once.
    """
    told: dict[tuple[object, ...], list[Finding]] = {}
    for index, finding in enumerate(report.findings):
        if with_info or finding.severity != "info":
            alone = index if finding.place is not None or finding.page is None else None
            told.setdefault((finding.rule, finding.severity, finding.sentence, alone), []).append(finding)
    lines = [_lines(report, same) for same in reversed(told.values())]
    return "\n".join([*lines, summary(report)]) + "\n"


def _lines(report: Report, same: list[Finding]) -> str:
    finding = same[0]
    first = f"{_where(report, same)}: {finding.severity}: {finding.sentence} [{finding.rule}]"
    return f"{first}\n  hint: {finding.hint}"


def _where(report: Report, same: list[Finding]) -> str:
    finding = same[0]
    if finding.page is None:
        return report.name
    if len(same) > 1:
        return f"{report.name}: pages {page_ranges(sorted(other.page or 0 for other in same))}"
    if finding.place is None:
        return f"{report.name}: page {finding.page}"
    left, top = finding.place[:2]
    return f"{report.name}: page {finding.page}, {left:.0f} mm from the left, {top:.0f} mm from the top"


def page_ranges(numbers: list[int]) -> str:
    """Numbers in words of few letters: ``1–8, 11``."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)


def summary(report: Report) -> str:
    """How many errors, warnings and notes there are, in one line."""
    counted = [_count(len(report.of("error")), "error"), _count(len(report.of("warning")), "warning")]
    notes = len(report.of("info"))
    more = f", {_count(notes, 'note')}" if notes else ""
    plates = "with plates" if report.with_plates else "without plates"
    pages = _count(len(report.pages), "page")
    return (
        f"{report.name}: {' and '.join(counted)}{more} for {report.printer or report.printer_title} ({pages}, {plates})"
    )


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def report_json(report: Report) -> str:
    """Every field of the report and of its findings; places are x, y, width, height in mm from the trim's top left."""
    values = asdict(report)
    values["pages"] = [
        {"width_mm": round(page.width_mm, 3), "height_mm": round(page.height_mm, 3)} for page in report.pages
    ]
    values["errors"], values["warnings"] = len(report.of("error")), len(report.of("warning"))
    return json.dumps(values, indent=1, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class Spot:
    """A place on a page picture, in percent of the picture; ``label`` is the number of its finding in the list.

    Only the first place of a finding bears it, so that a page of many places stays legible. ``step`` is how many labels
    already stand at the same corner: this one stands beside them.
    """

    label: str
    severity: str
    left: float
    top: float
    width: float
    height: float
    step: int = 0


@dataclass(frozen=True)
class Row:
    """A finding with its number in the list."""

    number: int
    finding: Finding
    places: str


@dataclass(frozen=True)
class PageView:
    """One page of the report: its picture as a data address, its spots, its findings, where the trim lies on it."""

    number: int
    picture: str
    size: str
    ratio: float
    trim: Spot
    spots: tuple[Spot, ...]
    rows: tuple[Row, ...]


def report_html(report: Report, pdf: bytes, templates: Templates) -> str:
    """One page that needs nothing else: findings of the file, then each page that has some, pictured with its spots."""
    rows = [Row(number, finding, _places(finding)) for number, finding in enumerate(report.findings, start=1)]
    by_page: dict[int, list[Row]] = {}
    for row in rows:
        if row.finding.page is not None and row.finding.page <= len(report.pages):
            by_page.setdefault(row.finding.page, []).append(row)
    pictures = page_pictures(pdf, sorted(by_page)[:PICTURED_PAGES])
    views = [
        _view(number, report.pages[number - 1], by_page[number], pictures.get(number, "")) for number in sorted(by_page)
    ]
    whole = [row for row in rows if row.finding.page is None or row.finding.page > len(report.pages)]
    counts = {severity: len(report.of(severity)) for severity in ("error", "warning", "info")}
    values = {"report": report, "whole": whole, "views": views, "counts": counts, "summary": summary(report)}
    return render(templates, TEMPLATE, values, translator({}))


def _places(finding: Finding) -> str:
    if finding.place is None:
        return ""
    x, y, width, height = finding.place
    more = f"; {_count(len(finding.others), 'more place')}" if finding.others else ""
    return f"{x:.1f} mm from the left, {y:.1f} mm from the top, {width:.1f} × {height:.1f} mm{more}"


def _view(number: int, size: PageSize, rows: list[Row], picture: str) -> PageView:
    spots = tuple(_beside_each_other(_spots(rows, size)))
    trim = _spot("", "trim", (0.0, 0.0, size.width_mm, size.height_mm), size)
    shown = f"{size.width_mm:.1f} × {size.height_mm:.1f} mm"
    return PageView(number, picture, shown, size.media[2] / (size.media[3] or 1), trim, spots, tuple(rows))


def _spots(rows: list[Row], size: PageSize) -> Iterator[Spot]:
    for row in rows:
        if row.finding.place is not None:
            yield _spot(str(row.number), row.finding.severity, row.finding.place, size)
        yield from (_spot("", row.finding.severity, place, size) for place in row.finding.others)


def _beside_each_other(spots: Iterable[Spot]) -> Iterator[Spot]:
    labelled: list[Spot] = []
    for spot in spots:
        near = [other for other in labelled if spot.label and _are_near(spot, other)]
        yield replace(spot, step=len(near))
        labelled += [spot] if spot.label else []


def _are_near(one: Spot, other: Spot) -> bool:
    return max(abs(one.left - other.left), abs(one.top - other.top)) < _LABEL_PERCENT


def _spot(label: str, severity: str, place: Place, size: PageSize) -> Spot:
    left, top, width, height = size.media
    x, y, across, down = place
    x0, y0 = _percent(x - left, width), _percent(y - top, height)
    x1, y1 = _percent(x + across - left, width), _percent(y + down - top, height)
    return Spot(label, severity, x0, y0, max(x1 - x0, _LEAST_SPOT_PERCENT), max(y1 - y0, _LEAST_SPOT_PERCENT))


def _percent(length: float, whole: float) -> float:
    return round(min(100.0, max(0.0, 100 * length / (whole or 1))), 2)


def page_pictures(pdf: bytes, numbers: list[int]) -> dict[int, str]:
    """PNG data addresses of pages by number; a page that cannot be drawn is left out."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except (pypdfium2.PdfiumError, *FOREIGN_ERRORS):
        return {}
    found: dict[int, str] = {}
    try:
        for number in numbers:
            try:
                found[number] = _picture(document[number - 1])
            except (pypdfium2.PdfiumError, *FOREIGN_ERRORS):
                continue
    finally:
        document.close()
    return found


def _picture(page: "pypdfium2.PdfPage") -> str:
    page.set_cropbox(*page.get_mediabox())  # the report places its spots on the whole sheet
    scale = PICTURE_PIXELS / max(page.get_size())
    target = io.BytesIO()
    page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").save(target, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(target.getvalue()).decode('ascii')}"
