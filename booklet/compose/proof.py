"""What a proof for approval says of an event's editions: their pages, their texts, and a hash of all that they read."""

import hashlib
from collections.abc import Iterator

from booklet import __version__
from booklet.catalogs import Words
from booklet.catalogs.noting import review_note
from booklet.compose.numbering import numbering_of
from booklet.compose.view import ProofRow, ProofView
from booklet.content.events import event_input
from booklet.model import Book, Edition, Language, Product
from booklet.sources import Sources

# What pages are made of, beside the event, its logo and the catalogs of its languages.
_INPUTS = (("data/book", "**/*.yaml"), ("data/art", "*.json"), ("data/profiles", "*.icc"), ("templates", "**/*.*"))
_FORMATS = "data/formats.yaml"
GROUP_LETTERS = 8


def proof_view(book: Book, words: Words, edition: Edition, sources: Sources) -> ProofView | None:
    """The proof of all editions of the event in one language and paper family; None where no block asks for it."""
    if not any(block.kind == "editions" for entry in edition.product.sections
               for block in book.sections[entry.section].blocks):  # fmt: skip
        return None
    sources.note(review_note(words))
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
    """SHA-256 over the path and SHA-256 of every file that the event's editions with a language are made of.

    It is the hash of what ``sha256sum`` prints for these files in the order of their paths; of a table of events, the
    event's own row counts (`event_input`). The same hash means the same texts, layouts, fonts, pictures and colours;
    the program that sets them is named by its version.
    """
    contents = {path: sources.data(path) for path in _inputs(edition, sources)}
    contents.update([event_input(sources, edition.event)])
    lines = (f"{hashlib.sha256(contents[path]).hexdigest()}  {path}\n" for path in sorted(contents))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _inputs(edition: Edition, sources: Sources) -> set[str]:
    paths = {_FORMATS}
    if edition.event.logo is not None:
        paths.add(edition.event.logo)
    languages = {edition.language}.union(*_pairs(edition))
    catalogs = ((f"translations/{language}", "**/*.po") for language in languages)
    for folder, pattern in (*_INPUTS, *catalogs):
        paths.update(sources.names(folder, pattern))
    return paths


def _pairs(edition: Edition) -> list[tuple[Language, Language]]:
    """The event's pairs of languages that the edition's own is one of."""
    return [pair for pair in edition.event.pairs if edition.language in pair]


def _rows(book: Book, words: Words, edition: Edition) -> Iterator[ProofRow]:
    for made in _editions(book, edition):
        keys = _keys(book, words, made.product)
        yield ProofRow(
            file=made.setting if made.second else made.stem,
            pages=_pages(made),
            texts=len(keys),
            reviewed=len(keys & words.reviewed_content),
        )


def _editions(book: Book, edition: Edition) -> Iterator[Edition]:
    """All editions of the event that print the language, alone and then in pairs, on the edition's paper."""
    event = edition.event
    for first, second in ((edition.language, None), *_pairs(edition)):
        for product in (book.products[name] for name in event.products):
            if product.is_made_for(2 if second else 1):
                for size in product.formats:
                    if size.serves(edition.format.family):
                        yield Edition(event=event, language=first, second=second, product=product, format=size)


def _pages(edition: Edition) -> int:
    """The pages that the plan gives; 0 where only a layout can tell, as for languages on pages that face each other."""
    if edition.second and not edition.is_tumble:
        return 0
    plan = (entry for entry in edition.product.sections if not entry.formats or edition.format.id in entry.formats)
    return sum(entry.pages for entry in plan) * len(edition.languages)


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
