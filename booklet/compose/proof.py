"""What a proof for approval says of an event's editions: their pages, their texts, and a hash of all that they read."""

import hashlib
from collections.abc import Iterator

from booklet import __version__
from booklet.catalogs import Words
from booklet.compose.numbering import numbering_of
from booklet.compose.view import ProofRow, ProofView
from booklet.model import Book, Edition, Product
from booklet.sources import Sources

# What pages are made of, beside the event, its logo and the catalogs of its language.
_INPUTS = (("data/book", "**/*.yaml"), ("data/art", "*.json"), ("templates", "**/*.*"))
_FORMATS = "data/formats.yaml"
GROUP_LETTERS = 8


def proof_view(book: Book, words: Words, edition: Edition, sources: Sources) -> ProofView | None:
    """The proof of all editions of the event in one language and paper family; None where no block asks for it."""
    if not any(block.kind == "editions" for entry in edition.product.sections
               for block in book.sections[entry.section].blocks):  # fmt: skip
        return None
    digest = content_hash(edition, sources)
    return ProofView(
        rows=tuple(_rows(book, words, edition)),
        hash=" ".join(digest[place : place + GROUP_LETTERS] for place in range(0, len(digest), GROUP_LETTERS)),
        version=__version__,
        texts=words.printed,
        reviewed=words.reviewed,
        english=words.in_english,
    )


def content_hash(edition: Edition, sources: Sources) -> str:
    """SHA-256 over the path and SHA-256 of every file that the event's editions of a language are made of.

    It is the hash of what ``sha256sum`` prints for these files in the order of their paths. The same hash means the
    same texts, layouts, fonts and pictures; the program that sets them is named by its version.
    """
    lines = (
        f"{hashlib.sha256(sources.data(path)).hexdigest()}  {path}\n" for path in sorted(_inputs(edition, sources))
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _inputs(edition: Edition, sources: Sources) -> set[str]:
    paths = {f"data/events/{edition.event.slug}.yaml", _FORMATS}
    if edition.event.logo is not None:
        paths.add(edition.event.logo)
    for folder, pattern in (*_INPUTS, (f"translations/{edition.language}", "**/*.po")):
        paths.update(sources.names(folder, pattern))
    return paths


def _rows(book: Book, words: Words, edition: Edition) -> Iterator[ProofRow]:
    for name in edition.event.products:
        product = book.products[name]
        keys = _keys(book, words, product)
        for size in product.formats:
            if size.family in {edition.format.family, "both"}:
                yield ProofRow(
                    file=f"{name}-{size.id}",
                    pages=sum(entry.pages for entry in product.sections if _is_in(entry.formats, size.id)),
                    texts=len(keys),
                    reviewed=len(keys & words.reviewed_content),
                )


def _is_in(formats: tuple[str, ...], size: str) -> bool:
    return not formats or size in formats


def _keys(book: Book, words: Words, product: Product) -> frozenset[str]:
    """The keys of the book's texts that a product prints."""
    names = set(_records(book, product))
    return frozenset(key for key in words.content if key.partition(".")[0] in names)


def _records(book: Book, product: Product) -> Iterator[str]:
    """The ids of the sections and records that have texts in a product."""
    lists = {
        "timeline": [entry.id for entry in book.timeline],
        "glossary": [entry.id for entry in book.glossary],
        "documents": [document.id for document in book.documents],
        "map": [place.id for place in book.places],
        "notes": list(numbering_of(book, product).notes),
    }
    for entry in product.sections:
        for name in filter(None, (entry.section, entry.otherwise)):
            yield name
            for block in book.sections[name].blocks:
                yield from (*(block.records or lists.get(block.kind, ())), *block.readings)
                yield from (reading.id for reading in book.readings.values()
                            if reading.chart and reading.group in block.groups)  # fmt: skip
