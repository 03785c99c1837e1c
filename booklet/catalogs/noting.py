"""Words that remember which of them were asked for, so that an edition is made anew when one of those changes."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from booklet.catalogs.words import Words
from booklet.sources import Sources

EVERY = "*"
REVIEW = "review"


class NotedTexts(Mapping[str, str]):
    """Texts by key; each one that is looked up is noted as ``az content/night.title``, all of them with ``*``."""

    def __init__(self, texts: Mapping[str, str], prefix: str, sources: Sources) -> None:
        self.texts = texts
        self._prefix = prefix
        self._sources = sources

    def __getitem__(self, key: str) -> str:
        self._sources.note(f"{self._prefix}{key}")
        return self.texts[key]

    def __iter__(self) -> Iterator[str]:
        self._sources.note(f"{self._prefix}{EVERY}")
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


def noted(words: Words, sources: Sources) -> Words:
    """The same words, noted in ``sources`` when they are used."""
    return replace(
        words,
        content=NotedTexts(words.content, f"{words.language} content/", sources),
        ui=NotedTexts(words.ui, f"{words.language} ui/", sources),
    )


def review_note(words: Words) -> str:
    """The note of somebody who asks how far a language is reviewed."""
    return f"{words.language} {REVIEW}"


def value_of(words: Words, name: str) -> str:
    """What a note of these words stands for now, as a short hash; the name is without its language.

    Empty for a name that no note has.
    """
    if name == REVIEW:
        return _short(repr((words.printed, words.reviewed, words.in_english, sorted(words.reviewed_content))))
    domain, _, key = name.partition("/")
    if domain not in words.by_domain():
        return ""
    texts, english = _plain(words, domain)
    if key == EVERY:
        return _short(repr(sorted((key, text, key in english) for key, text in texts.items())))
    return _short(repr((texts.get(key), key in english)))


def _plain(words: Words, domain: str) -> tuple[Mapping[str, str], frozenset[str]]:
    texts = words.by_domain()[domain]
    english = words.english if domain == "content" else words.english_ui
    return texts.texts if isinstance(texts, NotedTexts) else texts, english


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
