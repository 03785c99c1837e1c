"""What names in a content stream stand for; each object of the file is read once, however many pages use it."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

import pikepdf

from booklet.preflight.colours import UNKNOWN, Space, space_of
from booklet.preflight.fonts import Font
from booklet.preflight.objects import entry, identity, is_true, number, pairs, parts, text

Made = TypeVar("Made")

_INLINE = {
    "/W": "/Width", "/H": "/Height", "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace", "/F": "/Filter",
    "/IM": "/ImageMask", "/I": "/Interpolate", "/D": "/Decode", "/DP": "/DecodeParms",
}  # fmt: skip


class Picture(NamedTuple):
    """An image as it is stored; ``soft`` says that it lets the ground shine through."""

    name: str
    width: int
    height: int
    bits: int
    space: Space
    is_stencil: bool
    soft: bool
    filters: tuple[str, ...]
    has_alternates: bool
    has_opi: bool

    @property
    def is_bilevel(self) -> bool:
        """Whether each pixel is on or off."""
        return self.is_stencil or (self.bits == 1 and self.space.colours == 1)


class GraphicsState(NamedTuple):
    """The entries of an ExtGState that change what is printed; None where the entry is absent."""

    fill_alpha: float | None
    stroke_alpha: float | None
    blend: str | None
    soft_mask: bool | None
    fill_overprint: bool | None
    stroke_overprint: bool | None
    overprint_mode: int | None
    line_width: float | None
    font: tuple[Font, float] | None
    device: tuple[str, ...]


class Cache:
    """Everything that was read of the file's resources, by object."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, tuple[int, int]], object] = {}
        self._kept: list[pikepdf.Object] = []

    def made(self, kind: str, item: pikepdf.Object, make: Callable[[], Made]) -> Made:
        """What ``make`` makes of ``item``, made once."""
        key = (kind, identity(item))
        if key not in self._made:
            self._kept.append(item)  # keeps the address of an object without a number from being given away
            self._made[key] = make()
        return self._made[key]  # type: ignore[return-value]

    def resources(self, dictionary: pikepdf.Object | None) -> "Resources":
        """The resources of a page or a form."""
        if dictionary is None:
            return Resources(self, None)
        return self.made("resources", dictionary, lambda: Resources(self, dictionary))


class Resources:
    """A resource dictionary (ISO 32000-1, 7.8.3); every look-up is remembered by the name's bytes."""

    def __init__(self, cache: Cache, dictionary: pikepdf.Object | None) -> None:
        self.cache = cache
        self.dictionary = dictionary
        self.fonts: dict[bytes, Font] = {}
        self.states: dict[bytes, GraphicsState | None] = {}
        self.spaces: dict[bytes, Space] = {}
        self._named_spaces: dict[str, pikepdf.Object] | None = None

    def item(self, kind: str, name: bytes) -> pikepdf.Object | None:
        """The object called ``name`` among those of a kind (``/XObject``, ``/Pattern``, …)."""
        return entry(entry(self.dictionary, kind), name.decode("latin-1")) if len(name) > 1 else None

    def font(self, name: bytes) -> Font:
        """The font of that name; one without anything where there is none."""
        if name not in self.fonts:
            found, shown = self.item("/Font", name), name[1:].decode("latin-1")
            made = self.cache.made("font", found, lambda: Font(found, shown)) if found is not None else None
            self.fonts[name] = made or Font(None, shown)
        return self.fonts[name]

    def state(self, name: bytes) -> GraphicsState | None:
        """The graphics state of that name, None where there is none."""
        if name not in self.states:
            found = self.item("/ExtGState", name)
            self.states[name] = None if found is None else self._state_of(found)
        return self.states[name]

    def _state_of(self, item: pikepdf.Object) -> GraphicsState:
        return self.cache.made("state", item, lambda: graphics_state(item, self.cache))

    def space(self, name: bytes) -> Space:
        """The colour space of that name; device spaces give way to the defaults of the page (8.6.5.6)."""
        if name not in self.spaces:
            word = pikepdf.Name(name.decode("latin-1")) if len(name) > 1 else None
            self.spaces[name] = self.space_of(word)
        return self.spaces[name]

    def space_of(self, item: object) -> Space:
        """The colour space that a name or an array stands for here."""
        found = space_of(item, self._spaces)
        default = self._spaces.get(found.family.replace("Device", "Default"))
        if default is None or not found.family.startswith("Device") or found.names:
            return found
        replaced = space_of(default, self._spaces)
        return replaced if replaced is not UNKNOWN and replaced.colours == found.colours else found

    @property
    def _spaces(self) -> dict[str, pikepdf.Object]:
        if self._named_spaces is None:
            self._named_spaces = {key[1:]: item for key, item in pairs(entry(self.dictionary, "/ColorSpace"))}
        return self._named_spaces

    def picture(self, item: pikepdf.Object, name: str) -> Picture:
        """An image XObject, or the dictionary of an inline image with its short keys."""
        values = {_INLINE.get(key, key): value for key, value in pairs(item)}
        stencil = is_true(values.get("/ImageMask"))
        listed = values.get("/Filter")
        filters = parts(listed) if isinstance(listed, pikepdf.Array) else [listed]
        mask = values.get("/Mask")
        return Picture(
            name=name,
            width=int(number(values.get("/Width"))),
            height=int(number(values.get("/Height"))),
            bits=1 if stencil else int(number(values.get("/BitsPerComponent"), 8)),
            space=UNKNOWN if stencil else self._picture_space(values),
            is_stencil=stencil,
            soft="/SMask" in values or isinstance(mask, pikepdf.Stream),
            filters=tuple(text(part) or "" for part in filters if part is not None),
            has_alternates="/Alternates" in values,
            has_opi="/OPI" in values,
        )

    def _picture_space(self, values: "dict[str, pikepdf.Object]") -> Space:
        if "/ColorSpace" in values:
            return self.space_of(values["/ColorSpace"])
        return Space("JPXDecode", 0)


def graphics_state(item: pikepdf.Object, cache: Cache) -> GraphicsState:
    """An ExtGState dictionary (8.4.5)."""
    mask, stroke, fill = entry(item, "/SMask"), _flag(entry(item, "/OP")), _flag(entry(item, "/op"))
    chosen = parts(entry(item, "/Font"))
    device = tuple(key[1:] for key in _DEVICE_ENTRIES if _is_set(entry(item, key)))
    mode = entry(item, "/OPM")
    return GraphicsState(
        fill_alpha=_optional(entry(item, "/ca")),
        stroke_alpha=_optional(entry(item, "/CA")),
        blend=_blend(entry(item, "/BM")),
        soft_mask=None if mask is None else isinstance(mask, pikepdf.Dictionary),
        fill_overprint=stroke if fill is None else fill,
        stroke_overprint=stroke,
        overprint_mode=None if mode is None else int(number(mode)),
        line_width=_optional(entry(item, "/LW")),
        font=(cache.made("font", chosen[0], lambda: Font(chosen[0], "?")), number(chosen[1]))
        if len(chosen) == 2
        else None,
        device=device,
    )


# What a page must leave to the machine that prints it: transfer functions, halftones, black generation, flatness.
_DEVICE_ENTRIES = ("/TR", "/TR2", "/HTO", "/HT", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2")


def _is_set(item: object) -> bool:
    return item is not None and text(item) not in {"Default", "Identity"}


def _flag(item: object) -> bool | None:
    return item if isinstance(item, bool) else None


def _optional(item: object) -> float | None:
    return None if item is None else number(item, 1.0)


def _blend(item: object) -> str | None:
    listed = parts(item)
    return text(listed[0]) if listed else text(item)
