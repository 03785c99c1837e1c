"""An edition in parts: each section by itself, on the pages and with the lines that it has in the whole edition."""

import re
from dataclasses import dataclass
from hashlib import sha256

from booklet import templating
from booklet.catalogs import Words
from booklet.compose import SectionPlace, compose, places
from booklet.model import Book, Edition
from booklet.preview.marks import mark, messages_in, running_message
from booklet.problems import ContentError, Problem
from booklet.setting import Cut, cut, document
from booklet.sources import Sources

_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_INNER_LINK = re.compile(r' href="#[^"]*"')


@dataclass(frozen=True)
class Part:
    """A section of an edition as a marked document of its own; ``head`` is the message of its running head."""

    edition: Edition
    place: SectionPlace
    html: str
    head: str
    messages: frozenset[str]

    @property
    def name(self) -> str:
        """Its name in addresses: product, format and section."""
        return f"{self.edition.stem}-{self.place.section}"

    @property
    def hash(self) -> str:
        """SHA-256 (hexadecimal) of all that its pages print, but for style sheets and pictures."""
        return sha256(self.html.encode()).hexdigest()


def parts_of(
    book: Book, words: Words, edition: Edition, sources: Sources, templates: templating.Templates
) -> list[Part]:
    """Every section of the edition, in order; ContentError where a template fails or loses a section."""
    html = compose(book, words, edition, sources, templates, mark=mark)
    parts = cut(_TITLE.sub("", html, count=1))  # a change of it is no change of any page
    return [_part(edition, place, parts) for place in places(edition)]


def _found(edition: Edition, place: SectionPlace, found: dict[str, str]) -> str:
    if place.section not in found:
        message = f"the page has no <section> with data-section={place.section}"
        path = f"templates/{edition.product.id}/{place.layout}.html"
        raise ContentError(Problem(path, None, "error", message, "templates/README.md says how a section looks"))
    return found[place.section]


def _part(edition: Edition, place: SectionPlace, parts: Cut) -> Part:
    section = _found(edition, place, parts.sections)
    html = _INNER_LINK.sub("", document(parts, [section], place.first_page))  # they lead to sections that are not there
    return Part(edition, place, html, running_message(section), messages_in(html))
