"""What the templates see: frozen values, ready to print; templates only place them."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from booklet.compose.geography import MapDrawing
from booklet.compose.qr import QrCode


@dataclass(frozen=True)
class ReadingView:
    """A reading with its words; ``notes`` are superior figures, ``cited`` tells that a sentence of the book has it."""

    id: str
    kind: str
    cited: bool
    value: str
    claimant: Markup
    definition: Markup
    date: str
    notes: Markup


@dataclass(frozen=True)
class SegmentView:
    """A part of a sum on its axis, in per cent."""

    reading: ReadingView
    left: float
    width: float


@dataclass(frozen=True)
class RowView:
    """A reading on its hairline, ``left`` in per cent of the axis."""

    reading: ReadingView
    left: float
    segments: tuple[SegmentView, ...]


@dataclass(frozen=True)
class AxisView:
    """A group of readings with its ticks: label and place in per cent."""

    group: str
    ticks: tuple[tuple[str, float], ...]
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class TimelineView:
    """An entry of the timeline; ``day`` is set where a new day or span begins."""

    id: str
    day: str
    hours: str
    about: bool
    html: Markup


@dataclass(frozen=True)
class TermView:
    """A glossary entry: the term in the reader's language, the same in the two others, what it means.

    ``original`` is the Azerbaijani term, ``say`` how the reader says it.
    """

    id: str
    term: str
    others: tuple[tuple[str, str], ...]
    html: Markup
    original: str = ""
    say: str = ""


@dataclass(frozen=True)
class DocumentView:
    """A document that can be opened; ``qr`` is None where its address is too long for a code.

    ``address`` is short, ``whole_address`` readable and complete; ``source`` is its code in the list of sources.
    """

    id: str
    source: str
    original_title: str
    original_language: str
    title: Markup
    html: Markup
    kind: str
    body: Markup
    date: str
    opened: str
    url: str
    address: str
    whole_address: str
    qr: QrCode | None
    notes: Markup


@dataclass(frozen=True)
class NoteView:
    """A numbered note with everything that it prints."""

    number: int
    title: Markup
    body: Markup
    date: str
    url: str
    address: str


@dataclass(frozen=True)
class PersonView:
    """One of those who died; ``say`` spells out the name, ``at`` is when a reader of names comes to it."""

    id: str
    name: str
    patronymic: str
    life: str
    notes: Markup
    say: str = ""
    at: str = ""


@dataclass(frozen=True)
class PlaceView:
    """A place of the map and what happened there."""

    id: str
    name: str
    html: Markup
    x: float
    y: float
    label: str


@dataclass(frozen=True)
class BlockView:
    """One block in reading order; only the fields of its ``kind`` are filled."""

    id: str
    kind: str
    html: Markup = Markup("")
    fit: str = ""
    axes: tuple[AxisView, ...] = ()
    readings: tuple[ReadingView, ...] = ()
    timeline: tuple[TimelineView, ...] = ()
    glossary: tuple[TermView, ...] = ()
    documents: tuple[DocumentView, ...] = ()
    people: tuple[PersonView, ...] = ()


@dataclass(frozen=True)
class SectionView:
    """A section with its place: its first page and how many pages it owns."""

    id: str
    layout: str
    title: Markup
    plain_title: str
    running: str
    alternative: str
    first_page: int
    pages: int
    blocks: tuple[BlockView, ...]
    cited: frozenset[str]

    def texts(self, kind: str) -> list[BlockView]:
        """The blocks of a kind, in order."""
        return [block for block in self.blocks if block.kind == kind]

    def html(self, block_id: str) -> Markup:
        """The words of one block; empty where the section has none of that id."""
        return next((block.html for block in self.blocks if block.id == block_id), Markup(""))


@dataclass(frozen=True)
class ProgrammeItem:
    """A row of the running order; what it leaves open is an empty text.

    ``baku`` is the hour in Baku of a minute of silence, ``say`` how the name in ``who`` is said.
    """

    time: str
    end: str
    minutes: str
    item: str
    who: str
    language: str
    kind: str
    is_spoken: bool
    say: str
    baku: str


@dataclass(frozen=True)
class Pace:
    """How long it takes to read the names that may be printed; ``total`` in minutes and seconds."""

    names_an_hour: str
    seconds: str
    total: str
    is_rule_of_thumb: bool


@dataclass(frozen=True)
class EventView:
    """The event in the reader's language; empty texts print as ruled lines."""

    title: str
    date: str
    start: str
    place: str
    city: str
    venue: str
    address: str
    host: str
    contact: str
    url: str
    printed_url: str
    qr: QrCode | None
    logo: str
    minute_local: str
    minute_zone: str
    running_order: tuple[ProgrammeItem, ...]
    example: bool

    @property
    def programme(self) -> tuple[tuple[str, str, str], ...]:
        """Time, item and person of each row."""
        return tuple((row.time, row.item, row.who) for row in self.running_order)


@dataclass(frozen=True)
class LetterView:
    """What stands round the text of a letter: lines of the address, salutation, when and where, lines of the sender.

    ``cut`` are the ids of the blocks that its pages leave out, so that it is no longer than a letter should be.
    """

    address: tuple[str, ...]
    salutation: str
    occasion: str
    sender: tuple[str, ...]
    cut: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ProofRow:
    """A file of the event: its pages (0: as many as it needs), and how many of its texts were reviewed."""

    file: str
    pages: int
    texts: int
    reviewed: int


@dataclass(frozen=True)
class ProofView:
    """What somebody approves: the files, the hash of all that they are made of, and how far their texts are.

    Of ``texts`` in all, ``reviewed`` were read by a native speaker, and ``english`` still print in English.
    """

    rows: tuple[ProofRow, ...]
    hash: str
    version: str
    texts: int
    reviewed: int
    english: int


class ReviewView(Protocol):
    """How far a translation is: a native speaker has read ``reviewed`` of its ``texts``."""

    @property
    def texts(self) -> int:
        """How many there are."""
        ...

    @property
    def reviewed(self) -> int:
        """How many have been read."""
        ...


@dataclass(frozen=True)
class EditionView:
    """What every page may need to know of its edition."""

    id: str
    language: str
    product: str
    format: str
    title: str
    year: int
    anniversary: str
    date: dt.date
    edition_date: str
    checked_on: str
    sources_url: str
    sources_qr: QrCode | None
    corrections: str
    licence: Markup
    is_translation: bool
    review: "ReviewView"
    names_are_printed: bool
    ink_saver: bool


@dataclass(frozen=True)
class PageBox:
    """Sizes for the style sheet, in millimetres."""

    width: float
    height: float
    bleed: float
    inner: float
    outer: float
    top: float
    bottom: float


@dataclass(frozen=True)
class DocumentMap:
    """The map with its places in the reader's language."""

    drawing: MapDrawing
    places: tuple[PlaceView, ...]
