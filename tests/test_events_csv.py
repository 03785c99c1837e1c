"""Events in a table: a row gives the event that the equal file gives, and each mistake is told with row and column."""

import csv
import datetime as dt
import io
import re
import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from booklet.compose.proof import content_hash
from booklet.content import event_slugs, load_events
from booklet.content.event_columns import COLUMNS, kind_of
from booklet.content.event_rows import located_row, text_rows, workbook_rows
from booklet.content.events import event_path
from booklet.events_import import made_slug
from booklet.model import LANGUAGES, Edition, Event
from booklet.preview.snapshot import Choice, read_snapshot
from booklet.problems import ContentError, ExitCode
from tests.conftest import CHECKOUT
from tests.sample_events import sample_events
from tests.workbooks import workbook

TABLE = "data/events.csv"
VIGIL = "data/events/vigil.yaml"
TWO = "slug,year,city\nlondon,2027,London\nparis,2028,Paris\n"
BUILT = "slug,year,city,products\nlondon,2027,London,booklet\nparis,2028,Paris,booklet\n"


def mistakes(world, *slugs):
    with pytest.raises(ContentError) as caught:
        load_events(world.sources, list(slugs) or event_slugs(world.sources))
    return [(problem.path, problem.line, problem.message) for problem in caught.value.problems]


def csv_text(*rows, delimiter=","):
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue()


# ── a row and a file say the same ───────────────────────────────────────────────────────────────────────────────────

LETTERS = st.sampled_from("abzəğıİşçöüЖжыё «»“,;:#'\"&{}[]019.-–")
TEXTS = st.builds("A{}".format, st.text(LETTERS, max_size=12)).map(str.strip)
WORDS = st.one_of(TEXTS, st.fixed_dictionaries(dict.fromkeys(LANGUAGES, TEXTS)))
PRICES = st.integers(0, 9999).map(lambda number: number / 1000)
PAIRS = [[first, second] for first in LANGUAGES for second in LANGUAGES if first != second]
PRODUCTS = ["booklet", "poster", "press-release", "web"]
SHARED_TEXTS = ("title", "city", "country", "venue", "address", "host", "contact")


def some_of(values):
    return st.lists(st.sampled_from(values), min_size=1, unique_by=str)


FIELDS = {
    **dict.fromkeys(SHARED_TEXTS, WORDS),
    "url": st.sampled_from(["https://www.example.org/a?b=c,d;e", "http://example.org"]),
    "pairs": some_of(PAIRS),
    "paper": st.sampled_from(["a", "us"]),
    "products": some_of(PRODUCTS),
    "options": st.fixed_dictionaries(
        {}, optional={"names": st.booleans(), "ink_saver": st.booleans(), "names_an_hour": st.integers(60, 1200)}
    ),
    "home": st.fixed_dictionaries(
        {},
        optional={
            "caliper_mm": st.integers(0, 1000).map(lambda number: number / 1000),
            "signature": st.integers(1, 100),
            "one_sided": st.booleans(),
        },
    ),
    "copies": st.dictionaries(st.sampled_from(PRODUCTS), st.integers(1, 1000)),
    "grammage": st.integers(40, 400),
    "prices": st.fixed_dictionaries(
        {"currency": st.sampled_from(["EUR", "AZN"]), "paper_sheet": PRICES, "ink_page": PRICES},
        optional={"staple": PRICES},
    ),
    "example": st.booleans(),
}
DAYS = st.fixed_dictionaries(
    {"date": st.dates(dt.date(1991, 1, 1), dt.date(2100, 1, 1)), "time_zone": st.sampled_from(["Europe/London"])},
    optional={"start": st.sampled_from(["09:05", "18:30"])},
)
YEARS = st.fixed_dictionaries({"year": st.integers(1991, 2190)})
RANDOM_EVENTS = st.builds(
    lambda day, rest: {**day, **rest}, st.one_of(DAYS, YEARS), st.fixed_dictionaries({}, optional=FIELDS)
)


def cells_of(values, before=""):
    """The cells of a row, by column, for the plain values of an event file."""
    cells = {}
    for key, value in values.items():
        if isinstance(value, dict):
            cells |= cells_of(value, f"{before}{key}.")
        elif isinstance(value, list):
            cells[key] = " ".join("+".join(item) if isinstance(item, list) else item for item in value)
        elif isinstance(value, bool):
            cells[before + key] = str(value).lower()
        elif isinstance(value, float):
            cells[before + key] = f"{value:.6f}"
        else:
            cells[before + key] = str(value)
    return cells


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(RANDOM_EVENTS, st.sampled_from(",;\t"))
def test_a_row_gives_the_event_that_the_equal_file_gives(world, values, delimiter):
    file = io.StringIO()
    YAML(typ="safe").dump(values, file)
    cells = {"slug": "row", **cells_of(values)}
    world.write("data/events/file.yaml", file.getvalue())
    world.write(TABLE, csv_text(cells.keys(), cells.values(), delimiter=delimiter))
    of_file, of_row = load_events(world.sources, ["file", "row"])

    assert of_row == of_file.model_copy(update={"slug": "row"})


def test_every_field_but_the_programme_has_its_columns():
    fields = {column.partition(".")[0] for column in COLUMNS} | {"copies"}

    assert fields == set(Event.model_fields) - {"programme"}
    assert [column for column in COLUMNS if column.startswith("city")] == ["city", "city.en", "city.az", "city.ru"]
    assert (kind_of("copies.press-release").name, kind_of("copies.Booklet")) == ("whole number", None)


def test_an_empty_cell_is_a_field_that_is_left_out(world):
    world.write(TABLE, "slug,year,date,city,city.en,products\nlondon,2027,,,, \n")
    [event] = load_events(world.sources, ["london"])

    assert event.model_fields_set == {"slug", "year"}


# ── files and rows together ─────────────────────────────────────────────────────────────────────────────────────────


def test_events_of_files_and_of_rows_are_events_alike(world):
    world.write(TABLE, TWO)

    assert event_slugs(world.sources) == ["london", "paris", "vigil"]
    assert [event.slug for event in load_events(world.sources, ["paris", "vigil"])] == ["paris", "vigil"]
    assert event_path(world.sources, "paris") == TABLE
    assert event_path(world.sources, "vigil") == VIGIL
    assert "events:    london, paris, vigil" in world.run("list").stdout


def test_a_slug_of_two_rows_or_of_a_row_and_a_file_is_told_with_both_places(world):
    world.write(TABLE, "slug,year\nlondon,2027\nvigil,2027\nlondon,2028\n")

    assert mistakes(world) == [
        (TABLE, 3, f"column slug: vigil is the event of {VIGIL}, too"),
        (TABLE, 4, f"column slug: london stands in {TABLE}:2 already"),
    ]
    with pytest.raises(ContentError, match="already"):
        event_slugs(world.sources)


def test_a_mistake_in_a_row_stops_its_own_event_alone(world):
    world.write(TABLE, TWO.replace("2028", "28"))

    assert [event.slug for event in load_events(world.sources, ["london", "vigil"])] == ["london", "vigil"]
    assert [line for _, line, _ in mistakes(world, "london", "paris")] == [3]


def test_an_event_that_is_nowhere_is_told_with_one_that_is_like_it(world):
    world.write(TABLE, sample_events(30))
    result = world.run("check", "sample-0222")

    assert "there is no event named sample-0222" in result.stderr
    assert "did you mean sample-022?" in result.stderr


def test_new_never_makes_a_file_for_an_event_of_the_table(world):
    world.write(TABLE, TWO)
    result = world.run("new", "paris", answers="\n" * 8)

    assert f"{TABLE}: error: this event exists already" in result.stderr
    assert not (world.root / "data/events/paris.yaml").exists()


def test_the_commands_know_the_events_of_the_table(world):
    world.write(TABLE, "slug,date,city,products,copies.booklet\nparis,2027-01-20,Paris,booklet,40\n")
    built = world.run("build", "paris", "--lang", "en", "--delivery", "screen", "--jobs", "1")

    assert world.run("check").exit_code == ExitCode.DONE
    assert "in order: 2 events" in world.run("check").stdout
    assert (built.exit_code, world.printed()) == (ExitCode.DONE, ["out/paris/en/booklet-small.screen.pdf"])


def test_a_changed_row_makes_the_editions_of_its_own_event_alone(world):
    build = ("build", "london", "paris", "--lang", "en", "--delivery", "screen", "--jobs", "1")
    world.write(TABLE, BUILT)
    world.run(*build)
    world.write(TABLE, BUILT.replace("Paris", "Lyon"))
    told = world.run("why", *build[1:-2]).stdout

    assert "the event paris was changed" in told
    assert "the event london was changed" not in told
    assert "london" not in world.run(*build).stderr


def test_a_plan_without_copies_names_the_table_and_the_column(world):
    world.write(TABLE, "slug,year,products\nparis,2027,booklet\n")
    result = world.run("plan", "paris")

    assert f"{TABLE}: error: it is not said how many copies of the booklet of paris" in result.stderr
    assert "the column copies.booklet" in result.stderr


def test_the_preview_shows_an_event_of_the_table_and_reads_it_again_when_it_has_changed(world):
    world.write(TABLE, BUILT)
    choice = Choice("az", "london")
    first = read_snapshot(world.root, choice)
    world.write(TABLE, BUILT.replace("London", "Londinium"))
    second = read_snapshot(world.root, choice, first)

    assert (first.facts.event.city, second.facts.event.city) == ("London", "Londinium")


def test_a_proof_changes_with_its_own_row_and_with_no_other(world):
    world.write(TABLE, BUILT)
    project = world.project(slugs=("london",))
    [event] = project.events
    product = project.loaded.book.products["booklet"]
    edition = Edition(event=event, language="en", product=product, format=product.formats[0])

    def hash_with(table):
        world.write(TABLE, table)
        [event] = load_events(world.sources, ["london"])
        sources = world.sources
        with sources.noted() as read:
            made = content_hash(edition.model_copy(update={"event": event}), sources)
        assert not any(TABLE in name for name in read)
        return made

    first = hash_with(BUILT)
    assert hash_with(BUILT.replace("Paris", "Lyon")) == first
    assert hash_with("city,products,slug,year\nLondon,booklet,london,2027\n") == first
    assert hash_with(BUILT.replace("London", "Londinium")) != first


# ── planted faults ──────────────────────────────────────────────────────────────────────────────────────────────────

FULL = {"slug": "x", "date": "2027-01-20", "time_zone": "Europe/London", "products": "booklet"}


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"date": "20.01.2027"}, "column date: “20.01.2027” is no date"),
        ({"date": "2027-02-30"}, "column date: “2027-02-30” is no date"),
        ({"date": "1990-01-20"}, "column date: the date 1990-01-20 lies before the first anniversary"),
        ({"date": ""}, "an event needs a date (2027-01-20) or, while that is open, a year (2027), not both"),
        ({"year": "2027"}, "an event needs a date (2027-01-20) or, while that is open, a year (2027), not both"),
        ({"date": "", "year": "2O27"}, "column year: “2O27” is no whole number"),
        ({"date": "", "year": "1990"}, "column year: “1990” is of the wrong kind (it should be greater than"),
        ({"start": "6 pm"}, "column start: “6 pm” is no time"),
        ({"start": "18:30", "time_zone": ""}, "a start time needs the event's time_zone"),
        ({"time_zone": "Europe/Lundon"}, "column time_zone: the time zone Europe/Lundon is unknown"),
        ({"city.en": "London", "city.az": "London"}, "column city.ru: city has no text for ru"),
        ({"city": "London", "city.az": "London"}, "column city: city.az is filled in, too"),
        ({"languages": "en fr"}, "column languages: “fr” is none of 'en', 'az' or 'ru'"),
        ({"languages": "en,en"}, "languages names one of them twice"),
        ({"pairs": "az"}, "column pairs: “az” is no list of pairs"),
        ({"pairs": "az+az"}, "the pair az+az is not two of the event's languages"),
        ({"pairs": "az+fr"}, "column pairs: “az+fr” is none of"),
        ({"paper": "A4"}, "column paper: “A4” is none of 'a' or 'us'"),
        ({"products": "Booklet"}, "column products: “Booklet” is not written as it must be"),
        ({"url": "www.example.org"}, "column url: an address begins with https:// or http://"),
        ({"url": f"https://example.org/{'x' * 300}"}, "column url: the address has 320 characters"),
        ({"logo": "data/art/none.png", "host": "H"}, "column logo: "),
        ({"logo": "data/art/logo.png"}, "column logo: a logo needs the host’s name"),
        ({"options.names": "ja"}, "column options.names: “ja” is no yes or no"),
        ({"home.caliper_mm": "0,1"}, "column home.caliper_mm: “0,1” is no number"),
        ({"home.caliper_mm": "7"}, "column home.caliper_mm: “7” is of the wrong kind (it should be less than"),
        ({"copies.booklet": "many"}, "column copies.booklet: “many” is no whole number"),
        ({"copies.booklet": "0"}, "column copies.booklet: “0” is of the wrong kind"),
        ({"grammage": "30"}, "column grammage: “30” is of the wrong kind"),
        ({"prices.currency": "EUR"}, "the key paper_sheet is missing"),
        ({"contact": "=1+1"}, "column contact: “=1+1” looks like a formula"),
        ({"contact": "@SUM(A1)"}, "column contact: “@SUM(A1)” looks like a formula"),
        ({"contact": "+44 20 1234 =X"}, "looks like a formula"),
    ],
)
def test_a_mistake_in_a_cell_is_told_with_line_and_column(world, cells, message):
    good, bad = {**FULL, "slug": "good"}, {**FULL, **cells}
    columns = list(bad)
    world.write(TABLE, csv_text(columns, [good.get(column, "") for column in columns], list(bad.values())))
    found = mistakes(world, "good", "x")

    assert all((path, line) == (TABLE, 3) for path, line, _ in found)
    assert any(message in told for _, _, told in found), found


@pytest.mark.parametrize("number", ["+44 20 7946 0000", "+994(12)345-67-89"])
def test_a_telephone_number_is_no_formula(world, number):
    world.write(TABLE, csv_text(["slug", "year", "contact"], ["x", "2027", number]))

    assert load_events(world.sources, ["x"])[0].contact == number


@pytest.mark.parametrize(
    ("table", "line", "message", "hint"),
    [
        ("", 1, "the column slug is missing", "booklet events import"),
        ("year,city\n2027,London\n", 1, "the column slug is missing", "booklet events import"),
        ("slug,year,venu\nx,2027,y\n", 1, "the column “venu” is unknown", "did you mean venue?"),
        ("slug,year,city.fr\nx,2027,y\n", 1, "the column “city.fr” is unknown", "did you mean city."),
        ("slug,year,option.names\nx,2027,true\n", 1, "“option.names” is unknown", "did you mean options.names?"),
        ("slug,year,wholly strange\nx,2027,y\n", 1, "“wholly strange” is unknown", "data/README.md lists"),
        ("slug,year,programme\nx,2027,y\n", 1, "column programme: a programme does not fit into a row", "a file"),
        ("slug,year,programme.1.time\nx,2027,y\n", 1, "does not fit into a row", "a file"),
        ("slug,year,Year\nx,2027,2027\n", 1, "column C: the heading year stands in column B already", "take one"),
        ("slug,year\nx,2027,y\n", 2, "the row has 3 cells", "quotation marks"),
        ("slug,year,\nx,2027,y\n", 2, "“y” stands in a column without a heading", "lists the columns"),
        ('slug,year\nx,2027\ny,"2027\n', 3, "the table breaks off here", "not closed"),
        ("slug,year\n,2027\n", 2, "column slug: the cell is empty", "london-2027"),
        ("slug,year\n../x,2027\n", 2, "column slug: “../x” is no name of an event", "small letters"),
        ("slug,year\nLondon 27,2027\n", 2, "column slug: “London 27” is no name of an event", "small letters"),
        ("slug,year\nx,2027\n".encode("utf-16"), 1, "the file is in UTF-16", "UTF-8"),
        ("slug,year,city\nx,2027,München\n".encode("cp1252"), 2, "byte 0xFC is not UTF-8", "UTF-8"),
        ("slug,year,city\nx,2027,a\0b\n", 2, "a NUL character", "take it out"),
    ],
)
def test_a_table_in_disorder_is_told_with_its_line(world, table, line, message, hint):
    world.write(TABLE, table)
    with pytest.raises(ContentError) as caught:
        event_slugs(world.sources)
    [problem] = caught.value.problems

    assert (problem.path, problem.line) == (TABLE, line)
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"products": "booklet bookle"}, "column products: there is no product bookle"),
        ({"copies.poster": "4"}, "column copies.poster: copies names poster, which is none of the event's products"),
        ({"city": "ლონდონი"}, "column city: our fonts lack “დ”"),
        ({"city.en": "L", "city.az": "L", "city.ru": "Beчер"}, "column city.ru: Beчер: mixes Latin and Cyrillic"),
    ],
)
def test_what_only_the_whole_project_shows_is_told_with_line_and_column(world, cells, message):
    row = {**FULL, **cells}
    world.write(TABLE, csv_text(row.keys(), row.values()))
    result = world.run("check")

    assert result.exit_code == ExitCode.CONTENT
    assert f"{TABLE}:2: error: {message}" in result.stderr


def test_a_cell_of_several_lines_moves_the_lines_below_it(world):
    world.write(TABLE, 'slug,year,address\nx,2027,"a\nb"\ny,27,c\n')

    assert [line for _, line, _ in mistakes(world, "x", "y")] == [4]


# ── forms of tables ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "table",
    [
        TWO.replace(",", ";"),
        TWO.replace(",", "\t"),
        "\ufeff" + TWO,
        TWO.replace("\n", "\r\n"),
        "\ufeff" + TWO.replace(",", ";").replace("\n", "\r\n"),
        TWO.replace("slug,year,city", " Slug , YEAR,City,,"),
        TWO + ",,\n\n ,  ,\n",
        TWO.replace("London", '" London\u00a0"'),
    ],
    ids=["semicolons", "tabs", "mark", "CRLF", "Excel", "capitals", "empty rows", "spaces"],
)
def test_the_forms_that_spreadsheets_write_are_all_read(world, table):
    world.write(TABLE, table)
    events = load_events(world.sources, ["london", "paris"])

    assert [(event.slug, event.year, event.city) for event in events] == [
        ("london", 2027, "London"),
        ("paris", 2028, "Paris"),
    ]


def test_days_hours_and_numbers_of_a_workbook_are_read_as_they_are_shown():
    head = ["Slug", "date", "start", "time_zone", "home.caliper_mm", "copies.booklet", "options.names", "contact", None]
    cells = ["x", dt.datetime(2027, 1, 20), dt.time(18, 30), "Europe/London", 0.1, 60.0, True, 441234567]  # noqa: DTZ001
    [row, other] = workbook_rows("t.xlsx", workbook(head, cells, [None] * 3, ["y", dt.date(2027, 1, 21), "9:00"]))

    assert dict(row.texts) == {
        "slug": "x",
        "date": "2027-01-20",
        "start": "18:30",
        "time_zone": "Europe/London",
        "home.caliper_mm": "0.1",
        "copies.booklet": "60",
        "options.names": "True",
        "contact": "441234567",
    }
    assert (other.line, other.texts["date"], other.texts["start"]) == (4, "2027-01-21", "9:00")


@pytest.mark.parametrize("value", ["=TODAY()", "#REF!", dt.timedelta(days=2)])
def test_a_formula_of_a_workbook_is_refused_and_not_run(value):
    with pytest.raises(ContentError, match=r"t.xlsx:2: error: column date: the cell holds no text, number, date"):
        workbook_rows("t.xlsx", workbook(["slug", "date"], ["x", value]))


def test_a_text_of_a_workbook_under_no_heading_is_told():
    table = workbook(["slug", "year", None, None, None], ["x", 2027, None, "a note", None])

    with pytest.raises(ContentError, match=r"t.xlsx:2: error: “a note” stands in a column without a heading"):
        workbook_rows("t.xlsx", table)


def test_a_day_with_an_hour_is_no_date(world):
    table = workbook(["slug", "date"], ["x", dt.datetime(2027, 1, 20, 18, 30)])  # noqa: DTZ001
    result = import_of(world, table, "t.xlsx")

    assert "t.xlsx:2: error: column date: “2027-01-20 18:30:00” is no date" in result.stderr


# ── booklet events import ───────────────────────────────────────────────────────────────────────────────────────────


def import_of(world, content, name="given.csv"):
    world.write(name, content)
    return world.run("events", "import", str(world.root / name))


def test_an_import_replaces_rows_of_the_same_slug_and_leaves_the_others_in_their_order(world):
    world.write(TABLE, "slug,year,city\nlondon,2027,London\nparis,2028,Paris\nrome,2027,Rome\n")
    given_ = "slug;date;time_zone;products\noslo;2027-01-20;Europe/Oslo;booklet\nparis;2027-01-21;;booklet\n"
    result = import_of(world, given_)
    rows = text_rows(TABLE, world.text(TABLE).removeprefix("\ufeff"))

    assert result.stdout == f"{TABLE}: 1 new, 1 changed, 0 the same\n"
    assert [row.slug for row in rows] == ["london", "paris", "rome", "oslo"]
    assert rows[1].texts == {"slug": "paris", "date": "2027-01-21", "products": "booklet"}
    assert world.text(TABLE).startswith("\ufeffslug,year,date,time_zone,city,products\n")


def test_an_import_of_the_same_changes_no_byte(world):
    import_of(world, sample_events(5).replace("booklet poster", "booklet"))
    before = world.text(TABLE)
    result = import_of(world, sample_events(5).replace("booklet poster", "booklet"))

    assert "0 new, 0 changed, 5 the same" in result.stdout
    assert world.text(TABLE) == before


def test_a_workbook_and_a_table_of_text_are_imported_alike(world):
    head, row = ["slug", "date", "city", "products"], ["x", "2027-01-20", "Bakı", "booklet"]
    import_of(world, csv_text(head, row))
    before = world.text(TABLE)
    result = import_of(world, workbook(head, [*row[:1], dt.date(2027, 1, 20), *row[2:]]), "given.XLSX")

    assert "0 new, 0 changed, 1 the same" in result.stdout
    assert world.text(TABLE) == before


def test_an_import_with_any_mistake_writes_nothing_and_tells_all_of_them(world):
    world.write(TABLE, TWO)
    result = import_of(
        world,
        "slug,year,city,products\nrome,2027,Rome,booklet\noslo,27,Oslo,booklet\nvigil,2027,x,booklet\nx,2027,x,leaflt\n"
        "y,2027,Beчер Beчер,booklet\nrome,2029,Rome,booklet\n",
    )

    assert result.exit_code == ExitCode.CONTENT
    assert re.findall(r"^given\.csv:(\d+): error: column (\w+)", result.stderr, re.MULTILINE) == [
        ("3", "year"),
        ("4", "slug"),
        ("5", "products"),
        ("6", "city"),
        ("7", "slug"),
    ]
    assert world.text(TABLE) == TWO


def test_rows_without_a_slug_get_one_that_is_told(world):
    world.write("data/events/london-2027.yaml", "year: 2027\n")
    result = import_of(
        world,
        "year,city,host,products\n2027,London,Club,booklet\n2027,Bakı – Sabunçu,,booklet\n2027,Москва,,booklet\n"
        "2028,,Əziz & Co.,booklet\n2027,London,Other,booklet\n2027,,,booklet\n",
    )

    assert result.stdout.splitlines() == [
        "row 2 has no slug; it is called london-2027-2",
        "row 3 has no slug; it is called baki-sabuncu-2027",
        "row 4 has no slug; it is called moskva-2027",
        "row 5 has no slug; it is called eziz-co-2028",
        "row 6 has no slug; it is called london-2027-3",
        "row 7 has no slug; it is called event-2027",
        f"{TABLE}: 6 new, 0 changed, 0 the same",
    ]


def test_a_row_without_a_slug_is_the_event_of_the_same_city_and_host(world):
    import_of(world, "year,city,host,products\n2027,London,Club,booklet\n")
    again = import_of(world, "year,city,host,venue,products\n2027,London,Club,Hall,booklet\n")
    other = import_of(world, "year,city,host,products\n2027,London,Embassy,booklet\n")

    assert "0 new, 1 changed, 0 the same" in again.stdout
    assert "it is called london-2027-2" in other.stdout
    assert event_slugs(world.sources) == ["london-2027", "london-2027-2", "vigil"]


@given(st.lists(st.tuples(st.text(max_size=70), st.text(max_size=20)), max_size=4))
def test_a_slug_that_is_made_is_always_a_name_of_an_event(rows):
    for city, host in rows:
        table = csv_text(["year", "city.ru", "host"], ["2027", city.replace("\0", ""), host.replace("\0", "")])
        for row in text_rows("t.csv", table.replace("\r\n", "\n")):
            assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", made_slug(row))


CELLS = st.one_of(st.text(max_size=8), st.sampled_from(["2027", "2027-01-20", "az+en", "true", "0.1", "18:30", "="]))


@given(st.lists(st.sampled_from([*COLUMNS, "copies.booklet", "", "x"]), max_size=6), st.lists(CELLS, max_size=18))
def test_whatever_stands_in_a_table_is_read_or_told(headings, cells):
    rows = [cells[place : place + 6] for place in range(0, len(cells), 6)]
    with suppress(ContentError):
        for row in text_rows("t.csv", csv_text(headings, *rows)):
            assert located_row(row).value is not None


@pytest.mark.parametrize("content", [b"", b"slug,year\n", b"\xff\xfes"], ids=["empty", "no rows", "UTF-16"])
def test_a_table_without_events_is_no_import(world, content):
    result = import_of(world, content)

    assert result.exit_code == ExitCode.CONTENT
    assert result.stderr.startswith("given.csv")
    assert not (world.root / TABLE).exists()


def test_a_file_that_is_not_there_or_no_workbook_is_told(world):
    assert world.run("events", "import", "none.csv").exit_code == ExitCode.FILE_REFUSED
    assert "this is no workbook" in import_of(world, b"PK\3\4", "bad.xlsx").stderr


# ── sample events ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_hundred_sample_events_are_in_order_and_differ(world):
    table = sample_events(100)
    world.write(TABLE, table)
    slugs = [slug for slug in event_slugs(world.sources) if slug != "vigil"]
    events = load_events(world.sources, slugs)

    assert len(events) == 100
    assert not any(event.example for event in events)
    assert len({event.text("host", "az") for event in events}) == 100
    assert len({(event.text("city", "ru"), event.date, event.start) for event in events}) == 90
    assert sum(event.url is not None for event in events) == 33


def test_sample_events_are_the_same_each_time_and_printed_by_their_program():
    program = CHECKOUT / "tests/sample_events.py"
    printed = subprocess.run([sys.executable, program, "7"], capture_output=True, check=True).stdout

    assert printed.decode() == sample_events(7)
    assert sample_events(100).startswith(sample_events(7))
