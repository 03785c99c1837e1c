"""One number for each source: the order of first citation in a product's English texts, optional sections counted."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from booklet.model import Block, Book, Document, GlossaryEntry, Product, Reading, Section, TimelineEntry
from booklet.tokens import tokens_in

Chosen = TypeVar("Chosen", TimelineEntry, Document, GlossaryEntry)


@dataclass(frozen=True)
class Numbering:
    """Note numbers by source id, and the readings that a sentence of the product has.

    A product without notes gives no numbers; its texts name their sources in words.
    """

    notes: Mapping[str, int]
    cited: frozenset[str]


def numbering_of(book: Book, product: Product) -> Numbering:
    """The numbering of one product."""
    sections = [book.sections[entry.section] for entry in product.sections]
    has_notes = any(block.kind == "notes" for section in sections for block in section.blocks)
    return Numbering(note_numbers(book, product) if has_notes else {}, frozenset(cited_readings(sections)))


def note_numbers(book: Book, product: Product) -> dict[str, int]:
    """Note number (from 1) by source id; the same for every language and event."""
    numbers: dict[str, int] = {}
    for source_id in cited_sources(book, product):
        numbers.setdefault(source_id, len(numbers) + 1)
    return numbers


def cited_sources(book: Book, product: Product) -> Iterator[str]:
    """Source ids in reading order, repeated as often as they are cited."""
    for entry in product.sections:
        yield from section_citations(book, book.sections[entry.section])
        if entry.otherwise is not None:
            yield from section_citations(book, book.sections[entry.otherwise])


def section_citations(book: Book, section: Section) -> Iterator[str]:
    """Source ids that a section cites, in reading order."""
    yield from text_citations(book, section.title)
    for block in section.blocks:
        yield from _block_citations(book, block)


def text_citations(book: Book, text: str) -> Iterator[str]:
    """Source ids that a text cites; a reading cites its chief source."""
    for token in tokens_in(text):
        if token.kind == "source":
            yield token.name
        elif token.kind == "reading":
            yield book.readings[token.name].sources[0]


def _block_citations(book: Book, block: Block) -> Iterator[str]:
    for text in (block.text or "", *_record_texts(book, block)):
        yield from text_citations(book, text)
    for sources in _record_sources(book, block):
        yield from sources


def _record_texts(book: Book, block: Block) -> list[str]:
    """The texts of the records that stand in a block."""
    texts = {
        "timeline": [entry.text for entry in chosen(book.timeline, block)],
        "glossary": [entry.text for entry in chosen(book.glossary, block)],
        "map": [place.text for place in book.places],
    }
    return texts.get(block.kind, [])


def _record_sources(book: Book, block: Block) -> list[tuple[str, ...]]:
    """The sources of the records that stand in a block without a text of their own."""
    chart = [reading for group in block.groups for reading in chart_rows(book, group, block.readings)]
    table = [book.readings[name] for name in block.readings if not block.groups]
    people = [person.sources for person in book.roll if block.kind == "roll" and person.may_be_printed]
    documents = [(document.source,) for document in chosen(book.documents, block) if block.kind == "documents"]
    return [*(reading.sources for reading in (*chart, *table)), *people, *documents]


def cited_readings(sections: Iterable[Section]) -> Iterator[str]:
    """Ids of the readings that a sentence of these sections has."""
    for section in sections:
        for block in section.blocks:
            yield from (token.name for token in tokens_in(block.text or "") if token.kind == "reading")


def chosen(records: Iterable[Chosen], block: Block) -> list[Chosen]:
    """The records that a block names, in their own order; all of them where it names none."""
    return [record for record in records if not block.records or record.id in block.records]


def chart_rows(book: Book, group: str, only: Collection[str] = ()) -> list[Reading]:
    """The readings that the chart shows in ``group``, by value; only those named, where some are."""
    rows = [r for r in book.readings.values() if r.chart and r.group == group and (not only or r.id in only)]
    return sorted(rows, key=lambda reading: (size_of(reading), reading.id))


def size_of(reading: Reading) -> int:
    """Where a reading stands on its axis; 0 for one that its source gives in words."""
    return reading.value if reading.value is not None else reading.high or 0
