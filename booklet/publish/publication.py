"""``dist/``: the finished editions under the year that they commemorate, whole years or none.

A year is put together in a hidden folder beside its place, and takes the place of the former one by renaming. Other
years are never touched.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from booklet.build import OUT, write_whole
from booklet.build.files import only_build
from booklet.model import LANGUAGES
from booklet.problems import ContentError, Problem, errors_among
from booklet.publish.archives import (
    MANIFEST,
    SUMS,
    archive_name,
    manifest_text,
    published_path,
    sums_text,
    write_archive,
)
from booklet.publish.disk import refusals_told
from booklet.publish.editions import content_of
from booklet.publish.pages import Printer, gallery_pages, gallery_printer, page_name
from booklet.publish.shelf import Shelf, read_shelves
from booklet.sources import Sources

DIST = "dist"
LATEST = "latest"
_YEAR = re.compile(r"\d{4}")
_NEW, _FORMER = ".part", ".former"


@dataclass(frozen=True)
class PublishedYear:
    """A year of the archive and how much it holds."""

    year: int
    events: int
    editions: int
    files: int


@dataclass(frozen=True)
class Publication:
    """The years that were published anew, and what a person should know."""

    years: tuple[PublishedYear, ...]
    problems: tuple[Problem, ...]


def publish(root: Path) -> Publication:
    """Copy every finished edition into ``dist/<year>/`` with its pages, archives and checksums.

    ContentError where an edition is damaged or nothing is finished: then nothing is published. Raises BusyError while
    a build works in the same tree, FileRefusedError where ``dist/`` cannot be written.
    """
    sources = Sources(root)
    printer = gallery_printer(sources)
    with only_build(root), refusals_told(DIST):
        _put_right(root / DIST)
        shelves, problems = read_shelves(sources, printer.products)
        years = _by_year(shelves)
        _refuse(years, problems)
        gone = [problem for year, found in years.items() for problem in _vanishing(root, year, found)]
        with _none_left_unfinished(root / DIST):
            for year, found in years.items():
                _make_year(root, printer, year, found)
            os.sync()
        for year in years:
            _take_place(root / DIST, str(year))
        _write_top_pages(root, printer)
    return Publication(tuple(_count(year, found) for year, found in years.items()), (*problems, *gone))


def _by_year(shelves: list[Shelf]) -> dict[int, list[Shelf]]:
    """The events by the year that they commemorate; those whose file is gone have none."""
    years: dict[int, list[Shelf]] = {}
    for shelf in shelves:
        if shelf.event is not None:
            years.setdefault(shelf.event.commemorated_year, []).append(shelf)
    return years


def _refuse(years: dict[int, list[Shelf]], problems: list[Problem]) -> None:
    """ContentError where an edition or an event's file is not as it must be, or nothing is there."""
    wrong = [replace(one, severity="error") for one in problems if one.path.startswith(OUT)]
    if wrong or errors_among(problems):
        raise ContentError(*wrong, *errors_among(problems))
    if not years:
        message = "no finished edition is there that could be published"
        raise ContentError(Problem(OUT, None, "error", message, "make some first, with: make"), *problems)


def _vanishing(root: Path, year: int, shelves: list[Shelf]) -> Iterator[Problem]:
    """A warning for each event of the former publication of this year that the new one will not have."""
    now = {shelf.slug for shelf in shelves}
    for folder in sorted((root / DIST / str(year)).glob("*/")):
        if folder.name not in now:
            message = f"{folder.name} was published for {year} and is not in {OUT}/ any more; it is taken out"
            hint = f"to have it again, put its file back, then: make event={folder.name}, make publish"
            yield Problem(f"{DIST}/{year}", None, "warning", message, hint)


# ── one year ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _make_year(root: Path, printer: Printer, year: int, shelves: list[Shelf]) -> None:
    """The whole year in its hidden folder; ContentError names every file that has changed since it was made."""
    place = root / DIST / f".{year}{_NEW}"
    wrong = [problem for shelf in shelves for problem in _copy(root, shelf, place)]
    if wrong:
        raise ContentError(*wrong)
    for path, content in gallery_pages(printer, shelves):
        _write(place / path, content)
    sizes = {}
    for shelf in shelves:
        archive = place / archive_name(shelf.slug, year)
        write_archive(archive, place / shelf.slug)
        sizes[shelf.slug] = archive.stat().st_size
    for path, content in gallery_pages(printer, shelves, sizes):
        _write(place / path, content)
    _write(place / MANIFEST, manifest_text(year, shelves).encode())
    _write(place / SUMS, sums_text(place).encode())


def _copy(root: Path, shelf: Shelf, place: Path) -> Iterator[Problem]:
    """Copy the files and pictures of an event; an error for each file whose bytes are not those of its receipt."""
    for receipt in shelf.receipts:
        for output in receipt.outputs:
            try:
                _write(place / published_path(output), content_of(root, output))
            except ContentError as error:
                yield from error.problems
    for picture in shelf.own_pictures:
        path = f"{shelf.slug}/{picture.path}"
        _write(place / path, (root / OUT / path).read_bytes())


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def _count(year: int, shelves: list[Shelf]) -> PublishedYear:
    receipts = [receipt for shelf in shelves for receipt in shelf.receipts]
    return PublishedYear(year, len(shelves), len(receipts), sum(len(receipt.outputs) for receipt in receipts))


# ── taking the place of the former one ────────────────────────────────────────────────────────────────────────────────


def _take_place(dist: Path, year: str) -> None:
    """Rename the former year away and the new one to its place; `_put_right` mends what a kill between them leaves."""
    former = dist / f".{year}{_FORMER}"
    if (dist / year).exists():
        (dist / year).rename(former)
    (dist / f".{year}{_NEW}").rename(dist / year)
    if former.exists():
        shutil.rmtree(former)


def _put_right(dist: Path) -> None:
    """Bring back a year whose successor never came, and take away what an interrupted run has left."""
    for former in sorted(dist.glob(f".[0-9]*{_FORMER}")):
        year = dist / former.name.removeprefix(".").removesuffix(_FORMER)
        if year.exists():
            shutil.rmtree(former)
        else:
            former.rename(year)
    _remove_unfinished(dist)


def _remove_unfinished(dist: Path) -> None:
    for unfinished in sorted(dist.glob(f".[0-9]*{_NEW}")):
        shutil.rmtree(unfinished)


@contextmanager
def _none_left_unfinished(dist: Path) -> Iterator[None]:
    """Whatever stops the making of a year, nothing of it stays."""
    try:
        yield
    except BaseException:  # an interruption, too; it goes on
        _remove_unfinished(dist)
        raise


# ── the pages above the years ─────────────────────────────────────────────────────────────────────────────────────────


def _write_top_pages(root: Path, printer: Printer) -> None:
    """The list of years, and the address that leads to the newest of them."""
    dist = root / DIST
    years = sorted((path.name for path in dist.iterdir() if _YEAR.fullmatch(path.name)), reverse=True)
    for language in LANGUAGES:
        name = page_name(language)
        write_whole(dist / name, printer.page("years", name, language, years=years))
        target = f"../{years[0]}/{name}"
        write_whole(dist / LATEST / name, printer.page("latest", name, language, year=years[0], target=target))
