"""Files in ``out/``: where they lie, and how they come there whole or not at all."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from booklet.home_files import home_names, name_of
from booklet.model import Edition
from booklet.problems import BusyError, FileRefusedError, Problem

OUT = "out"
LETTERS = "letters"
PARTS = "out/.parts"
_USES = {
    "press": "to the print shop",
    "home": "to print yourself",
    "home-fronts": "to print yourself, first side",
    "home-backs": "to print yourself, second side",
    "how-to-print": "how to print it yourself",
    "test-sheet": "to try the printer",
    "fold-dummy": "to try the folding",
    "screen": "to send and to read on a screen",
    "png": "to post and to send",
    "html": "to read in a browser",
    "txt": "to paste into a form or a post",
}


def folder_of(edition: Edition) -> str:
    """The folder of an edition's files, below the project."""
    folder = f"{OUT}/{edition.event.slug}/{edition.folder}"
    return f"{folder}/{LETTERS}" if edition.recipient else folder


def path_of(edition: Edition, delivery: str) -> str:
    """Where a delivery of an edition lies, below the project."""
    return f"{folder_of(edition)}/{name_of(edition, delivery)}"


def possible_files(root: Path, edition: Edition, deliveries: Iterable[str]) -> set[str]:
    """Every file that some deliveries of an edition may ever have, there or not; numbered pictures that are there."""
    names = {name_of(edition, delivery) for delivery in deliveries if delivery != "picture"}
    if "home" in deliveries:
        names.update(home_names(edition))
    if "text" in deliveries:
        names.update(name_of(edition, f"text-{text.id}") for text in edition.texts)
    if "picture" in deliveries:
        names.update(path.name for path in (root / folder_of(edition)).glob(f"{edition.stem}-[0-9]*.png"))
    return {f"{folder_of(edition)}/{name}" for name in names}


def write_whole(target: Path, content: bytes, *, over: bytes | None = None) -> bool:
    """Write a file beside its place, flush it to the disk, and rename it; FileRefusedError leaves the old one.

    With ``over`` it is renamed only while the old one still holds these bytes. Whether it was.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if over is None or (target.is_file() and target.read_bytes() == over):
            part.replace(target)
            return True
        part.unlink()
    except OSError as error:
        part.unlink(missing_ok=True)
        raise FileRefusedError(refusal(target, error)) from error
    return False


def refusal(target: Path, error: OSError) -> Problem:
    """What to tell of a file that the disk refuses."""
    hint = "look whether the disk is full and whether you may write there"
    return Problem(target.name, None, "error", f"the file cannot be written: {error.strerror}", hint)


@contextmanager
def only_build(root: Path) -> Iterator[None]:
    """Hold the tree's lock; it is free again when the process ends, however it ends."""
    place = root / OUT
    try:
        place.mkdir(exist_ok=True)
        lock = (place / ".lock").open("a")
    except OSError as error:
        raise FileRefusedError(refusal(place, error)) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = "another build is working in this folder"
            raise BusyError(Problem(OUT, None, "error", message, "wait until it has ended")) from error
        yield


def uses(files: Iterable[str]) -> list[tuple[str, str]]:
    """Each file with what it is for."""
    return [(path, _USES[path.rsplit(".", 2)[1]]) for path in sorted(files)]


def remove(root: Path, paths: Iterable[str]) -> None:
    """Take files away; FileRefusedError where the disk refuses. Folders stay: another worker may be using them."""
    for path in paths:
        try:
            (root / path).unlink(missing_ok=True)
        except OSError as error:
            raise FileRefusedError(refusal(root / path, error)) from error


def remove_empty_folders(root: Path) -> None:
    """Take away every folder in ``out/`` in which nothing lies; called while no worker writes."""
    for place, _folders, _names in os.walk(root / OUT, topdown=False):
        if place != str(root / OUT) and not any(Path(place).iterdir()):
            Path(place).rmdir()


def sweep(root: Path) -> None:
    """Take away what interrupted builds have left half written; called while no other build works here."""
    for path in (root / OUT).rglob(".*.part"):
        path.unlink(missing_ok=True)
