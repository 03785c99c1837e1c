"""Pages of a screen file as pictures to post: exact pixels, with the page's words for those who cannot see it."""

import io
from collections.abc import Iterator

import pypdfium2

from booklet.images import described_png, reduced_png, small_png
from booklet.problems import ContentError, Problem

PIXELS_PER_MM = 4
_POINTS_PER_MM = 72 / 25.4
_SHARPER = 2  # hairlines of a small picture are drawn larger first
_A_HAIR = 1e-6  # the renderer rounds a side up: without this, an exact side could gain a pixel


def page_pictures(screen: bytes, *, width_mm: float, height_mm: float) -> Iterator[bytes]:
    """Each page as an sRGB PNG of four pixels a millimetre, described by its own words (`described_png`).

    ``screen`` is a file of `booklet.press.screen_file` whose pages measure ``width_mm`` by ``height_mm``.
    """
    size = round(width_mm * PIXELS_PER_MM), round(height_mm * PIXELS_PER_MM)
    document = pypdfium2.PdfDocument(io.BytesIO(screen))
    try:
        for page in document:
            picture = page.render(scale=PIXELS_PER_MM / _POINTS_PER_MM - _A_HAIR).to_pil()
            words = " ".join(page.get_textpage().get_text_range().split())
            yield described_png(picture, size, words)
    finally:
        document.close()


def small_first_page(content: bytes, box: tuple[int, int], *, name: str) -> bytes:
    """The first page of a PDF, or a PNG, as a PNG that fits into ``box`` (width and height in pixels).

    ContentError names the edition ``name`` where the file cannot be drawn.
    """
    if not content.startswith(b"%PDF"):
        return reduced_png(content, box, name=name)
    try:
        document = pypdfium2.PdfDocument(io.BytesIO(content))
        try:
            page = document[0]
            scale = min(box[0] / page.get_width(), box[1] / page.get_height())
            return small_png(page.render(scale=scale * _SHARPER).to_pil().convert("RGB"), box)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise ContentError(Problem(name, None, "error", f"its first page cannot be drawn ({error})")) from error
