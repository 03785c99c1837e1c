"""Many editions: which are wanted, side by side, each one's files whole or absent."""

import fcntl
import gc
import multiprocessing
import os
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from booklet.catalogs.pseudo import PSEUDO_LANGUAGE
from booklet.home_files import home_names, name_of
from booklet.model import SOURCE_LANGUAGE, Edition, Event, HomeOptions, Language, Product
from booklet.pipeline import DELIVERIES, Project, make_edition, read_project, with_pseudo_words
from booklet.problems import (
    BookletError,
    BusyError,
    CommandLineError,
    ContentError,
    ExitCode,
    FileRefusedError,
    Problem,
)
from booklet.render import load_renderer
from booklet.sources import Sources

OUT = "out"
LETTERS = "letters"
_USES = {
    "press": "to the print shop",
    "home": "to print yourself",
    "home-fronts": "to print yourself, first side",
    "home-backs": "to print yourself, second side",
    "how-to-print": "how to print it yourself",
    "test-sheet": "to try the printer",
    "fold-dummy": "to try the folding",
    "screen": "to send and to read on a screen",
    "png": "to post and to send",
    "html": "to read in a browser",
    "txt": "to paste into a form or a post",
}


@dataclass(frozen=True)
class Selection:
    """What to build; an empty tuple means everything, ``paper`` None the event's own family.

    ``home`` overrides fields of the events' own `HomeOptions`. A ``release`` refuses texts that are not translated.
    """

    slugs: tuple[str, ...]
    languages: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    paper: str | None = None
    home: Mapping[str, Any] = field(default_factory=dict)
    release: bool = False


@dataclass(frozen=True)
class Outcome:
    """How one edition ended: the files written, by path below the project, or the problems that stopped it."""

    edition: str
    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    seconds: float
    exit_code: int = 0


def read_selection(sources: Sources, selection: Selection) -> tuple[Project, list[Edition]]:
    """The project and the editions that are wanted; ContentError where something named is not there."""
    pseudo = PSEUDO_LANGUAGE in selection.languages
    if pseudo:
        selection = _in_pseudo_language(selection)
    project = read_project(sources, selection.slugs, selection.languages or None, release=selection.release)
    project = _with_home(with_pseudo_words(project) if pseudo else project, selection)
    _refuse_unknown_products(project, selection)
    editions = [edition.model_copy(update={"pseudo": pseudo}) for edition in _editions(project, selection)]
    if not editions:
        message = "nothing fits this choice of event, language, product and paper"
        raise ContentError(Problem("data/events", None, "error", message, "see what there is with: booklet list"))
    return project, editions


def _in_pseudo_language(selection: Selection) -> Selection:
    """The same choice in English, whose words the pseudo-language takes the place of."""
    if selection.languages != (PSEUDO_LANGUAGE,):
        message = f"{PSEUDO_LANGUAGE} is built alone, not beside other languages"
        raise CommandLineError(Problem("--lang", None, "error", message, f"use --lang {PSEUDO_LANGUAGE}"))
    return replace(selection, languages=(SOURCE_LANGUAGE,))


def _with_home(project: Project, selection: Selection) -> Project:
    """The project with the wishes of the command line in place of the events' own."""
    events = tuple(
        event.model_copy(update={"home": HomeOptions(**{**event.home.model_dump(), **selection.home})})
        for event in project.events
    )
    return replace(project, events=events)


def _refuse_unknown_products(project: Project, selection: Selection) -> None:
    known = sorted(project.loaded.book.products)
    strangers = [name for name in selection.products if name not in known]
    if strangers:
        hint = f"there are: {', '.join(known)}"
        raise CommandLineError(
            *(Problem("--product", None, "error", f"{name} is no product", hint) for name in strangers)
        )


def _editions(project: Project, selection: Selection) -> Iterator[Edition]:
    for event in project.events:
        for language, second in _chosen(event, selection.languages):
            for product in _products(project, event, selection):
                if not product.is_made_for(2 if second else 1):
                    continue
                for size in product.formats:
                    if size.serves(selection.paper or event.paper):
                        yield Edition(event=event, language=language, second=second, product=product, format=size)


def _products(project: Project, event: Event, selection: Selection) -> list[Product]:
    named = [name for name in event.products if not selection.products or name in selection.products]
    return [project.loaded.book.products[name] for name in named]


def book_settings(project: Project) -> list[Edition]:
    """One edition for each language and format of the booklet: all the ways in which the book's own texts are set."""
    event, product = project.events[0], project.loaded.book.products["booklet"]
    return [
        Edition(event=event, language=language, product=product, format=size)
        for language in event.languages
        for size in product.formats
    ]


def _chosen(event: Event, wanted: Sequence[str]) -> list[tuple[Language, Language | None]]:
    """The event's languages and pairs of languages that are wanted; a pair may be wanted that it does not name."""
    pairs = [(first, second) for first in event.languages for second in event.languages if first != second]
    return [
        *((language, None) for language in event.languages if not wanted or language in wanted),
        *(pair for pair in pairs if (pair in event.pairs if not wanted else "+".join(pair) in wanted)),
    ]


def build(
    root: Path, project: Project, editions: list[Edition], *, jobs: int, deliveries: Sequence[str] = DELIVERIES
) -> Iterator[Outcome]:
    """Make every edition and write its files; outcomes come as they are ready.

    Raises BusyError while another build works in the same tree, FileRefusedError where ``out/`` cannot be written.
    """
    task = Task(root, project, tuple(deliveries))
    editions = [edition for edition in editions if set(deliveries) & set(edition.product.deliveries)]
    with only_build(root):
        if jobs == 1 or len(editions) == 1:
            yield from (_made(task, edition) for edition in editions)
        else:
            yield from _side_by_side(task, editions, jobs=min(jobs, len(editions)))


@dataclass(frozen=True)
class Task:
    """What every edition of a build has in common."""

    root: Path
    project: Project
    deliveries: tuple[str, ...]


def _side_by_side(task: Task, editions: list[Edition], *, jobs: int) -> Iterator[Outcome]:
    """Workers are forked from this process, which has read the project and loaded the renderer: both come for free."""
    load_renderer(task.project.sources)
    gc.freeze()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker, initargs=(task,)) as pool:
        futures: dict[Future[Outcome], Edition] = {pool.submit(_work, edition): edition for edition in editions}
        try:
            for future in as_completed(futures):
                yield _result(task, future, futures[future])
        except BaseException:  # an interruption, too: nothing that waits is begun, and the exception goes on
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _result(task: Task, future: "Future[Outcome]", edition: Edition) -> Outcome:
    try:
        return future.result()
    except BrokenExecutor as error:
        message = f"its worker stopped ({type(error).__name__})"
        return _failed(
            task,
            edition,
            (Problem(edition.name, None, "error", message, "build it again, alone"),),
            0.0,
            ExitCode.OUR_BUG,
        )


_worker: dict[str, Task] = {}


def _start_worker(task: Task) -> None:
    _worker["own"] = task


def _work(edition: Edition) -> Outcome:
    return _made(_worker["own"], edition)


def _made(task: Task, edition: Edition) -> Outcome:
    start = time.monotonic()
    try:
        with _collector_asleep():
            delivered = make_edition(task.project, edition, task.deliveries)
        files = tuple(_write(task.root, path_of(edition, name), content) for name, content in delivered.files.items())
        _remove(task, edition, keep=files)
    except BookletError as error:
        return _failed(task, edition, error.problems, time.monotonic() - start, error.exit_code)
    except Exception as error:  # noqa: BLE001 - our own bug in one edition must not stop the others; it is told in full
        bug = Problem(edition.name, None, "error", f"a bug of ours: {error!r}", traceback.format_exc())
        return _failed(task, edition, (bug,), time.monotonic() - start, ExitCode.OUR_BUG)
    faults = tuple(fault.as_problem(edition.name) for fault in delivered.lines)
    return Outcome(edition.name, files, (*faults, *delivered.notes), time.monotonic() - start)


@contextmanager
def _collector_asleep() -> Iterator[None]:
    """Keep the cyclic garbage collector from walking through a hundred thousand live boxes again and again.

    Measured: a quarter of a booklet's layout; what one edition leaves is collected after it.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


def _failed(task: Task, edition: Edition, problems: tuple[Problem, ...], seconds: float, exit_code: int) -> Outcome:
    """An edition that failed leaves no older file that could be taken for the new one."""
    _remove(task, edition, keep=())
    return Outcome(edition.name, (), problems, seconds, exit_code)


def _remove(task: Task, edition: Edition, *, keep: Sequence[str]) -> None:
    """Take away the edition's older files of the wanted deliveries, but for those to keep."""
    names = {name_of(edition, delivery) for delivery in task.deliveries if delivery != "picture"}
    if "home" in task.deliveries:
        names.update(home_names(edition))
    if "text" in task.deliveries:
        names.update(name_of(edition, f"text-{text.id}") for text in edition.texts)
    if "picture" in task.deliveries:
        names.update(path.name for path in (task.root / _folder(edition)).glob(f"{edition.stem}-[0-9]*.png"))
    for path in {f"{_folder(edition)}/{name}" for name in names} - set(keep):
        (task.root / path).unlink(missing_ok=True)


def _folder(edition: Edition) -> str:
    folder = f"{OUT}/{edition.event.slug}/{edition.folder}"
    return f"{folder}/{LETTERS}" if edition.recipient else folder


def path_of(edition: Edition, delivery: str) -> str:
    """Where a delivery of an edition lies, below the project."""
    return f"{_folder(edition)}/{name_of(edition, delivery)}"


def _write(root: Path, path: str, content: bytes) -> str:
    write_whole(root / path, content)
    return path


def write_whole(target: Path, content: bytes, *, over: bytes | None = None) -> bool:
    """Write a file beside its place, flush it to the disk, and rename it; FileRefusedError leaves the old one.

    With ``over`` it is renamed only while the old one still holds these bytes. Whether it was.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if over is None or (target.is_file() and target.read_bytes() == over):
            part.replace(target)
            return True
        part.unlink()
    except OSError as error:
        part.unlink(missing_ok=True)
        raise FileRefusedError(_refusal(target, error)) from error
    return False


def _refusal(target: Path, error: OSError) -> Problem:
    hint = "look whether the disk is full and whether you may write there"
    return Problem(target.name, None, "error", f"the file cannot be written: {error.strerror}", hint)


@contextmanager
def only_build(root: Path) -> Iterator[None]:
    """Hold the tree's lock; it is free again when the process ends, however it ends."""
    place = root / OUT
    try:
        place.mkdir(exist_ok=True)
        lock = (place / ".lock").open("w")
    except OSError as error:
        raise FileRefusedError(_refusal(place, error)) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = "another build is working in this folder"
            raise BusyError(Problem(OUT, None, "error", message, "wait until it has ended")) from error
        yield


def default_jobs() -> int:
    """As many workers as this process may use cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def uses(files: Iterable[str]) -> list[tuple[str, str]]:
    """Each file with what it is for."""
    return [(path, _USES[path.rsplit(".", 2)[1]]) for path in sorted(files)]
