"""Whatever stops a build, a file in ``out/`` is whole or absent, and the next build ends as if nothing had been."""

import ctypes
import io
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from pebble import CONSTS

from booklet.build import building, making, workers
from booklet.problems import BusyError, ExitCode
from booklet.receipts import receipt_path
from tests.conftest import CHECKOUT
from tests.small_builds import (
    AZ,
    BOOKLETS,
    EVERYTHING,
    LEAFLETS,
    MARCH,
    clean_contents,
    contents,
    files,
    furnish,
    made_anew,
    make,
)

ONE = "vigil/az/leaflet-small"
MARCHES = {"march/en/leaflet-small", "march/az/leaflet-small"}
PATIENCE_SECONDS = 30
COMMAND = """
import sys
from pathlib import Path
from booklet.cli import shared
shared.ROOT = Path(sys.argv[1])
from booklet.cli import main
main(sys.argv[2:])
"""
# The same, with editions that would not end for a minute; they tell on standard output that they have begun.
ENDLESS = f"""
import os, time
from booklet.build import making
def endless(*_arguments, **_options):
    os.write(1, b"begun" + bytes([10]))
    time.sleep(60)
making.make_edition = endless
{COMMAND}
"""


@pytest.fixture
def small(world):
    return furnish(world)


@pytest.fixture
def clean(small, tmp_path):
    """What a clean build makes of the tree."""
    return clean_contents(small.root, tmp_path / "clean")


@pytest.fixture
def is_root():
    if os.geteuid() != 0:
        pytest.skip("only root may mount a disk")


def ends_well(world, clean):
    """Whether a plain build now ends with the bytes of a clean one, and nothing beside them."""
    made_anew(make(world.root))
    return contents(world.root) == clean and halves(world.root) == []


def halves(root):
    return sorted((root / "out").rglob("*.part"))


def broken(root):
    """Finished files that are not whole."""
    return [path for path, file in files(root).items() if path.endswith(".pdf") and not is_whole(file.content)]


def is_whole(pdf):
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
            return len(document.pages) == 2
    except pikepdf.PdfError:
        return False


def test_half_a_file_would_be_seen(small):
    make(small.root, "march")
    path = small.root / "out/march/en/leaflet-small.press.pdf"
    path.write_bytes(path.read_bytes()[:-200])

    assert broken(small.root) == ["march/en/leaflet-small.press.pdf"]


# ── processes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def members(group):
    """The processes of a group that live."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, _parent, its_group = (place / "stat").read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(its_group) == group and state != "Z":
            found.append(int(place.name))
    return sorted(found)


def wait_until(happened):
    end = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def begun(root, *slugs):
    """A build in a process of its own, forked from this one, at the head of a group; its number."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        os.setpgid(0, 0)
        outcomes = make(root, *slugs, jobs=2)
        code = max(outcome.exit_code for outcome in outcomes.values())
    except BusyError:
        code = ExitCode.BUSY
    finally:
        os._exit(code)


def ended(child):
    """The exit code, or the signal below zero."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def command(world, *arguments, script=COMMAND, **options):
    return subprocess.Popen(
        [sys.executable, "-c", script, str(world.root), *arguments],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **options,
    )


def finished(world, *arguments, **options):
    process = command(world, *arguments, **options)
    out, err = process.communicate(timeout=4 * PATIENCE_SECONDS)
    return process.returncode, out, err


# ── killed ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def kill_all(child, _chance):
    os.killpg(child, signal.SIGKILL)


def kill_parent(child, _chance):
    os.kill(child, signal.SIGKILL)


def kill_worker(child, chance):
    at_work = [member for member in members(child) if member != child]
    if at_work:
        os.kill(chance.choice(at_work), signal.SIGKILL)


@pytest.fixture
def two_trees(small, tmp_path):
    """The march at two places: how to go to the other, and the bytes of both."""
    places = ("The square", "The park")
    known = []
    (small.root / "data/events/vigil.yaml").unlink()
    for old, new in (places, places[::-1]):
        known.append(clean_contents(small.root, tmp_path / "clean"))
        small.replace(MARCH, old, new)
    return known


def swap(world):
    new = ("The square", "The park") if "The square" in world.text(MARCH) else ("The park", "The square")
    world.replace(MARCH, *new)
    return new[1] == "The park"


@pytest.mark.parametrize(
    ("kill", "times", "codes"),
    [(kill_all, 40, {-9, 0}), (kill_parent, 20, {-9, 0}), (kill_worker, 40, {0, ExitCode.OUR_BUG})],
    ids=["the whole group", "the parent", "a worker"],
)
def test_a_build_that_is_killed_at_any_moment_leaves_whole_files(small, two_trees, monkeypatch, kill, times, codes):
    monkeypatch.setattr(CONSTS, "channel_lock_timeout", 5)  # so long the others wait for what a killed worker held
    chance, seen = random.Random(str(kill)[:14]), set()
    made_anew(make(small.root))
    swap(small)
    start = time.monotonic()
    made_anew(make(small.root, jobs=2))
    lasts = time.monotonic() - start
    for number in range(times):
        is_second = swap(small)
        child = begun(small.root)
        time.sleep(chance.uniform(0, lasts))
        kill(child, chance)
        code = ended(child)
        wait_until(lambda: not members(child))  # noqa: B023 - asked at once
        seen.add(code)
        lying = {path: file.content for path, file in files(small.root).items()}
        assert code in codes
        assert all(content in (two_trees[0][path], two_trees[1][path]) for path, content in lying.items())
        if number % 5 == 0:
            assert ends_well(small, two_trees[is_second])

    assert ends_well(small, two_trees[is_second])
    assert seen == codes, "no moment was early or late enough"


@pytest.mark.parametrize("moment", ["before it begins", "at work"])
def test_workers_that_always_die_fail_their_editions_and_no_more(small, clean, monkeypatch, moment):
    def die(*_arguments):
        os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as fault:
        fault.setattr(workers, "_start_worker" if moment == "before it begins" else "make", die)
        result = small.run("build", "--all", "--jobs", "2")

    assert result.exit_code == ExitCode.OUR_BUG
    assert all(f"{name}: error: its worker" in result.stderr for name in EVERYTHING)
    assert files(small.root) == {}
    assert ends_well(small, clean)


def test_a_worker_that_dies_before_its_work_costs_nothing(small, clean, monkeypatch, tmp_path):
    plain = workers._start_worker

    def die_once(*arguments):
        if not (tmp_path / "died").exists():
            (tmp_path / "died").touch()
            os._exit(9)
        plain(*arguments)

    monkeypatch.setattr(workers, "_start_worker", die_once)

    assert made_anew(make(small.root)) == EVERYTHING
    assert contents(small.root) == clean


@pytest.mark.parametrize(
    "end",
    [
        lambda: os._exit(3),
        os.abort,
        lambda: ctypes.string_at(0),
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        lambda: sys.exit(5),
    ],
    ids=["exit", "abort", "segmentation fault", "kill", "system exit"],
)
def test_a_worker_that_crashes_fails_its_edition_alone(small, clean, monkeypatch, end):
    make(small.root)
    small.replace(MARCH, "The square", "The park")
    small.replace(AZ, "İnsanlar qərənfillə", "Adamlar qərənfillə")
    with monkeypatch.context() as fault:
        _spoil(fault, {ONE}, end)
        result = small.run("build", "--all", "--jobs", "2")

    assert result.exit_code != 0
    assert f"{ONE}: error: " in result.stderr
    assert [path for path in files(small.root) if path.startswith("vigil/az/leaflet")] == []
    small.replace(MARCH, "The park", "The square")
    small.replace(AZ, "Adamlar qərənfillə", "İnsanlar qərənfillə")
    assert made_anew(make(small.root)) == MARCHES | {ONE}
    assert ends_well(small, clean)


def _spoil(fault, editions, happens):
    """Let something happen when one of some editions is made."""
    plain = making.make_edition

    def make_edition(project, edition, *arguments, **options):
        if edition.name in editions:
            happens()
        return plain(project, edition, *arguments, **options)

    fault.setattr(making, "make_edition", make_edition)


def test_a_worker_that_hangs_fails_its_edition_alone(small, clean, monkeypatch):
    with monkeypatch.context() as fault:
        fault.setattr(workers, "PATIENCE_SECONDS", 3.0)
        _spoil(fault, {ONE}, lambda: time.sleep(60))
        result = small.run("build", "--all", "--jobs", "2")

    assert result.exit_code == ExitCode.OUR_BUG
    assert f"{ONE}: error: it took longer than 3 s" in result.stderr
    assert result.stderr.count("error: ") == 1
    assert {path.partition(".")[0].rpartition("-")[0] for path in files(small.root)} >= {"march/en/leaflet"}
    assert ends_well(small, clean)


def test_a_worker_without_memory_fails_its_edition_alone(small, clean, monkeypatch):
    def starve():
        resource.setrlimit(resource.RLIMIT_AS, (1, resource.getrlimit(resource.RLIMIT_AS)[1]))
        try:
            bytearray(10**9)
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    with monkeypatch.context() as fault:
        _spoil(fault, {ONE}, starve)
        result = small.run("build", "--all", "--jobs", "2")

    assert result.exit_code == ExitCode.FILE_REFUSED
    assert f"{ONE}: error: there is not enough memory" in result.stderr
    assert ends_well(small, clean)


def test_too_little_memory_for_all_is_told_and_spoils_nothing(small, clean):
    """The limit is reached somewhere: in a library that ends its process, in Python, or not at all."""
    codes = set()
    for megabytes in (150, 250, 400):
        limit = (megabytes * 10**6,) * 2
        code, _out, err = finished(
            small,
            *("build", "--all", "--jobs", "2"),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limit),  # noqa: B023 - runs at once
        )
        codes.add(code)
        assert code == 0 or err, code
        assert broken(small.root) == []

    assert codes != {0}
    assert ends_well(small, clean)


# ── interrupted ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("to_group", [True, False], ids=["to the group", "to the parent"])
@pytest.mark.parametrize("pauses", [(0,), (0.1,) * 2, (0.02,) * 40], ids=["once", "twice", "many times"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["INT", "TERM"])
def test_an_interruption_ends_the_build_and_its_workers(small, clean, number, code, pauses, to_group):
    process = command(small, "build", "--all", "--jobs", "2", script=ENDLESS)
    assert process.stdout.readline() == "begun\n"
    for pause in pauses:
        os.killpg(process.pid, number) if to_group else os.kill(process.pid, number)
        time.sleep(pause)
    _out, err = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == code, err
    assert "Traceback" not in err
    assert members(process.pid) == []
    assert ends_well(small, clean)


def test_workers_end_when_their_terminal_is_closed(small, clean):
    hear = partial(signal.signal, signal.SIGHUP, signal.SIG_DFL)  # these tests may run where the signal is ignored
    process = command(small, "build", "--all", "--jobs", "2", script=ENDLESS, preexec_fn=hear)
    assert process.stdout.readline() == "begun\n"
    os.kill(process.pid, signal.SIGHUP)
    wait_until(lambda: not members(process.pid))
    process.communicate()

    assert process.returncode == -signal.SIGHUP
    assert ends_well(small, clean)


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_nobody_who_reads_the_output_is_no_fault(small, clean, closed):
    process = command(small, "build", "--all", "--jobs", "2")
    getattr(process, closed).close()
    other = process.stderr if closed == "stdout" else process.stdout
    told = other.read()
    process.wait(PATIENCE_SECONDS)
    other.close()

    assert "Traceback" not in told
    assert members(process.pid) == []
    assert broken(small.root) == []
    assert closed == "stderr" or contents(small.root) == clean
    assert ends_well(small, clean)


# ── disks ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def mounted(place, options):
    """A small disk of its own at a place."""
    place.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    made = subprocess.run(words, capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"no disk can be mounted here: {made.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.usefixtures("is_root")
@pytest.mark.parametrize("size", [4, 64, 200, 400, 700, 1000])
def test_a_full_disk_is_told_and_leaves_whole_files(small, clean, size):
    with mounted(small.root / "out", f"size={size}k"):
        result = small.run("build", "--all", "--jobs", "2")

        assert result.exit_code == ExitCode.FILE_REFUSED
        assert "cannot be written: No space left on device" in result.stderr
        assert "a bug of ours" not in result.stderr
        assert broken(small.root) == []
        assert halves(small.root) == []
        shutil.rmtree(small.root / "out", ignore_errors=True)
    assert ends_well(small, clean)


@pytest.mark.usefixtures("is_root")
def test_a_full_disk_leaves_no_older_file_of_an_edition_that_failed(small):
    with mounted(small.root / "out", "size=3m"):
        assert made_anew(make(small.root)) == EVERYTHING
        before = files(small.root)
        (small.root / "out/ballast").write_bytes(bytes(_free(small.root / "out")))
        small.replace(MARCH, "The square", "The park")
        result = small.run("build", "--all", "--jobs", "1")
        left = files(small.root)
        failed = {name for name in MARCHES if f"{name}: error: " in result.stderr}

        assert result.exit_code == ExitCode.FILE_REFUSED
        assert failed  # what it has freed may be enough for another
        assert {path for path, file in left.items() if before.get(path) == file and path.startswith("march/")} == set()
        assert {path for path in left if any(path.startswith(name) for name in failed)} == set()
        assert {path: file for path, file in before.items() if path.startswith("vigil/")}.items() <= left.items()
        (small.root / "out/ballast").unlink()
        assert made_anew(make(small.root)) == failed


def _free(place):
    disk = os.statvfs(place)
    return disk.f_bavail * disk.f_frsize


@pytest.mark.usefixtures("is_root")
def test_a_disk_for_reading_alone_is_told_before_any_work(small, clean, monkeypatch):
    make(small.root)
    small.replace(MARCH, "The square", "The park")
    monkeypatch.setattr(building, "side_by_side", lambda *_arguments, **_options: pytest.fail("work was begun"))
    with mounted(small.root / "out", "ro"):
        result = small.run("build", "--all")

    assert result.exit_code == ExitCode.FILE_REFUSED
    assert "out: error: the file cannot be written: Read-only file system" in result.stderr
    assert contents(small.root) == clean


@pytest.mark.parametrize("kilobytes", [1, 10, 100])
def test_a_limit_on_the_size_of_files_is_told(small, clean, kilobytes):
    limit = (kilobytes * 1024,) * 2
    code, _out, err = finished(
        small, "build", "--all", "--jobs", "2", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    )

    assert code == ExitCode.FILE_REFUSED
    assert "cannot be written: File too large" in err
    assert "Traceback" not in err
    assert "a bug of ours" not in err
    assert broken(small.root) == []
    assert halves(small.root) == []
    assert ends_well(small, clean)


def test_a_folder_in_the_place_of_a_file_is_told_and_stays(small, clean):
    mine = small.root / "out/vigil/az/leaflet-small.press.pdf/mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    result = small.run("build", "--all", "--jobs", "2")

    assert result.exit_code == ExitCode.FILE_REFUSED
    assert f"{ONE}: error: leaflet-small.press.pdf: the file cannot be written: Is a directory" in result.stderr
    assert mine.read_text() == "mine"
    assert result.stderr.count("error: ") == 1
    shutil.rmtree(mine.parent)
    assert ends_well(small, clean)


@pytest.mark.parametrize("place", [receipt_path(ONE), "out/.receipts/looks.json", "out/.lock"])
def test_a_folder_in_the_place_of_our_own_notes_is_told(small, clean, place):
    make(small.root)
    small.replace(AZ, "İnsanlar qərənfillə", "Adamlar qərənfillə")
    path = small.root / place
    path.unlink()
    path.mkdir()
    (path / "mine").touch()
    result = small.run("build", "--all")

    assert result.exit_code == ExitCode.FILE_REFUSED
    assert "Is a directory" in result.stderr
    assert "Traceback" not in result.stderr
    shutil.rmtree(path)
    small.replace(AZ, "Adamlar qərənfillə", "İnsanlar qərənfillə")
    assert ends_well(small, clean)


@pytest.mark.parametrize("name", [f"{ONE}.press.pdf", ".lock", ".receipts/looks.json", f".receipts/{ONE}.json"])
@pytest.mark.parametrize("state", ["first", "again"])
def test_a_link_in_the_place_of_a_file_is_replaced_and_leads_to_no_change(small, clean, tmp_path, name, state):
    if state == "again":
        make(small.root)
    victim, link = tmp_path / "victim", small.root / "out" / name
    victim.write_text("precious")
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(victim)
    make(small.root)

    assert victim.read_text() == "precious"
    assert name == ".lock" or not link.is_symlink()
    assert ends_well(small, clean)


def test_a_link_to_the_right_content_elsewhere_is_no_finished_file(small, clean, tmp_path):
    make(small.root)
    path = small.root / "out/vigil/az/leaflet-small.press.pdf"
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")

    assert made_anew(make(small.root)) == {ONE}
    assert not path.is_symlink()
    assert contents(small.root) == clean


def test_a_folder_for_finished_files_that_lies_elsewhere_keeps_what_is_there(small, clean, tmp_path):
    elsewhere = tmp_path / "another disk"
    (elsewhere / "vigil/az").mkdir(parents=True)
    for name in ("letter.pdf", "vigil/az/mine.pdf"):
        (elsewhere / name).write_text("mine")
    (small.root / "out").symlink_to(elsewhere)
    made_anew(make(small.root))
    (small.root / MARCH).unlink()
    make(small.root)

    assert not (elsewhere / "march").exists()
    for name in ("letter.pdf", "vigil/az/mine.pdf"):
        assert (elsewhere / name).read_text() == "mine"


def test_halves_that_an_interrupted_build_has_left_go(small, clean):
    small.write("out/vigil/az/.leaflet-small.press.pdf.123.part", "half")
    small.write("out/.receipts/vigil/az/.leaflet-small.json.123.part", "half")

    assert ends_well(small, clean)


# ── at once ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_build_in_the_same_folder_is_refused(small, clean):
    first = command(small, "build", "--all", "--jobs", "2", script=ENDLESS)
    assert first.stdout.readline() == "begun\n"
    result = small.run("build", "--all")

    assert result.exit_code == ExitCode.BUSY
    assert "another build is working in this folder" in result.stderr
    assert files(small.root) == {}
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    wait_until(lambda: not members(first.pid))
    assert ends_well(small, clean)


def test_workers_that_do_nothing_any_more_end_with_their_build_too(small, clean):
    first = command(small, "build", "--all", "--jobs", "2", script=ENDLESS)
    assert first.stdout.readline() == "begun\n"
    for member in members(first.pid):
        os.kill(member, signal.SIGSTOP)
    os.kill(first.pid, signal.SIGKILL)
    wait_until(lambda: members(first.pid) in ([], [first.pid]))
    first.communicate()

    assert ends_well(small, clean)


def test_eight_builds_at_once_end_with_one_result(small, clean):
    children = [begun(small.root) for _number in range(8)]
    codes = [ended(child) for child in children]

    assert set(codes) <= {ExitCode.DONE, ExitCode.BUSY}
    assert ExitCode.DONE in codes
    assert contents(small.root) == clean
    assert halves(small.root) == []


# ── clocks ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("year", [1980, 2099])
@pytest.mark.parametrize("folder", ["data", "templates/leaflet", "translations", "out"])
def test_files_from_another_time_are_neither_old_nor_new(small, clean, year, folder):
    make(small.root)
    seconds = (year - 1970) * 31_556_952
    for path in (small.root / folder).rglob("*"):
        os.utime(path, (seconds, seconds))
    assert made_anew(make(small.root)) == set()
    small.replace(MARCH, "The square", "The park")
    os.utime(small.root / MARCH, (seconds, seconds))
    assert made_anew(make(small.root)) == MARCHES
    small.replace(MARCH, "The park", "The square")
    os.utime(small.root / MARCH, (seconds, seconds))

    assert ends_well(small, clean)


# ── other ways to begin ───────────────────────────────────────────────────────────────────────────────────────────────


def test_workers_that_are_not_forked_make_the_same_bytes(small, clean, monkeypatch):
    monkeypatch.setattr(workers, "start_context", lambda: multiprocessing.get_context("spawn"))

    assert made_anew(make(small.root, jobs=2)) == EVERYTHING
    assert contents(small.root) == clean


def test_workers_are_replaced_after_so_many_editions(small, clean, monkeypatch):
    monkeypatch.setattr(workers, "EDITIONS_OF_A_WORKER", 1)

    assert made_anew(make(small.root, jobs=2)) == EVERYTHING
    assert contents(small.root) == clean


def test_a_mistake_in_one_event_stops_no_other(small, clean):
    make(small.root)
    small.replace("templates/booklet/booklet.css", ".logo {", ".logo { colour: red;")
    result = small.run("build", "--all", "--jobs", "2")

    assert result.exit_code == ExitCode.CONTENT
    assert {path for path in files(small.root) if "booklet" in path} == set()
    assert all(f"{name}: error: " in result.stderr for name in BOOKLETS)
    small.replace("templates/booklet/booklet.css", " colour: red;", "")
    assert not LEAFLETS & made_anew(make(small.root))
    assert ends_well(small, clean)
