"""A poster from the press on sheets that an office printer can print: tiled with a map, or reduced to one sheet."""

from booklet.tiles.posters import Tiled, TileOptions, tile_pdf
from booklet.tiles.words import TileWords

__all__ = ["TileOptions", "TileWords", "Tiled", "tile_pdf"]
