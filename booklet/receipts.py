"""What an edition was made from, and what was made of it: a small file beside the editions, in ``out/.receipts/``.

Nothing in it depends on a clock or a computer, so shards and machines can exchange it. One that is damaged counts as
none. It imports nothing that is slow: a build with nothing to do reads receipts alone.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

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
    body = json.dumps(asdict(receipt), ensure_ascii=False, sort_keys=True)
    return f"{digest(body.encode())}\n{body}\n".encode()


def read_receipt(root: Path, edition: str) -> Receipt | None:
    """The receipt of the edition of that name; None where there is none, or a damaged one."""
    return receipt_at(root / receipt_path(edition))


def all_receipts(root: Path) -> Iterator[Receipt]:
    """Every whole receipt below the project, by the name of the edition."""
    for path in sorted((root / FOLDER).rglob(f"*{SUFFIX}")):
        receipt = receipt_at(path)
        if receipt is not None:
            yield receipt


def receipt_at(path: Path) -> Receipt | None:
    """The receipt in a file; None where there is none, or a damaged one."""
    try:
        seal, body, _ = path.read_bytes().split(b"\n")
        if seal.decode() != digest(body):
            return None
        values = json.loads(body)
        values["outputs"] = tuple(Output(**output) for output in values["outputs"])
        if not all(_is_ours(output.path) for output in values["outputs"]):
            return None
        return Receipt(**{**values, **{name: tuple(values[name]) for name in ("deliveries", "parts", "warnings")}})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _is_ours(path: str) -> bool:
    """Whether it is the path of a finished file: what a receipt names may be taken away one day."""
    parts = PurePosixPath(path).parts
    return len(parts) > 2 and parts[0] == OUT and not any(part.startswith(".") for part in parts)


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
