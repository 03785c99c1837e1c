"""One part → pictures of its pages, and where its messages lie on them. Runs in the warm worker."""

import io
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from booklet.compose import SectionPlace
from booklet.press import Boxes, Identity, screen_file
from booklet.preview.marks import take_marks
from booklet.problems import BookletError, Problem
from booklet.render import KeyedBox, inspect_pages, keyed_boxes, lay_out, write_pdf
from booklet.sources import Sources

PICTURE_WIDTH = 1120
"""Pixels across a page: sharp on a screen of 1280, also where a pixel of CSS has two of the screen."""

POINTS_PER_MM = 72 / 25.4
_PIXEL_LIMIT = 4_000_000

Ink = tuple[float, float, float, float]


@dataclass(frozen=True)
class Task:
    """What the worker needs to draw a part; all of it can be sent to another process."""

    name: str
    html: str
    head: str
    place: SectionPlace
    language: str
    width_mm: float
    height_mm: float
    bleed_mm: float
    palette: Mapping[Ink, str]


@dataclass(frozen=True)
class Picture:
    """A page as a PNG file with its size in pixels."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Drawn:
    """The pages of a part, or none where they cannot be laid out; ``problems`` would stop or accompany its build."""

    pictures: tuple[Picture, ...] = ()
    boxes: tuple[KeyedBox, ...] = ()
    problems: tuple[Problem, ...] = ()


def draw(root: Path, task: Task) -> Drawn:
    """Lay out, inspect and draw one part, with the style sheets that now lie below ``root``."""
    try:
        return _drawn(Sources(root), task)
    except BookletError as error:
        return Drawn(problems=error.problems)


def _drawn(sources: Sources, task: Task) -> Drawn:
    laid = lay_out(task.name, task.html, sources, prepare=take_marks)
    problems, lines = inspect_pages(laid, [task.place], language=task.language)
    pdf = screen_file(
        write_pdf(laid),
        boxes=_boxes(task),
        identity=_identity(task),
        palette=task.palette,
        page_labels=_labels(laid),
        packed=False,
    )
    told = (*problems, *(fault.as_problem(task.name) for fault in lines))
    return Drawn(pictures(pdf), tuple(keyed_boxes(laid, head=task.head)), told)


def _boxes(task: Task) -> Boxes:
    return Boxes(task.width_mm * POINTS_PER_MM, task.height_mm * POINTS_PER_MM, task.bleed_mm * POINTS_PER_MM)


def _identity(task: Task) -> Identity:
    """Nobody reads these files; their pictures are taken and they are gone."""
    return Identity(
        title=task.name,
        author=task.name,
        language=task.language,
        created="1990-01-20T00:00:00Z",
        modified="1990-01-20T00:00:00Z",
        document_id=task.name,
        creator=task.name,
        producer=task.name,
    )


def _labels(laid: Any) -> list[str]:
    return [str(number) for number in range(1, len(laid.document.pages) + 1)]


def pictures(pdf: bytes) -> tuple[Picture, ...]:
    """Each page of a PDF as a PNG of `PICTURE_WIDTH` pixels across."""
    with pypdfium2.PdfDocument(pdf) as document:
        images = [_image(page) for page in document]
    with ThreadPoolExecutor(2) as pool:  # compressing is most of the work, and lets other threads run
        return tuple(pool.map(_picture, images))


def _image(page: Any) -> Any:
    width, height = page.get_size()
    scale = min(PICTURE_WIDTH / width, (_PIXEL_LIMIT / (width * height)) ** 0.5)
    return page.render(scale=scale, may_draw_forms=False).to_pil()


def _picture(image: Any) -> Picture:
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    return Picture(file.getvalue(), image.width, image.height)
