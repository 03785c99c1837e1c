"""One text under judgement, in the forms that checks look at, and what they must know beside it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from booklet.checks.terms import Glossary
from booklet.language import lower
from booklet.language.punctuation import FIGURE, MARK, NOTE
from booklet.model import LANGUAGES, SOURCE_LANGUAGE
from booklet.tokens import ADDRESS, LINK, TOKEN

Domain = Literal["content", "ui"]

MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@dataclass(frozen=True)
class Context:
    """What the checks of a translation know beside its two texts; what is not given is not judged.

    ``is_name``: the text may be a name or a real title, which stays as it is. ``exempt`` lists checks that do not fit
    this kind of text, ``switched_off`` those that a translator has switched off here, with the reason. ``limit`` is
    the most letters that fit, ``covered`` the letters of our fonts, ``with_yo`` the catalog's words with ё by their
    spelling with е, ``plural_forms`` every form of a message that has some.
    """

    domain: Domain = "content"
    is_name: bool = False
    exempt: frozenset[str] = frozenset()
    switched_off: Mapping[str, str] = field(default_factory=dict)
    limit: int | None = None
    covered: frozenset[str] | None = None
    glossary: Glossary = field(default_factory=Glossary)
    with_yo: Mapping[str, str] = field(default_factory=dict)
    plural_forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A text in its language, its English source (``""`` where the text is English itself), names, and the context."""

    source: str
    text: str
    language: str
    known: Mapping[str, Collection[str]]
    numerals: Collection[str]
    context: Context

    @cached_property
    def masked(self) -> str:
        """The text, letter for letter, with a stand-in for each letter of tokens, notes, markup and addresses."""
        return masked(self.text)

    @cached_property
    def masked_source(self) -> str:
        """The English text in the same form."""
        return masked(self.source)

    @cached_property
    def small(self) -> str:
        """``masked`` in small letters."""
        return lower(self.masked, self.language) if self.language in LANGUAGES else self.masked.lower()

    @cached_property
    def small_source(self) -> str:
        """``masked_source`` in small letters."""
        return lower(self.masked_source, SOURCE_LANGUAGE)

    @cached_property
    def words(self) -> list[str]:
        """The words of the text in small letters, in order."""
        return _WORD.findall(self.small)


def masked(text: str) -> str:
    """``text`` with `FIGURE`, `NOTE` or `MARK` for each letter that is no word; its length and places stay."""
    if "](" in text:
        text = LINK.sub(lambda link: f"{MARK}{link[1]}{MARK * (len(link[0]) - len(link[1]) - 1)}", text)
    if "{" in text or "[@" in text:
        text = TOKEN.sub(lambda token: (FIGURE if token[0][0] == "{" else NOTE) * len(token[0]), text)
    if "//" in text or ":" in text:
        text = ADDRESS.sub(lambda address: MARK * len(address[0]), text)
    if "@" in text:
        text = MAIL.sub(lambda address: MARK * len(address[0]), text)
    return text.replace("*", MARK)
