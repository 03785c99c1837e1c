"""Checks of single texts: tokens, counts typed by hand, links, letters. Pure functions; callers add the place."""

from booklet.checks.counts import bare_counts
from booklet.checks.texts import Finding, check_text, check_translation

__all__ = ["Finding", "bare_counts", "check_text", "check_translation"]
