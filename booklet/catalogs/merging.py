"""A catalog and the texts that are wanted now → the catalog brought up to date, by key; no translation is dropped.

A wanted text takes, in this order: the entry of the same key and text; an entry of the same text whose key is gone or
has another text now (its record was renamed or moved), if it is translated; the entry of the same key, whose English
has changed; nothing.
What no text takes stays as obsolete, and may come back. pybabel, msgmerge and pot2po drop a rewritten paragraph.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from booklet.catalogs.blocks import Block, Catalog, Line, split
from booklet.catalogs.writing import string_lines, width_of


@dataclass(frozen=True)
class Wanted:
    """A text of data or templates: its key, what translators are told about it, line by line, and its file."""

    key: str
    text: str
    notes: tuple[str, ...]
    path: str


@dataclass(frozen=True)
class _Taken:
    """The entry that a wanted text takes; ``is_sure`` where its translation was made for this text in this place."""

    block: Block
    is_sure: bool


def merged(text: str, wanted: Sequence[Wanted]) -> str:
    """A catalog's text brought up to date; the same text where nothing has changed."""
    catalog = split(text)
    width = width_of(catalog)
    entries = [block for block in catalog.blocks if block.is_entry and not block.is_header]
    taken = _take(entries, wanted)
    live = {
        message.key: _carried(taken[message.key], message, width) if message.key in taken else new_block(message, width)
        for message in wanted
    }
    used = {id(pair.block): key for key, pair in taken.items()}
    standing = [used[id(block)] for block in entries if id(block) in used and not block.is_obsolete]
    unused = (block.retired() for block in entries if id(block) not in used and _is_worth_keeping(block))
    blocks = [
        *(block for block in catalog.blocks if block.is_header),
        *(live[key] for key in _in_order(standing, [message.key for message in wanted])),
        *unused,
        *(block for block in catalog.blocks if not block.is_entry),
    ]
    return replace(catalog, blocks=tuple(_spaced(blocks, catalog))).text()


def new_block(message: Wanted, width: int, translation: str = "") -> Block:
    """The entry of a text that no catalog has yet."""
    block = Block(()).with_part("note", _notes(message)).with_part("place", [f"#: {message.path}"])
    block = block.with_part("msgctxt", string_lines("msgctxt", message.key, width))
    block = block.with_part("msgid", string_lines("msgid", message.text, width))
    return block.with_part("msgstr", string_lines("msgstr", translation, width))


def _is_worth_keeping(block: Block) -> bool:
    """Whether there is a word in it that a person wrote."""
    return block.is_translated or bool(block.texts("comment"))


# ── which entry a text takes ────────────────────────────────────────────────────────────────────────────────────────


def _take(entries: Iterable[Block], wanted: Sequence[Wanted]) -> dict[str, _Taken]:
    """The entry of each wanted text by key; an entry is taken once, live ones and translated ones first."""
    free = sorted(entries, key=lambda block: (block.is_obsolete, not block.is_translated))
    taken: dict[str, _Taken] = {}
    for rule in (_exact, _moved, _changed):
        find = rule(free)
        used: set[int] = set()
        for message in wanted:
            pair = None if message.key in taken else find(message, used)
            if pair is not None:
                taken[message.key] = pair
                used.add(id(pair.block))
        free = [block for block in free if id(block) not in used]
    return taken


_Find = Callable[[Wanted, set[int]], _Taken | None]


def _exact(free: Sequence[Block]) -> _Find:
    by_both = _grouped(free, lambda block: (block.key, block.source))

    def find(message: Wanted, used: set[int]) -> _Taken | None:
        same = _unused(by_both.get((message.key, message.text), ()), used)
        return _Taken(same[0], is_sure=True) if same else None

    return find


def _moved(free: Sequence[Block]) -> _Find:
    """Sure where record or field is still the same and no rival says otherwise: one word may mean two things."""
    by_text = _grouped(free, lambda block: (block.source,))

    def find(message: Wanted, used: set[int]) -> _Taken | None:
        same = [block for block in _unused(by_text.get((message.text,), ()), used) if block.is_translated]
        if not same:
            return None
        nearness = [_nearness(block.key, message.key) for block in same]
        nearest = [block for block, near in zip(same, nearness, strict=True) if near == max(nearness)]
        rivals = {block.translations for block in nearest}
        return _Taken(nearest[0], is_sure=max(nearness) > 0 and len(rivals) <= 1)

    return find


def _changed(free: Sequence[Block]) -> _Find:
    by_key = _grouped(free, lambda block: (block.key,))

    def find(message: Wanted, used: set[int]) -> _Taken | None:
        same = _unused(by_key.get((message.key,), ()), used)
        return _Taken(same[0], is_sure=False) if same else None

    return find


def _grouped(blocks: Iterable[Block], of: Callable[[Block], tuple[str, ...]]) -> dict[tuple[str, ...], list[Block]]:
    groups: dict[tuple[str, ...], list[Block]] = {}
    for block in blocks:
        groups.setdefault(of(block), []).append(block)
    return groups


def _unused(blocks: Iterable[Block], used: set[int]) -> list[Block]:
    return [block for block in blocks if id(block) not in used]


def _nearness(old: str, new: str) -> int:
    """2 where the record (or section) is the same, 1 where its field (or block) is, 0 where neither is."""
    old_record, _, old_field = old.rpartition(".")
    new_record, _, new_field = new.rpartition(".")
    return 2 if old_record == new_record else int(old_field == new_field)


# ── what the entry becomes ──────────────────────────────────────────────────────────────────────────────────────────


def _carried(taken: _Taken, message: Wanted, width: int) -> Block:
    """The entry under its key and text of today; a line that would say the same stays as it is."""
    before = taken.block.revived() if taken.block.is_obsolete else taken.block
    block = before
    if block.key != message.key:
        block = block.with_part("msgctxt", string_lines("msgctxt", message.key, width))
    if block.source != message.text:
        block = _with_text(block, message.text, width)
    elif not taken.is_sure and block.is_translated:
        block = block.with_flags(("fuzzy", *block.flags))
    if [text.removeprefix("#.").strip() for text in block.texts("note")] != list(message.notes):
        block = block.with_part("note", _notes(message))
    if [place for text in block.texts("place") for place in text.removeprefix("#:").split()] != [message.path]:
        block = block.with_part("place", [f"#: {message.path}"])
    return _with_todays_review(before, block)


def _with_text(block: Block, text: str, width: int) -> Block:
    """The entry when its English has changed: fuzzy, with the text that was translated; sure again if that is back.

    An entry that is fuzzy without a former text was never right for any, so none is noted.
    """
    changed = block.with_part("msgid", string_lines("msgid", text, width))
    if not block.is_translated:
        return changed
    if block.previous == text:
        return changed.without_fuzzy()
    if block.is_fuzzy:
        return changed
    previous = string_lines("msgid", block.source, width, start="#| ")
    return changed.with_flags(("fuzzy", *block.flags)).with_part("previous", previous)


def _with_todays_review(before: Block, block: Block) -> Block:
    """The mark of a review stays while its words do; one that was typed by hand is sealed now."""
    is_same = (before.source, before.translations) == (block.source, block.translations)
    was_read = is_same and (before.is_reviewed or "" in before.review_marks)
    return block.with_review(reviewed=was_read and block.is_translated and not block.is_fuzzy)


def _notes(message: Wanted) -> list[str]:
    return [f"#. {note}" for note in message.notes]


# ── where it stands ─────────────────────────────────────────────────────────────────────────────────────────────────


def _in_order(standing: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The keys as they stand in the file; a new one after the one that it follows in the book."""
    order = list(standing)
    known = set(order)
    place = 0
    for key in wanted:
        if key in known:
            place = order.index(key) + 1
        else:
            order.insert(place, key)
            place += 1
    return order


def _spaced(blocks: Sequence[Block], catalog: Catalog) -> Iterator[Block]:
    """The blocks with the file's own blank lines between them, and its own end."""
    if not catalog.blocks:
        yield from blocks
        return
    end = catalog.blocks[-1]
    gaps = Counter(block.gap for block in catalog.blocks[:-1])
    usual = gaps.most_common(1)[0][0] if gaps else (Line("none", ""),)
    for block in blocks[:-1]:
        yield replace(block, lines=_finished(block.lines), gap=usual) if block.first in {0, end.first} else block
    yield from (replace(block, gap=end.gap) for block in blocks[-1:])


def _finished(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(replace(line, end=None) if line.end == "" else line for line in lines)
