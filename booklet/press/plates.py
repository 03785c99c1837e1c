"""How much ink each page takes, plate by plate."""

from collections.abc import Iterable, Iterator
from io import BytesIO

import pikepdf
import pypdfium2

from booklet.press.colour import Ink, replace_inks, screen_colours
from booklet.press.painted import Fault, Painted, painted, space_name
from booklet.problems import PressError, Problem

PLATES = ("cyan", "magenta", "yellow", "black")
DOTS_PER_INCH = 72
_BLACK = PLATES.index("black")
_WHITE_PICTURE = pikepdf.Array([1, 1])


def ink_coverage(pdf: bytes, *, name: str) -> list[Ink]:
    """The mean cover of each page inside its trim by cyan, magenta, yellow and black, from 0 to 1.

    ``pdf`` is a press file of ours. Each plate is drawn as a grey page: every ink gives way to the grey that it leaves
    on this plate, what lies on top knocks out what lies below; the page is rendered at 72 dots an inch and averaged.
    PressError, with the edition's ``name``, where a colour or a picture is no ink.
    """
    try:
        document = pikepdf.open(BytesIO(pdf))
    except pikepdf.PdfError as error:
        raise PressError(Problem(name, None, "error", f"the PDF cannot be read: {error}")) from error
    with document:
        found = painted(document)
        _refuse(name, [*found.faults, *_strange_pictures(found)])
        for page in document.pages:
            page.cropbox = page.trimbox
        for _, group in found.blending:
            group.CS = pikepdf.Name.DeviceRGB
        plates = [_darkness(_plate(document, found, number)) for number in range(len(PLATES))]
    return list(zip(*plates, strict=True))


def _refuse(name: str, faults: Iterable[Fault]) -> None:
    problems = [
        Problem(name, None, "error", f"page {fault.page}: {fault.message}", fault.hint)
        for fault in sorted(dict.fromkeys(faults))
    ]
    if problems:
        raise PressError(*problems)


def _strange_pictures(found: Painted) -> Iterator[Fault]:
    for page, picture in found.pictures:
        space = picture.get("/ColorSpace", pikepdf.Name("/Mask"))
        if space != "/DeviceGray":
            message = f"the ink of a picture in {space_name(space)} cannot be told"
            yield Fault(page, message, "use a picture in shades of black")


def _plate(document: pikepdf.Pdf, found: Painted, number: int) -> bytes:
    """The document as this plate prints it, in shades of grey."""
    greys = {ink: f"{round(255 * (1 - ink[number])):02x}" for ink in found.inks}
    colours = screen_colours({ink: f"#{grey * 3}" for ink, grey in greys.items()})
    for content in found.contents:
        content.stream.write(replace_inks(content.data, colours))
    for _, picture in found.pictures:
        if number == _BLACK and "/Decode" in picture:
            del picture["/Decode"]
        elif number != _BLACK:
            picture.Decode = _WHITE_PICTURE
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _darkness(pdf: bytes) -> list[float]:
    """How dark each page is on average, from 0 (white) to 1."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page_darkness(page) for page in document]
    finally:
        document.close()


def _page_darkness(page: pypdfium2.PdfPage) -> float:
    bitmap = page.render(scale=DOTS_PER_INCH / 72, grayscale=True, may_draw_forms=False)
    rows = bytes(bitmap.buffer)
    total: int = sum(sum(rows[start : start + bitmap.width]) for start in range(0, len(rows), bitmap.stride))
    return 1 - total / float(255 * bitmap.width * bitmap.height)
