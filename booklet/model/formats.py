"""Trim sizes, printing conditions, the palette; and the edition, which joins them to an event and a language."""

from typing import Annotated

from pydantic import Field, StringConstraints

from booklet.model.base import Frozen, Language, PaperFamily, ProductName, RecordId, Text, WebAddress
from booklet.model.book import Product
from booklet.model.events import Event


class Margins(Frozen):
    """Distances from the trim in millimetres."""

    inner: float
    outer: float
    top: float
    bottom: float


class Format(Frozen):
    """A product's trim size, in millimetres, and the printing condition it is meant for."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    product: ProductName
    family: PaperFamily
    width_mm: float = Field(gt=0)
    height_mm: float = Field(gt=0)
    bleed_mm: float = Field(gt=0)
    margins: Margins
    condition: RecordId


class PrintingCondition(Frozen):
    """An output intent: the registered condition and the ICC profile file that describes it."""

    id: RecordId
    identifier: Text
    name: Text
    info: Text
    registry: WebAddress
    profile: Text


class Ink(Frozen):
    """A colour of the palette: its inks from 0 to 1 and its value on screens."""

    id: RecordId
    cmyk: tuple[float, float, float, float]
    screen: Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


class Formats(Frozen):
    """All formats, printing conditions and the palette."""

    formats: tuple[Format, ...]
    conditions: dict[str, PrintingCondition]
    palette: tuple[Ink, ...]


class Edition(Frozen):
    """Event × language × format: the unit of work and of reporting."""

    event: Event
    language: Language
    product: Product
    format: Format

    @property
    def name(self) -> str:
        """``event/language/product-format``, as in ``out/``."""
        return f"{self.event.slug}/{self.setting}"

    @property
    def stem(self) -> str:
        """``product-format``: how the names of its files begin."""
        return f"{self.product.id}-{self.format.id}"

    @property
    def setting(self) -> str:
        """``language/product-format``: what decides how the lines of the book's own texts break."""
        return f"{self.language}/{self.stem}"
