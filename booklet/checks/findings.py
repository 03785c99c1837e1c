"""What a check says about a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from booklet.language import Slip, corrected
from booklet.problems import Severity

REACH = 40
"""How many letters before and after a slip are shown at most."""


@dataclass(frozen=True)
class Finding:
    """A mistake in a text: where, why, what to do.

    ``snippet`` is the piece of the text that shows its line, ``suggestion`` the whole text put right or ``""``;
    ``check`` and ``severity`` are those of the check that found it.
    """

    snippet: str
    message: str
    hint: str = ""
    suggestion: str = ""
    severity: Severity = "error"
    check: str = ""


def slip_findings(text: str, slips: Iterable[Slip], hint: str) -> Iterator[Finding]:
    """One finding for each slip; the suggestion of each puts all of them right, where all can be."""
    found = list(slips)
    suggestion = corrected(text, found) if found and all(slip.right is not None for slip in found) else ""
    for slip in found:
        shown = _around(text, slip)
        yield Finding(shown, f"{slip.reason}: “{shown}”", hint, suggestion)


def _around(text: str, slip: Slip) -> str:
    """The words that a slip touches, so that a person finds the place."""
    start, end = slip.start, slip.end
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    while start > first and not text[start - 1].isspace():
        start -= 1
    while end < last and not text[end].isspace():
        end += 1
    return text[start:end].strip() or text[max(0, start - 8) : end + 8].strip()
