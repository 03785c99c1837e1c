"""Edition + words → HTML: the view is built here, the look is the templates' own."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from booklet import templating
from booklet.catalogs import Words
from booklet.compose import view
from booklet.compose.events import event_view
from booklet.compose.geography import draw_map
from booklet.compose.numbering import note_numbers
from booklet.compose.qr import qr_code
from booklet.compose.sections import SectionWriter, address_with_breaks
from booklet.language import anniversary_ordinal, format_date, no_break
from booklet.model import Book, Edition, PlanEntry, Section
from booklet.sources import Sources

MAP_WIDTH_MM = 96.0
SOURCES_QR_MM = 20.0
EVENT_QR_MM = {"booklet": 20.0, "poster": 40.0}


@dataclass(frozen=True)
class SectionPlace:
    """Where a section stands in one edition: its layout, first page (from 1) and number of pages."""

    section: str
    layout: str
    first_page: int
    pages: int


def places(edition: Edition) -> tuple[SectionPlace, ...]:
    """Which section stands on which pages: the same in every language."""
    found, page = [], 1
    for entry in edition.product.sections:
        printed = _is_printed(entry, edition)
        section = entry.section if printed else entry.otherwise
        if section is None:
            continue
        layout = entry.layout if printed else section
        found.append(SectionPlace(section, layout, page, entry.pages))
        page += entry.pages
    return tuple(found)


def _is_printed(entry: PlanEntry, edition: Edition) -> bool:
    return entry.option is None or bool(getattr(edition.event.options, entry.option))


def compose(book: Book, words: Words, edition: Edition, sources: Sources, templates: templating.Templates) -> str:
    """The whole HTML of an edition. Same values, same text."""
    values = _values(book, words, edition, sources)
    product = edition.product.id
    return templating.render(templates, f"{product}/{product}.html", values, templating.translator(words.ui))


def _values(book: Book, words: Words, edition: Edition, sources: Sources) -> Mapping[str, Any]:
    numbered = book.products.get("booklet", edition.product)
    notes = note_numbers(book, numbered)
    placed = places(edition)
    fits = book.fitting.editions.get(edition.setting, {})
    writer = SectionWriter(book, words, notes, _page_numbers(book, placed), edition.event.commemorated_year, fits)
    sections = tuple(_section(writer, book.sections[place.section], place) for place in placed)
    hidden = _hidden_sources(notes, sections, edition)
    drawing = draw_map(sources, book.places, width=MAP_WIDTH_MM)
    return {
        "edition": _edition_view(book, words, edition, writer),
        "event": event_view(
            sources, edition.event, words.language, qr_mm=EVENT_QR_MM.get(edition.product.id, SOURCES_QR_MM)
        ),
        "sections": sections,
        "notes": writer.note_list(hidden),
        "hidden_notes": bool(hidden),
        "hidden_notes_text": no_break(spans([notes[source_id] for source_id in hidden]), words.language),
        "map": view.DocumentMap(
            drawing,
            tuple(
                view.PlaceView(
                    spot.place.id,
                    no_break(spot.place.name.get(words.language) or "", words.language),
                    writer.text(f"{spot.place.id}.text"),
                    spot.x,
                    spot.y,
                    spot.place.label,
                )
                for spot in drawing.spots
            ),
        ),
        "box": _page_box(edition),
        "break_address": address_with_breaks,
    }


def _section(writer: SectionWriter, section: Section, place: SectionPlace) -> view.SectionView:
    return writer.section(section, place.layout, place.first_page, place.pages)


def _page_numbers(book: Book, placed: tuple[SectionPlace, ...]) -> dict[str, int]:
    numbers = {place.section: place.first_page for place in placed}
    for name in book.sections:
        numbers.setdefault(name, 0)
    return numbers


def _hidden_sources(
    notes: Mapping[str, int], sections: tuple[view.SectionView, ...], edition: Edition
) -> frozenset[str]:
    """Sources that only a section cites which this edition does not print."""
    if edition.product.id != "booklet":
        return frozenset()
    cited = frozenset().union(*(section.cited for section in sections))
    return frozenset(notes) - cited


def spans(numbers: Iterable[int]) -> str:
    """Numbers in rising order, neighbours joined.

    >>> spans([7, 4, 5, 6, 9])
    '4–7, 9'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _edition_view(book: Book, words: Words, edition: Edition, writer: SectionWriter) -> view.EditionView:
    language, facts, event = words.language, book.edition, edition.event

    def date(value: dt.date) -> str:
        return no_break(format_date(value, language), language)

    title = writer.plain(f"{edition.product.sections[0].section}.title")
    return view.EditionView(
        id=f"{event.slug} · {language} · {edition.format.id}",
        language=language,
        product=edition.product.id,
        format=edition.format.id,
        title=title,
        year=event.commemorated_year,
        anniversary=no_break(anniversary_ordinal(event.commemorated_year, language), language),
        date=facts.edition_date,
        edition_date=date(facts.edition_date),
        checked_on=date(facts.figures_checked_on),
        sources_url=facts.sources_url,
        sources_qr=qr_code(facts.sources_url, size_mm=SOURCES_QR_MM) if facts.sources_url else None,
        corrections=facts.corrections,
        licence=writer.text("edition.licence"),
        is_draft_translation=language != "en",
        names_are_printed=event.options.names,
        ink_saver=event.options.ink_saver,
    )


def _page_box(edition: Edition) -> view.PageBox:
    size, margins = edition.format, edition.format.margins
    return view.PageBox(
        size.width_mm, size.height_mm, size.bleed_mm, margins.inner, margins.outer, margins.top, margins.bottom
    )
