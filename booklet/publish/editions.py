"""The finished editions in ``out/``: those that are whole, and what is wrong with the others."""

from pathlib import Path
from typing import Literal

from booklet.build import OUT
from booklet.model import LANGUAGE_PAIRS, LANGUAGES, SOURCE_LANGUAGE
from booklet.problems import ContentError, Problem
from booklet.receipts import FOLDER, SUFFIX, Output, Receipt, read_receipt
from booklet.sealed import digest

FOLDERS = (*LANGUAGES, *LANGUAGE_PAIRS)
Review = Literal["source", "reviewed", "part", "draft"]

_BY_ENDING = {"png": "picture", "html": "page", "txt": "text"}
_HINT = "make it again with: make"


def finished_editions(root: Path) -> tuple[list[Receipt], list[Problem]]:
    """The receipts of all editions that can be given away, by name, and a warning for each that is damaged.

    Letters to single recipients belong to their senders, and the pseudo-language is no language: neither is among them.
    """
    receipts: list[Receipt] = []
    problems: list[Problem] = []
    for name in _names(root):
        receipt = read_receipt(root, name)
        fault = "its receipt is damaged" if receipt is None else _fault(root, receipt)
        if fault:
            problems.append(damage(name, fault))
        elif receipt is not None:
            receipts.append(receipt)
    return receipts, problems


def _names(root: Path) -> list[str]:
    paths = (path.relative_to(root / FOLDER).as_posix() for path in (root / FOLDER).glob(f"*/*/*{SUFFIX}"))
    return sorted(path.removesuffix(SUFFIX) for path in paths if path.split("/")[1] in FOLDERS)


def damage(edition: str, fault: str) -> Problem:
    """A warning that an edition is left out."""
    return Problem(f"{OUT}/{edition}", None, "warning", f"this edition is left out: {fault}", _HINT)


def _fault(root: Path, receipt: Receipt) -> str:
    """Why an edition is not whole; empty where it is. Sizes are compared, not hashes."""
    if not receipt.outputs:
        return "it has no files"
    for output in receipt.outputs:
        if fault := _fault_of_file(root, output):
            return fault
    if not receipt.judged and "press" in map(delivery_of, receipt.outputs):
        return "its press file was not judged"
    return ""


def _fault_of_file(root: Path, output: Output) -> str:
    name, place = output.path.rpartition("/")[2], root / output.path
    if not place.is_file():
        return f"{name} is missing"
    return "" if place.stat().st_size == output.bytes else _changed(name)


def _changed(name: str) -> str:
    return f"{name} has changed since it was made"


def content_of(root: Path, output: Output) -> bytes:
    """The bytes of a finished file; ContentError where they are not those that its receipt tells."""
    content = (root / output.path).read_bytes()
    if digest(content) != output.sha256:
        name = output.path.rpartition("/")[2]
        raise ContentError(Problem(output.path, None, "error", _changed(name), _HINT))
    return content


def review_of(receipt: Receipt) -> Review:
    """How far a native speaker has read the texts; English is their source.

    Of a pair it is not known whose texts are read as long as some are not.
    """
    if receipt.language == SOURCE_LANGUAGE:
        return "source"
    if receipt.reviewed == receipt.texts:
        return "reviewed"
    return "part" if receipt.reviewed and receipt.language in LANGUAGES else "draft"


def delivery_of(output: Output) -> str:
    """``press``, ``home``, ``how-to-print`` and so on, as in the file's name; ``picture``, ``page`` or ``text``."""
    part = output.path.rsplit(".", 2)[1]
    return _BY_ENDING.get(part, part)
