"""The words of one language, looked up by key; a catalog is complete and right, or every fault is told."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from booklet.catalogs.files import Entry, catalog_path, read_catalog
from booklet.catalogs.templates import UiMessage, placeholders
from booklet.checks import Finding, check_translation
from booklet.checks.english import known_names
from booklet.checks.letters import coverage, glyph_findings
from booklet.checks.texts import address_findings, letter_findings, orthography_findings
from booklet.content import LoadedBook
from booklet.content.records import line_with
from booklet.model import SOURCE_LANGUAGE
from booklet.problems import BookletError, ContentError, Problem
from booklet.sources import Sources

Made = TypeVar("Made")


@dataclass(frozen=True)
class Words:
    """Texts of the book (``content``) and of the templates (``ui``) in one language, by key."""

    language: str
    content: Mapping[str, str]
    ui: Mapping[str, str]


def source_words(loaded: LoadedBook, ui: Mapping[str, UiMessage]) -> Words:
    """The English words, as they stand in data and templates."""
    content = {key: message.text for key, message in loaded.messages.items()}
    return Words(SOURCE_LANGUAGE, content, {key: message.text for key, message in ui.items()})


def load_words(sources: Sources, loaded: LoadedBook, ui: Mapping[str, UiMessage], language: str) -> Words:
    """The words of ``language``; ContentError carries every fault of its two catalogs."""
    problems: list[Problem] = []
    if language == SOURCE_LANGUAGE:
        problems.extend(_ui_source_problems(sources, ui))
        if problems:
            raise ContentError(*problems)
        return source_words(loaded, ui)
    content_entries = _attempt(problems, read_catalog, sources, catalog_path(language, "content"))
    ui_entries = _attempt(problems, read_catalog, sources, catalog_path(language, "ui"))
    if content_entries is not None:
        problems.extend(content_problems(sources, loaded, language, content_entries))
    if ui_entries is not None:
        problems.extend(_ui_problems(sources, ui, language, ui_entries))
    if problems or content_entries is None or ui_entries is None:
        raise ContentError(*problems)
    return Words(language, _translations(content_entries), _translations(ui_entries))


def unreadable_catalogs(sources: Sources, languages: Iterable[str]) -> list[Problem]:
    """What is wrong with the catalogs as files; for a run in which the book itself cannot be read."""
    problems: list[Problem] = []
    for language in languages:
        for domain in ("content", "ui") if language != SOURCE_LANGUAGE else ():
            _attempt(problems, read_catalog, sources, catalog_path(language, domain))
    return problems


def _attempt(problems: list[Problem], read: Callable[..., Made], *arguments: object) -> Made | None:
    try:
        return read(*arguments)
    except BookletError as error:
        problems.extend(error.problems)
        return None


def _translations(entries: Mapping[str, Entry]) -> dict[str, str]:
    return {key: entry.translation for key, entry in entries.items()}


def content_problems(
    sources: Sources, loaded: LoadedBook, language: str, entries: Mapping[str, Entry]
) -> Iterator[Problem]:
    """What is missing, outdated or wrong in a catalog of the book."""
    path = catalog_path(language, "content")
    known, covered = known_names(loaded), coverage(sources)
    for key, message in loaded.messages.items():
        entry = entries.get(key)
        yield from _state_problems(path, key, message.text, entry)
        if entry is None or not entry.translation:
            continue
        findings = check_translation(message.text, entry.translation, language, known, message.numerals)
        judged = [finding for finding in findings if _applies(message.path, finding)]
        yield from _located(sources, path, entry, [*judged, *glyph_findings(covered, entry.translation)])


def _applies(path: str, finding: Finding) -> bool:
    is_title_of_source = path.endswith(("/sources.yaml", "/documents.yaml"))
    return not (is_title_of_source and "typed by hand" in finding.message)


def _ui_problems(
    sources: Sources, messages: Mapping[str, UiMessage], language: str, entries: Mapping[str, Entry]
) -> Iterator[Problem]:
    path, covered = catalog_path(language, "ui"), coverage(sources)
    for key, message in messages.items():
        entry = entries.get(key)
        yield from _state_problems(path, key, message.text, entry)
        if entry is None or not entry.translation:
            continue
        findings = [
            *_placeholder_findings(message.text, entry.translation),
            *address_findings(message.text, entry.translation),
            *letter_findings(entry.translation, language),
            *orthography_findings(entry.translation, language),
            *glyph_findings(covered, entry.translation),
        ]
        yield from _located(sources, path, entry, findings)


def _ui_source_problems(sources: Sources, messages: Mapping[str, UiMessage]) -> Iterator[Problem]:
    """What is wrong with the letters of the English words in templates."""
    covered = coverage(sources)
    for message in messages.values():
        for finding in (*letter_findings(message.text, SOURCE_LANGUAGE), *glyph_findings(covered, message.text)):
            yield Problem(message.path, message.line, "error", f"{message.key}: {finding.message}", finding.hint)


def _placeholder_findings(source: str, translation: str) -> Iterator[Finding]:
    wanted, given = placeholders(source), placeholders(translation)
    hint = "keep each name in braces as it stands in the English text"
    for name in sorted(given - wanted):
        yield Finding(f"{{{name}}}", f"the name {{{name}}} does not stand in the English text", hint)
    for name in sorted(wanted - given) if given <= wanted else ():
        yield Finding("", f"the name {{{name}}} of the English text is missing", hint)


def _state_problems(path: str, key: str, source: str, entry: Entry | None) -> Iterator[Problem]:
    update = "bring the catalogs up to date with: booklet catalogs update"
    if entry is None:
        yield Problem(path, None, "error", f"the message {key} is missing", update)
    elif entry.source != source:
        yield Problem(path, entry.line, "error", f"the English text of {key} has changed", update)
    elif not entry.translation:
        yield Problem(path, entry.translation_line, "error", f"{key} is not translated", "write its msgstr")
    elif entry.fuzzy:
        yield Problem(
            path, entry.line, "error", f"{key} is marked fuzzy", "check it against the English, take the flag off"
        )


def _located(sources: Sources, path: str, entry: Entry, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Problems at the lines of the translation on which the findings stand."""
    lines = sources.text(path).split("\n")
    first = entry.translation_line
    last = next((number for number in range(first, len(lines)) if not lines[number].startswith('"')), len(lines))
    for finding in findings:
        line = line_with(finding.snippet, lines, first, last) or first
        yield Problem(path, line, "error", f"{entry.key}: {finding.message}", finding.hint)
