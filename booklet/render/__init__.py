"""HTML → laid-out pages → PDF; the renderer's complaints and everything that does not fit become problems."""

from booklet.render.inspection import Budget, LineFault, inspect_pages
from booklet.render.renderer import Laid, lay_out, load_renderer, pango_version, write_pdf

__all__ = ["Budget", "Laid", "LineFault", "inspect_pages", "lay_out", "load_renderer", "pango_version", "write_pdf"]
