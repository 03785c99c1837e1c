"""A few words set in one of our faces: widths, lines, and the embedded part of the font."""

from collections.abc import Iterable
from io import BytesIO

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont

from booklet.problems import ContentError, Problem

_UNITS = 1000
_SYMBOLIC = 4
_NO_BREAK_SPACE = "\u00a0"


class Lettering:
    """An OpenType face with CFF outlines and 1000 units an em, cut down to the letters of ``texts``.

    ContentError where it lacks one of them.
    """

    def __init__(self, font: bytes, texts: Iterable[str]) -> None:
        letters = sorted(set("".join(texts)))
        face = TTFont(BytesIO(font), recalcTimestamp=False)
        _refuse_missing(letters, face.getBestCmap())
        self._face = _cut_down(face, letters)
        self._glyphs: dict[str, int] = {
            chr(code): self._face.getGlyphID(name) for code, name in self._face.getBestCmap().items()
        }
        self._widths: list[int] = [self._face["hmtx"][name][0] for name in self._face.getGlyphOrder()]

    def width(self, text: str, size: float) -> float:
        """How wide a line of ``size`` is, in the unit of ``size``."""
        return sum(self._widths[self._glyphs[letter]] for letter in text) * size / _UNITS

    def lines(self, text: str, size: float, measure: float) -> list[str]:
        """The text in lines of at most ``measure``, broken at spaces; a longer word stands alone."""
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size) <= measure:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def shown(self, text: str) -> str:
        """The operand of ``Tj``: two bytes a glyph, in hexadecimal."""
        return f"<{''.join(f'{self._glyphs[letter]:04X}' for letter in text)}>"

    def embedded(self, document: pikepdf.Pdf) -> pikepdf.Object:
        """A composite font in ``document`` (ISO 32000-1, 9.7): the glyphs used, their widths, their letters."""
        name = pikepdf.Name(f"/BOOKLT+{self._face['name'].getDebugName(6)}")
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType0,
            BaseFont=name,
            CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=document.make_indirect(self._descriptor(document, name)),
            W=pikepdf.Array([0, pikepdf.Array(self._widths)]),
        )
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=name,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=pikepdf.Array([document.make_indirect(descendant)]),
            ToUnicode=document.make_stream(self._letters_of_glyphs()),
        )
        return document.make_indirect(font)

    def _descriptor(self, document: pikepdf.Pdf, name: pikepdf.Name) -> pikepdf.Dictionary:
        head, metrics = self._face["head"], self._face["OS/2"]
        outlines = self._face["CFF "].compile(self._face)
        return pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC,
            FontBBox=pikepdf.Array([head.xMin, head.yMin, head.xMax, head.yMax]),
            ItalicAngle=0,
            Ascent=metrics.sTypoAscender,
            Descent=metrics.sTypoDescender,
            CapHeight=metrics.sCapHeight,
            StemV=80,
            FontFile3=document.make_stream(outlines, Subtype=pikepdf.Name.CIDFontType0C),
        )

    def _letters_of_glyphs(self) -> bytes:
        lines = [
            f"<{glyph:04X}> <{letter.encode('utf-16-be').hex().upper()}>"
            for letter, glyph in sorted(self._glyphs.items())
        ]
        blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        mapped = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
        return "\n".join((_CMAP_START, *mapped, _CMAP_END)).encode("ascii")


def _refuse_missing(letters: Iterable[str], covered: Iterable[int]) -> None:
    missing = [letter for letter in letters if ord(letter) not in set(covered)]
    if missing:
        message = f"our font lacks {', '.join(f'“{letter}” (U+{ord(letter):04X})' for letter in missing)}"
        raise ContentError(Problem("translations", None, "error", message, "use other letters in the keys tiles.…"))


def _cut_down(face: TTFont, letters: Iterable[str]) -> TTFont:
    options = subset.Options(layout_features=[], notdef_outline=True, hinting=False, desubroutinize=True)
    options.name_IDs = [6]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(letter) for letter in letters])
    cutter.subset(face)
    return face


_CMAP_START = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""

_CMAP_END = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
