"""What an edition is made from, by name, and what each name stands for now."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from booklet.catalogs.noting import value_of
from booklet.model import Edition, Event
from booklet.model.base import Frozen
from booklet.problems import BookletError
from booklet.project import Project

EVENT = "the event"
RECIPIENT = "the recipient"
PRODUCT = "the product"
FITTING = "the fitting of its lines"
BOOK = "the book's records"
COLOURS = "colours and printing conditions"
PRINTERS = "the printers' limits"
SECTION = "section "
PROGRAM = "program "


def given(project: Project, edition: Edition) -> dict[str, str]:
    """The inputs that every edition has: its event, its product and sections, what the whole book shares."""
    book = project.loaded.book
    event, product = edition.event, edition.product
    sections = {name for entry in product.sections for name in (entry.section, entry.otherwise) if name}
    fits = book.fitting.editions.get(edition.lines, {})
    recipient = {RECIPIENT: _hash(edition.recipient)} if edition.recipient else {}
    return {
        EVENT: _kept(project, event),
        **recipient,
        PRODUCT: _kept(project, product),
        FITTING: _digest(repr(sorted(fits.items()))),
        BOOK: _records(project),
        COLOURS: _kept(project, project.formats),
        PRINTERS: _digest(repr(sorted((name, _hash(printer)) for name, printer in project.printers.items()))),
        **{f"{SECTION}{name}": _kept(project, book.sections[name]) for name in sorted(sections)},
    }


def values(project: Project, edition: Edition, names: Iterable[str], recipe: Mapping[str, str]) -> dict[str, str]:
    """What each name stands for now; empty for what is no longer there."""
    known = {**given(project, edition), **{f"{PROGRAM}{name}": value for name, value in recipe.items()}}
    return {name: known[name] if name in known else _found(project, name) for name in names}


def _found(project: Project, name: str) -> str:
    """The value of a note: of a text (``az content/night.title``), or of the door to the disk."""
    language, _, rest = name.partition(" ")
    if language in project.words and rest:
        key = ("value", name)
        if key not in project.memo:
            project.memo[key] = value_of(project.words[language], rest)
        return str(project.memo[key])
    if _is_given(name):
        return ""
    try:
        return project.sources.value_of(name)
    except BookletError:  # a file that cannot be read any more: what was made of it is made anew, and tells why
        return ""


def event_hash(project: Project, event: Event) -> str:
    """What `EVENT` stands for."""
    return _kept(project, event)


def _is_given(name: str) -> bool:
    """Whether it is a name of `given` that this edition no longer has."""
    return name == RECIPIENT or name.startswith((SECTION, PROGRAM))


def _records(project: Project) -> str:
    """The book but for what has inputs of its own."""
    if "records" not in project.memo:
        own: dict[str, Any] = {"sections": {}, "products": {}}
        book = project.loaded.book
        project.memo["records"] = _hash(
            book.model_copy(update={**own, "fitting": book.fitting.model_copy(update={"editions": {}})})
        )
    return str(project.memo["records"])


def _kept(project: Project, model: Frozen) -> str:
    """The hash of a model of the project, worked out once."""
    key = ("hash", id(model))
    if key not in project.memo:
        project.memo[key] = (_hash(model), model)  # the model is kept, so that its id stays its own
    found: tuple[str, Frozen] = project.memo[key]
    return found[0]


def _hash(model: Frozen) -> str:
    return _digest(model.model_dump_json())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
