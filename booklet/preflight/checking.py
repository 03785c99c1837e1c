"""One PDF against one printer: open, walk, ask every rule, and put what they say in order."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import isfinite

import pikepdf

from booklet.model.printers import Printer, RuleSeverity
from booklet.preflight.contrast import contrasts
from booklet.preflight.findings import Finding, Place, Report, in_order
from booklet.preflight.objects import FOREIGN_ERRORS
from booklet.preflight.plates import render_plates
from booklet.preflight.rules import RULES, Hit, Rule
from booklet.preflight.rules.standard import claimed
from booklet.preflight.subject import Subject, read_subject, told

_FINDINGS_OF_A_RULE = 60
_PLACES_OF_A_FINDING = 40
_BY_ID = {rule.id: rule for rule in RULES}


def preflight(pdf: bytes, printer: Printer, *, name: str, printer_name: str = "", plates: bool = False) -> Report:
    """Everything in a PDF that will not print, or not be read, as it was meant, by the limits of ``printer``.

    ``plates`` also renders the printing plates and measures ink and contrast on them; ``name`` and ``printer_name`` are
    what the report calls the file and the printer. No file makes it raise: what is damaged, locked or no PDF at all is
    a finding of its own. The rules are in `booklet.preflight.rules`, the limits with their sources in
    ``data/printers.yaml``.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as document:
            subject = read_subject(name, pdf, document)
            if plates and subject.pages:
                subject = _with_plates(subject)
            findings = list(_all_findings(subject, printer))
            sizes = tuple(page.size for page in subject.pages)
    except pikepdf.PasswordError:
        return _refused("file-encrypted", "it opens only with a password", printer, name, printer_name)
    except FOREIGN_ERRORS as error:
        return _refused("file-unreadable", told(error), printer, name, printer_name)
    return Report(name, printer_name, printer.title, sizes, in_order(findings), plates)


def _refused(rule: str, words: str, printer: Printer, name: str, printer_name: str) -> Report:
    finding = _finding(_BY_ID[rule], "error", Hit(measured=words), None)
    return Report(name, printer_name, printer.title, (), (finding,))


def _with_plates(subject: Subject) -> Subject:
    longest = max(
        max(page.media[2] - page.media[0], page.media[3] - page.media[1]) * page.unit for page in subject.pages
    )
    rendered = render_plates(subject.data, longest_side_pt=longest)
    return replace(subject, plates=replace(rendered, contrasts=contrasts(subject)))


def _all_findings(subject: Subject, printer: Printer) -> Iterator[Finding]:
    groups = groups_of(subject, printer)
    for rule in RULES:
        severity = severity_of(rule, printer)
        if rule.group not in groups or severity == "off":
            continue
        try:
            hits = list(rule.check(subject, printer))
        except FOREIGN_ERRORS as error:
            yield _finding(_BY_ID["rule-failed"], "error", Hit(object=rule.id, measured=told(error)), None)
            continue
        yield from _gathered(subject, rule, printer, hits)


def severity_of(rule: Rule, printer: Printer) -> RuleSeverity:
    """How grave a hit of this rule is for this printer where its limit does not say."""
    return printer.rules[rule.id].severity if rule.id in printer.rules else rule.severity


def groups_of(subject: Subject, printer: Printer) -> set[str]:
    """Which rules look at this file: PDF/X where it is claimed or owed, PDF/UA where it is claimed."""
    groups = {"file", "print"}
    if claimed(subject) or printer.standard is None or "none" not in printer.standard.allow:
        groups.add("standard")
    if subject.claims_accessibility:
        groups.add("tags")
    if subject.plates is not None:
        groups.add("plates")
    return groups


def _gathered(subject: Subject, rule: Rule, printer: Printer, hits: Iterable[Hit]) -> Iterator[Finding]:
    """Hits that differ in nothing but their place are one finding; beyond a good number only their count is told."""
    together: dict[tuple[object, ...], list[Hit]] = {}
    for hit in hits:
        together.setdefault((hit.page, hit.measured, hit.limit, hit.severity), []).append(hit)
    for index, same in enumerate(together.values()):
        if index == _FINDINGS_OF_A_RULE:
            rest = len(together) - index
            yield _finding(rule, _severity(rule, printer, same[0]), Hit(measured=f"{rest} more of this kind"), None)
            return
        places = list(_places(subject, same[: _PLACES_OF_A_FINDING + 1]))
        finding = _finding(rule, _severity(rule, printer, same[0]), same[0], places[0] if places else None)
        more = f" and {len(same) - 1} more" if len(same) > 1 else ""
        yield replace(finding, object=f"{finding.object}{more}", others=tuple(places[1:]))


def _severity(rule: Rule, printer: Printer, hit: Hit) -> RuleSeverity:
    if rule.id in printer.rules or hit.severity is None:
        return severity_of(rule, printer)
    return hit.severity


def _places(subject: Subject, hits: Iterable[Hit]) -> Iterator[Place]:
    """Where the hits are; numbers that are none, which a broken page can hold, are no place."""
    for hit in hits:
        place = hit.place
        if hit.box is not None and hit.page is not None:
            place = subject.page(hit.page).place(hit.box)
        if place is not None and all(map(isfinite, place)):
            x, y, width, height = (round(value, 2) for value in place)
            yield x, y, width, height


def _finding(rule: Rule, severity: RuleSeverity, hit: Hit, place: Place | None) -> Finding:
    assert severity != "off"
    return Finding(
        rule=rule.id,
        severity=severity,
        page=hit.page,
        place=place,
        object=hit.object,
        measured=hit.measured,
        limit=hit.limit,
        message=rule.message,
        hint=rule.hint,
    )
