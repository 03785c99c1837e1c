"""How long a translation may be beside its English text."""

import math
from collections.abc import Iterator

from booklet.checks.findings import Finding
from booklet.checks.subject import Subject, masked
from booklet.language.punctuation import MARK, NOTE

# Measured on our catalogs (2 × 583 texts that fit their pages): of the texts with 200 letters and more the longest
# translation has 1.14 times the letters of its English; shorter ones run over by at most 30 letters.
PERCENT = 112
HEADROOM = 20


def printed_length(text: str) -> int:
    """How many letters of a text take room: spaces and tokens for figures count, notes, markup and addresses do not."""
    hidden = masked(text)
    return len(text) - hidden.count(MARK) - hidden.count(NOTE)


def length_limit(english: str) -> int:
    """The most letters, as `printed_length` counts them, that a translation of ``english`` should have.

    ``1.12 n + 20`` for a text of ``n`` letters: the line just above every translation of ours that fits its page. It is
    a warning for the eye; what really fits is decided by the layout, which tells of every section that runs over.
    """
    return math.ceil(PERCENT * printed_length(english) / 100) + HEADROOM


def length_findings(subject: Subject) -> Iterator[Finding]:
    """A translation with more letters than fit."""
    limit = subject.context.limit
    if limit is None or len(subject.text) <= limit:
        return
    length = printed_length(subject.text)
    if length > limit:
        message = f"the text has {length} letters, and about {limit} fit"
        yield Finding(subject.text.strip()[-12:], message, "say it with fewer words; type is never made smaller")
