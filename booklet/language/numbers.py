"""Numbers, ranges, lists and plural forms, by CLDR and each language's habit of print."""

from collections.abc import Sequence
from decimal import Decimal

from babel.lists import format_list as format_locale_list
from babel.numbers import format_decimal

from booklet.language.locales import locale_of

Number = int | Decimal

_PLURAL_CATEGORIES = {"en": ("one", "other"), "az": ("one", "other"), "ru": ("one", "few", "many")}
_RUSSIAN_GROUPS_FROM = 10_000


def format_number(number: Number, language: str) -> str:
    """``26,000``, ``26.000``, ``26 000`` with a no-break space; Russian groups from five digits on.

    For quantities only: a year is never grouped. ValueError for an unknown language.
    """
    grouped = language != "ru" or not -_RUSSIAN_GROUPS_FROM < number < _RUSSIAN_GROUPS_FROM
    return format_decimal(number, locale=locale_of(language), group_separator=grouped)


def format_range(low: Number | str, high: Number | str, language: str) -> str:
    """``low–high`` with a closed-up en dash; text, such as a year, stands as it is."""
    return "–".join(end if isinstance(end, str) else format_number(end, language) for end in (low, high))


def format_list(items: Sequence[str], language: str) -> str:
    """``A, B and C``, ``A, B və C``, ``A, B и C``; no items give nothing."""
    return format_locale_list(items, style="standard", locale=locale_of(language))


def plural_index(number: int, language: str) -> int:
    """Which form a gettext catalog holds for ``number``, counted from 0: two forms in en and az, three in ru."""
    return _PLURAL_CATEGORIES[language].index(locale_of(language).plural_form(number))


def plural_count(language: str) -> int:
    """How many forms a gettext catalog of ``language`` holds: two in en and az, three in ru."""
    return len(_PLURAL_CATEGORIES[language])


def plural_form(number: int, forms: Sequence[str], language: str) -> str:
    """The one of ``forms`` that goes with ``number``: ``("человек", "человека", "человек")``.

    Azerbaijani nouns stay singular after figures, so both of its forms are the same. ValueError unless there are as
    many forms as the language has.
    """
    locale_of(language)
    if len(forms) != len(_PLURAL_CATEGORIES[language]):
        raise ValueError(f"{language} has {len(_PLURAL_CATEGORIES[language])} plural forms, not {len(forms)}")
    return forms[plural_index(number, language)]
