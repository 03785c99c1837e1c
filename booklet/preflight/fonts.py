"""Fonts as the pages use them: are they in the file, how wide is a text, which codes have no letter."""

import re
import struct
from collections.abc import Iterable
from functools import cached_property

import pikepdf

from booklet.preflight.objects import content_of, entry, number, parts, text

_DEFAULT_WIDTH = 1000.0
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_HEX = rb"\s*<([\da-fA-F]+)>"
_CID_CHARACTER = re.compile(_HEX + rb"\s*(\d+)")
_CID_RANGE = re.compile(_HEX + _HEX + rb"\s*(\d+)")
_LETTER = re.compile(_HEX + _HEX)
_LETTER_RANGE = re.compile(_HEX + _HEX + rb"\s*(?:<([\da-fA-F]+)>|\[([^\]]*)\])")
_BLOCK = re.compile(rb"begin(cidchar|cidrange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_LONGEST_RANGE = 65536
_STANDARD_14 = re.compile(r"^(Courier|Helvetica|Times|Symbol|ZapfDingbats)", re.IGNORECASE)


class Font:
    """One font dictionary (ISO 32000-1, 9.5 to 9.10)."""

    def __init__(self, dictionary: pikepdf.Object | None, name: str) -> None:
        self.dictionary = dictionary
        self.kind = text(entry(dictionary, "/Subtype")) or ""
        descendants = parts(entry(dictionary, "/DescendantFonts"))
        self._inner = descendants[0] if descendants else dictionary
        self.base_name = text(entry(dictionary, "/BaseFont")) or text(entry(dictionary, "/Name")) or name
        self.is_composite = self.kind == "Type0"
        self.descriptor = entry(self._inner, "/FontDescriptor")

    @property
    def name(self) -> str:
        """The name without the six letters of a subset."""
        return _SUBSET.sub("", self.base_name)

    @property
    def is_embedded(self) -> bool:
        """Whether the letters' shapes are in the file."""
        if self.kind == "Type3":
            return True
        return any(entry(self.descriptor, key) is not None for key in ("/FontFile", "/FontFile2", "/FontFile3"))

    @property
    def is_subset(self) -> bool:
        """Whether the name says that only the letters in use are in the file."""
        return bool(_SUBSET.match(self.base_name)) or self.kind == "Type3"

    @property
    def is_standard(self) -> bool:
        """Whether a reader without the font puts one of the fourteen old ones in its place."""
        return bool(_STANDARD_14.match(self.name))

    @property
    def has_unicode(self) -> bool:
        """Whether text can be copied and read aloud: a ToUnicode map, or an encoding that readers know by heart."""
        if entry(self.dictionary, "/ToUnicode") is not None:
            return True
        if self.is_composite or self.kind == "Type3":
            return False
        encoding = entry(self.dictionary, "/Encoding")
        base = text(encoding) or text(entry(encoding, "/BaseEncoding")) or ""
        symbolic = int(number(entry(self.descriptor, "/Flags"))) & 4
        return base in {"WinAnsiEncoding", "MacRomanEncoding"} or not symbolic

    @cached_property
    def widths(self) -> dict[int, float]:
        """Widths by code (composite: by CID), in thousandths of the text size."""
        if self.is_composite:
            return dict(_composite_widths(parts(entry(self._inner, "/W"))))
        first = int(number(entry(self.dictionary, "/FirstChar")))
        found = [number(width) for width in parts(entry(self.dictionary, "/Widths"))]
        return {first + index: width * self._unit for index, width in enumerate(found)}

    @cached_property
    def _unit(self) -> float:
        """Thousandths for one unit of the widths; Type 3 fonts choose their own."""
        matrix = parts(entry(self.dictionary, "/FontMatrix"))
        return number(matrix[0], 0.001) * 1000 if self.kind == "Type3" and matrix else 1.0

    @cached_property
    def _default_width(self) -> float:
        if self.is_composite:
            return number(entry(self._inner, "/DW"), _DEFAULT_WIDTH)
        return number(entry(self.descriptor, "/MissingWidth"), 500.0 if self.is_standard else 0.0)

    def characters(self, codes: bytes) -> tuple[int, ...]:
        """The character codes (composite fonts: CIDs) of a text operator's bytes; two bytes each in composite ones."""
        if not self.is_composite:
            return tuple(codes)
        found = struct.unpack(f">{len(codes) // 2}H", codes[: len(codes) // 2 * 2])
        return tuple(map(self._cids.get, found, found)) if self._cids else found

    def width(self, characters: Iterable[int]) -> float:
        """The sum of the widths in thousandths of the text size."""
        widths, default = self.widths, self._default_width
        return sum([widths.get(character, default) for character in characters])

    @cached_property
    def _cids(self) -> dict[int, int]:
        """CIDs by code where the encoding is a map in the file; empty for Identity and for maps that readers have."""
        encoding = entry(self.dictionary, "/Encoding")
        return dict(_cid_map(content_of(encoding))) if isinstance(encoding, pikepdf.Stream) else {}

    def lacks_letter(self, characters: Iterable[int]) -> bool:
        """Whether one of them is .notdef, the box that stands for a missing letter (PDF/UA-1, 7.21.8)."""
        if self.is_composite:
            return 0 in characters
        return not self._undefined.isdisjoint(characters) if self._undefined else False

    @cached_property
    def _undefined(self) -> frozenset[int]:
        return frozenset(code for code, name in self._glyph_names.items() if name == ".notdef")

    @cached_property
    def _glyph_names(self) -> dict[int, str]:
        """Names of a simple font's letters by code, where its encoding differs from a known one (9.6.6)."""
        code, found = 0, {}
        for part in parts(entry(entry(self.dictionary, "/Encoding"), "/Differences")):
            name = text(part)
            if name is None:
                code = int(number(part))
            else:
                found[code] = name
                code += 1
        return found

    def glyph_name(self, code: int) -> str:
        """The key of a drawn letter among the font's CharProcs."""
        return f"/{self._glyph_names.get(code, '.notdef')}"

    @cached_property
    def _letters(self) -> dict[int, str]:
        return dict(_letter_map(content_of(entry(self.dictionary, "/ToUnicode"))))

    def reading(self, codes: bytes) -> str:
        """The text as far as the file says it; a letter that it does not say is left out."""
        if not self._letters:
            return "" if self.is_composite else codes.decode("cp1252", "ignore")
        step = 2 if self.is_composite else 1
        found = (int.from_bytes(codes[place : place + step], "big") for place in range(0, len(codes), step))
        return "".join(self._letters.get(code, "") for code in found)


def _composite_widths(array: list[pikepdf.Object]) -> Iterable[tuple[int, float]]:
    """Both forms of /W (9.7.4.3): ``first [w w …]`` and ``first last w``."""
    place = 0
    while place + 1 < len(array):
        first = int(number(array[place]))
        if isinstance(array[place + 1], pikepdf.Array):
            yield from ((first + index, number(width)) for index, width in enumerate(parts(array[place + 1])))
            place += 2
        elif place + 2 < len(array):
            last = min(int(number(array[place + 1])), first + _LONGEST_RANGE)
            yield from ((cid, number(array[place + 2])) for cid in range(first, last + 1))
            place += 3
        else:
            return


def _cid_map(program: bytes) -> Iterable[tuple[int, int]]:
    for kind, block in _BLOCK.findall(program):
        if kind == b"cidchar":
            yield from ((int(code, 16), int(cid)) for code, cid in _CID_CHARACTER.findall(block))
        elif kind == b"cidrange":
            for low, high, cid in _CID_RANGE.findall(block):
                first = int(low, 16)
                last = min(int(high, 16), first + _LONGEST_RANGE)
                yield from ((code, int(cid) + code - first) for code in range(first, last + 1))


def _letter_map(program: bytes) -> Iterable[tuple[int, str]]:
    for kind, block in _BLOCK.findall(program):
        if kind == b"bfchar":
            yield from ((int(code, 16), _utf16(letters)) for code, letters in _LETTER.findall(block))
        elif kind == b"bfrange":
            for low, high, start, listed in _LETTER_RANGE.findall(block):
                yield from _letter_range(int(low, 16), int(high, 16), start, listed)


def _letter_range(first: int, last: int, start: bytes, listed: bytes) -> Iterable[tuple[int, str]]:
    last = min(last, first + _LONGEST_RANGE)
    if listed:
        found = re.findall(rb"<([\da-fA-F]+)>", listed)
        return [(first + index, _utf16(letters)) for index, letters in enumerate(found)]
    length = len(start) + len(start) % 2
    value = int(start or b"0", 16)
    return [(code, _utf16(b"%0*x" % (length, value + code - first))) for code in range(first, last + 1)]


def _utf16(digits: bytes) -> str:
    even = digits.decode("ascii") + "0" * (len(digits) % 2)
    return bytes.fromhex(even).decode("utf-16-be", "ignore")
