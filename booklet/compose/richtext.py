"""A text of the book → HTML: light Markdown, tokens resolved, everything else escaped."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as MarkdownToken
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from booklet.language import format_number, format_range, no_break, ordinal
from booklet.model import Book, Reading
from booklet.tokens import Token, read_token

_RUN = re.compile(
    r"(\{N\d\d\})?((?:\[@A\d{2,3}\])+)|\{N\d\d\}|\{page:[a-z0-9-]+\}|\{year\}|\{anniversary(?:\|\w{1,3})?\}"
)


@dataclass(frozen=True)
class TextContext:
    """What tokens resolve to in one edition."""

    book: Book
    language: str
    notes: dict[str, int]
    pages: dict[str, int]
    year: int
    words_of: Callable[[str], str]


class RichText:
    """Turns texts into inline HTML for one edition."""

    def __init__(self, context: TextContext) -> None:
        self.context = context
        self._markdown = MarkdownIt("zero", {"html": False, "linkify": False}).enable(["emphasis", "link"])
        self._markdown.inline.ruler.before("link", "booklet_token", _token_rule)
        self._markdown.renderer.rules["booklet_token"] = self._render_token  # type: ignore[attr-defined]

    def html(self, text: str) -> Markup:
        """Inline HTML of one text."""
        return Markup(  # noqa: S704 - HTML is off in this Markdown, and every token is escaped
            self._markdown.renderInline(no_break(text, self.context.language))
        )

    def plain(self, text: str) -> str:
        """The text without markup, for titles and descriptions."""
        without_notes = re.sub(r"\u2060?<sup.*?</sup>", "", str(self.html(text)))
        return Markup(without_notes).striptags()  # noqa: S704 - its tags are taken off again

    def _render_token(self, tokens: list[MarkdownToken], index: int, _options: OptionsDict, _env: EnvType) -> str:
        parts = [read_token(raw) for raw in re.findall(r"\{[^}]*\}|\[@[^\]]*\]", tokens[index].content)]
        source_ids = [part.name for part in parts if part.kind == "source"]
        words = "".join(self._value(part, source_ids) for part in parts if part.kind != "source")
        return words + str(self.note_marks(source_ids, after_figure=parts[0].kind == "reading"))

    def _value(self, token: Token, source_ids: list[str]) -> str:
        context = self.context
        if token.kind == "reading":
            reading = context.book.readings[token.name]
            if reading.sources[0] not in source_ids:
                source_ids.insert(0, reading.sources[0])
            return str(escape(reading_value(reading, context.language, context.words_of)))
        if token.kind == "page":
            return f'<a href="#{token.name}">{context.pages[token.name]}</a>' if context.pages[token.name] else "0"
        if token.kind == "year":
            return str(context.year)
        return str(
            escape(no_break(ordinal(context.year - 1990, context.language, suffix=token.name), context.language))
        )

    def note_marks(self, source_ids: list[str] | tuple[str, ...], *, after_figure: bool = False) -> Markup:
        """Superior figures that lead to the notes, each once, in rising order; set apart from a figure before them."""
        numbers = sorted({self.context.notes[name] for name in source_ids if name in self.context.notes})
        if not numbers:
            return Markup("")
        links = (Markup('<a href="#note-{0}">{0}</a>').format(number) for number in numbers)
        return Markup('\u2060<sup class="note{}">{}</sup>').format(
            " of-figure" if after_figure else "", Markup("<span class=gap>,</span>").join(links)
        )


def reading_value(reading: Reading, language: str, words_of: Callable[[str], str]) -> str:
    """A reading's figure in the reader's format, or its words."""
    if reading.value is not None:
        return format_number(reading.value, language)
    if reading.low is not None and reading.high is not None:
        return no_break(format_range(reading.low, reading.high, language), language)
    return words_of(f"{reading.id}.words")


def _token_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    match = _RUN.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("booklet_token", "", 0).content = match[0]
    state.pos = match.end()
    return True
