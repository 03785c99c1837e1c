"""What has changed between two texts, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "gone", "new"]

_PIECE = re.compile(r"\s+|\{[^}]*\}|\[@[^\]]*\]|\w+|[^\w\s]")


def word_diff(old: str, new: str) -> list[tuple[Change, str]]:
    """The pieces of both texts in reading order: those of both, of the old one alone, of the new one alone.

    >>> word_diff("He saw it", "He heard it")
    [('same', 'He '), ('gone', 'saw'), ('new', 'heard'), ('same', ' it')]
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    pieces: list[tuple[Change, str]] = []
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(after[start:end])))
            continue
        if last > first:
            pieces.append(("gone", "".join(before[first:last])))
        if end > start:
            pieces.append(("new", "".join(after[start:end])))
    return pieces
