"""A build on a dask cluster: a scheduler and workers in processes of their own, which may be killed or be strangers."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from booklet.build import Selection, build, cluster, read_selection, shipping
from booklet.build.cluster import Cluster
from booklet.build.making import Job, make
from booklet.build.shipping import Depot, Order, Refused, Wanting, packed_project, worked
from booklet.parts import Memory
from booklet.problems import ExitCode
from booklet.receipts import all_receipts, receipt_path
from booklet.recipe import recipe
from booklet.sources import Sources
from booklet.standing import tree
from tests.conftest import CHECKOUT, new_world

WORKERS = 3
EVENTS = ("vigil", "second", "third")
ANSWER_SECONDS = 60
LONG_SECONDS = 600
STRANGER = """
import booklet.recipe

own = booklet.recipe.recipe()
booklet.recipe.recipe = lambda: {**own, "Pango": "1.52.0"}
"""
DEADLY = """
import os

import booklet.build.making
from booklet.pipeline import make_edition


def deadly(project, edition, *arguments, **options):
    if edition.language == "ru":
        os._exit(9)
    return make_edition(project, edition, *arguments, **options)


booklet.build.making.make_edition = deadly
"""
SLOW = f"""
import pathlib
import time

import booklet.build.making


def slow(*_arguments, **_options):
    pathlib.Path("at-work").touch()
    time.sleep({LONG_SECONDS})


booklet.build.making.make_edition = slow
"""


class Scheduler:
    """A scheduler in a folder of its own, with the workers that were started for it."""

    def __init__(self, folder):
        self.folder, self.file, self.started = folder, folder / "scheduler.json", []
        self.process = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", self.file)
        waited(self.file.is_file)
        self.address = json.loads(self.file.read_text())["address"]

    def worker(self, preload=None, *options):
        """Start a worker process, in which a text may be run before it begins."""
        if preload is not None:
            place = self.folder / f"preload{len(self.started)}.py"
            place.write_text(preload)
            options = (*options, "--preload", place)
        kept = "--nanny" if "--nanny" in options else "--no-nanny"
        options = (kept, *(option for option in options if option != "--nanny"))
        return self._start("worker", self.address, "--nthreads", "1", "--local-directory", self.folder, *options)

    def addresses(self):
        """Of all workers that are there now."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            return sorted(client.scheduler_info(n_workers=-1)["workers"])

    def _start(self, kind, *options):
        log = (self.folder / f"{kind}{len(self.started)}.log").open("wb")
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *map(str, options), "--no-dashboard"]
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        with log:
            self.started.append(subprocess.Popen(command, env=environment, cwd=self.folder, stdout=log, stderr=log))
        return self.started[-1]

    def end(self):
        for process in reversed(self.started):
            process.kill()
            process.wait()


def waited(is_so):
    """Wait until something is so; a failure after a minute."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it has not come to that"
        time.sleep(0.05)


@contextmanager
def scheduler_in(folder):
    folder.mkdir(exist_ok=True)
    scheduler = Scheduler(folder)
    try:
        yield scheduler
    finally:
        scheduler.end()


@pytest.fixture(scope="module")
def crew(tmp_path_factory):
    """A scheduler with three workers; a test may kill one and must leave another."""
    with scheduler_in(tmp_path_factory.mktemp("crew")) as scheduler:
        for _ in range(WORKERS):
            scheduler.worker()
        waited(lambda: len(scheduler.addresses()) == WORKERS)
        yield scheduler


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A scheduler without workers, for tests that bring their own."""
    with scheduler_in(tmp_path_factory.mktemp("bare")) as scheduler:
        yield scheduler


@contextmanager
def only_worker(scheduler, preload, *options):
    """A single worker of a scheduler, which is gone afterwards."""
    process = scheduler.worker(preload, *options)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM if "--nanny" in options else signal.SIGKILL)  # a nanny ends its worker
        process.wait()
        waited(lambda: scheduler.addresses() == [])


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    """The finished files of three events, made on this machine alone."""
    root = with_events(new_world(tmp_path_factory.mktemp("local") / "world")).root
    project, editions = read_selection(Sources(root), Selection(EVENTS))
    assert all(outcome.files for outcome in build(root, project, editions, jobs=1))
    return finished(root / "out")


def with_events(world):
    for slug in EVENTS[1:]:
        text = world.text("data/events/vigil.yaml").replace("Example Hall", f"The hall of {slug}")
        world.write(f"data/events/{slug}.yaml", text)
    return world


def finished(folder):
    """The bytes of every receipt below an ``out/``, and of every file that it names."""
    root, paths = folder.parent, []
    for receipt in all_receipts(root):
        paths.extend((receipt_path(receipt.edition), *(output.path for output in receipt.outputs)))
    return {path: (root / path).read_bytes() for path in paths}


def outcomes_of(world, address, told):
    selection = Selection(EVENTS)
    project, editions = read_selection(world.sources, selection)
    return build(world.root, project, editions, jobs=1, cluster=Cluster(address, selection, told.append))


def test_a_cluster_makes_the_bytes_of_one_machine_and_leaves_nothing_to_make(crew, world, local):
    built = with_events(world).run("build", *EVENTS, "--cluster", crew.address)
    again = world.run("build", *EVENTS)

    assert built.exit_code == ExitCode.DONE, built.stderr
    assert finished(world.root / "out") == local
    assert "nothing has changed" in again.stderr


def test_a_changed_file_is_what_workers_read_next(crew, world):
    world.run("build", "vigil", "--lang", "en", "--cluster", crew.address)
    before = finished(world.root / "out")
    (world.root / "logos").mkdir()
    (world.root / "data/art/logo.png").rename(world.root / "logos/logo.png")
    world.replace("data/events/vigil.yaml", "data/art/logo.png", "logos/logo.png")
    world.replace("data/events/vigil.yaml", "1 Example Street", "2 Example Street")
    built = world.run("build", "vigil", "--lang", "en", "--cluster", crew.address)

    assert built.exit_code == ExitCode.DONE, built.stderr
    assert finished(world.root / "out") != before
    assert "en/booklet-small: as new" in world.run("why", "vigil", "--lang", "en").stdout


def test_a_worker_that_is_killed_costs_nothing(crew, world, local, monkeypatch):
    lost, told = [], []
    again = cluster._Crew._again
    monkeypatch.setattr(cluster._Crew, "_again", lambda *call: lost.append(call) or again(*call))
    monkeypatch.setattr(cluster, "ARRIVAL_SECONDS", 3.0)
    outcomes = outcomes_of(with_events(world), crew.address, told)
    made = [next(outcomes)]
    crew.started[1].send_signal(signal.SIGKILL)  # each worker has got its next job by now
    made.extend(outcomes)

    assert finished(world.root / "out") == local
    assert sorted(outcome.edition for outcome in made) == sorted({outcome.edition for outcome in made})
    assert len(lost) == 1
    assert told == []


class OfOneWorker:
    """A client whose scheduler names a worker by turns."""

    status = "running"

    def __init__(self, *turns):
        self.turns = iter(turns)

    def scheduler_info(self, n_workers):
        assert n_workers == -1
        return {"workers": {"tcp://10.0.0.2:9000": {"id": "tcp://10.0.0.2:9000"}} if next(self.turns) else {}}


def test_a_lost_worker_has_no_work_until_another_process_has_its_name():
    client = OfOneWorker(True, True, False, True)
    crew = cluster._Crew(client, cluster=None, task=None, order=None, blobs={}, waiting=[])
    crew._look()
    (worker,) = first = set(crew.present)
    crew._forget(worker)
    seen = []
    for _turn in range(3):
        crew.looked = float("-inf")
        crew._look()
        seen.append(set(crew.present))

    assert seen == [set(), set(), first]


def test_a_worker_with_another_pango_is_refused_by_name_and_the_others_do_the_work(crew, world, local):
    before = set(crew.addresses())
    stranger = crew.worker(STRANGER)
    waited(lambda: set(crew.addresses()) > before)
    (address,) = set(crew.addresses()) - before
    built = with_events(world).run("build", *EVENTS, "--cluster", crew.address)
    stranger.kill()

    assert built.exit_code == ExitCode.DONE, built.stderr
    assert f"worker {address}: warning: Pango is 1.52.0, here {recipe()['Pango']}" in built.stderr
    assert finished(world.root / "out") == local


def test_where_all_workers_are_strangers_nothing_is_made_and_older_files_stay(bare, world):
    world.write("out/vigil/en/booklet-small.press.pdf", b"older")
    with only_worker(bare, STRANGER):
        built = world.run("build", "vigil", "--lang", "en", "--cluster", bare.address)

    assert built.exit_code == ExitCode.CLUSTER
    assert "vigil/en/booklet-small: error: it was not made" in built.stderr
    assert f"{bare.address}: error: none of its workers can do the work" in built.stderr
    assert world.printed() == ["out/vigil/en/booklet-small.press.pdf"]


def test_an_edition_that_ends_its_workers_fails_alone(bare, world, monkeypatch):
    monkeypatch.setattr(cluster, "LOSSES", 2)
    with only_worker(bare, DEADLY, "--nanny"):  # which starts another one each time
        built = world.run("build", "vigil", "--lang", "az,ru", "--cluster", bare.address)

    assert built.exit_code == ExitCode.OUR_BUG, built.stderr
    assert "vigil/ru/booklet-small: error: 2 workers ended over it: tcp://127.0.0.1:" in built.stderr
    assert {path.split("/")[2] for path in world.printed()} == {"az"}


def test_a_lost_scheduler_ends_the_build_and_names_what_is_not_made(world, tmp_path, local):
    with scheduler_in(tmp_path / "lost") as scheduler:
        scheduler.worker()
        outcomes = outcomes_of(with_events(world), scheduler.address, [])
        made = [next(outcomes).edition]
        scheduler.process.kill()
        scheduler.process.wait()
        with pytest.raises(cluster.ClusterError) as raised:
            made.extend(outcome.edition for outcome in outcomes)
    *left, last = raised.value.problems

    assert last.message == "the scheduler was lost"
    assert len(made) + len(left) == 9
    assert set(made).isdisjoint(problem.path for problem in left)
    assert finished(world.root / "out").items() <= local.items()


def test_an_interruption_does_not_wait_for_the_workers(bare, world):
    start = f"import pathlib, booklet.cli.building as b; b.ROOT = pathlib.Path({str(world.root)!r}); b.build_command()"
    with only_worker(bare, SLOW):
        command = [sys.executable, "-c", start, "vigil", "--cluster", bare.address]
        running = subprocess.Popen(command, cwd=CHECKOUT, stderr=subprocess.PIPE, text=True)
        waited((bare.folder / "at-work").is_file)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=ANSWER_SECONDS)

    assert running.returncode == ExitCode.INTERRUPTED, told
    assert told == "interrupted; every file in out/ is whole\n"


def test_a_scheduler_that_does_not_answer_is_told(world, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 1.0)
    built = world.run("build", "vigil", "--cluster", "tcp://127.0.0.1:9")

    assert built.exit_code == ExitCode.CLUSTER
    assert "tcp://127.0.0.1:9: error: no scheduler answers there" in built.stderr
    assert world.printed() == []


def test_an_address_that_is_none_is_told(world, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 1.0)
    built = world.run("build", "vigil", "--cluster", "carrier-pigeon://here")

    assert built.exit_code == ExitCode.CLUSTER
    assert "no scheduler answers there" in built.stderr


def test_a_scheduler_without_workers_is_told(bare, world, monkeypatch):
    monkeypatch.setattr(cluster, "NOBODY_SECONDS", 1.0)
    built = world.run("build", "vigil", "--lang", "en", "--cluster", bare.address)

    assert built.exit_code == ExitCode.CLUSTER
    assert "error: it has no workers" in built.stderr


def test_without_the_library_its_command_is_told(world, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    built = world.run("build", "vigil", "--cluster", "tcp://127.0.0.1:9")

    assert built.exit_code == ExitCode.SOMETHING_TO_INSTALL
    assert "pip install --require-hashes -r requirements-cluster.lock" in built.stderr


# ── what a worker does, in a folder ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def sent(world, monkeypatch):
    """An order, its blobs, and a job of it, for a worker that has done nothing yet."""
    monkeypatch.setattr(shipping, "_desks", [])
    selection = Selection(("vigil",), languages=("en",))
    files, blobs = packed_project(world.root, tree(world.root).files)
    _, editions = read_selection(world.sources, selection)
    return Order(files, selection, recipe()), blobs, Job(editions[0], ("press",))


def test_a_worker_asks_once_for_what_it_lacks_and_makes_the_same_bytes(world, sent, tmp_path):
    order, blobs, job = sent
    wanting = worked(tmp_path / "worker", order, job, {})
    made = worked(tmp_path / "worker", order, job, blobs)
    here = make(world.project(), job, order.recipe, Memory())

    assert wanting == Wanting(tuple(sorted(blobs)))
    assert (made.files, made.receipt) == (here.files, here.receipt)


def test_a_file_that_arrives_with_another_content_is_refused(sent, tmp_path):
    order, blobs, job = sent
    path = "data/events/vigil.yaml"
    answer = worked(tmp_path / "worker", order, job, {**blobs, order.files[path]: b"date: 2027-01-21"})

    assert answer == Refused((f"{path} has not arrived as it was sent",))


def test_a_file_that_was_spoilt_on_a_worker_is_asked_for_again(sent, tmp_path):
    order, blobs, job = sent
    depot = Depot(tmp_path / "worker")
    depot.keep(blobs)
    spoilt = depot.blobs / order.files["data/formats.yaml"]
    spoilt.write_bytes(spoilt.read_bytes() + b"#")

    assert worked(depot.folder, order, job, {}) == Wanting((spoilt.name,))


def test_files_that_are_not_those_of_their_receipt_are_seen(world, sent):
    order, _, job = sent
    made = make(world.project(), job, order.recipe, Memory())
    spoilt = {path: content + b" " for path, content in made.files.items()}

    assert cluster._is_true(made, order.recipe)
    assert not cluster._is_true(made, {**order.recipe, "Pango": "1.52.0"})
    assert not cluster._is_true(type(made)(job, spoilt, made.receipt), order.recipe)


def test_files_that_do_not_fit_their_receipt_are_not_taken_and_their_worker_gets_no_more_work(world, sent):
    order, blobs, job = sent
    made, told = make(world.project(), job, order.recipe, Memory()), []
    spoilt = type(made)(job, {path: content + b" " for path, content in made.files.items()}, made.receipt)
    liar, attempt = cluster._Worker("tcp://10.0.0.2:9", "one"), cluster._Attempt(job)
    task = cluster.Task(world.root, world.project(), order.recipe)
    crew = cluster._Crew(None, Cluster("tcp://10.0.0.1:8786", order.selection, told.append), task, order, blobs, [])
    taken = list(crew._taken(liar, cluster._Run(attempt, None, 0.0), spoilt))

    assert (taken, crew.refused) == ([], {liar})
    assert crew.waiting == [cluster._Attempt(job, (liar.address,))]
    assert [problem.path for problem in told] == [f"worker {liar.address}"]


def test_new_settings_are_begun_first_and_then_a_worker_keeps_to_its_own(world):
    _, editions = read_selection(with_events(world).sources, Selection(EVENTS))
    waiting = [cluster._Attempt(Job(edition, ("press",))) for edition in editions]
    crew = cluster._Crew(None, None, None, None, {}, waiting)
    one, two = cluster._Worker("tcp://10.0.0.2:9", "one"), cluster._Worker("tcp://10.0.0.3:9", "two")
    given = []
    for worker in (one, two, one, two, one, two, one):
        job = crew.waiting.pop(crew._fitting(worker)).job
        crew.settings.setdefault(worker, set()).add(job.edition.setting)
        given.append(job.edition.language)

    assert given == ["en", "az", "ru", "az", "en", "az", "ru"]
