"""What every record is made of: frozen, checked, and with texts in one language or in each."""

import datetime as dt
import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

LANGUAGES = ("en", "az", "ru")
LANGUAGE_PAIRS = tuple(f"{first}+{second}" for first in LANGUAGES for second in LANGUAGES if first != second)
SOURCE_LANGUAGE = "en"

Language = Literal["en", "az", "ru"]
PaperFamily = Literal["a", "us"]
ProductName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
RecordId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^A\d{2,3}$")]
ReadingId = Annotated[str, StringConstraints(pattern=r"^N\d{2}$")]
FactId = Annotated[str, StringConstraints(pattern=r"^F\d{2}$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _of_the_calendar(value: str) -> str:
    """Accept months and days that exist; ValueError otherwise."""
    for year, month, day in re.findall(r"(\d{4})-(\d\d)(?:-(\d\d))?", value):
        try:
            dt.date(int(year), int(month), int(day or 1))
        except ValueError as error:
            raise ValueError(f"the date {value} does not exist") from error
    return value


PartialDate = Annotated[
    str,
    StringConstraints(pattern=r"^(undated|\d{3}X|\d{4}(-\d\d){0,2}([/;]((\d{4}(-\d\d){0,2})|\.\.))*)?$"),
    AfterValidator(_of_the_calendar),
]


class Frozen(BaseModel):
    """A fact; a changed fact is a new value."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def web_address(value: str) -> str:
    """Accept http(s) addresses alone; ValueError otherwise."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r"\s", value):
        raise ValueError("an address begins with https:// or http:// and has no spaces")
    return value


WebAddress = Annotated[str, AfterValidator(web_address)]


class Translated(Frozen):
    """One text in each language; a language may be absent where the record says so."""

    en: Text | None = None
    az: Text | None = None
    ru: Text | None = None

    def get(self, language: str) -> str | None:
        """The text in ``language``, or None."""
        return getattr(self, language, None)


TextOrTranslations = Text | Translated
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


def in_language(value: str | Translated | None, language: str) -> str | None:
    """One string serves every language; translations serve their own."""
    return value.get(language) if isinstance(value, Translated) else value
