"""A PDF's pages on office paper, folded to a booklet or as they are: from bytes to bytes."""

from booklet.sheets.flat import Flat, flat_pdf
from booklet.sheets.impose import Imposed, fronts_and_backs, impose
from booklet.sheets.source import refuse_own_input

__all__ = ["Flat", "Imposed", "flat_pdf", "fronts_and_backs", "impose", "refuse_own_input"]
