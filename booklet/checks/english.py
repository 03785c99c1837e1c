"""The English texts of the book: what is wrong in each, with its file and line."""

from collections.abc import Iterator

from booklet.checks.texts import check_text
from booklet.content import LoadedBook
from booklet.model import SOURCE_LANGUAGE
from booklet.problems import Problem


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
            if is_prose or finding.check != "count":
                line = loaded.line_of(message, finding.snippet)
                yield Problem(message.path, line, finding.severity, finding.message, finding.hint)
