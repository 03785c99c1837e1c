"""The files for an office printer: the pages on office paper, and the sheets that say how to print them."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from booklet.catalogs import Words
from booklet.compose.home import HomeJob
from booklet.home_sheets import OfficePages, fold_dummy_pages, how_to_print, office_pdf, test_sheet
from booklet.model import Edition, Ink
from booklet.paper import OFFICE_SHEETS, SHEETS, Size
from booklet.press import Identity
from booklet.problems import Problem
from booklet.sheets import Imposed, flat_pdf, fronts_and_backs, impose
from booklet.sources import Sources
from booklet.templating import Templates, translator
from booklet.tiles import TileOptions, TileWords, tile_pdf

REDUCED_MARGIN_MM = 5.0
LABEL_FONT = "templates/shared/fonts/SourceSans3-Regular.otf"

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True)
class HomeWork:
    """All that the home files of an edition are made of, beside its press file."""

    edition: Edition
    identity: Identity
    title: str
    date: dt.date
    words: Words
    templates: Templates
    sources: Sources
    inks: tuple[Ink, ...]

    @property
    def sheet(self) -> Size:
        """The office paper of the edition's family, standing."""
        return SHEETS[OFFICE_SHEETS[self.edition.format.family]]

    def job(self, pages: int, sheets: int, **tiles: float) -> HomeJob:
        """What the sheets of instructions tell about the edition."""
        return HomeJob(self.edition, self.title, self.date, pages, sheets, **tiles)  # type: ignore[arg-type]

    def printed(self, name: str, pages: OfficePages) -> bytes:
        """Pages of instructions as a file that says of what it is a part."""
        identity = replace(self.identity, document_id=f"{self.edition.name}.{name}")
        return office_pdf(pages, self.sources, identity=identity, inks=self.inks)


def home_files(press: bytes, pages: int, work: HomeWork) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The finished files by the end of their names (`name_of`), and what a person should know before printing.

    ``press`` is the print shop's file of ``pages`` pages. Errors are those of `impose`, `tile_pdf` and `office_pdf`.
    """
    notes: list[Problem] = []
    makers: dict[str, Callable[[bytes, int, HomeWork, list[Problem]], Files]] = {
        "fold": _folded,
        "tile": _tiled,
        "flat": _flat,
        "reduce": _reduced,
    }
    home = work.edition.home
    return (dict(makers[home](press, pages, work, notes)) if home else {}), tuple(notes)


def home_names(edition: Edition) -> tuple[str, ...]:
    """The names of all home files that an edition can have, whatever its event asks for."""
    folded = ("home", "home-fronts", "home-backs", "how-to-print", "test-sheet", "fold-dummy")
    names = {
        "fold": folded,
        "tile": ("home", "how-to-print", "reduced"),
        "flat": ("home",),
        "reduce": ("reduced",),
        None: (),
    }
    return tuple(name_of(edition, name) for name in names[edition.home])


def name_of(edition: Edition, delivery: str) -> str:
    """The file name of a delivery; a poster reduced to one office sheet is a format of its own.

    Pictures come numbered, ``picture-1`` and so on; a page has no delivery in its name, and a text no paper.
    """
    if delivery == "page":
        return f"{edition.stem}.html"
    if delivery.startswith("text-"):
        return f"{edition.stem if edition.recipient else edition.product.id}{delivery.removeprefix('text')}.txt"
    if delivery.startswith("picture-"):
        return f"{edition.stem}{delivery.removeprefix('picture')}.png"
    if delivery == "reduced":
        return f"{edition.product.id}-{OFFICE_SHEETS[edition.format.family]}.home.pdf"
    return f"{edition.stem}.{delivery}.pdf"


# ── booklets ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _folded(press: bytes, pages: int, work: HomeWork, notes: list[Problem]) -> Files:
    imposed = _imposed(press, work)
    notes.extend(imposed.notes)
    yield from _for_printer(imposed.pdf, work)
    job = work.job(pages, imposed.sheets)
    yield "how-to-print", work.printed("how-to-print", how_to_print(job, work.words, work.templates))
    yield "test-sheet", work.printed("test-sheet", test_sheet(job, work.words, work.templates))
    dummy = work.printed("fold-dummy", fold_dummy_pages(job, work.words, work.templates))
    yield "fold-dummy", _imposed(dummy, work).pdf


def _imposed(pdf: bytes, work: HomeWork) -> Imposed:
    wishes = work.edition.event.home
    return impose(
        pdf,
        sheet=work.sheet.landscape,
        caliper_mm=wishes.caliper_mm,
        signature=wishes.signature,
        name=work.edition.name,
    )


def _for_printer(imposed: bytes, work: HomeWork) -> Files:
    if work.edition.event.home.one_sided:
        yield from zip(("home-fronts", "home-backs"), fronts_and_backs(imposed), strict=True)
    else:
        yield "home", imposed


# ── posters ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tiled(press: bytes, pages: int, work: HomeWork, notes: list[Problem]) -> Files:
    tiled = tile_pdf(
        press,
        TileOptions(work.sheet),
        words=TileWords.translated(translator(work.words.ui)),
        font=work.sources.data(LABEL_FONT),
        name=work.edition.name,
    )
    notes.extend(tiled.notes)
    yield "home", tiled.pdf
    yield from _reduced(press, pages, work, notes)
    grid = tiled.tiling
    job = work.job(pages, grid.sheets + 1, rows=grid.rows, columns=grid.columns, overlap_mm=grid.overlap_mm)
    yield "how-to-print", work.printed("how-to-print", how_to_print(job, work.words, work.templates))


# ── whole pages ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _flat(press: bytes, _pages: int, work: HomeWork, notes: list[Problem]) -> Files:
    made = flat_pdf(press, work.sheet, name=work.edition.name, both_sides=work.edition.product.two_sided)
    notes.extend(made.notes)
    yield "home", made.pdf


def _reduced(press: bytes, _pages: int, work: HomeWork, notes: list[Problem]) -> Files:
    made = flat_pdf(press, work.sheet, name=work.edition.name, margin_mm=REDUCED_MARGIN_MM)
    notes.extend(made.notes)
    yield "reduced", made.pdf
