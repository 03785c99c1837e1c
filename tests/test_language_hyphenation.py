"""Where words may be parted, and what Pyphen is told of it."""

from itertools import pairwise

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.language import (
    HYPHENATION_DICTIONARY,
    azerbaijani_patterns,
    hyphenate,
    lower,
    register_hyphenation,
    upper,
)

VOWELS = "aeəıioöuü"
CONSONANTS = "bcçdfgğhjklmnpqrsştvxyz"
ONSETS = st.text(alphabet=CONSONANTS, max_size=3)
WORDS = st.builds(
    "{}{}{}".format,
    ONSETS,
    st.text(alphabet=VOWELS + CONSONANTS, max_size=12),
    st.sampled_from(["", "a", "lar", "dən"]),
).filter(lambda word: len(word) - len(word.lstrip(CONSONANTS)) <= 3)


def syllables(word: str) -> list[str]:
    """The rule in words: a syllable begins at the last consonant before its vowel, or at the vowel itself."""
    small = lower(word, "az")
    vowels = [place for place, letter in enumerate(small) if letter in VOWELS]
    begins = [place if place == before + 1 else place - 1 for before, place in pairwise(vowels)]
    cuts = [0, *(cut for cut in begins if 2 <= cut <= len(word) - 2), len(word)]
    return [word[begin:end] for begin, end in pairwise(cuts)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("İstiqlaliyyət", "İs-tiq-la-liy-yət"), ("Azərbaycan", "Azər-bay-can"), ("ürək", "ürək"), ("ata", "ata"),
        ("mətbəə", "mət-bəə"), ("maneə", "ma-neə"), ("doqquz", "doq-quz"), ("rəssam", "rəs-sam"), ("saat", "sa-at"),
        ("müəllim", "mü-əl-lim"), ("respublika", "res-pub-li-ka"), ("proqram", "proq-ram"), ("türklər", "türk-lər"),
        ("soyqırımı", "soy-qı-rı-mı"), ("İSTİQLAL", "İS-TİQ-LAL"), ("IŞIQLI", "IŞIQ-LI"), ("Qur’an", "Qur’an"),
        ("Əzizağa", "Əziz-ağa"), ("alnıaçıq", "al-nı-açıq"), ("1990-\u2060cı", "1990-\u2060cı"),
    ],
)  # fmt: skip
def test_azerbaijani_words_are_parted_by_their_syllables(word: str, parts: str) -> None:
    with_marks = "\u00ad".join(hyphenate(word, "az"))

    assert with_marks == parts.replace("-", "\u00ad").replace("\u00ad\u2060", "-\u2060")


@pytest.mark.parametrize(
    ("word", "parts"), [("Горбачёв", "Гор-ба-чёв"), ("объявлен", "объ-яв-лен"), ("трёхлетие", "трёх-ле-тие")]
)
def test_russian_words_with_yo_are_parted_like_those_with_ye(word: str, parts: str) -> None:
    assert hyphenate(word, "ru") == parts.split("-")


def test_pyphen_alone_would_part_these_words_wrongly() -> None:
    azerbaijani = pyphen.HyphDict(HYPHENATION_DICTIONARY).positions("İstiqlaliyyət")
    russian = pyphen.HyphDict(pyphen.LANGUAGES["ru_RU"]).positions("трёхлетие")

    assert 2 not in azerbaijani
    assert 4 not in russian


def test_english_is_british() -> None:
    british = pyphen.Pyphen(lang="en_GB").positions("commemoration")

    assert british != pyphen.Pyphen(lang="en_US").positions("commemoration")
    assert "-".join(hyphenate("commemoration", "en")) == pyphen.Pyphen(lang="en_GB").inserted("commemoration")


def test_an_azerbaijani_name_in_english_loses_no_letter() -> None:
    assert "".join(hyphenate("İbrahimov", "en")) == "İbrahimov"


@given(WORDS)
def test_azerbaijani_patterns_agree_with_the_rule_of_the_syllable(word: str) -> None:
    assert hyphenate(word, "az") == syllables(word)


@given(WORDS)
def test_capitals_are_parted_like_small_letters(word: str) -> None:
    lengths = [len(part) for part in hyphenate(word, "az")]

    assert [len(part) for part in hyphenate(upper(word, "az"), "az")] == lengths


@given(st.text(alphabet=VOWELS + CONSONANTS + "İIЁёабвгд0123-’\u2060"), st.sampled_from(["en", "az", "ru"]))
def test_the_parts_of_a_word_are_the_word(word: str, language: str) -> None:
    parts = hyphenate(word, language)

    assert "".join(parts) == word
    assert all(left[-1:].isalpha() and right[:1].isalpha() for left, right in pairwise(parts))


def test_the_dictionary_is_what_the_generator_writes() -> None:
    written = HYPHENATION_DICTIONARY.read_text(encoding="utf-8")

    assert written == "".join(f"{line}\n" for line in azerbaijani_patterns())


def test_registering_twice_keeps_the_same_dictionaries() -> None:
    register_hyphenation()
    before = dict(pyphen.hdcache)
    register_hyphenation()

    assert all(pyphen.hdcache[path] is patterns for path, patterns in before.items())


@pytest.mark.parametrize("tag", ["az", "az-AZ", "az-Latn-AZ", "AZ"])
def test_every_azerbaijani_tag_finds_the_dictionary(tag: str) -> None:
    register_hyphenation()

    assert pyphen.LANGUAGES[pyphen.language_fallback(tag)] == HYPHENATION_DICTIONARY


def test_an_unknown_language_has_no_hyphenation() -> None:
    with pytest.raises(ValueError, match="unknown language"):
        hyphenate("Wort", "de")
