"""A PDF's pages on the sheets of a booklet, for printers at home and in the office: from bytes to bytes."""

from booklet.sheets.impose import Imposed, fronts_and_backs, impose
from booklet.sheets.source import refuse_own_input

__all__ = ["Imposed", "fronts_and_backs", "impose", "refuse_own_input"]
