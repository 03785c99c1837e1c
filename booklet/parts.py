"""Laid-out pages → finished parts of files; a part that all events share is made once.

A run of sections that prints nothing of the event (`booklet.setting.runs`) is laid out, inspected, finished and judged
by itself. Its name is made of all that decides how it looks, so that a store may give it to the next edition.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Protocol

from booklet import __version__
from booklet.compose import places
from booklet.model import Edition
from booklet.model.printers import RuleSetting
from booklet.preflight import preflight, printer_named
from booklet.press import Boxes, Identity, OutputIntent, press_file, screen_file, tumbled, without_last_page
from booklet.problems import ContentError, PressError, Problem
from booklet.project import Project
from booklet.render import Laid, LineFault, inspect_pages, joined, lay_out, with_letters, write_pdf
from booklet.setting import Material, Run, edition_html, lead_out, runs, set_pages

POINTS_PER_MM = 72 / 25.4
PRINTER = "default"
PART = "part "
PUBLISHER = "Black January memorial booklet"
_NOT_ASKED = RuleSetting(severity="off", source="asked of the whole file")
PRODUCER = f"black-january-booklet {__version__}"


@dataclass(frozen=True)
class Part:
    """Finished pages: by ``kind`` (``press``, ``screen``) a PDF, and what a person should know of them.

    ``pages`` are their numbers in the edition, from 1; ``inputs`` are the hashes of the project's files that decide how
    they look, by path.
    """

    pages: tuple[int, ...]
    title: str
    files: Mapping[str, bytes]
    lines: tuple[LineFault, ...] = ()
    notes: tuple[Problem, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)


class Store(Protocol):
    """Where parts are kept for other editions, by a name of 64 hexadecimal figures."""

    def get(self, name: str) -> Part | None:
        """The part of that name, or None."""
        ...

    def put(self, name: str, part: Part) -> None:
        """Keep a part."""
        ...


class Memory(dict[str, Part]):
    """A store for the time of one process."""

    def put(self, name: str, part: Part) -> None:
        """Keep a part."""
        self[name] = part


def finished_parts(project: Project, edition: Edition, kinds: Collection[str], store: Store) -> list[Part]:
    """The parts of an edition's files; BookletError tells why they cannot be made.

    A single part is a whole file, under the edition's own name. The pages of two languages, and those of products that
    flow, cannot be told apart before they are laid out: such an edition has one part. All pages that print something of
    the event are another, wherever they stand.
    """
    material = Material(project.loaded.book, project.words, project.sources, project.templates)
    if edition.second is not None or edition.product.flows:
        pages = set_pages(material, edition)
        return [_finished(project, edition, _Set(pages.laid, pages.lines), kinds, whole=True)]
    found = runs(*edition_html(material, edition), places(edition))
    shared = [_shared_part(project, edition, run, kinds, store) for run in found if run.shared]
    own = [run for run in found if not run.shared]
    if own:
        shared.append(_finished(project, edition, _laid(project, edition, own), kinds, whole=not shared))
    return shared


@dataclass(frozen=True)
class _Set:
    """Pages that are laid out and inspected; ``numbers`` are their places in the edition, from 1, if not all follow."""

    laid: Laid
    lines: Sequence[LineFault]
    numbers: tuple[int, ...] | None = None
    shared: bool = False

    @property
    def places(self) -> tuple[int, ...]:
        """The number of each page in the edition."""
        return self.numbers or tuple(range(1, len(self.laid.document.pages) + 1))


def _laid(project: Project, edition: Edition, own: Sequence[Run]) -> _Set:
    """Lay out and inspect each run by itself, and put their pages together."""
    name = edition.setting if own[0].shared else edition.name
    pages: list[tuple[Laid, int]] = []
    lines: list[LineFault] = []
    numbers: list[int] = []
    for run in own:
        laid = lay_out(name, run.html, project.sources, prepare=lead_out, first_page=run.first_page)
        problems, faults = inspect_pages(laid, run.places, language=edition.language)
        if problems:
            raise ContentError(*problems)
        lines.extend(faults)
        pages.extend((laid, index) for index in range(len(laid.document.pages)))
        numbers.extend(run.first_page + index for index in range(len(laid.document.pages)))
    return _Set(joined(name, pages), lines, tuple(numbers), own[0].shared)


def _shared_part(project: Project, edition: Edition, run: Run, kinds: Collection[str], store: Store) -> Part:
    name = _name(project, edition, run)
    found = store.get(name)
    if found is None or not _is_as_new(project, found):
        found = _noted_part(project, edition, run, kinds)
        store.put(name, found)
    elif not set(kinds) <= found.files.keys():
        found = _noted_part(project, edition, run, {*kinds, *found.files})
        store.put(name, found)
    for note in (*found.inputs, f"{PART}{name}"):
        project.sources.note(note)
    return found


def _is_as_new(project: Project, part: Part) -> bool:
    return all(project.sources.hash_of(path) == known for path, known in part.inputs.items())


def _noted_part(project: Project, edition: Edition, run: Run, kinds: Collection[str]) -> Part:
    with project.sources.noted() as read:
        pages = _laid(project, edition, [run])
        made = _finished(project, edition, pages, kinds, whole=False)
    return replace(made, inputs={path: project.sources.hash_of(path) for path in sorted(read)})


def _name(project: Project, edition: Edition, run: Run) -> str:
    """A hash of everything but files that decides how the finished pages of a run look."""
    looks = {
        "name": edition.setting,
        "html": run.html,
        "places": [asdict(place) for place in run.places],
        "language": edition.language,
        "boxes": asdict(boxes_of(edition)),
        "condition": project.formats.conditions[edition.format.condition].model_dump(),
        "inks": [ink.model_dump() for ink in project.formats.palette],
        "printer": printer_named(project.printers, PRINTER).model_dump(),
        "ground": edition.is_cream,
        "home": edition.home,
        "date": project.loaded.book.edition.edition_date,
    }
    return hashlib.sha256(json.dumps(looks, sort_keys=True, default=str).encode()).hexdigest()


def _finished(project: Project, edition: Edition, pages: _Set, kinds: Collection[str], *, whole: bool) -> Part:
    """The files of a part; a whole edition has its own name and page labels, other parts get them when put together."""
    laid, boxes, kept = pages.laid, boxes_of(edition), whole or pages.shared
    pdf = write_pdf(laid) if not pages.shared else _with_letters(project, edition, laid)
    identity = identity_of(project, edition, laid.title) if whole else _identity_of_part(project, edition, laid)
    files: dict[str, bytes] = {}
    notes: tuple[Problem, ...] = ()
    if "press" in kinds:
        intent, bound = _intent(project, edition), edition.home == "fold"
        files["press"] = press_file(
            pdf, boxes=boxes, intent=intent, identity=identity, bound=bound, numbers=pages.places, packed=kept
        )
        if edition.is_tumble:
            files["press"] = tumbled(files["press"], len(pages.places) // 2 + 1, name=edition.name)
        notes = _judged(project, pages, files["press"], whole=whole)
    if "screen" in kinds:
        palette, labels = screen_palette(project, edition), page_labels(edition, len(pages.places)) if whole else None
        files["screen"] = screen_file(
            pdf,
            boxes=boxes,
            identity=identity,
            palette=palette,
            page_labels=labels,
            numbers=pages.places,
            packed=kept,
        )
    return Part(pages.places, laid.title, files, tuple(pages.lines), notes)


def _with_letters(project: Project, edition: Edition, laid: Laid) -> bytes:
    """The pages with fonts that have all the letters of the language, for pages that come to them later."""
    pages = with_letters(laid, project.sources, language=edition.language)
    return without_last_page(write_pdf(pages))


def _judged(project: Project, pages: _Set, press: bytes, *, whole: bool) -> tuple[Problem, ...]:
    """The warnings of a preflight; PressError with every error of it.

    It renders no plates: our pages knock out, so the inks of what is painted are exact. How many pages fill a sheet is
    a question to the whole file.
    """
    printer = printer_named(project.printers, PRINTER)
    if not whole:
        printer = printer.model_copy(update={"rules": {**printer.rules, "pages-multiple": _NOT_ASKED}})
    report = preflight(press, printer, name=pages.laid.name, printer_name=PRINTER).counted_as(pages.places)
    if report.of("error"):
        raise PressError(*report.problems)
    return report.problems


def boxes_of(edition: Edition) -> Boxes:
    """The trim and bleed of its pages."""
    size = edition.format
    return Boxes(size.width_mm * POINTS_PER_MM, size.height_mm * POINTS_PER_MM, size.bleed_mm * POINTS_PER_MM)


def screen_palette(project: Project, edition: Edition) -> dict[tuple[float, float, float, float], str]:
    """The colour on screens of each ink, on the ground that the event asks for."""
    palette = {ink.cmyk: ink.screen for ink in project.formats.palette}
    if edition.is_cream:
        palette[project.formats.ink("paper").cmyk] = project.formats.ink("cream").screen
    return palette


def _intent(project: Project, edition: Edition) -> OutputIntent:
    condition = project.formats.conditions[edition.format.condition]
    profile = project.sources.data(condition.profile)
    return OutputIntent(condition.identifier, condition.name, condition.info, condition.registry, profile)


def page_labels(edition: Edition, pages: int) -> list[str]:
    """What each page of the screen file is called: its folio, with the language where folios begin anew."""
    if not edition.is_tumble:
        return [str(number) for number in range(1, pages + 1)]
    return [f"{language} {number}" for language in edition.languages for number in range(1, pages // 2 + 1)]


def identity_of(project: Project, edition: Edition, title: str) -> Identity:
    """Who and what the edition's files say they are."""
    author = edition.event.text("host", edition.language) or PUBLISHER
    return _identity(project, edition, title, author=author, document_id=edition.name)


def _identity_of_part(project: Project, edition: Edition, laid: Laid) -> Identity:
    """The same for a part, which no reader sees: nothing of it may depend on an event."""
    return _identity(project, edition, laid.title, author=PUBLISHER, document_id=laid.name)


def _identity(project: Project, edition: Edition, title: str, *, author: str, document_id: str) -> Identity:
    moment = f"{project.loaded.book.edition.edition_date}T00:00:00Z"
    return Identity(
        title=title,
        author=author,
        language=edition.language,
        created=moment,
        modified=moment,
        document_id=document_id,
        creator=PUBLISHER,
        producer=PRODUCER,
    )
