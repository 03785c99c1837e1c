"""Which editions are wanted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from booklet.catalogs.pseudo import PSEUDO_LANGUAGE
from booklet.model import SOURCE_LANGUAGE, Edition, Event, HomeOptions, Language, Product
from booklet.problems import CommandLineError, ContentError, Problem
from booklet.project import Project, read_project, with_pseudo_words
from booklet.sources import Sources


@dataclass(frozen=True)
class Selection:
    """What to build; an empty tuple means everything, ``paper`` None the event's own family.

    ``home`` overrides fields of the events' own `HomeOptions`. A ``release`` refuses texts that are not translated.
    """

    slugs: tuple[str, ...]
    languages: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    paper: str | None = None
    home: Mapping[str, Any] = field(default_factory=dict)
    release: bool = False


def read_selection(sources: Sources, selection: Selection) -> tuple[Project, list[Edition]]:
    """The project and the editions that are wanted; ContentError where something named is not there."""
    pseudo = PSEUDO_LANGUAGE in selection.languages
    if pseudo:
        selection = _in_pseudo_language(selection)
    project = read_project(sources, selection.slugs, selection.languages or None, release=selection.release)
    project = _with_home(with_pseudo_words(project) if pseudo else project, selection)
    _refuse_unknown_products(project, selection)
    editions = [edition.model_copy(update={"pseudo": pseudo}) for edition in _editions(project, selection)]
    if not editions:
        message = "nothing fits this choice of event, language, product and paper"
        raise ContentError(Problem("data/events", None, "error", message, "see what there is with: booklet list"))
    return project, editions


def _in_pseudo_language(selection: Selection) -> Selection:
    """The same choice in English, whose words the pseudo-language takes the place of."""
    if selection.languages != (PSEUDO_LANGUAGE,):
        message = f"{PSEUDO_LANGUAGE} is built alone, not beside other languages"
        raise CommandLineError(Problem("--lang", None, "error", message, f"use --lang {PSEUDO_LANGUAGE}"))
    return replace(selection, languages=(SOURCE_LANGUAGE,))


def _with_home(project: Project, selection: Selection) -> Project:
    """The project with the wishes of the command line in place of the events' own."""
    events = tuple(
        event.model_copy(update={"home": HomeOptions(**{**event.home.model_dump(), **selection.home})})
        for event in project.events
    )
    return replace(project, events=events)


def _refuse_unknown_products(project: Project, selection: Selection) -> None:
    known = sorted(project.loaded.book.products)
    strangers = [name for name in selection.products if name not in known]
    if strangers:
        hint = f"there are: {', '.join(known)}"
        raise CommandLineError(
            *(Problem("--product", None, "error", f"{name} is no product", hint) for name in strangers)
        )


def _editions(project: Project, selection: Selection) -> Iterator[Edition]:
    for event in project.events:
        for language, second in _chosen(event, selection.languages):
            for product in _products(project, event, selection):
                if not product.is_made_for(2 if second else 1):
                    continue
                for size in product.formats:
                    if size.serves(selection.paper or event.paper):
                        yield Edition(event=event, language=language, second=second, product=product, format=size)


def _products(project: Project, event: Event, selection: Selection) -> list[Product]:
    named = [name for name in event.products if not selection.products or name in selection.products]
    return [project.loaded.book.products[name] for name in named]


def book_settings(project: Project) -> list[Edition]:
    """One edition for each language and format of the booklet: all the ways in which the book's own texts are set."""
    event, product = project.events[0], project.loaded.book.products["booklet"]
    return [
        Edition(event=event, language=language, product=product, format=size)
        for language in event.languages
        for size in product.formats
    ]


def _chosen(event: Event, wanted: Sequence[str]) -> list[tuple[Language, Language | None]]:
    """The event's languages and pairs of languages that are wanted; a pair may be wanted that it does not name."""
    pairs = [(first, second) for first in event.languages for second in event.languages if first != second]
    return [
        *((language, None) for language in event.languages if not wanted or language in wanted),
        *(pair for pair in pairs if (pair in event.pairs if not wanted else "+".join(pair) in wanted)),
    ]
