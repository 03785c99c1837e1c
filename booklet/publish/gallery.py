"""``out/index.html`` and a page for each event: what was made, what it is for, and how it is printed."""

from dataclasses import dataclass
from pathlib import Path

from booklet.build import OUT, write_whole
from booklet.build.files import only_build, remove, remove_empty_folders
from booklet.model import LANGUAGES
from booklet.problems import Problem
from booklet.publish.disk import refusals_told
from booklet.publish.pages import gallery_pages, gallery_printer, page_name
from booklet.publish.shelf import Shelf, read_shelves
from booklet.publish.thumbnails import remove_other_thumbnails
from booklet.sources import Sources

PAGE = f"{OUT}/index.html"
# As templates/gallery/frame.html says it.
_MARK = b'<meta name="generator" content="black-january-booklet">'


@dataclass(frozen=True)
class Gallery:
    """How many editions and files the pages show, and a warning for each edition that they leave out."""

    editions: int
    files: int
    problems: tuple[Problem, ...]
    pages: tuple[str, ...] = ()


def write_gallery(sources: Sources) -> Gallery:
    """Bring the pages in ``out/`` up to date with the finished editions; pages that say the same are not written.

    What a build has read through these ``sources`` is not read again.

    Raises BusyError while a build works in the same tree, ContentError where book, catalogs or templates have
    mistakes, FileRefusedError where ``out/`` cannot be written.
    """
    root, printer = sources.root, gallery_printer(sources)
    with only_build(root), refusals_told(OUT):
        shelves, problems = read_shelves(sources, printer.products)
        pages = list(gallery_pages(printer, shelves))
        for path, content in pages:
            _write_if_new(root / OUT / path, content)
        _remove_others(root, shelves)
    receipts = [receipt for shelf in shelves for receipt in shelf.receipts]
    files = sum(len(receipt.outputs) for receipt in receipts)
    return Gallery(len(receipts), files, tuple(problems), tuple(f"{OUT}/{path}" for path, _content in pages))


def _write_if_new(place: Path, content: bytes) -> None:
    if not place.is_file() or place.read_bytes() != content:
        write_whole(place, content)


def _remove_others(root: Path, shelves: list[Shelf]) -> None:
    """Take away the pages of events without editions, and the pictures of former files; other pages are not ours."""
    pictures = {shelf.slug: shelf.own_pictures for shelf in shelves}
    for folder in sorted(path for path in (root / OUT).iterdir() if path.is_dir() and not path.name.startswith(".")):
        if folder.name in pictures:
            remove_other_thumbnails(root, folder.name, pictures[folder.name])
        elif any(_is_ours(folder / page_name(language)) for language in LANGUAGES):
            remove_other_thumbnails(root, folder.name, ())
            remove(root, [f"{OUT}/{folder.name}/{page_name(language)}" for language in LANGUAGES])
    remove_empty_folders(root)


def _is_ours(page: Path) -> bool:
    """Whether a page says that we have written it."""
    return page.is_file() and _MARK in page.read_bytes()
