"""What the browser is told about each message: its texts, its state, and what the checks say."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from booklet.catalogs import Entry, UiMessage, Words
from booklet.catalogs.judging import is_ready
from booklet.checks import Finding, check_translation, message_context
from booklet.checks.english import known_names
from booklet.content.book import Message
from booklet.language import lower
from booklet.model import SOURCE_LANGUAGE
from booklet.preview.snapshot import Snapshot
from booklet.preview.worddiff import word_diff
from booklet.tokens import tokens_in

SourceText = Message | UiMessage

FINDINGS_LIMIT = 50
"""How many findings of one text are shown; each of them brings the whole text put right."""


@dataclass(frozen=True)
class Judgement:
    """What a translation would be like: the findings, how long it is and may be."""

    findings: tuple[Finding, ...]
    length: int
    limit: int | None

    def as_json(self) -> dict[str, Any]:
        """As the browser gets it."""
        return {"findings": [asdict(finding) for finding in self.findings], "length": self.length, "limit": self.limit}


def source_texts(snapshot: Snapshot) -> Iterator[tuple[str, SourceText]]:
    """Every message of the book and of the templates, by its name here: ``content/night.entry``."""
    yield from ((f"content/{key}", message) for key, message in snapshot.facts.loaded.messages.items())
    yield from ((f"ui/{key}", message) for key, message in snapshot.facts.ui.items())


def source_text(snapshot: Snapshot, name: str) -> SourceText | None:
    """The message of that name, or None where there is none."""
    domain, _, key = name.partition("/")
    texts: Mapping[str, Mapping[str, SourceText]] = {
        "content": snapshot.facts.loaded.messages,
        "ui": snapshot.facts.ui,
    }
    return texts.get(domain, {}).get(key)


def entry_of(snapshot: Snapshot, name: str) -> Entry | None:
    """The entry of the catalog for a message, or None where it has none."""
    domain, _, key = name.partition("/")
    return snapshot.catalogs[domain].entries.get(key) if domain in snapshot.catalogs else None


def version_of(entry: Entry) -> str:
    """A hash of what somebody sees of an entry: another one as soon as any of it changes."""
    seen = (entry.key, entry.source, entry.translation, entry.fuzzy, entry.reviewed, entry.previous, entry.plural_forms)
    return sha256(repr(seen).encode()).hexdigest()[:16]


def judge(snapshot: Snapshot, name: str, translation: str) -> Judgement:
    """What the checks of a build say about a translation; KeyError where there is no such message."""
    text, entry = source_text(snapshot, name), entry_of(snapshot, name)
    if text is None:
        raise KeyError(name)
    switched_off = entry.switched_off if entry else {}
    context = message_context(snapshot.context, text, switched_off=switched_off)
    numerals = text.numerals if isinstance(text, Message) else ()
    known = known_names(snapshot.facts.loaded)
    found: list[Finding] = []
    if translation.strip():
        found = check_translation(text.text, translation, snapshot.choice.language, known, numerals, context)
    return Judgement(_shown(found), len(translation), context.limit)


def _shown(found: list[Finding]) -> tuple[Finding, ...]:
    """The first findings, and how many there are beyond them."""
    more = len(found) - FINDINGS_LIMIT
    if more <= 0:
        return tuple(found)
    return (*found[:FINDINGS_LIMIT], Finding("", f"and {more} more", "mend the others first", severity="warning"))


def can_be_set(snapshot: Snapshot, translation: str) -> bool:
    """Whether all tokens of a text stand for something, so that a page can be made with it."""
    known = known_names(snapshot.facts.loaded)
    return all(
        token.kind != "unknown" and (token.kind not in known or token.name in known[token.kind])
        for token in tokens_in(translation)
    )


def words_of(snapshot: Snapshot, earlier: Mapping[str, str]) -> Words:
    """The words of the pages: a text that cannot be set keeps what it was ``earlier``, if anything; else English."""
    texts: dict[str, dict[str, str]] = {"content": {}, "ui": {}}
    english: dict[str, set[str]] = {"content": set(), "ui": set()}
    for name, text in source_texts(snapshot):
        domain, _, key = name.partition("/")
        spoken = _spoken(snapshot, name, text, earlier)
        texts[domain][key] = text.text if spoken is None else spoken
        if spoken is None:
            english[domain].add(key)
    return Words(
        snapshot.choice.language,
        texts["content"],
        texts["ui"],
        english=frozenset(english["content"]),
        english_ui=frozenset(english["ui"]),
    )


def _spoken(snapshot: Snapshot, name: str, text: SourceText, earlier: Mapping[str, str]) -> str | None:
    entry = entry_of(snapshot, name)
    if entry is None or not is_ready(text.text, entry):
        return None
    usable = can_be_set(snapshot, entry.translation) if name.startswith("content/") else True
    return entry.translation if usable else earlier.get(name)


def described(snapshot: Snapshot, name: str) -> dict[str, Any]:
    """A message as the browser gets it; KeyError where there is no such message."""
    text, entry = source_text(snapshot, name), entry_of(snapshot, name)
    if text is None:
        raise KeyError(name)
    translation = entry.translation if entry else ""
    previous = entry.previous if entry and entry.fuzzy else ""
    return {
        "name": name,
        "key": text.key,
        "file": text.path,
        "source": text.text,
        "translation": translation,
        "version": version_of(entry) if entry else "",
        "state": _state(text, entry),
        "fuzzy": bool(entry and entry.fuzzy),
        "reviewed": bool(entry and entry.reviewed),
        "plural": bool(entry and entry.plural_forms),
        "notes": _notes(text, entry),
        "previous": previous,
        "changes": word_diff(previous, text.text) if previous else [],
        "terms": terms_in(snapshot, text.text),
        "off": dict(entry.switched_off) if entry else {},
        **judge(snapshot, name, translation).as_json(),
    }


def _state(text: SourceText, entry: Entry | None) -> str:
    """``missing`` from the catalog, ``outdated`` where it has another English text, or how far its translation is."""
    if entry is None:
        return "missing"
    if entry.source != text.text:
        return "outdated"
    if not entry.translation.strip():
        return "untranslated"
    return "fuzzy" if entry.fuzzy else "translated"


def _notes(text: SourceText, entry: Entry | None) -> list[str]:
    notes = entry.note.split("; ") if entry and entry.note else [text.note]
    return [note for note in notes if note and not note.startswith("at most ")]  # the limit is counted beside the text


def terms_in(snapshot: Snapshot, english: str) -> list[tuple[str, str]]:
    """The glossary's terms that an English text has, each with what the language prints for it."""
    language, small = snapshot.choice.language, lower(english, SOURCE_LANGUAGE)
    settled = {entry.id: entry.term.get(language) for entry in snapshot.facts.loaded.book.glossary}
    found = []
    for term in snapshot.context.glossary.terms_in(small):
        forms = ", ".join(form.replace("*", "…") for form in term.forms(language))
        if local := settled.get(term.id) or forms:
            found.append((term.en[0], local))
    return found
