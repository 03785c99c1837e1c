"""Jobs side by side in processes that may die: what a worker's end costs is the one edition that it was making."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from tempfile import TemporaryDirectory

from pebble import ProcessExpired, ProcessPool

from booklet.build.making import Job, Made, Outcome, make, save
from booklet.build.store import PartsOnDisk
from booklet.problems import ExitCode, Problem
from booklet.project import Project
from booklet.recipe import recipe_hash
from booklet.render import load_renderer

# The slowest edition (two languages on facing pages) takes ten seconds; a machine may be ten times slower than ours.
PATIENCE_SECONDS = 300.0
# What the renderer leaves behind in a process ends with it.
EDITIONS_OF_A_WORKER = 100
# How often all workers may end before one of them has begun its work.
LOSSES = 3
_WATCH_SECONDS = 0.5


@dataclass(frozen=True)
class Task:
    """What every edition of a build has in common."""

    root: Path
    project: Project
    recipe: Mapping[str, str]


def side_by_side(task: Task, first: list[Job], then: Mapping[str, list[Job]], *, jobs: int) -> Iterator[Outcome]:
    """Make all jobs, so many at a time; ``then`` are those that wait for the one of that name in ``first``.

    Workers are forked from this process, which has read the project and loaded the renderer: both come for free. Where
    processes cannot be forked, they are given the project and load the renderer for themselves.
    """
    load_renderer(task.project.sources)
    gc.collect()
    gc.freeze()
    scratch = TemporaryDirectory(prefix="booklet-")
    _parents.add(os.getpid())
    crew = _Crew(task, jobs, Path(scratch.name))
    try:
        waiting = crew.begun(first)
        while waiting:
            crew.watch()
            for future in wait(waiting, _WATCH_SECONDS, FIRST_COMPLETED).done:
                job = waiting.pop(future)
                if crew.may_begin_again(future):
                    waiting.update(crew.begun([job]))
                    continue
                waiting.update(crew.begun(then.get(job.edition.name, [])))
                yield _result(task, future, job)
    finally:  # an interruption, too: nothing that waits is begun
        crew.end()
        _parents.clear()
        scratch.cleanup()
        gc.unfreeze()


class _Crew:
    """The workers of a build. Where they end before one of them has begun its work, the pool is lost: others follow."""

    def __init__(self, task: Task, jobs: int, scratch: Path) -> None:
        self._task = task
        self._scratch = scratch
        self._jobs = jobs
        self._losses = 0
        self._given: list[Future[Outcome]] = []
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        given = (self._task, os.getpid(), self._scratch)
        return ProcessPool(
            self._jobs, EDITIONS_OF_A_WORKER, context=start_context(), initializer=_start_worker, initargs=given
        )

    def begun(self, jobs: list[Job]) -> dict[Future[Outcome], Job]:
        """The jobs, handed to the workers."""
        return {self._scheduled(job): job for job in jobs}

    def _scheduled(self, job: Job) -> Future[Outcome]:
        while self._losses <= LOSSES:
            try:
                future: Future[Outcome] = self._pool.schedule(_work, args=[job], timeout=PATIENCE_SECONDS)
            except RuntimeError:  # pebble's word for a pool that is lost
                self._replace()
                continue
            self._given.append(future)
            return future
        return _lost(Future())

    def may_begin_again(self, future: Future[Outcome]) -> bool:
        """Whether its pool was lost, and not too many were."""
        return isinstance(future.exception(), BrokenProcessPool) and self._losses <= LOSSES

    def watch(self) -> None:
        """End what a lost pool has forgotten: pebble tells nobody of jobs that no worker had taken."""
        if self._given and not self._pool.active:
            self._replace()

    def _replace(self) -> None:
        self.end()
        for future in self._given:
            if not future.done():
                _lost(future)
        self._given.clear()
        self._losses += 1
        self._pool = self._new_pool()

    def end(self) -> None:
        """End all workers, and what they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _lost(future: Future[Outcome]) -> Future[Outcome]:
    future.set_exception(BrokenProcessPool())
    return future


def start_context() -> BaseContext:
    """How processes begin here."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else "spawn")


def _result(task: Task, future: Future[Outcome], job: Job) -> Outcome:
    """What a worker tells, or what its end means for the edition."""
    error = future.exception()
    if error is None:
        return future.result()
    problem = Problem(job.edition.name, None, "error", *_told(error))
    return save(task.root, Made(job, problems=(problem,), exit_code=ExitCode.OUR_BUG))


def _told(error: BaseException) -> tuple[str, str]:
    """What stopped a worker, and what to do; whatever a worker raises is its edition's own, an exit too."""
    again = "build it again; it may lack memory: try jobs=1"
    if isinstance(error, TimeoutError):
        return f"it took longer than {PATIENCE_SECONDS:.0f} s", "look for a very long text or a large picture"
    if isinstance(error, ProcessExpired):
        return f"its worker ended ({_end(error.exitcode)})", again
    if isinstance(error, BrokenProcessPool):
        return "its workers ended before they began", again
    return f"a bug of ours: {error!r}", str(error.__cause__ or "")


def _end(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"code {code}"


def _let_the_system_end_it() -> None:
    """In a process that was forked just now for a build on Linux: it ends with its parent, whatever it is doing then.

    A fork may catch a lock that another thread of the parent holds, and such a child never comes to any work.
    """
    if _parents and sys.platform == "linux":
        _LIBC.prctl(_END_WITH_PARENT, signal.SIGKILL)
        if os.getppid() not in _parents:
            os._exit(ExitCode.TERMINATED)


_LIBC = ctypes.CDLL(None)
_END_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_parents: set[int] = set()
os.register_at_fork(after_in_child=_let_the_system_end_it)

_worker: dict[str, tuple[Task, PartsOnDisk]] = {}


def _start_worker(task: Task, parent: int, scratch: Path) -> None:
    """``scratch`` is for what the renderer puts into temporary files: no worker lives to take them away."""
    tempfile.tempdir = str(scratch)
    load_renderer(task.project.sources)
    _worker["own"] = task, PartsOnDisk(task.root, recipe_hash(task.recipe))
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this worker when the build that it works for has ended, however it ended."""
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(ExitCode.TERMINATED)


def _work(job: Job) -> Outcome:
    task, store = _worker["own"]
    return save(task.root, make(task.project, job, task.recipe, store))
