"""Trim sizes of products."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from booklet.model.base import Frozen, RecordId

HomeWay = Literal["fold", "tile", "flat", "reduce"]


class Margins(Frozen):
    """Distances from the trim in millimetres."""

    inner: float
    outer: float
    top: float
    bottom: float


class Format(Frozen):
    """A trim size in millimetres, its paper family, and the printing condition that it is meant for.

    The family ``both`` is for what is read on a screen, whatever the paper. ``home`` is how this format comes onto
    office paper where that is another way than its product's.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    family: Literal["a", "us", "both"]
    width_mm: float = Field(gt=0)
    height_mm: float = Field(gt=0)
    bleed_mm: float = Field(gt=0)
    margins: Margins
    condition: RecordId
    home: HomeWay | None = None

    def serves(self, family: str) -> bool:
        """Whether an edition on this paper family has the format."""
        return self.family in (family, "both")
