"""The words of one language, looked up by key; English stands in where a translation is not ready to print."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from booklet.catalogs.files import DOMAINS, Entry, catalog_path, read_catalog
from booklet.catalogs.judging import (
    Entries,
    is_ready,
    judged_texts,
    refuse_strangers,
    state_problems,
    ui_source_problems,
)
from booklet.catalogs.templates import UiMessage
from booklet.content import LoadedBook
from booklet.language import COMPLETE, missing_rules
from booklet.model import SOURCE_LANGUAGE
from booklet.problems import BookletError, ContentError, Problem, Severity, errors_among
from booklet.sources import Sources

# The pages of the preview and of the gallery are read in browsers.
UNPRINTED = ("templates/preview/", "templates/gallery/")

Made = TypeVar("Made")


@dataclass(frozen=True)
class Words:
    """Texts of the book (``content``) and of the templates (``ui``) in one language, by key.

    ``english`` and ``english_ui`` are the keys whose English text stands in for a translation; ``warnings`` says so,
    and what else a person should look at. Of the ``printed`` texts, ``reviewed`` have been read by somebody who grew
    up with the language, ``reviewed_content`` being those of the book among them, and ``in_english`` are English.
    """

    language: str
    content: Mapping[str, str]
    ui: Mapping[str, str]
    english: frozenset[str] = frozenset()
    english_ui: frozenset[str] = frozenset()
    warnings: tuple[Problem, ...] = ()
    printed: int = 0
    reviewed: int = 0
    reviewed_content: frozenset[str] = frozenset()
    in_english: int = 0

    def by_domain(self) -> dict[str, Mapping[str, str]]:
        """The texts of each catalog."""
        return {"content": self.content, "ui": self.ui}


def source_words(loaded: LoadedBook, ui: Mapping[str, UiMessage]) -> Words:
    """The English words, as they stand in data and templates."""
    content = {key: message.text for key, message in loaded.messages.items()}
    return Words(SOURCE_LANGUAGE, content, {key: message.text for key, message in ui.items()})


def load_words(
    sources: Sources, loaded: LoadedBook, ui: Mapping[str, UiMessage], language: str, *, release: bool = False
) -> Words:
    """The words of ``language``; ContentError carries every mistake in the texts of its two catalogs.

    A text that is missing, empty, fuzzy or made from another English text is English, and counted among the warnings;
    for a ``release`` each of them is an error.
    """
    if language == SOURCE_LANGUAGE:
        if problems := list(ui_source_problems(sources, ui)):
            raise ContentError(*problems)
        return source_words(loaded, ui)
    entries, problems = read_entries(sources, language)
    problems.extend(_rule_problems(language))
    english, printed = source_words(loaded, ui), source_words(loaded, printed_labels(ui))
    for domain, found in entries.items():
        ours = english.by_domain()[domain]
        messages = [(entry.key, entry.source) for entry in found.values()]
        _attempt(problems, refuse_strangers, catalog_path(language, domain), messages, ours)
    problems.extend(judged.problem for judged in judged_texts(sources, loaded, ui, language, entries))
    if release:
        problems.extend(unready(language, printed, entries, "error"))
    if errors_among(problems):
        raise ContentError(*problems)
    words = _with_english(language, english, entries["content"], entries["ui"])
    reviewed = {domain: reviewed_texts(texts, entries[domain]) for domain, texts in printed.by_domain().items()}
    in_english = len(words.english) + len(words.english_ui & printed.ui.keys())
    return replace(
        words,
        warnings=(*problems, *_count_of_english(language, in_english, printed)),
        printed=len(printed.content) + len(printed.ui),
        reviewed=sum(map(len, reviewed.values())),
        reviewed_content=reviewed["content"],
        in_english=in_english,
    )


def _rule_problems(language: str) -> list[Problem]:
    missing = [] if language in COMPLETE else missing_rules(language)
    hint = "translations/README.md lists what a language needs"
    return [Problem(path, None, "error", f"{language} lacks {rule}", hint) for path, rule in missing]


def read_labels(sources: Sources, language: str) -> dict[str, str]:
    """The translated texts of the templates by key, without any check of their words; none for English.

    ContentError where the catalog cannot be read.
    """
    if language == SOURCE_LANGUAGE:
        return {}
    entries = read_catalog(sources, catalog_path(language, "ui")).values()
    return {entry.key: entry.translation for entry in entries if is_ready(entry.source, entry)}


def read_entries(sources: Sources, language: str) -> tuple[Entries, list[Problem]]:
    """The entries of each catalog of a language that can be read, and what is wrong with the others."""
    problems: list[Problem] = []
    found = {domain: _attempt(problems, read_catalog, sources, catalog_path(language, domain)) for domain in DOMAINS}
    return {domain: entries for domain, entries in found.items() if entries is not None}, problems


def printed_labels(ui: Mapping[str, UiMessage]) -> dict[str, UiMessage]:
    """The texts of templates that come onto paper; others are read on screens."""
    return {key: message for key, message in ui.items() if not message.path.startswith(UNPRINTED)}


def unready(language: str, english: Words, entries: Entries, severity: Severity) -> list[Problem]:
    """Each text of a language that prints in English, and why; catalogs that cannot be read are told elsewhere."""
    texts = english.by_domain()
    return [
        problem
        for domain, found in entries.items()
        for problem in state_problems(language, domain, texts[domain], found, severity)
    ]


def reviewed_texts(texts: Mapping[str, str], entries: Mapping[str, Entry]) -> frozenset[str]:
    """The keys of those of the English ``texts`` whose translation is ready and reviewed."""
    return frozenset(key for key, text in texts.items() if is_ready(text, entries.get(key)) and entries[key].reviewed)


def _with_english(language: str, english: Words, content: Mapping[str, Entry], ui: Mapping[str, Entry]) -> Words:
    texts, missing = _ready(english.content, content)
    labels, missing_labels = _ready(english.ui, ui)
    return Words(language, texts, labels, missing, missing_labels)


def _ready(english: Mapping[str, str], entries: Mapping[str, Entry]) -> tuple[dict[str, str], frozenset[str]]:
    """Every text by key, and the keys of those that are English."""
    ready = {key: is_ready(text, entries.get(key)) for key, text in english.items()}
    texts = {key: entries[key].translation if ready[key] else text for key, text in english.items()}
    return texts, frozenset(key for key, is_translated in ready.items() if not is_translated)


def _count_of_english(language: str, count: int, printed: Words) -> list[Problem]:
    if not count:
        return []
    message = f"{count} of {len(printed.content) + len(printed.ui)} texts of {language} are printed in English"
    hint = "booklet catalogs check names each; booklet build --release refuses them"
    return [Problem(f"translations/{language}", None, "warning", message, hint)]


def unreadable_catalogs(sources: Sources, languages: Iterable[str]) -> list[Problem]:
    """What is wrong with the catalogs as files; for a run in which the book itself cannot be read."""
    return [
        problem
        for language in languages
        if language != SOURCE_LANGUAGE
        for problem in read_entries(sources, language)[1]
    ]


def _attempt(problems: list[Problem], read: Callable[..., Made], *arguments: object) -> Made | None:
    try:
        return read(*arguments)
    except BookletError as error:
        problems.extend(error.problems)
        return None
