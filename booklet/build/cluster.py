"""Jobs on many machines: dask.distributed brings them there and back; who does which is decided here.

Each worker has one job at a time, so that a worker's end costs that job and no other, and it is known whose end it was.
A worker keeps to the settings whose shared parts it has already. Nothing is written but by the client.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from booklet.build.making import Job, Made, Outcome, save
from booklet.build.selection import Selection
from booklet.build.shipping import Order, Refused, Wanting, packed_project, work
from booklet.build.workers import PATIENCE_SECONDS, Task
from booklet.problems import BookletError, ExitCode, Problem
from booklet.recipe import recipe_hash
from booklet.sealed import digest
from booklet.standing import tree

if TYPE_CHECKING:
    from distributed import Client, Future

ANSWER_SECONDS = 10.0
# A worker that ended is started again within a few seconds where its machine looks after it.
NOBODY_SECONDS = 30.0
# A result is some megabytes; one that does not come has ended with its worker.
ARRIVAL_SECONDS = 30.0
LOSSES = 3
_LOOK_SECONDS = 0.5
_SAME = "bring the project there to the same state, install requirements-cluster.lock, and start the worker again"


class ClusterError(BookletError):
    """The other machines do not answer, or none of them can do the work."""

    exit_code = ExitCode.CLUSTER


class MissingLibraryError(BookletError):
    """Work on other machines needs a library that is installed for it alone."""

    exit_code = ExitCode.SOMETHING_TO_INSTALL


@dataclass(frozen=True)
class Cluster:
    """Where the work is done: the scheduler's ``address``; what workers read of the project; who is told of workers."""

    address: str
    selection: Selection
    tell: Callable[[Problem], None]


class _Worker(NamedTuple):
    """A worker process. Another one may come to the same address, and its own name is often the same then."""

    address: str
    id: str


@dataclass(frozen=True)
class _Attempt:
    """A job, and the workers that have ended over it."""

    job: Job
    losses: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Run:
    """An attempt that a worker is at since a moment of the monotonic clock."""

    attempt: _Attempt
    future: "Future[Any]"
    since: float


class _Lost(NamedTuple):
    """The answer of a worker that is not there any more."""


Answer = Made | Wanting | Refused | _Lost | BaseException


def on_cluster(cluster: Cluster, task: Task, jobs: list[Job]) -> Iterator[Outcome]:
    """Make all jobs on the workers of a cluster, and write their files here; outcomes come as they are ready.

    Raises MissingLibraryError, and ClusterError where no scheduler answers or no worker is left; it names each edition
    that was not made. Finished editions stay, and so do the older files of those that were not begun.
    """
    with _client(cluster.address) as client:
        logos = {event.logo for event in task.project.events if event.logo}  # they may lie anywhere in the project
        files, blobs = packed_project(task.root, logos | tree(task.root).files.keys())
        order = Order(files, cluster.selection, task.recipe)
        yield from _Crew(client, cluster, task, order, blobs, [_Attempt(job) for job in jobs]).outcomes()


@contextmanager
def _client(address: str) -> "Iterator[Client]":
    try:
        from distributed import Client
    except ImportError as error:
        hint = ".venv/bin/python -m pip install --require-hashes -r requirements-cluster.lock"
        raise MissingLibraryError(
            Problem("--cluster", None, "error", "the library distributed is not installed", hint)
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # each loss is told as a problem, in our words
    try:
        client = Client(address, timeout=ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "look whether the scheduler runs there: dask scheduler prints its address, such as tcp://10.0.0.1:8786"
        raise ClusterError(Problem(address, None, "error", "no scheduler answers there", hint)) from error
    try:
        yield client
    finally:
        client.close(timeout=1)


@dataclass
class _Crew:
    """The workers of a build, what each is at, and what is still to be done."""

    client: "Client"
    cluster: Cluster
    task: Task
    order: Order
    blobs: Mapping[str, bytes]
    waiting: list[_Attempt]
    busy: dict[_Worker, _Run] = field(default_factory=dict)
    present: set[_Worker] = field(default_factory=set)
    lost: set[_Worker] = field(default_factory=set)
    """Those that have ended, as long as the scheduler names them: what it names after that is another process."""
    refused: set[_Worker] = field(default_factory=set)
    settings: dict[_Worker, set[str]] = field(default_factory=dict)
    looked: float = float("-inf")
    seen: float = field(default_factory=time.monotonic)
    """When there last was a worker that is fit."""
    proven: bool = False
    """Whether any has made something."""
    news: threading.Event = field(default_factory=threading.Event)

    def outcomes(self) -> Iterator[Outcome]:
        """Give out the work until none is left."""
        while self.waiting or self.busy:
            self._look()
            self._give_out()
            self.news.wait(_LOOK_SECONDS)
            self.news.clear()
            answers = self._answers()
            made = [outcome for worker, run, answer in answers for outcome in self._taken(worker, run, answer)]
            self._give_out()  # before files are written: workers need not wait for our disk
            for one in made:
                yield save(self.task.root, one)

    def _look(self) -> None:
        """Learn which workers there are; ClusterError where that is hopeless."""
        if self.client.status != "running":
            raise self._given_up("the scheduler was lost", "start it again, then build again")
        if time.monotonic() - self.looked < _LOOK_SECONDS:
            return
        try:
            known = self.client.scheduler_info(n_workers=-1)["workers"]
        except (OSError, AttributeError) as error:  # the latter while the client takes leave of a lost scheduler
            raise self._given_up("the scheduler was lost", "start it again, then build again") from error
        named = {_Worker(address, str(told["id"])) for address, told in known.items()}
        self.lost &= named
        self.present = named - self.lost
        self.looked = time.monotonic()
        if self.present - self.refused:
            self.seen = self.looked
        elif self.present and not self.proven:
            raise self._given_up("none of its workers can do the work", _SAME)
        elif self.looked - self.seen > NOBODY_SECONDS:
            raise self._given_up("it has no workers", f"start some: dask worker {self.cluster.address} --nthreads 1")

    def _given_up(self, message: str, hint: str) -> ClusterError:
        """The error that names every edition that is not made."""
        jobs = [attempt.job for attempt in (*self.waiting, *(run.attempt for run in self.busy.values()))]
        left = [Problem(job.edition.name, None, "error", "it was not made") for job in jobs]
        return ClusterError(*left, Problem(self.cluster.address, None, "error", message, hint))

    def _give_out(self) -> None:
        for worker in sorted(self.present - self.refused - self.busy.keys()):
            if self.waiting and self.client.status == "running":
                self._send(worker, self.waiting.pop(self._fitting(worker)), {})

    def _fitting(self, worker: _Worker) -> int:
        """The place of the next attempt for a worker: of a setting that is new to all, or that it knows, or the first.

        A new setting has its shared parts still before it and takes longest, so it must not be left for the end.
        """
        own, known = self.settings.get(worker, set()), set().union(*self.settings.values())
        settings = [attempt.job.edition.setting for attempt in self.waiting]
        return min(range(len(settings)), key=lambda place: (settings[place] in known, settings[place] not in own))

    def _send(self, worker: _Worker, attempt: _Attempt, blobs: Mapping[str, bytes]) -> None:
        self.settings.setdefault(worker, set()).add(attempt.job.edition.setting)
        arguments = self.order, attempt.job, blobs
        future = self.client.submit(work, *arguments, workers=[worker.address], pure=False)
        self.busy[worker] = _Run(attempt, future, time.monotonic())
        future.add_done_callback(lambda _future: self.news.set())

    def _answers(self) -> list[tuple[_Worker, _Run, Answer]]:
        """What has come back, or will not come; those workers are not busy any more."""
        found = []
        for worker, run in list(self.busy.items()):
            answer = self._answer(worker, run)
            if answer is not None:
                del self.busy[worker]
                found.append((worker, run, answer))
        return found

    def _answer(self, worker: _Worker, run: _Run) -> Answer | None:
        """What a worker tells; None while it is at work."""
        if run.future.status == "finished":
            return _arrived(run.future)
        if run.future.status == "error":
            return run.future.exception()  # type: ignore[no-any-return]
        if worker not in self.present:
            run.future.cancel()
            return _Lost()
        if time.monotonic() - run.since > PATIENCE_SECONDS:
            run.future.cancel()
            return TimeoutError(f"a job took longer than {PATIENCE_SECONDS:.0f} s")
        return None

    def _taken(self, worker: _Worker, run: _Run, answer: Answer) -> Iterator[Made]:
        """Act on an answer; what was made, if it was."""
        if isinstance(answer, Wanting):
            self._send(worker, run.attempt, {name: self.blobs[name] for name in answer.hashes})
        elif isinstance(answer, Refused):
            self._refuse(worker, answer.reasons, _SAME)
            self.waiting.insert(0, run.attempt)
        elif isinstance(answer, Made) and _is_true(answer, self.task.recipe):
            self.proven = True
            yield answer
        else:
            if isinstance(answer, _Lost):
                self._forget(worker)
            else:
                self._refuse(worker, [_told(answer)], "look into its log, and start it again")
            yield from self._again(worker, run.attempt)

    def _forget(self, worker: _Worker) -> None:
        """Give no more work to a worker that has ended, also while the scheduler has not noticed."""
        self.lost.add(worker)
        self.present.discard(worker)
        self.settings.pop(worker, None)

    def _refuse(self, worker: _Worker, reasons: Sequence[str], hint: str) -> None:
        """Give this worker no more work, and say why."""
        self.refused.add(worker)
        for reason in reasons:
            self.cluster.tell(Problem(f"worker {worker.address}", None, "warning", reason, hint))

    def _again(self, worker: _Worker, attempt: _Attempt) -> Iterator[Made]:
        """Let another worker try, but not for ever: whatever ends its workers would end all of them."""
        losses = (*attempt.losses, worker.address)
        if len(losses) < LOSSES:
            self.waiting.insert(0, _Attempt(attempt.job, losses))
            return
        message = f"{len(losses)} workers ended over it: {', '.join(losses)}"
        problem = Problem(attempt.job.edition.name, None, "error", message, "build it here, without --cluster")
        yield Made(attempt.job, problems=(problem,), exit_code=ExitCode.OUR_BUG)


def _arrived(future: "Future[Any]") -> Answer:
    try:
        return future.result(timeout=ARRIVAL_SECONDS)  # type: ignore[no-any-return]
    except (OSError, RuntimeError, CancelledError):  # the worker has ended since, and the result with it
        return _Lost()


def _is_true(made: Made, recipe: Mapping[str, str]) -> bool:
    """Whether files are those that their receipt tells of."""
    if made.receipt is None:
        return not made.files
    known = {output.path: output.sha256 for output in made.receipt.outputs}
    return made.receipt.recipe == recipe_hash(recipe) and all(
        known.get(path) == digest(content) for path, content in made.files.items()
    )


def _told(answer: Answer) -> str:
    """Why a worker's answer is no good."""
    return repr(answer) if isinstance(answer, BaseException) else "its files are not those that their receipt tells of"
