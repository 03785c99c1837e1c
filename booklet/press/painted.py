"""What the pages of a PDF really paint, found by following their content streams.

WeasyPrint gives all pages one table of resources, so that the table alone tells nothing about a page.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import pikepdf

from booklet.press.colour import Ink, ink_of, operations, unreliable

_SPACES = {b"/DeviceCMYK", b"/Pattern"}
_HINT_COLOUR = "name the colour as device-cmyk(); a drawing (SVG) is RGB black wherever it names no colour"
_HINT_GRADIENT = "use flat colours or a picture in CMYK: gradients do not reach the printing plate"


class Fault(NamedTuple):
    """What a page does that neither delivery allows; pages count from 1."""

    page: int
    message: str
    hint: str


class Content(NamedTuple):
    """A content stream, its uncompressed bytes, and the first page that paints it."""

    page: int
    stream: pikepdf.Object
    data: bytes


@dataclass
class Painted:
    """Streams, pictures, groups with a blending space and inks in use, each once, with the first page that uses it."""

    contents: list[Content] = field(default_factory=list)
    pictures: list[tuple[int, pikepdf.Object]] = field(default_factory=list)
    blending: list[tuple[int, pikepdf.Object]] = field(default_factory=list)
    inks: dict[Ink, int] = field(default_factory=dict)
    page_patterns: list[tuple[int, pikepdf.Object]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def painted(pdf: pikepdf.Pdf) -> Painted:
    """Follow every page through forms, patterns and soft masks; resources that no page names are left out."""
    walk = _Walk()
    for number, page in enumerate(pdf.pages, start=1):
        page.contents_coalesce()
        walk.page = number
        walk.follow(page.obj.Contents, page.resources, on_page=True)
    return walk.found


class _Walk:
    def __init__(self) -> None:
        self.found = Painted()
        self.page = 0
        self._seen: set[tuple[int, int]] = set()

    def follow(self, stream: pikepdf.Object, resources: pikepdf.Object, *, on_page: bool = False) -> None:
        content = Content(self.page, stream, stream.read_bytes())
        self.found.contents.append(content)
        for words in unreliable(content.data):
            self._fault(f"the content stream holds {words}", "this file was not written by the pinned renderer")
        for operands, operator in sorted(set(operations(content.data))):
            try:
                self._operation(operands, operator, resources, on_page=on_page)
            except KeyError as missing:
                self._fault(f"“{_shown(operands, operator)}” names something that is missing ({missing})")

    def _operation(self, operands: bytes, operator: bytes, resources: pikepdf.Object, *, on_page: bool) -> None:
        name = operands.decode("latin-1")
        match operator:
            case b"Do":
                self._external(resources["/XObject"][name], resources)
            case b"gs":
                self._state(resources["/ExtGState"][name], resources)
            case b"scn" | b"SCN" if name.startswith("/"):
                self._pattern(resources["/Pattern"][name], on_page=on_page)
            case b"sh":
                self._fault(f"a gradient is painted ({name} sh)", _HINT_GRADIENT)
            case _:
                self._colour(operands, operator)

    def _colour(self, operands: bytes, operator: bytes) -> None:
        ink = ink_of(operands) if operator in {b"scn", b"SCN"} else None
        if ink is not None:
            self.found.inks.setdefault(ink, self.page)
        elif operator not in {b"cs", b"CS"} or operands not in _SPACES:
            self._fault(f"“{_shown(operands, operator)}” is no device-cmyk() colour", _HINT_COLOUR)

    def _external(self, stream: pikepdf.Object, resources: pikepdf.Object) -> None:
        if not self._is_new(stream):
            return
        if stream["/Subtype"] == "/Image":
            self.found.pictures.append((self.page, stream))
        elif stream["/Subtype"] == "/Form":
            self._form(stream, resources)
        else:
            self._fault(f"an object of the kind {stream['/Subtype']} is painted")

    def _form(self, form: pikepdf.Object, resources: pikepdf.Object) -> None:
        group = form.get("/Group", pikepdf.Dictionary())
        if "/CS" in group:
            self.found.blending.append((self.page, group))
        self.follow(form, form.get("/Resources", resources))

    def _state(self, state: pikepdf.Object, resources: pikepdf.Object) -> None:
        mask = state.get("/SMask", pikepdf.Name("/None"))
        if isinstance(mask, pikepdf.Dictionary) and self._is_new(mask["/G"]):
            self._form(mask["/G"], resources)

    def _pattern(self, pattern: pikepdf.Object, *, on_page: bool) -> None:
        if not self._is_new(pattern):
            return
        if pattern["/PatternType"] != 1:
            self._fault("a gradient is painted (a shading pattern)", _HINT_GRADIENT)
            return
        if on_page:
            self.found.page_patterns.append((self.page, pattern))
        self.follow(pattern, pattern["/Resources"])

    def _is_new(self, item: pikepdf.Object) -> bool:
        new = item.objgen not in self._seen
        self._seen.add(item.objgen)
        return new

    def _fault(self, message: str, hint: str = "") -> None:
        self.found.faults.append(Fault(self.page, message, hint))


def space_name(space: pikepdf.Object) -> str:
    """A colour space in words: its name, or for an array its family (``/ICCBased`` with the number of colours)."""
    if not isinstance(space, pikepdf.Array):
        return str(space)
    family = str(space[0])
    return f"{family} of {space[1]['/N']} colours" if family == "/ICCBased" else family


def _shown(operands: bytes, operator: bytes) -> str:
    return (operands + b" " + operator).decode("latin-1").strip()
