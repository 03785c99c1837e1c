"""Checks that need the whole project: references, plans, claims, letters, and the safety of templates."""

import re
from collections.abc import Iterable, Iterator

from booklet.catalogs import Words
from booklet.catalogs.files import catalog_path
from booklet.catalogs.words import source_problems
from booklet.checks.letters import coverage, missing_letters
from booklet.content import LoadedBook
from booklet.content.events import FOLDER as EVENTS
from booklet.model import Book, Event, Formats, Product, Translated
from booklet.problems import Problem
from booklet.sources import Sources

BOOK = "data/book"


def project_problems(
    sources: Sources, loaded: LoadedBook, formats: Formats, events: Iterable[Event], words: Iterable[Words]
) -> list[Problem]:
    """Everything that no single record can show."""
    return [
        *source_problems(loaded),
        *_dangling(loaded),
        *_plans(loaded),
        *_claims(loaded),
        *_event_products(loaded.book, formats, events),
        *_letters(sources, loaded, events, words),
        *template_problems(sources),
    ]


def _at(loaded: LoadedBook, name: str, record: str, message: str, hint: str) -> Problem:
    """A problem at the record of that id in a list file."""
    located = loaded.files[f"{BOOK}/{name}.yaml"]
    index = next((i for i, value in enumerate(located.value) if value.get("id") == record), 0)
    return located.problem((index,), message, hint)


def _dangling(loaded: LoadedBook) -> Iterator[Problem]:
    """Sources and readings that are named but do not exist."""
    book = loaded.book
    named: list[tuple[str, str, tuple[str, ...], Iterable[str]]] = [
        *(("readings", r.id, (*r.sources, *r.also), book.sources) for r in book.readings.values()),
        *(("readings", r.id, r.parts, book.readings) for r in book.readings.values()),
        *(("documents", d.id, (d.source,), book.sources) for d in book.documents),
        *(("roll", p.id, p.sources, book.sources) for p in book.roll),
    ]
    for name, record, wanted, existing in named:
        for identity in wanted:
            if identity not in existing:
                yield _at(loaded, name, record, f"{record} names {identity}, which does not exist", "correct the code")
    for section in book.sections.values():
        for block in section.blocks:
            for reading in block.readings:
                if reading not in book.readings:
                    path = f"{BOOK}/sections/{section.id}.yaml"
                    yield Problem(
                        path,
                        None,
                        "error",
                        f"block {block.id} names {reading}, which does not exist",
                        "data/book/readings.yaml lists the readings",
                    )


def _plans(loaded: LoadedBook) -> Iterator[Problem]:
    for product in loaded.book.products.values():
        for entry in product.sections:
            for section in (entry.section, entry.otherwise):
                if section is not None and section not in loaded.book.sections:
                    yield _at(
                        loaded, "products", product.id, f"there is no section {section}", "write it, or leave it out"
                    )
        yield from _page_count(loaded, product)


def _page_count(loaded: LoadedBook, product: Product) -> Iterator[Problem]:
    total = sum(entry.pages for entry in product.sections)
    if total % product.multiple:
        message = f"{product.id} has {total} pages, no multiple of {product.multiple}"
        yield _at(loaded, "products", product.id, message, "change the page budgets")


def _claims(loaded: LoadedBook) -> Iterator[Problem]:
    """Every fact of the ledger is printed somewhere that exists, or says why not."""
    known = claim_targets(loaded.book)
    for claim in loaded.book.claims:
        for target in claim.printed:
            if target not in known:
                yield _at(
                    loaded,
                    "claims",
                    claim.id,
                    f"{claim.id} points to {target}, which does not exist",
                    "name a block as section.block, or a record as readings.N05",
                )
    given = {claim.id for claim in loaded.book.claims}
    for number in range(1, 48):
        if f"F{number:02}" not in given:
            yield Problem(
                f"{BOOK}/claims.yaml",
                None,
                "error",
                f"the claim F{number:02} is missing",
                "say where it is printed, or why it is left out",
            )


def claim_targets(book: Book) -> set[str]:
    """Everything that a claim may point to."""
    targets = {f"{section.id}.{block.id}" for section in book.sections.values() for block in section.blocks}
    for name in ("timeline", "glossary", "documents", "places"):
        targets.update(f"{name}.{record.id}" for record in getattr(book, name))
    targets.update(f"readings.{reading}" for reading in book.readings)
    return targets


def _event_products(book: Book, formats: Formats, events: Iterable[Event]) -> Iterator[Problem]:
    made = {size.product for size in formats.formats}
    for event in events:
        for product in event.products:
            if product not in book.products or product not in made:
                hint = f"there are: {', '.join(sorted(made & set(book.products)))}"
                yield Problem(f"{EVENTS}/{event.slug}.yaml", None, "error", f"there is no product {product}", hint)


def _letters(
    sources: Sources, loaded: LoadedBook, events: Iterable[Event], words: Iterable[Words]
) -> Iterator[Problem]:
    """Letters that one of our faces lacks, in English, in translations and in events."""
    covered = coverage(sources)
    for path, line, text in _texts(loaded, events, words):
        for letter in missing_letters(covered, text):
            yield Problem(path, line, "error", f"our fonts lack {_named(letter)} in “{text[:60]}”", "use another sign")


def _texts(
    loaded: LoadedBook, events: Iterable[Event], words: Iterable[Words]
) -> Iterator[tuple[str, int | None, str]]:
    """Every text that may print, with its file and line."""
    for message in loaded.messages.values():
        yield message.path, message.line, message.text
    for language in words:
        for text in (*language.content.values(), *language.ui.values()):
            yield catalog_path(language.language, "content"), None, text
    for event in events:
        for text in _event_texts(event):
            yield f"{EVENTS}/{event.slug}.yaml", None, text


def _named(letter: str) -> str:
    return f"“{letter}” (U+{ord(letter):04X})"


def _event_texts(event: Event) -> Iterator[str]:
    values = [getattr(event, field) for field in ("title", "city", "country", "venue", "address", "host", "contact")]
    values += [value for row in event.programme for value in (row.item, row.who)]
    for value in values:
        if isinstance(value, Translated):
            yield from (text for text in (value.en, value.az, value.ru) if text)
        elif value is not None:
            yield value


_OUTSIDE = re.compile(r"""(?:https?:|file:|ftp:)?//[^\s"')>]+|file:[^\s"')>]+""")
_UNSAFE = (
    (re.compile(r"\|\s*(safe|upper|lower|title|capitalize|sort)\b"), "the filter {0} is not allowed here",
     "capitals are made by the style sheet; order and safety by the program"),
    (re.compile(r"\b(linear|radial|conic)-gradient\b"), "{0}-gradient vanishes from press files", "use a flat colour"),
    (re.compile(r"(?<![\w-])(opacity|mix-blend-mode|marks)\s*:"), "{0} breaks press or screen files", "take it out"),
    (re.compile(r"@page\s[^{]*(:first)\b"), "@page {0} means the whole book, not a section", "name the section's page"),
    (re.compile(r"(?:color|fill|stroke|background|border[\w-]*)\s*[:=]\s*[\"']?(#[0-9a-fA-F]{3,8}|rgba?\(|black|white|red)\b"),
     "the colour {0} is no ink", "use device-cmyk() with a colour of data/formats.yaml"),
)  # fmt: skip


def template_problems(sources: Sources) -> Iterator[Problem]:
    """Templates and style sheets that would reach outside the project or break the print."""
    for pattern in ("**/*.html", "**/*.css", "**/*.svg"):
        for path in sources.names("templates", pattern):
            for number, line in enumerate(sources.text(path).split("\n"), start=1):
                yield from _line_problems(path, number, line)


def _line_problems(path: str, number: int, line: str) -> Iterator[Problem]:
    for match in _OUTSIDE.finditer(line):
        if "www.w3.org" not in match[0]:
            message = f"the address {match[0]} leads out of the project"
            yield Problem(path, number, "error", message, "name a file in templates/")
    for pattern, message, hint in _UNSAFE:
        for match in pattern.finditer(line):
            yield Problem(path, number, "error", message.format(match[1]), hint)
