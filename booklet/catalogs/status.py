"""How far the translations are: counts for each language and each section of the book."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from booklet.catalogs.files import Entry
from booklet.catalogs.judging import is_ready, judged_texts
from booklet.catalogs.languages import language_name
from booklet.catalogs.templates import UiMessage
from booklet.catalogs.wanted import section_of
from booklet.catalogs.words import read_entries
from booklet.content import LoadedBook
from booklet.problems import Problem, errors_among
from booklet.sources import Sources
from booklet.templating import Templates, render, translator
from booklet.tokens import without_tokens

LABELS = "labels"
TEMPLATE = "status/status.html"
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


@dataclass(frozen=True)
class Count:
    """Texts of one section or of all: ``words_left`` are English words whose translation does not print yet.

    A text is either translated (it prints), fuzzy (somebody must compare it) or neither; reviewed ones are among the
    translated.
    """

    texts: int = 0
    translated: int = 0
    fuzzy: int = 0
    reviewed: int = 0
    words_left: int = 0
    problems: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


@dataclass(frozen=True)
class SectionStatus:
    """One section (or the labels of the templates) with its English title and its counts."""

    id: str
    title: str
    count: Count


@dataclass(frozen=True)
class LanguageStatus:
    """A language with its sections in the order of the booklet; ``problems`` are what is wrong with its files."""

    language: str
    name: str
    sections: tuple[SectionStatus, ...]
    problems: tuple[Problem, ...]

    @property
    def total(self) -> Count:
        """All sections together."""
        return sum((section.count for section in self.sections), Count())


def language_status(sources: Sources, loaded: LoadedBook, ui: Mapping[str, UiMessage], language: str) -> LanguageStatus:
    """How far a language is; catalogs that cannot be read count as empty, and their problems are told."""
    entries, problems = read_entries(sources, language)
    judged = list(judged_texts(sources, loaded, ui, language, entries))
    mistakes = Counter((found.domain, found.key) for found in judged)
    counts: dict[str, Count] = {}
    for section, domain, key, text in _texts(loaded, ui):
        one = _count(text, entries.get(domain, {}).get(key), mistakes[domain, key])
        counts[section] = counts.get(section, Count()) + one
    rows = (SectionStatus(name, _title(loaded, name), counts[name]) for name in _order(loaded, counts))
    every = (*problems, *(found.problem for found in judged))
    return LanguageStatus(language, language_name(language), tuple(rows), every)


def as_plain(status: LanguageStatus) -> dict[str, object]:
    """The counts as plain values, for JSON."""
    return {
        "language": status.language,
        "name": status.name,
        **vars(status.total),
        "errors": len(errors_among(status.problems)),
        "sections": [{"id": row.id, "title": row.title, **vars(row.count)} for row in status.sections],
    }


def _texts(loaded: LoadedBook, ui: Mapping[str, UiMessage]) -> Iterator[tuple[str, str, str, str]]:
    """Section, domain, key and English of every text."""
    for message in loaded.messages.values():
        yield section_of(loaded.book, message), "content", message.key, message.text
    for label in ui.values():
        yield LABELS, "ui", label.key, label.text


def _count(text: str, entry: Entry | None, mistakes: int) -> Count:
    ready = is_ready(text, entry)
    words = len(_WORD.findall(without_tokens(text)))
    return Count(
        texts=1,
        translated=int(ready),
        fuzzy=int(not ready and entry is not None and bool(entry.translation)),
        reviewed=int(ready and entry is not None and entry.reviewed),
        words_left=0 if ready else words,
        problems=mistakes,
    )


def _order(loaded: LoadedBook, counts: Mapping[str, Count]) -> list[str]:
    """The sections as they follow in the booklet, then those that it does not print, then the labels."""
    planned = [entry.section for product in loaded.book.products.values() for entry in product.sections]
    return [name for name in dict.fromkeys((*planned, *counts)) if name in counts and name != LABELS] + [
        name for name in (LABELS,) if name in counts
    ]


def _title(loaded: LoadedBook, name: str) -> str:
    section = loaded.book.sections.get(name)
    return without_tokens(section.title) if section else name.replace("-", " ").capitalize()


def status_page(statuses: Iterable[LanguageStatus], templates: Templates) -> str:
    """The counts and all remarks as a page for a browser."""
    return render(templates, TEMPLATE, {"statuses": list(statuses)}, translator({}))
