"""Rules of spelling without exceptions: letters, ordinals, endings, dates, ё."""

from collections.abc import Callable, Iterable, Iterator

from booklet.checks.findings import Finding, slip_findings
from booklet.checks.subject import Subject
from booklet.language import (
    missing_yo,
    suspicious_letters,
    wrong_azerbaijani_endings,
    wrong_azerbaijani_ordinals,
    wrong_russian_dates,
    wrong_russian_ordinals,
)
from booklet.model import LANGUAGES


def look_alike_findings(subject: Subject) -> Iterator[Finding]:
    """Words with letters that only look right."""
    if subject.language not in LANGUAGES:
        return
    for word, reason in suspicious_letters(subject.masked, subject.language):
        yield Finding(word, f"{word}: {reason}", "type the word again on the keyboard of its language")


def azerbaijani_ordinals(subject: Subject) -> Iterator[Finding]:
    """Ordinals in figures with the wrong suffix, and Roman figures with one."""
    return _corrections(subject, wrong_azerbaijani_ordinals)


def azerbaijani_endings(subject: Subject) -> Iterator[Finding]:
    """Case endings of figures and times with the wrong vowel."""
    return _corrections(subject, wrong_azerbaijani_endings)


def russian_dates(subject: Subject) -> Iterator[Finding]:
    """Days and years of dates that carry an ending."""
    return _corrections(subject, wrong_russian_dates)


def russian_ordinals(subject: Subject) -> Iterator[Finding]:
    """Ordinals in figures with a spelled-out ending, where the rule of dates does not speak already."""
    dates = {found for found, _ in wrong_russian_dates(subject.masked)}
    return _corrections(
        subject,
        lambda text: [pair for pair in wrong_russian_ordinals(text) if not any(pair[0] in date for date in dates)],
    )


def _corrections(subject: Subject, finder: Callable[[str], Iterable[tuple[str, str]]]) -> Iterator[Finding]:
    pairs = list(finder(subject.masked))
    suggestion = subject.text
    for found, right in pairs:
        suggestion = suggestion.replace(found, right)
    for found, right in pairs:
        yield Finding(found, f"{found} is written {right}", f"write {right}", suggestion)


def yo_findings(subject: Subject) -> Iterator[Finding]:
    """Words with е that stand with ё elsewhere in the catalog."""
    slips = missing_yo(subject.masked, subject.context.with_yo)
    return slip_findings(subject.text, slips, "write ё, here and wherever the word stands")
