"""The marks in a text that stand for something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.tokens import ADDRESS, LINK, TOKEN, comparable, read_token, tokens_in, without_tokens


@pytest.mark.parametrize(
    ("raw", "kind", "name"),
    [
        ("{N05}", "reading", "N05"),
        ("[@A03]", "source", "A03"),
        ("[@A103]", "source", "A103"),
        ("{page:week-before}", "page", "week-before"),
        ("{year}", "year", "year"),
        ("{anniversary}", "anniversary", ""),
        ("{anniversary|ю}", "anniversary", "ю"),
        ("{N5}", "unknown", ""),
        ("{N055}", "unknown", ""),
        ("{n05}", "unknown", ""),
        ("[@B03]", "unknown", ""),
        ("{page:}", "unknown", ""),
        ("{anniversary|}", "unknown", ""),
        ("{}", "unknown", ""),
    ],
)
def test_a_token_is_read_or_known_to_be_none(raw, kind, name):
    token = read_token(raw)

    assert (token.kind, token.name, token.raw) == (kind, name, raw)


def test_tokens_come_in_the_order_of_the_text():
    text = "In {year} {N01} and {N02}.[@A01][@A02] See {page:notes}."

    assert [token.raw for token in tokens_in(text)] == ["{year}", "{N01}", "{N02}", "[@A01]", "[@A02]", "{page:notes}"]


@pytest.mark.parametrize("text", ["{{ config }}", "{% include 'x' %}", "{# note #}", "{{N05}}"])
def test_template_syntax_is_text_and_no_token(text):
    assert list(tokens_in(text)) == []


def test_the_words_alone_are_left_without_tokens_and_addresses():
    text = "See [the report](https://example.org/131) of {N05} people.[@A03]"

    assert without_tokens(text).split() == ["See", "the", "report", "of", "people."]


def test_an_anniversary_may_have_another_ending_in_a_translation():
    russian, english = read_token("{anniversary|я}"), read_token("{anniversary}")

    assert comparable(russian) == comparable(english)
    assert comparable(read_token("{N01}")) != comparable(read_token("{N02}"))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[a](https://example.org)", "https://example.org"),
        ("[a](https://example.org/b_(c))", "https://example.org/b_(c)"),
        ("[a](javascript:alert(1))", "javascript:alert(1)"),
        ("[a]()", ""),
    ],
)
def test_a_link_holds_its_whole_address(text, address):
    assert LINK.findall(text) == [("a", address)]


@pytest.mark.parametrize(
    "text", ["[a](https://example.org/ b)", "[a] (https://example.org)", "[a](https://example.org"]
)
def test_a_broken_link_is_no_link(text):
    assert LINK.findall(text) == []


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("see file:///etc/passwd.", ["file:///etc/passwd"]),
        ("see //example.org/x, then", ["//example.org/x"]),
        ("[a](https://example.org/b) and http://c.org", ["https://example.org/b", "http://c.org"]),
        ("[a](../x)", ["../x"]),
        ("at 12:00, ratio 1:2, and/or, data: none", []),
    ],
)
def test_addresses_are_found_with_and_without_a_link(text, addresses):
    assert [match[0] for match in ADDRESS.finditer(text)] == addresses


@given(st.text())
def test_any_text_at_all_is_read_without_an_accident(text):
    found = [token.raw for token in tokens_in(text)]

    assert found == [match[0] for match in TOKEN.finditer(text)]
