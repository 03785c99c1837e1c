"""The marks in a text that stand for something else: {N05}, [@A03], {page:figures}, {year}, {anniversary}.

Doubled braces and other template syntax are no tokens: they are text, and print as they stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["reading", "source", "page", "year", "anniversary", "unknown"]

TOKEN = re.compile(r"(?<!\{)\{(?![{%#])([^{}\n]*)\}(?!\})|\[@([^\]\n]*)\]")
TEMPLATE_SYNTAX = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
LINK = re.compile(r"\[([^\]\[]*)\]\(((?:[^()\s]|\([^()\s]*\))*)\)")
ADDRESS = re.compile(
    r"(?<=\]\()[^()\s]+"  # the target of a link, whatever it is
    r"|(?:\b(?:https?|ftp|file|data|javascript):|(?<![\w:])//)[^\s()]*[^\s().,;:!?]"
)

_KINDS: tuple[tuple[TokenKind, re.Pattern[str]], ...] = (
    ("reading", re.compile(r"\{(N\d\d)\}")),
    ("source", re.compile(r"\[@(A\d{2,3})\]")),
    ("page", re.compile(r"\{page:([a-z][a-z0-9-]*)\}")),
    ("year", re.compile(r"\{(year)\}")),
    ("anniversary", re.compile(r"\{anniversary(?:\|(\w{1,3}))?\}")),
)


@dataclass(frozen=True)
class Token:
    """``raw`` as it stands in the text; ``name`` is the record, section or (for an anniversary) the wanted ending."""

    kind: TokenKind
    name: str
    raw: str


def read_token(raw: str) -> Token:
    """The token that ``raw`` spells; of kind ``unknown`` where it spells none."""
    for kind, pattern in _KINDS:
        if match := pattern.fullmatch(raw):
            return Token(kind, match[1] or "", raw)
    return Token("unknown", "", raw)


def tokens_in(text: str) -> Iterator[Token]:
    """Every token of a text, in order."""
    for match in TOKEN.finditer(text):
        yield read_token(match[0])


def without_tokens(text: str, *, filler: str = " ") -> str:
    """The text with ``filler`` for each token and a space for each address, for checks of the bare words."""
    return TOKEN.sub(filler, ADDRESS.sub(" ", LINK.sub(r"\1 ", text)))


def comparable(token: Token) -> str:
    """What a translation must keep of a token: an anniversary's ending is the translator's own."""
    return "{anniversary}" if token.kind == "anniversary" else token.raw
