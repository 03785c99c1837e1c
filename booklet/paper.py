"""Sizes of paper and posters, by name and in millimetres."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from booklet.problems import BookletError, ExitCode, Problem

_LONGEST_MM = 20_000.0
_OWN_SIZE = re.compile(r"(\d+(?:\.\d+)?)[x×](\d+(?:\.\d+)?)mm")


class PaperError(BookletError):
    """Lengths or a name that no page, sheet or poster has."""

    exit_code = ExitCode.COMMAND_LINE


@dataclass(frozen=True)
class Size:
    """Width and height in millimetres; PaperError where they are no lengths of paper."""

    width_mm: float
    height_mm: float

    def __post_init__(self) -> None:
        for side in (self.width_mm, self.height_mm):
            if not 0 < side <= _LONGEST_MM:
                hint = f"give lengths above 0 and up to {_LONGEST_MM:g} mm"
                raise _refusal(f"{side:g} mm is no side of a page, a sheet or a poster", hint)

    def __str__(self) -> str:
        return f"{round(self.width_mm, 1):g} × {round(self.height_mm, 1):g} mm"

    @property
    def is_landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width_mm > self.height_mm

    @property
    def turned(self) -> "Size":
        """The same size, lying instead of standing, or the other way round."""
        return Size(self.height_mm, self.width_mm)

    @property
    def landscape(self) -> "Size":
        """The same size on its long side."""
        return self if self.is_landscape else self.turned


# ISO 216, and the American sizes in inches; all of them standing, the sheets from small to large.
SHEETS = {"a4": Size(210, 297), "letter": Size(215.9, 279.4), "a3": Size(297, 420), "tabloid": Size(279.4, 431.8)}
# The sheet that lies in the trays of offices, by paper family.
OFFICE_SHEETS = {"a": "a4", "us": "letter"}
POSTERS = {
    "a0": Size(841, 1189),
    "a1": Size(594, 841),
    "a2": Size(420, 594),
    "a3": Size(297, 420),
    "a4": Size(210, 297),
    "18x24": Size(457.2, 609.6),
    "24x36": Size(609.6, 914.4),
}


def named_size(text: str, names: Mapping[str, Size] = POSTERS) -> Size:
    """A size by its name (``a1``, ``24x36`` in inches) or in millimetres (``500x700mm``); PaperError for others."""
    wanted = text.strip().lower().replace(" ", "")
    if wanted in names:
        return names[wanted]
    if match := _OWN_SIZE.fullmatch(wanted):
        return Size(float(match[1]), float(match[2]))
    hint = f"choose one of {', '.join(names)}, or give millimetres such as 500x700mm"
    raise _refusal(f"the size “{text}” is unknown", hint)


def _refusal(message: str, hint: str) -> PaperError:
    return PaperError(Problem("size", None, "error", message, hint))
