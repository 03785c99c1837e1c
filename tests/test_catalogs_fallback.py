"""English stands in for a translation that is not ready: marked on the page, counted, and refused in a release."""

import re

import pytest

from booklet.build import Selection, read_selection
from booklet.catalogs import load_words, ui_messages
from booklet.compose import compose
from booklet.compose.fallback import marked_english, stand_in
from booklet.content import load_book
from booklet.problems import ContentError

AZ = "translations/az/LC_MESSAGES/content.po"
AZ_UI = "translations/az/LC_MESSAGES/ui.po"
FUZZY = '#, fuzzy\nmsgctxt "{}"'


def words(world, **options):
    sources = world.sources
    return load_words(sources, load_book(sources), ui_messages(sources), "az", **options)


def html(world) -> str:
    project, editions = read_selection(world.sources, Selection(("vigil",), ("az",), ("booklet",)))
    return compose(project.loaded.book, project.words["az"], editions[0], project.sources, project.templates)


def test_a_text_that_is_not_ready_prints_in_english_and_says_so(world):
    world.replace(AZ, 'msgctxt "night.title-of-day"', FUZZY.format("night.title-of-day"))
    world.replace(AZ, 'msgstr "Qeydlər"', 'msgstr ""')
    world.replace(AZ_UI, 'msgctxt "event.place"', FUZZY.format("event.place"))
    page = html(world)

    assert words(world).english == {"night.title-of-day", "notes.title"}
    assert words(world).english_ui == {"event.place"}
    for text in ("The day after", "Notes", "Place"):
        assert f'<span lang="en" class="untranslated">{text}</span>' in page


def test_english_that_stands_in_keeps_english_rules_of_print(world):
    world.replace(AZ, 'msgctxt "night.counts"', FUZZY.format("night.counts"))
    english = html(world).split('data-block="counts">')[1].split("</p>")[0]

    assert english.startswith('<span lang="en" class="untranslated">')
    assert english.endswith("</span>")
    assert re.search(r"\d+(st|nd|rd|th) anniversary", english)


def test_a_complete_catalog_leaves_no_trace_of_stand_ins(world):
    assert "untranslated" not in html(world)
    assert words(world).warnings == ()


def test_what_is_printed_in_english_is_counted_in_one_line(world):
    world.replace(AZ, 'msgctxt "night.title-of-day"', FUZZY.format("night.title-of-day"))
    [warning] = words(world).warnings

    assert re.fullmatch(r"1 of \d+ texts of az are printed in English", warning.message)
    assert (warning.severity, warning.path) == ("warning", "translations/az")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('msgctxt "notes.title"', FUZZY.format("notes.title"), "notes.title is marked fuzzy"),
        ('msgstr "Qeydlər"', 'msgstr ""', "notes.title is not translated"),
        ('msgid "Notes"', 'msgid "Footnotes"', "the English text of notes.title has changed"),
        ('msgctxt "notes.title"', 'msgctxt "notes.titel"', "the message notes.title is missing"),
    ],
)
def test_a_release_names_each_text_that_is_not_ready(world, old, new, message):
    world.replace(AZ, old, new)
    with pytest.raises(ContentError) as caught:
        words(world, release=True)

    assert [problem.message for problem in caught.value.problems] == [message]


def test_a_catalog_of_another_program_is_no_catalog_of_ours(world):
    header = world.text(AZ).split("\n\n")[0]
    world.write(AZ, f'{header}\n\nmsgctxt "menu.open"\nmsgid "Open"\nmsgstr "Aç"\n')
    with pytest.raises(ContentError, match="none of the 1 messages of this catalog belongs to the booklet"):
        words(world)

    assert world.run("catalogs", "update").exit_code == 1


def test_no_element_is_put_where_none_may_stand():
    text = stand_in("A & B".replace("&", "&amp;"))
    made = marked_english(f'<title>{text} — x</title><p title="{text}">{text}</p><svg><title>{text}</title></svg>')

    assert made == (
        '<title>A &amp; B — x</title><p title="A &amp; B"><span lang="en" class="untranslated">A &amp; B</span></p>'
        "<svg><title>A &amp; B</title></svg>"
    )
