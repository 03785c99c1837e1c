"""Jobs side by side in processes that may die: what a worker's end costs is the one edition that it was making."""

import gc
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from booklet.build.making import Job, Made, Outcome, make, save, saved
from booklet.build.store import PartsOnDisk
from booklet.problems import ExitCode, Problem
from booklet.project import Project
from booklet.recipe import recipe_hash
from booklet.render import load_renderer

# The slowest edition (two languages on facing pages) takes ten seconds; a machine may be ten times slower than ours.
PATIENCE_SECONDS = 300.0
# What the renderer leaves behind in a process ends with it.
EDITIONS_OF_A_WORKER = 100
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
    processes cannot be forked, each reads what it needs for itself.
    """
    load_renderer(task.project.sources)
    gc.collect()
    gc.freeze()
    pool = ProcessPool(
        jobs, EDITIONS_OF_A_WORKER, context=start_context(), initializer=_start_worker, initargs=(task, os.getpid())
    )
    waiting: dict[Future[Outcome], Job] = {}
    try:
        waiting.update(_begun(pool, first))
        while waiting:
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                job = waiting.pop(future)
                waiting.update(_begun(pool, then.get(job.edition.name, [])))
                yield _result(task, future, job)
        pool.close()  # type: ignore[no-untyped-call]
    finally:  # an interruption, too: nothing that waits is begun
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def start_context() -> BaseContext:
    """How processes begin here."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else "spawn")


def _begun(pool: ProcessPool, jobs: list[Job]) -> dict[Future[Outcome], Job]:
    return {pool.schedule(_work, args=[job], timeout=PATIENCE_SECONDS): job for job in jobs}


def _result(task: Task, future: Future[Outcome], job: Job) -> Outcome:
    """What a worker tells, or what its end means for the edition."""
    try:
        return future.result()
    except TimeoutError:
        message, hint = f"it took longer than {PATIENCE_SECONDS:.0f} s", "look for a very long text or a large picture"
    except ProcessExpired as end:
        message, hint = f"its worker ended ({_end(end.exitcode)})", "build it again; it may lack memory: try jobs=1"
    problem = Problem(job.edition.name, None, "error", message, hint)
    return save(task.root, Made(job, problems=(problem,), exit_code=ExitCode.OUR_BUG))


def _end(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"code {code}"


_worker: dict[str, tuple[Task, PartsOnDisk]] = {}


def _start_worker(task: Task, parent: int) -> None:
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
    return saved(task.root, make(task.project, job, task.recipe, store))
