"""A page of letters: so that a part which many editions share has in its fonts what their own pages may print.

The renderer embeds of each font what a file prints. Pages that are added later would need a second font for a few
letters more; so shared pages are written together with a page that has the whole alphabet in each of their faces. It
is taken out again.
"""

import string
from collections.abc import Iterator
from html import escape
from typing import Any

from booklet.language import alphabet
from booklet.render.renderer import Laid, joined, lay_out
from booklet.sources import Sources

_SIGNS = "ёЁ “”„«»‘’–—…·№°§©×‑‐ fi fl ff ffi ffl"
_FEATURES = ("font_variant_numeric", "font_variant_caps", "font_feature_settings")
_PAGE = """<!DOCTYPE html><html lang="{language}"><head><title>{title}</title><style>
@page {{ size: 2000mm 2000mm; margin: 0 }} p {{ font-size: 6pt; margin: 0; hyphens: none }}
</style></head><body>{lines}</body></html>"""

Face = tuple[str, ...]


def with_letters(laid: Laid, sources: Sources, *, language: str) -> Laid:
    """The laid-out pages, and one more after them with all letters in each of their faces."""
    letters = escape(f"{string.printable.strip()}{_SIGNS} {alphabet(language)} {alphabet('az')}")
    lines = "".join(f'<p style="{escape(";".join(face))}">{letters}</p>' for face in sorted(_faces(laid)))
    html = _PAGE.format(language=language, title=escape(laid.title), lines=lines)
    page = lay_out(laid.name, html, sources)
    pages = [(laid, index) for index in range(len(laid.document.pages))]
    return joined(laid.name, [*pages, (page, 0)])


def _faces(laid: Laid) -> set[Face]:
    """Each way in which the pages set letters, as CSS."""
    texts = (text for page in laid.document.pages for text in _texts(page._page_box))  # noqa: SLF001 - as in placing
    return {_face(text.style) for text in texts}


def _texts(box: Any) -> Iterator[Any]:
    box = getattr(box, "_box", box)
    if type(box).__name__ == "TextBox":
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _face(style: Any) -> Face:
    families = ", ".join(f"'{name}'" for name in style["font_family"])
    return (
        f"font-family: {families}",
        f"font-weight: {style['font_weight']}",
        f"font-style: {style['font_style']}",
        *(f"{name.replace('_', '-')}: {_words(style[name])}" for name in _FEATURES),
    )


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value
    return " ".join(str(part) for part in value)
