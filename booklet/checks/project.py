"""Checks that need the whole project: references, sums, plans, claims, letters, and the safety of templates."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from booklet.checks.english import source_problems
from booklet.checks.letters import letter_problems
from booklet.checks.shortening import shortening_problems
from booklet.checks.templates import template_problems
from booklet.content import LoadedBook
from booklet.content.events import located_events
from booklet.content.records import Located
from booklet.model import LANGUAGES, Book, Event, EventOptions, Formats
from booklet.problems import Problem
from booklet.sources import Sources

BOOK = "data/book"
LAST_CLAIM = 47

# Which key of which list names records of another list.
_LINKS = (
    ("readings", "sources", "sources"),
    ("readings", "also", "sources"),
    ("readings", "parts", "readings"),
    ("documents", "source", "sources"),
    ("roll", "sources", "sources"),
)

# Names that print in every language, and the languages in which they must be given.
_NAMES = (("glossary", "term", LANGUAGES), ("places", "name", LANGUAGES), ("roll", "name", ("az",)))


def project_problems(
    sources: Sources, loaded: LoadedBook, formats: Formats | None, events: Iterable[Event]
) -> list[Problem]:
    """Everything that no single record can show; ``formats`` is None where their file has mistakes of its own."""
    return [
        *source_problems(loaded),
        *_dangling(loaded),
        *_dangling_in_sections(loaded),
        *_wrong_sums(loaded),
        *_missing_names(loaded),
        *_plans(loaded),
        *shortening_problems(loaded),
        *(_conditions(loaded, formats) if formats is not None else ()),
        *_claims(loaded),
        *letter_problems(sources, loaded, loaded.files.values()),
        *event_problems(sources, loaded, _with_places(sources, list(events))),
        *template_problems(sources),
    ]


def _records(loaded: LoadedBook, name: str) -> tuple[Located, list[tuple[int, dict[str, Any]]]]:
    """A list file and its records as they were read, each with its index."""
    located = loaded.files[f"{BOOK}/{name}.yaml"]
    return located, list(enumerate(located.value))


def _dangling(loaded: LoadedBook) -> Iterator[Problem]:
    """Sources and readings that a record names but that do not exist."""
    for name, field, target in _LINKS:
        located, records = _records(loaded, name)
        for index, record in records:
            wanted = record.get(field, ())
            for position, identity in enumerate((wanted,) if isinstance(wanted, str) else wanted):
                if identity not in getattr(loaded.book, target):
                    message = f"{record['id']} names {identity}, which does not exist"
                    place = (index, field, position)
                    yield located.problem(place, message, f"{BOOK}/{target}.yaml lists the {target}")


def _dangling_in_sections(loaded: LoadedBook) -> Iterator[Problem]:
    """Readings that a table names but that do not exist, and charts without readings."""
    groups = {reading.group for reading in loaded.book.readings.values() if reading.chart}
    for section in loaded.book.sections.values():
        located = loaded.files[f"{BOOK}/sections/{section.id}.yaml"]
        for index, block in enumerate(section.blocks):
            for position, reading in enumerate(block.readings):
                if reading not in loaded.book.readings:
                    message = f"the block {block.id} names {reading}, which does not exist"
                    place = ("blocks", index, "readings", position)
                    yield located.problem(place, message, f"{BOOK}/readings.yaml lists the readings")
            for position, group in enumerate(block.groups):
                if group not in groups:
                    message = f"no reading of the group {group} is marked 'chart: true'"
                    yield located.problem(("blocks", index, "groups", position), message, "correct the group's name")


def _wrong_sums(loaded: LoadedBook) -> Iterator[Problem]:
    """Readings whose parts do not add up."""
    readings = loaded.book.readings
    located, records = _records(loaded, "readings")
    for index, record in records:
        whole = readings[record["id"]]
        parts = [readings[part] for part in whole.parts if part in readings]
        counted = sum(part.value or part.high or 0 for part in parts)
        if whole.parts and len(parts) == len(whole.parts) and counted != whole.value:
            message = f"{whole.id} is {whole.value}, but its parts add up to {counted}"
            yield located.problem((index, "parts"), message, "correct a figure, or the list of the parts")


def _missing_names(loaded: LoadedBook) -> Iterator[Problem]:
    for name, field, languages in _NAMES:
        located, records = _records(loaded, name)
        for index, record in records:
            for language in languages:
                if not record[field].get(language):
                    message = f"the {field} of {record['id']} has no text for {language}"
                    yield located.problem((index, field), message, f"add '{language}: …'")


def _plans(loaded: LoadedBook) -> Iterator[Problem]:
    located, records = _records(loaded, "products")
    for index, _ in records:
        product = list(loaded.book.products.values())[index]
        for position, entry in enumerate(product.sections):
            place = (index, "sections", position)
            for key in ("section", "otherwise"):
                section = getattr(entry, key)
                if section is not None and section not in loaded.book.sections:
                    hint = "write its file in data/book/sections/, or take it out of the plan"
                    yield located.problem((*place, key), f"there is no section {section}", hint)
            if entry.option is not None and entry.option not in EventOptions.model_fields:
                hint = f"there are: {', '.join(EventOptions.model_fields)}"
                yield located.problem((*place, "option"), f"events have no option {entry.option}", hint)
        total = sum(entry.pages for entry in product.sections)
        if total % product.multiple and product.sections[-1].pages:
            message = f"{product.id} has {total} pages, no multiple of {product.multiple}"
            yield located.problem((index, "sections"), message, "change the page budgets")


def _conditions(loaded: LoadedBook, formats: Formats) -> Iterator[Problem]:
    """Formats that are meant for a printing condition that does not exist."""
    located, records = _records(loaded, "products")
    for index, record in records:
        for position, size in enumerate(record["formats"]):
            if size["condition"] not in formats.conditions:
                hint = f"there are: {', '.join(formats.conditions)}"
                place = (index, "formats", position, "condition")
                yield located.problem(place, f"there is no condition {size['condition']}", hint)


def _claims(loaded: LoadedBook) -> Iterator[Problem]:
    """Every fact of the ledger is printed somewhere that exists, or says why not."""
    known = claim_targets(loaded.book)
    located, records = _records(loaded, "claims")
    for index, record in records:
        for position, target in enumerate(record.get("printed", ())):
            if target not in known:
                message = f"{record['id']} points to {target}, which does not exist"
                hint = "name a block as section.block, or a record as readings.N05"
                yield located.problem((index, "printed", position), message, hint)
    given = {claim.id for claim in loaded.book.claims}
    for number in range(1, LAST_CLAIM + 1):
        if f"F{number:02}" not in given:
            message, hint = f"the claim F{number:02} is missing", "say where it is printed, or why it is left out"
            yield Problem(located.path, None, "error", message, hint)


def claim_targets(book: Book) -> set[str]:
    """Everything that a claim may point to."""
    targets = {f"{section.id}.{block.id}" for section in book.sections.values() for block in section.blocks}
    for name in ("timeline", "glossary", "documents", "places"):
        targets.update(f"{name}.{record.id}" for record in getattr(book, name))
    targets.update(f"readings.{reading}" for reading in book.readings)
    return targets


def _with_places(sources: Sources, events: list[Event]) -> list[tuple[Event, Located]]:
    """Each event with the plain values that it was made of."""
    return list(zip(events, located_events(sources, [event.slug for event in events]), strict=True))


def event_problems(sources: Sources, loaded: LoadedBook, events: list[tuple[Event, Located]]) -> Iterator[Problem]:
    """What no event shows by itself: products and letters that there are not."""
    for event, located in events:
        yield from _event_products(located, loaded.book, event)
    yield from letter_problems(sources, loaded, [located for _, located in events])


def _event_products(located: Located, book: Book, event: Event) -> Iterator[Problem]:
    """Products that do not exist, and copies of products that the event does not make."""
    for position, product in enumerate(event.products):
        if product not in book.products:
            yield located.problem(("products", position), f"there is no product {product}", _near(product, book))
    for product in event.copies:
        if product not in event.products:
            message = f"copies names {product}, which is none of the event's products"
            yield located.problem(("copies", product), message, "add it to products, or take it out of copies")


def _near(product: str, book: Book) -> str:
    close = get_close_matches(product, book.products, n=1)
    return f"did you mean {close[0]}?" if close else f"there are: {', '.join(sorted(book.products))}"
