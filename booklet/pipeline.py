"""One edition in a straight line: read me first.

``data/`` and ``translations/`` are read and checked (`read_project`), an edition's HTML is composed, laid out once,
inspected, written, and finished for the print shop, an office printer and the screen (`make_edition`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from booklet.compose import LimitTooSmallError, Shortened, compose, letter_pieces, places, shorten
from booklet.home_files import HomeWork, home_files
from booklet.model import Edition, TextLimit
from booklet.parts import Memory, Part, Store, finished_parts, identity_of, page_labels, screen_palette
from booklet.pictures import page_pictures
from booklet.press import Identity, Piece, assembled_press, assembled_screen, with_inks
from booklet.problems import ContentError, Problem
from booklet.project import Project
from booklet.render import LineFault, inspect_pages, lay_out
from booklet.setting import Material, uneven
from booklet.webpage import web_page

DELIVERIES = ("press", "home", "screen", "picture", "page", "text")
# Which deliveries need a PDF for the print shop, or one for screens, to be made of.
_NEEDED = {"press": {"press", "home"}, "screen": {"screen", "picture"}}


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
    pages: int = 0


def make_edition(
    project: Project, edition: Edition, deliveries: Collection[str] = DELIVERIES, *, store: Store | None = None
) -> Delivered:
    """Compose, lay out, inspect, write and finish one edition; BookletError tells why it cannot be made.

    ``deliveries`` limits what is finished of it. ``store`` keeps the parts that other editions share.
    """
    store = Memory() if store is None else store
    wanted = set(deliveries) & set(edition.product.deliveries)
    page: dict[str, bytes] = {}
    if "page" in wanted:
        material = Material(project.loaded.book, project.words, project.sources, project.templates)
        page["page"] = web_page(material.html(edition), palette=screen_palette(project, edition), name=edition.name)
    if "text" in wanted:
        texts = shortened_texts(project, edition, edition.texts)
        page |= {f"text-{made.limit.id}": made.text.encode() for made in texts}
    kinds = {kind for kind, uses in _NEEDED.items() if wanted & uses}
    if not kinds:
        return Delivered(edition.name, page)
    parts = finished_parts(project, edition, kinds, store)
    files, notes = _deliveries(project, edition, parts, wanted)
    lines = tuple(line for part in parts for line in part.lines)
    notes = (*(note for part in parts for note in part.notes), *notes)
    return Delivered(edition.name, page | files, lines, notes, sum(len(part.pages) for part in parts))


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
    project: Project, edition: Edition, parts: Sequence[Part], wanted: Collection[str]
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The finished files that are wanted, and what was noticed on the way."""
    identity, pages = identity_of(project, edition, parts[0].title), sum(len(part.pages) for part in parts)
    files: dict[str, bytes] = {}
    notes: tuple[Problem, ...] = ()
    if problems := uneven(edition, pages):
        raise ContentError(*problems)
    if _NEEDED["press"] & set(wanted):
        files["press"] = _whole(parts, "press", partial(assembled_press, identity=identity))
    if "home" in wanted:
        press = _on_its_paper(project, edition, identity, files["press"])
        made, notes = home_files(press, pages, _home_work(project, edition, identity))
        files |= made
    if _NEEDED["screen"] & set(wanted):
        labels = page_labels(edition, pages)
        files["screen"] = _whole(parts, "screen", partial(assembled_screen, identity=identity, page_labels=labels))
    if "picture" in wanted:
        size = edition.format
        pictures = page_pictures(files["screen"], width_mm=size.width_mm, height_mm=size.height_mm)
        files |= {f"picture-{number}": picture for number, picture in enumerate(pictures, start=1)}
    for name in {"press", "screen"} - set(wanted):
        files.pop(name, None)
    return files, notes


def _whole(parts: Sequence[Part], kind: str, assemble: Callable[[list[Piece]], bytes]) -> bytes:
    """The file of an edition's only part, or of all of them: to the largest that is shared come the others."""
    ordered = sorted(parts, key=lambda part: (not part.inputs, -len(part.pages)))
    pieces = [Piece(part.files[kind], part.pages) for part in ordered]
    return pieces[0].pdf if len(pieces) == 1 and not parts[0].inputs else assemble(pieces)


def _on_its_paper(project: Project, edition: Edition, identity: Identity, press: bytes) -> bytes:
    """The press file as an office printer gets it, which can print a cream ground on white paper."""
    if not edition.is_cream:
        return press
    inks = {project.formats.ink("paper").cmyk: project.formats.ink("cream").cmyk}
    return with_inks(press, inks, identity=identity)


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
