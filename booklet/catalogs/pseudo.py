"""A language that nobody speaks: English, longer and with accents, to see what a real translation would do to a page.

Every text stands in brackets, so that one which is cut, joined from pieces or not in the catalogs at all is seen.
"""

import re
from collections.abc import Mapping

from booklet.catalogs.templates import UiMessage
from booklet.catalogs.words import Words, source_words
from booklet.content import LoadedBook
from booklet.tokens import ADDRESS, TEMPLATE_SYNTAX, TOKEN

PSEUDO_LANGUAGE = "qps"
GROWTH = 0.35

# Letters that all our faces have, each with the one that it becomes.
_ACCENTED = str.maketrans("aceginorsuyzACEGINORSUYZ", "áçéğíñóřšúýžÁÇÉĞÍÑÓŘŠÚÝŽ")
_VOWELS = frozenset("áéíóúýÁÉÍÓÚÝ")
_KEPT = re.compile(
    rf"{TEMPLATE_SYNTAX.pattern}|{TOKEN.pattern}|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|{ADDRESS.pattern}"
    r"|\{\w+\}|[*\[\]]|[\w.+-]+@[\w.-]+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?",
)


def pseudo_words(loaded: LoadedBook, ui: Mapping[str, UiMessage]) -> Words:
    """All texts in the pseudo-language; ``language`` is that of the English rules of print, which they are set by."""
    english = source_words(loaded, ui)
    content, labels = ({key: pseudo(text) for key, text in texts.items()} for texts in (english.content, english.ui))
    return Words(english.language, content, labels)


def pseudo(text: str) -> str:
    """A text some 35 % longer (its brackets counted), accented and bracketed; marks, links and emphasis stay.

    >>> pseudo("Notes on {page:map}")
    '[Ñótéš óóñ {page:map}]'
    """
    pieces = [piece.translate(_ACCENTED) for piece in _open_pieces(text)]
    vowels = sum(letter in _VOWELS for piece in pieces for letter in piece)
    share = max(0.0, GROWTH * sum(map(len, pieces)) - len("[]")) / max(1, vowels)
    owed, made = 0.0, []
    for piece, kept in zip(pieces, [*(match[0] for match in _KEPT.finditer(text)), ""], strict=True):
        grown, owed = _grown(piece, share, owed)
        made += [grown, kept]
    return f"[{''.join(made)}]"


def _open_pieces(text: str) -> list[str]:
    """What stands between the marks that stay."""
    ends = [match.span() for match in _KEPT.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    return [text[start:end] for start, end in zip(starts, [*(begin for begin, _ in ends), len(text)], strict=True)]


def _grown(piece: str, share: float, owed: float) -> tuple[str, float]:
    """The piece with ``share`` letters more after each vowel, and what is still owed at its end."""
    letters = []
    for letter in piece:
        letters.append(letter)
        if letter in _VOWELS:
            owed += share
            while owed >= 1:
                letters.append(letter.lower())
                owed -= 1
    return "".join(letters), owed
