"""A hook for the live preview, which must know where on a page each message of the catalogs is printed."""

from typing import Protocol, TypeVar

Text = TypeVar("Text", bound=str)


class Mark(Protocol):
    """Gives a text that is ready to print back, perhaps marked with its message: ``content/night.entry``."""

    def __call__(self, message: str, text: Text, /) -> Text:
        """The text, of the same type, so that markup stays markup."""
        ...


def unmarked(_message: str, text: Text, /) -> Text:
    """The text as it is: what a build prints."""
    return text
