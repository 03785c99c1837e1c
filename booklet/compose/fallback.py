"""English that stands in for a translation which is not ready: set in English, and marked on the page.

Texts pass through many hands before they are HTML (titles, attributes, labels put together from pieces), so a stand-in
carries two characters that no text has, and the finished HTML gets its elements in their place.
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from typing import TypeVar

from booklet.catalogs import Words

Text = TypeVar("Text", bound=str)

# Noncharacters of Unicode (section 23.7): never part of a text that is exchanged.
_OPEN, _CLOSE = "\ufdd2", "\ufdd3"
_ELEMENT = '<span lang="en" class="untranslated">', "</span>"
# Where an element cannot stand: in a tag, and in the name of a page or of a drawing.
_NO_PLACE = re.compile(r"<title\b[^>]*>.*?</title>|<[^>]*>", re.DOTALL)
_SIGNS = re.compile(f"[{_OPEN}{_CLOSE}]")


def stand_in(text: Text) -> Text:
    """An English text that will be marked; markup stays markup."""
    return type(text)(f"{_OPEN}{text}{_CLOSE}") if text else text


def with_stand_ins(words: Words) -> Words:
    """The words with every label marked that is English; texts of the book are marked where they become HTML."""
    return replace(words, ui=_Marked(words.ui, words.english_ui)) if words.english_ui else words


class _Marked(Mapping[str, str]):
    """Texts of which those in English are marked when they are asked for."""

    def __init__(self, texts: Mapping[str, str], english: Set[str]) -> None:
        self._texts = texts
        self._english = english

    def __getitem__(self, key: str) -> str:
        return stand_in(self._texts[key]) if key in self._english else self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def marked_english(html: str) -> str:
    """The HTML with an element around each stand-in; without one where no element may stand."""
    if _OPEN not in html:
        return html
    bare = _NO_PLACE.sub(lambda place: _SIGNS.sub("", place[0]), html)
    return bare.replace(_OPEN, _ELEMENT[0]).replace(_CLOSE, _ELEMENT[1])
