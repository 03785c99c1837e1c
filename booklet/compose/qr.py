"""QR codes as vector paths in one ink, as large as their modules need."""

import math
from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET_ZONE = 4
SMALLEST_MODULE_MM = 0.4


@dataclass(frozen=True)
class QrCode:
    """The symbol alone as an SVG path in module units; ``modules`` counts one side.

    ``quiet_mm`` is the free paper that the page must leave on each side (ISO/IEC 18004: four modules).
    """

    path: str
    modules: int
    size_mm: float
    quiet_mm: float


@lru_cache(maxsize=64)  # the best of eight masks takes long to find, and all languages print the same addresses
def qr_code(address: str, *, size_mm: float, largest_mm: float = 0.0) -> QrCode | None:
    """A code of level M whose symbol measures ``size_mm`` with modules of 0.4 mm or more.

    Where an address needs more, the code grows in whole millimetres up to ``largest_mm``; None for a longer address.
    """
    try:
        code = segno.make(address, error="m", micro=False, boost_error=False)
    except segno.DataOverflowError:
        return None
    side = code.symbol_size(border=0)[0]
    if size_mm / side < SMALLEST_MODULE_MM:
        size_mm = math.ceil(side * SMALLEST_MODULE_MM)
        if size_mm > largest_mm:
            return None
    return QrCode(_path(code), int(side), size_mm, round(QUIET_ZONE * size_mm / side, 3))


def _path(code: segno.QRCode) -> str:
    strokes: list[str] = []
    for row, line in enumerate(code.matrix_iter(border=0)):
        strokes.extend(f"M{start} {row}h{length}v1h-{length}z" for start, length in _runs(list(line)))
    return "".join(strokes)


def _runs(line: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(line):
        if not dark:
            continue
        if runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs
