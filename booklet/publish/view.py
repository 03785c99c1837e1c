"""What the templates of the gallery may use: an event and its finished files in the reader's language."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from urllib.parse import quote

from booklet.language import format_number, format_time, format_weekday_date, upper
from booklet.model import Event, Format, Product
from booklet.pictures import PIXELS_PER_MM
from booklet.publish.editions import Review, delivery_of, review_of
from booklet.publish.shelf import Shelf
from booklet.publish.thumbnails import Thumbnail
from booklet.receipts import Output, Receipt

MM_PER_INCH = 25.4
_KILO, _MEGA = 1_000, 1_000_000
_SHORT = 8
_ISO = re.compile(r"a\d")
# What most visitors look for first.
_ORDER = (
    "screen", "page", "picture", "press", "home", "reduced", "home-fronts", "home-backs", "how-to-print", "test-sheet",
    "fold-dummy", "text",
)  # fmt: skip


@dataclass(frozen=True)
class Amount:
    """A written number or two, and the unit: ``kB``, ``MB``; ``mm``, ``in``, ``px``."""

    first: str
    second: str
    unit: str


@dataclass(frozen=True)
class FileView:
    """A file: its address below the event's page, its use (a key of ``templates/gallery/words.html``), its numbers."""

    href: str
    name: str
    use: str
    pages: str
    size: Amount
    sha256: str

    @property
    def place_and_use(self) -> tuple[int, str]:
        """By what files are grouped: uses in the order in which visitors look for them."""
        return _ORDER.index(self.use.partition(":")[0]), self.use

    @property
    def short_sum(self) -> str:
        """How the checksum begins."""
        return self.sha256[:_SHORT]


@dataclass(frozen=True)
class EditionView:
    """An edition: what it is, its files, the state of its texts and of its press file.

    ``paper`` is a name such as ``A5`` or empty, ``trim`` None where it has no size. ``judged`` is None where
    there is no press file; ``remarks`` are what was told while it was made, in English.
    """

    product: str
    paper: str
    trim: Amount | None
    picture: Thumbnail | None
    files: tuple[FileView, ...]
    review: Review
    texts: int
    reviewed: int
    judged: bool | None
    remarks: tuple[str, ...]

    @property
    def how_to_print(self) -> str:
        """The address of its page of instructions; empty where it has none."""
        return next((file.href for file in self.files if file.use == "how-to-print"), "")


@dataclass(frozen=True)
class LanguageView:
    """The editions in one language or pair (``az+en``); ``codes`` are its languages."""

    folder: str
    codes: tuple[str, ...]
    editions: tuple[EditionView, ...]


@dataclass(frozen=True)
class EventView:
    """An event as its organisers describe it, in the language ``told_in``; what they leave open is empty."""

    slug: str
    told_in: str
    title: str
    languages: tuple[LanguageView, ...]
    is_known: bool = True
    example: bool = False
    year: int = 0
    date: str = ""
    start: str = ""
    city: str = ""
    place: str = ""
    host: str = ""

    @property
    def is_general(self) -> bool:
        """Whether it belongs to no event in particular."""
        return self.is_known and not (self.title or self.date or self.place or self.host)


def event_view(shelf: Shelf, products: dict[str, Product], language: str) -> EventView:
    """The event with its editions, told in ``language``; those in this language come first."""
    event = shelf.event
    receipts = sorted(shelf.receipts, key=lambda receipt: receipt.language != language)
    grouped = groupby(receipts, key=lambda receipt: receipt.language)
    languages = tuple(
        LanguageView(folder, tuple(folder.split("+")), tuple(_edition(shelf, one, products, language) for one in group))
        for folder, group in grouped
    )
    if event is None:
        return EventView(shelf.slug, language, shelf.slug, languages, is_known=False)
    told_in = language if language in event.languages else event.languages[0]
    place = (event.text(field, told_in) for field in ("venue", "city", "country"))
    return EventView(
        slug=shelf.slug,
        told_in=told_in,
        title=event.text("title", told_in) or "",
        languages=languages,
        example=event.example,
        year=event.commemorated_year,
        date=_date(event, language),
        start=format_time(dt.time.fromisoformat(event.start), language) if event.start else "",
        city=event.text("city", told_in) or "",
        place=", ".join(part for part in place if part),
        host=event.text("host", told_in) or "",
    )


def _date(event: Event, language: str) -> str:
    if event.date is None:
        return ""
    written = format_weekday_date(event.date, language)
    return upper(written[:1], language) + written[1:]


def _edition(shelf: Shelf, receipt: Receipt, products: dict[str, Product], language: str) -> EditionView:
    product = products.get(receipt.product)
    size = next((size for size in product.formats if size.id == receipt.format), None) if product else None
    files = sorted((_file(receipt, output, product, size, language) for output in receipt.outputs), key=_file_order)
    has_press = any(file.use == "press" for file in files)
    return EditionView(
        product=receipt.product,
        paper=upper(receipt.format, language) if _ISO.fullmatch(receipt.format) else "",
        trim=_trim(product, size, language) if product and size else None,
        picture=shelf.pictures.get(receipt.edition),
        files=tuple(files),
        review=review_of(receipt),
        texts=receipt.texts,
        reviewed=receipt.reviewed,
        judged=receipt.judged if has_press else None,
        remarks=tuple(str(warning["message"]) for warning in receipt.warnings if "message" in warning),
    )


def _file_order(file: FileView) -> tuple[int, str, int, str]:
    return *file.place_and_use, len(file.name), file.name


def _file(receipt: Receipt, output: Output, product: Product | None, size: Format | None, language: str) -> FileView:
    name = output.path.rpartition("/")[2]
    return FileView(
        href=quote(f"{receipt.language}/{name}"),
        name=name,
        use=_use(receipt, output, product, size),
        pages=format_number(output.pages, language) if output.pages else "",
        size=file_size(output.bytes, language),
        sha256=output.sha256,
    )


def _use(receipt: Receipt, output: Output, product: Product | None, size: Format | None) -> str:
    """The delivery; for an office printer also the way onto paper: ``home:fold``, ``home:flat-both`` (both sides)."""
    delivery = delivery_of(output)
    if delivery not in _ORDER:
        return "text"
    if delivery != "home":
        return delivery
    if not output.path.rpartition("/")[2].startswith(f"{receipt.product}-{receipt.format}."):
        return "reduced"
    way = (size.home if size else None) or (product.home if product else None) or "flat"
    return f"home:{way}-both" if way == "flat" and product and product.two_sided else f"home:{way}"


def _trim(product: Product, size: Format, language: str) -> Amount | None:
    """The size of a page in the unit of those who buy its paper, of a picture in pixels; None for what is shown."""
    if "picture" in product.deliveries:
        return Amount(f"{size.width_mm * PIXELS_PER_MM:.0f}", f"{size.height_mm * PIXELS_PER_MM:.0f}", "px")
    if size.family == "both":
        return None
    if size.family == "us":
        unit, values = "in", (size.width_mm / MM_PER_INCH, size.height_mm / MM_PER_INCH)
    else:
        unit, values = "mm", (size.width_mm, size.height_mm)
    first, second = (format_number(Decimal(f"{value:.2f}").normalize() + 0, language) for value in values)
    return Amount(first, second, unit)


def file_size(count: int, language: str) -> Amount:
    """Thousands of bytes, from a million on millions with one decimal."""
    if count >= _MEGA:
        return Amount(format_number(Decimal(f"{count / _MEGA:.1f}"), language), "", "MB")
    return Amount(format_number(max(1, round(count / _KILO)), language), "", "kB")
