"""A slip of the pen: where it stands in a text, what is right there, and why."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Slip:
    """``text[start:end]`` should be ``right``; ``right`` is None where only a person can tell what is meant."""

    start: int
    end: int
    right: str | None
    reason: str


def corrected(text: str, slips: Iterable[Slip]) -> str:
    """``text`` with every slip put right that can be; of slips that overlap, the one that begins first is."""
    pieces: list[str] = []
    done = 0
    for slip in sorted((slip for slip in slips if slip.right is not None), key=lambda slip: (slip.start, slip.end)):
        if slip.start >= done:
            pieces += [text[done : slip.start], slip.right or ""]
            done = slip.end
    return "".join([*pieces, text[done:]])
