"""The instruction sheets as finished files, for office printers: 100 %, black ink alone for black."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from booklet.catalogs import Words
from booklet.compose import SectionPlace
from booklet.compose.home import (
    HomeJob,
    PlanView,
    fold_dummy_html,
    how_to_print_html,
    print_run_html,
    test_sheet_html,
)
from booklet.model import Ink
from booklet.press import Boxes, Identity, office_file, screen_file
from booklet.problems import ContentError
from booklet.render import inspect_pages, lay_out, write_pdf
from booklet.sources import Sources
from booklet.templating import Templates

POINTS_PER_MM = 72 / 25.4
# Pure black, so that printers take their black ink alone; on screens, where nobody reads these, it would be harsh.
OFFICE_BLACK = "#000000"


@dataclass(frozen=True)
class OfficePages:
    """HTML and what must come of it: pages of ``size_mm``, each of them one of the ``sections``, in this order."""

    html: str
    sections: tuple[str, ...]
    size_mm: tuple[float, float]
    both_sides: bool = False


def how_to_print(job: HomeJob, words: Words, templates: Templates) -> OfficePages:
    """``.how-to-print.pdf``: one standing sheet in the reader's language."""
    size = (job.sheet.width_mm, job.sheet.height_mm)
    return OfficePages(how_to_print_html(job, words, templates), ("how-to-print",), size)


def test_sheet(job: HomeJob, words: Words, templates: Templates) -> OfficePages:
    """``.test-sheet.pdf``: the front and the back of one lying sheet, to be printed as the booklet will be."""
    size = (job.sheet.height_mm, job.sheet.width_mm)
    return OfficePages(test_sheet_html(job, words, templates), ("front", "back"), size, both_sides=True)


def fold_dummy_pages(job: HomeJob, words: Words, templates: Templates) -> OfficePages:
    """Single numbered pages of the trimmed size; imposed as the booklet is, they become ``.fold-dummy.pdf``."""
    sections = tuple(f"page-{number}" for number in range(1, job.pages + 1))
    size = (job.edition.format.width_mm, job.edition.format.height_mm)
    return OfficePages(fold_dummy_html(job, words, templates), sections, size)


def print_run_page(plan: PlanView, words: Words, templates: Templates) -> OfficePages:
    """``print-run.pdf``: the plan of a print run on one standing sheet."""
    size = (plan.sheet.width_mm, plan.sheet.height_mm)
    return OfficePages(print_run_html(plan, words, templates), ("print-run",), size)


def office_pdf(pages: OfficePages, sources: Sources, *, identity: Identity, inks: Iterable[Ink]) -> bytes:
    """Lay the pages out and finish them for an office printer; the same input gives the same bytes.

    ContentError where a text leaves its frame or its page, PressError where a page has another size or a colour is no
    ink of the palette.
    """
    laid = lay_out(identity.document_id, pages.html, sources)
    budget = [SectionPlace(section, "home", page, 1) for page, section in enumerate(pages.sections, start=1)]
    problems, _ = inspect_pages(laid, budget, language=identity.language)
    if problems:
        raise ContentError(*problems)
    boxes = Boxes(pages.size_mm[0] * POINTS_PER_MM, pages.size_mm[1] * POINTS_PER_MM, 0.0)
    pdf = screen_file(write_pdf(laid), boxes=boxes, identity=identity, palette=office_palette(inks))
    return office_file(pdf, both_sides=pages.both_sides)


def office_palette(inks: Iterable[Ink]) -> Mapping[tuple[float, float, float, float], str]:
    """What an office printer is sent for each ink: the screen's colours, but a black that takes black ink alone."""
    return {ink.cmyk: OFFICE_BLACK if ink.id == "black" else ink.screen for ink in inks}
