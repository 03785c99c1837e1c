"""What the renderer leaves undone in its PDF: output intent, boxes, identity; for screens, colours and edges.

It knows nothing of HTML. WeasyPrint writes a laid-out document as PDF/UA-1, with its inks as ``device-cmyk()`` alone;
`press_file` and `screen_file` each finish their own copy of that one file.
"""

from booklet.press.assembly import LINK, Piece, assembled_press, assembled_screen
from booklet.press.colour import recolour
from booklet.press.finish import Boxes, OutputIntent, embedded_fonts, press_file, screen_file, with_inks
from booklet.press.identity import Identity
from booklet.press.office import office_file
from booklet.press.pages import without_last_page
from booklet.press.plates import PLATES, ink_coverage
from booklet.press.tumble import tumbled

__all__ = [
    "LINK",
    "PLATES",
    "Boxes",
    "Identity",
    "OutputIntent",
    "Piece",
    "assembled_press",
    "assembled_screen",
    "embedded_fonts",
    "ink_coverage",
    "office_file",
    "press_file",
    "recolour",
    "screen_file",
    "tumbled",
    "with_inks",
    "without_last_page",
]
