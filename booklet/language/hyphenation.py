"""Where words may be parted at a line's end; the renderer asks Pyphen, so Pyphen is taught here.

Pyphen has no Azerbaijani patterns, shifts every break of a word with İ by one letter, knows no ё, and would part a word
beside a word joiner.
"""

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pyphen

from booklet.language.locales import require_language

HYPHENATION_DICTIONARY = Path(__file__).with_name("hyph_az.dic")

_VOWELS = "aeəıioöuü"
_CONSONANTS = "bcçdfgğhjklmnpqrsştvxyzw"
_NEVER_BESIDE = "'’-\u2011\u2060"
# Compounds part at their seam, which no rule of letters can see: Əziz-ağa, alnı-açıq.
_COMPOUNDS = (".əzi2z3a2ğa", ".alnı1a2çıq")
_SMALL_LETTERS = {
    "az": {"İ": "i", "I": "ı"},
    "ru": {"ё": "е", "Ё": "е", "İ": "i"},
    "en": {"İ": "i"},
}


class _OneForOne:
    """A Pyphen dictionary that replaces letters one for one, so that no break point shifts, and parts letters alone."""

    def __init__(self, path: Path, small_letters: dict[str, str]) -> None:
        self._patterns = pyphen.HyphDict(path)
        self._small_letters = str.maketrans(small_letters)

    def positions(self, word: str) -> list[Any]:
        """Break points, counted in letters from the word's beginning; the integers carry Pyphen's own data."""
        found = self._patterns.positions(word.translate(self._small_letters))
        return [place for place in found if word[place - 1 : place].isalpha() and word[place : place + 1].isalpha()]


def azerbaijani_patterns() -> list[str]:
    """The lines of ``HYPHENATION_DICTIONARY``, the encoding first, without line ends.

    One vowel makes a syllable, one consonant opens the next, a word's first cluster stays whole, two letters stay on
    each side. Source: the hyphenation rules of language.az. To renew the file, write these lines, each with a line end.
    """
    return [
        "UTF-8",
        "% written by azerbaijani_patterns() in hyphenation.py: change that, not this",
        "LEFTHYPHENMIN 2",
        "RIGHTHYPHENMIN 2",
        *(f"1{consonant}{vowel}" for consonant in _CONSONANTS for vowel in _VOWELS),
        *(f"{first}1{second}" for first in _VOWELS for second in _VOWELS),
        *(f".{first}2{second}2" for first in _CONSONANTS for second in _CONSONANTS),
        *(f"8{mark}8" for mark in _NEVER_BESIDE),
        *_COMPOUNDS,
    ]


@cache
def register_hyphenation() -> None:
    """Teach Pyphen the three languages, ``en`` as British English; to be called before the first layout.

    A second call does nothing. Pyphen's module tables change for the whole process, because the renderer reads them.
    """
    paths = {
        "az": HYPHENATION_DICTIONARY,
        "ru": pyphen.LANGUAGES["ru_RU"],
        "en": pyphen.LANGUAGES["en_GB"],
    }
    for language, path in paths.items():
        pyphen.LANGUAGES[language] = path
        pyphen.LANGUAGES_LOWERCASE[language] = language
        pyphen.hdcache[path] = _OneForOne(path, _SMALL_LETTERS[language])


def hyphenate(word: str, language: str) -> list[str]:
    """The parts between which ``word`` may be broken; one part where it may not. ValueError for an unknown language."""
    require_language(language)
    register_hyphenation()
    composed = normalize("NFC", word)
    cuts = [0, *pyphen.Pyphen(lang=language).positions(composed), len(composed)]
    return [composed[begin:end] for begin, end in pairwise(cuts)]
