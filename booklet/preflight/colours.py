"""Colour spaces (ISO 32000-1, 8.6) and what a colour puts on which printing plate."""

from functools import lru_cache
from typing import NamedTuple

import pikepdf

from booklet.preflight.objects import entry, number, parts, text

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
ALL = "All"

_DEVICE = {
    "DeviceGray": 1, "G": 1, "CalGray": 1, "DeviceRGB": 3, "RGB": 3, "CalRGB": 3, "Lab": 3, "DeviceCMYK": 4, "CMYK": 4,
}  # fmt: skip
_LONG = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_COLOURS = {1: "Gray", 3: "RGB", 4: "CMYK"}
_MAXIMUM_DEPTH = 8


class Space(NamedTuple):
    """A colour space: its family, how many colours it mixes, the inks it names, what it stands on."""

    family: str
    colours: int
    names: tuple[str, ...] = ()
    base: "Space | None" = None

    @property
    def label(self) -> str:
        """The family with its colours, as printers.yaml names it."""
        if self.family == "ICCBased":
            return f"ICCBased {_COLOURS.get(self.colours, f'of {self.colours} colours')}"
        return self.family

    @property
    def initial(self) -> tuple[float, ...]:
        """The colour that holds when the space is chosen (8.6.8)."""
        if self.family in {"Separation", "DeviceN"}:
            return (1.0,) * self.colours
        if self.family == "DeviceCMYK" or (self.family == "ICCBased" and self.colours == 4):
            return (0.0, 0.0, 0.0, 1.0)
        return (0.0,) * self.colours

    @property
    def described(self) -> "Space":
        """The space in which the colours themselves are given: that under an Indexed or a Pattern space."""
        return self.base.described if self.base is not None and self.family in {"Indexed", "Pattern"} else self


GRAY, RGB, CMYK = Space("DeviceGray", 1), Space("DeviceRGB", 3), Space("DeviceCMYK", 4)
PATTERN, UNKNOWN = Space("Pattern", 0), Space("an unknown colour space", 0)


class Colour(NamedTuple):
    """A colour space, the numbers of one colour in it, and the name of a pattern that is painted instead."""

    space: Space
    values: tuple[float, ...]
    pattern: str = ""


BLACK = Colour(GRAY, (0.0,))


def space_of(item: object, named: "dict[str, pikepdf.Object] | None" = None, depth: int = 0) -> Space:
    """The space that a name or an array stands for; ``named`` are the spaces of the resources."""
    word = text(item)
    if word is not None:
        return _named_space(word, named or {}, depth)
    array = parts(item)
    family = _LONG.get(text(array[0]) or "", text(array[0]) or "") if array else ""
    if depth > _MAXIMUM_DEPTH or not family:
        return UNKNOWN
    if family in _DEVICE:
        return Space(family, _DEVICE[family])
    return _array_space(family, array, named, depth)


def _named_space(word: str, named: "dict[str, pikepdf.Object]", depth: int) -> Space:
    if word in _DEVICE:
        return Space(_LONG.get(word, word), _DEVICE[word])
    if word == "Pattern":
        return PATTERN
    found = named.get(word)
    return space_of(found, named, depth + 1) if found is not None and depth < _MAXIMUM_DEPTH else UNKNOWN


def _array_space(
    family: str, array: list[pikepdf.Object], named: "dict[str, pikepdf.Object] | None", depth: int
) -> Space:
    second = array[1] if len(array) > 1 else None
    third = array[2] if len(array) > 2 else None
    match family:
        case "ICCBased":
            return Space(family, int(number(entry(second, "/N"))))
        case "Indexed":
            return Space(family, 1, (), space_of(second, named, depth + 1))
        case "Pattern":
            return Space(family, 0, (), None if second is None else space_of(second, named, depth + 1))
        case "Separation":
            return Space(family, 1, (text(second) or "",), space_of(third, named, depth + 1))
        case "DeviceN":
            names = tuple(text(part) or "" for part in parts(second))
            return Space(family, len(names), names, space_of(third, named, depth + 1))
    return UNKNOWN


@lru_cache(maxsize=4096)
def plates(colour: Colour) -> tuple[tuple[str, float], ...] | None:
    """How much of which ink, from 0 to 1; None for colours that only the printer's conversion decides (RGB, Lab)."""
    space, values = colour.space, colour.values
    if colour.pattern or len(values) != space.colours:
        return None
    if space.family == "DeviceCMYK" or (space.family == "ICCBased" and space.colours == 4):
        return tuple(zip(PROCESS, values, strict=True))
    if space.family in {"DeviceGray", "CalGray"} or (space.family == "ICCBased" and space.colours == 1):
        return (("Black", 1 - values[0]),)
    if space.family in {"Separation", "DeviceN"}:
        return _named_plates(space.names, values)
    return None


def _named_plates(names: tuple[str, ...], values: tuple[float, ...]) -> tuple[tuple[str, float], ...]:
    if names == (ALL,):
        return tuple((name, values[0]) for name in PROCESS)
    return tuple((name, value) for name, value in zip(names, values, strict=True) if name != "None")


def ink_percent(colour: Colour) -> float | None:
    """The sum of all plates in percent; None as in `plates`."""
    found = plates(colour)
    return None if found is None else 100 * sum(value for _, value in found)


def is_paper(colour: Colour) -> bool:
    """Whether nothing is printed: the colour leaves the paper white (white in RGB as well)."""
    if colour.pattern:
        return False
    if colour.space.colours == 3 and colour.space.family != "Lab":
        return bool(colour.values) and min(colour.values) >= 1
    sum_of_plates = ink_percent(colour)
    return sum_of_plates is not None and sum_of_plates <= 0


def inks_used(colour: Colour) -> tuple[str, ...]:
    """The plates that print something of this colour; three for a colour that the printer must convert."""
    found = plates(colour)
    if found is None:
        return () if colour.pattern or is_paper(colour) else PROCESS[:3]
    return tuple(name for name, value in found if value > 0)


def colour_name(colour: Colour) -> str:
    """A colour as people write it: C0 M100 Y85 K20, or its space and numbers."""
    if colour.pattern:
        return f"pattern {colour.pattern}"
    found = plates(colour)
    if found is not None and colour.space.colours == 4:
        return " ".join(f"{letter}{100 * value:g}" for letter, (_, value) in zip("CMYK", found, strict=True))
    return f"{colour.space.label} {' '.join(f'{value:.3g}' for value in colour.values)}".strip()
