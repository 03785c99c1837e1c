"""Printing conditions, the palette; and the edition, which joins a product to an event and a language."""

from typing import Annotated

from pydantic import StringConstraints

from booklet.model.base import Frozen, Language, RecordId, Text, WebAddress
from booklet.model.book import Product
from booklet.model.events import Event
from booklet.model.letters import Recipient, TextLimit
from booklet.model.sizes import Format, HomeWay


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
    """All printing conditions and the palette."""

    conditions: dict[str, PrintingCondition]
    palette: tuple[Ink, ...]

    def ink(self, name: str) -> Ink:
        """The colour of that id; KeyError where the palette has none."""
        return {ink.id: ink for ink in self.palette}[name]


class Edition(Frozen):
    """Event × language × format: the unit of work and of reporting.

    A letter may have one ``recipient``, and a bilingual edition has a ``second`` language.
    ``pseudo`` marks one whose words are no language.
    """

    event: Event
    language: Language
    product: Product
    format: Format
    recipient: Recipient | None = None
    second: Language | None = None
    pseudo: bool = False

    @property
    def name(self) -> str:
        """``event/language/product-format``, as in ``out/``, and the recipient of a letter."""
        name = f"{self.event.slug}/{self.setting}"
        return f"{name}/{self.recipient.id}" if self.recipient else name

    @property
    def home(self) -> HomeWay | None:
        """How it comes onto office paper; None where it does not."""
        return self.format.home or self.product.home

    @property
    def stem(self) -> str:
        """``product-format``, or who gets the letter: how the names of its files begin."""
        return self.recipient.id if self.recipient else f"{self.product.id}-{self.format.id}"

    @property
    def texts(self) -> tuple[TextLimit, ...]:
        """How long its plain texts may be: as the product says, but for a letter as the form of its recipient takes."""
        if self.recipient is None:
            return self.product.texts
        return (self.recipient.limit,) if self.recipient.limit else ()

    @property
    def is_cream(self) -> bool:
        """Whether screens and office printers show it on a cream ground; a print shop takes cream paper."""
        return self.product.cream and self.event.options.cream

    @property
    def languages(self) -> tuple[Language, ...]:
        """Its one language, or both."""
        return (self.language, self.second) if self.second else (self.language,)

    @property
    def is_tumble(self) -> bool:
        """Whether its languages begin at the two covers."""
        return self.second is not None and self.product.pairs == "tumble"

    @property
    def folder(self) -> str:
        """``az``, or ``az+en`` for two languages; ``qps`` for the pseudo-language."""
        if self.pseudo:
            return "qps"
        return "+".join(self.languages)

    @property
    def setting(self) -> str:
        """``language/product-format``: what decides how the lines of the book's own texts break."""
        return f"{self.folder}/{self.product.id}-{self.format.id}"

    @property
    def lines(self) -> str:
        """The setting whose lines these are: its own, or that of the product that it is set like."""
        return f"{self.language}/{self.product.set_like or self.product.id}-{self.format.id}"
