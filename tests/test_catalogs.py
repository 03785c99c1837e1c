"""Catalogs: found words, keyed updates that drop no translation, places of mistakes."""

import polib
import pytest

from booklet.catalogs import load_words, read_catalog, source_words, ui_messages, unreadable_catalogs, updated_catalogs
from booklet.catalogs.templates import placeholders
from booklet.content import load_book
from booklet.problems import ContentError

AZ = "translations/az/LC_MESSAGES/content.po"
AZ_UI = "translations/az/LC_MESSAGES/ui.po"
RU = "translations/ru/LC_MESSAGES/content.po"
NIGHT = "data/book/sections/night.yaml"
NOTES_HTML = "templates/booklet/notes.html"


def updated(world) -> dict[str, str]:
    return updated_catalogs(world.sources, load_book(world.sources), ("az", "ru"))


def entry_of(text: str, key: str) -> polib.POEntry:
    return next(entry for entry in polib.pofile(f"{text}\n") if entry.msgctxt == key)


def words(world, language: str, *, release: bool = False):
    sources = world.sources
    return load_words(sources, load_book(sources), ui_messages(sources), language, release=release)


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_are_looked_up_by_key_in_every_language(world):
    titles = [words(world, language).content["night.title"] for language in ("en", "az", "ru")]

    assert titles == ["The night", "Gecə", "Ночь"]
    assert words(world, "az").ui["roll.age"] == "{age} yaşında"


def test_english_words_need_no_catalog(world):
    sources = world.sources
    loaded, ui = load_book(sources), ui_messages(sources)

    assert words(world, "en") == source_words(loaded, ui)


def test_words_of_templates_have_their_key_text_place_and_note(world):
    world.replace(NOTES_HTML, "{{ note.title }}", '{# translators: a note #}\n{{ _("x.y", "Say {this}", this=1) }}')
    message = ui_messages(world.sources)["x.y"]

    assert (message.text, message.path, message.line, message.note) == ("Say {this}", NOTES_HTML, 5, "a note")


def test_a_note_belongs_to_the_text_that_follows_it(world):
    template = """{# translators: first #}
{{ _("x.a", "A") }}{{ _("x.b", "B") }}
{{ _("x.c", "C") }}
{# translators: second #}
{# no note #}
{{ _("x.d", "D") }}
{# translators: last #}"""
    world.write("templates/notes.html", template)
    messages = ui_messages(world.sources)

    assert [messages[f"x.{letter}"].note for letter in "abcd"] == ["first", "", "", "second"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("about {number}", {"number"}),
        ("{local} and {local} and {zone}", {"local", "zone"}),
        ("{{ config }} {% if x %} {# no #}", set()),
        ("{} {Number} {a b}", {"", "Number", "a b"}),
        ("a lone } or {", set()),
    ],
)
def test_placeholders_are_names_in_single_braces(text, names):
    assert placeholders(text) == names


def test_both_catalogs_of_a_language_are_judged_in_one_run(world):
    wanted = [
        (AZ, world.replace(AZ, 'msgstr "Qeydlər"', 'msgstr "Qеydlər"')),
        (AZ_UI, world.replace(AZ_UI, "{age} yaşında", "yaşında")),
    ]
    with pytest.raises(ContentError) as caught:
        words(world, "az")

    assert [(problem.path, problem.line) for problem in caught.value.problems] == wanted


def test_a_broken_catalog_does_not_hide_the_other(world):
    world.replace(AZ, "charset=UTF-8", "charset=ascii")
    line = world.replace(AZ_UI, "{age} yaşında", "yaşında")
    with pytest.raises(ContentError) as caught:
        words(world, "az")

    assert {(problem.path, problem.line) for problem in caught.value.problems} == {(AZ, 8), (AZ_UI, line)}


def test_catalogs_can_be_judged_as_files_alone(world):
    world.replace(RU, 'msgctxt "notes.title"\n', "")

    assert [problem.path for problem in unreadable_catalogs(world.sources, ("en", "az", "ru"))] == [RU]


def test_entries_know_the_line_of_their_key_and_of_their_translation(world):
    entry = read_catalog(world.sources, AZ)["notes.title"]
    lines = world.text(AZ).split("\n")

    assert lines[entry.line - 1] == 'msgctxt "notes.title"'
    assert lines[entry.translation_line - 1] == 'msgstr "Qeydlər"'


def test_a_mistake_in_a_wrapped_translation_has_the_line_of_its_word(world):
    line = world.replace(RU, "рассказывают немногие", "рaссказывают немногие")
    with pytest.raises(ContentError) as caught:
        words(world, "ru")

    assert [problem.line for problem in caught.value.problems] == [line]


@pytest.mark.parametrize("text", ["", "#\n", "../content.po", "/etc/passwd"])
def test_a_catalog_that_is_none_reads_no_other_file(world, text):
    world.write(AZ, text)
    with pytest.raises(ContentError) as caught:
        read_catalog(world.sources, AZ)

    assert len(caught.value.problems) == 1


# ── updates ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_update_without_a_change_changes_no_byte(world):
    assert all(text == world.text(path) for path, text in updated(world).items())
    assert len(updated(world)) == 6


def test_an_update_made_twice_is_made_once(world):
    world.replace(NIGHT, "The day after", "The days after")
    world.replace(NIGHT, "title: The night", "title: That night")
    first = updated(world)
    for path, text in first.items():
        world.write(path, text)

    assert updated(world) == first


def test_changed_english_keeps_the_translation_and_remembers_what_it_translated(world):
    world.replace(NIGHT, "The day after", "The days after")
    entry = entry_of(updated(world)[AZ], "night.title-of-day")

    assert (entry.msgid, entry.msgstr) == ("The days after", "Ertəsi gün")
    assert (entry.fuzzy, entry.previous_msgid) == (True, "The day after")


def test_english_that_changes_again_still_remembers_the_text_that_was_translated(world):
    for old, new in (("The day after", "The days after"), ("The days after", "Days after")):
        world.replace(NIGHT, old, new)
        for path, text in updated(world).items():
            world.write(path, text)
    entry = entry_of(world.text(AZ), "night.title-of-day")

    assert (entry.msgid, entry.previous_msgid) == ("Days after", "The day after")


def test_a_fuzzy_message_stops_a_release_until_somebody_looks(world):
    world.replace(NIGHT, "The day after", "The days after")
    for path, text in updated(world).items():
        world.write(path, text)

    assert words(world, "az").english == {"night.title-of-day"}
    with pytest.raises(ContentError, match=r"night\.title-of-day is marked fuzzy"):
        words(world, "az", release=True)


def test_a_message_that_is_gone_stays_as_obsolete_and_comes_back(world):
    before = world.text(NIGHT)
    world.replace(NIGHT, "  - id: title-of-day\n    kind: heading\n    text: The day after\n", "")
    for path, text in updated(world).items():
        world.write(path, text)
    gone = world.text(AZ)
    world.write(NIGHT, before)

    assert '#~ msgstr "Ertəsi gün"' in gone
    assert [entry.msgctxt for entry in polib.pofile(f"{gone}\n").obsolete_entries()] == ["night.title-of-day"]
    assert entry_of(updated(world)[AZ], "night.title-of-day").msgstr == "Ertəsi gün"


def test_a_new_message_waits_for_its_translation_in_its_place(world):
    world.replace(NIGHT, "    kind: heading\n", "    kind: heading\n    numerals: {}\n")
    world.replace(NIGHT, "  - id: counts", "  - id: sky\n    text: It was dark.\n  - id: counts")
    catalog = polib.pofile(updated(world)[AZ])
    keys = [entry.msgctxt for entry in catalog]

    assert entry_of(str(catalog), "night.sky").msgstr == ""
    assert keys.index("night.troops") + 1 == keys.index("night.sky") == keys.index("night.counts") - 1


def test_an_untouched_entry_keeps_its_bytes_however_it_is_wrapped(world):
    old = 'msgid "The day after"\nmsgstr "Ertəsi gün"'
    new = 'msgid ""\n"The day "\n"after"\nmsgstr ""\n"Ertəsi "\n"gün"'
    world.replace(AZ, old, new)
    world.replace("data/book/sections/notes.yaml", "title: Notes", "title: The notes")
    text = updated(world)[AZ]

    assert new in text
    assert entry_of(text, "notes.title").fuzzy


def test_notes_of_translators_and_the_header_are_kept(world):
    head = world.text(AZ).split('msgctxt "notes.title"')[0].rpartition("\n\n")[2]
    world.replace(AZ, f'{head}msgctxt "notes.title"', f'# ask Leyla\n{head}msgctxt "notes.title"')
    world.replace(AZ, '"Language: az\\n"', '"Language: az\\n"\n"Last-Translator: Leyla\\n"')
    text = updated(world)[AZ]

    assert entry_of(text, "notes.title").tcomment == "ask Leyla"
    assert polib.pofile(text).metadata["Last-Translator"] == "Leyla"


def test_a_language_without_catalogs_gets_new_ones(world):
    (world.root / AZ).unlink()
    catalog = polib.pofile(updated(world)[AZ])

    assert {entry.msgstr for entry in catalog} == {""}
    assert catalog.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert "nobody who grew up with the language has reviewed it yet" in catalog.header


def test_a_broken_template_stops_the_update_before_its_words_are_lost(world):
    world.replace(NOTES_HTML, "{{ note.title }}", "{{ note.title")
    before = world.text(AZ_UI)
    result = world.run("catalogs", "update")

    assert (result.exit_code, world.text(AZ_UI)) == (1, before)
    assert result.stderr.startswith(f"{NOTES_HTML}:4: error: template syntax")


def test_the_command_writes_only_what_changed(world):
    world.replace(NIGHT, "The day after", "The days after")
    first, second = world.run("catalogs", "update"), world.run("catalogs", "update")

    assert first.stdout.split() == ["translations/content.pot", AZ, RU]
    assert second.stdout == ""
