"""Whether anything has changed at all since a build of the same wish: the whole answer, before anything is imported.

A build that ended well leaves a note: the hash of every file that the project reads and of what makes editions, and
the finished files with what the disk says of them. If all of that is as it was, there is nothing to do. Contents
decide, never the time of a change; a note that is damaged counts as none.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from booklet.recipe import recipe, recipe_hash
from booklet.sealed import digest, opened, sealed

FOLDERS = ("data", "templates", "translations")
NOTES = "out/.receipts/standing"

Look = tuple[int, int, int, int]


@dataclass(frozen=True)
class Tree:
    """Every file that the project may read: its SHA-256 (hexadecimal) by path; and the hash of the recipe.

    ``looks`` (time of change, number) tell two trees of one run apart between which a file was changed and back again.
    """

    files: Mapping[str, str]
    recipe: str
    looks: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """One hash of all of it."""
        return digest(json.dumps([self.recipe, sorted(self.files.items())]).encode())


@dataclass(frozen=True)
class Said:
    """What a build has told: the lines on its files, and the warnings."""

    lines: tuple[str, ...]
    problems: tuple[str, ...]


def tree(root: Path) -> Tree:
    """What lies in the project's folders now."""
    files, looks = {}, {}
    for path in (path for folder in FOLDERS for path in _files_below(root / folder)):
        name = path.relative_to(root).as_posix()
        files[name], found = digest(path.read_bytes()), path.stat()
        looks[name] = found.st_mtime_ns, found.st_ino
    return Tree(files, recipe_hash(recipe()), looks)


def _files_below(folder: Path) -> Iterator[Path]:
    """Every file, also in folders that are links, each folder once."""
    seen: set[str] = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        known = os.path.realpath(place)
        if known in seen:
            folders.clear()
            continue
        seen.add(known)
        yield from (path for path in (Path(place, name) for name in names) if path.is_file())


def look_of(path: Path) -> Look | None:
    """Size, times of change (of content, of the entry) and number of a file on the disk; None where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def standing(root: Path, wish: str, now: Tree) -> Said | None:
    """What the last build of this wish had to say, if a new one would make the same files; None otherwise."""
    try:
        note = json.loads(opened((root / note_path(wish)).read_bytes()))
        looks = note["files"].items()
        is_there = all((root / path).is_file() for path in note["pages"])
        if is_there and note["tree"] == now.hash and all(look_of(root / path) == tuple(look) for path, look in looks):
            return Said(tuple(note["lines"]), tuple(note["problems"]))
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None
    return None


def note_bytes(root: Path, now: Tree, files: Iterable[str], pages: Iterable[str], said: Said) -> bytes:
    """The note of a build that ended well, on ``files`` as they now lie on the disk.

    The ``pages`` that show them must be there; builds of other wishes write them anew.
    """
    looks = {path: look_of(root / path) for path in files}
    note = {"tree": now.hash, "files": looks, "pages": list(pages), "lines": said.lines, "problems": said.problems}
    return sealed(json.dumps(note, ensure_ascii=False).encode())


def note_path(wish: str) -> str:
    """Where the note of a wish lies, below the project."""
    return f"{NOTES}/{digest(wish.encode())[:16]}.json"
