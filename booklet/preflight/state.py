"""The graphics state (ISO 32000-1, 8.4) as far as a preflight asks for it, and the geometry of its matrices."""

from dataclasses import dataclass
from typing import NamedTuple

from booklet.preflight.colours import BLACK, Colour
from booklet.preflight.fonts import Font

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-1e7, -1e7, 1e7, 1e7)

# The height of letters for any font, in parts of the text size: what descriptors say is often the whole line.
ASCENT, DESCENT = 0.72, -0.21


class Paint(NamedTuple):
    """Everything but the shape: a colour and how it meets what lies beneath."""

    colour: Colour
    alpha: float = 1.0
    blend: str = "Normal"
    masked: bool = False
    overprint: bool = False
    overprint_mode: int = 0


INITIAL = Paint(BLACK)


@dataclass(slots=True)
class State:
    """One level of q and Q."""

    matrix: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Paint = INITIAL
    stroke: Paint = INITIAL
    line_width: float = 1.0
    font: Font | None = None
    font_size: float = 0.0
    character_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    text_mode: int = 0

    def copy(self) -> "State":
        """The same values, free to change."""
        return State(
            self.matrix, self.clip, self.fill, self.stroke, self.line_width, self.font, self.font_size,
            self.character_space, self.word_space, self.stretch, self.leading, self.rise, self.text_mode,
        )  # fmt: skip


def multiplied(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does ``first`` and then ``second``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def transformed(box: Box, matrix: Matrix) -> Box:
    """The upright box around a box that was turned by a matrix."""
    left, bottom, right, top = box
    a, b, c, d, e, f = matrix
    if b == 0 and c == 0:
        x1, x2, y1, y2 = a * left + e, a * right + e, d * bottom + f, d * top + f
        return (x1 if x1 < x2 else x2, y1 if y1 < y2 else y2, x2 if x1 < x2 else x1, y2 if y1 < y2 else y1)
    across = (a * left + c * bottom, a * right + c * bottom, a * left + c * top, a * right + c * top)
    up = (b * left + d * bottom, b * right + d * bottom, b * left + d * top, b * right + d * top)
    return min(across) + e, min(up) + f, max(across) + e, max(up) + f


def intersection(first: Box, second: Box) -> Box:
    """What lies in both; its right may be left of its left where nothing does."""
    return (
        first[0] if first[0] > second[0] else second[0],
        first[1] if first[1] > second[1] else second[1],
        first[2] if first[2] < second[2] else second[2],
        first[3] if first[3] < second[3] else second[3],
    )


def is_empty(box: Box) -> bool:
    """Whether a box holds nothing, not even a line."""
    return box[2] < box[0] or box[3] < box[1]


def scale_of(matrix: Matrix) -> float:
    """How much longer a line becomes, as the root of the area's growth."""
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)
