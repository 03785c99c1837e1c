"""First pages as small pictures, drawn once for each file and named by its hash."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from booklet.build import OUT, write_whole
from booklet.pictures import small_first_page
from booklet.problems import ContentError, Problem
from booklet.publish.editions import content_of, damage, delivery_of
from booklet.receipts import Output, Receipt

FOLDER = "thumbnails"
BOX_PX = (192, 272)
_BEST = ("screen", "picture", "press", "home", "home-fronts")
_NAME_LENGTH = 20
_PNG_SIZE = slice(16, 24)


@dataclass(frozen=True)
class Thumbnail:
    """A picture: its path below the event's folder, width and height in pixels."""

    path: str
    width: int
    height: int


def thumbnails(root: Path, receipts: Iterable[Receipt]) -> tuple[dict[str, Thumbnail], list[Problem]]:
    """The picture of each edition that has pages, by its name; those that are missing are drawn.

    What is not the file that its receipt names, or cannot be drawn, is a warning: such an edition is to be left out.
    """
    found: dict[str, Thumbnail] = {}
    problems: list[Problem] = []
    for receipt in receipts:
        output = _pictured(receipt)
        if output is not None:
            try:
                found[receipt.edition] = _thumbnail(root, receipt, output)
            except ContentError as error:
                problems.append(damage(receipt.edition, error.problems[0].message))
    return found, problems


def _pictured(receipt: Receipt) -> Output | None:
    """The file whose first page stands for the edition."""
    by_delivery: dict[str, Output] = {}
    for output in receipt.outputs:
        by_delivery.setdefault(delivery_of(output), output)
    return next((by_delivery[name] for name in _BEST if name in by_delivery), None)


def _thumbnail(root: Path, receipt: Receipt, output: Output) -> Thumbnail:
    path = f"{FOLDER}/{output.sha256[:_NAME_LENGTH]}.png"
    place = root / OUT / receipt.event / path
    if not place.is_file():
        write_whole(place, small_first_page(content_of(root, output), BOX_PX, name=receipt.edition))
    with place.open("rb") as file:
        width, height = struct.unpack(">II", file.read(_PNG_SIZE.stop)[_PNG_SIZE])
    return Thumbnail(path, width, height)


def remove_other_thumbnails(root: Path, slug: str, kept: Iterable[Thumbnail]) -> None:
    """Take the pictures of former files out of an event's folder."""
    folder = root / OUT / slug / FOLDER
    names = {one.path.rpartition("/")[2] for one in kept}
    for path in folder.glob("*.png"):
        if path.name not in names:
            path.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
