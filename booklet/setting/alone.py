"""The pages of one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from booklet.catalogs import Words
from booklet.compose import Standing, compose, places
from booklet.model import Book, Edition
from booklet.problems import ContentError, Problem
from booklet.render import Laid, LineFault, found_places, inspect_pages, lay_out
from booklet.sources import Sources
from booklet.templating import Templates

# A page number that grows by a figure may push a line, and that a page; more than two rounds were never seen.
ROUNDS = 5

Prepare = Callable[[Any], None]


@dataclass(frozen=True)
class Material:
    """What every edition is set from: the book, its words by language, the door to the disk, the templates."""

    book: Book
    words: Mapping[str, Words]
    sources: Sources
    templates: Templates

    def html(self, edition: Edition, standing: Standing = Standing()) -> str:  # noqa: B008 - frozen
        """The edition's HTML in its first language."""
        words = self.words[edition.language]
        return compose(self.book, words, edition, self.sources, self.templates, standing=standing)

    def laid(self, edition: Edition, standing: Standing, prepare: Prepare | None = None) -> Laid:
        """The edition's pages as they stand; ContentError where the renderer complains."""
        return lay_out(edition.name, self.html(edition, standing), self.sources, prepare=prepare)


@dataclass(frozen=True)
class SetPages:
    """Pages ready to be written, and the lines that want mending."""

    laid: Laid
    lines: tuple[LineFault, ...]


def set_alone(material: Material, edition: Edition, standing: Standing, prepare: Prepare | None = None) -> SetPages:
    """Compose, lay out and inspect one language of an edition; ContentError where something does not fit.

    Where every section fills as many pages as it needs (`Product.flows`), the edition is set until the page numbers
    that it prints are those on which its sections stand. ``prepare`` may change its elements before.
    """
    standing = replace(standing, placed=standing.placed or places(edition))
    laid = material.laid(edition, standing, prepare)
    if edition.product.flows:
        standing, laid = _settled(material, edition, standing, laid, prepare)
    assert standing.placed is not None
    problems, lines = inspect_pages(laid, standing.placed, language=edition.language, flows=edition.product.flows)
    if not problems and edition.product.flows:
        problems = uneven(edition, len(laid.document.pages))
    if problems:
        raise ContentError(*problems)
    return SetPages(laid, tuple(lines))


def _settled(
    material: Material, edition: Edition, standing: Standing, laid: Laid, prepare: Prepare | None
) -> tuple[Standing, Laid]:
    for _round in range(ROUNDS):
        found = found_places(laid, standing.placed or ())
        if found == standing.placed:
            return standing, laid
        standing = replace(standing, placed=found)
        laid = material.laid(edition, standing, prepare)
    message = "the page numbers in the text do not come to rest: each layout moves a section to another page"
    raise ContentError(Problem(edition.name, None, "error", message, "change the wording a little"))


def uneven(edition: Edition, pages: int) -> list[Problem]:
    """A complaint about pages that do not come out even on the sheets."""
    if pages % edition.product.multiple == 0:
        return []
    message = f"the edition has {pages} pages, no multiple of {edition.product.multiple}"
    hint = "let its last section begin on the side of the sheet that it needs (break-before in the style sheet)"
    return [Problem(edition.name, None, "error", message, hint)]
