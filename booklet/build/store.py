"""Parts that all events share, kept in ``out/.parts/`` for the next edition and the next build.

A part is one file: its hash, what is to be known of it as JSON, and its PDFs. One that is damaged counts as none.
"""

import json
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from booklet.build.files import PARTS, write_whole
from booklet.parts import Part
from booklet.problems import Problem
from booklet.render import LineFault
from booklet.sealed import opened, sealed

AT_HAND = 4


class PartsOnDisk:
    """A `booklet.parts.Store` in a project; ``recipe`` is the hash of what makes parts, others' are not seen."""

    def __init__(self, root: Path, recipe: str) -> None:
        self.folder = root / PARTS / recipe[:16]
        self._known: dict[str, Part] = {}

    def get(self, name: str) -> Part | None:
        """The part of that name, or None."""
        if name not in self._known:
            part = _read(self.folder / name)
            if part is None:
                return None
            self._remember(name, part)
        return self._known[name]

    def put(self, name: str, part: Part) -> None:
        """Keep a part."""
        self._remember(name, part)
        write_whole(self.folder / name, packed(part))

    def _remember(self, name: str, part: Part) -> None:
        """Keep it at hand for the next edition; a worker meets few at a time."""
        self._known[name] = part
        for oldest in list(self._known)[:-AT_HAND]:
            del self._known[oldest]


def packed(part: Part) -> bytes:
    """A part as the bytes of one file."""
    head = {
        "pages": list(part.pages),
        "title": part.title,
        "inputs": dict(part.inputs),
        "lines": [asdict(line) for line in part.lines],
        "notes": [asdict(note) for note in part.notes],
        "files": {kind: len(content) for kind, content in part.files.items()},
    }
    body = json.dumps(head, ensure_ascii=False, sort_keys=True).encode() + b"\n" + b"".join(part.files.values())
    return sealed(body)


def unpacked(content: bytes) -> Part:
    """The part of such bytes; ValueError where they are damaged."""
    head, _, rest = opened(content).partition(b"\n")
    values: dict[str, Any] = json.loads(head)
    files, start = {}, 0
    for kind, length in values["files"].items():
        files[kind] = rest[start : start + length]
        start += length
    lines = tuple(LineFault(**line) for line in values["lines"])
    notes = tuple(Problem(**note) for note in values["notes"])
    return Part(tuple(values["pages"]), values["title"], files, lines, notes, values["inputs"])


def _read(path: Path) -> Part | None:
    try:
        return unpacked(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget_others(root: Path, recipe: str, used: Collection[str]) -> None:
    """Take away the parts of other recipes, and those of this one that nothing has used."""
    for path in (root / PARTS).rglob("*"):
        if path.is_file() and not (path.parent.name == recipe[:16] and path.name in used):
            path.unlink(missing_ok=True)
