"""What goes with a published year: an archive of each event, the list of files for programs, the checksums."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from booklet.publish.editions import delivery_of, review_of
from booklet.publish.shelf import Shelf
from booklet.receipts import Output, Receipt

SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can tell
_MODE = 0o644 << 16
_UNIX = 3


def archive_name(slug: str, year: int) -> str:
    """``london-2027.zip``."""
    return f"{slug}-{year}.zip"


def write_archive(target: Path, folder: Path) -> None:
    """A zip of all files below ``folder`` under its name, the same bytes for the same files on any computer.

    Nothing is compressed: PDF and PNG are already, and compressors differ from one computer to the next.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in files_below(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{path}", _LONG_AGO)
            entry.external_attr, entry.create_system = _MODE, _UNIX
            archive.writestr(entry, (folder / path).read_bytes())


def files_below(folder: Path) -> list[str]:
    """The path of every file below a folder, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def sums_text(folder: Path) -> str:
    """A line for each file below ``folder``, as ``sha256sum --check`` reads it."""
    lines = []
    for path in files_below(folder):
        with (folder / path).open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path}\n")
    return "".join(lines)


def manifest_text(year: int, shelves: Iterable[Shelf]) -> str:
    """Every file of the editions of a year as JSON; paths are those below the year's folder.

    ``review`` is that of `booklet.publish.editions.review_of`, ``preflight`` ``passed`` for a press file.
    """
    files = [row for shelf in shelves for receipt in shelf.receipts for row in _rows(receipt)]
    return json.dumps({"year": year, "files": files}, ensure_ascii=False, indent=1) + "\n"


def _rows(receipt: Receipt) -> Iterator[dict[str, Any]]:
    for output in receipt.outputs:
        delivery = delivery_of(output)
        yield {
            "path": published_path(output),
            "event": receipt.event,
            "language": receipt.language,
            "product": receipt.product,
            "format": receipt.format,
            "delivery": delivery,
            "pages": output.pages,
            "bytes": output.bytes,
            "sha256": output.sha256,
            "texts": receipt.texts,
            "reviewed": receipt.reviewed,
            "review": review_of(receipt),
            "preflight": "passed" if delivery == "press" and receipt.judged else None,
        }


def published_path(output: Output) -> str:
    """Where a file lies below the folder of its year: as in ``out/``."""
    return output.path.partition("/")[2]
