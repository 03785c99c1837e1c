"""Sections of the book → views in the reader's language."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace

from markupsafe import Markup

from booklet.catalogs import Words
from booklet.compose import view
from booklet.compose.addresses import printed_address, whole_address
from booklet.compose.chart import Row, axis
from booklet.compose.fallback import Text, stand_in
from booklet.compose.marking import Mark, unmarked
from booklet.compose.numbering import Numbering, chosen, section_citations
from booklet.compose.programme import name_times
from booklet.compose.qr import qr_code
from booklet.compose.richtext import RichText, TextContext, reading_value
from booklet.language import (
    format_date,
    format_date_range,
    format_number,
    format_overnight,
    format_partial,
    format_time,
    no_break,
    respell,
    sort_key,
    upper,
)
from booklet.model import (
    LANGUAGES,
    NAMES_AN_HOUR,
    SOURCE_LANGUAGE,
    Block,
    Book,
    Document,
    Person,
    Reading,
    Section,
    Source,
    TimelineEntry,
)

DOCUMENT_QR_MM = 20.0


class SectionWriter:
    """Turns the sections of one edition into views; holds what tokens resolve to."""

    def __init__(
        self,
        book: Book,
        words: Words,
        numbering: Numbering,
        pages: Mapping[str, int],
        year: int,
        fits: Mapping[str, str],
    ) -> None:
        self.book = book
        self.fits = fits
        self.words = words
        self.language = words.language
        self.order: str = words.language
        self.notes = dict(numbering.notes)
        context = TextContext(book, words.language, self.notes, dict(pages), year, self._words_of)
        self.rich = RichText(context)
        self.english = RichText(replace(context, language=SOURCE_LANGUAGE))
        self.cited = numbering.cited
        self.mark: Mark = unmarked
        self.document_qr_mm = (DOCUMENT_QR_MM, DOCUMENT_QR_MM)
        self.names_an_hour = NAMES_AN_HOUR

    def section(self, section: Section, layout: str, first_page: int, pages: int) -> view.SectionView:
        """One section, ready to print."""
        title_key = f"{section.id}.title"
        running_key = f"{section.id}.running" if section.running else title_key
        return view.SectionView(
            id=section.id,
            layout=layout,
            title=self.text(title_key),
            plain_title=self.plain(title_key),
            running=self.plain(running_key),
            alternative=self._alternative(f"{section.id}.alternative"),
            first_page=first_page,
            pages=pages,
            blocks=tuple(self.block(section, block) for block in section.blocks if block.short_for is None),
            cited=frozenset(section_citations(self.book, section)),
        )

    def text(self, key: str) -> Markup:
        """Inline HTML of a text of the book, by catalog key."""
        return self.mark(f"content/{key}", self._html(key))

    def plain(self, key: str) -> str:
        """A text of the book without markup."""
        return self.mark(f"content/{key}", self._shown(key, self._rich(key).plain(self.words.content[key])))

    def _html(self, key: str) -> Markup:
        return self._shown(key, self._rich(key).html(self.words.content[key]))

    def _alternative(self, key: str) -> str:
        return self.mark(f"content/{key}", self._shown(key, self.words.content.get(key, "")))

    def _rich(self, key: str) -> RichText:
        """English that stands in for a translation is set by English rules."""
        return self.english if key in self.words.english else self.rich

    def _shown(self, key: str, text: Text) -> Text:
        return stand_in(text) if key in self.words.english else text

    def _words_of(self, key: str) -> str:
        return self._shown(key, self.words.content[key])

    def block(self, section: Section, block: Block) -> view.BlockView:
        """One block: its words and the records of its kind."""
        html = self.text(f"{section.id}.{block.id}") if block.text is not None else Markup("")
        return view.BlockView(
            id=block.id,
            kind=block.kind,
            html=html,
            fit=self.fits.get(f"{section.id}.{block.id}", ""),
            axes=tuple(self.axis(group, block.readings) for group in block.groups if block.kind == "chart"),
            readings=tuple(self.reading(self.book.readings[name]) for name in block.readings if not block.groups),
            timeline=self.timeline(block) if block.kind == "timeline" else (),
            glossary=self.glossary(block) if block.kind == "glossary" else (),
            documents=self.documents(block) if block.kind == "documents" else (),
            people=self.people() if block.kind == "roll" else (),
        )

    def reading(self, reading: Reading) -> view.ReadingView:
        """A reading with its claimant, definition, date and notes."""
        value = reading_value(reading, self.language, self._words_of)
        return view.ReadingView(
            reading.id,
            reading.kind,
            reading.id in self.cited,
            self._qualified(reading, value),
            self.text(f"{reading.id}.claimant"),
            self.text(f"{reading.id}.definition"),
            no_break(format_partial(reading.as_of, self.language), self.language),
            self.rich.note_marks(reading.sources),
        )

    def _qualified(self, reading: Reading, value: str) -> str:
        silent = {"exact", "range", "worded"}
        if reading.qualifier in silent:
            return value
        key = "qualifier." + reading.qualifier.replace(" ", "-")
        return self.mark(f"ui/{key}", no_break(self.words.ui[key].replace("{number}", value), self.language))

    def axis(self, group: str, only: Collection[str] = ()) -> view.AxisView:
        """A group of the chart, or the rows of it that are named."""
        drawn = axis(self.book, group, only)
        ticks = tuple((format_number(value, self.language), place) for value, place in drawn.ticks)
        return view.AxisView(group, ticks, tuple(self._row(row) for row in drawn.rows))

    def _row(self, row: Row) -> view.RowView:
        parts = tuple(view.SegmentView(self.reading(s.reading), s.left, s.width) for s in row.segments)
        return view.RowView(self.reading(row.reading), row.left, parts)

    def timeline(self, block: Block) -> tuple[view.TimelineView, ...]:
        """The entries; a day is named once, at its first entry."""
        entries, previous = [], ""
        for entry in chosen(self.book.timeline, block):
            day = self._day(entry)
            html = self.text(f"{entry.id}.text")
            entries.append(
                view.TimelineView(entry.id, day if day != previous else "", self._hours(entry), entry.about, html)
            )
            previous = day
        return tuple(entries)

    def _day(self, entry: TimelineEntry) -> str:
        if entry.until is None:
            day = format_date(entry.date, self.language)
        elif entry.overnight:
            day = format_overnight(entry.date, entry.until, self.language)
        else:
            day = format_date_range(entry.date, entry.until, self.language)
        return no_break(day, self.language)

    def _hours(self, entry: TimelineEntry) -> str:
        if entry.time is None:
            return ""
        hours = [format_time(_clock(value), self.language) for value in (entry.time, entry.until_time) if value]
        return no_break("–".join(hours), self.language)

    def glossary(self, block: Block) -> tuple[view.TermView, ...]:
        """The terms that a block shows, in the reader's alphabetical order or that of the language on the left."""
        shown = chosen(self.book.glossary, block)
        entries = sorted(shown, key=lambda e: sort_key(e.term.get(self.order) or "", self.order))
        return tuple(
            view.TermView(
                entry.id,
                no_break(entry.term.get(self.language) or "", self.language),
                tuple(
                    (code, no_break(entry.term.get(code) or "", code))
                    for code in LANGUAGES
                    if code != self.language and entry.term.get(code)
                ),
                self.text(f"{entry.id}.text"),
                no_break(entry.term.az or "", "az"),
                respell(entry.term.az or "", self.language),
            )
            for entry in entries
        )

    def documents(self, block: Block) -> tuple[view.DocumentView, ...]:
        """The documents with their codes."""
        return tuple(self._document(document) for document in chosen(self.book.documents, block))

    def _document(self, document: Document) -> view.DocumentView:
        source = self.book.sources[document.source]
        size, largest = self.document_qr_mm
        opened = document.opened or self.book.edition.figures_checked_on
        return view.DocumentView(
            document.id,
            source.id,
            document.original_title,
            document.original_language,
            self.text(f"{document.id}.title"),
            self.text(f"{document.id}.text"),
            source.kind,
            self.text(f"{source.id}.body") if source.body else Markup(""),
            no_break(format_partial(source.date, self.language), self.language),
            no_break(format_date(opened, self.language), self.language),
            source.url,
            printed_address(source.url),
            whole_address(source.url),
            qr_code(source.url, size_mm=size, largest_mm=largest),
            self.rich.note_marks((source.id,)),
        )

    def note_list(self, hidden: frozenset[str]) -> tuple[view.NoteView, ...]:
        """All numbered notes but those of sources in ``hidden``."""
        return tuple(
            self._note(number, self.book.sources[source_id])
            for source_id, number in self.notes.items()
            if source_id not in hidden
        )

    def _note(self, number: int, source: Source) -> view.NoteView:
        address = printed_address(source.url)
        says_more = source.body is not None and not address.startswith(source.body)
        body_key = f"{source.id}.body"
        body = self.mark(f"content/{body_key}", self._opened(self._html(body_key))) if says_more else Markup("")
        date = no_break(format_partial(source.date, self.language), self.language)
        return view.NoteView(
            number,
            self.text(f"{source.id}.title"),
            body,
            date,
            source.url,
            address,
        )

    def _opened(self, text: Markup) -> Markup:
        """A text with a capital at its start, unless it starts with the name of a site."""
        first_word = text.split(maxsplit=1)[0] if text.strip() else ""
        return text if "." in first_word else upper(text[:1], self.language) + text[1:]

    def people(self) -> tuple[view.PersonView, ...]:
        """Those of the roll who may be printed, in the order of the Azerbaijani alphabet."""
        cleared = [person for person in self.book.roll if person.may_be_printed]
        ordered = sorted(cleared, key=lambda person: sort_key(_family_name(person.name.az or ""), "az"))
        times = name_times(len(ordered), self.names_an_hour)
        return tuple(
            view.PersonView(
                person.id,
                person.name.get(self.language) or person.name.az or "",
                _patronymic(person),
                self._life(person),
                self.rich.note_marks(person.sources),
                respell(f"{person.name.az or ''} {_patronymic(person)}".strip(), self.language),
                at,
            )
            for person, at in zip(ordered, times, strict=False)
        )

    def _life(self, person: Person) -> str:
        """Dates and age; of a minor the age alone."""
        dates = [format_partial(date, self.language) for date in (person.birth, person.death) if date]
        age = self.words.ui["roll.age"].replace("{age}", str(person.age)) if person.age is not None else ""
        if person.is_minor:
            return no_break(age, self.language)
        life = " – ".join(dates)
        return no_break(f"{life} ({age})" if age and not person.birth else life, self.language)


def _patronymic(person: Person) -> str:
    """Nothing beside the name of a minor."""
    return "" if person.is_minor else person.patronymic or ""


def _family_name(name: str) -> str:
    """A name with its last word first, for sorting."""
    given, _, family = name.rpartition(" ")
    return f"{family} {given}"


def _clock(value: str) -> dt.time:
    return dt.time.fromisoformat(value)
