"""The gallery's pages in each language, as bytes by path."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from booklet import templating
from booklet.catalogs import read_labels
from booklet.content import load_book
from booklet.language import format_date
from booklet.model import LANGUAGES, SOURCE_LANGUAGE, Product
from booklet.publish.archives import archive_name
from booklet.publish.shelf import Shelf
from booklet.publish.view import EventView, event_view, file_size
from booklet.sources import Sources

THE_DAY = dt.date(1990, 1, 20)


@dataclass(frozen=True)
class Printer:
    """What every page is made with: templates, the words of each language, the products."""

    templates: templating.Templates
    translators: Mapping[str, templating.Translate]
    products: dict[str, Product]

    def page(self, template: str, name: str, language: str, **values: Any) -> bytes:
        """A page of ``templates/gallery/``; ``name`` is that of its file, from which those of its translations come."""
        own_names = {code: translate("gallery.own-name", "English") for code, translate in self.translators.items()}
        translations = [(code, own_name, page_name(code)) for code, own_name in own_names.items()]
        shared = {
            "language": language,
            "translations": translations,
            "name": name,
            "day": format_date(THE_DAY, language),
        }
        text = templating.render(
            self.templates, f"gallery/{template}.html", {**shared, **values}, self.translators[language]
        )
        return text.encode()


def gallery_printer(sources: Sources) -> Printer:
    """Read templates, words and products; ContentError names each mistake in them."""
    translators = {language: templating.translator(read_labels(sources, language)) for language in LANGUAGES}
    return Printer(templating.environment(sources), translators, load_book(sources).book.products)


def page_name(language: str) -> str:
    """``index.html`` in English, ``index.az.html`` and so on."""
    return "index.html" if language == SOURCE_LANGUAGE else f"index.{language}.html"


def gallery_pages(
    printer: Printer, shelves: Sequence[Shelf], archives: Mapping[str, int] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The page of all events, and one page for each, in each language, by path.

    ``archives`` are the sizes in bytes of the events' archives where there are some; then the pages lead to these and
    to each other. Without them a page of an event leads nowhere but to its files, so that its folder can be given away
    alone.
    """
    for language in LANGUAGES:
        name = page_name(language)
        events = [event_view(shelf, printer.products, language) for shelf in shelves]
        sizes = {slug: file_size(size, language) for slug, size in (archives or {}).items()}
        values = {"archives": sizes, "published": archives is not None}
        up = f"../{name}"
        yield name, printer.page("all", name, language, events=events, choices=_choices(events), up=up, **values)
        for event in events:
            archive = f"../{archive_name(event.slug, event.year)}"
            page = printer.page("event", name, language, event=event, archive=archive, up=up, **values)
            yield f"{event.slug}/{name}", page


def _choices(events: Sequence[EventView]) -> dict[str, list[str]]:
    """What the filters offer: folders of languages, and products, each once."""
    languages = [one for event in events for one in event.languages]
    return {
        "languages": list(dict.fromkeys(one.folder for one in sorted(languages, key=lambda one: len(one.codes)))),
        "products": list(dict.fromkeys(edition.product for one in languages for edition in one.editions)),
    }
