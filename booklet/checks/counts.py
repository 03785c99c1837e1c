"""Counts typed by hand: every count must be a reading, so that it prints with its owner and its note."""

import re
from collections.abc import Collection, Iterator

from booklet.checks.count_words import COUNTED, COUNTING_VERBS, JOINTS, MONTHS, NUMBERS, ONE
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
        rf"\d{{1,2}}(?:{_GAP}(?:–|və|-){_GAP}\d{{1,2}})*{_GAP}(?:{MONTHS['az']}){_IN_YEAR}",
        rf"(?:{MONTHS['az']})\w*{_GAP}{_AZ_DAY}",
        r"\d+-\u2060?c[ıiuü]\w*",
        rf"{_YEAR}-\u2060?\w+",
        r"(?<!\d)[123]?\d-\u2060?d[aə]n?\b(?!\s+(?:çox|artıq|az)\b)",  # days of a month: 12-dən, but not 26-dan çox
    ),
    "ru": (
        rf"\d{{1,2}}(?:{_GAP}(?:–|и|по|на|или|-){_GAP}\d{{1,2}})*{_GAP}(?:{MONTHS['ru']}){_IN_YEAR}",
        rf"\d+-\u2060?(?:й|я|е|го|му|м|х|ми|ю)\b(?!\s+(?:{COUNTED['ru']}))",
    ),
}


def bare_counts(text: str, language: str, numerals: Collection[str] = ()) -> Iterator[str]:
    """Each figure or number word in ``text`` that counts something and is no token.

    Dates, times, years and ordinals are no counts, but a year's figures before people or things are one. "One" is
    none either: in all three languages it serves as an article.
    ``numerals`` lists further figures of the block that are none.
    """
    words = without_tokens(text, filler=" ¤ ")
    year = rf"{_YEAR}(?:\s?[–/]\s?{_YEAR})?(?!\s+(?:\w+\s+)?(?:{COUNTED[language]}))"
    named = (rf"(?<!\d){re.escape(numeral)}(?!\d)" for numeral in sorted(numerals, key=len, reverse=True))
    for pattern in (_CLOCK, *_EXEMPT[language], year, *named):
        words = re.sub(pattern, " ", words, flags=re.IGNORECASE)
    yield from (match[0] for match in re.finditer(r"(?<!\w)\d+(?:[.,\u00a0\u202f ]\d{3})*", words))
    yield from _counting_words(words, language)


def _counting_words(words: str, language: str) -> Iterator[str]:
    number = (
        rf"(?<![\w-])(?:{NUMBERS[language]})(?:{JOINTS[language]}(?:{NUMBERS[language]}|{ONE[language]}))*(?![\w-])"
    )
    patterns = [rf"{number}(?:\s+\w+)?\s+(?:{COUNTED[language]})"]
    if COUNTING_VERBS[language]:
        patterns.append(rf"(?<!\w)(?:{COUNTING_VERBS[language]})\s+{number}(?!\s+of\b)")
    for pattern in patterns:
        yield from (" ".join(match[0].split()) for match in re.finditer(pattern, words, flags=re.IGNORECASE))
