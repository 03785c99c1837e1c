"""Counts typed by hand: every count must be a reading, so that it prints with its owner and its note."""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from booklet.checks.count_words import COUNTED, COUNTING_VERBS, JOINTS, MONTHS, NUMBERS, ONE
from booklet.checks.findings import Finding
from booklet.checks.subject import Subject
from booklet.tokens import without_tokens

_GAP = "[\\s\u00a0\u2060]*"
_YEAR = r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)"
_IN_YEAR = rf"\w*(?:{_GAP}{_YEAR})?"
_CLOCK = r"(?<!\d)\d{1,2}:\d\d(?!\d)(?:-\u2060?\w+)?"
_AZ_END = "-\u2060?\\w+"
_AZ_DAY = (
    rf"\d{{1,2}}(?:{_AZ_END})?"
    rf"(?:{_GAP}(?:–|və|-){_GAP}\d{{1,2}}(?:{_AZ_END})?|{_GAP}\d{{1,2}}{_AZ_END})*"
)

# What is no count: days of a month, ordinals with their suffix. Years are looked at apart.
_EXEMPT = {
    "en": (
        rf"\d{{1,2}}(?:{_GAP}(?:–|and|to|or|-){_GAP}\d{{1,2}})*{_GAP}(?:{MONTHS['en']}){_IN_YEAR}",
        r"\d+(?:st|nd|rd|th)\b",
    ),
    "az": (
        rf"\d{{1,2}}(?:{_GAP}(?:[–—-]|və){_GAP}\d{{1,2}})*{_GAP}(?:{MONTHS['az']}){_IN_YEAR}",
        rf"(?:{MONTHS['az']})\w*{_GAP}{_AZ_DAY}",
        r"\d+-\u2060?c[ıiuü]\w*",
        rf"{_YEAR}-\u2060?\w+",
        r"(?<!\d)[123]?\d-\u2060?d[aə]n?\b(?!\s+(?:çox|artıq|az)\b)",  # days of a month: 12-dən, but not 26-dan çox
    ),
    "ru": (
        rf"\d{{1,2}}(?:{_GAP}(?:[–—]|и|по|на|или|-){_GAP}\d{{1,2}})*{_GAP}(?:{MONTHS['ru']}){_IN_YEAR}",
        rf"\d+-\u2060?(?:й|я|е|го|му|м|х|ми|ю|ая|ое|ый|ой|ий|ые|ых|ым|ыми|ого|ому|ую|e)\b(?!\s+(?:{COUNTED['ru']}))",
    ),
}


_FIGURE = re.compile(r"(?<!\w)\d+(?:[.,\u00a0\u202f ]\d{3})*")
_DIGIT = re.compile(r"\d")
_HINT = "use a token such as {N05} in its place, so that the figure prints with its source"


def count_findings(subject: Subject) -> Iterator[Finding]:
    """Each count that is typed by hand."""
    for count in bare_counts(subject.text, subject.language, subject.numerals):
        yield Finding(count.split()[0], f"the count “{count}” is typed by hand", _HINT)


def bare_counts(text: str, language: str, numerals: Collection[str] = ()) -> Iterator[str]:
    """Each figure or number word in ``text`` that counts something and is no token.

    Dates, times, years and ordinals are no counts, but a year's figures before people or things are one. "One" is
    none either: in all three languages it serves as an article.
    ``numerals`` lists further figures of the block that are none. Of a language without word lists, figures alone
    are judged.
    """
    words = without_tokens(text, filler=" ¤ ")
    if _DIGIT.search(words):
        for pattern in (*_exempt(language), *map(_named, sorted(numerals, key=len, reverse=True))):
            words = pattern.sub(" ", words)
        yield from (match[0] for match in _FIGURE.finditer(words))
    yield from _counting_words(words, language)


@cache
def _exempt(language: str) -> tuple[re.Pattern[str], ...]:
    counted = COUNTED.get(language, r"\b\B")
    year = rf"{_YEAR}(?:\s?[–/]\s?{_YEAR})?(?!\s+(?:\w+\s+)?(?:{counted}))"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (_CLOCK, *_EXEMPT.get(language, ()), year))


@lru_cache(maxsize=256)
def _named(numeral: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){re.escape(numeral)}(?!\d)", re.IGNORECASE)


def _counting_words(words: str, language: str) -> Iterator[str]:
    quick, patterns = _word_patterns(language)
    if not quick.search(words):
        return
    for pattern in patterns:
        yield from (" ".join(match[0].split()) for match in pattern.finditer(words))


@cache
def _word_patterns(language: str) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """A pattern for any number word, which most texts lack, and those for numbers that count something."""
    if language not in NUMBERS:
        return re.compile(r"\b\B"), ()
    number = (
        rf"(?<![\w-])(?:{NUMBERS[language]})(?:{JOINTS[language]}(?:{NUMBERS[language]}|{ONE[language]}))*(?![\w-])"
    )
    patterns = [rf"{number}(?:\s+\w+)?\s+(?:{COUNTED[language]})"]
    if COUNTING_VERBS[language]:
        patterns.append(rf"(?<!\w)(?:{COUNTING_VERBS[language]})\s+{number}(?!\s+of\b)")
    quick = re.compile(rf"(?<![\w-])(?:{NUMBERS[language]})(?!\w)", re.IGNORECASE)
    return quick, tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
