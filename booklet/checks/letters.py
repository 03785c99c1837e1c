"""Which letters our faces have: a letter without a glyph is an error, never a fallback to another font."""

from functools import lru_cache
from io import BytesIO

from fontTools.ttLib import TTFont

from booklet.sources import Sources

FACES = ("SourceSerif4-Regular.otf", "SourceSans3-Regular.otf", "SourceSerif4Display-Regular.otf")
FOLDER = "templates/shared/fonts"

# Signs that direct the line breaking and draw nothing.
INVISIBLE = frozenset("\n\u00ad\u200b\u2060")


def missing_letters(covered: frozenset[str], text: str) -> list[str]:
    """The letters of ``text`` that are not ``covered``, each once, in the order of their code points."""
    return sorted(set(text) - INVISIBLE - covered)


def coverage(sources: Sources) -> frozenset[str]:
    """The letters that all our text faces have."""
    return frozenset.intersection(*(_letters(sources.data(f"{FOLDER}/{face}")) for face in FACES))


@lru_cache(maxsize=16)
def _letters(font: bytes) -> frozenset[str]:
    return frozenset(chr(code) for code in TTFont(BytesIO(font), lazy=True).getBestCmap())
