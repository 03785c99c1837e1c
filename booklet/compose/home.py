"""The sheets that lie beside the home files: how to print, a test sheet, a fold dummy, the plan of a print run."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from booklet import templating
from booklet.catalogs import Words
from booklet.language import format_date, format_number, no_break
from booklet.model import Edition
from booklet.paper import OFFICE_SHEETS, SHEETS

EDGES_MM = (3, 5, 7)
RULER_MM = 100
RULER_INCHES = 4
MM_PER_INCH = 25.4
MAP_SIDE_MM = 30.0


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper as it stands in the tray."""

    name: str
    width_mm: float
    height_mm: float


def _sheet(name: str) -> Sheet:
    return Sheet(name.capitalize(), float(SHEETS[name].width_mm), float(SHEETS[name].height_mm))


OFFICE_PAPER = {family: _sheet(name) for family, name in OFFICE_SHEETS.items()}


@dataclass(frozen=True)
class HomeJob:
    """An edition on its way through an office printer.

    ``pages`` counts the pages of a booklet, ``sheets`` the sheets of paper for one copy (the map of a poster included),
    ``rows`` and ``columns`` the tiles of a poster; a booklet has none. ``date`` is the edition's own.
    """

    edition: Edition
    title: str
    date: dt.date
    pages: int
    sheets: int
    rows: int = 0
    columns: int = 0
    overlap_mm: float = 10.0

    @property
    def sheet(self) -> Sheet:
        """The office paper of the format's family."""
        return OFFICE_PAPER[self.edition.format.family]


@dataclass(frozen=True)
class HomeView:
    """What the templates of home sheets see; sizes in millimetres."""

    language: str
    id: str
    title: str
    date: dt.date
    printed_date: str
    file: str
    fronts_file: str
    backs_file: str
    one_sided: bool
    sheet: Sheet
    copies: int | None
    pages: int
    sheets: int
    middle: tuple[int, int]
    rows: int
    columns: int
    overlap: str
    grid: "GridView | None"
    width: float
    height: float
    trim: str


@dataclass(frozen=True)
class GridView:
    """A poster's tiles as a small drawing: its size and the places of the lines between them, in millimetres."""

    width: float
    height: float
    across: tuple[float, ...]
    down: tuple[float, ...]


@dataclass(frozen=True)
class Tick:
    """A line of a ruler: its place from the ruler's begin and its length in millimetres, and its figure if any."""

    at: float
    length: float
    label: str = ""


@dataclass(frozen=True)
class PlanRow:
    """One product in one language, every figure written as the reader's language writes it."""

    name: str
    language: str
    copies: str
    sheets: str
    sides: str
    staples: str
    ink: tuple[str, str, str, str]
    weight: str
    cost: str


@dataclass(frozen=True)
class PaperOrder:
    """Sheets of one kind to buy, the reserve included."""

    paper: str
    grammage: str
    sheets: str
    packs: str


@dataclass(frozen=True)
class PlanView:
    """The plan of a print run as its page shows it; without prices ``currency`` is empty."""

    language: str
    event: str
    date: dt.date
    printed_date: str
    sheet: Sheet
    currency: str
    rows: tuple[PlanRow, ...]
    total: PlanRow
    papers: tuple[PaperOrder, ...]
    staples: str
    ink: tuple[str, str, str, str] = field(default=("", "", "", ""))


def how_to_print_html(job: HomeJob, words: Words, templates: templating.Templates) -> str:
    """One page for the person at the printer: the settings, and four drawings of what to do with the sheets."""
    name = "how-to-poster" if job.rows else "how-to-print"
    return _rendered(name, words, templates, {"home": _view(job, words)})


def test_sheet_html(job: HomeJob, words: Words, templates: templating.Templates) -> str:
    """Two lying pages, front and back: what a printer does to sizes, edges, greys and the turn of the sheet."""
    values = {
        "home": _view(job, words),
        "edges": EDGES_MM,
        "millimetres": millimetre_ticks(),
        "inches": inch_ticks(),
        "ruler_mm": RULER_MM,
        "ruler_inches_mm": RULER_INCHES * MM_PER_INCH,
    }
    return _rendered("test-sheet", words, templates, values)


def fold_dummy_html(job: HomeJob, words: Words, templates: templating.Templates) -> str:
    """The booklet's pages in reading order with nothing but their numbers, to be imposed as the booklet itself is."""
    return _rendered("dummy", words, templates, {"home": _view(job, words)})


def print_run_html(plan: PlanView, words: Words, templates: templating.Templates) -> str:
    """The plan of a print run on one standing page."""
    return _rendered("print-run", words, templates, {"plan": plan, "home": plan})


def millimetre_ticks() -> tuple[Tick, ...]:
    """The lines of a ruler of 100 mm, with a figure at each ten."""
    return tuple(
        Tick(float(place), 5.0 if place % 10 == 0 else 3.5 if place % 5 == 0 else 2.0, _figure(place, 10))
        for place in range(RULER_MM + 1)
    )


def inch_ticks() -> tuple[Tick, ...]:
    """The lines of a ruler of 4 inches, an eighth apart, with a figure at each inch."""
    return tuple(
        Tick(round(place * MM_PER_INCH / 8, 4), 5.0 if place % 8 == 0 else 3.5 if place % 4 == 0 else 2.0,
             _figure(place, 8, 8))
        for place in range(8 * RULER_INCHES + 1)
    )  # fmt: skip


def _figure(place: int, every: int, divisor: int = 1) -> str:
    return str(place // divisor) if place % every == 0 else ""


def _rendered(name: str, words: Words, templates: templating.Templates, values: dict[str, object]) -> str:
    translate = templating.translator(words.ui)

    def glued(key: str, text: str, **parts: object) -> str:
        return no_break(translate(key, text, **parts), words.language)

    return templating.render(templates, f"home/{name}.html", values, glued)


def _view(job: HomeJob, words: Words) -> HomeView:
    edition, language = job.edition, words.language
    product = f"{edition.product.id}-{edition.format.id}"
    return HomeView(
        language=language,
        id=f"{edition.event.slug} · {language} · {edition.format.id}",
        title=no_break(job.title, language),
        date=job.date,
        printed_date=no_break(format_date(job.date, language), language),
        file=f"{product}.home.pdf",
        fronts_file=f"{product}.home-fronts.pdf",
        backs_file=f"{product}.home-backs.pdf",
        one_sided=edition.event.home.one_sided,
        sheet=job.sheet,
        copies=edition.event.copies.get(edition.product.id),
        pages=job.pages,
        sheets=job.sheets,
        middle=(2 * job.sheets, 2 * job.sheets + 1),
        rows=job.rows,
        columns=job.columns,
        overlap=f"{job.overlap_mm:g}",
        grid=_grid(job) if job.rows else None,
        width=edition.format.width_mm,
        height=edition.format.height_mm,
        trim=f"{_length(edition.format.width_mm, language)} × {_length(edition.format.height_mm, language)}",
    )


def _length(millimetres: float, language: str) -> str:
    return format_number(Decimal(f"{millimetres:g}"), language)


def _grid(job: HomeJob) -> GridView:
    size = job.edition.format
    scale = MAP_SIDE_MM / max(size.width_mm, size.height_mm)
    width, height = round(size.width_mm * scale, 2), round(size.height_mm * scale, 2)
    return GridView(width, height, _parts(width, job.columns), _parts(height, job.rows))


def _parts(length: float, count: int) -> tuple[float, ...]:
    return tuple(round(length * part / count, 2) for part in range(1, count))
