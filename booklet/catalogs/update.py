"""Bring catalogs up to date with data and templates, by key: no translation is ever dropped."""

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass

import polib

from booklet.catalogs.files import catalog_path, parse
from booklet.catalogs.templates import ui_messages
from booklet.content import LoadedBook
from booklet.sources import Sources

WRAP_WIDTH = 100

NAMES = {"az": "Azerbaijani", "ru": "Russian"}
PLURALS = {
    "az": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}


@dataclass(frozen=True)
class _Wanted:
    key: str
    text: str
    path: str
    note: str


def updated_catalogs(sources: Sources, loaded: LoadedBook, languages: Iterable[str]) -> dict[str, str]:
    """The new text of every template (.pot) and catalog (.po), by path.

    The same key keeps its translation; where the English changed, the entry becomes fuzzy and remembers the text that
    was translated; an entry whose key is gone stays as obsolete.
    """
    wanted = {
        "content": [_Wanted(m.key, m.text, m.path, m.note) for m in loaded.messages.values()],
        "ui": [_Wanted(m.key, m.text, m.path, m.note) for m in ui_messages(sources).values()],
    }
    texts = {f"translations/{domain}.pot": _template(loaded, domain, wanted[domain]) for domain in wanted}
    for language in languages:
        for domain, messages in wanted.items():
            path = catalog_path(language, domain)
            texts[path] = _merged(sources, loaded, path, language, messages)
    return texts


def _header(loaded: LoadedBook, language: str) -> dict[str, str]:
    date = f"{loaded.book.edition.edition_date} 00:00+0000"
    header = {
        "Project-Id-Version": "black-january-booklet",
        "POT-Creation-Date": date,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if language:
        header["Plural-Forms"] = PLURALS[language]
    return header


def _template(loaded: LoadedBook, domain: str, wanted: list[_Wanted]) -> str:
    catalog = polib.POFile(wrapwidth=WRAP_WIDTH)
    catalog.header = f"Texts to translate: {domain}. Made from data/ and templates/; do not edit."
    catalog.metadata = _header(loaded, "")
    catalog.extend(_entry(message, "") for message in wanted)
    return f"{catalog}"


def _merged(sources: Sources, loaded: LoadedBook, path: str, language: str, wanted: list[_Wanted]) -> str:
    text = sources.text(path) if sources.exists(path) else str(_new(loaded, language))
    old = parse(path, text)
    written = _blocks(text)
    by_key = {entry.msgctxt: entry for entry in old if entry.msgctxt}
    merged = [(_carried(message, by_key.get(message.key)), by_key.pop(message.key, None)) for message in wanted]
    merged += [(_retired(entry), entry) for entry in by_key.values() if entry.msgstr]
    pieces = [written.get(entry.msgctxt) if _same(entry, before) else None for entry, before in merged]
    texts = [piece or _text(entry) for piece, (entry, _) in zip(pieces, merged, strict=True)]
    return "\n\n".join([written[""], *texts]) + "\n"


def _blocks(text: str) -> dict[str, str]:
    """The lines of each entry as they stand in the file, by msgctxt, so that an untouched one keeps its bytes."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text) if block.strip()]
    keys = [re.search(r'^(?:#~ )?msgctxt "(.*)"$', block, re.MULTILINE) for block in blocks]
    return {match[1] if match else "": block for match, block in reversed(list(zip(keys, blocks, strict=True)))}


def _same(entry: polib.POEntry, before: polib.POEntry | None) -> bool:
    return before is not None and _text(entry) == _text(before)


def _text(entry: polib.POEntry) -> str:
    return str(entry.__unicode__(wrapwidth=WRAP_WIDTH)).strip("\n")


def _retired(entry: polib.POEntry) -> polib.POEntry:
    """A copy of the entry, kept for the day on which its key comes back."""
    retired = copy.copy(entry)
    retired.obsolete = True
    return retired


def _carried(message: _Wanted, old: polib.POEntry | None) -> polib.POEntry:
    entry = _entry(message, old.msgstr if old else "")
    if old is None:
        return entry
    entry.tcomment, entry.flags, entry.previous_msgid = old.tcomment, list(old.flags), old.previous_msgid
    if old.msgid != message.text and old.msgstr:
        entry.previous_msgid = old.previous_msgid or old.msgid
        entry.flags = sorted({*old.flags, "fuzzy"})
    return entry


def _entry(message: _Wanted, translation: str) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=message.key,
        msgid=message.text,
        msgstr=translation,
        comment=message.note,
        occurrences=[(message.path, "")],
    )


def _new(loaded: LoadedBook, language: str) -> polib.POFile:
    catalog = polib.POFile(wrapwidth=WRAP_WIDTH)
    catalog.header = (
        f"{NAMES[language]} translation of the memorial booklet and posters.\n"
        "DRAFT: made with machine help; it awaits a review by a native speaker.\n"
        "Keep every {…} and [@…] as it stands; put them where your grammar wants them."
    )
    catalog.metadata = _header(loaded, language)
    return catalog
