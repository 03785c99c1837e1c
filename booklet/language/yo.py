"""The Russian letter ё: a word that has it in one place has it everywhere."""

import re
from collections.abc import Iterable, Iterator, Mapping

from booklet.language.slips import Slip

_WITH_YO = re.compile(r"[а-яё]*ё[а-яё]*", re.IGNORECASE)
_WORD_WITH_YE = re.compile(r"(?<![\w-])[а-я]*е[а-я]*(?!\w)", re.IGNORECASE)
# Both spellings are words of their own: всё and все, слёзы (they) and слезы (of one).
_TWO_WORDS = frozenset({
    "берет", "ведра", "весны", "все", "гнезда", "жены", "звезды", "зерна", "колеса", "мел", "моем", "небо", "нем",
    "озера", "осел", "падеж", "передохнем", "поем", "признает", "пчелы", "села", "сестры", "слезы", "совершенный",
    "стекла", "узнаем", "узнает", "чем", "шлем", "щеки",
})  # fmt: skip


def words_with_yo(texts: Iterable[str]) -> dict[str, str]:
    """Every word that stands with ё in ``texts``, in small letters, by its spelling with е.

    Words whose spelling with е is another word are left out.
    """
    found = {match[0].lower() for text in texts for match in _WITH_YO.finditer(text)}
    return {plain: word for word in sorted(found) if (plain := word.replace("ё", "е")) not in _TWO_WORDS}


def missing_yo(text: str, known: Mapping[str, str]) -> Iterator[Slip]:
    """Words with е that ``known`` (from ``words_with_yo``) has with ё; a capital stays one."""
    for match in _WORD_WITH_YE.finditer(text) if known else ():
        written = known.get(match[0].lower())
        if written is not None:
            right = "".join(new.upper() if old.isupper() else new for old, new in zip(match[0], written, strict=True))
            yield Slip(match.start(), match.end(), right, f"“{written}” stands with ё elsewhere in the catalog")
