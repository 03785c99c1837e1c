"""``data/`` → model: the book, the events, the formats; every mistake with its file and line."""

from booklet.content.book import LoadedBook, Message, load_book
from booklet.content.events import event_slugs, load_events
from booklet.content.formats import load_formats

__all__ = ["LoadedBook", "Message", "event_slugs", "load_book", "load_events", "load_formats"]
