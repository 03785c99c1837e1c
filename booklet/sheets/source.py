"""Any PDF of anyone as the source of sheets: what its pages measure when they are trimmed and stand upright."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from pathlib import Path

import pikepdf

from booklet.imposition import TOLERANCE_MM
from booklet.paper import Size
from booklet.problems import FileRefusedError, Problem

POINTS_PER_MM = 72 / 25.4
# Where a page names its trim and not its bleed, what lies further out is taken for the printer's marks.
_SILENT_BLEED_MM = 3.0
_DEEPEST_TREE = 64
_MOST_NAMED_PAGES = 5
_SAVE_AGAIN = "open it in a PDF viewer and save or print it as a new PDF"

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class SourcePage:
    """A page's boxes (left, bottom, right, top) in its own units of ``unit`` points, and its turn in degrees.

    ``turn`` is clockwise, ``has_trim`` tells whether the page itself names a TrimBox.
    """

    trim: Box
    bleed: Box
    turn: int
    unit: float
    has_trim: bool

    @cached_property
    def upright(self) -> Matrix:
        """From the page's own space to points from the lower left corner of the trim, as the page is read."""
        left, bottom, right, top = self.trim
        turns: dict[int, Matrix] = {
            0: (1, 0, 0, 1, -left, -bottom),
            90: (0, -1, 1, 0, -bottom, right),
            180: (-1, 0, 0, -1, right, top),
            270: (0, 1, -1, 0, top, -left),
        }
        a, b, c, d, e, f = (self.unit * number for number in turns[self.turn])
        return a, b, c, d, e, f

    @cached_property
    def size(self) -> Size:
        """The trimmed page as it is read."""
        _, _, width, height = self.seen(self.trim)
        return Size(width / POINTS_PER_MM, height / POINTS_PER_MM)

    @property
    def bleed_mm(self) -> float:
        """The widest bleed of the four sides."""
        left, bottom, right, top = self.seen(self.bleed)
        _, _, width, height = self.seen(self.trim)
        return max(-left, -bottom, right - width, top - height) / POINTS_PER_MM

    def seen(self, box: Box) -> Box:
        """A box of the page's own space, in points from the lower left corner of the trim, as the page is read."""
        a, b, c, d, e, f = self.upright
        corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in (box[:2], box[2:])]
        (x0, x1), (y0, y1) = (sorted(ends) for ends in zip(*corners, strict=True))
        return x0, y0, x1, y1

    def moved(self, right: float, up: float) -> "SourcePage":
        """The same page with its content and its boxes moved in its own space."""
        return replace(self, trim=_moved(self.trim, right, up), bleed=_moved(self.bleed, right, up))


@contextmanager
def opened(pdf: bytes, name: str) -> Iterator[pikepdf.Pdf]:
    """A foreign PDF, whole and without a password; FileRefusedError for all others, also while it is used.

    Nothing is guessed from a damaged file: it could have lost pages. ``name`` stands in the complaints.
    """
    try:
        with understood(name):
            document = pikepdf.open(BytesIO(pdf), attempt_recovery=False)
        with document:
            if document.is_encrypted:
                raise _refusal(name, "the file is locked with a password", "ask its makers for a copy without one")
            yield document
    except pikepdf.PasswordError as error:
        hint = "ask its makers for a copy without one"
        raise _refusal(name, "the file is locked with a password", hint) from error
    except pikepdf.PdfError as error:
        raise _refusal(name, f"the PDF is damaged or cut short ({_first_line(error)})", _SAVE_AGAIN) from error


@contextmanager
def understood(name: str) -> Iterator[None]:
    """FileRefusedError where a file is whole but not put together as a PDF is: parts missing, or of a wrong kind."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        message = f"the PDF is not put together as it should be ({_first_line(error)})"
        raise _refusal(name, message, _SAVE_AGAIN) from error


def read_pages(document: pikepdf.Pdf, name: str) -> list[SourcePage]:
    """Every page's boxes; FileRefusedError without pages, with pages that have no size, and with pages of many sizes.

    The trimmed page is the TrimBox, else the CropBox, else the MediaBox (ISO 32000-1, 14.11.2).
    """
    pages = [_read_page(page.obj, number, name) for number, page in enumerate(document.pages, start=1)]
    if any("MediaBox" in warning for warning in document.get_warnings()):  # the library has put Letter in its place
        raise _refusal(name, "a page has no size (no usable MediaBox)", _SAVE_AGAIN)
    if not pages:
        raise _refusal(name, "the file has no pages", "make it again; a booklet needs at least one page")
    _refuse_mixed_sizes(pages, name)
    return pages


def largest_size(pages: list[SourcePage]) -> Size:
    """The size that holds every page; all are nearly the same."""
    return Size(max(page.size.width_mm for page in pages), max(page.size.height_mm for page in pages))


def source_notes(pages: list[SourcePage], name: str) -> list[Problem]:
    """What was unusual in the file, and how it was taken."""
    turned = [number for number, page in enumerate(pages, start=1) if page.turn]
    scaled = [number for number, page in enumerate(pages, start=1) if page.unit != 1]
    untrimmed = [number for number, page in enumerate(pages, start=1) if not page.has_trim]
    notes = []
    if turned:
        notes.append(f"{_named(turned, pages)} turned in the file, and printed upright as a viewer shows it")
    if scaled:
        notes.append(f"{_named(scaled, pages)} measured in larger units (UserUnit), and printed in that full size")
    if untrimmed:
        notes.append(f"{_named(untrimmed, pages)} without a TrimBox: the whole page is taken as the trimmed page")
    return [Problem(name, None, "warning", note) for note in notes]


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """A page's entry, or that of the nearest branch of the page tree above it (ISO 32000-1, 7.7.3.4)."""
    node = page
    for _ in range(_DEEPEST_TREE):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def refuse_own_input(source: Path, target: Path) -> None:
    """FileRefusedError where the result would be written over the file that it is made from, by whatever name."""
    same = source.resolve() == target.resolve()
    if same or (source.exists() and target.exists() and source.samefile(target)):
        raise _refusal(str(target), "the result would replace the file it is made from", "give another --output")


def _read_page(page: pikepdf.Object, number: int, name: str) -> SourcePage:
    try:
        media = _box(inherited(page, "/MediaBox"))
        crop = _within(_box(inherited(page, "/CropBox")), media)
        trim = _within(_box(page.get("/TrimBox")), media)
        bleed = _within(_box(page.get("/BleedBox")), media)
        turn = _number(inherited(page, "/Rotate"), 0)
        unit = _number(page.get("/UserUnit"), 1)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise _no_size(number, name) from error
    edges = trim or crop or media
    if edges is None or not 0 < unit < 10_000:
        raise _no_size(number, name)
    room = bleed or (_grown(edges, _SILENT_BLEED_MM * POINTS_PER_MM / unit) if trim else edges)
    kept = _around(edges, _within(room, crop or media) or edges)
    return SourcePage(edges, kept, int(turn) % 360 if turn % 90 == 0 else 0, unit, trim is not None)


def _number(item: object, default: float) -> float:
    return default if item is None else float(item)  # type: ignore[arg-type]  # numbers of pikepdf are Python's own


def _box(array: pikepdf.Object | None) -> Box | None:
    """A rectangle, its corners put in order; None where there is none or it is empty."""
    if array is None:
        return None
    x0, y0, x1, y1 = (float(number) for number in array.as_list())
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[0] < box[2] and box[1] < box[3] else None


def _within(box: Box | None, limits: Box | None) -> Box | None:
    if box is None or limits is None:
        return box
    left, bottom = max(box[0], limits[0]), max(box[1], limits[1])
    right, top = min(box[2], limits[2]), min(box[3], limits[3])
    return (left, bottom, right, top) if left < right and bottom < top else None


def _around(box: Box, other: Box) -> Box:
    return min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _moved(box: Box, right: float, up: float) -> Box:
    return box[0] + right, box[1] + up, box[2] + right, box[3] + up


def _refuse_mixed_sizes(pages: list[SourcePage], name: str) -> None:
    sizes = [page.size for page in pages]
    usual = Counter(sizes).most_common(1)[0][0]
    other = [number for number, size in enumerate(sizes, start=1) if not _alike(size, usual)]
    if other:
        message = f"page {other[0]} is {sizes[other[0] - 1]} and the others are {usual}"
        more = f" ({len(other)} pages differ)" if len(other) > 1 else ""
        raise _refusal(name, message + more, "make a file whose pages all have one size and stand the same way")


def _alike(one: Size, other: Size) -> bool:
    apart = max(abs(one.width_mm - other.width_mm), abs(one.height_mm - other.height_mm))
    return apart <= TOLERANCE_MM


def _named(numbers: list[int], pages: list[SourcePage]) -> str:
    if len(numbers) == len(pages) > 1:
        return "all pages are"
    if len(numbers) == 1:
        return f"page {numbers[0]} is"
    shown = ", ".join(str(number) for number in numbers[:_MOST_NAMED_PAGES])
    return f"pages {shown}{'' if len(numbers) <= _MOST_NAMED_PAGES else ' …'} are"


def _no_size(number: int, name: str) -> FileRefusedError:
    return _refusal(name, f"page {number} has no size (no usable MediaBox)", _SAVE_AGAIN)


def _first_line(error: Exception) -> str:
    """What the library says, without the name that it gives to a file in memory, which is another one each time."""
    said = re.sub(r"^stream <[^>]*>:? *", "", str(error).strip())
    return said.splitlines()[0] if said else type(error).__name__


def _refusal(name: str, message: str, hint: str) -> FileRefusedError:
    return FileRefusedError(Problem(name, None, "error", message, hint))
