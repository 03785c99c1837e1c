"""What the renderer leaves undone in its PDF: output intent, boxes, identity; for screens, colours and edges.

It knows nothing of HTML. One laid-out document is written twice by WeasyPrint, as PDF/X-4 for `press_file` and as
PDF/UA-1 for `screen_file`; both name their inks as ``device-cmyk()`` alone.
"""

from booklet.press.colour import recolour
from booklet.press.finish import Boxes, OutputIntent, embedded_fonts, press_file, screen_file
from booklet.press.identity import Identity

__all__ = ["Boxes", "Identity", "OutputIntent", "embedded_fonts", "press_file", "recolour", "screen_file"]
