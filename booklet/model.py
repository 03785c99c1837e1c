"""Frozen facts: the book, the events, the formats. No input or output happens here."""

import datetime as dt
import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

LANGUAGES = ("en", "az", "ru")
SOURCE_LANGUAGE = "en"

Language = Literal["en", "az", "ru"]
PaperFamily = Literal["a", "us"]
ProductName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
RecordId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^A\d{2,3}$")]
ReadingId = Annotated[str, StringConstraints(pattern=r"^N\d{2}$")]
FactId = Annotated[str, StringConstraints(pattern=r"^F\d{2}$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
PartialDate = Annotated[
    str, StringConstraints(pattern=r"^(undated|\d{3}X|\d{4}(-\d\d){0,2}([/;]((\d{4}(-\d\d){0,2})|\.\.))*)?$")
]


class Frozen(BaseModel):
    """A fact; a changed fact is a new value."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def web_address(value: str) -> str:
    """Accept http(s) addresses alone; ValueError otherwise."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r"\s", value):
        raise ValueError("an address begins with https:// or http:// and has no spaces")
    return value


WebAddress = Annotated[str, AfterValidator(web_address)]


class Translated(Frozen):
    """One text in each language; a language may be absent where the record says so."""

    en: Text | None = None
    az: Text | None = None
    ru: Text | None = None

    def get(self, language: str) -> str | None:
        """The text in ``language``, or None."""
        return getattr(self, language, None)


TextOrTranslations = Text | Translated

# ── the book ──────────────────────────────────────────────────────────────────────────────────────────────────────────

BlockKind = Literal[
    "paragraph", "heading", "item", "caption", "small", "dedication", "label",
    "timeline", "chart", "legend", "readings", "map", "roll", "glossary", "documents", "notes", "contents",
    "event", "imprint", "lines",
]  # fmt: skip


class Block(Frozen):
    """One piece of a section: a text, or the place where records of the book stand.

    ``numerals`` lists figures of the text that are no counts (an article of a law, a page), each with its reason.
    """

    id: RecordId
    kind: BlockKind = "paragraph"
    text: Text | None = None
    groups: tuple[str, ...] = ()
    readings: tuple[ReadingId, ...] = ()
    numerals: dict[str, Text] = Field(default_factory=dict)


class Section(Frozen):
    """A chapter with its blocks in reading order; ``running`` is the short title of the running head."""

    id: RecordId
    title: Text
    running: Text | None = None
    alternative: Text | None = None
    blocks: tuple[Block, ...] = ()

    def block(self, block_id: str) -> Block:
        """The block of that id; KeyError where there is none."""
        for block in self.blocks:
            if block.id == block_id:
                return block
        raise KeyError(block_id)


Qualifier = Literal["exact", "about", "over", "more than", "at least", "nearly", "some", "range", "worded"]
CountKind = Literal["phase", "baku", "regions", "total", "by-date", "undefined", "title", "graves", "care", "part"]


class Reading(Frozen):
    """One published figure: what it counts, when, who gives it and where (never "the" figure).

    ``sources`` are its printed notes, the chief one first; ``also`` lists further addresses that repeat it.
    """

    id: ReadingId
    facts: tuple[FactId, ...] = ()
    group: RecordId
    kind: CountKind = "undefined"
    value: int | None = None
    low: int | None = None
    high: int | None = None
    words: Text | None = None
    qualifier: Qualifier = "exact"
    definition: Text
    as_of: PartialDate = ""
    claimant: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)
    also: tuple[SourceId, ...] = ()
    parts: tuple[ReadingId, ...] = ()
    chart: bool = False

    @model_validator(mode="after")
    def _one_way_of_counting(self) -> Self:
        ways = [self.value is not None, self.low is not None and self.high is not None, self.words is not None]
        if ways.count(True) != 1:
            raise ValueError("a reading has either value, or low and high, or words")
        return self


class Source(Frozen):
    """An address of the ledger: what it is, who publishes it, when, and where it can be read."""

    id: SourceId
    title: Text
    body: Text | None = None
    date: PartialDate = ""
    languages: tuple[str, ...] = Field(min_length=1)
    kind: Text
    url: WebAddress


Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class TimelineEntry(Frozen):
    """What happened when; ``about`` marks an uncertain hour, ``until`` the last day of a span."""

    id: RecordId
    date: dt.date
    until: dt.date | None = None
    overnight: bool = False
    time: Clock | None = None
    until_time: Clock | None = None
    about: bool = False
    text: Text


class GlossaryEntry(Frozen):
    """A term in the three languages and what it means here."""

    id: RecordId
    term: Translated
    text: Text


class Document(Frozen):
    """One of the documents that a reader can open: a source with its full title."""

    id: RecordId
    source: SourceId
    original_title: Text
    original_language: Text
    title: Text
    text: Text


class Person(Frozen):
    """Someone who died. ``cleared`` by two sources or the family; a ``hold`` never prints."""

    id: RecordId
    name: Translated
    patronymic: Text | None = None
    birth: PartialDate = ""
    death: PartialDate = ""
    age: int | None = None
    place: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)
    hold: Text | None = None

    @property
    def may_be_printed(self) -> bool:
        """Two sources and no hold."""
        return len(self.sources) >= 2 and self.hold is None


class Place(Frozen):
    """A place on the map, in decimal degrees (WGS 84)."""

    id: RecordId
    name: Translated
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    text: Text
    label: Literal["left", "right"] = "left"


class Claim(Frozen):
    """A fact of the ledger, and where it is printed or why it is left out."""

    id: FactId
    printed: tuple[str, ...] = ()
    left_out: Text | None = None

    @model_validator(mode="after")
    def _printed_or_left_out(self) -> Self:
        if bool(self.printed) == bool(self.left_out):
            raise ValueError("a claim says either where it is printed or why it is left out")
        return self


class EditionFacts(Frozen):
    """Dates of this edition of the book; no clock is read."""

    edition_date: dt.date
    figures_checked_on: dt.date
    sources_url: WebAddress | Literal[""] = ""
    corrections: str = ""
    licence: Text


class PlanEntry(Frozen):
    """A section's place in a product: its layout and how many pages it owns.

    ``option`` names the event's switch that prints it; ``otherwise`` is the section that stands there when it is off.
    """

    section: RecordId
    layout: RecordId
    pages: int = Field(ge=1)
    option: RecordId | None = None
    otherwise: RecordId | None = None


class Product(Frozen):
    """What is printed: sections in order; ``multiple`` is the number that its page count must divide by."""

    id: ProductName
    sections: tuple[PlanEntry, ...] = Field(min_length=1)
    multiple: int = 1


class Book(Frozen):
    """The shared content, in English."""

    edition: EditionFacts
    sections: dict[str, Section]
    readings: dict[str, Reading]
    sources: dict[str, Source]
    timeline: tuple[TimelineEntry, ...]
    glossary: tuple[GlossaryEntry, ...]
    documents: tuple[Document, ...]
    roll: tuple[Person, ...]
    places: tuple[Place, ...]
    claims: tuple[Claim, ...]
    products: dict[str, Product]


# ── events ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class ProgrammeRow(Frozen):
    """One item of the running order; ``who`` and ``language`` may be left out."""

    time: Clock
    item: TextOrTranslations
    who: TextOrTranslations | None = None
    language: Language | None = None


class EventOptions(Frozen):
    """Switches of an event; ``names`` prints the section on some of those who died."""

    names: bool = False


class Event(Frozen):
    """One commemoration. What is not known stays out: the pages then print a ruled line to fill in by hand.

    ``year`` alone stands for 20 January of that year. Texts are one string, or one for each language.
    """

    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
    year: int | None = Field(default=None, ge=1991, le=2190)
    date: dt.date | None = None
    start: Clock | None = None
    time_zone: Text | None = None
    title: TextOrTranslations | None = None
    city: TextOrTranslations | None = None
    country: TextOrTranslations | None = None
    venue: TextOrTranslations | None = None
    address: TextOrTranslations | None = None
    host: TextOrTranslations | None = None
    logo: Text | None = None
    contact: TextOrTranslations | None = None
    url: WebAddress | None = None
    languages: tuple[Language, ...] = Field(default=("en", "az", "ru"), min_length=1)
    paper: PaperFamily = "a"
    products: tuple[ProductName, ...] = Field(default=("booklet", "poster"), min_length=1)
    programme: tuple[ProgrammeRow, ...] = ()
    options: EventOptions = EventOptions()
    example: bool = False

    @model_validator(mode="after")
    def _has_a_year(self) -> Self:
        if (self.year is None) == (self.date is None):
            raise ValueError("an event has either a date or, while the date is open, a year")
        if self.start is not None and self.time_zone is None:
            raise ValueError("a start time needs the event's time_zone, for example Europe/London")
        return self

    @property
    def commemorated_year(self) -> int:
        """The year that counts the anniversary."""
        if self.date is not None:
            return self.date.year
        assert self.year is not None
        return self.year

    def text(self, field: str, language: str) -> str | None:
        """A text of the event in ``language``; None where the event leaves it open."""
        return in_language(getattr(self, field), language)


def in_language(value: str | Translated | None, language: str) -> str | None:
    """One string serves every language; translations serve their own."""
    return value.get(language) if isinstance(value, Translated) else value


# ── formats ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Margins(Frozen):
    """Distances from the trim in millimetres."""

    inner: float
    outer: float
    top: float
    bottom: float


class Format(Frozen):
    """A product's trim size, in millimetres, and the printing condition it is meant for."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    product: ProductName
    family: PaperFamily
    width_mm: float = Field(gt=0)
    height_mm: float = Field(gt=0)
    bleed_mm: float = Field(gt=0)
    margins: Margins
    condition: RecordId


class PrintingCondition(Frozen):
    """An output intent: the registered condition and the ICC profile file that describes it."""

    id: RecordId
    identifier: Text
    name: Text
    info: Text
    registry: WebAddress
    profile: Text


class Ink(Frozen):
    """A colour of the palette: its inks from 0 to 1 and its value on screens."""

    id: RecordId
    cmyk: tuple[float, float, float, float]
    screen: Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


class Formats(Frozen):
    """All formats, printing conditions and the palette."""

    formats: tuple[Format, ...]
    conditions: dict[str, PrintingCondition]
    palette: tuple[Ink, ...]


class Edition(Frozen):
    """Event × language × format: the unit of work and of reporting."""

    event: Event
    language: Language
    product: Product
    format: Format

    @property
    def name(self) -> str:
        """``event/language/product-format``, as in ``out/``."""
        return f"{self.event.slug}/{self.language}/{self.product.id}-{self.format.id}"
