"""One translation into its catalog: whole or not at all, and never over somebody else's change of it."""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from booklet.build import write_whole
from booklet.catalogs import Entry, set_translation
from booklet.catalogs.alone import alone_with_catalogs
from booklet.catalogs.files import catalog_path
from booklet.preview.messages import version_of
from booklet.preview.snapshot import Catalog, catalog_in
from booklet.problems import ContentError, Problem
from booklet.sources import TEXT_LIMIT_BYTES, Sources

LIMIT_BYTES = 20_000

# All but tab and line feed; U+2028 and U+2029 end a line in some programs and not in others; what is private or no
# letter at all has no sign in any font.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True)
class Change:
    """What somebody wants to write: a message, its text, and the version of the entry that they had before them.

    ``reviewed`` sets or takes the mark of a review; None leaves it to the text: a changed one loses it.
    """

    domain: str
    key: str
    translation: str
    version: str
    reviewed: bool | None = None


class ConflictError(Exception):
    """The entry is another one than the browser showed; it holds both texts, and nothing was written."""

    def __init__(self, entry: Entry, change: Change) -> None:
        super().__init__(entry.key)
        self.entry = entry
        self.change = change


def save(root: Path, language: str, change: Change, known: Catalog) -> Catalog:
    """Write one translation; all other lines of the catalog stay as they now are on the disk. The catalog after that.

    ``known`` is the catalog as it was read last: if the file is still the same, it is not parsed again. ConflictError
    where the entry changed meanwhile, ContentError where the text or the catalog cannot be used, FileRefusedError
    where the disk refuses: the catalog is then as it was. Where another program writes in this very moment, its text
    is read, judged and changed in turn.
    """
    path = catalog_path(language, change.domain)
    refuse_unwritable(path, change.key, change.translation)
    with alone_with_catalogs(root):
        while True:
            content = Sources(root).data(path, limit=TEXT_LIMIT_BYTES)
            now = catalog_in(path, content, known)
            entry = _entry_to_change(path, now, change)
            changed = _with_change(content, change)
            if changed == content or write_whole(root / path, changed, over=content):
                return Catalog(sha256(changed).hexdigest(), {**now.entries, change.key: _after(entry, change)})


def _entry_to_change(path: str, now: Catalog, change: Change) -> Entry:
    """The entry as it lies on the disk, if it is the one that somebody had before them."""
    entry = now.entries.get(change.key)
    if entry is None:
        raise ContentError(_missing(path, change.key))
    if version_of(entry) != change.version:
        raise ConflictError(entry, change)
    if entry.plural_forms:
        message, hint = f"{change.key} has plural forms", "translate it in the catalog, with an editor for catalogs"
        raise ContentError(Problem(path, entry.line, "error", message, hint))
    return entry


def _with_change(content: bytes, change: Change) -> bytes:
    return set_translation(content.decode(), change.key, change.translation, reviewed=change.reviewed).encode()


def _after(entry: Entry, change: Change) -> Entry:
    """The entry as `set_translation` has left it; its line may have moved."""
    reviewed = entry.reviewed and entry.translation == change.translation
    if change.reviewed is not None:
        reviewed = change.reviewed and bool(change.translation)
    return replace(entry, translation=change.translation, fuzzy=False, previous="", reviewed=reviewed)


def refuse_unwritable(path: str, key: str, translation: str) -> None:
    """ContentError where a text has a sign that no catalog can hold, or more than `LIMIT_BYTES` of UTF-8."""
    found = _UNWRITABLE.search(translation)
    if found is not None:
        message = f"{key}: the sign U+{ord(found[0]):04X} cannot stand in a catalog"
        raise ContentError(Problem(path, None, "error", message, "take it out; it may have come with pasted text"))
    size = len(translation.encode())
    if size > LIMIT_BYTES:
        message = f"{key}: the text has {size / 1000:.1f} KB, and {LIMIT_BYTES // 1000} KB is the limit"
        raise ContentError(Problem(path, None, "error", message, "look whether a wrong text was pasted"))


def _missing(path: str, key: str) -> Problem:
    hint = "bring the catalogs up to date with: booklet catalogs update"
    return Problem(path, None, "error", f"the message {key} is missing", hint)
