"""The one door to the disk: what is read through it is an input, and nothing else is."""

import hashlib
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, TypeVar

from booklet.problems import ContentError, FileRefusedError, Problem

TEXT_LIMIT_BYTES = 5_000_000
DATA_LIMIT_BYTES = 60_000_000
LISTED = "names in "
# The hash of a file that was read twice and had changed meanwhile: no file has it, so what was made of it is made anew.
CHANGED = ""

Made = TypeVar("Made")

# All but tab and line feed; NEL (U+0085) among them, for it ends a line in some programs and not in others.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Sources:
    """Reads files below ``root`` by their relative, ``/``-separated path, and remembers the hash of each.

    ``memo`` keeps what was prepared from files that were read, for as long as they are taken to be unchanged.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.memo: dict[Hashable, Any] = {}
        self._hashes: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._seen: set[str] | None = None

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs: what was read, not what was prepared from it."""
        return {**self.__dict__, "memo": {}, "_seen": None}

    @property
    def hashes(self) -> Mapping[str, str]:
        """SHA-256 (hexadecimal) of every file that was read, by path."""
        return MappingProxyType(self._hashes)

    @contextmanager
    def noted(self) -> Iterator[set[str]]:
        """The paths of all files that are read meanwhile, also those that are known already."""
        outer, seen = self._seen, set[str]()
        self._seen = seen
        try:
            yield seen
        finally:
            if outer is not None:
                outer |= seen
            self._seen = outer

    def note(self, path: str) -> None:
        """Tell that something was made from this file, which was read before."""
        if self._seen is not None:
            self._seen.add(path)

    def once(self, name: Hashable, make: Callable[[], Made], *, of: tuple[object, ...] = ()) -> Made:
        """What ``make`` gives, made once for these very objects ``of`` which it is made; its readings are noted."""
        known = self.memo.get(name)
        if known is None or any(one is not two for one, two in zip(known[0], of, strict=True)):
            with self.noted() as used:
                known = of, make(), frozenset(used)
            self.memo[name] = known
        for note in known[2]:
            self.note(note)
        made: Made = known[1]
        return made

    def exists(self, path: str) -> bool:
        """Whether ``path`` is a file inside the project."""
        return self._resolve(path).is_file()

    def names(self, folder: str, pattern: str) -> list[str]:
        """Paths below ``folder`` that match the glob ``pattern``, sorted."""
        self.note(f"{LISTED}{folder} {pattern}")
        return self._listed(folder, pattern)

    def value_of(self, name: str) -> str:
        """What a note of this door stands for now: the hash of a file, or of the names in a folder."""
        if not name.startswith(LISTED):
            return self.hash_of(name)
        listed = self._listed(*name.removeprefix(LISTED).split(" ", 1))
        return hashlib.sha256("\n".join(listed).encode()).hexdigest()

    def _listed(self, folder: str, pattern: str) -> list[str]:
        found = self._resolve(folder).glob(pattern)
        return sorted(entry.relative_to(self.root).as_posix() for entry in found if entry.is_file())

    def data(self, path: str, *, limit: int = DATA_LIMIT_BYTES) -> bytes:
        """The bytes of a file; ContentError where it is missing, outside the project or above ``limit`` bytes.

        FileRefusedError where the file is there and cannot be read.
        """
        place = self._resolve(path)
        if not place.is_file():
            raise ContentError(Problem(path, None, "error", "this file is missing", "restore it, or take out its name"))
        if place.stat().st_size > limit:
            raise ContentError(_too_large(path, place.stat().st_size, limit))
        try:
            content = place.read_bytes()
        except OSError as error:
            hint = "look whether you may read it"
            raise FileRefusedError(
                Problem(path, None, "error", f"the file cannot be read: {error.strerror}", hint)
            ) from error
        found = hashlib.sha256(content).hexdigest()
        if self._hashes.setdefault(path, found) != found:
            self._hashes[path] = CHANGED
        self.note(path)
        return content

    def hash_of(self, path: str) -> str:
        """SHA-256 (hexadecimal) of a file as it was read; empty where it is missing."""
        if path not in self._hashes and self.exists(path):
            self.data(path)
        return self._hashes.get(path, "")

    def text(self, path: str) -> str:
        """UTF-8 text with line feeds; a byte order mark and CRLF are accepted, anything else is a ContentError."""
        if path not in self._texts:
            self._texts[path] = decoded(path, self.data(path, limit=TEXT_LIMIT_BYTES))
        self.note(path)
        return self._texts[path]

    def _resolve(self, path: str) -> Path:
        place = (self.root / PurePosixPath(path)).resolve()
        if not place.is_relative_to(self.root):
            message = "this path leads out of the project"
            raise ContentError(Problem(path, None, "error", message, "name a file inside the project's folders"))
        return place


def _too_large(path: str, size: int, limit: int) -> Problem:
    message = f"the file has {size / 1e6:.0f} MB, and {limit / 1e6:.0f} MB is the limit"
    return Problem(path, None, "error", message, "look whether a wrong file was put here")


def decoded(path: str, content: bytes) -> str:
    """The text of a file's bytes as `Sources.text` gives it; ``path`` names the file in problems."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:2]:
        raise ContentError(Problem(path, 1, "error", "the file is in UTF-16", "save it as UTF-8"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{content[error.start]:02X} is not UTF-8"
        raise ContentError(Problem(path, line, "error", message, "save the file as UTF-8")) from error
    text = text.replace("\r\n", "\n")
    _refuse_controls(path, text)
    return text


def _refuse_controls(path: str, text: str) -> None:
    match = _CONTROL.search(text)
    if match is None:
        return
    line = text.count("\n", 0, match.start()) + 1
    if match[0] == "\r":
        message, hint = "a lone carriage return (old Macintosh line end) stands in the text", "save it with LF or CRLF"
    else:
        name = "a NUL character" if match[0] == "\0" else f"a control character (U+{ord(match[0]):04X})"
        message, hint = f"{name} stands in the text", "take it out"
    raise ContentError(Problem(path, line, "error", message, hint))
