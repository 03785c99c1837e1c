"""What is wrong with the messages of a language: their state, and what the checks find in their words."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from booklet.catalogs.files import Entry, catalog_path
from booklet.catalogs.templates import UiMessage
from booklet.checks import Finding, catalog_context, check_translation, message_context
from booklet.checks.english import known_names
from booklet.checks.letters import coverage, glyph_findings
from booklet.checks.texts import letter_findings
from booklet.content import LoadedBook
from booklet.content.book import Message
from booklet.content.records import line_with
from booklet.model import SOURCE_LANGUAGE
from booklet.problems import ContentError, Problem, Severity
from booklet.sources import Sources

UPDATE_HINT = "bring the catalogs up to date with: booklet catalogs update"

Entries = Mapping[str, Mapping[str, Entry]]
"""The entries of a language by key, by domain."""


def is_ready(source: str, entry: Entry | None) -> bool:
    """Whether the entry prints: it is translated, from this very English text, and nobody doubts it."""
    return entry is not None and bool(entry.translation.strip()) and not entry.fuzzy and entry.source == source


def refuse_strangers(path: str, messages: Collection[tuple[str, str]], ours: Mapping[str, str]) -> None:
    """ContentError for a catalog with messages (key and English), none of them ours: another program's."""
    texts = set(ours.values())
    if messages and not any(key in ours or source in texts for key, source in messages):
        message = f"none of the {len(messages)} messages of this catalog belongs to the booklet"
        raise ContentError(Problem(path, None, "error", message, "put our own back; this one is another program's"))


@dataclass(frozen=True)
class Judged:
    """A problem in a translation, and the message that it belongs to."""

    domain: str
    key: str
    problem: Problem


def judged_texts(
    sources: Sources, loaded: LoadedBook, ui: Mapping[str, UiMessage], language: str, entries: Entries
) -> Iterator[Judged]:
    """What the checks find in the translations that are ready to print, at their lines in the catalogs."""
    every = (entry.translation for domain in entries.values() for entry in domain.values())
    shared, known = catalog_context(sources, language, every), known_names(loaded)
    messages: dict[str, Mapping[str, Message | UiMessage]] = {"content": loaded.messages, "ui": ui}
    for domain, found in entries.items():
        path = catalog_path(language, domain)
        lines = sources.text(path).split("\n")
        for key, message in messages[domain].items():
            entry = found.get(key)
            if entry is None or not is_ready(message.text, entry):
                continue
            context = message_context(shared, message, switched_off=entry.switched_off, plural_forms=entry.plural_forms)
            numerals = message.numerals if isinstance(message, Message) else ()
            findings = check_translation(message.text, entry.translation, language, known, numerals, context)
            yield from (Judged(domain, key, problem) for problem in _located(path, lines, entry, findings))


def state_problems(
    language: str, domain: str, texts: Mapping[str, str], entries: Mapping[str, Entry], severity: Severity
) -> Iterator[Problem]:
    """Each text whose translation does not print, and why; ``texts`` are the English ones by key."""
    path = catalog_path(language, domain)
    for key, source in texts.items():
        entry = entries.get(key)
        if entry is None:
            yield Problem(path, None, severity, f"the message {key} is missing", UPDATE_HINT)
        elif entry.source != source:
            yield Problem(path, entry.line, severity, f"the English text of {key} has changed", UPDATE_HINT)
        elif not entry.translation.strip():
            yield Problem(path, entry.translation_line, severity, f"{key} is not translated", "write its msgstr")
        elif entry.fuzzy:
            hint = "compare it with the English, then take the flag off"
            yield Problem(path, entry.line, severity, f"{key} is marked fuzzy", hint)


def ui_source_problems(sources: Sources, messages: Mapping[str, UiMessage]) -> Iterator[Problem]:
    """What is wrong with the letters of the English words in templates."""
    covered = coverage(sources)
    for message in messages.values():
        for finding in (*letter_findings(message.text, SOURCE_LANGUAGE), *glyph_findings(covered, message.text)):
            yield Problem(message.path, message.line, "error", f"{message.key}: {finding.message}", finding.hint)


def _located(path: str, lines: list[str], entry: Entry, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Problems at the lines of the translation on which the findings stand."""
    first = entry.translation_line
    last = next((number for number in range(first, len(lines)) if not lines[number].startswith('"')), len(lines))
    for finding in findings:
        line = line_with(finding.snippet, lines, first, last) or first
        yield Problem(path, line, finding.severity, f"{entry.key}: {finding.message}", finding.hint)
