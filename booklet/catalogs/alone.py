"""Whoever changes catalogs does so alone: from reading them until they are written, nobody else writes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from booklet.problems import FileRefusedError, Problem

FOLDER = "out"
LOCK = ".saving"


@contextmanager
def alone_with_catalogs(root: Path) -> Iterator[None]:
    """Wait until no other process of ours changes catalogs below ``root``; to be held from reading to writing.

    The lock is free again when its process ends, however it ends. FileRefusedError where it cannot be made.
    """
    place = root / FOLDER
    try:
        place.mkdir(exist_ok=True)
        lock = (place / LOCK).open("w")
    except OSError as error:
        message = f"nothing can be written there: {error.strerror}"
        raise FileRefusedError(Problem(FOLDER, None, "error", message, "look whether the disk is full")) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
