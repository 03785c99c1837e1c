"""The only room that knows WeasyPrint."""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from booklet.language import register_hyphenation
from booklet.problems import ContentError, Problem
from booklet.render.reuse import TAKEN, Kit, Pictures, draw_once
from booklet.sources import Sources

if TYPE_CHECKING:
    from weasyprint import Document

# A made-up root: addresses below it are files of the project, wherever the project lies; nothing else is read.
BASE_URL = "file:///templates/"
FONTS_CONFIGURATION = "templates/shared/fonts/fonts.conf"

_TYPES = {".css": "text/css", ".otf": "font/otf", ".svg": "image/svg+xml", ".png": "image/png"}

# What WeasyPrint may log without harm, by the beginning of the message; everything else is a problem.
_HARMLESS: tuple[str, ...] = ()


@dataclass(frozen=True)
class Laid:
    """A laid-out document of the edition ``name``, which can be written more than once, and its ``<body>`` element.

    ``first_page`` is the number of its first page in the edition.
    """

    name: str
    document: "Document"
    body: Any
    first_page: int = 1

    @property
    def title(self) -> str:
        """The title that the page gives itself."""
        return str(self.document.metadata.title or "")


def lay_out(
    name: str, html: str, sources: Sources, *, prepare: Callable[[Any], None] | None = None, first_page: int = 1
) -> Laid:
    """Lay out the HTML of the edition ``name``; addresses in it are relative to ``templates/``.

    ``prepare`` may change the page's element tree before it is laid out; ``first_page`` is the number of its first page
    in the edition.

    Raises ContentError where the renderer complains: an unknown property, a missing file, an address outside the
    project. System fonts are shut out, so a letter that our fonts lack is a complaint too (see `write_pdf`).
    """
    weasyprint = load_renderer(sources)
    fetcher, kit = _fetcher(sources), _kit(weasyprint, sources)
    sources.text(FONTS_CONFIGURATION)  # the renderer reads it by itself
    pictures = Pictures(kit, BASE_URL, "templates/")
    with _collected(name) as complaints, _renamed(name):
        page = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
        if prepare is not None:
            prepare(page.etree_element)
        sheets = _style_sheets(weasyprint, page.etree_element, kit, fetcher, name)
        styles = [sheet.css for sheet in sheets]
        document = page.render(font_config=kit.fonts, stylesheets=styles, cache=pictures)
    known = (replace(complaint, path=name) for sheet in sheets for complaint in sheet.complaints)
    _refuse([*known, *complaints])
    pictures.keep()
    return Laid(name, document, page.etree_element.find("body"), first_page)


def _kit(weasyprint: Any, sources: Sources) -> Kit:
    if Kit not in sources.memo:
        sources.memo[Kit] = Kit(sources, _noted_fonts(weasyprint.text.fonts.FontConfiguration(), sources))
    kit = sources.memo[Kit]
    assert isinstance(kit, Kit)
    return kit


def _noted_fonts(fonts: Any, sources: Sources) -> Any:
    """Let the collection note the file of a face each time that one is named: of two equal ones it reads the first."""
    add = fonts.add_font_face

    def noted(face: Any, fetcher: Any) -> None:
        for _kind, url in face["src"]:
            if url and url.startswith(BASE_URL):
                sources.note(url.replace(BASE_URL, "templates/", 1))
        add(face, fetcher)

    fonts.add_font_face = noted
    return fonts


def _style_sheets(weasyprint: Any, root: Any, kit: Kit, fetcher: Any, name: str) -> list[Any]:
    """The style sheets that the page's head names or holds, in their order, parsed once for all pages."""
    found = []
    for element in root.find("head"):
        if element.tag == "link" and element.get("rel") == "stylesheet":
            address = {"url": f"{BASE_URL}{element.get('href')}"}
        elif element.tag == "style":
            address = {"string": element.text or "", "base_url": BASE_URL}
        else:
            continue
        element.set("type", TAKEN)
        found.append(
            kit.sheet(
                address.get("url") or address["string"], partial(_parsed, weasyprint, address, kit, fetcher, name)
            )
        )
    return found


def _parsed(
    weasyprint: Any, address: dict[str, str], kit: Kit, fetcher: Any, name: str
) -> tuple[Any, list[Problem], set[str]]:
    with _collected(name) as complaints, kit.sources.noted() as files:
        css = weasyprint.CSS(**address, url_fetcher=fetcher, font_config=kit.fonts)
    return css, complaints, files


def joined(name: str, parts: Sequence[tuple[Laid, int]]) -> Laid:
    """One document of pages from several: of each part the page of that index (from 0). The first gives the title.

    Where anchors of two documents have the same name, links lead to the earlier page.
    """
    first = parts[0][0]
    return Laid(name, first.document.copy([laid.document.pages[index] for laid, index in parts]), first.body)


def write_pdf(laid: Laid) -> bytes:
    """Write a laid-out document as a tagged PDF/UA-1, uncompressed, for `press` to make both deliveries of.

    ContentError where a letter has no glyph or a picture no alternative.
    """
    with _collected(laid.name) as complaints, _renamed(laid.name):
        pdf = laid.document.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    _refuse(complaints)
    assert isinstance(pdf, bytes)
    return pdf


def _refuse(complaints: list[Problem]) -> None:
    if complaints:
        raise ContentError(*complaints)


def load_renderer(sources: Sources) -> Any:
    """WeasyPrint, imported late, with the system's fonts shut out and hyphenation ready."""
    configuration = sources.root / FONTS_CONFIGURATION
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    import weasyprint
    import weasyprint.images
    import weasyprint.pdf.tags
    import weasyprint.text.fonts

    register_hyphenation()
    _tag_languages(weasyprint.pdf.tags)
    draw_once(weasyprint.images)
    return weasyprint


def _tag_languages(tags: Any) -> None:
    """Let WeasyPrint give each structure element the ``lang`` of its HTML, as PDF/UA wants (ISO 14289-1, 7.2).

    It writes the language of the whole document alone; so its tree builder is wrapped, once.
    """
    import pydyf

    build = tags._build_box_tree  # noqa: SLF001 - WeasyPrint has no hook here
    if getattr(build, "tags_languages", False):
        return

    def with_languages(box: Any, *arguments: Any) -> Iterator[Any]:
        inner = getattr(box, "_box", box)
        language = None if inner.element is None else inner.element.get("lang")
        for element in build(box, *arguments):
            if language and "Lang" not in element and inner.element.tag != "html":
                element["Lang"] = pydyf.String(language)
            yield element

    with_languages.tags_languages = True  # type: ignore[attr-defined]
    tags._build_box_tree = with_languages  # noqa: SLF001


def _fetcher(sources: Sources) -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no type hints
        """Gives the pages what lies in ``templates/``, and pictures that stand in the page itself."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "data":
                return super().fetch(url, headers)
            if not url.startswith(BASE_URL) or ".." in unquote(parts.path):
                raise FatalURLFetchingError(f"{url} lies outside the project's templates")
            path = unquote(parts.path).lstrip("/")
            try:
                content = sources.data(path)
            except ContentError as error:
                raise FatalURLFetchingError(f"{path}: {error.problems[0].message}") from error
            kind = _TYPES.get(Path(path).suffix, "application/octet-stream")
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return Fetcher(allowed_protocols={"file", "data"}, allow_redirects=False)


@contextmanager
def _renamed(name: str) -> Iterator[None]:
    """Turn the renderer's own failures into a ContentError that names the edition."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        hint = "name a file in templates/, or take the address out"
        raise ContentError(Problem(name, None, "error", str(error), hint)) from error
    except (NotImplementedError, AssertionError) as error:
        message = f"the renderer cannot draw this page ({type(error).__name__} {error})"
        raise ContentError(
            Problem(name, None, "error", message, "look for a gradient or a broken calc() in the CSS")
        ) from error


@contextmanager
def _collected(name: str) -> Iterator[list[Problem]]:
    """Every warning and error that WeasyPrint or fontTools logs meanwhile."""
    handler = _Collector(name)
    loggers = [logging.getLogger(logger) for logger in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate, handler.propagated[logger.name] = False, logger.propagate
    try:
        yield handler.problems
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
            logger.propagate = handler.propagated[logger.name]


class _Collector(logging.Handler):
    def __init__(self, name: str) -> None:
        super().__init__(logging.WARNING)
        self.name_of_edition = name
        self.problems: list[Problem] = []
        self.propagated: dict[str, bool] = {}

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(_HARMLESS or ("\0",)):
            self.problems.append(Problem(self.name_of_edition, None, "error", f"the renderer says: {message}"))


def pango_version() -> str:
    """The version of the Pango that lays out the lines; lines may break elsewhere with another one."""
    from weasyprint.text.ffi import pango

    number = int(pango.pango_version())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
