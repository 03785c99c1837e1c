"""What each language needs: case, ordinals, dates, numbers, order, spacing, hyphenation, and its typical slips.

Languages are the strings ``en``, ``az`` and ``ru``; anything else is a ValueError.
"""

from booklet.language.case import lower, upper
from booklet.language.closed_up import closed_up
from booklet.language.collation import SortKey, alphabet, sort_key, sort_names
from booklet.language.completeness import COMPLETE, missing_rules
from booklet.language.dates import (
    format_date,
    format_date_range,
    format_day_month,
    format_minutes,
    format_month,
    format_overnight,
    format_time,
    format_time_at,
    format_weekday_date,
)
from booklet.language.hyphenation import (
    HYPHENATION_DICTIONARY,
    azerbaijani_patterns,
    hyphenate,
    register_hyphenation,
)
from booklet.language.lint import (
    romanise_place,
    suspicious_letters,
    wrong_azerbaijani_endings,
    wrong_azerbaijani_ordinals,
    wrong_russian_dates,
    wrong_russian_ordinals,
)
from booklet.language.numbers import (
    format_list,
    format_number,
    format_range,
    plural_count,
    plural_form,
    plural_index,
)
from booklet.language.ordinals import anniversary_ordinal, azerbaijani_ordinal_suffix, case_ending, ordinal
from booklet.language.partial_dates import format_partial
from booklet.language.quotation import quote
from booklet.language.respelling import RESPELT_SOUNDS, Sound, respell
from booklet.language.slips import Slip, corrected
from booklet.language.spacing import no_break
from booklet.language.yo import missing_yo, words_with_yo

__all__ = [
    "COMPLETE",
    "HYPHENATION_DICTIONARY",
    "RESPELT_SOUNDS",
    "Slip",
    "SortKey",
    "Sound",
    "alphabet",
    "anniversary_ordinal",
    "azerbaijani_ordinal_suffix",
    "azerbaijani_patterns",
    "case_ending",
    "closed_up",
    "corrected",
    "format_date",
    "format_date_range",
    "format_day_month",
    "format_list",
    "format_minutes",
    "format_month",
    "format_number",
    "format_overnight",
    "format_partial",
    "format_range",
    "format_time",
    "format_time_at",
    "format_weekday_date",
    "hyphenate",
    "lower",
    "missing_rules",
    "missing_yo",
    "no_break",
    "ordinal",
    "plural_count",
    "plural_form",
    "plural_index",
    "quote",
    "register_hyphenation",
    "respell",
    "romanise_place",
    "sort_key",
    "sort_names",
    "suspicious_letters",
    "upper",
    "words_with_yo",
    "wrong_azerbaijani_endings",
    "wrong_azerbaijani_ordinals",
    "wrong_russian_dates",
    "wrong_russian_ordinals",
]
