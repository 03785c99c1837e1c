"""One edition in a straight line: read me first.

``data/`` and ``translations/`` are read and checked (`read_project`), an edition's HTML is composed, laid out once,
inspected, written, and finished for the print shop, an office printer and the screen (`make_edition`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from booklet import __version__, templating
from booklet.catalogs import Words, load_words, ui_messages, unreadable_catalogs
from booklet.catalogs.pseudo import pseudo_words
from booklet.checks.project import project_problems
from booklet.checks.templates import template_problems
from booklet.compose import LimitTooSmallError, Shortened, compose, letter_pieces, places, shorten
from booklet.content import LoadedBook, load_book, load_events, load_formats
from booklet.home_files import HomeWork, home_files
from booklet.model import LANGUAGES, SOURCE_LANGUAGE, Edition, Event, Formats, TextLimit
from booklet.model.printers import Printer
from booklet.pictures import page_pictures
from booklet.preflight import load_printers, preflight, printer_named
from booklet.press import Boxes, Identity, OutputIntent, press_file, screen_file, tumbled, with_inks
from booklet.problems import BookletError, ContentError, PressError, Problem, errors_among
from booklet.render import Laid, LineFault, inspect_pages, lay_out, write_pdf
from booklet.setting import Material, set_pages
from booklet.sources import Sources
from booklet.webpage import web_page

POINTS_PER_MM = 72 / 25.4
PUBLISHER = "Black January memorial booklet"
PRODUCER = f"black-january-booklet {__version__}"
DELIVERIES = ("press", "home", "screen", "picture", "page", "text")

Made = TypeVar("Made")


@dataclass(frozen=True)
class Project:
    """Everything that was read: the book, the formats, the words of each language, the events, the templates."""

    sources: Sources
    loaded: LoadedBook
    formats: Formats
    words: dict[str, Words]
    events: tuple[Event, ...]
    templates: templating.Templates
    printers: dict[str, Printer]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Delivered:
    """The finished files of an edition by delivery, the lines that want mending, and what its printers should know.

    The deliveries are ``press``, ``screen``, ``page``, ``picture-1`` and so on, ``text-`` and the name of its length,
    and those of `booklet.home_files`.
    """

    edition: str
    files: dict[str, bytes] = field(default_factory=dict)
    lines: tuple[LineFault, ...] = ()
    notes: tuple[Problem, ...] = ()


def read_project(
    sources: Sources, slugs: Iterable[str], languages: Iterable[str] | None = None, *, release: bool = False
) -> Project:
    """Read and check all that the named events need; ContentError carries every mistake of the run.

    ``languages`` limits the work to some languages and pairs (``az+en``); without it, every language that an event
    names is read. For a ``release`` a text that is not translated is a mistake; otherwise it prints in English, and a
    warning counts it.
    """
    problems: list[Problem] = []
    loaded = _attempt(problems, load_book, sources)
    formats = _attempt(problems, load_formats, sources)
    printers = _attempt(problems, load_printers, sources)
    events = _attempt(problems, load_events, sources, list(slugs)) or []
    words: dict[str, Words] = {}
    ui = _attempt(problems, ui_messages, sources)
    if loaded is not None:
        for language in _wanted_languages(events, languages):
            found = _attempt(problems, partial(load_words, release=release), sources, loaded, ui or {}, language)
            if found is not None:
                words[language] = found
                problems.extend(found.warnings)
        problems.extend(project_problems(sources, loaded, formats, events))
    else:
        catalogs = unreadable_catalogs(sources, _wanted_languages(events, languages))
        problems.extend((*catalogs, *template_problems(sources)))
    if errors_among(problems) or loaded is None or formats is None or printers is None:
        raise ContentError(*problems)
    templates = templating.environment(sources)
    return Project(sources, loaded, formats, words, tuple(events), templates, printers, tuple(problems))


def with_pseudo_words(project: Project) -> Project:
    """The project with English words that are longer and accented, to see what a translation would do to the pages."""
    words = pseudo_words(project.loaded, ui_messages(project.sources))
    return replace(project, words={**project.words, SOURCE_LANGUAGE: words})


def _wanted_languages(events: Iterable[Event], languages: Iterable[str] | None) -> list[str]:
    named = {language for event in events for language in event.languages}
    parts = None if languages is None else {part for name in languages for part in name.split("+")}
    wanted: set[str] = parts if parts is not None else set(named) or set(LANGUAGES)
    return [language for language in LANGUAGES if language in wanted]


def make_edition(project: Project, edition: Edition, deliveries: Collection[str] = DELIVERIES) -> Delivered:
    """Compose, lay out, inspect, write and finish one edition; BookletError tells why it cannot be made.

    ``deliveries`` limits what is finished of it.
    """
    wanted = set(deliveries) & set(edition.product.deliveries)
    material = Material(project.loaded.book, project.words, project.sources, project.templates)
    page: dict[str, bytes] = {}
    if "page" in wanted:
        page["page"] = web_page(material.html(edition), palette=_palette(project), name=edition.name)
    if "text" in wanted:
        texts = shortened_texts(project, edition, edition.texts)
        page |= {f"text-{made.limit.id}": made.text.encode() for made in texts}
    if wanted <= {"page", "text"}:
        return Delivered(edition.name, page)
    pages = set_pages(material, edition)
    files, notes = _deliveries(project, edition, pages.laid, wanted)
    return Delivered(edition.name, page | files, pages.lines, notes)


def shortened_texts(project: Project, edition: Edition, limits: Iterable[TextLimit]) -> list[Shortened]:
    """The words of an edition as plain text, once for each of ``limits``; ContentError names every one too small."""
    words = project.words[edition.language]
    pieces = letter_pieces(project.loaded.book, words, edition, project.sources)
    made, problems = [], []
    for limit in limits:
        try:
            made.append(shorten(pieces, limit))
        except LimitTooSmallError as error:
            message = f"the length {limit.id} is too small: {error}"
            hint = f"the protected blocks stay in every letter; give it {error.minimum} or more"
            problems.append(Problem(edition.name, None, "error", message, hint))
    if problems:
        raise ContentError(*problems)
    return made


def faulty_lines(project: Project, edition: Edition, fits: Mapping[str, str]) -> list[LineFault]:
    """The lines that want mending when the paragraphs named in ``fits`` are set so; ContentError as `make_edition`."""
    book = project.loaded.book
    fitting = book.fitting.model_copy(update={"editions": {edition.setting: dict(fits)}})
    html = compose(
        book.model_copy(update={"fitting": fitting}),
        project.words[edition.language],
        edition,
        project.sources,
        project.templates,
    )
    _, lines = inspect_pages(lay_out(edition.name, html, project.sources), places(edition), language=edition.language)
    return lines


def _deliveries(
    project: Project, edition: Edition, laid: Laid, wanted: Collection[str]
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The finished files, each judged for the printer or reader that it is made for."""
    boxes, identity = _boxes(edition), identity_of(project, edition, laid.title)
    pages = len(laid.document.pages)
    pdf = write_pdf(laid)
    files: dict[str, bytes] = {}
    notes: tuple[Problem, ...] = ()
    if {"press", "home"} & set(wanted):
        intent, bound = _intent(project, edition), edition.home == "fold"
        files["press"] = press_file(pdf, boxes=boxes, intent=intent, identity=identity, bound=bound)
        if edition.is_tumble:
            files["press"] = tumbled(files["press"], pages // 2 + 1, name=edition.name)
        notes += _judged(project, edition, files["press"])
    if "home" in wanted:
        press = _on_its_paper(project, edition, identity, files["press"])
        made, told = home_files(press, pages, _home_work(project, edition, identity))
        files |= made
        notes += told
    if {"screen", "picture"} & set(wanted):
        labels = _page_labels(edition, pages)
        palette = _palette(project)
        if edition.is_cream:
            palette[project.formats.ink("paper").cmyk] = project.formats.ink("cream").screen
        files["screen"] = screen_file(pdf, boxes=boxes, identity=identity, palette=palette, page_labels=labels)
    if "picture" in wanted:
        size = edition.format
        pictures = page_pictures(files["screen"], width_mm=size.width_mm, height_mm=size.height_mm)
        files |= {f"picture-{number}": picture for number, picture in enumerate(pictures, start=1)}
    for name in {"press", "screen"} - set(wanted):
        files.pop(name, None)
    return files, notes


def _page_labels(edition: Edition, pages: int) -> list[str]:
    """What each page of the screen file is called: its folio, with the language where folios begin anew."""
    if not edition.is_tumble:
        return [str(number) for number in range(1, pages + 1)]
    return [f"{language} {number}" for language in edition.languages for number in range(1, pages // 2 + 1)]


def _on_its_paper(project: Project, edition: Edition, identity: Identity, press: bytes) -> bytes:
    """The press file as an office printer gets it, which can print a cream ground on white paper."""
    if not edition.is_cream:
        return press
    inks = {project.formats.ink("paper").cmyk: project.formats.ink("cream").cmyk}
    return with_inks(press, inks, identity=identity)


def _palette(project: Project) -> dict[tuple[float, float, float, float], str]:
    """The colour on screens of each ink."""
    return {ink.cmyk: ink.screen for ink in project.formats.palette}


def _judged(project: Project, edition: Edition, press: bytes) -> tuple[Problem, ...]:
    """The warnings of a preflight; PressError with every error of it.

    It renders no plates: our pages knock out, so the inks of what is painted are exact.
    """
    printer = printer_named(project.printers, "default")
    report = preflight(press, printer, name=edition.name, printer_name="default")
    if report.of("error"):
        raise PressError(*report.problems)
    return report.problems


def _home_work(project: Project, edition: Edition, identity: Identity) -> HomeWork:
    words = project.words[edition.language]
    return HomeWork(
        edition=edition,
        identity=identity,
        title=words.content[f"{edition.product.sections[0].section}.title"],
        date=project.loaded.book.edition.edition_date,
        words=words,
        templates=project.templates,
        sources=project.sources,
        inks=project.formats.palette,
    )


def _boxes(edition: Edition) -> Boxes:
    size = edition.format
    return Boxes(size.width_mm * POINTS_PER_MM, size.height_mm * POINTS_PER_MM, size.bleed_mm * POINTS_PER_MM)


def _intent(project: Project, edition: Edition) -> OutputIntent:
    condition = project.formats.conditions[edition.format.condition]
    profile = project.sources.data(condition.profile)
    return OutputIntent(condition.identifier, condition.name, condition.info, condition.registry, profile)


def identity_of(project: Project, edition: Edition, title: str) -> Identity:
    """Who and what the edition's files say they are."""
    moment = f"{project.loaded.book.edition.edition_date}T00:00:00Z"
    return Identity(
        title=title,
        author=edition.event.text("host", edition.language) or PUBLISHER,
        language=edition.language,
        created=moment,
        modified=moment,
        document_id=edition.name,
        creator=PUBLISHER,
        producer=PRODUCER,
    )


def _attempt(problems: list[Problem], read: Callable[..., Made], *arguments: Any) -> Made | None:
    """What ``read`` makes, or None and its problems added to the others."""
    try:
        return read(*arguments)
    except BookletError as error:
        problems.extend(error.problems)
        return None
