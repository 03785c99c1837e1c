"""One PO file → entries by key. polib reads; its complaints and a catalog's own faults become problems."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import polib

from booklet.catalogs.blocks import Block, split
from booklet.problems import ContentError, Problem
from booklet.sources import Sources, decoded

_LINE = re.compile(r"line (\d+)")
_LINE_SEPARATORS = re.compile("[\u2028\u2029]")
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")

DOMAINS = ("content", "ui")


@dataclass(frozen=True)
class Entry:
    """A translated message; ``line`` is that of its msgctxt, ``translation_line`` that of its msgstr, from 1.

    ``previous`` is the English text that was translated, where it has changed since; ``reviewed`` tells that somebody
    who grew up with the language has read these words; ``switched_off`` gives, for each check that is switched off for
    this message, the reason.
    """

    key: str
    source: str
    translation: str
    fuzzy: bool
    line: int
    translation_line: int
    previous: str = ""
    note: str = ""
    reviewed: bool = False
    switched_off: Mapping[str, str] = field(default_factory=dict)
    plural_forms: tuple[str, ...] = ()


def catalog_path(language: str, domain: str) -> str:
    """Where the catalog of a language and domain (``ui`` or ``content``) lies."""
    return f"translations/{language}/LC_MESSAGES/{domain}.po"


def read_catalog(sources: Sources, path: str) -> dict[str, Entry]:
    """Every live entry by its msgctxt; ContentError names what makes the file unreadable, with its line."""
    return sources.once(("catalog", path), lambda: _live(read_blocks(sources, path)))


def entries_in(path: str, content: bytes) -> dict[str, Entry]:
    """What `read_catalog` gives, of a catalog's bytes; ``path`` names it in problems."""
    return _live(_blocks_in(path, decoded(path, content)))


def read_blocks(sources: Sources, path: str) -> list[Block]:
    """Every entry but the header, live and obsolete, in order; ContentError as `read_catalog`."""
    return _blocks_in(path, sources.text(path))


def _blocks_in(path: str, text: str) -> list[Block]:
    catalog = judged(path, text)
    blocks = [block for block in split(text).blocks if block.is_entry and not block.is_header]
    if problems := [*_header_problems(path, catalog, text.split("\n")), *_key_problems(path, blocks)]:
        raise ContentError(*problems)
    return blocks


def written_text(sources: Sources, path: str) -> str:
    """A catalog's text with its own line ends and byte order mark; ContentError where it is no catalog."""
    judged(path, sources.text(path))
    return sources.data(path).decode()


def _live(blocks: Iterable[Block]) -> dict[str, Entry]:
    return {block.key: _entry(block) for block in blocks if not block.is_obsolete}


def _entry(block: Block) -> Entry:
    return Entry(
        block.key,
        block.source,
        block.translations[0] if block.translations else "",
        block.is_fuzzy,
        block.line_of("msgctxt"),
        block.line_of("msgstr"),
        block.previous,
        block.note,
        block.is_reviewed,
        block.switched_off,
        block.translations if block.texts("msgid_plural") else (),
    )


def judged(path: str, text: str) -> polib.POFile:
    """A PO text as polib's model; ContentError where it is none, with the line."""
    _refuse_foreign(path, text)
    return parse(path, text)


def parse(path: str, text: str) -> polib.POFile:
    """A PO text as polib's model; ContentError with the line of a syntax error."""
    try:
        # The line feed keeps polib from taking a text for the name of a file.
        return polib.pofile(f"{text}\n" if text.strip() else "#\n", check_for_duplicates=False)
    except (OSError, ValueError, IndexError) as error:
        match = _LINE.search(str(error))
        line = int(match[1]) if match else 1
        hint = "look for a missing quotation mark or a line without msgid or msgstr before it"
        raise ContentError(Problem(path, line, "error", "the catalog has a syntax error here", hint)) from error


def _refuse_foreign(path: str, text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if _LINE_SEPARATORS.search(line):
            message = "a line separator (U+2028 or U+2029) stands in the catalog"
            raise ContentError(Problem(path, number, "error", message, "take it out"))
        if line.startswith(_MARKERS):
            hint = "keep one of the two versions and take the marker lines out"
            raise ContentError(Problem(path, number, "error", "a merge marker stands in the catalog", hint))
        if not line or line.startswith(("#", '"', "msgid", "msgstr", "msgctxt")):
            if line.startswith(("msg", '"')) and not re.search(r'"\s*$', line):
                raise ContentError(Problem(path, number, "error", "the closing quotation mark is missing", "add it"))
            continue
        raise ContentError(
            Problem(path, number, "error", "the catalog has a syntax error here", "compare the lines above")
        )


def _header_problems(path: str, catalog: polib.POFile, lines: list[str]) -> list[Problem]:
    charset = catalog.metadata.get("Content-Type", "").partition("charset=")[2]
    if charset.lower().replace("-", "") == "utf8":
        return []
    hint = 'the header needs "Content-Type: text/plain; charset=UTF-8\\n"'
    line = next((number for number, text in enumerate(lines, start=1) if text.startswith('"Content-Type')), 1)
    return [Problem(path, line, "error", f"the catalog's charset is {charset or 'not given'}, not UTF-8", hint)]


def _key_problems(path: str, blocks: list[Block]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for block in blocks:
        if block.is_obsolete:
            continue
        line = block.line_of("msgctxt" if block.key else "msgid")
        if not block.key:
            yield Problem(path, line, "error", "a message has no msgctxt", "restore its msgctxt line")
        elif block.key in seen:
            message = f"the message {block.key} stands twice (also in line {seen[block.key]})"
            yield Problem(path, line, "error", message, "keep one of them")
        seen.setdefault(block.key, line)
