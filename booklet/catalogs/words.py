"""The words of one language, looked up by key; a catalog is complete and right, or every fault is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from booklet.catalogs.files import Entry, catalog_path, read_catalog
from booklet.catalogs.templates import UiMessage, placeholders, ui_messages
from booklet.checks import Finding, check_text, check_translation
from booklet.content import LoadedBook
from booklet.model import SOURCE_LANGUAGE
from booklet.problems import BookletError, ContentError, Problem
from booklet.sources import Sources


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


def load_words(sources: Sources, loaded: LoadedBook, language: str) -> Words:
    """The words of ``language``; ContentError carries every fault of its two catalogs."""
    ui = ui_messages(sources)
    if language == SOURCE_LANGUAGE:
        return source_words(loaded, ui)
    problems: list[Problem] = []
    content_entries = _entries(sources, catalog_path(language, "content"), problems)
    ui_entries = _entries(sources, catalog_path(language, "ui"), problems)
    if not problems:
        problems.extend(content_problems(sources, loaded, language, content_entries))
        problems.extend(_ui_problems(sources, ui, language, ui_entries))
    if problems:
        raise ContentError(*problems)
    return Words(language, _translations(content_entries), _translations(ui_entries))


def _entries(sources: Sources, path: str, problems: list[Problem]) -> dict[str, Entry]:
    try:
        return read_catalog(sources, path)
    except BookletError as error:
        problems.extend(error.problems)
        return {}


def _translations(entries: Mapping[str, Entry]) -> dict[str, str]:
    return {key: entry.translation for key, entry in entries.items()}


def known_names(loaded: LoadedBook) -> dict[str, set[str]]:
    """The names that tokens may carry, by kind of token."""
    book = loaded.book
    return {"reading": set(book.readings), "source": set(book.sources), "page": set(book.sections)}


def source_problems(loaded: LoadedBook) -> Iterator[Problem]:
    """What is wrong in the English texts of the book."""
    known = known_names(loaded)
    for message in loaded.messages.values():
        # Names of places, papers and titles stand in their own language and script.
        is_prose = message.key.partition(".")[2] not in {"title", "body"} or message.path.find("/sections/") > 0
        for finding in check_text(message.text, SOURCE_LANGUAGE, known, message.numerals):
            if is_prose or "typed by hand" not in finding.message:
                yield message.problem(loaded.line_of(message, finding.snippet), finding.message, finding.hint)


def content_problems(
    sources: Sources, loaded: LoadedBook, language: str, entries: Mapping[str, Entry]
) -> Iterator[Problem]:
    """What is missing, outdated or wrong in a catalog of the book."""
    path = catalog_path(language, "content")
    known = known_names(loaded)
    for key, message in loaded.messages.items():
        entry = entries.get(key)
        yield from _state_problems(path, key, message.text, entry)
        if entry is None or not entry.translation:
            continue
        for finding in check_translation(message.text, entry.translation, language, known, message.numerals):
            if _applies(message.path, finding):
                yield Problem(
                    path, _line(sources, path, entry, finding), "error", f"{key}: {finding.message}", finding.hint
                )


def _applies(path: str, finding: Finding) -> bool:
    is_title_of_source = path.endswith(("/sources.yaml", "/documents.yaml"))
    return not (is_title_of_source and "typed by hand" in finding.message)


def _ui_problems(
    sources: Sources, messages: Mapping[str, UiMessage], language: str, entries: Mapping[str, Entry]
) -> Iterator[Problem]:
    path = catalog_path(language, "ui")
    for key, message in messages.items():
        entry = entries.get(key)
        yield from _state_problems(path, key, message.text, entry)
        if entry is None or not entry.translation:
            continue
        for finding in _placeholder_findings(message.text, entry.translation):
            yield Problem(
                path, _line(sources, path, entry, finding), "error", f"{key}: {finding.message}", finding.hint
            )


def _placeholder_findings(source: str, translation: str) -> Iterator[Finding]:
    try:
        given = placeholders(translation)
    except ValueError as error:
        yield Finding("{", str(error), "keep the names in braces as they stand in the English text")
        return
    for name in sorted(placeholders(source) ^ given):
        message = f"the name {{{name}}} is not the same in the English text and in the translation"
        yield Finding(f"{{{name}}}", message, "keep each name in braces once")


def _state_problems(path: str, key: str, source: str, entry: Entry | None) -> Iterator[Problem]:
    update = "bring the catalogs up to date with: booklet catalogs update"
    if entry is None:
        yield Problem(path, None, "error", f"the message {key} is missing", update)
    elif entry.source != source:
        yield Problem(path, entry.line, "error", f"the English text of {key} has changed", update)
    elif not entry.translation:
        yield Problem(path, entry.line, "error", f"{key} is not translated", "write its msgstr")
    elif entry.fuzzy:
        yield Problem(
            path, entry.line, "error", f"{key} is marked fuzzy", "check it against the English, take the flag off"
        )


def _line(sources: Sources, path: str, entry: Entry, finding: Finding) -> int:
    lines = sources.text(path).split("\n")
    for number in range(entry.line, min(len(lines), entry.line + 60)):
        if finding.snippet and finding.snippet in lines[number - 1] and not lines[number - 1].startswith("#"):
            return number
        if not lines[number - 1].strip():
            break
    return entry.line
