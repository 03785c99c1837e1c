"""What an edition was made from, and what was made of it: a small file beside the editions, in ``out/.receipts/``.

Nothing in it depends on a clock or a computer, so shards and machines can exchange it. One that is damaged counts as
none. It imports nothing that is slow: a build with nothing to do reads receipts alone.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from booklet.sealed import opened, sealed

OUT = "out"
FOLDER = f"{OUT}/.receipts"
SUFFIX = ".json"


@dataclass(frozen=True)
class Output:
    """A finished file: its path below the project, size, SHA-256 (hexadecimal), and pages (0 where it has none)."""

    path: str
    bytes: int
    sha256: str
    pages: int = 0


@dataclass(frozen=True)
class Receipt:
    """One edition of a build.

    ``edition`` is its name (``general/az/booklet-a5``), ``language`` its folder (``az``, ``az+en``). ``inputs`` are
    hashes by the name of what was read, ``recipe`` the hash of all that makes editions (our code, libraries, Pango).
    ``deliveries`` are those that were asked for, ``parts`` the names of those that it shares with other editions,
    ``warnings`` what was told while it was made. Of its ``texts``, a
    native speaker has ``reviewed`` so many. ``judged`` tells whether a preflight has passed its press file.
    """

    edition: str
    event: str
    language: str
    product: str
    format: str
    recipe: str
    inputs: Mapping[str, str]
    deliveries: tuple[str, ...]
    outputs: tuple[Output, ...]
    parts: tuple[str, ...] = ()
    warnings: tuple[Mapping[str, Any], ...] = ()
    texts: int = 0
    reviewed: int = 0
    judged: bool = False


def receipt_path(edition: str) -> str:
    """Where the receipt of an edition lies, below the project."""
    return f"{FOLDER}/{edition}{SUFFIX}"


def receipt_bytes(receipt: Receipt) -> bytes:
    """The receipt as JSON under its own hash."""
    values = {**vars(receipt), "outputs": [vars(output) for output in receipt.outputs]}
    return sealed(json.dumps(values, ensure_ascii=False, sort_keys=True).encode())


def read_receipt(root: Path, edition: str) -> Receipt | None:
    """The receipt of the edition of that name; None where there is none, or a damaged one, or that of another."""
    receipt = receipt_at(root / receipt_path(edition))
    return receipt if receipt is not None and receipt.edition == edition else None


def all_receipts(root: Path) -> Iterator[Receipt]:
    """Every whole receipt that lies in its place below the project, by the name of the edition."""
    for path in sorted((root / FOLDER).rglob(f"*{SUFFIX}")):
        edition = path.relative_to(root / FOLDER).as_posix().removesuffix(SUFFIX)
        if receipt := read_receipt(root, edition):
            yield receipt


def receipt_at(path: Path) -> Receipt | None:
    """The receipt in a file; None where there is none, or a damaged one."""
    try:
        values = json.loads(opened(path.read_bytes()))
        values["outputs"] = tuple(Output(**output) for output in values["outputs"])
        receipt = Receipt(**{**values, **{name: tuple(values[name]) for name in ("deliveries", "parts", "warnings")}})
        return receipt if all(_is_own(receipt, output.path) for output in receipt.outputs) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _is_own(receipt: Receipt, path: str) -> bool:
    """Whether it is the path of a file of this edition: what a receipt names may be taken away one day."""
    parts = PurePosixPath(path).parts
    return len(parts) > 3 and parts[:3] == (OUT, receipt.event, receipt.language) and ".." not in parts
