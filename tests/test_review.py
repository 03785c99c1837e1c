"""Reviews by native speakers: set by a command, kept in the catalog, lost with the words."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from booklet.build import Selection, read_selection
from booklet.catalogs import load_words, read_catalog, ui_messages
from booklet.catalogs.status import language_status
from booklet.compose import compose
from booklet.content import load_book
from booklet.sources import Sources

AZ = "translations/az/LC_MESSAGES/content.po"
NIGHT = "data/book/sections/night.yaml"


@pytest.fixture
def project(world):
    shutil.copytree(Path(__file__).parents[1] / "templates/status", world.root / "templates/status")
    return world


def counts(world):
    sources = world.sources
    return language_status(sources, load_book(sources), ui_messages(sources), "az")


def reviewed(world) -> set[str]:
    return {key for key, entry in read_catalog(world.sources, AZ).items() if entry.reviewed}


def test_a_message_is_reviewed_by_its_key_and_the_mark_is_taken_again(world):
    first = world.run("catalogs", "review", "az", "notes.title", "night.title")

    assert first.stdout.split() == [AZ]
    assert reviewed(world) == {"notes.title", "night.title"}
    assert world.run("catalogs", "review", "az", "notes.title", "--withdraw").exit_code == 0
    assert reviewed(world) == {"night.title"}


def test_a_whole_section_is_reviewed_at_once(world):
    world.run("catalogs", "review", "az", "--section", "night")
    keys = read_catalog(world.sources, AZ)

    assert reviewed(world) == {key for key in keys if key.startswith("night.")}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("az", "night.nothing"), 2, "there is no message night.nothing"),
        (("az", "--section", "nothing"), 2, "there is no section nothing"),
        (("az",), 2, "name keys, or a section"),
        (("de", "night.title"), 2, "de has no catalogs"),
    ],
)
def test_what_is_not_there_is_not_reviewed(world, arguments, code, message):
    before = world.text(AZ)
    result = world.run("catalogs", "review", *arguments)

    assert (result.exit_code, world.text(AZ)) == (code, before)
    assert message in result.stderr


def test_a_text_without_a_translation_cannot_be_reviewed(world):
    line = world.replace(AZ, 'msgctxt "notes.title"', '#, fuzzy\nmsgctxt "notes.title"', "msgctxt")
    result = world.run("catalogs", "review", "az", "notes.title", "night.title")

    assert (result.exit_code, reviewed(world)) == (1, set())
    assert f"{AZ}:{line}: error: notes.title is not translated, or is marked fuzzy" in result.stderr


def test_a_review_survives_an_update_and_goes_with_the_english(world):
    world.run("catalogs", "review", "az", "notes.title", "night.title")
    world.replace(NIGHT, "title: The night", "title: That night")
    world.run("catalogs", "update")

    assert reviewed(world) == {"notes.title"}


def test_words_know_how_much_of_them_is_reviewed(world):
    world.run("catalogs", "review", "az", "notes.title", "night.title", "event.place")
    sources = world.sources

    assert load_words(sources, load_book(sources), ui_messages(sources), "az").reviewed == 3


# ── status ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_status_counts_each_section(world):
    world.run("catalogs", "review", "az", "night.title")
    world.replace(AZ, 'msgctxt "night.title-of-day"', '#, fuzzy\nmsgctxt "night.title-of-day"')
    world.replace(AZ, 'msgstr "Qeydlər"', 'msgstr ""')
    rows = {row.id: row.count for row in counts(world).sections}

    assert (rows["night"].fuzzy, rows["night"].reviewed, rows["night"].words_left) == (1, 1, 3)
    assert rows["night"].translated == rows["night"].texts - 1
    assert (rows["notes"].translated, rows["notes"].fuzzy) == (rows["notes"].texts - 1, 0)
    assert list(rows)[-1] == "labels"
    assert counts(world).total.texts == sum(count.texts for count in rows.values())


def test_the_status_counts_remarks_of_the_checks(world):
    world.replace(AZ, 'msgstr "Qeydlər"', 'msgstr "Qеydlər"')

    assert {row.id: row.count.problems for row in counts(world).sections}["notes"] == 1


def test_the_command_prints_a_table_and_writes_a_page(project):
    result = project.run("catalogs", "status")
    page = project.text("out/status.html")

    assert result.stdout.startswith("Azerbaijani (az)\n")
    assert '<h2 id="ru">Russian</h2>' in page
    assert '<th scope="row">The night</th>' in page


def test_the_status_as_json_has_the_same_counts(project):
    printed = json.loads(project.run("catalogs", "status", "--json", "--lang", "az").stdout)

    assert [status["language"] for status in printed] == ["az"]
    assert printed[0]["texts"] == counts(project).total.texts
    assert {"id", "title", "texts", "translated", "fuzzy", "reviewed", "words_left", "problems"} == set(
        printed[0]["sections"][0]
    )


# ── check ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_catalogs_of_the_small_world_are_in_order(world):
    result = world.run("catalogs", "check")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "in order" in result.stdout


def test_a_template_that_is_out_of_date_fails_the_check(world):
    world.replace(NIGHT, "title: The night", "title: That night")
    result = world.run("catalogs", "check")

    assert result.exit_code == 1
    assert "translations/content.pot: error: the file is out of date" in result.stderr
    assert world.run("catalogs", "update").exit_code == 0
    assert world.run("catalogs", "check").exit_code == 0


def test_every_problem_of_every_catalog_is_told_in_one_run(world):
    line = world.replace(AZ, 'msgstr "Qeydlər"', 'msgstr "Qеydlər"')
    world.replace("translations/ru/LC_MESSAGES/ui.po", "charset=UTF-8", "charset=koi8-r")
    result = world.run("catalogs", "check")

    assert result.exit_code == 1
    assert f"{AZ}:{line}: error: notes.title" in result.stderr
    assert "translations/ru/LC_MESSAGES/ui.po" in result.stderr


# ── what the colophon says ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("reviewed", "sentence"),
    [
        (0, "Этот перевод — черновик; его ещё не проверил носитель языка."),
        (7, "Носитель языка проверил тексты этого перевода: 7 из 9; остальные — черновики."),
        (9, "Этот перевод проверен носителем языка."),
    ],
)
def test_the_colophon_tells_how_much_a_native_speaker_has_reviewed(reviewed, sentence):
    sources = Sources(Path(__file__).parents[1])
    project, editions = read_selection(sources, Selection(("general",), ("ru",), ("booklet",)))
    words = replace(project.words["ru"], reviewed=reviewed, printed=9)
    html = compose(project.loaded.book, words, editions[0], sources, project.templates)

    assert sentence in html
