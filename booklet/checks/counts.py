"""Counts typed by hand: every count must be a reading, so that it prints with its owner and its note."""

import re
from collections.abc import Collection, Iterator

from booklet.tokens import without_tokens

_MONTHS = {
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "az": "yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr",
    "ru": "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр",
}
_GAP = "[\\s\u00a0\u2060]*"

# What is no count: clock times, years, days of a month, ordinals with their suffix. Removed in this order.
_COMMON = (
    r"(?<!\d)\d{1,2}:\d\d(?!\d)",
    r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)(?:\s?[–/]\s?(?:1[89]|20|21)\d\d)?",
)
_OWN = {
    "en": (rf"\d{{1,2}}(?:{_GAP}(?:–|and|to|or|-){_GAP}\d{{1,2}})*{_GAP}(?:{_MONTHS['en']})", r"\d+(?:st|nd|rd|th)\b"),
    "az": (
        rf"\d{{1,2}}(?:{_GAP}(?:–|və|-){_GAP}\d{{1,2}})*{_GAP}(?:{_MONTHS['az']})",
        rf"(?:{_MONTHS['az']})\w*{_GAP}\d{{1,2}}",
        r"\d+-\u2060?\w{1,4}",
    ),
    "ru": (
        rf"\d{{1,2}}(?:{_GAP}(?:–|и|по|на|или|-){_GAP}\d{{1,2}})*{_GAP}(?:{_MONTHS['ru']})",
        r"\d+-\u2060?(?:й|я|е|го|му|м|х|ми|ю)\b",
    ),
}

_WORDS = {
    "en": "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    "|ninety|dozens?|hundreds?|thousands?|millions?",
    "az": "iki|üç|dörd|beş|altı|yeddi|səkkiz|doqquz|on|iyirmi|otuz|qırx|əlli|altmış|yetmiş|səksən|doxsan|yüz|min|milyon"
    "|onlarla|yüzlərlə|minlərlə|milyonlarla",
    "ru": "два|две|двое|двух|три|трое|трёх|четыре|четверо|пять|пятеро|шесть|шестеро|семь|восемь|девять|десять|двадцать"
    "|тридцать|сорок|сто|десятк\\w+|сотн\\w+|тысяч\\w*|миллион\\w*",
}
_COUNTED = {
    "en": "people|persons?|civilians?|residents?|inhabitants?|soldiers?|servicemen|troops|dead|deaths?|killed|wounded"
    "|injured|detained|missing|bodies|families|men|women|children|teenagers|homes|houses|vehicles|cars|graves|mourners"
    "|victims?|martyrs?|refugees?|armenians?|azerbaijanis?|russians?|jews?|of them|fled",
    "az": "nəfər|insan|adam|sakin|əsgər|hərbçi|ölü|yaralı|şəhid|meyit|cəsəd|ailə|qadın|kişi|uşaq|yeniyetmə|ev|maşın"
    "|avtomobil|qəbir|məzar|qurban|qaçqın|erməni|azərbaycanlı|rus|yəhudi",
    "ru": "человек|люд|жител|солдат|военнослужащ|погибш|убит|раненых|задержан|пропавш|тел|семе|женщин|мужчин|дет"
    "|подростк|дом|машин|автомобил|могил|жертв|шехид|беженц|армян|азербайджанц|русск|евре",
}


def bare_counts(text: str, language: str, numerals: Collection[str] = ()) -> Iterator[str]:
    """Each figure or number word in ``text`` that counts something and is no token.

    Dates, times, years and ordinals are no counts; ``numerals`` lists further figures of the block that are none.
    """
    words = without_tokens(text)
    named = (rf"(?<!\d){re.escape(numeral)}(?!\d)" for numeral in sorted(numerals, key=len, reverse=True))
    for pattern in (*_COMMON, *_OWN[language], *named):
        words = re.sub(pattern, " ", words, flags=re.IGNORECASE)
    yield from (match[0] for match in re.finditer(r"(?<!\w)\d+(?:[.,\u00a0\u202f ]\d{3})*", words))
    yield from _counting_words(words, language)


def _counting_words(words: str, language: str) -> Iterator[str]:
    start = r"(?<![\w-])"
    pattern = rf"{start}(?:{_WORDS[language]})(?![\w-])(?:\s+\w+)?\s+(?:{_COUNTED[language]})"
    yield from (" ".join(match[0].split()) for match in re.finditer(pattern, words, flags=re.IGNORECASE))
