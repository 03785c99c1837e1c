"""gettext catalogs: read and check them, bring them up to date, look words up by key."""

from booklet.catalogs.files import Entry, read_catalog
from booklet.catalogs.templates import UiMessage, ui_messages
from booklet.catalogs.update import updated_catalogs
from booklet.catalogs.words import Words, load_words, source_words

__all__ = [
    "Entry", "UiMessage", "Words", "load_words", "read_catalog", "source_words", "ui_messages", "updated_catalogs",
]  # fmt: skip
