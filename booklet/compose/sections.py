"""Sections of the book → views in the reader's language."""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from booklet.catalogs import Words
from booklet.compose import view
from booklet.compose.chart import Row, axis
from booklet.compose.numbering import cited_readings, section_citations
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
    sort_key,
    upper,
)
from booklet.model import LANGUAGES, Block, Book, Person, Reading, Section, Source, TimelineEntry

ADDRESS_LIMIT = 80
DOCUMENT_QR_MM = 20.0


class SectionWriter:
    """Turns the sections of one edition into views; holds what tokens resolve to."""

    def __init__(
        self,
        book: Book,
        words: Words,
        notes: Mapping[str, int],
        pages: Mapping[str, int],
        year: int,
        fits: Mapping[str, str],
    ) -> None:
        self.book = book
        self.fits = fits
        self.words = words
        self.language = words.language
        self.notes = dict(notes)
        context = TextContext(book, words.language, self.notes, dict(pages), year, words.content.__getitem__)
        self.rich = RichText(context)
        self.cited = frozenset(cited_readings(book))

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
            alternative=self.words.content.get(f"{section.id}.alternative", ""),
            first_page=first_page,
            pages=pages,
            blocks=tuple(self.block(section, block) for block in section.blocks),
            cited=frozenset(section_citations(self.book, section)),
        )

    def text(self, key: str) -> Markup:
        """Inline HTML of a text of the book, by catalog key."""
        return self.rich.html(self.words.content[key])

    def plain(self, key: str) -> str:
        """A text of the book without markup."""
        return self.rich.plain(self.words.content[key])

    def block(self, section: Section, block: Block) -> view.BlockView:
        """One block: its words and the records of its kind."""
        html = self.text(f"{section.id}.{block.id}") if block.text is not None else Markup("")
        return view.BlockView(
            id=block.id,
            kind=block.kind,
            html=html,
            fit=self.fits.get(f"{section.id}.{block.id}", ""),
            axes=tuple(self.axis(group) for group in block.groups if block.kind == "chart"),
            readings=tuple(self.reading(self.book.readings[name]) for name in block.readings),
            timeline=self.timeline() if block.kind == "timeline" else (),
            glossary=self.glossary() if block.kind == "glossary" else (),
            documents=self.documents() if block.kind == "documents" else (),
            people=self.people() if block.kind == "roll" else (),
        )

    def reading(self, reading: Reading) -> view.ReadingView:
        """A reading with its claimant, definition, date and notes."""
        value = reading_value(reading, self.language, self.words.content.__getitem__)
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
        return no_break(self.words.ui[key].replace("{number}", value), self.language)

    def axis(self, group: str) -> view.AxisView:
        """A group of the chart."""
        drawn = axis(self.book, group)
        ticks = tuple((format_number(value, self.language), place) for value, place in drawn.ticks)
        return view.AxisView(group, ticks, tuple(self._row(row) for row in drawn.rows))

    def _row(self, row: Row) -> view.RowView:
        parts = tuple(view.SegmentView(self.reading(s.reading), s.left, s.width) for s in row.segments)
        return view.RowView(self.reading(row.reading), row.left, parts)

    def timeline(self) -> tuple[view.TimelineView, ...]:
        """The entries; a day is named once, at its first entry."""
        entries, previous = [], ""
        for entry in self.book.timeline:
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

    def glossary(self) -> tuple[view.TermView, ...]:
        """The terms in the reader's alphabetical order."""
        entries = sorted(self.book.glossary, key=lambda e: sort_key(e.term.get(self.language) or "", self.language))
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
            )
            for entry in entries
        )

    def documents(self) -> tuple[view.DocumentView, ...]:
        """The documents with their codes."""
        return tuple(
            view.DocumentView(
                document.id,
                document.original_title,
                document.original_language,
                self.text(f"{document.id}.title"),
                self.text(f"{document.id}.text"),
                source.kind,
                source.url,
                printed_address(source.url),
                qr_code(source.url, size_mm=DOCUMENT_QR_MM),
                self.rich.note_marks((source.id,)),
            )
            for document in self.book.documents
            for source in [self.book.sources[document.source]]
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
        body = self._opened(self.text(f"{source.id}.body")) if says_more else Markup("")
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
        return tuple(
            view.PersonView(
                person.id,
                person.name.get(self.language) or person.name.az or "",
                person.patronymic or "",
                self._life(person),
                self.rich.note_marks(person.sources),
            )
            for person in ordered
        )

    def _life(self, person: Person) -> str:
        """Dates and age; of a minor the age alone."""
        dates = [format_partial(date, self.language) for date in (person.birth, person.death) if date]
        age = self.words.ui["roll.age"].replace("{age}", str(person.age)) if person.age is not None else ""
        if person.is_minor:
            return no_break(age, self.language)
        life = " – ".join(dates)
        return no_break(f"{life} ({age})" if age and not person.birth else life, self.language)


def _family_name(name: str) -> str:
    """A name with its last word first, for sorting."""
    given, _, family = name.rpartition(" ")
    return f"{family} {given}"


def _clock(value: str) -> dt.time:
    return dt.time.fromisoformat(value)


def printed_address(url: str) -> str:
    """The address as it prints: readable, without its scheme; past 80 characters the host alone.

    >>> printed_address("https://www.example.org/page/")
    'www.example.org/page'
    >>> printed_address("https://az.wikipedia.org/wiki/L%C9%99nk%C9%99ran")
    'az.wikipedia.org/wiki/Lənkəran'
    """
    parts = urlsplit(url)
    host = _readable_host(parts.hostname or "").removesuffix(".")
    short = unquote(url.partition("://")[2].rstrip("/")).replace(parts.netloc, host, 1)
    return short if len(short) <= ADDRESS_LIMIT else host.removeprefix("www.")


def _readable_host(host: str) -> str:
    """A host name in its own letters (RFC 5891), as it stands where it is no such name."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def address_with_breaks(address: str) -> Markup:
    """An address that may break after a slash, a dot, a hyphen or an ampersand, and nowhere gets a hyphen."""
    text = str(escape(address))
    for sign in ("/", ".", "-", "_", "?", "=", "&amp;"):
        text = text.replace(sign, f"{sign}&#8203;")
    return Markup(text)  # noqa: S704 - escaped above
