"""Many editions: which are wanted, which of them something has changed for, side by side, each one's files whole."""

from booklet.build.building import build, default_jobs, outdated, reasons
from booklet.build.files import LETTERS, OUT, path_of, uses, write_whole
from booklet.build.making import Outcome
from booklet.build.selection import Selection, book_settings, read_selection

__all__ = [
    "LETTERS", "OUT", "Outcome", "Selection", "book_settings", "build", "default_jobs", "outdated", "path_of",
    "read_selection", "reasons", "uses", "write_whole",
]  # fmt: skip
