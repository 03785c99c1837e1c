"""Pictures of organisers: whole, of a sensible size, and in black ink alone."""

import base64
import io
import math
import warnings

from PIL import Image, ImageFile, UnidentifiedImageError
from PIL.PngImagePlugin import PngInfo

from booklet.problems import ContentError, Problem
from booklet.sources import Sources

PIXEL_LIMIT = 40_000_000
# The largest logo on a letterhead, width and height, and what print shops want of a picture.
LOGO_MM = (50.0, 16.0)
LOGO_PPI = 250
MM_PER_INCH = 25.4
FORMATS = ("PNG", "JPEG")
_SMALL_COLOURS = 64


def image_mistake(sources: Sources, path: str) -> tuple[str, str] | None:
    """What is wrong with a picture and what to do, or None."""
    try:
        _open(sources.data(path))
    except ContentError as error:
        return f"{path}: {error.problems[0].message}", error.problems[0].hint
    except Image.DecompressionBombError:
        return f"{path} has too many pixels", f"save it with at most {PIXEL_LIMIT // 1_000_000} million pixels"
    except UnidentifiedImageError:
        return f"{path} is no PNG or JPEG picture", "save it as PNG or JPEG"
    except (OSError, SyntaxError, ValueError) as error:
        return f"the picture {path} is damaged ({error})", "save it again as PNG or JPEG"
    return None


def small_picture(sources: Sources, path: str) -> tuple[str, str] | None:
    """Why a whole picture has too few pixels to print as a logo of `LOGO_MM`, and what to do, or None."""
    width, height = _open(sources.data(path)).size
    printed_mm = min(LOGO_MM[0], LOGO_MM[1] * width / height)
    needed = math.ceil(printed_mm / MM_PER_INCH * LOGO_PPI)
    if width >= needed:
        return None
    message = f"the picture {path} has {width} × {height} pixels, too few to print sharply"
    return message, f"take one that is at least {needed} pixels wide"


def black_data_uri(sources: Sources, path: str) -> str:
    """A picture as a PNG in shades of black on white, as a ``data:`` address.

    The pages know black, paper and one red; a logo therefore prints in black, and its RGB never meets the press.
    """
    picture = _open(sources.data(path)).convert("RGBA")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    file = io.BytesIO()
    ground.convert("L").save(file, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")


def described_png(picture: Image.Image, size: tuple[int, int], words: str) -> bytes:
    """A picture cut to ``size`` pixels as a PNG whose ``Description`` (iTXt, ISO/IEC 15948) tells its ``words``."""
    told = PngInfo()
    told.add_itxt("Description", words)
    file = io.BytesIO()
    picture.convert("RGB").crop((0, 0, *size)).save(file, "PNG", pnginfo=told, optimize=True)
    return file.getvalue()


def reduced_png(content: bytes, box: tuple[int, int], *, name: str) -> bytes:
    """A PNG reduced as `small_png` does it; ContentError names the edition ``name`` where it is damaged."""
    try:
        picture = _open(content).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        message = f"the picture is damaged ({error})"
        raise ContentError(Problem(name, None, "error", message, "make it again")) from error
    return small_png(picture, box)


def small_png(picture: Image.Image, box: tuple[int, int]) -> bytes:
    """An RGB picture as a PNG that fits into ``box`` (width and height in pixels), with at most 64 colours."""
    picture.thumbnail(box, Image.Resampling.LANCZOS)
    file = io.BytesIO()
    picture.quantize(_SMALL_COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def plate_blocks(picture: bytes, block: int) -> tuple[int, tuple[bytes, bytes, bytes, bytes]]:
    """The mean ink of cyan, magenta, yellow and black (0 to 255) in squares of ``block`` pixels, row by row.

    ``picture`` is a CMYK JPEG; the first value is the number of squares in a row. ContentError where it is none.
    """
    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG",)) as opened:
            small = [band.reduce(block) for band in opened.split()]
        cyan, magenta, yellow, black = (band.tobytes() for band in small)
    except (OSError, ValueError) as error:
        message, hint = f"a rendered plate cannot be read ({error})", "look whether poppler-utils is whole"
        raise ContentError(Problem("plate", None, "error", message, hint)) from error
    return small[0].width, (cyan, magenta, yellow, black)


def _open(content: bytes) -> Image.Image:
    tolerant, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > PIXEL_LIMIT:
            raise Image.DecompressionBombError
        picture.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = tolerant
    return picture
