"""A print run: each edition made, its ink measured, and what it all needs, as rows and as a page to print."""

import math
from collections.abc import Mapping
from dataclasses import replace

from booklet.content.events import event_path
from booklet.home_sheets import office_pdf, print_run_page
from booklet.model import Edition
from booklet.paper import OFFICE_SHEETS, SHEETS, Size
from booklet.parts import identity_of
from booklet.pipeline import make_edition
from booklet.press.plates import ink_coverage
from booklet.print_run import (
    Layout,
    Run,
    booklet_layout,
    known_copies,
    plan_run,
    plan_view,
    poster_layout,
    unknown_copies,
)
from booklet.problems import ContentError
from booklet.project import Project
from booklet.tiling import tile

OFFICE_WAYS = ("fold", "tile", "flat")


def plan_editions(project: Project, editions: list[Edition], copies: Mapping[str, int]) -> list[Run]:
    """What each edition needs in ``copies`` (by product, ``""`` for any); ContentError where no number is known at all.

    What does not come onto office paper at its size, or in nobody knows how many copies, is left out.
    """
    printed = [edition for edition in editions if "press" in edition.product.deliveries and edition.home in OFFICE_WAYS]
    counted = [(edition, count) for edition in printed if (count := known_copies(edition, copies))]
    if not counted:
        edition = (printed or editions)[0]
        raise ContentError(unknown_copies(edition, event_path(project.sources, edition.event.slug)))
    return [_run(project, edition, count) for edition, count in counted]


def _run(project: Project, edition: Edition, copies: int) -> Run:
    coverage = ink_coverage(make_edition(project, edition).files["press"], name=edition.name)
    return plan_run(edition, coverage, _layout(edition, len(coverage)), copies)


def _layout(edition: Edition, pages: int) -> Layout:
    """Office paper for one copy, by the way on which the edition comes onto it."""
    size = edition.format
    if edition.home == "fold":
        return booklet_layout(pages)
    if edition.home == "tile":
        return poster_layout(tile(Size(size.width_mm, size.height_mm), SHEETS[OFFICE_SHEETS[size.family]]).sheets)
    sheets = math.ceil(pages / 2) if edition.product.two_sided else pages
    return Layout(sheets, pages, 0)


def plan_page(project: Project, runs: list[Run]) -> bytes:
    """The plan as one page to print, in the language of its first edition."""
    first = runs[0].edition
    words = project.words[first.language]
    view = plan_view(first.event, runs, project.loaded.book.edition.edition_date, first.language)
    identity = replace(identity_of(project, first, view.event), document_id=f"{first.event.slug}/print-run")
    pages = print_run_page(view, words, project.templates)
    return office_pdf(pages, project.sources, identity=identity, inks=project.formats.palette)
