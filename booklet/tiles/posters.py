"""Posters for office printers: tiled on many sheets, with a map."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf

from booklet.paper import Size
from booklet.problems import Problem
from booklet.sheets.finished import finished
from booklet.sheets.source import opened
from booklet.tiles.assembly import draw_map
from booklet.tiles.drawing import POINTS_PER_MM, Area, Drawing, Picture
from booklet.tiles.lettering import Lettering
from booklet.tiles.marks import draw_label, draw_marks, window_of
from booklet.tiles.reading import picture_of
from booklet.tiles.words import TileWords
from booklet.tiling import Tile, Tiling, fitted, tile


@dataclass(frozen=True)
class Tiled:
    """The finished file, the arithmetic behind it, and what a person should know before printing."""

    pdf: bytes
    tiling: Tiling
    notes: tuple[Problem, ...]


@dataclass(frozen=True)
class TileOptions:
    """How a poster is tiled; lengths in millimetres. ``to`` is the poster's new size, None its own.

    ``margin_mm`` is what the printer cannot print at each edge of ``sheet``.
    """

    sheet: Size
    to: Size | None = None
    overlap_mm: float = 10.0
    margin_mm: float = 5.0


def tile_pdf(pdf: bytes, options: TileOptions, *, words: TileWords, font: bytes, name: str) -> Tiled:
    """A map page and then the tiles row by row from the top left, as a PDF 1.7 that claims no standard.

    Only the trim box of the one page is shown, scaled evenly to fit ``options.to``. ``font`` is one of our OTF faces,
    ``name`` what the file is called in complaints. Raises TilingError (sizes), PressError (pages), FileRefusedError
    (a locked or broken file), ContentError (a letter that the font lacks).
    """
    with opened(pdf, name) as document:
        picture, notes = picture_of(document, name)
        poster = picture.size if options.to is None else fitted(picture.size, options.to)
        tiling = tile(poster, options.sheet, overlap_mm=options.overlap_mm, margin_mm=options.margin_mm)
        lettering = Lettering(font, _texts(words, tiling))
        drawings = _pages(picture, tiling, lettering, words, options.margin_mm)
        contents = [drawing.content() for drawing in drawings]
        _replace_pages(document, picture, tiling.sheet, contents, {"/Label": lettering.embedded(document)})
        return Tiled(finished(document, both_sides=False), tiling, notes)


def _texts(words: TileWords, tiling: Tiling) -> Iterator[str]:
    yield from vars(words).values()
    yield "0123456789/."
    yield from (words.tile_label(tile.row, tile.column) for tile in tiling.tiles)


def _pages(
    picture: Picture, tiling: Tiling, lettering: Lettering, words: TileWords, unprintable_mm: float
) -> Iterator[Drawing]:
    overview = Drawing(lettering)
    draw_map(overview, picture, tiling, words)
    yield overview
    for part in tiling.tiles:
        drawing = Drawing(lettering)
        drawing.plate(window_of(tiling))  # covers what lies below, as paper does, in programs that lay PDFs together
        drawing.picture(picture, _poster_around(tiling, part), window_of(tiling))
        draw_marks(drawing, tiling, part, unprintable_mm=unprintable_mm)
        label = words.tile_label(part.row, part.column)
        draw_label(drawing, tiling, part, label, unprintable_mm=unprintable_mm)
        yield drawing


def _poster_around(tiling: Tiling, part: Tile) -> Area:
    """Where the whole poster would lie on the sheet that shows this part of it."""
    window, poster = window_of(tiling), tiling.poster
    top = window.top + part.top_mm
    return Area(window.left - part.left_mm, top - poster.height_mm, poster.width_mm, poster.height_mm)


def _replace_pages(
    document: pikepdf.Pdf, picture: Picture, sheet: Size, contents: list[bytes], fonts: Mapping[str, pikepdf.Object]
) -> None:
    resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Poster=picture.form), Font=pikepdf.Dictionary(fonts))
    shared = document.make_indirect(resources)
    box = pikepdf.Array([0, 0, round(sheet.width_mm * POINTS_PER_MM, 4), round(sheet.height_mm * POINTS_PER_MM, 4)])
    del document.pages[:]
    for content in contents:
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page, MediaBox=box, Resources=shared, Contents=document.make_stream(content)
        )
        document.pages.append(pikepdf.Page(document.make_indirect(page)))
