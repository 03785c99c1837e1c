"""One commemoration, as its organisers describe it."""

import datetime as dt
from typing import Annotated, Literal, Self

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

ProgrammeKind = Literal["opening", "anthem", "wreath", "silence", "reading", "speech", "film", "other"]
SPOKEN_KINDS = frozenset({"opening", "reading", "speech"})
# What the museum's planning guide for Days of Remembrance counts with (ushmm.org, "Organizing an Event").
NAMES_AN_HOUR = 650


class ProgrammeRow(Frozen):
    """One item of the running order: when it begins, what it is, who does it and in which language.

    ``until`` or ``minutes`` say how long it takes; without them it takes until the next item. ``kind`` chooses the cues
    of the role sheets. ``say`` tells the master of ceremonies how the name in ``who`` is said.
    """

    time: Clock
    until: Clock | None = None
    minutes: int | None = Field(default=None, ge=1, le=720)
    kind: ProgrammeKind = "other"
    item: TextOrTranslations
    who: TextOrTranslations | None = None
    language: Language | None = None
    say: TextOrTranslations | None = None

    @model_validator(mode="after")
    def _takes_some_time(self) -> Self:
        if self.until is not None and self.minutes is not None:
            raise ValueError("an item says either until when it takes (until) or how long (minutes), not both")
        if self.until is not None and self.until <= self.time:
            raise ValueError(
                f"until {self.until} is not after {self.time}; an item that ends after midnight gives its minutes"
            )
        return self

    @property
    def begins(self) -> int:
        """Its begin, in minutes after midnight."""
        return minutes_of(self.time)

    @property
    def ends(self) -> int | None:
        """Its end, in minutes after midnight, 1440 and more on the next day; None where the row does not say."""
        if self.minutes is not None:
            return self.begins + self.minutes
        return None if self.until is None else minutes_of(self.until)


def minutes_of(clock: str) -> int:
    """Minutes after midnight.

    >>> minutes_of("18:30")
    1110
    """
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


class EventOptions(Frozen):
    """Switches of an event.

    ``names`` prints the section on some of those who died; ``ink_saver`` draws covers and posters on white paper, with
    at most a quarter of the ink; ``cream`` gives products that may have it a cream ground, on screens and on office
    paper. ``names_an_hour`` is the pace of the script for reading names.
    """

    names: bool = False
    ink_saver: bool = False
    cream: bool = False
    names_an_hour: int = Field(default=NAMES_AN_HOUR, ge=60, le=1200)


Price = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]
Copies = Annotated[int, Field(ge=1, le=100_000)]


class Prices(Frozen):
    """What a print run's material costs: a sheet of paper, a page of ink or toner, a staple, in one ``currency``.

    A page of ink is what makers count by: one sheet side of which one ink covers five parts in a hundred. ``currency``
    is the code of three capitals (ISO 4217), such as EUR, AZN or USD.
    """

    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    paper_sheet: Price
    ink_page: Price
    staple: Price = 0.0


class HomeOptions(Frozen):
    """How an office printer makes the booklets.

    ``caliper_mm`` is the thickness of a sheet (0.1 mm without it), ``signature`` how many sheets are folded and sewn as
    one (without it all are stapled), ``one_sided`` asks for a file of fronts and one of backs.
    """

    caliper_mm: float | None = Field(default=None, ge=0, le=1, allow_inf_nan=False)
    signature: int | None = Field(default=None, ge=1, le=100)
    one_sided: bool = False


class Event(Frozen):
    """One commemoration. What is not known stays out: the pages then print a ruled line to fill in by hand.

    ``year`` alone stands for 20 January of that year. Texts are one string, or one for each language. ``copies`` says
    how many of a product are printed in each language, ``grammage`` the weight of their paper in g/m².
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
    pairs: tuple[tuple[Language, Language], ...] = ()
    paper: PaperFamily = "a"
    products: tuple[ProductName, ...] = Field(default=("booklet", "poster"), min_length=1)
    programme: tuple[ProgrammeRow, ...] = ()
    options: EventOptions = EventOptions()
    home: HomeOptions = HomeOptions()
    copies: dict[ProductName, Copies] = Field(default_factory=dict)
    grammage: int | None = Field(default=None, ge=40, le=400)
    prices: Prices | None = None
    example: bool = False

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if (self.year is None) == (self.date is None):
            raise ValueError("an event needs a date (2027-01-20) or, while that is open, a year (2027), not both")
        for name, values in (("languages", self.languages), ("products", self.products), ("pairs", self.pairs)):
            if len(set(values)) < len(values):
                raise ValueError(f"{name} names one of them twice")
        for pair in self.pairs:
            if pair[0] == pair[1] or not set(pair) <= set(self.languages):
                raise ValueError(f"the pair {'+'.join(pair)} is not two of the event's languages")
        if self.start is not None and self.time_zone is None:
            raise ValueError("a start time needs the event's time_zone, for example Europe/London")
        return self

    def in_general(self) -> "Event":
        """What this event has in common with all others that print the same choice of pages for the same year."""
        return Event(
            slug="general",
            year=self.commemorated_year,
            languages=self.languages,
            pairs=self.pairs,
            paper=self.paper,
            products=self.products,
            options=self.options,
            example=self.example,
        )

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
