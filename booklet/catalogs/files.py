"""One PO file → entries by key. polib reads; its complaints and a catalog's own faults become problems."""

import re
from dataclasses import dataclass

import polib

from booklet.problems import ContentError, Problem
from booklet.sources import Sources

_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True)
class Entry:
    """A translated message; ``previous`` is the English text that a fuzzy translation was made from."""

    key: str
    source: str
    translation: str
    fuzzy: bool
    line: int


def catalog_path(language: str, domain: str) -> str:
    """Where the catalog of a language and domain (``ui`` or ``content``) lies."""
    return f"translations/{language}/LC_MESSAGES/{domain}.po"


def read_catalog(sources: Sources, path: str) -> dict[str, Entry]:
    """Every live entry by its msgctxt; ContentError names what makes the file unreadable, with its line."""
    text = sources.text(path)
    _refuse_foreign(path, text)
    catalog = parse(path, text)
    problems = [*_header_problems(path, catalog), *_key_problems(path, catalog)]
    if problems:
        raise ContentError(*problems)
    return {
        entry.msgctxt: Entry(entry.msgctxt, entry.msgid, entry.msgstr, entry.fuzzy, entry.linenum)
        for entry in catalog
        if not entry.obsolete
    }


def parse(path: str, text: str) -> polib.POFile:
    """A PO text as polib's model; ContentError with the line of a syntax error."""
    try:
        return polib.pofile(text if text.strip() else "#\n", check_for_duplicates=False)
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


def _header_problems(path: str, catalog: polib.POFile) -> list[Problem]:
    charset = catalog.metadata.get("Content-Type", "").partition("charset=")[2]
    if charset.lower().replace("-", "") == "utf8":
        return []
    hint = 'the header needs "Content-Type: text/plain; charset=UTF-8\\n"'
    return [Problem(path, 1, "error", f"the catalog's charset is {charset or 'not given'}, not UTF-8", hint)]


def _key_problems(path: str, catalog: polib.POFile) -> list[Problem]:
    problems = []
    seen: dict[str, int] = {}
    for entry in catalog:
        if entry.obsolete:
            continue
        if not entry.msgctxt:
            problems.append(
                Problem(path, entry.linenum, "error", "a message has no msgctxt", "restore its msgctxt line")
            )
        elif entry.msgctxt in seen:
            message = f"the message {entry.msgctxt} stands twice (also in line {seen[entry.msgctxt]})"
            problems.append(Problem(path, entry.linenum, "error", message, "keep one of them"))
        seen.setdefault(entry.msgctxt or "", entry.linenum)
    return problems
