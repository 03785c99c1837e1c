"""The pseudo-language: longer, accented, bracketed, with every mark untouched."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.catalogs import ui_messages
from booklet.catalogs.pseudo import GROWTH, pseudo, pseudo_words
from booklet.catalogs.templates import placeholders
from booklet.checks.letters import coverage, missing_letters
from booklet.content import load_book
from booklet.sources import Sources
from booklet.tokens import ADDRESS, LINK, tokens_in


def marks(text: str) -> tuple[list[str], list[str], list[str], int]:
    tokens = [token.raw for token in tokens_in(text)]
    return tokens, ADDRESS.findall(text), [link[1] for link in LINK.findall(text)], text.count("*")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Notes", "[Ñótéš]"),
        ("*Under* {N05} killed.[@A03]", "[*Úñdééř* {N05} kíílléd.[@A03]]"),
        ("see [the report](https://www.example.org/a_(b)) of {year}", None),
        ("write to a.b@example.org or www.example.org/page", None),
        ("{local} and {zone}", None),
    ],
)
def test_marks_links_and_addresses_stay(text, expected):
    made = pseudo(text)

    assert expected is None or made == expected
    assert marks(made) == marks(text)
    assert placeholders(made) == placeholders(text)


@given(st.text(alphabet="abc deio, {}[]()*@N05A.", max_size=80))
def test_any_text_is_bracketed_and_none_is_shorter(text):
    made = pseudo(text)

    assert (made[0], made[-1]) == ("[", "]")
    assert len(made) >= len(text) + 2


def test_the_whole_book_keeps_its_marks_and_finds_its_letters_in_our_fonts():
    sources = Sources(Path(__file__).parents[1])
    loaded, ui = load_book(sources), ui_messages(sources)
    words, covered = pseudo_words(loaded, ui), coverage(sources)
    changed = [
        m.key for m in loaded.messages.values() if Counter(marks(m.text)[0]) != Counter(marks(words.content[m.key])[0])
    ]

    assert changed == []
    assert missing_letters(covered, "".join([*words.content.values(), *words.ui.values()])) == []
    assert words.ui.keys() == ui.keys()


def test_prose_grows_as_much_as_is_promised():
    text = "Around midnight troops entered the city from several sides and met people in the streets. " * 3

    assert len(pseudo(text)) == pytest.approx(len(text) * (1 + GROWTH), rel=0.02)
