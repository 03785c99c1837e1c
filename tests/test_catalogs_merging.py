"""The keyed merge: whatever happens to the English, no translation is lost, and each has the right key and flag."""

import random

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.catalogs import read_catalog, set_translation, updated_catalogs
from booklet.catalogs.blocks import split
from booklet.catalogs.merging import Wanted, merged
from booklet.content import load_book
from booklet.problems import ContentError

AZ = "translations/az/LC_MESSAGES/content.po"
NIGHT = "data/book/sections/night.yaml"
HEADER = '# Ours\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def wanted(**texts: str) -> list[Wanted]:
    """``night__entry="text"`` for the message ``night.entry``."""
    return [Wanted(key.replace("__", "."), text, ("note",), "data/a.yaml") for key, text in texts.items()]


def catalog(*entries: str) -> str:
    return HEADER + "\n".join(f"#. note\n#: data/a.yaml\n{entry}\n" for entry in entries)


def entry(key: str, source: str, translation: str) -> str:
    return f'msgctxt "{key}"\nmsgid "{source}"\nmsgstr "{translation}"'


def states(text: str) -> dict[str, tuple[str, bool]]:
    """Translation and flag of each live message."""
    return {e.msgctxt: (e.msgstr, e.fuzzy) for e in polib.pofile(text) if not e.obsolete}


def obsolete(text: str) -> dict[str, str]:
    return {e.msgctxt: e.msgstr for e in polib.pofile(text) if e.obsolete}


TWO = catalog(entry("night.entry", "Tanks came.", "Tanklar gəldi."), entry("night.end", "It ended.", "Bitdi."))


def test_nothing_new_changes_nothing():
    assert merged(TWO, wanted(night__entry="Tanks came.", night__end="It ended.")) == TWO


def test_a_rewritten_text_is_fuzzy_and_remembers():
    text = merged(TWO, wanted(night__entry="Quite another sentence.", night__end="It ended."))

    assert states(text) == {"night.entry": ("Tanklar gəldi.", True), "night.end": ("Bitdi.", False)}
    assert split(text).blocks[1].previous == "Tanks came."


def test_the_oldest_former_text_is_kept():
    text = TWO
    for source in ("Tanks came in.", "Tanks rolled in."):
        text = merged(text, wanted(night__entry=source, night__end="It ended."))

    assert split(text).blocks[1].previous == "Tanks came."


def test_a_text_that_is_as_it_was_is_sure_again():
    there = merged(TWO, wanted(night__entry="Tanks came in.", night__end="It ended."))

    assert merged(there, wanted(night__entry="Tanks came.", night__end="It ended.")) == TWO


def test_what_was_fuzzy_for_another_reason_stays_fuzzy():
    doubtful = TWO.replace('msgctxt "night.entry"', '#, fuzzy\nmsgctxt "night.entry"')
    there = merged(doubtful, wanted(night__entry="Tanks came in.", night__end="It ended."))
    back = merged(there, wanted(night__entry="Tanks came.", night__end="It ended."))

    assert back == doubtful


def test_an_inserted_text_shifts_nothing():
    text = merged(TWO, wanted(night__entry="Tanks came.", night__middle="New.", night__end="It ended."))

    assert list(states(text).items()) == [
        ("night.entry", ("Tanklar gəldi.", False)),
        ("night.middle", ("", False)),
        ("night.end", ("Bitdi.", False)),
    ]


@pytest.mark.parametrize("key", ["night__first", "week__entry"])
def test_a_renamed_or_moved_record_keeps_its_translation_without_a_doubt(key):
    text = merged(TWO, wanted(**{key: "Tanks came.", "night__end": "It ended."}))

    assert states(text)[key.replace("__", ".")] == ("Tanklar gəldi.", False)
    assert obsolete(text) == {}


def test_texts_that_exchange_their_keys_exchange_their_translations():
    text = merged(TWO, wanted(night__entry="It ended.", night__end="Tanks came."))

    assert states(text) == {"night.entry": ("Bitdi.", False), "night.end": ("Tanklar gəldi.", False)}


def test_the_same_word_in_quite_another_place_is_doubted():
    text = merged(TWO, wanted(map__title="It ended.", night__entry="Tanks came."))

    assert states(text)["map.title"] == ("Bitdi.", True)


def test_an_untranslated_twin_does_not_take_the_place_of_a_text_s_own_translation():
    before = catalog(entry("a.title", "Old notes", "Qeydlər"), entry("b.title", "Notes", ""))
    text = merged(before, wanted(a__title="Notes"))

    assert states(text) == {"a.title": ("Qeydlər", True)}
    assert obsolete(text) == {}


def test_two_rivals_for_one_text_leave_a_doubt_and_lose_nothing():
    before = catalog(entry("a.title", "Notes", "Qeydlər"), entry("b.title", "Notes", "Notlar"))
    text = merged(before, wanted(c__title="Notes"))

    assert states(text) == {"c.title": ("Qeydlər", True)}
    assert obsolete(text) == {"b.title": "Notlar"}


def test_a_deleted_text_is_kept_and_comes_back_as_it_was():
    gone = merged(TWO, wanted(night__entry="Tanks came."))

    assert obsolete(gone) == {"night.end": "Bitdi."}
    assert merged(gone, wanted(night__entry="Tanks came.", night__end="It ended.")) == TWO


def test_an_untranslated_text_that_is_gone_leaves_nothing_behind():
    text = merged(
        merged(TWO, wanted(night__entry="Tanks came.", night__new="New.")), wanted(night__entry="Tanks came.")
    )

    assert obsolete(text) == {"night.end": "Bitdi."}


def test_plural_forms_comments_and_flags_survive_a_rewrite():
    forms = 'msgctxt "a.pages"\nmsgid "{n} page"\nmsgid_plural "{n} pages"\nmsgstr[0] "страница"\nmsgstr[1] "страницы"'
    before = catalog(f"#, no-wrap\n{forms}").replace("#. note", "# ask Leyla\n#. note")
    text = merged(before, wanted(a__pages="{n} leaf"))
    found = polib.pofile(text)[0]

    assert found.msgstr_plural == {0: "страница", 1: "страницы"}
    assert (found.tcomment, found.msgid_plural, sorted(found.flags)) == ("ask Leyla", "{n} pages", ["fuzzy", "no-wrap"])


def test_the_order_of_the_file_is_its_own():
    texts = {"night__entry": "Tanks came.", "night__end": "It ended."}
    turned = catalog(entry("night.end", "It ended.", "Bitdi."), entry("night.entry", "Tanks came.", "Tanklar gəldi."))

    assert merged(turned, wanted(**texts)) == turned


@pytest.mark.parametrize("gap", ["", "\n", "\n\n\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_blank_lines_between_entries_stay_as_the_file_has_them(gap, end):
    entries = [entry("a.one", "One", "Bir"), entry("a.two", "Two", "İki"), entry("a.three", "Three", "Üç")]
    blocks = [f"#. note\n#: data/a.yaml\n{text}\n" for text in entries]
    before = HEADER.rstrip("\n") + "\n" + gap + gap.join(blocks).rstrip("\n") + end
    after = merged(before, wanted(a__one="One", a__two="Two", a__three="Three", a__four="Four"))

    assert merged(before, wanted(a__one="One", a__two="Two", a__three="Three")) == before
    assert after.startswith(before.rstrip("\n") + "\n" + gap)
    assert after.endswith('msgstr ""' + (end or "\n"))


# ── reviews ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_review_typed_by_hand_is_sealed_and_lost_with_the_english():
    texts = {"night__entry": "Tanks came.", "night__end": "It ended."}
    typed = TWO.replace("#. note", "# reviewed\n#. note", 1)
    sealed = merged(typed, wanted(**texts))
    rewritten = merged(sealed, wanted(**{**texts, "night__entry": "Tanks came in."}))

    assert not split(typed).blocks[1].is_reviewed
    assert split(sealed).blocks[1].is_reviewed
    assert merged(sealed, wanted(**texts)) == sealed
    assert "# reviewed" not in rewritten


def test_a_review_is_lost_when_somebody_changes_the_words_in_an_editor():
    sealed = merged(TWO.replace("#. note", "# reviewed\n#. note", 1), wanted(night__entry="Tanks came."))
    edited = sealed.replace("Tanklar gəldi.", "Tanklar girdi.")

    assert "# reviewed" not in merged(edited, wanted(night__entry="Tanks came."))


# ── no sequence of edits loses a translation ────────────────────────────────────────────────────────────────────────

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["rewrite", "insert", "rename", "move", "delete", "bring back", "exchange", "translate"]),
        st.integers(0, 10**6),
    ),
    max_size=25,
)


class Book:
    """English texts by key, with everything that ever was in it, and the catalog that follows."""

    def __init__(self) -> None:
        self.texts = {"night.entry": "Tanks came.", "night.end": "It ended.", "map.title": "Map"}
        self.gone: dict[str, str] = {}
        self.text = merged(HEADER, self.wanted())
        self.count = 0

    def wanted(self) -> list[Wanted]:
        return [Wanted(key, text, (), "data/a.yaml") for key, text in self.texts.items()]

    def edit(self, kind: str, seed: int) -> None:
        self.count += 1
        chance = random.Random(seed)
        if kind == "bring back" and self.gone:
            key = chance.choice(sorted(self.gone))
            self.texts.setdefault(key, self.gone.pop(key))
        elif kind == "insert" or not self.texts:
            self.texts[f"night.new{chance.randrange(4)}"] = chance.choice(["Map", "It ended.", f"New {self.count}."])
        else:
            self._change(kind, chance)
        self.text = merged(self.text, self.wanted())

    def _change(self, kind: str, chance: random.Random) -> None:
        key = chance.choice(sorted(self.texts))
        record, _, field = key.partition(".")
        if kind == "rewrite":
            self.texts[key] = chance.choice([f"{self.texts[key]} And more.", "It ended.", f"Other {self.count}."])
        elif kind == "delete":
            self.gone[key] = self.texts.pop(key)
        elif kind == "rename":
            self.texts[f"{record}.{field}x"] = self.texts.pop(key)
        elif kind == "move":
            self.texts[f"{record}y.{field}"] = self.texts.pop(key)
        elif kind == "exchange":
            other = chance.choice(sorted(self.texts))
            self.texts[key], self.texts[other] = self.texts[other], self.texts[key]
        elif kind == "translate" and not states(self.text)[key][0]:
            self.text = set_translation(self.text, key, f"words {self.count}")


@given(EDITS)
@settings(max_examples=150, deadline=None)
def test_no_sequence_of_edits_ever_loses_a_translation(edits):
    book = Book()
    written: set[str] = set()
    for kind, seed in edits:
        book.edit(kind, seed)
        written |= {e.msgstr for e in polib.pofile(book.text) if e.msgstr}
        kept = {e.msgstr for e in polib.pofile(book.text)}

        assert written <= kept
        assert {e.msgctxt: e.msgid for e in polib.pofile(book.text) if not e.obsolete} == book.texts
        assert merged(book.text, book.wanted()) == book.text


def test_a_merge_that_drops_what_is_gone_would_be_noticed():
    lossy = merged(TWO, wanted(night__entry="Tanks came.")).split("#~")[0]

    assert {"Bitdi."} - {e.msgstr for e in polib.pofile(lossy)} == {"Bitdi."}


# ── in a project ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_that_happens_to_a_chapter_at_once_loses_nothing(world):
    before = {e.translation for e in read_catalog(world.sources, AZ).values()}
    world.replace(NIGHT, "The day after", "The days after")
    world.replace(NIGHT, "  - id: troops", "  - id: sky\n    text: It was dark.\n  - id: soldiers")
    world.replace(NIGHT, "title: The night", "title: That night")
    for path, text in updated_catalogs(world.sources, load_book(world.sources), ("az", "ru")).items():
        world.write(path, text)
    after = read_catalog(world.sources, AZ)

    assert before <= {e.translation for e in after.values()}
    assert {key for key, e in after.items() if e.fuzzy} == {"night.title", "night.title-of-day"}
    assert not after["night.soldiers"].fuzzy
    assert after["night.sky"].translation == ""
    assert world.run("catalogs", "update").stdout == ""


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: f"\ufeff{text}"])
def test_line_ends_and_a_byte_order_mark_survive_an_update(world, change):
    world.write(AZ, change(world.text(AZ)).encode())
    world.replace(NIGHT, "The day after", "The days after")
    world.run("catalogs", "update")
    content = (world.root / AZ).read_bytes().decode()

    assert "The days after" in content
    assert change(content.replace("\r\n", "\n").removeprefix("\ufeff")) == content


def test_a_catalog_with_a_message_twice_is_not_brought_up_to_date(world):
    text = world.text(AZ)
    entry = text[text.index('msgctxt "notes.title"') :].split("\n\n")[0]
    world.write(AZ, f"{text}\n{entry}\n")

    with pytest.raises(ContentError, match=r"notes\.title stands twice"):
        updated_catalogs(world.sources, load_book(world.sources), ("az", "ru"))
