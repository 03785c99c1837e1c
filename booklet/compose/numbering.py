"""One number for each source: the order of first citation in the English book, optional sections counted."""

from collections.abc import Iterator

from booklet.model import Block, Book, Product, Reading, Section
from booklet.tokens import tokens_in


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
        "timeline": [entry.text for entry in book.timeline],
        "glossary": [entry.text for entry in book.glossary],
        "map": [place.text for place in book.places],
    }
    return texts.get(block.kind, [])


def _record_sources(book: Book, block: Block) -> list[tuple[str, ...]]:
    """The sources of the records that stand in a block without a text of their own."""
    chart = [reading for group in block.groups for reading in chart_rows(book, group)]
    table = [book.readings[name] for name in block.readings]
    people = [person.sources for person in book.roll if block.kind == "roll" and person.may_be_printed]
    documents = [(document.source,) for document in book.documents if block.kind == "documents"]
    return [*(reading.sources for reading in (*chart, *table)), *people, *documents]


def cited_readings(book: Book) -> Iterator[str]:
    """Ids of the readings that a sentence of the book has."""
    for section in book.sections.values():
        for block in section.blocks:
            yield from (token.name for token in tokens_in(block.text or "") if token.kind == "reading")


def chart_rows(book: Book, group: str) -> list[Reading]:
    """The readings that the chart shows in ``group``, by value."""
    rows = [reading for reading in book.readings.values() if reading.chart and reading.group == group]
    return sorted(rows, key=lambda reading: (size_of(reading), reading.id))


def size_of(reading: Reading) -> int:
    """Where a reading stands on its axis; 0 for one that its source gives in words."""
    return reading.value if reading.value is not None else reading.high or 0
