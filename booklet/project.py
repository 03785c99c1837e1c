"""All that is read before the first page: the book, the formats, the words of each language, the events."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from booklet import templating
from booklet.catalogs import Words, load_words, ui_messages, unreadable_catalogs
from booklet.catalogs.noting import noted
from booklet.catalogs.pseudo import pseudo_words
from booklet.checks.project import project_problems
from booklet.checks.templates import template_problems
from booklet.content import LoadedBook, load_book, load_events, load_formats
from booklet.model import LANGUAGES, SOURCE_LANGUAGE, Event, Formats
from booklet.model.printers import Printer
from booklet.preflight import load_printers
from booklet.problems import BookletError, ContentError, Problem, errors_among
from booklet.sources import Sources

Made = TypeVar("Made")


@dataclass(frozen=True)
class Project:
    """Everything that was read: the book, the formats, the words of each language, the events, the templates.

    ``memo`` keeps what was made of it for the next edition.
    """

    sources: Sources
    loaded: LoadedBook
    formats: Formats
    words: dict[str, Words]
    events: tuple[Event, ...]
    templates: templating.Templates
    printers: dict[str, Printer]
    warnings: tuple[Problem, ...] = ()
    memo: dict[Hashable, Any] = field(default_factory=dict, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs; what the memo knows by the ``id`` of objects is true in this one alone."""
        return {**self.__dict__, "memo": {}}


def read_project(
    sources: Sources, slugs: Iterable[str], languages: Iterable[str] | None = None, *, release: bool = False
) -> Project:
    """Read and check all that the named events need; ContentError carries every mistake of the run.

    ``languages`` limits the work to some languages and pairs (``az+en``); without it, every language that an event
    names is read. For a ``release`` a text that is not translated is a mistake; otherwise it prints in English, and a
    warning counts it.
    """
    problems: list[Problem] = []
    loaded = _attempt(problems, load_book, sources)
    formats = _attempt(problems, load_formats, sources)
    printers = _attempt(problems, load_printers, sources)
    events = _attempt(problems, load_events, sources, list(slugs)) or []
    words: dict[str, Words] = {}
    ui = _attempt(problems, ui_messages, sources)
    if loaded is not None:
        for language in _wanted_languages(events, languages):
            found = _attempt(problems, partial(load_words, release=release), sources, loaded, ui or {}, language)
            if found is not None:
                words[language] = noted(found, sources)
                problems.extend(found.warnings)
        problems.extend(project_problems(sources, loaded, formats, events))
    else:
        catalogs = unreadable_catalogs(sources, _wanted_languages(events, languages))
        problems.extend((*catalogs, *template_problems(sources)))
    if errors_among(problems) or loaded is None or formats is None or printers is None:
        raise ContentError(*problems)
    templates = templating.environment(sources)
    return Project(sources, loaded, formats, words, tuple(events), templates, printers, tuple(problems))


def with_pseudo_words(project: Project) -> Project:
    """The project with English words that are longer and accented, to see what a translation would do to the pages."""
    words = noted(pseudo_words(project.loaded, ui_messages(project.sources)), project.sources)
    return replace(project, words={**project.words, SOURCE_LANGUAGE: words}, memo={})


def _wanted_languages(events: Iterable[Event], languages: Iterable[str] | None) -> list[str]:
    named = {language for event in events for language in event.languages}
    parts = None if languages is None else {part for name in languages for part in name.split("+")}
    wanted: set[str] = parts if parts is not None else set(named) or set(LANGUAGES)
    return [language for language in LANGUAGES if language in wanted]


def _attempt(problems: list[Problem], read: Callable[..., Made], *arguments: Any) -> Made | None:
    """What ``read`` makes, or None and its problems added to the others."""
    try:
        return read(*arguments)
    except BookletError as error:
        problems.extend(error.problems)
        return None
