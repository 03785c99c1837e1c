"""Checks of texts, each with an id: what prints wrong is an error, what a person must look at is a warning.

`check_text` and `check_translation` are pure functions; callers add the place.
"""

from booklet.checks.contexts import catalog_context, message_context
from booklet.checks.counts import bare_counts
from booklet.checks.findings import Finding
from booklet.checks.length import length_limit, printed_length
from booklet.checks.registry import CHECKS, Check, checks_table
from booklet.checks.subject import Context
from booklet.checks.texts import check_text, check_translation

__all__ = [
    "CHECKS", "Check", "Context", "Finding", "bare_counts", "catalog_context", "check_text", "check_translation",
    "checks_table", "length_limit", "message_context", "printed_length",
]  # fmt: skip
