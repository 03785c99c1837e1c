"""Draws the pictures of README.md from real pages: ``.venv/bin/python tests/readme_pictures.py``.

The pages are made anew, not taken from ``out/``, so that no picture shows an older text. The same pages give the same
bytes: PDFium draws them, and Pillow writes them as PNG with a palette and without a date.
"""

import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # this checkout's own booklet, wherever the script is started

from booklet.build import Selection, read_selection, write_whole  # noqa: E402 - needs the line above
from booklet.compose import places  # noqa: E402
from booklet.model import LANGUAGES, SOURCE_LANGUAGE  # noqa: E402
from booklet.pipeline import make_edition  # noqa: E402
from booklet.sources import Sources  # noqa: E402

FOLDER = "data/art/readme"
EVENT = "general"
KIT_EVENT = "example"
SPREADS = {"prose": "night", "timeline": "timeline", "chart": "figures"}
PAGE_WIDTH_PX = 640
COVER_WIDTH_PX = 420
POSTER_WIDTH_PX = 400
THUMBNAIL_HEIGHT_PX = 180
THUMBNAIL_PAGES = 2
GAP_PX = 24
GROUND = (255, 255, 255)
EDGE = (200, 200, 200)
COLOURS = 128
LIMIT_BYTES = 250_000


def main():
    project, editions = read_selection(Sources(ROOT), Selection((EVENT,)))
    by_setting = {(edition.product.id, edition.language): edition for edition in editions}
    booklet = by_setting["booklet", SOURCE_LANGUAGE]
    posters = [by_setting["poster", language] for language in LANGUAGES]
    kit = read_selection(Sources(ROOT), Selection((KIT_EVENT,), (SOURCE_LANGUAGE,)))
    pictures = [*booklet_pictures(project, booklet), ("posters", poster_row(project, posters)), *thumbnails(*kit)]
    for name, picture in pictures:
        content = png(picture)
        if len(content) > LIMIT_BYTES:
            sys.exit(f"error: {name}.png has {len(content)} bytes, and {LIMIT_BYTES} are the limit")
        write_whole(ROOT / FOLDER / f"{name}.png", content)
        print(f"{FOLDER}/{name}.png  {picture.width} × {picture.height}, {len(content) // 1000} kB")


def booklet_pictures(project, edition):
    """The cover, and the first two pages of each section in ``SPREADS``, by name."""
    pdf = make_edition(project, edition).files["screen"]
    first = {place.section: place.first_page for place in places(edition)}
    yield "cover", drawn(pdf, 1, COVER_WIDTH_PX)
    for name, section in SPREADS.items():
        pages = [drawn(pdf, first[section] + step, PAGE_WIDTH_PX) for step in range(2)]
        yield name, side_by_side(pages, gap=0)


def poster_row(project, editions):
    pages = [drawn(make_edition(project, edition).files["screen"], 1, POSTER_WIDTH_PX) for edition in editions]
    return side_by_side(pages, gap=GAP_PX)


def thumbnails(project, editions):
    """The first pages of every product of the kit, small, by ``kit-`` and its name."""
    seen = set()
    for edition in editions:
        if edition.product.id in seen:
            continue
        files = make_edition(project, edition).files
        pdf = files.get("screen") or files.get("home")
        if pdf is None and "picture-1" in files:
            pages = [Image.open(BytesIO(files[name])).convert("RGB") for name in ("picture-1", "picture-2")]
        elif pdf is not None:
            pages = list(first_pages(pdf))
        else:
            continue
        seen.add(edition.product.id)
        row = side_by_side([low(page) for page in pages], gap=6)
        yield f"kit-{edition.product.id}", row


def first_pages(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        heights = [page.get_height() / page.get_width() for page in list(document)[:THUMBNAIL_PAGES]]
    for number, shape in enumerate(heights, start=1):
        yield drawn(pdf, number, 2 * THUMBNAIL_HEIGHT_PX / shape)


def low(picture):
    """A picture at the height of a thumbnail."""
    return picture.resize((round(picture.width * THUMBNAIL_HEIGHT_PX / picture.height), THUMBNAIL_HEIGHT_PX))


def drawn(pdf, number, width):
    """Page ``number`` (from 1), ``width`` pixels wide, with a hairline where the paper ends."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[number - 1]
    picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    framed = Image.new("RGB", picture.size, EDGE)
    framed.paste(picture.crop((1, 1, picture.width - 1, picture.height - 1)), (1, 1))
    document.close()
    return framed


def side_by_side(pictures, *, gap):
    width = sum(picture.width for picture in pictures) + gap * (len(pictures) - 1)
    row = Image.new("RGB", (width, max(picture.height for picture in pictures)), GROUND)
    left = 0
    for picture in pictures:
        row.paste(picture, (left, 0))
        left += picture.width + gap
    return row


def png(picture):
    """The bytes of a PNG of few colours, chosen far apart: a small red dot keeps its red among a page of greys."""
    file = BytesIO()
    few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    main()
