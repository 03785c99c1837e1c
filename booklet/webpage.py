"""A composed page as one HTML file for browsers: inks become screen colours, and nothing is fetched."""

import re
from collections.abc import Iterator, Mapping

from booklet.press.colour import Ink, unknown_ink
from booklet.problems import PressError, Problem

_INK = re.compile(r"device-cmyk\(([^)]*)\)")
# Whatever makes a browser fetch something; links that a reader follows are no such thing.
_FETCHES = (
    re.compile(r"""\b(?:src|srcset|poster|data|action|background)\s*=\s*["']?(?!data:|#)([^"'\s>]+)"""),
    re.compile(r"""<link\b[^>]*\bhref\s*=\s*["']?([^"'\s>]+)"""),
    re.compile(r"""<(?:use|image)\b[^>]*\bhref\s*=\s*["']?(?!data:|#)([^"'\s>]+)"""),
    re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)"""),
    re.compile(r"""@import\s+["']?([^"';]+)"""),
    re.compile(r"""<(script|iframe|object|embed)\b"""),
)


def web_page(html: str, *, palette: Mapping[Ink, str], name: str) -> bytes:
    """The page in UTF-8 with every ink as its ``#rrggbb``.

    PressError names each ink outside the palette, and each thing that a browser would have to fetch or run.
    """
    complaints = [unknown_ink(ink) for ink in _inks(html) if ink not in palette]
    complaints += [f"the page asks for {address}" for address in _fetched(html)]
    if complaints:
        hint = "put it into the page itself, in the inks of the palette"
        raise PressError(*(Problem(name, None, "error", words, hint) for words in dict.fromkeys(complaints)))
    return _INK.sub(lambda match: palette[_ink(match[1])], html).encode()


def _ink(values: str) -> Ink:
    cyan, magenta, yellow, black = (float(value) for value in values.split())
    return cyan, magenta, yellow, black


def _inks(html: str) -> Iterator[Ink]:
    yield from (_ink(match[1]) for match in _INK.finditer(html))


def _fetched(html: str) -> Iterator[str]:
    for pattern in _FETCHES:
        yield from (match[1] for match in pattern.finditer(html))
