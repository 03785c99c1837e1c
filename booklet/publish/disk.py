"""What the disk refuses, in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from booklet.problems import FileRefusedError, Problem


@contextmanager
def refusals_told(place: str) -> Iterator[None]:
    """FileRefusedError for every OSError; ``place`` is the folder below the project that is worked on."""
    try:
        yield
    except OSError as error:
        hint = "look whether the disk is full and whether you may read and write there"
        message = f"the disk refuses: {error.strerror}"
        raise FileRefusedError(Problem(place, None, "error", message, hint)) from error
