"""The book: sections, readings, sources and the other records, and the plan of each product."""

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from booklet.model.base import (
    Clock,
    FactId,
    Frozen,
    PartialDate,
    ProductName,
    ReadingId,
    RecordId,
    SourceId,
    Text,
    Translated,
    WebAddress,
)
from booklet.model.letters import TextLimit
from booklet.model.sizes import Format, HomeWay

Delivery = Literal["press", "home", "screen", "picture", "page", "text"]
BlockKind = Literal[
    "paragraph", "heading", "item", "caption", "small", "dedication", "label",
    "timeline", "chart", "legend", "readings", "map", "roll", "glossary", "documents", "notes", "contents",
    "imprint", "lines", "editions", "salutation", "event", "signature",
]  # fmt: skip


class Block(Frozen):
    """One piece of a section: a text, or the place where records of the book stand.

    ``numerals`` lists figures of the text that are no counts (an article of a law, a page), each with its reason.
    ``records`` and ``readings`` limit a list of records (timeline, documents) or a chart to some of its rows.
    Where a text must be shorter (`Product.texts`), the block of the smallest ``weight`` goes first and a ``protected``
    one never; a block that is ``short_for`` another takes the place of that one when its own weight is reached.
    """

    id: RecordId
    kind: BlockKind = "paragraph"
    text: Text | None = None
    groups: tuple[str, ...] = ()
    readings: tuple[ReadingId, ...] = ()
    records: tuple[RecordId, ...] = ()
    numerals: dict[str, Text] = Field(default_factory=dict)
    weight: int | None = Field(default=None, ge=1, le=9)
    protected: bool = False
    short_for: RecordId | None = None

    @model_validator(mode="after")
    def _shortens_one_way(self) -> Self:
        if self.protected and (self.weight is not None or self.short_for is not None):
            raise ValueError("a protected block never goes: it has no weight and is no shorter form (short_for)")
        if self.short_for is not None and self.weight is None:
            raise ValueError("a shorter form (short_for) needs a weight: when it takes the place of the other")
        return self


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
        ways = [self.value is not None, self.low is not None or self.high is not None, self.words is not None]
        if ways.count(True) != 1 or (self.low is None) != (self.high is None):
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
    """One of the documents that a reader can open: a source with its full title.

    ``opened`` is the day on which its address was last opened; without it, the day on which the figures were checked.
    """

    id: RecordId
    source: SourceId
    original_title: Text
    original_language: Text
    title: Text
    text: Text
    opened: dt.date | None = None


ADULT = 18


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
    def is_minor(self) -> bool:
        """Younger than 18: then name and age print, and nothing else."""
        return self.age is not None and self.age < ADULT

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

    ``pages`` is 0 where it fills as many as it needs, which only the last may, or all of them. ``option`` names the
    event's switch that prints it; ``otherwise`` is the section that stands there when it is off. ``formats`` limits it
    to some formats of the product.
    """

    section: RecordId
    layout: RecordId
    pages: int = Field(ge=0)
    formats: tuple[RecordId, ...] = ()
    option: RecordId | None = None
    otherwise: RecordId | None = None


class Product(Frozen):
    """What is printed: sections in order; ``multiple`` is the number that its page count must divide by.

    ``formats`` are its trim sizes. ``deliveries`` are the files that are made of it; a picture has four pixels a
    millimetre of the trim, and a page is one HTML file. ``home`` is how it comes onto office paper: sheets to fold,
    tiles to put together, whole pages, or pages reduced to a sheet; ``two_sided`` pages are fronts and backs of such
    sheets, ``grammage`` is the weight of its paper in g/m². ``qr_mm`` is the side of the code that leads to the event,
    ``document_qr_mm`` of those that lead to documents, which grow to ``largest_document_qr_mm`` where an address needs
    it; ``map_mm`` is the width of the map.

    Two languages share a product with ``pairs``: on pages that face each other, or one from each cover (tumble). One
    that is not ``single`` is made for pairs alone. ``set_like`` names the product whose paragraphs are set on the same
    lines; ``cream`` lets an event choose paper of that colour.
    """

    id: ProductName
    formats: tuple[Format, ...] = Field(min_length=1)
    deliveries: tuple[Delivery, ...] = Field(default=("press", "home", "screen"), min_length=1)
    home: HomeWay | None = None
    two_sided: bool = False
    grammage: int = Field(default=80, ge=40, le=400)
    qr_mm: float = Field(default=20.0, ge=10, le=100)
    document_qr_mm: float = Field(default=20.0, ge=20, le=100)
    largest_document_qr_mm: float = Field(default=20.0, ge=20, le=100)
    map_mm: float = Field(default=96.0, gt=0)
    sections: tuple[PlanEntry, ...] = Field(min_length=1)
    texts: tuple[TextLimit, ...] = ()
    multiple: int = 1
    pairs: Literal["facing", "tumble"] | None = None
    single: bool = True
    set_like: ProductName | None = None
    cream: bool = False

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        open_ended = [entry.pages == 0 for entry in self.sections]
        if any(open_ended[:-1]) and not all(open_ended):
            raise ValueError("only the last section, or all of them, may fill as many pages as needed (pages: 0)")
        names = [size.id for size in self.formats]
        if len(set(names)) < len(names):
            raise ValueError("two formats of a product have the same id")
        if ("text" in self.deliveries) != bool(self.texts):
            raise ValueError("text stands in deliveries where there are lengths for it (texts), and only there")
        if sum(length.printed for length in self.texts) > 1:
            raise ValueError("only one of the lengths (texts) can be the printed one")
        if ("home" in self.deliveries) != (self.home is not None):
            raise ValueError("home stands in deliveries where there is a way onto office paper (home), and only there")
        on_paper = {"press", "home"} & set(self.deliveries)
        if on_paper and any(size.family == "both" for size in self.formats):
            raise ValueError("a format for both paper families is for screens: no press and no home delivery")
        if not self.single and self.pairs is None:
            raise ValueError("a product that is not for single languages (single: false) says how two share it (pairs)")
        return self

    def is_made_for(self, languages: int) -> bool:
        """Whether there are editions of it in one language, or in two."""
        return self.single if languages == 1 else self.pairs is not None

    @property
    def flows(self) -> bool:
        """Whether only a layout can say on which pages its sections stand."""
        return len(self.sections) > 1 and all(entry.pages == 0 for entry in self.sections)


class Fitting(Frozen):
    """Which paragraphs are set a hair differently, so that their lines come out well.

    ``editions`` maps ``language/product-format`` to paragraphs (``section.block``) and their classes of the style
    sheet; it is found by ``booklet fit``, never written by hand.
    """

    editions: dict[str, dict[str, Text]] = Field(default_factory=dict)


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
    fitting: Fitting
