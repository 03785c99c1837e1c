"""Capitals and small letters; Azerbaijani pairs i with İ and ı with I."""

import unicodedata

from booklet.language.locales import require_language

_TO_UPPER = {"az": str.maketrans({"i": "İ", "ı": "I"})}
_TO_LOWER = {"az": str.maketrans({"İ": "i", "I": "ı"})}


def upper(text: str, language: str) -> str:
    """``text`` in capitals, in composed form (NFC).

    The rule is the az tailoring of Unicode's SpecialCasing. Give plain text: markup would lose its tags.
    ValueError for an unknown language.
    """
    require_language(language)
    return unicodedata.normalize("NFC", text).translate(_TO_UPPER.get(language, {})).upper()


def lower(text: str, language: str) -> str:
    """``text`` in small letters, in composed form (NFC); rule and errors as for ``upper``."""
    require_language(language)
    return unicodedata.normalize("NFC", text).translate(_TO_LOWER.get(language, {})).lower()
