"""Edition + words → HTML: the view is built here, the look is the templates' own."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from booklet import templating
from booklet.catalogs import Words
from booklet.catalogs.noting import review_note
from booklet.compose import view
from booklet.compose.addresses import address_with_breaks
from booklet.compose.events import event_view
from booklet.compose.fallback import marked_english, with_stand_ins
from booklet.compose.geography import draw_map
from booklet.compose.letters import as_printed, letter_view, pieces
from booklet.compose.marking import Mark, unmarked
from booklet.compose.numbering import numbering_of
from booklet.compose.programme import SECONDS_AN_HOUR, name_times
from booklet.compose.proof import proof_view
from booklet.compose.qr import qr_code
from booklet.compose.sections import SectionWriter
from booklet.compose.shortening import Piece
from booklet.language import RESPELT_SOUNDS, anniversary_ordinal, format_date, format_number, no_break
from booklet.model import NAMES_AN_HOUR, SOURCE_LANGUAGE, Book, Edition, PlanEntry, Section
from booklet.sources import Sources

SOURCES_QR_MM = 20.0


@dataclass(frozen=True)
class SectionPlace:
    """Where a section stands in one edition: its layout, first page (from 1) and number of pages."""

    section: str
    layout: str
    first_page: int
    pages: int


@dataclass(frozen=True)
class Standing:
    """What the pages of an edition must know that its plan does not tell.

    ``placed``: where its sections stand, if a layout had to find out (`Product.flows`). ``twin``: the words of the
    other language in the same book. ``side``: the side of the fold on which all its pages lie, if languages face each
    other; ``spare``: whether an empty page makes their number come out even. ``only``: the sections that are wanted.
    """

    placed: Sequence[SectionPlace] | None = None
    twin: Words | None = None
    side: Literal["", "left", "right"] = ""
    spare: bool = False
    only: frozenset[str] | None = None


def places(edition: Edition) -> tuple[SectionPlace, ...]:
    """Which section stands on which pages: the same in every language. A section of 0 pages fills what it needs."""
    found, page = [], 1
    for entry in edition.product.sections:
        if entry.formats and edition.format.id not in entry.formats:
            continue
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


def compose(  # noqa: PLR0913 - all that an edition is made of, and two wishes
    book: Book,
    words: Words,
    edition: Edition,
    sources: Sources,
    templates: templating.Templates,
    *,
    standing: Standing = Standing(),
    mark: Mark = unmarked,
) -> str:
    """The whole HTML of an edition, of one language of it where it has two. Same values, same text."""
    words = with_stand_ins(words)
    values = _values(book, words, edition, sources, standing, mark)
    template = f"{edition.product.id}/{'facing' if standing.side else edition.product.id}.html"
    translate = templating.translator(words.ui)

    def marked(key: str, text: str, **values: object) -> str:
        return mark(f"ui/{key}", translate(key, text, **values))

    twin = {"side": standing.side, "spare": standing.spare, "twin": _twin(book, edition, sources, standing)}
    return marked_english(templating.render(templates, template, {**values, **twin}, marked))


def _twin(book: Book, edition: Edition, sources: Sources, standing: Standing) -> Mapping[str, Any] | None:
    """The values of the other language, and its words as ``say``; None for an edition of one language."""
    if standing.twin is None:
        return None
    words = with_stand_ins(standing.twin)
    alone = Standing(standing.placed)
    other = edition.model_copy(update={"language": words.language})
    values = _values(book, words, other, sources, alone, unmarked)
    return {**values, "say": templating.translator(words.ui)}


def letter_pieces(book: Book, words: Words, edition: Edition, sources: Sources) -> tuple[Piece, ...]:
    """The blocks of an edition's sections as plain text, ready to be made shorter."""
    event = event_view(sources, edition.event, words.language, qr_mm=edition.product.qr_mm)
    placed = places(edition)
    return pieces(_writer(book, words, edition, placed), _planned(book, placed), letter_view(edition, event))


def _planned(book: Book, placed: Iterable[SectionPlace]) -> list[Section]:
    return [book.sections[place.section] for place in placed]


def _writer(book: Book, words: Words, edition: Edition, placed: Sequence[SectionPlace]) -> SectionWriter:
    numbering = numbering_of(book, edition.product)
    fits = book.fitting.editions.get(edition.lines, {})
    pages = _page_numbers(book, placed)
    return SectionWriter(book, words, numbering, pages, edition.event.commemorated_year, fits)


def _values(
    book: Book, words: Words, edition: Edition, sources: Sources, standing: Standing, mark: Mark
) -> Mapping[str, Any]:
    placed = standing.placed or places(edition)
    written = _written(book, words, edition, sources, standing, mark)
    event = event_view(sources, edition.event, words.language, qr_mm=edition.product.qr_mm)
    return {
        "edition": _edition_view(book, words, edition, written.writer, sources),
        "event": event,
        "letter": _letter(book, words, edition, placed, event),
        "proof": proof_view(book, words, edition, sources),
        "sections": tuple(view for view in written.sections if standing.only is None or view.id in standing.only),
        "notes": written.notes,
        "hidden_notes": bool(written.hidden_notes),
        "hidden_notes_text": no_break(spans(written.hidden_notes), words.language),
        "map": written.map,
        "box": _page_box(edition),
        "break_address": address_with_breaks,
        "sounds": RESPELT_SOUNDS.get(words.language, ()),
        "pace": _pace(book, edition),
    }


@dataclass(frozen=True)
class _Written:
    """The views of all that an edition takes from the book, and who wrote them."""

    writer: SectionWriter
    sections: tuple[view.SectionView, ...]
    notes: tuple[view.NoteView, ...]
    hidden_notes: tuple[int, ...]
    map: view.DocumentMap


def _written(book: Book, words: Words, edition: Edition, sources: Sources, standing: Standing, mark: Mark) -> _Written:
    """What the book gives to an edition. Without marks and a twin it is the same for many events."""
    placed = standing.placed or places(edition)

    def write() -> _Written:
        writer = _writer(book, words, edition, placed)
        writer.mark = mark
        writer.document_qr_mm = (edition.product.document_qr_mm, edition.product.largest_document_qr_mm)
        writer.names_an_hour = edition.event.options.names_an_hour
        if standing.twin is not None and standing.side == "right":
            writer.order = standing.twin.language
        sections = tuple(_section(writer, book.sections[place.section], place) for place in placed)
        hidden = _hidden_sources(writer.notes, sections)
        numbers = tuple(writer.notes[source_id] for source_id in hidden)
        return _Written(writer, sections, writer.note_list(hidden), numbers, _map(book, edition, writer, sources))

    if mark is not unmarked or standing.twin is not None:
        return write()
    name = ("sections", edition.setting, edition.event.in_general().model_dump_json(), tuple(placed))
    return sources.once(name, write, of=(book, words.content))


def _map(book: Book, edition: Edition, writer: SectionWriter, sources: Sources) -> view.DocumentMap:
    width = edition.product.map_mm
    drawing = sources.once(("map", width), lambda: draw_map(sources, book.places, width=width), of=(book,))
    places_on_it = tuple(
        view.PlaceView(
            spot.place.id,
            no_break(spot.place.name.get(writer.language) or "", writer.language),
            writer.text(f"{spot.place.id}.text"),
            spot.x,
            spot.y,
            spot.place.label,
        )
        for spot in drawing.spots
    )
    return view.DocumentMap(drawing, places_on_it)


def _letter(
    book: Book, words: Words, edition: Edition, placed: Sequence[SectionPlace], event: view.EventView
) -> view.LetterView:
    letter = letter_view(edition, event)
    if not any(limit.printed for limit in edition.product.texts):
        return letter
    return as_printed(letter, _writer(book, words, edition, placed), _planned(book, placed), edition)


def _pace(book: Book, edition: Edition) -> view.Pace:
    """How long the names take that may be printed."""
    names_an_hour = edition.event.options.names_an_hour
    count = sum(person.may_be_printed for person in book.roll)
    return view.Pace(
        names_an_hour=format_number(names_an_hour, edition.language),
        seconds=str(round(SECONDS_AN_HOUR / names_an_hour)),
        total=name_times(count, names_an_hour)[-1],
        is_rule_of_thumb=names_an_hour == NAMES_AN_HOUR,
    )


def _section(writer: SectionWriter, section: Section, place: SectionPlace) -> view.SectionView:
    return writer.section(section, place.layout, place.first_page, place.pages)


def _page_numbers(book: Book, placed: Sequence[SectionPlace]) -> dict[str, int]:
    numbers = {place.section: place.first_page for place in placed}
    for name in book.sections:
        numbers.setdefault(name, 0)
    return numbers


def _hidden_sources(notes: Mapping[str, int], sections: tuple[view.SectionView, ...]) -> frozenset[str]:
    """Sources that only a section cites which this edition does not print."""
    if not any(section.texts("notes") for section in sections):
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


def _edition_view(
    book: Book, words: Words, edition: Edition, writer: SectionWriter, sources: Sources
) -> view.EditionView:
    language, facts, event = words.language, book.edition, edition.event

    def date(value: dt.date) -> str:
        return no_break(format_date(value, language), language)

    title = writer.plain(f"{edition.product.sections[0].section}.title")
    return view.EditionView(
        id=f"{event.slug} · {edition.folder} · {edition.format.id}",
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
        is_translation=language != SOURCE_LANGUAGE,
        review=_Review(words, sources),
        names_are_printed=event.options.names,
        ink_saver=event.options.ink_saver,
    )


@dataclass(frozen=True)
class _Review:
    """How far a language is reviewed; who asks is noted, for a page that says so is old after the next review."""

    words: Words
    sources: Sources

    @property
    def texts(self) -> int:
        self.sources.note(review_note(self.words))
        return self.words.printed

    @property
    def reviewed(self) -> int:
        self.sources.note(review_note(self.words))
        return self.words.reviewed


def _page_box(edition: Edition) -> view.PageBox:
    size, margins = edition.format, edition.format.margins
    return view.PageBox(
        size.width_mm, size.height_mm, size.bleed_mm, margins.inner, margins.outer, margins.top, margins.bottom
    )
