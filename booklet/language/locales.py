"""Which locale of the CLDR data stands behind each of the project's languages."""

from functools import cache

from babel import Locale

from booklet.model import LANGUAGES

_LOCALE_NAMES = {"en": "en_GB", "az": "az", "ru": "ru"}


def require_language(language: str) -> None:
    """ValueError unless ``language`` is spelled exactly as in ``LANGUAGES``: ``az_AZ`` would print wrong capitals."""
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}: write one of {', '.join(LANGUAGES)}")


@cache
def locale_of(language: str) -> Locale:
    """British English, Azerbaijani in Latin script, Russian; ValueError for any other language."""
    require_language(language)
    return Locale.parse(_LOCALE_NAMES[language])
