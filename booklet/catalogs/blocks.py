"""A PO file as the blocks of its entries, each with its lines as they were written; only changed lines are made anew.

polib reads and judges catalogs; this keeps them as they are, so that whatever wrote an entry (Poedit, Weblate, a hand)
finds its own wrapping, comments, order, blank lines and line ends again.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from typing import Literal

import polib

Part = Literal["comment", "note", "place", "flags", "previous", "msgctxt", "msgid", "msgid_plural", "msgstr", "none"]

# The order in which the parts of an entry stand, for a part that an entry did not have before.
ORDER: tuple[Part, ...] = (
    "comment", "note", "place", "flags", "previous", "msgctxt", "msgid", "msgid_plural", "msgstr",
)  # fmt: skip

_KEYWORD = re.compile(r'(?:#~ ?)?(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])?\s*(?=")')
_CONTINUED = re.compile(r'(?:#~ ?|#~?\| ?)?"')
_COMMENTS: tuple[tuple[str, Part], ...] = (
    ("#~|", "previous"), ("#.", "note"), ("#:", "place"), ("#,", "flags"), ("#|", "previous"), ("#~", "none"),
    ("#", "comment"),
)  # fmt: skip
_REVIEWED = re.compile(r"#\s*reviewed(?:\s*:\s*([0-9a-f]*))?\s*$")
_SWITCHED_OFF = re.compile(r"#\s*off\s*:\s*([\w-]+)\s*(?::\s*(.*?))?\s*$")
_SEAL_LETTERS = 12


@dataclass(frozen=True)
class Line:
    """A line, the part of the entry that it belongs to, and its line end; None is that of the whole file."""

    part: Part
    text: str
    end: str | None = None


@dataclass(frozen=True)
class Block:
    """The lines of one entry, and the blank lines after it; ``first`` is its first line in the file, from 1."""

    lines: tuple[Line, ...]
    gap: tuple[Line, ...] = (Line("none", ""),)
    first: int = 0

    @property
    def is_entry(self) -> bool:
        """Whether there is a message at all, and not comments alone."""
        return any(line.part == "msgid" for line in self.lines)

    @property
    def is_header(self) -> bool:
        """Whether this is the entry without a text, which holds the charset and the like."""
        return self.is_entry and not self.key and not self.source and not self.is_obsolete

    @property
    def is_obsolete(self) -> bool:
        """Whether the entry is kept for the day on which its text comes back."""
        return any(line.part == "msgid" and line.text.startswith("#~") for line in self.lines)

    @cached_property
    def key(self) -> str:
        """The msgctxt; empty for the header and for an entry without one."""
        return "".join(_strings(self.texts("msgctxt")))

    @cached_property
    def source(self) -> str:
        """The English text that stands in the file."""
        return "".join(_strings(self.texts("msgid")))

    @cached_property
    def translations(self) -> tuple[str, ...]:
        """The msgstr, or each plural form in order."""
        return tuple(_strings(self.texts("msgstr")))

    @property
    def is_translated(self) -> bool:
        """Whether there is any word of a translation that could be lost."""
        return any(self.translations)

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """Such as ``fuzzy``, as they stand after ``#,``."""
        words = [word.strip() for text in self.texts("flags") for word in text.removeprefix("#,").split(",")]
        return tuple(word for word in words if word)

    @property
    def is_fuzzy(self) -> bool:
        """Whether the translation waits for somebody who compares it with the English."""
        return "fuzzy" in self.flags

    @property
    def previous(self) -> str:
        """The English text that was translated, where it has changed since; empty otherwise."""
        bare = [re.sub(r"^#~?\|\s*", "", text) for text in self.texts("previous")]
        begin = next((number for number, text in enumerate(bare) if re.match(r'msgid\s*"', text)), len(bare))
        rest = takewhile(lambda text: text.startswith('"'), bare[begin + 1 :])
        return "".join(_unquoted(text) for text in (*bare[begin : begin + 1], *rest))

    @property
    def note(self) -> str:
        """What the English side tells translators, on one line."""
        return "; ".join(text.removeprefix("#.").strip() for text in self.texts("note"))

    @property
    def seal(self) -> str:
        """What a review of these very words is signed with: it is another one as soon as either text changes."""
        return seal_of(self.source, self.translations)

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody who grew up with the language has read this very translation of this very text."""
        return self.is_translated and not self.is_fuzzy and self.seal in self.review_marks

    @cached_property
    def review_marks(self) -> tuple[str, ...]:
        """The seals of its reviews; an empty one where somebody typed ``# reviewed`` by hand."""
        found = (_REVIEWED.match(text) for text in self.texts("comment"))
        return tuple(match[1] or "" for match in found if match)

    @property
    def switched_off(self) -> dict[str, str]:
        """Checks that somebody switched off for this message, each with the reason given (or none)."""
        found = (_SWITCHED_OFF.match(text) for text in self.texts("comment"))
        return {match[1]: match[2] or "" for match in found if match}

    def texts(self, part: Part) -> list[str]:
        """The lines of a part."""
        return [line.text for line in self.lines if line.part == part]

    def line_of(self, part: Part) -> int:
        """The line in the file on which a part begins; the block's first where it has none."""
        return self.first + next((number for number, line in enumerate(self.lines) if line.part == part), 0)

    def with_part(self, part: Part, texts: Iterable[str]) -> "Block":
        """The block with other lines for a part, in its place; no lines take it out."""
        made = tuple(Line(part, text) for text in texts)
        kept = tuple(line for line in self.lines if line.part != part)
        place = self._place_of(part)
        return replace(self, lines=(*kept[:place], *made, *kept[place:]))

    def _place_of(self, part: Part) -> int:
        """Where a part begins among the lines of the other parts."""
        own = next((number for number, line in enumerate(self.lines) if line.part == part), None)
        if own is not None:
            return own
        later = ORDER[ORDER.index(part) + 1 :]
        return next((number for number, line in enumerate(self.lines) if line.part in later), len(self.lines))

    def with_flags(self, flags: Iterable[str]) -> "Block":
        """The block with these flags; their line stays as it is where they are the same."""
        wanted = tuple(dict.fromkeys(flags))
        if wanted == self.flags:
            return self
        return self.with_part("flags", [f"#, {', '.join(wanted)}"] if wanted else [])

    def without_fuzzy(self) -> "Block":
        """The block when somebody has looked: no flag, no former text."""
        return self.with_flags(flag for flag in self.flags if flag != "fuzzy").with_part("previous", [])

    def with_review(self, *, reviewed: bool) -> "Block":
        """The block with the mark of a review of its present words, or without any."""
        if self.review_marks == ((self.seal,) if reviewed else ()):
            return self
        comments = [text for text in self.texts("comment") if not _REVIEWED.match(text)]
        return self.with_part("comment", [*comments, *([f"# reviewed: {self.seal}"] if reviewed else [])])

    def retired(self) -> "Block":
        """The block as an obsolete one: its texts and the comments of people stay, its places do not."""
        if self.is_obsolete:
            return self
        kept = (line for line in self.lines if line.part not in {"note", "place"})
        return replace(self, lines=tuple(_retired(line) for line in kept))

    def revived(self) -> "Block":
        """The block as a live one."""
        return replace(self, lines=tuple(_revived(line) for line in self.lines))


@dataclass(frozen=True)
class Catalog:
    """A whole file: its blocks in order, its line end, and its byte order mark or nothing."""

    blocks: tuple[Block, ...]
    line_end: str = "\n"
    mark: str = ""

    def text(self) -> str:
        """The file's text, as it is written to the disk."""
        lines = (line for block in self.blocks for line in (*block.lines, *block.gap))
        return self.mark + "".join(line.text + (self.line_end if line.end is None else line.end) for line in lines)


def seal_of(source: str, translations: Iterable[str]) -> str:
    """Twelve hexadecimal figures that stand for a text and its translation."""
    return hashlib.sha256("\0".join((source, *translations)).encode()).hexdigest()[:_SEAL_LETTERS]


def split(text: str) -> Catalog:
    """The blocks of a catalog's text; ``split(text).text() == text``, whatever the text is."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    windows = text.count("\r\n") * 2 > text.count("\n")
    return Catalog(tuple(_blocks(text.removeprefix(mark))), "\r\n" if windows else "\n", mark)


def _blocks(text: str) -> Iterator[Block]:
    """An entry ends with the last line of its msgstr; comments and blank lines before one belong to the next."""
    lines: list[Line] = []
    gap: list[Line] = []
    first = 1
    part: Part = "none"
    for number, (written, end) in enumerate(re.findall(r"([^\n]*?)(\r?\n|$)", text)[:-1], start=1):
        is_blank, found = not written.strip(), _part_of(written.strip(), part)
        is_complete = any(line.part == "msgstr" for line in lines)
        if is_complete and not is_blank and found != "msgstr":
            yield Block(tuple(lines), tuple(gap), first)
            lines, gap, first = [], [], number
        if is_blank and is_complete:
            gap.append(Line("none", written, end))
            continue
        lines += [*gap, Line("none" if is_blank else found, written, end)]
        gap, part = [], part if is_blank else found
    if lines or gap:
        yield Block(tuple(lines), tuple(gap), first)


def _part_of(line: str, before: Part) -> Part:
    if _CONTINUED.match(line):
        return before
    if match := _KEYWORD.match(line):
        return match[1]  # type: ignore[return-value]  # the pattern knows no other words
    return next((part for start, part in _COMMENTS if line.startswith(start)), "none")


def _strings(lines: Iterable[str]) -> Iterator[str]:
    """The texts of a part, unescaped; a line with a keyword begins another."""
    pieces: list[str] = []
    for line in lines:
        if pieces and _KEYWORD.match(line.strip()):
            yield "".join(pieces)
            pieces = []
        pieces.append(_unquoted(line))
    if pieces:
        yield "".join(pieces)


def _unquoted(line: str) -> str:
    _, _, rest = line.partition('"')
    return str(polib.unescape(rest.rpartition('"')[0]))


def _retired(line: Line) -> Line:
    if line.part == "previous":
        return replace(line, text=re.sub(r"^\s*#\|", "#~|", line.text))
    return replace(line, text=f"#~ {line.text}") if line.part in ORDER[5:] else line


def _revived(line: Line) -> Line:
    if line.part == "previous":
        return replace(line, text=re.sub(r"^\s*#~\|", "#|", line.text))
    return replace(line, text=re.sub(r"^\s*#~ ?", "", line.text)) if line.part in ORDER[5:] else line
