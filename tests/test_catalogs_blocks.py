"""Catalogs as written by Poedit, Weblate or a hand: every byte of an untouched entry stays."""

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.catalogs import set_translation
from booklet.catalogs.blocks import split
from booklet.catalogs.writing import UNWRAPPED, string_lines, width_of

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
LONG = "One sentence that is long enough to be wrapped by every program that wraps its lines at all, and longer still."
ODD = """# A file comment
# of two lines

msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: A program\\n"


# ask Leyla{spaces}
#. a note
#: data/book/a.yaml
#, fuzzy, no-wrap
#| msgctxt "a.old"
#| msgid ""
#| "The former "
#| "text"
msgctxt "a.b"
msgid "The text"
msgstr ""
"Der  "

"Text"
msgctxt "a.c"
msgid "{n} page"
msgid_plural "{n} pages"
msgstr[0] "eine"
msgstr[1] "viele"
#~ msgctxt "gone.b"
#~ msgid "Gone"
#~ msgstr ""
#~ "Fort "
#~ "gegangen"

#~| msgid "Earlier"
#~ msgctxt "gone.c"
#~ msgid "Later"
#~ msgstr "Später"
# the end
""".replace("{spaces}", "   ")


def wrapped(width: int) -> str:
    lines = [HEADER]
    for number in range(20):
        texts = [
            *string_lines("msgid", f"{'x' * number} {LONG}", width),
            *string_lines("msgstr", f"{'y' * number} {LONG}", width),
        ]
        lines.append("\n".join([f'msgctxt "a.p{number}"', *texts]) + "\n")
    return "\n".join(lines)


def changed_lines(old: str, new: str) -> int:
    before, after = old.split("\n"), new.split("\n")
    start = next(number for number, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
    end = next(n for n, pair in enumerate(zip(before[::-1], after[::-1], strict=False)) if pair[0] != pair[1])
    return len(before) - start - end


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", [ODD, ODD.replace("\n", "\r\n"), f"\ufeff{ODD}", ODD.rstrip("\n"), "", "\n\n", "# x"])
def test_blocks_put_together_are_the_file(text):
    assert split(text).text() == text


@given(st.text(alphabet='ab "\\\n\r#~|.:,msgidctxr\ufeff', max_size=80))
def test_blocks_put_together_are_any_text_at_all(text):
    assert split(text).text() == text


def test_blocks_say_what_polib_says():
    blocks = [block for block in split(ODD).blocks if block.is_entry and not block.is_header]
    entries = list(polib.pofile(ODD))

    assert [block.key for block in blocks] == [entry.msgctxt for entry in entries]
    assert [block.source for block in blocks] == [entry.msgid for entry in entries]
    assert [block.is_obsolete for block in blocks] == [entry.obsolete for entry in entries]
    assert [block.is_fuzzy for block in blocks] == [entry.fuzzy for entry in entries]
    assert blocks[0].previous == entries[0].previous_msgid == "The former text"
    assert blocks[0].translations == ("Der  Text",)
    assert blocks[1].translations == tuple(entries[1].msgstr_plural.values())


@given(st.lists(st.text(alphabet='aä "\\\n\t{}', max_size=200), min_size=1, max_size=4), st.integers(20, 120))
def test_what_is_written_is_what_polib_reads(texts, width):
    entries = [
        "\n".join(
            [f'msgctxt "k{number}"', *string_lines("msgid", f"x{text}", width), *string_lines("msgstr", text, width)]
        )
        for number, text in enumerate(texts)
    ]
    text = "\n\n".join([HEADER.rstrip("\n"), *entries, ""])

    assert [(entry.msgid, entry.msgstr) for entry in polib.pofile(text)] == [(f"x{text}", text) for text in texts]
    assert [block.translations for block in split(text).blocks[1:]] == [(text,) for text in texts]


def test_no_line_is_longer_than_the_width_unless_one_word_is():
    lines = string_lines("msgstr", f"{LONG} {'x' * 100} {LONG}", 79)

    assert [line for line in lines if len(line) > 79] == [f'"{"x" * 100} "']


# ── one translation ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("width", "longest"), [(77, 77), (79, 79), (UNWRAPPED, 335)])
def test_a_translation_is_wrapped_as_its_file_is(width, longest):
    text = wrapped(width)
    new = set_translation(text, "a.p3", " ".join([LONG] * 3))

    assert width_of(split(text)) == width
    assert max(len(line) for line in set(new.split("\n")) - set(text.split("\n"))) in range(longest - 12, longest + 12)
    assert changed_lines(text, new) <= 4


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_lines_of_the_entry_change(line_end, mark):
    text = mark + ODD.replace("\n", line_end)
    new = set_translation(text, "a.b", "Ein Text")
    before, after = text.split(line_end), new.split(line_end)

    assert after[:12] == before[:12]
    assert after[12:16] == ["#, no-wrap", 'msgctxt "a.b"', 'msgid "The text"', 'msgstr "Ein Text"']
    assert after[16:] == ["", *before[before.index('msgctxt "a.c"') :]]


def test_a_translation_that_is_the_same_keeps_its_bytes_and_loses_its_doubts():
    new = set_translation(ODD, "a.b", "Der  Text")

    assert 'msgstr ""\n"Der  "\n\n"Text"\n' in new
    assert "fuzzy" not in new
    assert "former" not in new


def test_a_message_that_is_not_there_is_a_key_error():
    for key in ("x.y", "gone.b", ""):
        with pytest.raises(KeyError):
            set_translation(ODD, key, "Text")
    with pytest.raises(ValueError, match="plural"):
        set_translation(ODD, "a.c", "Text")


def test_a_review_is_lost_with_the_words_that_were_reviewed():
    reviewed = set_translation(ODD, "a.b", "Ein Text", reviewed=True)
    same = set_translation(reviewed, "a.b", "Ein Text")
    other = set_translation(reviewed, "a.b", "Ein anderer Text")

    assert split(reviewed).blocks[1].is_reviewed
    assert same == reviewed
    assert "# reviewed" not in other
    assert not split(reviewed.replace('"The text"', '"The texts"')).blocks[1].is_reviewed


def test_a_check_is_switched_off_with_its_reason():
    block = split(
        "# off: az-ordinal: it is a quotation\n# off: dash\n" + 'msgctxt "a.b"\nmsgid "x"\nmsgstr "y"\n'
    ).blocks[0]

    assert block.switched_off == {"az-ordinal": "it is a quotation", "dash": ""}
