"""How long a text may be, and to whom a letter goes."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from booklet.model.base import Frozen, Language, RecordId, Text

Counting = Literal["characters", "form", "words"]
COUNTINGS: tuple[Counting, ...] = ("characters", "form", "words")
LARGEST_LIMIT = 1_000_000
Limit = Annotated[int, Field(ge=1, le=LARGEST_LIMIT)]


class TextLimit(Frozen):
    """A profile: how much a form takes, and how it counts.

    ``characters`` are Unicode code points after normalisation (NFC), a line end being one; ``form`` counts a line end
    as two, since a form is sent with CR and LF (WHATWG URL standard, application/x-www-form-urlencoded serialising);
    ``words`` are runs without white space. ``without`` names blocks that have no place in such a text (a salutation in
    a short post). The pages print the text that is ``printed``, and the whole of it without one.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    limit: Limit
    counts: Counting = "characters"
    without: tuple[RecordId, ...] = ()
    printed: bool = False


class Recipient(Frozen):
    """Somebody who gets a letter of their own; ``id`` names its files.

    ``salutation`` and ``address`` may be empty. ``limit`` is what the recipient's own form takes.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    name: Text
    title: str = ""
    salutation: str = ""
    address: tuple[Text, ...] = ()
    language: Language
    limit: TextLimit | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Name, title and address, one below the other."""
        return tuple(line for line in (self.name, self.title, *self.address) if line)
