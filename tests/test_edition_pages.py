"""The pages of the default editions, measured by their letters: sections, columns, gaps, grid, texts, notes."""

import io
import re
from collections import Counter, defaultdict
from itertools import pairwise

import pypdf
import pytest

from booklet.compose.richtext import reading_value
from booklet.language import ordinal
from booklet.model import LANGUAGES
from booklet.tokens import TOKEN, read_token
from tests.editions import BOOKLETS, POINTS_PER_MM, Letter, default_editions, letters, plain

BODY_FONTS = ("Memorial-Serif", "Memorial-Serif-Italic")
BODY_PT, GRID_PT = 9.5, 13
GRID_TOLERANCE_PT = 0.3
GAP_LIMIT_PT = 8
COLUMN_TOLERANCE_PT = 1.0  # a letter's kerning with the space that is dropped at the end of a line moves it so far
NOTE_MARK_RISE_PT = 5
RECORDS = {"timeline": "timeline", "glossary": "glossary", "documents": "documents", "map": "places"}


@pytest.fixture(scope="session")
def editions():
    return default_editions()


@pytest.fixture(scope="session", params=BOOKLETS)
def booklet(request, editions):
    return editions[request.param]


# ── sections ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def bookmarks(printed):
    """Titles of the outline by page."""
    reader = pypdf.PdfReader(io.BytesIO(printed.screen))
    return [(reader.get_destination_page_number(mark) + 1, plain(mark.title)) for mark in reader.outline]


def titles(printed):
    """Large letters of the display face, joined, by page: what a reader takes for the title of a section."""
    found = defaultdict(str)
    for letter in letters(printed.screen):
        if letter.font == "Memorial-Display" and letter.size > 20:
            found[letter.page] += letter.text
    return [(page, plain(text)) for page, text in sorted(found.items())]


@pytest.mark.parametrize("name", ["booklet-a5", "booklet-half-letter"])
def test_a_section_stands_on_the_same_page_in_every_language(editions, name):
    marked = {tuple(page for page, _ in bookmarks(editions[f"{language}/{name}"])) for language in LANGUAGES}
    shown = {tuple(page for page, _ in titles(editions[f"{language}/{name}"])) for language in LANGUAGES}

    assert (len(marked), len(shown)) == (1, 1)
    assert len(shown.pop()) > 12


def test_every_title_and_bookmark_stands_on_a_page_of_its_section(booklet):
    wanted = {
        (page, plain(booklet.project.words[booklet.language].content[f"{place.section}.title"]))
        for place in booklet.places
        for page in booklet.pages_of(place.section)
    }

    assert set(bookmarks(booklet)) <= wanted
    assert set(titles(booklet)) <= wanted


def test_the_contents_page_tells_where_each_section_begins(booklet):
    (page,) = booklet.pages_of("contents")
    shown = plain(text_of(booklet, [page]))
    content = booklet.project.words[booklet.language].content
    lines = [
        plain(content[f"{place.section}.title"]) + str(place.first_page)
        for place in booklet.places
        if place.layout not in {"cover", "contents", "silence", "back"}
    ]

    assert len(lines) > 12
    assert [line for line in lines if line not in shown] == []


# ── columns, gaps, grid ───────────────────────────────────────────────────────────────────────────────────────────────


def column(printed, page):
    """Left and right edge of the text area of a page, in points from the left of the trim."""
    size, margins = printed.edition.format, printed.edition.format.margins
    left, right = (margins.inner, margins.outer) if page % 2 else (margins.outer, margins.inner)
    return left * POINTS_PER_MM, (size.width_mm - right) * POINTS_PER_MM


def outside(printed, letter):
    left, right = column(printed, letter.page)
    return letter.left < left - COLUMN_TOLERANCE_PT or letter.right > right + COLUMN_TOLERANCE_PT


def inner_letters(printed):
    covers = {printed.places[0].first_page, printed.places[-1].first_page}
    return [letter for letter in letters(printed.screen) if letter.page not in covers and letter.text.strip()]


def test_no_letter_leaves_its_column(booklet):
    found = [letter for letter in inner_letters(booklet) if outside(booklet, letter)]

    assert found == []


def test_a_letter_past_the_edge_is_seen(editions):
    _, right = column(editions["en/booklet-a5"], 5)

    assert outside(editions["en/booklet-a5"], Letter(5, "x", right - 4, right + 1.1, 100, BODY_PT, "Memorial-Serif"))


def prose_pages(printed):
    """Pages of sections that have running prose alone."""
    return {
        page
        for place in printed.places
        for page in printed.pages_of(place.section)
        if place.layout == "prose" and not record_kinds(printed, place.section)
    }


def record_kinds(printed, section):
    blocks = printed.project.loaded.book.sections[section].blocks
    return {block.kind for block in blocks} & {"timeline", "glossary"}


def is_body(letter):
    return letter.font in BODY_FONTS and abs(letter.size - BODY_PT) < 0.05


def body_lines(printed):
    """The lines of running prose by page and baseline; each with its note marks, from left to right, without spaces."""
    lines = defaultdict(list)
    pages = prose_pages(printed)
    on_page = [
        letter for letter in letters(printed.screen) if letter.page in pages and letter.text.strip("\u00a0 \u2060")
    ]
    for letter in filter(is_body, on_page):
        lines[letter.page, round(letter.baseline, 1)].append(letter)
    for letter in on_page:
        if letter.is_note_mark:
            line = next(
                (key for key in lines if key[0] == letter.page and 0 < key[1] - letter.baseline < NOTE_MARK_RISE_PT),
                None,
            )
            if line is not None:
                lines[line].append(letter)
    return {place: sorted(line, key=lambda letter: letter.left) for place, line in lines.items()}


def widest_gap(line):
    """The widest gap between two letters of a line, in points; the dash that opens an item stands apart."""
    words = line[1:] if line[0].text == "–" else line
    return max((after.left - before.right for before, after in pairwise(words)), default=0)


def test_no_line_of_prose_has_a_wide_gap(booklet):
    lines = body_lines(booklet)
    wide = [
        (round(widest_gap(line), 1), page, "".join(letter.text for letter in line))
        for (page, _), line in lines.items()
        if widest_gap(line) > GAP_LIMIT_PT
    ]

    assert len(lines) > 100
    assert wide == []
    assert [fault for fault in booklet.lines if "gap" in fault.message] == []


def test_a_wide_gap_is_seen():
    line = [
        Letter(5, letter, left, left + 5, 100, BODY_PT, "Memorial-Serif") for letter, left in (("a", 50), ("b", 63.5))
    ]

    assert widest_gap(line) == 8.5


def off_the_grid(places):
    """The pages and baselines that are no multiple of the grid away from most others."""
    phases = Counter(round(baseline % GRID_PT, 1) for _, baseline in places)
    (phase, _), *_ = phases.most_common(1)
    return [
        place for place in places if abs((place[1] - phase + GRID_PT / 2) % GRID_PT - GRID_PT / 2) > GRID_TOLERANCE_PT
    ]


def test_all_prose_stands_on_one_grid_so_that_facing_lines_align(booklet):
    places = list(body_lines(booklet))

    assert len({page for page, _ in places}) >= 8
    assert off_the_grid(places) == []


def test_a_line_off_the_grid_is_seen():
    assert off_the_grid([(4, 100), (4, 113), (5, 126), (5, 139.5)]) == [(5, 139.5)]


# ── texts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def text_of(printed, pages):
    """The text of some pages without note marks, running heads and page numbers."""
    size = printed.edition.format
    foot = (size.height_mm - size.margins.bottom) * POINTS_PER_MM + 3
    covers = {printed.places[0].first_page, printed.places[-1].first_page}
    wanted = set(pages)
    return "".join(
        letter.text
        for letter in letters(printed.screen)
        if letter.page in wanted and not letter.is_note_mark and (letter.baseline < foot or letter.page in covers)
    )


class Expected:
    """What each text of the book should read on the page, and in which section it stands."""

    def __init__(self, printed):
        self.printed = printed
        self.book = printed.project.loaded.book
        self.content = printed.project.words[printed.language].content
        self.sections = [self.book.sections[place.section] for place in printed.places]

    def text(self, key):
        return plain(TOKEN.sub(self._resolved, re.sub(r"\]\([^)]*\)", "]", self.content[key])))

    def _resolved(self, match):
        token, language = read_token(match[0]), self.printed.language
        match token.kind:
            case "reading":
                return reading_value(self.book.readings[token.name], language, self.content.__getitem__)
            case "page":
                return str(self.printed.pages_of(token.name)[0])
            case "year":
                return str(self.printed.edition.event.commemorated_year)
            case "anniversary":
                return ordinal(self.printed.edition.event.commemorated_year - 1990, language, suffix=token.name)
        return ""

    def __iter__(self):
        """Section and catalog key of everything that prints, by what a claim calls it."""
        for section in self.sections:
            for block in section.blocks:
                if block.text is not None:
                    yield f"{section.id}.{block.id}", section.id, f"{section.id}.{block.id}"
                yield from self._record_keys(section, block)

    def _record_keys(self, section, block):
        if block.kind in RECORDS:
            name = RECORDS[block.kind]
            for record in getattr(self.book, name):
                if block.records and record.id not in block.records:
                    continue
                yield f"{name}.{record.id}", section.id, f"{record.id}.text"
        for reading in self.book.readings.values():
            in_chart = block.kind == "chart" and reading.chart and reading.group in block.groups
            if in_chart or reading.id in block.readings:
                yield f"readings.{reading.id}", section.id, f"{reading.id}.definition"

    def places_of_readings(self):
        """Keys of the printed texts by the readings that they quote."""
        for _, section, key in self:
            for name in re.findall(r"\{(N\d\d)\}", self.content[key]):
                yield name, section, key


def missing_texts(printed, keys):
    """Texts that do not read on the pages of their section as they should."""
    expected = Expected(printed)
    shown = {}
    for target, section, key in keys(expected):
        pages = printed.pages_of(section)
        if plain(expected.text(key)) not in shown.setdefault(section, plain(text_of(printed, pages))):
            yield target


def test_every_text_of_the_book_reads_on_the_pages_of_its_section(booklet):
    assert list(missing_texts(booklet, iter)) == []


def test_a_text_that_is_not_on_its_pages_is_missed(editions):
    misplaced = [("night.trial", "funeral", "night.trial")]

    assert list(missing_texts(editions["en/booklet-a5"], lambda _expected: misplaced)) == ["night.trial"]


# ── claims ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def unseen_claims(printed, claims):
    """Claims, with the places that they name, where the printed page does not show that place's text."""
    expected, missing = Expected(printed), set(missing_texts(printed, iter))
    shown = {target for target, _, _ in expected if target not in missing}
    targets = {(section, key): target for target, section, key in expected}
    quoted = {
        f"readings.{name}" for name, section, key in expected.places_of_readings() if targets[section, key] in shown
    }
    return [
        (claim.id, target)
        for claim in claims
        for target in claim.printed
        if target not in shown and target not in quoted
    ]


def test_each_fact_of_the_ledger_is_on_a_page_or_left_out_for_a_reason(editions):
    booklet = editions["en/booklet-a5"]
    claims = booklet.project.loaded.book.claims

    assert [claim.id for claim in claims] == [f"F{number:02}" for number in range(1, 48)]
    assert unseen_claims(booklet, claims) == []
    assert all(claim.printed or claim.left_out for claim in claims)


def test_a_claim_that_points_to_a_page_left_out_is_seen(editions):
    booklet = editions["en/booklet-a5"]
    claim = booklet.project.loaded.book.claims[0].model_copy(
        update={"printed": ("night.dead", "roll.intro", "readings.N99")}
    )

    assert unseen_claims(booklet, [claim]) == [("F01", "roll.intro"), ("F01", "readings.N99")]


# ── notes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def note_marks(printed):
    """The numbers of all note marks in reading order."""
    marks = [letter for letter in letters(printed.screen) if letter.is_note_mark and letter.text != "\u2060"]
    words, last = [""], None
    for letter in marks:
        same_line = last is not None and letter.page == last.page and abs(letter.baseline - last.baseline) < 1
        joined = same_line and abs(letter.left - last.right) < 0.6
        words[-1:] = [words[-1] + letter.text] if joined else [words[-1], letter.text]
        last = letter
    return [int(number) for word in words for number in re.findall(r"\d+", word)]


def test_sources_are_numbered_as_the_english_book_first_cites_them(editions):
    first = list(dict.fromkeys(note_marks(editions["en/booklet-a5"])))

    assert len(first) > 40
    assert first == sorted(first)


@pytest.mark.parametrize("name", ["booklet-a5", "booklet-half-letter"])
def test_a_source_has_the_same_number_in_every_language(editions, name):
    cited = [Counter(note_marks(editions[f"{language}/{name}"])) for language in LANGUAGES]

    assert cited[0] == cited[1] == cited[2]


def is_note_number(letter):
    return letter.font == "Memorial-Sans-Semi-Bold" and letter.text.isdigit()


def test_each_number_that_is_cited_has_its_note(booklet):
    pages = booklet.pages_of("notes")
    figures = [letter for letter in letters(booklet.screen) if letter.page in pages and is_note_number(letter)]
    numbers = defaultdict(str)
    for letter in figures:
        numbers[letter.page, round(letter.baseline, 1)] += letter.text

    assert sorted({int(number) for number in numbers.values()}) == sorted(set(note_marks(booklet)))
