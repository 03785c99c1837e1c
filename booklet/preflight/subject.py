"""A PDF opened and walked through once, as the rules look at it."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pikepdf

from booklet.preflight.colours import inks_used
from booklet.preflight.findings import POINTS_PER_MM, PageSize, Place
from booklet.preflight.marks import Mark, Painted
from booklet.preflight.objects import FOREIGN_ERRORS, content_of, entry, four_numbers, number, text
from booklet.preflight.plates import Plates
from booklet.preflight.resources import Cache
from booklet.preflight.state import Box
from booklet.preflight.walk import inherited, walk_page
from booklet.preflight.xmp import Xmp, read_xmp

# The name that qpdf gives to a file in memory, different each time.
_SOURCE = re.compile(r"\A(?:stream <[^>]*>:?|memory buffer:?)\s*")
_LETTER: Box = (0.0, 0.0, 612.0, 792.0)
_GROUNDS_OF_A_PAGE = 200
BOUND_PAGES = 8
"""From this length on a file is taken for a bound product, with a spine and a fore-edge."""


class PageFacts(NamedTuple):
    """A page's boxes in its own units, None where it has none; ``unit`` is the size of a unit in points."""

    number: int
    item: pikepdf.Object
    media: Box
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None
    rotation: int
    unit: float

    @property
    def area(self) -> Box:
        """What is left after cutting: TrimBox, or ArtBox, or what is shown."""
        return self.trim or self.art or self.crop or self.media

    @property
    def is_turned(self) -> bool:
        """Whether a viewer swaps width and height."""
        return self.rotation % 180 == 90

    @property
    def size(self) -> PageSize:
        """The trimmed page as it is seen."""
        left, bottom, right, top = self.area
        width, height = self.mm(right - left), self.mm(top - bottom)
        if self.is_turned:
            width, height = height, width
        return PageSize(width, height, self.place(self.media))

    def mm(self, length: float) -> float:
        """A length in the page's units, in millimetres."""
        return length * self.unit / POINTS_PER_MM

    def units(self, millimetres: float) -> float:
        """A length in millimetres, in the page's units."""
        return millimetres * POINTS_PER_MM / self.unit

    def place(self, box: Box) -> Place:
        """A box as x, y, width and height in mm from the trim's top left, as the page is seen."""
        left, bottom, right, top = self.area
        x0, y0, x1, y1 = box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom
        width, height = right - left, top - bottom
        x, y, across, up = {
            90: (y0, x0, y1 - y0, x1 - x0),
            180: (width - x1, y0, x1 - x0, y1 - y0),
            270: (height - y1, width - x1, y1 - y0, x1 - x0),
        }.get(self.rotation, (x0, height - y1, x1 - x0, y1 - y0))
        return self.mm(x), self.mm(y), self.mm(across), self.mm(up)


@dataclass(frozen=True)
class Subject:
    """Everything that rules may ask of a file."""

    name: str
    data: bytes
    pdf: pikepdf.Pdf
    pages: tuple[PageFacts, ...]
    painted: Painted
    failures: tuple[tuple[int | None, str], ...] = ()
    complaints: tuple[str, ...] = ()
    plates: Plates | None = None

    @property
    def root(self) -> pikepdf.Object:
        """The document catalog."""
        return self.pdf.Root

    @cached_property
    def info(self) -> dict[str, str]:
        """The Info dictionary as texts, by key without slash."""
        item = entry(self.pdf.trailer, "/Info")
        keys = ("Title", "Author", "Creator", "Producer", "CreationDate", "ModDate", "Trapped", "GTS_PDFXVersion")
        return {key: found for key in keys if (found := text(entry(item, f"/{key}"))) is not None}

    @cached_property
    def xmp(self) -> Xmp | None:
        """The document's XMP packet, None where there is none."""
        item = entry(self.root, "/Metadata")
        return read_xmp(content_of(item)) if isinstance(item, pikepdf.Stream) else None

    def metadata(self, name: str) -> str:
        """A property of the XMP packet, empty where it is absent."""
        return "" if self.xmp is None else self.xmp.properties.get(name, "")

    @cached_property
    def claims_accessibility(self) -> bool:
        """Whether the file calls itself PDF/UA."""
        return bool(self.metadata("pdfuaid:part"))

    @cached_property
    def coloured_grounds(self) -> dict[int, list[Box]]:
        """Areas and pictures in more than black and white, by page; the first hundreds of each, beneath the others."""
        found: dict[int, list[Box]] = {}
        for paint, marks in self.painted.by_paint.items():
            if not set(inks_used(paint.colour)) - {"Black"}:
                continue
            for mark in marks:
                boxes = found.setdefault(mark.page, [])
                if mark.kind in {"fill", "picture", "shading"} and len(boxes) < _GROUNDS_OF_A_PAGE:
                    boxes.append(mark.box)
        return found

    @property
    def is_bound(self) -> bool:
        """Whether it is long enough to have a spine."""
        return len(self.pages) >= BOUND_PAGES and not self.is_loose

    @property
    def is_loose(self) -> bool:
        """Whether the file says that each page is a sheet of its own (PageLayout)."""
        return bool(entry(self.root, "/PageLayout") == pikepdf.Name.SinglePage)

    def page(self, number_of_page: int) -> PageFacts:
        """A page by its number from 1."""
        return self.pages[number_of_page - 1]

    def seen(self, mark: Mark) -> bool:
        """Whether something of the mark is left on the trimmed page."""
        left, bottom, right, top = self.page(mark.page).area
        box = mark.box
        return box[2] > left and box[0] < right and box[3] > bottom and box[1] < top


def read_subject(name: str, data: bytes, pdf: pikepdf.Pdf, *, walk: bool = True) -> Subject:
    """Read the boxes of every page and follow what it paints; what fails is told in ``failures``, page by page."""
    pages: list[PageFacts] = []
    painted, cache, done = Painted(), Cache(), 0
    failures: list[tuple[int | None, str]] = []
    for page in pdf.pages:
        place = len(pages) + 1
        pages.append(page_facts(place, page.obj))
        try:
            done = walk_page(painted, place, page.obj, cache, done) if walk else 0
        except FOREIGN_ERRORS as error:
            failures.append((place, told(error)))
    return Subject(name, data, pdf, tuple(pages), painted, tuple(failures), tuple(map(told, pdf.get_warnings())))


def told(error: object) -> str:
    """What went wrong, in one line."""
    lines = _SOURCE.sub("", str(error)).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__


def page_facts(place: int, page: pikepdf.Object) -> PageFacts:
    """The boxes of a page; one that has no MediaBox counts as Letter, as viewers show it."""
    media = four_numbers(inherited(page, "/MediaBox")) or _LETTER
    crop, bleed = four_numbers(inherited(page, "/CropBox")), four_numbers(entry(page, "/BleedBox"))
    trim, art = four_numbers(entry(page, "/TrimBox")), four_numbers(entry(page, "/ArtBox"))
    rotation = int(number(inherited(page, "/Rotate"))) % 360
    return PageFacts(place, page, media, crop, bleed, trim, art, rotation, number(entry(page, "/UserUnit"), 1.0) or 1.0)
