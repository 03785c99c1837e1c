"""The lines of a changed entry, wrapped as its file is wrapped."""

import re
from collections.abc import Iterator
from dataclasses import replace

import polib

from booklet.catalogs.blocks import Block, Catalog, split

OWN_WIDTH = 100
UNWRAPPED = 1_000_000

# Weblate, Poedit, GNU gettext, ours; a file that fits none of them is not wrapped.
_WIDTHS = (77, 79, 80, OWN_WIDTH)
_FITTING = 0.95
_PIECE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"[^ ]+ *| +")


def set_translation(text: str, key: str, translation: str, *, reviewed: bool | None = None) -> str:
    """A PO file's whole text with another translation of the message ``key``, and no other line changed.

    What waited for somebody to look (the flag fuzzy, the former English text) goes, for somebody has looked. A mark of
    review goes too where the translation is another one; ``reviewed`` sets or takes it. KeyError where the catalog has
    no live message of that key, ValueError where that message has plural forms.
    """
    catalog = split(text)
    place = next((n for n, block in enumerate(catalog.blocks) if block.key == key and not block.is_obsolete), None)
    if place is None or not key:
        raise KeyError(key)
    block = catalog.blocks[place]
    if block.texts("msgid_plural"):
        raise ValueError(f"{key} has plural forms")
    changed = with_translation(block, translation, width_of(catalog), reviewed=reviewed)
    return replace(catalog, blocks=(*catalog.blocks[:place], changed, *catalog.blocks[place + 1 :])).text()


def with_translation(block: Block, translation: str, width: int, *, reviewed: bool | None = None) -> Block:
    """The block with this translation, which somebody has just looked at."""
    changed = block.without_fuzzy()
    if block.translations != (translation,):
        changed = changed.with_part("msgstr", string_lines("msgstr", translation, width))
    keeps_review = changed.is_reviewed if reviewed is None else reviewed
    return changed.with_review(reviewed=keeps_review and changed.is_translated)


def string_lines(keyword: str, text: str, width: int, *, start: str = "") -> list[str]:
    r"""A keyword and its text as lines of at most ``width`` letters, broken after spaces and after each ``\n``.

    >>> string_lines("msgstr", "Two words", 12)
    ['msgstr ""', '"Two "', '"words"']
    """
    whole = f'{start}{keyword} "{polib.escape(text)}"'
    if len(whole) <= width and "\n" not in text[:-1]:
        return [whole]
    pieces = [line for piece in _PIECE.findall(text) for line in _wrapped(piece, width - 2 - len(start))]
    return [f'{start}{keyword} ""', *(f'{start}"{piece}"' for piece in pieces)] if len(pieces) > 1 else [whole]


def _wrapped(text: str, limit: int) -> Iterator[str]:
    """Escaped pieces of at most ``limit`` letters, each with the space after its last word; a long word stays whole."""
    line = ""
    for word in _WORD.findall(text):
        escaped = polib.escape(word)
        if line and len(line + escaped) > limit:
            yield line
            line = ""
        line += escaped
    if line:
        yield line


def width_of(catalog: Catalog) -> int:
    """How long the lines of a file's texts may be, judged by those that are there."""
    lengths = sorted(_lengths(catalog))
    if not lengths:
        return OWN_WIDTH
    usual = lengths[int((len(lengths) - 1) * _FITTING)]
    return next((width for width in _WIDTHS if usual <= width), UNWRAPPED)


def _lengths(catalog: Catalog) -> Iterator[int]:
    """The lengths of lines with several words; those of short texts that stand on one line anyway say nothing."""
    for block in catalog.blocks:
        if block.is_header:
            continue
        for line in block.lines:
            if line.part in {"msgid", "msgstr"} and " " in line.text.partition('"')[2] and len(line.text) > 60:
                yield len(line.text)
