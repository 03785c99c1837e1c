"""Which rules of print a language still lacks: each is tried, and its module says where it belongs."""

import datetime as dt
from collections.abc import Callable

from booklet.language.collation import sort_key
from booklet.language.dates import format_overnight, format_time_at
from booklet.language.hyphenation import hyphenate
from booklet.language.locales import locale_of
from booklet.language.numbers import plural_count
from booklet.language.ordinals import ordinal
from booklet.language.partial_dates import format_partial
from booklet.language.quotation import quote
from booklet.language.spacing import no_break
from booklet.model import LANGUAGES

# Tests have tried these; trying takes a tenth of a second, which a build that reads them every time need not spend.
COMPLETE = frozenset({"en", "az", "ru"})

_NIGHT = (dt.date(1990, 1, 19), dt.date(1990, 1, 20))

# Module, what it must know, and a call that fails as long as it does not.
_TRIALS: tuple[tuple[str, str, Callable[[str], object]], ...] = (
    ("locales", "the locale of the CLDR data", locale_of),
    ("collation", "its alphabet", lambda code: sort_key("a", code)),
    ("dates", "the night between two days", lambda code: format_overnight(*_NIGHT, code)),
    ("dates", "an hour in a sentence", lambda code: format_time_at(dt.time(12), code)),
    ("hyphenation", "its patterns", lambda code: hyphenate("a", code)),
    ("numbers", "its plural forms", plural_count),
    ("ordinals", "ordinals in figures", lambda code: ordinal(37, code)),
    ("partial_dates", "decades", lambda code: format_partial("199X", code)),
    ("partial_dates", "spans that stay open", lambda code: format_partial("1994/..", code)),
    ("quotation", "its quotation marks", lambda code: quote("a", code)),
    ("spacing", "where its lines may not break", lambda code: no_break("a", code)),
)


def missing_rules(language: str) -> list[tuple[str, str]]:
    """File and rule of everything that ``language`` lacks; nothing for the languages of the project."""
    code = ("booklet/model/base.py", "its code, in LANGUAGES, Language and Translated")
    rules = [
        (f"booklet/language/{module}.py", rule) for module, rule, trial in _TRIALS if not _succeeds(trial, language)
    ]
    return rules if language in LANGUAGES else [code, *rules]


def _succeeds(trial: Callable[[str], object], language: str) -> bool:
    try:
        trial(language)
    except (LookupError, ValueError):
        return False
    return True
