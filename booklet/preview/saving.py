"""One translation into its catalog: whole or not at all, and never over somebody else's change of it."""

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from booklet.build import OUT, write_whole
from booklet.catalogs import Entry, read_catalog, set_translation
from booklet.catalogs.files import catalog_path
from booklet.preview.messages import version_of
from booklet.preview.snapshot import Catalog
from booklet.problems import ContentError, FileRefusedError, Problem
from booklet.sources import Sources

# All but tab and line feed; U+2028 and U+2029 end a line in some programs and not in others.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff]")


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

    ``known`` is the catalog as it was read last: if the file is still the same, it is not read again. ConflictError
    where the entry changed meanwhile, ContentError where the text or the catalog cannot be used, FileRefusedError
    where the disk refuses: the catalog is then as it was.
    """
    path = catalog_path(language, change.domain)
    _refuse_unwritable(path, change)
    with _alone(root):
        sources = Sources(root)
        now = _catalog_now(sources, path, known)
        entry = now.entries.get(change.key)
        if entry is None:
            raise ContentError(_missing(path, change.key))
        if version_of(entry) != change.version:
            raise ConflictError(entry, change)
        text = sources.data(path).decode()
        changed = set_translation(text, change.key, change.translation, reviewed=change.reviewed).encode()
        if changed != text.encode():
            write_whole(root / path, changed)
    return Catalog(sha256(changed).hexdigest(), {**now.entries, change.key: _after(entry, change)})


def _catalog_now(sources: Sources, path: str, known: Catalog) -> Catalog:
    key = sha256(sources.data(path)).hexdigest()
    return known if key == known.key else Catalog(key, read_catalog(sources, path))


def _after(entry: Entry, change: Change) -> Entry:
    """The entry as `set_translation` has left it; its line may have moved."""
    reviewed = entry.reviewed and entry.translation == change.translation
    if change.reviewed is not None:
        reviewed = change.reviewed and bool(change.translation)
    return replace(entry, translation=change.translation, fuzzy=False, previous="", reviewed=reviewed)


def _refuse_unwritable(path: str, change: Change) -> None:
    found = _UNWRITABLE.search(change.translation)
    if found is not None:
        message = f"{change.key}: the sign U+{ord(found[0]):04X} cannot stand in a catalog"
        raise ContentError(Problem(path, None, "error", message, "take it out; it may have come with pasted text"))


def _missing(path: str, key: str) -> Problem:
    hint = "bring the catalogs up to date with: booklet catalogs update"
    return Problem(path, None, "error", f"the message {key} is missing", hint)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until no other preview is saving; the lock is free again when its process ends, however it ends."""
    place = root / OUT
    try:
        place.mkdir(exist_ok=True)
        lock = (place / ".saving").open("w")
    except OSError as error:
        message = f"nothing can be written there: {error.strerror}"
        raise FileRefusedError(Problem(OUT, None, "error", message, "look whether the disk is full")) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
