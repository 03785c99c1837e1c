"""Alphabetical order."""

import unicodedata
from collections.abc import Iterable

from booklet.language.case import lower, upper

SortKey = tuple[tuple[tuple[int, int], ...], str, str]

# Letters that are missing here sort as the letter under their accent: ё as е in Russian, ç as c in English.
_ALPHABETS = {
    "en": "abcdeəfghiıjklmnopqrstuvwxyz",
    "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyzw",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
}
_PLACES = {language: dict(zip(letters, range(len(letters)), strict=True)) for language, letters in _ALPHABETS.items()}
_MARK, _FIGURE, _LETTER, _FOREIGN_LETTER = range(4)


def alphabet(language: str) -> str:
    """The letters of ``language``, small and capital; KeyError for an unknown one."""
    small = _ALPHABETS[language]
    return f"{small} {upper(small, language)}"


def sort_key(text: str, language: str) -> SortKey:
    """A key for ``sorted``: marks and spaces first, then figures, the alphabet, letters of other scripts.

    Source: the CLDR collations of az and ru; capitals and accents decide only between words that are otherwise equal.
    ValueError for an unknown language.
    """
    small = lower(text, language)
    places = _PLACES[language]
    letters = (letter if letter in places else unicodedata.normalize("NFD", letter)[0] for letter in small)
    weights = (_weight(letter, places) for letter in letters if not unicodedata.combining(letter))
    return tuple(weights), small, text


def sort_names(names: Iterable[str], language: str) -> list[str]:
    """``names`` in the alphabetical order of ``language``, by their first letters as they stand."""
    return sorted(names, key=lambda name: sort_key(name, language))


def _weight(letter: str, places: dict[str, int]) -> tuple[int, int]:
    if letter in places:
        return _LETTER, places[letter]
    if letter.isdecimal():
        return _FIGURE, int(letter)
    return (_FOREIGN_LETTER if letter.isalpha() else _MARK), ord(letter)
