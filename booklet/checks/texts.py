"""What can be wrong in one text, in English or in a translation."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from booklet.checks.counts import bare_counts
from booklet.language import suspicious_letters, wrong_azerbaijani_ordinals, wrong_russian_dates
from booklet.model import web_address
from booklet.tokens import ADDRESS, LINK, TEMPLATE_SYNTAX, TOKEN, comparable, tokens_in, without_tokens


@dataclass(frozen=True)
class Finding:
    """A mistake in a text; ``snippet`` is the piece of the text that shows its line."""

    snippet: str
    message: str
    hint: str = ""


def check_text(
    text: str, language: str, known: Mapping[str, Collection[str]], numerals: Collection[str] = ()
) -> list[Finding]:
    """Every mistake of a text that follows the rules of the book.

    ``known`` gives, for each kind of token with a name (reading, source, page), the names that exist.
    """
    return [
        *_unknown_tokens(text, known),
        *_loose_brackets(text),
        *_broken_links(text),
        *_counts(text, language, numerals),
        *letter_findings(text, language),
        *orthography_findings(text, language),
    ]


def check_translation(
    source: str, translation: str, language: str, known: Mapping[str, Collection[str]], numerals: Collection[str] = ()
) -> list[Finding]:
    """Every mistake of a translation: those of any text, and tokens or links that were dropped or invented."""
    return [
        *check_text(translation, language, known, numerals),
        *_different_tokens(source, translation),
        *address_findings(source, translation),
    ]


def _unknown_tokens(text: str, known: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    hints = {
        "reading": "data/book/readings.yaml lists the readings",
        "source": "data/book/sources.yaml lists them",
        "page": "name a section of the book",
    }
    for token in tokens_in(text):
        if token.kind == "unknown":
            hint = "tokens look like {N05}, [@A03], {page:figures}, {year}, {anniversary}"
            yield Finding(token.raw, f"{token.raw} is no token", hint)
        elif token.kind in hints and token.name not in known[token.kind]:
            yield Finding(token.raw, f"{token.raw} names a {token.kind} that does not exist", hints[token.kind])


def _loose_brackets(text: str) -> Iterator[Finding]:
    rest = TOKEN.sub("", TEMPLATE_SYNTAX.sub("", text))
    for sign in ("{", "}", "[@"):
        if sign in rest:
            snippet = re.search(rf"\w*{re.escape(sign)}\w*", rest)
            assert snippet is not None
            yield Finding(snippet[0], f"a lone {sign} stands in the text", "close the token, or take the sign out")


def _broken_links(text: str) -> Iterator[Finding]:
    rest = LINK.sub("", text)
    if "](" in rest:
        yield Finding("](", "a link is broken", "write it as [words](https://address), without spaces in the address")
    for match in LINK.finditer(text):
        try:
            web_address(match[2])
        except ValueError:
            yield Finding(match[2], f"{match[2]} is no web address", "an address begins with https:// or http://")


def _counts(text: str, language: str, numerals: Collection[str]) -> Iterator[Finding]:
    hint = "use a token such as {N05} in its place, so that the figure prints with its source"
    for count in bare_counts(text, language, numerals):
        yield Finding(count.split()[0], f"the count “{count}” is typed by hand", hint)


def letter_findings(text: str, language: str) -> Iterator[Finding]:
    """Words with letters that only look right."""
    for word, reason in suspicious_letters(without_tokens(text), language):
        yield Finding(word, f"{word}: {reason}", "type the word again on the keyboard of its language")


def orthography_findings(text: str, language: str) -> Iterator[Finding]:
    """Ordinals and dates that are not written as their language wants."""
    finders = {"az": wrong_azerbaijani_ordinals, "ru": wrong_russian_dates}
    if language in finders:
        for found, right in finders[language](without_tokens(text)):
            yield Finding(found, f"{found} is written {right}", f"write {right}")


def _different_tokens(source: str, translation: str) -> Iterator[Finding]:
    wanted = Counter(comparable(token) for token in tokens_in(source))
    given = Counter(comparable(token) for token in tokens_in(translation))
    for raw in wanted - given:
        hint = "keep every {…} and [@…] of the English text"
        yield Finding("", f"the token {raw} of the English text is missing", hint)
    for raw in given - wanted:
        yield Finding(raw, f"the token {raw} does not stand in the English text", "take it out")


def address_findings(source: str, translation: str) -> Iterator[Finding]:
    """Addresses that a translation drops or brings in; it may only lead where the English text leads."""
    wanted, given = (Counter(match[0] for match in ADDRESS.finditer(text)) for text in (source, translation))
    for address in wanted - given:
        yield Finding("", f"the address {address} of the English text is missing", "keep each [words](address)")
    for address in given - wanted:
        yield Finding(address, f"the address {address} does not stand in the English text", "take it out")
