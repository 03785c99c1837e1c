"""Figures with a suffix: the 37th, 37-ci, 37-я, and the Azerbaijani case endings after figures and times."""

import re
from typing import Literal

from booklet.language.locales import locale_of, require_language

CaseKind = Literal["locative", "ablative"]

BLACK_JANUARY_YEAR = 1990
RUSSIAN_ORDINAL_SUFFIXES = frozenset({"й", "я", "е", "м", "х", "го", "му", "ми", "ю"})

_ENGLISH_SUFFIXES = {"one": "st", "two": "nd", "few": "rd", "other": "th"}
_AZERBAIJANI_UNITS = ("", "ci", "ci", "cü", "cü", "ci", "cı", "ci", "ci", "cu")
_AZERBAIJANI_TENS = ("", "cu", "ci", "cu", "cı", "ci", "cı", "ci", "ci", "cı")
# The power that a number is a multiple of names its last spoken word: yüz, min, milyon, milyard.
_AZERBAIJANI_POWERS = ((10**3, "cü"), (10**6, "ci"), (10**9, "cu"), (10**12, "cı"))
_AZERBAIJANI_CASES = {"locative": ("da", "də"), "ablative": ("dan", "dən")}
_LAST_FIGURE = re.compile(r"(\d{1,3}(?:[.\u00a0 ]\d{3})+|\d+)$")


def ordinal(number: int, language: str, *, suffix: str = "") -> str:
    """``number`` as an ordinal in figures: ``37th``, ``37-ci``, ``37-я``.

    Russian agrees with a noun that only the caller knows: without ``suffix`` the form is the feminine nominative, and
    any other ending is given, as in ``ordinal(37, "ru", suffix="й")``. A line may end after the hyphen until
    ``no_break`` has seen the text. ValueError for a negative number, an unknown language, a suffix that is no Russian
    one (a Latin ``e`` among them), or a suffix with English or Azerbaijani, which need none.
    Rules: CLDR for English; ``azerbaijani_ordinal_suffix``; in Russian one letter after a vowel, two after a consonant.
    """
    require_language(language)
    if number < 0:
        raise ValueError(f"an ordinal counts from 0, not {number}")
    if suffix and language != "ru":
        raise ValueError(f"only Russian ordinals take a suffix from the caller, not {language!r}")
    if language == "ru":
        return f"{number}-{_russian_suffix(suffix)}"
    if language == "az":
        return f"{number}-{azerbaijani_ordinal_suffix(number)}"
    if language != "en":
        raise ValueError(f"nobody has said how {language!r} writes ordinals")
    return f"{number}{_ENGLISH_SUFFIXES[locale_of(language).ordinal_form(number)]}"


def anniversary_ordinal(year: int, language: str, *, suffix: str = "") -> str:
    """Which anniversary of January 1990 falls in ``year``, as ``ordinal`` writes it; ValueError before 1991."""
    if year <= BLACK_JANUARY_YEAR:
        raise ValueError(f"the first anniversary was in {BLACK_JANUARY_YEAR + 1}, so {year} has none")
    return ordinal(year - BLACK_JANUARY_YEAR, language, suffix=suffix)


def azerbaijani_ordinal_suffix(number: int) -> str:
    """``cı``, ``ci``, ``cu`` or ``cü``, by the last vowel of the number's last spoken word.

    CLDR has the same rule and is wrong at every multiple of 1000 (2000 is *iki min*, so ``ci``).
    ValueError below 0 and from 10¹² on. Source: the orthography pages of language.az.
    """
    if not 0 <= number < 10**12:
        raise ValueError(f"no Azerbaijani suffix is known for {number}: give 0 to 999,999,999,999")
    if number == 0:
        return "cı"
    if number % 10:
        return _AZERBAIJANI_UNITS[number % 10]
    if number % 100:
        return _AZERBAIJANI_TENS[number // 10 % 10]
    return next(suffix for power, suffix in _AZERBAIJANI_POWERS if number % power)


def case_ending(figure: int | str, language: str = "az", *, kind: CaseKind = "locative") -> str:
    """``figure`` with its Azerbaijani ending: ``19-dan``, ``12:00-da``, ``00:20-də``.

    ``figure`` is a number, or text that ends in one; of a time the minutes decide, for they are spoken last.
    The dative needs a buffer letter and is written by a person. ValueError where no figure stands at the end, or for
    a language other than az. Source: vowel harmony, checked against press use.
    """
    if language != "az":
        raise ValueError(f"case endings after figures are Azerbaijani, not {language!r}")
    back, front = _AZERBAIJANI_CASES[kind]
    return f"{figure}-{back if _is_back(last_number(str(figure))) else front}"


def day_dative(day: int) -> str:
    """``day`` of a month as the goal of a motion, ``20-nə``: *iyirmisinə*, shortened as in the press."""
    return f"{day}-{'na' if _is_back(day) else 'nə'}"


def last_number(text: str) -> int:
    """The number at the end of ``text``, thousands grouped by a point or a space; ValueError where none stands."""
    found = _LAST_FIGURE.search(text)
    if found is None:
        raise ValueError(f"no figure at the end of {text!r}")
    return int(re.sub(r"\D", "", found[1]))


def _is_back(number: int) -> bool:
    return azerbaijani_ordinal_suffix(number) in {"cı", "cu"}


def _russian_suffix(suffix: str) -> str:
    if suffix and suffix not in RUSSIAN_ORDINAL_SUFFIXES:
        known = ", ".join(sorted(RUSSIAN_ORDINAL_SUFFIXES))
        raise ValueError(f"{suffix!r} is no Russian ordinal ending: write one of {known}")
    return suffix or "я"
