"""Terms of the glossary in every form that a text may use, and words that a translation should not have."""

from typing import Annotated

from pydantic import Field, StringConstraints

from booklet.model.base import Frozen, RecordId, Text

Form = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^*\s]+\*?( [^*\s]+\*?)*$")]
Piece = Annotated[str, StringConstraints(min_length=2, pattern=r"^(\*?\w+|\w+\*)$")]


class Term(Frozen):
    """An English term and the forms of which a translation must have one; ``*`` after a word: any ending."""

    id: RecordId
    en: tuple[Form, ...] = Field(min_length=1)
    az: tuple[Form, ...] = ()
    ru: tuple[Form, ...] = ()

    def forms(self, language: str) -> tuple[str, ...]:
        """The forms in ``language``; none where the term is not settled."""
        return getattr(self, language, ())


class AvoidedWords(Frozen):
    """Words that a text in ``language`` should not have, each with the word to write; ``*`` at one end: any letters."""

    language: Text
    why: Text
    words: dict[Piece, Text] = Field(min_length=1)
