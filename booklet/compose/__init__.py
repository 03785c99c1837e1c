"""An edition and its words → HTML, or plain text within a limit."""

from booklet.compose.composing import SectionPlace, Standing, compose, letter_pieces, places
from booklet.compose.numbering import note_numbers
from booklet.compose.shortening import LimitTooSmallError, Piece, Shortened, measure, shorten

__all__ = [
    "LimitTooSmallError", "Piece", "SectionPlace", "Shortened", "Standing", "compose", "letter_pieces",
    "measure", "note_numbers", "places", "shorten",
]  # fmt: skip
