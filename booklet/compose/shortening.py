"""A text within a limit: whole pieces go, in the order of their weights, until the rest fits. Arithmetic alone."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.model import Counting, TextLimit

BETWEEN = "\n\n"
UNITS: dict[Counting, str] = {"characters": "characters", "form": "characters as sent", "words": "words"}


@dataclass(frozen=True)
class Piece:
    """A block as plain text; ``weight``, ``protected`` and ``short_for`` are those of `booklet.model.Block`."""

    id: str
    text: str
    weight: int | None = None
    protected: bool = False
    short_for: str | None = None


@dataclass(frozen=True)
class Shortened:
    """A text that fits ``limit``: how much it counts, and the ids of the pieces that stayed and that went."""

    text: str
    count: int
    limit: TextLimit
    kept: tuple[str, ...]
    cut: tuple[str, ...]

    @property
    def left(self) -> int:
        """How much more the form would take."""
        return self.limit.limit - self.count


class LimitTooSmallError(ValueError):
    """Not even the shortest text fits; ``minimum`` is what it counts."""

    def __init__(self, limit: TextLimit, minimum: int) -> None:
        super().__init__(f"it takes {limit.limit} {UNITS[limit.counts]}, and the shortest text has {minimum}")
        self.limit = limit
        self.minimum = minimum


def measure(text: str, counts: Counting) -> int:
    r"""How much a text counts; see `booklet.model.TextLimit` for the rules.

    >>> measure("Bakı,\nyanvar", "characters"), measure("Bakı,\nyanvar", "form"), measure("Bakı,\nyanvar", "words")
    (12, 13, 2)
    """
    if counts == "words":
        return len(text.split())
    characters = len(unicodedata.normalize("NFC", text))
    return characters + text.count("\n") if counts == "form" else characters


def shorten(pieces: Sequence[Piece], limit: TextLimit) -> Shortened:
    """The longest text that fits ``limit``: of the pieces with a weight the smallest goes first, the last of equals.

    A larger limit never keeps less than a smaller one. LimitTooSmallError where the protected pieces alone, in their
    shortest forms, are too long.
    """
    kept = {piece.id: piece for piece in pieces if piece.short_for is None and piece.id not in limit.without}
    cut = [piece.id for piece in pieces if piece.id in limit.without]
    steps = iter(_steps([piece for piece in pieces if piece.id not in limit.without]))
    while True:
        text = BETWEEN.join(piece.text for piece in kept.values())
        count = measure(text, limit.counts)
        if count <= limit.limit:
            return Shortened(text, count, limit, tuple(piece.id for piece in kept.values()), tuple(cut))
        step = next(steps, None)
        if step is None:
            raise LimitTooSmallError(limit, count)
        _take(step, kept, cut)


def _steps(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that go, or take the place of another, in this order."""
    weighed = [(piece.weight, -place, piece) for place, piece in enumerate(pieces) if piece.weight is not None]
    return [piece for _, _, piece in sorted(weighed, key=lambda step: step[:2])]


def _take(step: Piece, kept: dict[str, Piece], cut: list[str]) -> None:
    if step.short_for is not None:
        kept[step.short_for] = step
    else:
        del kept[step.id]
        cut.append(step.id)
