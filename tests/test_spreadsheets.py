"""Spreadsheets: what is written comes back, no cell becomes a formula, no newer work is overwritten."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from booklet.catalogs import read_catalog, set_translation, ui_messages
from booklet.catalogs.exchange import COLUMNS, exported, imported
from booklet.content import load_book
from booklet.problems import ContentError
from booklet.spreadsheets import Column, read_table, write_table

ANEW = "make the table anew"
AZ = "translations/az/LC_MESSAGES/content.po"
AZ_UI = "translations/az/LC_MESSAGES/ui.po"
TITLES = [column.title for column in COLUMNS]
KEY, ENGLISH, TRANSLATION, STATE, VERSION = (
    TITLES.index(t) + 1 for t in ("key", "English", "translation", "state", "version")
)


def edited(content: bytes, **cells: dict[int, str]) -> bytes:
    """The table with other cells, by message (``content__night__title``) and column."""
    book = load_workbook(BytesIO(content))
    rows = {row[0].value: row for row in book.active.iter_rows(min_row=2)}
    for name, values in cells.items():
        domain, *key = name.split("__")
        for column, value in values.items():
            rows[f"{domain}/{'.'.join(key)}"][column - 1].value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def take(world, content: bytes):
    sources = world.sources
    taken = imported(sources, load_book(sources), ui_messages(sources), "az.xlsx", content)
    for path, text in taken.texts.items():
        world.write(path, text)
    return taken


def row_of(content: bytes, key: str) -> int:
    return next(row[0].row for row in load_workbook(BytesIO(content)).active.iter_rows() if row[0].value == key)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_written_is_read():
    rows = [["a", "two\nlines"], ["ə", ""], ["=1+1", "-x"]]
    name, read = read_table(
        "t.xlsx", write_table("az", [Column("one", 9), Column("two", 9)], rows), ["one", "two"], ANEW
    )

    assert name == "az"
    assert [list(row.texts.values()) for row in read] == rows
    assert [row.number for row in read] == [2, 3, 4]
    assert all(row.odd == () for row in read)


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x", "=HYPERLINK('https://example.org')"])
def test_no_text_becomes_a_formula(text):
    cell = load_workbook(BytesIO(write_table("az", [Column("one", 9)], [[text]]))).active["A2"]

    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == (text, "s", "@", True)


def test_the_same_table_gives_the_same_bytes():
    made = [write_table("az", [Column("one", 9)], [["a"]]) for _ in range(2)]
    with zipfile.ZipFile(BytesIO(made[0])) as archive:
        moments = {entry.date_time for entry in archive.infolist()}

    assert made[0] == made[1]
    assert moments == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("content", [b"", b"PK", b"no workbook", b"PK\x03\x04" + b"\0" * 100])
def test_a_file_that_is_no_workbook_is_told_as_such(content):
    with pytest.raises(ContentError, match="no workbook"):
        read_table("t.xlsx", content, ["key"], ANEW)


def test_an_archive_that_is_no_workbook_is_told_as_such():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("x", "y")
    with pytest.raises(ContentError, match="no workbook"):
        read_table("t.xlsx", target.getvalue(), ["key"], ANEW)


def test_an_archive_that_grows_without_end_is_refused_unread():
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 210_000_000)
    with pytest.raises(ContentError, match="too large"):
        read_table("t.xlsx", target.getvalue(), ["key"], ANEW)


def test_a_heading_that_is_missing_is_named_with_the_caller_s_hint():
    with pytest.raises(ContentError, match="the heading state is missing") as error:
        read_table("t.xlsx", write_table("az", [Column("key", 9)], []), ["key", "state"], ANEW)

    assert [problem.hint for problem in error.value.problems] == [ANEW]


def test_headings_are_known_without_regard_to_case_and_spaces():
    content = write_table("az", [Column(" KEY\u00a0", 9), Column("english", 9), Column(" Own ", 9)], [["a", "b", "c"]])
    (row,) = read_table("t.xlsx", content, ["key", "English"], ANEW)[1]

    assert row.texts == {"key": "a", "English": "b", "Own": "c"}


def test_a_heading_that_stands_twice_is_refused_with_its_column():
    content = write_table("az", [Column(title, 9) for title in ("key", "", "text", "", " Key")], [["a"] * 5])
    with pytest.raises(ContentError) as error:
        read_table("t.xlsx", content, ["key"], ANEW)

    assert [(problem.line, problem.message) for problem in error.value.problems] == [
        (1, "column E: the heading key stands in column A already")
    ]


# ── export and import ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_that_nobody_touched_changes_nothing(world):
    taken = take(world, exported(world.sources, "az"))

    assert (taken.texts, taken.changed, taken.refused) == ({}, 0, ())


def test_an_export_made_twice_is_the_same(world):
    assert exported(world.sources, "az") == exported(world.sources, "az")


def test_new_words_are_taken_over_and_nothing_else_changes(world):
    before = world.text(AZ)
    taken = take(world, edited(exported(world.sources, "az"), content__notes__title={TRANSLATION: "Qeydlərimiz"}))

    assert (taken.changed, list(taken.texts)) == (1, [AZ])
    assert world.text(AZ) == before.replace('msgstr "Qeydlər"', 'msgstr "Qeydlərimiz"')


def test_a_table_taken_over_twice_is_taken_over_once(world):
    table = edited(exported(world.sources, "az"), content__notes__title={TRANSLATION: "Qeydlərimiz", STATE: "reviewed"})
    first, second = take(world, table), take(world, table)

    assert (first.changed, second.changed) == (1, 0)
    assert second.refused == ()


def test_a_review_of_the_very_words_counts_and_one_of_corrected_words_does_not(world):
    table = exported(world.sources, "az")
    cells = {
        "content__night__title": {STATE: "reviewed"},
        "content__notes__title": {TRANSLATION: "X", STATE: "reviewed"},
    }
    take(world, edited(table, **cells))
    entries = read_catalog(world.sources, AZ)

    assert entries["night.title"].reviewed
    assert not entries["notes.title"].reviewed


def test_a_doubt_is_taken_away_by_whoever_looked(world):
    world.replace(AZ, 'msgctxt "notes.title"', '#, fuzzy\nmsgctxt "notes.title"')
    table = exported(world.sources, "az")
    untouched, looked = take(world, table), take(world, edited(table, content__notes__title={STATE: "translated"}))

    assert (untouched.changed, looked.changed) == (0, 1)
    assert not read_catalog(world.sources, AZ)["notes.title"].fuzzy


def test_newer_work_is_never_overwritten(world):
    table = exported(world.sources, "az")
    world.write(AZ, set_translation(world.text(AZ), "notes.title", "Daha yeni"))
    taken = take(
        world,
        edited(table, content__notes__title={TRANSLATION: "Köhnə"}, content__night__title={TRANSLATION: "Gecə vaxtı"}),
    )

    assert [(p.line, p.message) for p in taken.refused] == [
        (row_of(table, "content/notes.title"), "content/notes.title: the catalog has a newer translation: Daha yeni")
    ]
    assert read_catalog(world.sources, AZ)["notes.title"].translation == "Daha yeni"
    assert read_catalog(world.sources, AZ)["night.title"].translation == "Gecə vaxtı"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({KEY: "content/night.nothing"}, "there is no message content/night.nothing"),
        ({ENGLISH: "That night", TRANSLATION: "O gecə"}, "the English text is another one now"),
        ({TRANSLATION: "Gecə {N99}"}, "{N99}"),
        ({TRANSLATION: " "}, "the translation was emptied"),
        ({TRANSLATION: "=1+1"}, "a formula or a date"),
        ({STATE: "finished"}, "“finished” is no state"),
        ({TRANSLATION: "Gеcə"}, "Gеcə: "),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_number(world, cells, message):
    before = world.text(AZ)
    table = exported(world.sources, "az")
    taken = take(world, edited(table, content__night__title=cells))

    assert {p.line for p in taken.refused} == {row_of(table, "content/night.title")}
    assert any(message in f"{p.message} {p.hint}" for p in taken.refused)
    assert world.text(AZ) == before


def test_a_second_row_of_one_message_is_refused_and_the_first_is_taken(world):
    book = load_workbook(BytesIO(exported(world.sources, "az")))
    first = next(row for row in book.active.iter_rows(min_row=2) if row[0].value == "content/notes.title")
    book.active.append([cell.value for cell in first])
    first[TRANSLATION - 1].value = "Qeydlərimiz"
    book.active.cell(book.active.max_row, TRANSLATION).value = "Başqa qeydlər"
    target = BytesIO()
    book.save(target)
    taken = take(world, target.getvalue())

    assert [problem.line for problem in taken.refused] == [book.active.max_row]
    assert taken.refused[0].message == f"content/notes.title stands in row {first[0].row} too"
    assert read_catalog(world.sources, AZ)["notes.title"].translation == "Qeydlərimiz"


def test_a_table_of_no_language_is_refused(world):
    table = write_table("Sheet1", COLUMNS, [["content/night.title"] + [""] * 6])
    with pytest.raises(ContentError, match="the sheet is called Sheet1, and no language is"):
        take(world, table)


def test_a_figure_that_the_program_made_a_number_is_still_its_digits(world):
    book = Workbook()
    book.active.append(["key"])
    book.active.append([1990])
    target = BytesIO()
    book.save(target)

    assert read_table("t.xlsx", target.getvalue(), ["key"], ANEW)[1][0].texts == {"key": "1990"}


def test_the_commands_write_a_table_and_take_it_back(world, tmp_path):
    target = tmp_path / "az.xlsx"
    result = world.run("catalogs", "export", "az", "--output", str(target))
    target.write_bytes(
        edited(
            target.read_bytes(), content__notes__title={TRANSLATION: "Qeydlərimiz"}, ui__event__place={TRANSLATION: ""}
        )
    )
    taken = world.run("catalogs", "import", str(target))

    assert result.exit_code == 0
    assert (taken.exit_code, taken.stdout) == (1, f"{AZ}\n1 messages taken over, 1 rows refused\n")
    assert taken.stderr.startswith("az.xlsx:")
    assert 'msgstr "Qeydlərimiz"' in world.text(AZ)
