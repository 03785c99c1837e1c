"""HTML → laid-out pages → PDF; the renderer's complaints and everything that does not fit become problems."""

from booklet.render.inspection import Budget, LineFault, found_places, inspect_pages
from booklet.render.letters import with_letters
from booklet.render.placing import KEY, RANGES, KeyedBox, keyed_boxes
from booklet.render.renderer import Laid, joined, lay_out, load_renderer, pango_version, write_pdf

__all__ = [
    "KEY", "RANGES", "Budget", "KeyedBox", "Laid", "LineFault", "found_places", "inspect_pages", "joined",
    "keyed_boxes", "lay_out", "load_renderer", "pango_version", "with_letters", "write_pdf",
]  # fmt: skip
