"""Many editions: only those that something has changed for, side by side, each one's files whole or absent."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.build.clearing import clear_up
from booklet.build.files import OUT, only_build, sweep, write_whole
from booklet.build.making import Job, Outcome
from booklet.build.staleness import LOOKS, Looks, State, state_of
from booklet.build.workers import Task, side_by_side
from booklet.model import Edition
from booklet.pipeline import DELIVERIES
from booklet.problems import FileRefusedError, Problem
from booklet.project import Project
from booklet.receipts import read_receipt
from booklet.recipe import recipe

if TYPE_CHECKING:
    from booklet.build.cluster import Cluster


def build(
    root: Path,
    project: Project,
    editions: list[Edition],
    *,
    jobs: int,
    deliveries: Sequence[str] = DELIVERIES,
    cluster: "Cluster | None" = None,
) -> Iterator[Outcome]:
    """Make every edition for which something has changed, and write its files; outcomes come as they are ready.

    They are made here, so many ``jobs`` at a time, or by the workers of a cluster.

    Raises BusyError while another build works in the same tree, FileRefusedError where ``out/`` cannot be written, and
    for a cluster what `on_cluster` raises.
    """
    with only_build(root):
        sweep(root)
        task, looks = Task(root, project, recipe()), Looks.read(root)
        stale = []
        for state in _states(task, editions, deliveries, looks):
            if state.reasons:
                stale.append(state)
            else:
                yield _fresh(state)
        if stale:
            first, then = _in_turns([_job(state, deliveries) for state in stale])
            if cluster is None:
                made = side_by_side(task, first, then, jobs=min(jobs, len(stale)))
            else:
                made = _elsewhere(cluster, task, [*first, *(job for others in then.values() for job in others)])
            yield from _learnt(task, made, looks)
        try:
            clear_up(task.root, task.project, task.recipe)
            write_whole(root / LOOKS, looks.content())
        except FileRefusedError as error:  # the editions are to be told of all the same
            yield Outcome(OUT, (), error.problems, 0.0, error.exit_code)


def reasons(project: Project, editions: list[Edition], deliveries: Sequence[str]) -> list[State]:
    """Where each edition stands, without making anything."""
    root = project.sources.root
    return list(_states(Task(root, project, recipe()), editions, deliveries, Looks.read(root)))


def outdated(project: Project, editions: list[Edition]) -> list[State]:
    """Which of the editions that are finished something has changed for since."""
    root, parts = project.sources.root, recipe()
    looks = Looks.read(root)
    states = (
        state_of(project, edition, receipt.deliveries, parts, looks)
        for edition in editions
        if (receipt := read_receipt(root, edition.name))
    )
    return [state for state in states if state.reasons]


def _states(task: Task, editions: list[Edition], deliveries: Sequence[str], looks: Looks) -> Iterator[State]:
    for edition in editions:
        if wanted := _wanted(edition, deliveries):
            yield state_of(task.project, edition, wanted, task.recipe, looks)


def _wanted(edition: Edition, deliveries: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(deliveries) & set(edition.product.deliveries)))


def _fresh(state: State) -> Outcome:
    assert state.receipt is not None
    files = tuple(output.path for output in state.receipt.outputs)
    problems = tuple(Problem(**warning) for warning in state.receipt.warnings)
    return Outcome(state.edition.name, files, problems, 0.0, fresh=True)


def _job(state: State, deliveries: Sequence[str]) -> Job:
    known = state.receipt if state.still_holds else None
    return Job(state.edition, _wanted(state.edition, deliveries), known)


def _elsewhere(cluster: "Cluster", task: Task, jobs: list[Job]) -> Iterator[Outcome]:
    from booklet.build.cluster import on_cluster  # late: few builds need it

    return on_cluster(cluster, task, jobs)


def _learnt(task: Task, made: Iterator[Outcome], looks: Looks) -> Iterator[Outcome]:
    for outcome in made:
        if receipt := read_receipt(task.root, outcome.edition):
            looks.learn(receipt)
        yield outcome


def _in_turns(jobs: list[Job]) -> tuple[list[Job], Mapping[str, list[Job]]]:
    """One job of each kind that shares its pages, and by its name the others, which wait until these are laid out."""
    kinds: dict[tuple[str, str], list[Job]] = {}
    for job in jobs:
        kind = (job.edition.setting, job.edition.event.in_general().model_dump_json())
        kinds.setdefault(kind, []).append(job)
    groups = [(group[0], group[1:]) for group in kinds.values()]
    return [first for first, _ in groups], {first.edition.name: others for first, others in groups}


def default_jobs() -> int:
    """As many workers as this process may use cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
