"""What the checks know of a message beside its two texts: made once for a catalog, then for each message."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from booklet.checks.length import length_limit
from booklet.checks.letters import coverage
from booklet.checks.subject import Context
from booklet.checks.terms import load_glossary
from booklet.language import words_with_yo
from booklet.sources import Sources

# Lists whose texts hold figures of real titles.
_REFERENCES = ("/sources.yaml", "/documents.yaml")


class Message(Protocol):
    """A message of the book or of a template: its catalog key, its English text, the file of that text."""

    @property
    def key(self) -> str:
        """Its name in the catalogs."""

    @property
    def text(self) -> str:
        """Its English text."""

    @property
    def path(self) -> str:
        """The file of its English text."""


def catalog_context(sources: Sources, language: str, translations: Iterable[str] = ()) -> Context:
    """What all messages of one language share: the letters of our fonts, the glossary, the catalog's words with ё.

    ``translations`` are all texts of the language's catalogs. ContentError carries the mistakes of the glossary.
    """
    with_yo = words_with_yo(translations) if language == "ru" else {}
    return Context(covered=coverage(sources), glossary=load_glossary(sources), with_yo=with_yo)


def message_context(
    shared: Context,
    message: Message,
    *,
    switched_off: Mapping[str, str] | None = None,
    plural_forms: tuple[str, ...] = (),
) -> Context:
    """``shared`` for one message; a template's texts follow their own rules, and names may stay as they are."""
    path = message.path
    return replace(
        shared,
        domain="ui" if path.startswith("templates/") else "content",
        is_name=path.endswith("/sources.yaml") or message.key.endswith(".claimant"),
        exempt=frozenset({"count"}) if path.endswith(_REFERENCES) else frozenset(),
        switched_off=switched_off or {},
        limit=length_limit(message.text),
        plural_forms=plural_forms,
    )
