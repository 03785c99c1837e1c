"""One PO file → entries by key. polib reads; its complaints and a catalog's own faults become problems."""

import re
from dataclasses import dataclass

import polib

from booklet.problems import ContentError, Problem
from booklet.sources import Sources

_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True)
class Entry:
    """A translated message; ``line`` is that of its msgctxt, ``translation_line`` that of its msgstr, from 1."""

    key: str
    source: str
    translation: str
    fuzzy: bool
    line: int
    translation_line: int


def catalog_path(language: str, domain: str) -> str:
    """Where the catalog of a language and domain (``ui`` or ``content``) lies."""
    return f"translations/{language}/LC_MESSAGES/{domain}.po"


def read_catalog(sources: Sources, path: str) -> dict[str, Entry]:
    """Every live entry by its msgctxt; ContentError names what makes the file unreadable, with its line."""
    text = sources.text(path)
    _refuse_foreign(path, text)
    catalog = parse(path, text)
    lines = text.split("\n")
    problems = [*_header_problems(path, catalog, lines), *_key_problems(path, catalog, lines)]
    if problems:
        raise ContentError(*problems)
    return {entry.msgctxt: _entry(entry, lines) for entry in catalog if not entry.obsolete}


def _entry(entry: polib.POEntry, lines: list[str]) -> Entry:
    key_line, translation_line = (_line_of(entry, lines, keyword) for keyword in ("msgctxt", "msgstr"))
    return Entry(entry.msgctxt, entry.msgid, entry.msgstr, entry.fuzzy, key_line, translation_line)


def _line_of(entry: polib.POEntry, lines: list[str], keyword: str) -> int:
    """The line (from 1) of an entry's keyword; polib gives the line of the entry's first comment."""
    first = int(entry.linenum)
    return next((n for n in range(first, len(lines) + 1) if lines[n - 1].startswith(f"{keyword} ")), first)


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
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
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


def _key_problems(path: str, catalog: polib.POFile, lines: list[str]) -> list[Problem]:
    problems = []
    seen: dict[str, int] = {}
    for entry in catalog:
        if entry.obsolete:
            continue
        line = _line_of(entry, lines, "msgctxt" if entry.msgctxt else "msgid")
        if not entry.msgctxt:
            problems.append(Problem(path, line, "error", "a message has no msgctxt", "restore its msgctxt line"))
        elif entry.msgctxt in seen:
            message = f"the message {entry.msgctxt} stands twice (also in line {seen[entry.msgctxt]})"
            problems.append(Problem(path, line, "error", message, "keep one of them"))
        seen.setdefault(entry.msgctxt or "", line)
    return problems
