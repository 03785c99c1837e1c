"""How an edition's pages are set: once by its plan, until a layout has found its page numbers, or in two languages."""

from booklet.setting.alone import Material, SetPages, uneven
from booklet.setting.commons import edition_html
from booklet.setting.cutting import Cut, Run, cut, document, lead_out, runs
from booklet.setting.pairs import set_pages

__all__ = [
    "Cut", "Material", "Run", "SetPages", "cut", "document", "edition_html", "lead_out", "runs", "set_pages", "uneven",
]  # fmt: skip
