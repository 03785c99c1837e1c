"""An edition and its words → HTML."""

from booklet.compose.composing import SectionPlace, compose, places
from booklet.compose.numbering import note_numbers

__all__ = ["SectionPlace", "compose", "note_numbers", "places"]
