"""The default editions, made once for all tests that look at finished files, and the letters on their pages."""

import ctypes
import io
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from booklet.build import Selection, read_selection
from booklet.compose import SectionPlace, places
from booklet.model import LANGUAGES, Edition
from booklet.pipeline import make_edition
from booklet.problems import Problem
from booklet.project import Project
from booklet.render import LineFault
from booklet.sources import Sources

CHECKOUT = Path(__file__).parents[1]
EVENT = "general"
POINTS_PER_MM = 72 / 25.4
BLEED_MM = 3.175
SIZES_MM = {
    "booklet-a5": (148, 210),
    "booklet-half-letter": (139.7, 215.9),
    "poster-a2": (420, 594),
    "poster-18x24": (457.2, 609.6),
}
BOOKLETS = [f"{language}/{name}" for name in SIZES_MM for language in LANGUAGES if name.startswith("booklet")]
POSTERS = [f"{language}/{name}" for name in SIZES_MM for language in LANGUAGES if name.startswith("poster")]
NOTE_MARK_LIMIT_PT = 7.2


@dataclass(frozen=True)
class Printed:
    """An edition with its finished files by delivery, the lines that its inspection would mend, and its notes."""

    edition: Edition
    project: Project
    files: dict[str, bytes]
    lines: tuple[LineFault, ...]
    notes: tuple[Problem, ...]

    @property
    def press(self) -> bytes:
        return self.files["press"]

    @property
    def screen(self) -> bytes:
        return self.files["screen"]

    @property
    def language(self) -> str:
        return self.edition.language

    @property
    def places(self) -> tuple[SectionPlace, ...]:
        return places(self.edition)

    def pages_of(self, section: str) -> range:
        """The pages of a section, from 1."""
        place = next(place for place in self.places if place.section == section)
        return range(place.first_page, place.first_page + place.pages)


@dataclass(frozen=True)
class Letter:
    """A letter on a page (from 1); ``left``, ``right`` and ``baseline`` in points from the top left of the trim."""

    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str

    @property
    def is_note_mark(self) -> bool:
        return self.size < NOTE_MARK_LIMIT_PT


@cache
def default_editions() -> dict[str, Printed]:
    """Every edition of the default event on both paper families, by ``language/product-format``; UTC is its zone."""
    before = os.environ.get("TZ")
    _set_time_zone("UTC")
    try:
        return {printed.edition.name.partition("/")[2]: printed for printed in _made(EVENT, LANGUAGES)}
    finally:
        _set_time_zone(before)


@cache
def example_editions() -> dict[str, Printed]:
    """The English editions of the event that shows every field."""
    return {printed.edition.name.partition("/")[2]: printed for printed in _made("example", ("en",), ("a",))}


def _made(event: str, languages: Sequence[str], papers: Sequence[str] = ("a", "us")) -> Iterator[Printed]:
    for paper in papers:
        project, editions = read_selection(Sources(CHECKOUT), Selection((event,), tuple(languages), (), paper))
        for edition in editions:
            made = make_edition(project, edition)
            yield Printed(edition, project, made.files, made.lines, made.notes)


def _set_time_zone(name: str | None) -> None:
    if name is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = name
    time.tzset()


def output_of(*command: str) -> str:
    """What a program prints, warnings included; a missing program fails the test."""
    program = shutil.which(command[0])
    assert program, f"{command[0]} is not installed, and this test needs it"
    done = subprocess.run([program, *command[1:]], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout.decode()
    return done.stdout.decode()


@cache
def letters(pdf: bytes) -> tuple[Letter, ...]:
    """Every drawn letter of a screen file, spaces included, in the order in which it is drawn."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return tuple(letter for number, page in enumerate(document, start=1) for letter in _page_letters(number, page))


def _page_letters(number: int, page: pypdfium2.PdfPage) -> Iterator[Letter]:
    text, height = page.get_textpage(), page.get_height()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    matrix = raw.FS_MATRIX()
    for index in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetFontInfo(text, index, name, len(name), flags)
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * abs(matrix.d)
        character = chr(raw.FPDFText_GetUnicode(text, index))
        font = re.sub(r"^[A-Z]{6}\+", "", name.value.decode())
        yield Letter(number, character, box.left, box.right, height - y.value, size, font)


def plain(text: str) -> str:
    """Letters and figures alone, without their case, for finding a text in what a program reads from a page."""
    return "".join(letter for letter in text if letter.isalnum()).casefold().replace("\u0307", "").replace("ı", "i")
