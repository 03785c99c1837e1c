"""Alphabetical order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.language import sort_key, sort_names

AZERBAIJANI = [
    "Cəfərov", "Çobanov", "Eyvazov", "Əliyev", "Həsənov", "Xəlilov", "Işıqlı",
    "İbrahimov", "Kərimov", "Qasımov", "Səfərov", "Şirinov", "Zeynalov",
]  # fmt: skip


def shuffled(names: list[str]) -> list[str]:
    return random.Random(20).sample(names, len(names))


def test_azerbaijani_surnames_follow_the_azerbaijani_alphabet() -> None:
    assert sort_names(shuffled(AZERBAIJANI), "az") == AZERBAIJANI


def test_plain_code_point_order_would_be_wrong() -> None:
    assert sorted(AZERBAIJANI) != AZERBAIJANI


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("az", ["Əliyev Vaqif", "Əliyev-Zadə", "Əliyeva Aida"]),
        ("ru", ["Елена", "Ёлкин", "Емельянов", "Жуков"]),
        ("ru", ["все", "всё"]),
        ("en", ["Çelik", "Curie", "Dupont", "Étienne", "Evans"]),
        ("en", ["Evans", "Əliyev", "Fields"]),
        ("az", ["5 nəfər", "N. Səfərov", "Nəsimi"]),
    ],
)
def test_marks_and_figures_come_before_letters_and_accents_decide_last(language: str, names: list[str]) -> None:
    assert sort_names(shuffled(names), language) == names


def test_upper_case_does_not_change_the_place() -> None:
    assert sort_key("ÇOBANOV", "az")[0] == sort_key("çobanov", "az")[0]


@given(st.lists(st.text(alphabet="abcçdeəfgğhxıijkqlmnoöprsştuüvyz"), max_size=8))
def test_azerbaijani_order_is_that_of_the_letters_places(words: list[str]) -> None:
    alphabet = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
    expected = sorted(words, key=lambda word: [alphabet.index(letter) for letter in word])

    assert sort_names(words, "az") == expected


@given(st.lists(st.text()), st.sampled_from(["en", "az", "ru"]))
def test_any_text_can_be_sorted_and_nothing_is_lost(names: list[str], language: str) -> None:
    assert sorted(sort_names(names, language)) == sorted(names)
