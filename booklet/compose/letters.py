"""A letter: to whom it goes, who sends it, and its blocks as plain text that can be made shorter."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from booklet.compose.sections import SectionWriter
from booklet.compose.shortening import LimitTooSmallError, Piece, shorten
from booklet.compose.view import EventView, LetterView
from booklet.language import format_weekday_date, no_break
from booklet.model import Block, Edition, Section
from booklet.problems import ContentError, Problem

# Signs that direct the line breaking and draw nothing, and the marks of English that stands in for a translation.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufdd2\ufdd3]")
_SPACES = re.compile("[\u00a0\u202f]")


def letter_view(edition: Edition, event: EventView) -> LetterView:
    """What stands round the text of a letter; what is not known is empty."""
    language, recipient = edition.language, edition.recipient
    date = format_weekday_date(edition.event.date, language) if edition.event.date else ""
    where = (event.start, event.venue, event.address, event.place) if date else ()
    return LetterView(
        address=tuple(no_break(line, language) for line in recipient.lines) if recipient else (),
        salutation=no_break(recipient.salutation, language) if recipient else "",
        occasion=no_break(", ".join(part for part in (date, *where) if part), language),
        sender=tuple(part for part in (event.host, event.contact) if part),
    )


def as_printed(letter: LetterView, writer: SectionWriter, sections: Sequence[Section], edition: Edition) -> LetterView:
    """The letter without the blocks that do not go onto its pages; ContentError where its printed length is too small.

    The pages leave blocks out, and never put a shorter form in the place of another.
    """
    for limit in (limit for limit in edition.product.texts if limit.printed):
        words = [piece for piece in pieces(writer, sections, letter) if piece.short_for is None]
        try:
            return replace(letter, cut=frozenset(shorten(words, limit).cut))
        except LimitTooSmallError as error:
            hint = f"give it {error.minimum} or more in data/book/products.yaml"
            raise ContentError(
                Problem(edition.name, None, "error", f"the length {limit.id} is too small: {error}", hint)
            ) from error
    return letter


def pieces(writer: SectionWriter, sections: Iterable[Section], letter: LetterView) -> tuple[Piece, ...]:
    """The blocks of ``sections`` that have words, in order; one that tells of an occasion nobody knows yet has none."""
    return tuple(
        Piece(block.id, plain_text(text), block.weight, block.protected, block.short_for)
        for section in sections
        for block in section.blocks
        if (text := _words(writer, section, block, letter))
    )


def _words(writer: SectionWriter, section: Section, block: Block, letter: LetterView) -> str:
    if block.text is None:
        return ""
    text = writer.plain(f"{section.id}.{block.id}")
    if block.kind == "salutation":
        return letter.salutation or text
    if block.kind == "event":
        return f"{text} {letter.occasion}." if letter.occasion else ""
    if block.kind == "signature":
        return "\n".join((text, *(letter.sender or (writer.words.ui["letter.sender-open"],))))
    return text


def plain_text(text: str) -> str:
    """A text as it goes into a form: in NFC, with common spaces and hyphens, and no sign that nobody sees."""
    plain = _SPACES.sub(" ", _INVISIBLE.sub("", text)).replace("\u2011", "-").strip()
    return unicodedata.normalize("NFC", plain)
