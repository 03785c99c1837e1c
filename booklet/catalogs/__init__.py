"""gettext catalogs: read and check them, bring them up to date, look words up by key."""

from booklet.catalogs.files import Entry, read_catalog
from booklet.catalogs.templates import UiMessage, ui_messages
from booklet.catalogs.update import updated_catalogs
from booklet.catalogs.words import Words, load_words, read_labels, source_words, unreadable_catalogs
from booklet.catalogs.writing import set_translation

__all__ = [
    "Entry", "UiMessage", "Words", "load_words", "read_catalog", "read_labels", "set_translation", "source_words",
    "ui_messages", "unreadable_catalogs", "updated_catalogs",
]  # fmt: skip
