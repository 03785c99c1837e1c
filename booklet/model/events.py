"""One commemoration, as its organisers describe it."""

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from booklet.model.base import (
    Clock,
    Frozen,
    Language,
    PaperFamily,
    ProductName,
    Text,
    TextOrTranslations,
    WebAddress,
    in_language,
)


class ProgrammeRow(Frozen):
    """One item of the running order; ``who`` and ``language`` may be left out."""

    time: Clock
    item: TextOrTranslations
    who: TextOrTranslations | None = None
    language: Language | None = None


class EventOptions(Frozen):
    """Switches of an event; ``names`` prints the section on some of those who died."""

    names: bool = False


class Event(Frozen):
    """One commemoration. What is not known stays out: the pages then print a ruled line to fill in by hand.

    ``year`` alone stands for 20 January of that year. Texts are one string, or one for each language.
    """

    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
    year: int | None = Field(default=None, ge=1991, le=2190)
    date: dt.date | None = None
    start: Clock | None = None
    time_zone: Text | None = None
    title: TextOrTranslations | None = None
    city: TextOrTranslations | None = None
    country: TextOrTranslations | None = None
    venue: TextOrTranslations | None = None
    address: TextOrTranslations | None = None
    host: TextOrTranslations | None = None
    logo: Text | None = None
    contact: TextOrTranslations | None = None
    url: WebAddress | None = None
    languages: tuple[Language, ...] = Field(default=("en", "az", "ru"), min_length=1)
    paper: PaperFamily = "a"
    products: tuple[ProductName, ...] = Field(default=("booklet", "poster"), min_length=1)
    programme: tuple[ProgrammeRow, ...] = ()
    options: EventOptions = EventOptions()
    example: bool = False

    @model_validator(mode="after")
    def _has_a_year(self) -> Self:
        if (self.year is None) == (self.date is None):
            raise ValueError("an event has either a date or, while the date is open, a year")
        if self.start is not None and self.time_zone is None:
            raise ValueError("a start time needs the event's time_zone, for example Europe/London")
        return self

    @property
    def commemorated_year(self) -> int:
        """The year that counts the anniversary."""
        if self.date is not None:
            return self.date.year
        assert self.year is not None
        return self.year

    def text(self, field: str, language: str) -> str | None:
        """A text of the event in ``language``; None where the event leaves it open."""
        return in_language(getattr(self, field), language)
