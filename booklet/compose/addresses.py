"""Web addresses as they print: short, whole, and with places where a line may break."""

from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

ADDRESS_LIMIT = 80


def printed_address(url: str) -> str:
    """The address as it prints: readable, without its scheme; past 80 characters the host alone.

    >>> printed_address("https://www.example.org/page/")
    'www.example.org/page'
    >>> printed_address("https://az.wikipedia.org/wiki/L%C9%99nk%C9%99ran")
    'az.wikipedia.org/wiki/Lənkəran'
    """
    whole = whole_address(url)
    return whole if len(whole) <= ADDRESS_LIMIT else _host(url).removeprefix("www.")


def whole_address(url: str) -> str:
    """The address readable and complete, without its scheme, as it can be typed from paper.

    >>> whole_address("https://example.org/wiki/L%C9%99nk%C9%99ran?page=2")
    'example.org/wiki/Lənkəran?page=2'
    """
    return unquote(url.partition("://")[2].rstrip("/")).replace(urlsplit(url).netloc, _host(url), 1)


def _host(url: str) -> str:
    """The host's name in its own letters (RFC 5891), as it stands where it is no such name."""
    host = urlsplit(url).hostname or ""
    try:
        return host.encode("ascii").decode("idna").removesuffix(".")
    except UnicodeError:
        return host.removesuffix(".")


def address_with_breaks(address: str) -> Markup:
    """An address that may break after a slash, a dot, a hyphen or an ampersand, and nowhere gets a hyphen."""
    text = str(escape(address))
    for sign in ("/", ".", "-", "_", "?", "=", "&amp;"):
        text = text.replace(sign, f"{sign}&#8203;")
    return Markup(text)  # noqa: S704 - escaped above
