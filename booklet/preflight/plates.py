"""The printing plates of a PDF, rendered by Poppler (``pdftoppm -jpegcmyk``) and averaged over small blocks."""

import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from booklet.images import plate_blocks
from booklet.preflight.marks import Mark
from booklet.problems import ContentError

PROGRAM = "pdftoppm"
RESOLUTION_DPI = 100
BLOCK_PIXELS = 10
LONGEST_SIDE_PIXELS = 7000
TIME_LIMIT_SECONDS = 240
MM_PER_INCH = 25.4


@dataclass(frozen=True)
class PlatePage:
    """One page in blocks of ``block_mm``, row by row from the top left of its MediaBox.

    ``plates`` are cyan, magenta, yellow and black, a byte (0 to 255) for the mean ink of each block.
    """

    number: int
    columns: int
    block_mm: float
    plates: tuple[bytes, bytes, bytes, bytes]

    @property
    def ink_percents(self) -> tuple[float, ...]:
        """The sum of the four plates of each block, in percent."""
        return tuple(sum(block) / 2.55 for block in zip(*self.plates, strict=True))


@dataclass(frozen=True)
class Plates:
    """All pages, the contrast of each text as `contrast` measured it, and why there are none where there are none."""

    pages: tuple[PlatePage, ...] = ()
    contrasts: tuple[tuple[Mark, float], ...] = field(default=(), repr=False)
    failure: str = ""


def resolution_for(longest_side_pt: float) -> float:
    """100 dpi, and less for pages so large that their picture would fill the memory."""
    return min(RESOLUTION_DPI, LONGEST_SIDE_PIXELS * 72 / max(longest_side_pt, 1.0))


def render_plates(pdf: bytes, *, longest_side_pt: float) -> Plates:
    """Every page's plates; ``failure`` says in words why they could not be made."""
    resolution = resolution_for(longest_side_pt)
    with tempfile.TemporaryDirectory(prefix="plates-") as folder:
        source = Path(folder, "file.pdf")
        source.write_bytes(pdf)
        failure = _run(source, Path(folder, "plate"), resolution)
        if failure:
            return Plates(failure=failure)
        try:
            return Plates(tuple(_page(path, resolution) for path in sorted(Path(folder).glob("plate-*.jpg"))))
        except ContentError as error:
            return Plates(failure=error.problems[0].message)


def _run(source: Path, target: Path, resolution: float) -> str:
    """Make the pictures; returns what went wrong, or nothing."""
    options = ["-q", "-jpegcmyk", "-jpegopt", "quality=100", "-overprint", "-r", f"{resolution:.3f}"]
    try:
        done = subprocess.run(
            [PROGRAM, *options, source, target], capture_output=True, timeout=TIME_LIMIT_SECONDS, check=False
        )
    except FileNotFoundError:
        return f"{PROGRAM} is not installed"
    except subprocess.TimeoutExpired:
        return f"{PROGRAM} took more than {TIME_LIMIT_SECONDS} seconds"
    return "" if done.returncode == 0 else f"{PROGRAM} ended with {done.returncode}"


def _page(path: Path, resolution: float) -> PlatePage:
    columns, plates = plate_blocks(path.read_bytes(), BLOCK_PIXELS)
    number = int(path.stem.rpartition("-")[2])
    return PlatePage(number, columns, MM_PER_INCH * BLOCK_PIXELS / resolution, plates)
