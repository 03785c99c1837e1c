"""How a text is set: spaces, doubled words, stops, quotation marks, dashes, figures and their units."""

from collections.abc import Callable, Iterable, Iterator

from booklet.checks.findings import Finding, slip_findings
from booklet.checks.subject import Subject
from booklet.language import Slip, closed_up
from booklet.language.punctuation import (
    NOTE,
    STYLES,
    doubled_words,
    end_stops,
    ends_in_abbreviation,
    straight_quotes,
    wrong_dashes,
    wrong_quotes,
    wrong_spaces,
)


def outer_space_findings(subject: Subject) -> Iterator[Finding]:
    """Spaces at the beginning or end that the English text has not, or lacks."""
    source, text = subject.source, subject.text
    kept = text.strip()
    if not kept or not source.strip():
        return
    before, after = source[: len(source) - len(source.lstrip())], source[len(source.rstrip()) :]
    wanted = f"{before}{kept}{after}"
    if text != wanted:
        place = "end" if text.startswith(f"{before}{kept[0]}") else "beginning"
        message = f"the spaces at the {place} differ from the English text"
        yield Finding(kept.split()[0], message, "begin and end as the English text does", wanted)


def space_findings(subject: Subject) -> Iterator[Finding]:
    """Spaces too many and spaces missing."""
    return _by_style(subject, wrong_spaces, "one space between words, none before a stop")


def doubled_word_findings(subject: Subject) -> Iterator[Finding]:
    """A word twice in a row."""
    slips = doubled_words(subject.masked, subject.language)
    return slip_findings(subject.text, slips, "write it once, or with a hyphen where the repetition is meant")


def straight_quote_findings(subject: Subject) -> Iterator[Finding]:
    """Typewriter quotation marks and apostrophes."""
    return _by_style(subject, straight_quotes, _quote_hint(subject.language))


def quote_findings(subject: Subject) -> Iterator[Finding]:
    """Quotation marks of another language, the wrong way round, without a partner, or on the wrong side of a stop."""
    return _by_style(subject, wrong_quotes, _quote_hint(subject.language))


def dash_findings(subject: Subject) -> Iterator[Finding]:
    """Hyphens for dashes, dashes of another language, ranges that are not closed up."""
    dash = STYLES[subject.language].dash if subject.language in STYLES else "–"
    return _by_style(subject, wrong_dashes, f"between words “ {dash} ”, in a range “19–20”")


def closed_up_findings(subject: Subject) -> Iterator[Finding]:
    """Figures and units, or parts of an abbreviation, without the space that the build would keep from breaking."""
    slips = closed_up(subject.masked, subject.language)
    return slip_findings(subject.text, slips, "type a plain space; the program makes it one that cannot break")


def end_findings(subject: Subject) -> Iterator[Finding]:
    """Another stop at the end than in the English text; order and quotation marks are the language's own."""
    wanted, given = end_stops(subject.masked_source), end_stops(subject.masked)
    if wanted == given or (given == f"{wanted}." and ends_in_abbreviation(subject.masked)):
        return
    if wanted == f"{given}." and ends_in_abbreviation(subject.masked_source):
        return
    message = f"the text ends with {_named(given)}, the English text with {_named(wanted)}"
    words = subject.text.split()
    yield Finding(words[-1] if words else "", message, "end as the English text does", _ended(subject, given, wanted))


def _ended(subject: Subject, given: str, wanted: str) -> str:
    """The text with the English stop; ``""`` where there is more than one stop to change."""
    if max(len(given), len(wanted)) > 1:
        return ""
    body = subject.masked.rstrip().rstrip(NOTE)
    text, tail = subject.text[: len(body)], subject.text[len(body) :]
    if not given:
        return text + wanted + tail
    place = body.rindex(given) if given in body else -1
    return f"{text[:place]}{wanted}{text[place + 1 :]}{tail}" if place >= 0 else ""


def _named(stops: str) -> str:
    return f"“{stops}”" if stops else "no stop"


def _by_style(subject: Subject, find: Callable[[str, str], Iterable[Slip]], hint: str) -> Iterator[Finding]:
    """Findings of a rule that every language of `STYLES` has in its own form; none in another language."""
    if subject.language in STYLES:
        yield from slip_findings(subject.text, find(subject.masked, subject.language), hint)


def _quote_hint(language: str) -> str:
    style = STYLES.get(language)
    if style is None:
        return ""
    return f"use {style.outer[0]}…{style.outer[1]}, and inside of them {style.inner[0]}…{style.inner[1]}"
