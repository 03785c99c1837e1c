"""Capitals and small letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.language import lower, upper

AZERBAIJANI_WORDS = st.text(alphabet="abcçdeəfgğhxıijkqlmnoöprsştuüvyz -’“”0123456789")


def test_azerbaijani_capitals_keep_the_dot_of_i() -> None:
    capitals = upper("istiqlal ışıq", "az")

    assert capitals == "İSTİQLAL IŞIQ"


def test_azerbaijani_small_letters_are_one_for_one() -> None:
    small = lower("İSTİQLAL IŞIQ", "az")

    assert (small, len(small)) == ("istiqlal ışıq", 13)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_other_languages_write_capital_i_without_a_dot(language: str) -> None:
    capitals = upper("Istiqlal", language)

    assert capitals == "ISTIQLAL"


def test_a_decomposed_capital_i_with_a_dot_becomes_one_small_letter() -> None:
    small = lower("I\u0307lham", "az")

    assert small == "ilham"


@pytest.mark.parametrize("tag", ["az_AZ", "az-AZ", "AZ", "tr", ""])
def test_a_language_that_the_project_does_not_know_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="unknown language"):
        upper("istiqlal", tag)


@given(AZERBAIJANI_WORDS)
def test_capitals_and_back_give_the_same_azerbaijani_text(text: str) -> None:
    capitals = upper(text, "az")

    assert lower(capitals, "az") == text
    assert len(capitals) == len(text)


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя «»"))
def test_capitals_and_back_give_the_same_russian_text(text: str) -> None:
    capitals = upper(text, "ru")

    assert lower(capitals, "ru") == text
