"""The texts that catalogs hold now, and what translators are told about each: what it is, where it prints, how long."""

from collections.abc import Iterable

from booklet.catalogs.merging import Wanted
from booklet.catalogs.templates import UiMessage
from booklet.checks.length import length_limit
from booklet.content import LoadedBook
from booklet.content.book import FOLDER, Message
from booklet.model import Book

SECTIONS = f"{FOLDER}/sections/"

# The kinds of block in which the records of a list print.
_KINDS = {
    "timeline": {"timeline"},
    "glossary": {"glossary"},
    "documents": {"documents"},
    "sources": {"notes"},
    "places": {"map"},
    "readings": {"chart", "readings"},
    "edition": {"imprint"},
}


def content_wanted(loaded: LoadedBook) -> list[Wanted]:
    """Every text of the book; its notes say what it is, on which pages it prints, how long a translation may be."""
    pages = _pages(loaded.book)
    wanted = []
    for message in loaded.messages.values():
        printed = (where for section in _sections_of(loaded.book, message) for where in pages.get(section, ()))
        notes = (message.note, "; ".join(dict.fromkeys(printed)), _limit(message.text))
        wanted.append(Wanted(message.key, message.text, tuple(filter(None, notes)), message.path))
    return wanted


def ui_wanted(messages: Iterable[UiMessage]) -> list[Wanted]:
    """Every text of the templates; its file says where it prints."""
    return [Wanted(m.key, m.text, tuple(filter(None, (m.note, _limit(m.text)))), m.path) for m in messages]


def section_of(book: Book, message: Message) -> str:
    """The id of the section in which a text prints; the name of its list where it prints in none or in several."""
    sections = _sections_of(book, message)
    return sections[0] if len(sections) == 1 else message.path.rpartition("/")[2].removesuffix(".yaml")


def _sections_of(book: Book, message: Message) -> list[str]:
    if message.path.startswith(SECTIONS):
        return [message.key.partition(".")[0]]
    kinds = _KINDS.get(message.path.rpartition("/")[2].removesuffix(".yaml"), set())
    return [name for name, section in book.sections.items() if any(block.kind in kinds for block in section.blocks)]


def _pages(book: Book) -> dict[str, list[str]]:
    """Where each section stands in each product that prints it: ``booklet, pages 4–5``."""
    found: dict[str, list[str]] = {}
    for product in book.products.values():
        first = 1
        for entry in product.sections:
            last = first + entry.pages - 1
            words = product.id
            if len(product.sections) > 1 and entry.pages:
                words += f", page {first}" if first == last else f", pages {first}–{last}"
            for section in filter(None, (entry.section, entry.otherwise)):
                found.setdefault(section, []).append(words)
            first = last + 1
    return found


def _limit(text: str) -> str:
    return f"at most {length_limit(text)} letters"
