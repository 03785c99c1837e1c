"""What one measurement is, and how a command is measured: its CPU and wall seconds and its memory; for ``bench.py``.

Everything is built in a copy of the checkout, so that nothing in ``out/`` makes the work smaller. What is measured
runs in processes of its own; this one stays small, because a child's peak memory is never below its parent's.
"""

import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("booklet", "data", "templates", "translations", "tests")
MADE = ("out", ".cache", "pages")
PAUSE = 0.05
BYTES_PER_RSS = 1 if sys.platform == "darwin" else 1024
PROCESSES = Path("/proc")


@dataclass(frozen=True)
class Measurement:
    """One row: ``limit`` bounds the ratio of value to reference where there is one, otherwise the value."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    limit: float | None = None

    @property
    def ratio(self):
        return None if self.reference is None else self.value / self.reference

    @property
    def is_within(self):
        return self.limit is None or (self.value if self.ratio is None else self.ratio) <= self.limit


@dataclass(frozen=True)
class Usage:
    """What a process and its children took: CPU and wall seconds, and memory in MB.

    ``largest`` is the peak of the largest of them, ``together`` the peak of all at one time, where it was watched.
    """

    cpu: float
    seconds: float
    largest: float
    together: float | None
    output: str


def copied(folder):
    """A copy of what is built from, in the folder."""
    copy = Path(folder, "checkout")
    for part in PARTS:
        shutil.copytree(ROOT / part, copy / part)
    return copy


def emptied(copy):
    """Take away all that was made in the copy."""
    for name in MADE:
        shutil.rmtree(copy / name, ignore_errors=True)


def run(copy, *arguments, watch=False):
    """Run Python in the copy, with its own booklet and the project's fonts alone; a failure ends the benchmark.

    ``watch`` measures the memory of all its processes together, where the system has ``/proc``.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": str(copy),
        "FONTCONFIG_FILE": str(copy / "templates/shared/fonts/fonts.conf"),
    }
    command = [sys.executable, *map(str, arguments)]
    log = copy.parent / "stderr.txt"
    start = time.monotonic()
    with (
        log.open("w") as errors,
        subprocess.Popen(command, cwd=copy, env=environment, stdout=subprocess.PIPE, stderr=errors) as process,
        Memory(process.pid if watch and PROCESSES.is_dir() else None) as memory,
    ):
        output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{output}{log.read_text()}error: this ended with {process.returncode}: {' '.join(command[1:])}")
    largest = usage.ru_maxrss * BYTES_PER_RSS / 1e6
    return Usage(usage.ru_utime + usage.ru_stime, seconds, largest, memory.peak, output)


class Memory:
    """Watches a process and all that come from it; ``peak`` is the most memory in MB that they had together.

    A page that several of them share is counted once (PSS), so that forked workers are not charged for their parent.
    The system takes some milliseconds to count them; the longer, the longer is the pause, so that what is measured at
    the same time is not slowed down.
    """

    def __init__(self, pid):
        self.pid = pid
        self.peak = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        if self.pid:
            self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        if self.pid:
            self._thread.join()

    def _watch(self):
        pause = PAUSE
        while not self._ended.wait(pause):
            start = time.monotonic()
            self.peak = max(self.peak or 0.0, sum(map(memory_of, family(self.pid))))
            pause = max(PAUSE, 9 * (time.monotonic() - start))


def family(pid):
    """The process and all its descendants that live."""
    yield pid
    try:
        children = [
            child for task in (PROCESSES / f"{pid}/task").iterdir() for child in (task / "children").read_text().split()
        ]
    except OSError:  # it has ended meanwhile
        return
    for child in children:
        yield from family(child)


def memory_of(pid):
    """The MB of one process: its share of what it shares (PSS), or all of it (RSS) on systems that count no shares."""
    for name, label in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = (PROCESSES / f"{pid}/{name}").read_text().splitlines()
        except OSError:  # it has ended meanwhile, or the system has no such file
            continue
        found = [line for line in lines if line.startswith(label)]
        if found:
            return int(found[0].split()[1]) * 1024 / 1e6
    return 0.0
