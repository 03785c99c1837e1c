"""How Azerbaijani names and titles are said, spelt out for readers of other languages.

A help for reading aloud and never a spelling. Azerbaijani writes one letter for one sound (orthography of language.az),
so a letter becomes a letter group of the reader's language, and hyphens part the syllables. Where the stress lies is
not told, since no rule of letters knows it in names.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from booklet.language.case import lower, upper
from booklet.language.locales import require_language

_EN = {
    "a": "ah", "b": "b", "c": "j", "ç": "ch", "d": "d", "e": "e", "ə": "a", "f": "f", "g": "g", "ğ": "gh", "h": "h",
    "x": "kh", "ı": "uh", "i": "ee", "j": "zh", "k": "k", "q": "g", "l": "l", "m": "m", "n": "n", "o": "o", "ö": "oe",
    "p": "p", "r": "r", "s": "s", "ş": "sh", "t": "t", "u": "oo", "ü": "ue", "v": "v", "y": "y", "z": "z",
}  # fmt: skip
_RU = {
    "a": "а", "b": "б", "c": "дж", "ç": "ч", "d": "д", "e": "е", "ə": "э", "f": "ф", "g": "г", "ğ": "г", "h": "х",
    "x": "х", "ı": "ы", "i": "и", "j": "ж", "k": "к", "q": "г", "l": "л", "m": "м", "n": "н", "o": "о", "ö": "ё",
    "p": "п", "r": "р", "s": "с", "ş": "ш", "t": "т", "u": "у", "ü": "ю", "v": "в", "y": "й", "z": "з",
}  # fmt: skip
_LETTERS = {"en": _EN, "ru": _RU}
_VOWELS = "aeəıioöuü"
_WORD = re.compile(r"[^\W\d_]+")
# The letters that a reader of another language would say otherwise, with names for the texts that explain them.
_EXPLAINED = {
    "a": "a", "c": "c", "ch": "ç", "schwa": "ə", "e": "e", "g": "g", "gh": "ğ", "h": "h", "kh": "x",
    "dotless-i": "ı", "i": "i", "zh": "j", "q": "q", "oe": "ö", "sh": "ş", "u": "u", "ue": "ü",
}  # fmt: skip


@dataclass(frozen=True)
class Sound:
    """A letter that the reader would say otherwise: ``id`` for the text about it, and how it is spelt out."""

    id: str
    letter: str
    written: str


def respell(text: str, reader: str) -> str:
    """Azerbaijani ``text`` spelt out for a reader of ``reader``, in small letters; empty for ``az`` itself.

    Abbreviations in capitals stay, and what is no letter of the alphabet. ValueError for an unknown language.

    >>> respell("Şəhidlər Xiyabanı", "en")
    'sha-heed-lar khee-yah-bah-nuh'
    """
    require_language(reader)
    letters = _LETTERS.get(reader)
    if letters is None:
        return ""
    return _WORD.sub(lambda word: _word(word[0], letters), text)


def _word(word: str, letters: dict[str, str]) -> str:
    if len(word) > 1 and word == upper(word, "az"):
        return word
    spelt = ("".join(letters.get(letter, letter) for letter in part) for part in _syllables(lower(word, "az")))
    return "-".join(spelt).replace("ahh", "ah")


def _syllables(word: str) -> list[str]:
    """Every syllable, those of one letter too: each vowel but the first opens one, with the consonant before it."""
    vowels = [place for place, letter in enumerate(word) if letter in _VOWELS]
    cuts = [place if word[place - 1] in _VOWELS else place - 1 for place in vowels[1:]]
    return [word[begin:end] for begin, end in pairwise([0, *cuts, len(word)])]


RESPELT_SOUNDS = {
    reader: tuple(Sound(name, letter, letters[letter]) for name, letter in _EXPLAINED.items())
    for reader, letters in _LETTERS.items()
}
