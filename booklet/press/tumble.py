"""A book that begins at both covers: its second half is bound upside down."""

from io import BytesIO

import pikepdf

from booklet.problems import PressError, Problem
from booklet.saving import saved


def tumbled(press: bytes, first: int, *, name: str) -> bytes:
    """A press file of ours whose pages from ``first`` (from 1) on are bound upside down, the last as the back cover.

    Each of these pages is turned by 180° in its content, not by a /Rotate that a layout program may take off. Its boxes
    lie in the middle of the page, and so stay. PressError where a page paints with a pattern, which would not turn.
    """
    with pikepdf.open(BytesIO(press)) as document:
        pages = list(document.pages)
        upright, turned = pages[: first - 1], pages[first - 1 :]
        for number, page in enumerate(turned, start=first):
            if page.resources.get("/Pattern"):
                message = f"page {number} paints with a pattern and cannot be turned"
                raise PressError(Problem(name, None, "error", message, "use flat colours"))
            _turn(document, page)
        del document.pages[:]
        document.pages.extend([*upright, *reversed(turned)])
        return saved(document, "1.6")


def _turn(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    left, bottom, right, top = (float(value) for value in page.mediabox.as_list())
    turn = document.make_stream(b"-1 0 0 -1 %.6f %.6f cm\n" % (left + right, bottom + top))
    contents = page.obj.Contents
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    page.obj.Contents = pikepdf.Array([turn, *streams])
