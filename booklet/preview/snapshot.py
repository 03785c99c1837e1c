"""What lies on the disk, read in layers: a layer whose files have not changed is not read again.

A layer that has become unreadable keeps what it last was, and says why; so the pages stay, with the problems over them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar, cast

from booklet import templating
from booklet.catalogs import Entry, UiMessage, ui_messages
from booklet.catalogs.files import DOMAINS, catalog_path, entries_in
from booklet.checks import Context, catalog_context
from booklet.checks.project import project_problems
from booklet.content import LoadedBook, load_book, load_events, load_formats
from booklet.model import Edition, Event, Formats, Language
from booklet.problems import BookletError, ContentError, Problem, errors_among
from booklet.sources import TEXT_LIMIT_BYTES, Sources

FACTS = (
    ("data", "*.yaml"),
    ("data", "events.csv"),
    ("data/book", "**/*.yaml"),
    ("data/events", "*.yaml"),
    ("data/art", "*.*"),
)
TEMPLATES = (("templates", "**/*.html"),)
LOOKS = (("templates", "**/*.css"), ("templates", "**/*.svg"))

Made = TypeVar("Made")


@dataclass(frozen=True)
class Choice:
    """What is shown: an event in one language on one paper family (None: the event's own), some products of it or all.

    Products may also be others than those of the event, so that every text has a page.
    """

    language: str
    event: str = "general"
    paper: str | None = None
    products: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """The book, the formats, the event, and the texts of the templates; ``key`` is the hash of their files."""

    key: str
    sources: Sources
    loaded: LoadedBook
    formats: Formats
    event: Event
    ui: Mapping[str, UiMessage]
    templates: templating.Templates


@dataclass(frozen=True)
class Catalog:
    """The entries of one catalog by key; ``key`` is the hash of its file, empty where there is none to read."""

    key: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """Everything that was read at one moment; ``problems`` says which of it is older than its files, and why.

    ``context`` is what the checks know beside a text, made from the catalogs whose keys are ``context_of``.
    """

    choice: Choice
    facts: Facts
    catalogs: Mapping[str, Catalog]
    looks: str
    context: Context
    context_of: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The hashes of all that the pages are made of."""
        return self.facts.key, self.looks, *(catalog.key for catalog in self.catalogs.values())

    def editions(self) -> list[Edition]:
        """The editions of the event in the language and family that were chosen, as a build makes them."""
        event, book = self.facts.event, self.facts.loaded.book
        family = self.choice.paper or event.paper
        language = cast("Language", self.choice.language)
        return [
            Edition(event=event, language=language, product=book.products[product], format=size)
            for product in self.choice.products or event.products
            if product in book.products and book.products[product].is_made_for(1)
            for size in book.products[product].formats
            if size.serves(family)
        ]


def read_snapshot(root: Path, choice: Choice, before: Snapshot | None = None) -> Snapshot:
    """Read what has changed since ``before``; ContentError where there is nothing to fall back on."""
    sources = Sources(root)
    problems: list[Problem] = []
    facts = _layer(problems, lambda: _facts(sources, choice, before), before.facts if before else None)
    looks = _layer(problems, lambda: _hash(sources, LOOKS), before.looks if before else None)
    catalogs = {domain: _catalog(problems, sources, choice, domain, before) for domain in DOMAINS}
    if facts is None or looks is None:
        raise ContentError(*problems)
    keys = tuple(catalog.key for catalog in catalogs.values())
    if before and facts is before.facts and keys == before.context_of:
        context = before.context
    else:
        texts = (entry.translation for catalog in catalogs.values() for entry in catalog.entries.values())
        context = catalog_context(facts.sources, choice.language, texts)
    return Snapshot(choice, facts, catalogs, looks, context, keys, tuple(problems))


def _layer(problems: list[Problem], read: Callable[[], Made], before: Made | None) -> Made | None:
    """What ``read`` makes; where it fails, what was before, and its problems added to the others."""
    try:
        return read()
    except BookletError as error:
        problems.extend(error.problems)
        return before


def _hash(sources: Sources, patterns: Iterable[tuple[str, str]]) -> str:
    """SHA-256 (hexadecimal) over the names and contents of files."""
    paths = (path for folder, pattern in patterns for path in sources.names(folder, pattern))
    total = sha256()
    for path in sorted(set(paths)):
        total.update(f"{path}\0{sha256(sources.data(path)).hexdigest()}\n".encode())
    return total.hexdigest()


def _facts(sources: Sources, choice: Choice, before: Snapshot | None) -> Facts:
    key = _hash(sources, (*FACTS, *TEMPLATES))
    if before is not None and before.facts.key == key:
        return before.facts
    loaded, formats = load_book(sources), load_formats(sources)
    event = load_events(sources, [choice.event])[0]
    ui = ui_messages(sources)
    if problems := errors_among(project_problems(sources, loaded, formats, [event])):
        raise ContentError(*problems)
    return Facts(key, sources, loaded, formats, event, ui, templating.environment(sources))


def _catalog(
    problems: list[Problem], sources: Sources, choice: Choice, domain: str, before: Snapshot | None
) -> Catalog:
    old = before.catalogs[domain] if before is not None else Catalog()
    path = catalog_path(choice.language, domain)

    return _layer(problems, lambda: catalog_in(path, sources.data(path, limit=TEXT_LIMIT_BYTES), old), old) or old


def catalog_in(path: str, content: bytes, known: Catalog) -> Catalog:
    """The catalog that these bytes are: ``known`` if they are its own; ContentError where they are none."""
    key = sha256(content).hexdigest()
    return known if key == known.key else Catalog(key, entries_in(path, content))
