"""YAML and records: plain values with the line of each, and mistakes in words for organisers."""

import datetime as dt

import pytest

from booklet.content import load_book
from booklet.content.building import build
from booklet.content.records import Located, line_with, read_yaml, shortened
from booklet.model import Event, Section
from booklet.problems import ContentError
from booklet.sources import Sources

NIGHT = "data/book/sections/night.yaml"


def read(tmp_path, text: str) -> Located:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    return read_yaml(Sources(tmp_path), "a.yaml")


def problems_of(tmp_path, text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(ContentError) as caught:
        read(tmp_path, text)
    return [(problem.line, problem.message) for problem in caught.value.problems]


def refused(tmp_path, text: str, model: type = Event) -> list[tuple[int | None, str, str]]:
    located = read(tmp_path, text)
    made = build(model, located, (), {"slug": "x", **located.value} if model is Event else located.value)
    assert isinstance(made, list)
    return [(problem.line, problem.message, problem.hint) for problem in made]


# ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12:00", "12:00"),
        ("00:20", "00:20"),
        ("1:30:15", "1:30:15"),
        ('"12.00"', "12.00"),
        ("12.00", 12.0),
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("true", True),
        ("~", None),
        ("010", 10),
        ("1_000", 1000),
        ("2027-01-20", dt.date(2027, 1, 20)),
        ('"2027-01-20"', "2027-01-20"),
        ("2027-01", "2027-01"),
        ("2027-01-20 18:30", "2027-01-20 18:30"),
        ("№ 5", "№ 5"),
    ],
)
def test_a_scalar_is_what_an_organiser_means(tmp_path, written, value):
    found = read(tmp_path, f"key: {written}\n").value["key"]

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 2027-02-29\n", 2, "the date 2027-02-29 does not exist"),
        ("a: 1\nb: 2027-13-01\n", 2, "the date 2027-13-01 does not exist"),
        ("a: 1\na: 2\n", 2, "the key a stands twice"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "a key is one word"),
        ("a: 1\nb: !thing 2\n", 2, "the tag !thing is not allowed here"),
        ("a: 1\nb: &b 2\n", 2, "anchors and aliases (& and *) are not allowed here"),
        ("a: &b {c: 1}\nd: *b\n", 1, "anchors and aliases (& and *) are not allowed here"),
        ("a: 1\nb: [1, 2\nc: 3\n", 2, "YAML syntax: the bracket [ that opens here is not closed"),
        ("a: 1\nb: 'x\n", 2, "YAML syntax: the quotation mark that opens here is not closed"),
        ("a: 1\n\tb: 2\n", 2, "a tab stands where spaces are expected"),
        ("a: 1\n b: 2\n", 2, "YAML syntax: mapping values are not allowed in this context"),
        ("", 1, "the file is empty"),
        ("# only words\n", 1, "the file is empty"),
        ("a: " + "[" * 30 + "]" * 30, 1, "the nesting is too deep"),
    ],
)
def test_what_is_no_plain_yaml_has_its_line(tmp_path, text, line, message):
    assert problems_of(tmp_path, text) == [(line, message)]


def test_a_number_without_end_is_told_in_short(tmp_path):
    [(line, message)] = problems_of(tmp_path, f"a: {'9' * 5000}\n")

    assert (line, len(message) < 120) == (1, True)


def test_all_mistakes_of_a_file_are_told(tmp_path):
    assert [line for line, _ in problems_of(tmp_path, "a: 1\na: 2\nb: !x 1\nc: 2027-02-30\n")] == [2, 3, 4]


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────

WRAPPED = """\
- id: one
  text: >-
    A first line of words, 15 January 1995,
    a second line with 5 people
    and the last.
  other: 5 people
- id: two
  text: "a quoted text
    that goes on"
"""


def test_every_value_knows_its_line(tmp_path):
    located = read(tmp_path, WRAPPED)
    places = {(0,): 1, (0, "id"): 1, (0, "text"): 2, (0, "other"): 6, (1,): 7, (1, "text"): 8}

    assert {place: located.line(place) for place in places} == places
    assert located.line((1, "none", "deeper")) == 7


@pytest.mark.parametrize(
    ("place", "snippet", "line"),
    [
        ((0, "text"), "first", 3),
        ((0, "text"), "5", 4),
        ((0, "text"), "last", 5),
        ((0, "text"), "nothing", 2),
        ((0, "text"), "other", 2),
        ((0, "other"), "5", 6),
        ((1, "text"), "on", 9),
        ((1, "text"), "", 8),
    ],
)
def test_a_word_of_a_wrapped_text_has_its_own_line(tmp_path, place, snippet, line):
    assert read(tmp_path, WRAPPED).line_of(place, snippet) == line


def test_a_word_is_not_found_inside_another():
    lines = ["n: 15", "n: A5", "n: 5%", "n: {N05}"]

    assert line_with("5", lines, 1, 4) == 3
    assert line_with("{N05}", lines, 1, 4) == 4
    assert line_with("5", lines, 1, 2) is None


def test_every_text_of_a_file_has_its_place(tmp_path):
    texts = dict(read(tmp_path, "a: x\nb: [y, {c: z}]\nd: 5\n").texts())

    assert texts == {("a",): "x", ("b", 0): "y", ("b", 1, "c"): "z"}


def test_a_long_text_is_shortened_in_messages():
    assert shortened("a\n  b") == "a b"
    assert len(shortened("x" * 500)) == 61


# ── records ─────────────────────────────────────────────────────────────────────────────────────────────────────────

DATE = "date: 2027-01-20\n"


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (DATE + "citty: x", 2, "the key citty is unknown", "did you mean city?"),
        (DATE + "zzz: x", 2, "the key zzz is unknown", "take it out"),
        (DATE + "city: {en: x, de: y}", 2, "the key de is unknown", "take it out"),
        (DATE + "options:\n  nmaes: true", 3, "the key nmaes is unknown", "did you mean names?"),
        (DATE + "options:\n  names: 'yes'", 3, "names: “yes” is of the wrong kind (it should be true or false)", ""),
        (DATE + "programme:\n- item: x", 3, "the key time is missing", "add it; data/README.md lists the keys"),
        (DATE + "programme: x", 2, "programme: “x” is of the wrong kind (it should be a list)", None),
        (DATE + "languages: []", 2, "languages: this is of the wrong kind (the list is empty)", "name at least one"),
        (DATE + "paper: A4", 2, "paper: “A4” is none of 'a' or 'us'", ""),
        (DATE + "city: 2027-01-20", 2, "city: “2027-01-20” is of the wrong kind (it should be a text)", None),
        (DATE + "url: mailto:a@b.c", 2, "url: an address begins with https:// or http:// and has no spaces", ""),
        ("date: 20.01.2027", 1, "date: “20.01.2027” is of the wrong kind (it should be a date)", None),
        ('date: "2027-01-20"', 1, "date: “2027-01-20” is of the wrong kind (it should be a date)", None),
        ("year: 1980", 1, "year: “1980” is of the wrong kind (it should be greater than or equal to 1991)", ""),
        (
            DATE + "year: 2027",
            1,
            "an event needs a date (2027-01-20) or, while that is open, a year (2027), not both",
            "",
        ),
        ("city: x", 1, "an event needs a date (2027-01-20) or, while that is open, a year (2027), not both", ""),
    ],
)
def test_a_wrong_value_of_an_event_is_told_in_one_line(tmp_path, text, line, message, hint):
    [(found_line, found_message, found_hint)] = refused(tmp_path, text + "\n")

    assert (found_line, found_message) == (line, message)
    assert hint is None or found_hint == hint


@pytest.mark.parametrize("written", ["12.00", "noon", "7", "1200", "25:00", "12:60", "7:30", "12:00:00", "18.30 h"])
def test_no_other_writing_of_a_time_is_taken(tmp_path, written):
    assert refused(tmp_path, f"{DATE}start: {written}\ntime_zone: Europe/London\n") == [
        (2, f"start: “{written}” is no time", "write the time as HH:MM in 24 hours, for example 18:30")
    ]


def test_every_mistake_of_a_record_is_told_once(tmp_path):
    found = refused(tmp_path, "id: Night 1\ntitel: x\nblocks:\n- id: a\n  kind: b\n- text: c\n", Section)

    assert sorted((line, message.split(":")[0]) for line, message, _ in found) == [
        (1, "id"),
        (1, "the key title is missing"),
        (2, "the key titel is unknown"),
        (5, "kind"),
        (6, "the key id is missing"),
    ]


# ── the book ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_small_book_is_read_with_its_texts(world):
    loaded = load_book(world.sources)

    assert list(loaded.book.sections) == ["night", "notes"]
    assert loaded.book.readings["N03"].value == 131
    assert loaded.messages["night.title-of-day"].text == "The day after"
    assert loaded.messages["N02.definition"].note.startswith("what a figure counts")
    assert "A02.body" not in loaded.messages


def test_the_line_of_a_word_in_a_section_is_found(world):
    loaded = load_book(world.sources)
    message = loaded.messages["night.counts"]
    lines = world.text(NIGHT).split("\n")

    assert "{N03}" in lines[loaded.line_of(message, "{N03}") - 1]
    assert lines[loaded.line_of(message, "nothing of it") - 1] == "    text: >-"


def test_every_file_of_the_book_is_judged_in_one_run(world):
    places = [
        (path, world.replace(path, old, new))
        for path, old, new in (
            ("data/book/edition.yaml", "edition_date: 2026-11-24", "edition_date: soon"),
            ("data/book/glossary.yaml", "- id: curfew", "- id: curfew\n  also: x"),
            ("data/book/places.yaml", "latitude: 40.37767", "latitude: 140.37767"),
            ("data/book/readings.yaml", "kind: total", "kind: all"),
            ("data/book/roll.yaml", "  age: 30", "  age: thirty"),
            (NIGHT, "id: counts", "id: troops"),
        )
    ]
    places[1] = (places[1][0], places[1][1] + 1)
    with pytest.raises(ContentError) as caught:
        load_book(world.sources)

    assert sorted((problem.path, problem.line) for problem in caught.value.problems) == sorted(places)


@pytest.mark.parametrize("text", ["a: b\n", "words\n", "5\n"])
def test_a_list_file_that_is_no_list_is_told(world, text):
    world.write("data/book/timeline.yaml", text)

    with pytest.raises(ContentError, match=r"timeline\.yaml:1: error: the file should be a list"):
        load_book(world.sources)


@pytest.mark.parametrize("row", ["- words\n", "- [1, 2]\n", "- 5\n", "-\n"])
def test_a_record_that_has_no_keys_is_told(world, row):
    world.write("data/book/timeline.yaml", row)

    with pytest.raises(ContentError, match=r"timeline\.yaml:1: error: "):
        load_book(world.sources)


@pytest.mark.parametrize("name", ["sources", "edition", "fitting", "claims"])
def test_a_missing_file_of_the_book_is_told(world, name):
    (world.root / f"data/book/{name}.yaml").unlink()

    with pytest.raises(ContentError, match=rf"data/book/{name}\.yaml: error: this file is missing"):
        load_book(world.sources)
