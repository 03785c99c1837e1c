"""The doors to the checks of a text: one for a text by itself, one for a translation beside its English text."""

from collections.abc import Collection, Iterator, Mapping

from booklet.checks.findings import Finding
from booklet.checks.orthography import look_alike_findings
from booklet.checks.registry import findings
from booklet.checks.subject import Context, Subject

Known = Mapping[str, Collection[str]]

_NOTHING_ELSE = Context()


def check_text(
    text: str, language: str, known: Known, numerals: Collection[str] = (), context: Context = _NOTHING_ELSE
) -> list[Finding]:
    """Every mistake of a text that follows the rules of the book.

    ``known`` gives, for each kind of token with a name (reading, source, page), the names that exist; ``numerals``
    lists figures of the text that are no counts.
    """
    return list(findings(Subject("", text, language, known, numerals, context), alone=True))


def check_translation(
    source: str,
    translation: str,
    language: str,
    known: Known,
    numerals: Collection[str] = (),
    context: Context = _NOTHING_ELSE,
) -> list[Finding]:
    """Every mistake of a translation, and of what it must keep of its English ``source``; others as `check_text`.

    ``context`` holds what the checks know beside the texts; `booklet.checks.message_context` makes it for a message.
    """
    return list(findings(Subject(source, translation, language, known, numerals, context)))


def letter_findings(text: str, language: str) -> Iterator[Finding]:
    """Words with letters that only look right."""
    yield from look_alike_findings(Subject("", text, language, {}, (), _NOTHING_ELSE))
