"""A print run in numbers: paper, staples, ink, weight and cost of so many copies. Arithmetic only."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from booklet.compose.home import OFFICE_PAPER, PaperOrder, PlanRow, PlanView, Sheet
from booklet.language import format_date, format_number, no_break
from booklet.model import Edition, Event, Prices
from booklet.problems import Problem

PAGES_PER_SHEET = 4
STAPLES = 2
PACK = 500
RESERVE_PERCENT = 5  # test sheets, misprints, paper that tears
NOMINAL_COVER = 0.05  # the page by which makers give the yield of a cartridge (ISO/IEC 19752 and 24711)
LANGUAGE_NAMES = {"en": "English", "az": "Azərbaycanca", "ru": "Русский"}
_CENT = Decimal("0.01")

Plates = tuple[float, float, float, float]


@dataclass(frozen=True)
class Layout:
    """What one copy takes: sheets of office paper, printed sides, staples."""

    sheets: int
    sides: int
    staples: int


@dataclass(frozen=True)
class Run:
    """So many copies of one edition.

    ``ink`` counts, for cyan, magenta, yellow and black, the sides of office paper that would be covered wholly;
    `ink_pages` turns them into the pages by which cartridges are sold. ``cost`` is None without prices.
    """

    edition: Edition
    copies: int
    sheets: int
    sides: int
    staples: int
    ink: Plates
    grammage: int
    weight_g: float
    cost: Decimal | None

    @property
    def sheet(self) -> Sheet:
        """The office paper of the edition's family."""
        return OFFICE_PAPER[self.edition.format.family]


@dataclass(frozen=True)
class Totals:
    """All runs together; ``cost`` is None without prices."""

    copies: int
    sheets: int
    sides: int
    staples: int
    ink: Plates
    weight_g: float
    cost: Decimal | None


def booklet_layout(pages: int) -> Layout:
    """One folded copy: four pages a sheet, blanks up to a multiple of four, two staples; one sheet alone needs none.

    >>> booklet_layout(24)
    Layout(sheets=6, sides=12, staples=2)
    """
    if pages < 1:
        raise ValueError(f"a booklet of {pages} pages")
    sheets = math.ceil(pages / PAGES_PER_SHEET)
    return Layout(sheets, 2 * sheets, STAPLES if sheets > 1 else 0)


def poster_layout(tiles: int) -> Layout:
    """One poster: a sheet for each tile and one for the map, printed on one side.

    >>> poster_layout(9)
    Layout(sheets=10, sides=10, staples=0)
    """
    if tiles < 1:
        raise ValueError(f"a poster of {tiles} tiles")
    return Layout(tiles + 1, tiles + 1, 0)


def unknown_copies(edition: Edition, path: str) -> Problem:
    """That nobody says how many copies are printed; ``path`` is where the event could."""
    product = edition.product.id
    hint = f"add --copies 60 (make: copies=60), or a line 'copies: {{{product}: 60}}' to the event's file"
    if path.endswith(".csv"):
        hint = f"add --copies 60 (make: copies=60), or fill in the column copies.{product}"
    message = f"it is not said how many copies of the {product} of {edition.event.slug} are printed"
    return Problem(path, None, "error", message, hint)


def known_copies(edition: Edition, wanted: Mapping[str, int]) -> int | None:
    """How many copies of the edition are ``wanted`` by product name (``""``: any), or by its event; or None."""
    product = edition.product.id
    return wanted.get(product) or wanted.get("") or edition.event.copies.get(product)


def parse_copies(text: str) -> dict[str, int]:
    """``60`` for every product, or ``booklet=60,poster=4``; ValueError, in words for people, where it is neither.

    >>> parse_copies("booklet=60,poster=4")
    {'booklet': 60, 'poster': 4}
    """
    wanted: dict[str, int] = {}
    for part in text.split(","):
        product, equals, number = part.strip().rpartition("=")
        if (
            not number.isascii()
            or not number.isdecimal()
            or not 1 <= int(number) <= 100_000
            or (equals and not product)
        ):
            raise ValueError(f"“{part.strip()}” is no number of copies; write 60, or booklet=60,poster=4")
        wanted[product.strip()] = int(number)
    return wanted


def plan_run(edition: Edition, coverage: Sequence[Plates], layout: Layout, copies: int) -> Run:
    """The needs of ``copies`` copies; ``coverage`` is the mean ink of each page by plate, from 0 to 1.

    Ink is counted on the area of the trimmed pages. Paper: ISO 536 grammage times the area of the sheet.
    """
    event, size = edition.event, edition.format
    sheet = OFFICE_PAPER[size.family]
    sheet_mm2 = sheet.width_mm * sheet.height_mm
    share = size.width_mm * size.height_mm / sheet_mm2
    ink = tuple(copies * share * sum(page[plate] for page in coverage) for plate in range(4))
    sheets, staples = copies * layout.sheets, copies * layout.staples
    grammage = event.grammage or edition.product.grammage
    plates = (ink[0], ink[1], ink[2], ink[3])
    return Run(
        edition=edition,
        copies=copies,
        sheets=sheets,
        sides=copies * layout.sides,
        staples=staples,
        ink=plates,
        grammage=grammage,
        weight_g=sheets * grammage * sheet_mm2 / 1e6,
        cost=_cost(event.prices, sheets, staples, plates) if event.prices else None,
    )


def _cost(prices: Prices, sheets: int, staples: int, ink: Plates) -> Decimal:
    paper = sheets * Decimal(str(prices.paper_sheet)) + staples * Decimal(str(prices.staple))
    pages = sum((Decimal(str(page)) for page in ink_pages(ink)), Decimal(0))
    return (paper + pages * Decimal(str(prices.ink_page))).quantize(_CENT, ROUND_HALF_UP)


def ink_pages(ink: Plates) -> Plates:
    """Sides covered wholly → pages covered to 5 %, as makers of cartridges count them."""
    cyan, magenta, yellow, black = (side / NOMINAL_COVER for side in ink)
    return cyan, magenta, yellow, black


def totals(runs: Sequence[Run]) -> Totals:
    """The sums; the cost only where every run has one."""
    costs = [run.cost for run in runs if run.cost is not None]
    ink = tuple(sum(run.ink[plate] for run in runs) for plate in range(4))
    return Totals(
        copies=sum(run.copies for run in runs),
        sheets=sum(run.sheets for run in runs),
        sides=sum(run.sides for run in runs),
        staples=sum(run.staples for run in runs),
        ink=(ink[0], ink[1], ink[2], ink[3]),
        weight_g=sum(run.weight_g for run in runs),
        cost=sum(costs, Decimal(0)) if costs and len(costs) == len(runs) else None,
    )


def with_reserve(count: int) -> int:
    """A count and five in a hundred more, rounded up: what to buy.

    >>> with_reserve(360)
    378
    """
    return count + math.ceil(count * RESERVE_PERCENT / 100)


def paper_to_order(runs: Iterable[Run]) -> dict[tuple[Sheet, int], int]:
    """Sheets to buy by paper and grammage, the reserve included."""
    needed: dict[tuple[Sheet, int], int] = {}
    for run in runs:
        kind = (run.sheet, run.grammage)
        needed[kind] = needed.get(kind, 0) + run.sheets
    return {kind: with_reserve(sheets) for kind, sheets in needed.items()}


def packs(sheets: int) -> int:
    """Packs of 500 sheets that hold so many."""
    return math.ceil(sheets / PACK)


# ── in words ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def plan_view(event: Event, runs: Sequence[Run], date: dt.date, language: str) -> PlanView:
    """The plan as its printed page shows it, in ``language``; ``date`` is the book's edition."""
    total = totals(runs)
    prices = event.prices if total.cost is not None else None
    return PlanView(
        language=language,
        event=no_break(event.text("title", language) or event.slug, language),
        date=date,
        printed_date=no_break(format_date(date, language), language),
        sheet=runs[0].sheet,
        currency=prices.currency if prices else "",
        rows=tuple(_row(run, run.edition, language) for run in runs),
        total=_row(total, None, language),
        papers=tuple(
            PaperOrder(
                sheet.name, _count(grammage, language), _count(sheets, language), _count(packs(sheets), language)
            )
            for (sheet, grammage), sheets in paper_to_order(runs).items()
        ),
        staples=_count(with_reserve(total.staples), language) if total.staples else "",
        ink=_written_ink(total.ink, language, reserve=True),
    )


def terminal_rows(runs: Sequence[Run]) -> list[tuple[str, ...]]:
    """The rows of the table on the terminal, under `TERMINAL_HEAD`, the sums last."""
    rows = [_row(run, run.edition, "en") for run in runs]
    total = _row(totals(runs), None, "en")
    return [
        (
            row.name or "in all",
            row.language,
            row.copies,
            row.sheets,
            row.sides,
            row.staples,
            *row.ink,
            row.weight,
            row.cost,
        )
        for row in (*rows, total)
    ]


TERMINAL_HEAD = ("product", "language", "copies", "sheets", "sides", "staples", "C", "M", "Y", "K", "kg", "cost")


def order_lines(runs: Sequence[Run]) -> list[str]:
    """What to buy, and how it was counted, in lines for the terminal."""
    total = totals(runs)
    lines = [
        f"order: {sheets} sheets of {sheet.name}, {grammage} g/m² (packs of {PACK}: {packs(sheets)})"
        for (sheet, grammage), sheets in paper_to_order(runs).items()
    ]
    if total.staples:
        lines.append(f"order: {with_reserve(total.staples)} staples")
    cyan, magenta, yellow, black = _written_ink(total.ink, "en", reserve=True)
    lines.append(f"order: ink or toner for {cyan} pages of cyan, {magenta} magenta, {yellow} yellow, {black} black")
    lines.append(
        f"each order holds a reserve of {RESERVE_PERCENT} %; C, M, Y, K are pages of which one ink covers 5 %,"
    )
    lines.append("from the mean cover of the press file's pages by each plate at 72 dots an inch")
    return lines


def _row(run: Run | Totals, edition: Edition | None, language: str) -> PlanRow:
    return PlanRow(
        name=f"{edition.product.id}-{edition.format.id}" if edition else "",
        language=", ".join(LANGUAGE_NAMES[code] for code in edition.languages) if edition else "",
        copies=_count(run.copies, language),
        sheets=_count(run.sheets, language),
        sides=_count(run.sides, language),
        staples=_count(run.staples, language),
        ink=_written_ink(run.ink, language),
        weight=_decimals(Decimal(str(run.weight_g / 1000)), 1, language),
        cost=_decimals(run.cost, 2, language) if run.cost is not None else "",
    )


def _written_ink(ink: Plates, language: str, *, reserve: bool = False) -> tuple[str, str, str, str]:
    pages = [math.ceil(page - 1e-9) for page in ink_pages(ink)]
    cyan, magenta, yellow, black = (_count(with_reserve(page) if reserve else page, language) for page in pages)
    return cyan, magenta, yellow, black


def _count(number: int, language: str) -> str:
    return format_number(number, language)


def _decimals(number: Decimal, places: int, language: str) -> str:
    """A number with exactly so many decimals."""
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    point = format_number(Decimal("0.5"), language)[1]
    return f"{format_number(int(whole), language)}{point}{fraction}"
