"""Many editions: which are wanted, side by side, each one's files whole or absent."""

import fcntl
import gc
import multiprocessing
import os
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from booklet.model import Edition, Event, Format, Language
from booklet.pipeline import Project, make_edition, read_project
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
DELIVERIES = ("press", "screen")


@dataclass(frozen=True)
class Selection:
    """What to build; an empty tuple means everything, ``paper`` None the event's own family."""

    slugs: tuple[str, ...]
    languages: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    paper: str | None = None


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
    project = read_project(sources, selection.slugs, selection.languages or None)
    _refuse_unknown_products(project, selection)
    editions = list(_editions(project, selection))
    if not editions:
        message = "nothing fits this choice of event, language, product and paper"
        raise ContentError(Problem("data/events", None, "error", message, "see what there is with: booklet list"))
    return project, editions


def _refuse_unknown_products(project: Project, selection: Selection) -> None:
    known = sorted({size.product for size in project.formats.formats})
    strangers = [name for name in selection.products if name not in known]
    if strangers:
        hint = f"there are: {', '.join(known)}"
        raise CommandLineError(
            *(Problem("--product", None, "error", f"{name} is no product", hint) for name in strangers)
        )


def _editions(project: Project, selection: Selection) -> Iterator[Edition]:
    for event in project.events:
        for language in _chosen(event.languages, selection.languages):
            for size in _formats(project, event, selection):
                product = project.loaded.book.products[size.product]
                yield Edition(event=event, language=language, product=product, format=size)


def book_settings(project: Project) -> list[Edition]:
    """One edition for each language and format of the booklet: all the ways in which the book's own texts are set."""
    event, product = project.events[0], project.loaded.book.products["booklet"]
    sizes = [size for size in project.formats.formats if size.product == product.id]
    return [
        Edition(event=event, language=language, product=product, format=size)
        for language in event.languages
        for size in sizes
    ]


def _chosen(offered: Sequence[Language], wanted: Sequence[str]) -> list[Language]:
    return [language for language in offered if not wanted or language in wanted]


def _formats(project: Project, event: Event, selection: Selection) -> list[Format]:
    family = selection.paper or event.paper
    products = [name for name in event.products if not selection.products or name in selection.products]
    return [
        size for name in products for size in project.formats.formats if (size.product, size.family) == (name, family)
    ]


def build(root: Path, project: Project, editions: list[Edition], *, jobs: int) -> Iterator[Outcome]:
    """Make every edition and write its files; outcomes come as they are ready.

    Raises BusyError while another build works in the same tree, FileRefusedError where ``out/`` cannot be written.
    """
    with _only_build(root):
        if jobs == 1 or len(editions) == 1:
            yield from (_made(root, project, edition) for edition in editions)
        else:
            yield from _side_by_side(root, project, editions, jobs=min(jobs, len(editions)))


def _side_by_side(root: Path, project: Project, editions: list[Edition], *, jobs: int) -> Iterator[Outcome]:
    """Workers are forked from this process, which has read the project and loaded the renderer: both come for free."""
    load_renderer(project.sources)
    gc.freeze()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker, initargs=(root, project)) as pool:
        futures: dict[Future[Outcome], Edition] = {pool.submit(_work, edition): edition for edition in editions}
        try:
            for future in as_completed(futures):
                yield _result(root, future, futures[future])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _result(root: Path, future: "Future[Outcome]", edition: Edition) -> Outcome:
    try:
        return future.result()
    except BrokenExecutor as error:
        message = f"its worker stopped ({type(error).__name__})"
        return _failed(
            root,
            edition,
            (Problem(edition.name, None, "error", message, "build it again, alone"),),
            0.0,
            ExitCode.OUR_BUG,
        )


_worker: dict[str, tuple[Path, Project]] = {}


def _start_worker(root: Path, project: Project) -> None:
    _worker["own"] = (root, project)


def _work(edition: Edition) -> Outcome:
    root, project = _worker["own"]
    return _made(root, project, edition)


def _made(root: Path, project: Project, edition: Edition) -> Outcome:
    start = time.monotonic()
    try:
        with _collector_asleep():
            delivered = make_edition(project, edition)
        files = tuple(_write(root, path_of(edition, name), content) for name, content in delivered.files.items())
    except BookletError as error:
        return _failed(root, edition, error.problems, time.monotonic() - start, error.exit_code)
    except Exception as error:  # noqa: BLE001 - our own bug in one edition must not stop the others; it is told in full
        bug = Problem(edition.name, None, "error", f"a bug of ours: {error!r}", traceback.format_exc())
        return _failed(root, edition, (bug,), time.monotonic() - start, ExitCode.OUR_BUG)
    warnings = tuple(fault.as_problem(edition.name) for fault in delivered.lines)
    return Outcome(edition.name, files, warnings, time.monotonic() - start)


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


def _failed(root: Path, edition: Edition, problems: tuple[Problem, ...], seconds: float, exit_code: int) -> Outcome:
    """An edition that failed leaves no older file that could be taken for the new one."""
    for delivery in DELIVERIES:
        (root / path_of(edition, delivery)).unlink(missing_ok=True)
    return Outcome(edition.name, (), problems, seconds, exit_code)


def path_of(edition: Edition, delivery: str) -> str:
    """Where a delivery of an edition lies, below the project."""
    return f"{OUT}/{edition.name}.{delivery}.pdf"


def _write(root: Path, path: str, content: bytes) -> str:
    write_whole(root / path, content)
    return path


def write_whole(target: Path, content: bytes) -> None:
    """Write a file beside its place, flush it to the disk, and rename it; FileRefusedError leaves the old one."""
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise FileRefusedError(_refusal(target, error)) from error


def _refusal(target: Path, error: OSError) -> Problem:
    hint = "look whether the disk is full and whether you may write there"
    return Problem(target.name, None, "error", f"the file cannot be written: {error.strerror}", hint)


@contextmanager
def _only_build(root: Path) -> Iterator[None]:
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
    words = {"press": "to the print shop", "screen": "to send and to read on a screen"}
    return [(path, words[path.rsplit(".", 2)[1]]) for path in sorted(files)]
