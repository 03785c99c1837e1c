"""Preflight: a PDF → everything about it that would go wrong in print, with page, place, measure, limit and remedy."""

from booklet.preflight.checking import preflight
from booklet.preflight.findings import Finding, PageSize, Report
from booklet.preflight.printers import load_printers, printer_named
from booklet.preflight.reports import report_html, report_json, report_text
from booklet.preflight.rules import RULES, Rule

__all__ = [
    "RULES",
    "Finding",
    "PageSize",
    "Report",
    "Rule",
    "load_printers",
    "preflight",
    "printer_named",
    "report_html",
    "report_json",
    "report_text",
]
