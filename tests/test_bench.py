"""The benchmarks tell a broken limit and a failed command, and what they change is there to be changed."""

import platform
import subprocess
import sys

import pytest

from tests import bench_kit, bench_many, bench_report
from tests.bench_measuring import PROCESSES, ROOT, Measurement, family, memory_of, run


@pytest.fixture
def copy(tmp_path):
    """A copy's place, with nothing in it."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("row", "is_within"),
    [
        (Measurement("no limit", 5.0, "s"), True),
        (Measurement("value", 0.3, "s", None, 0.3), True),
        (Measurement("value", 0.31, "s", None, 0.3), False),
        (Measurement("ratio", 5.0, "s", 10.0, 0.5), True),
        (Measurement("ratio", 5.0, "s", 9.0, 0.5), False),
    ],
)
def test_a_limit_bounds_the_ratio_or_the_value(row, is_within):
    assert row.is_within == is_within
    assert ("**too much**" in bench_report.line(row)) == (not is_within)


def test_a_failed_command_ends_the_benchmark_with_its_output(copy):
    with pytest.raises(SystemExit) as failure:
        run(copy, "-c", "import sys; print('half done'); sys.exit('no more paper')")

    assert str(failure.value.code).startswith("half done\nno more paper\nerror: this ended with 1")


def test_cpu_time_of_children_counts(copy):
    busy = "import time\nwhile time.process_time() < 0.2: pass"
    usage = run(copy, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)")

    assert usage.cpu >= 0.2


@pytest.mark.skipif(not PROCESSES.is_dir(), reason="this system has no /proc")
def test_the_memory_of_descendants_counts():
    inner = "import sys; print('ready', flush=True); sys.stdin.read()"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    command = [sys.executable, "-c", outer]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        found = list(family(process.pid))
        memory = [memory_of(pid) for pid in found]
        process.stdin.close()

    assert len(found) == 2
    assert all(megabytes > 1 for megabytes in memory)


def test_the_page_tells_the_machine_and_not_its_name():
    page = bench_report.page_of({"kit": [Measurement("a row", 1.0, "s")]}, {"kit": "The kit"})

    assert "| a row | 1.00 | s | – | – | – |  |" in page
    assert platform.python_version() in page
    assert platform.node() not in page
    assert str(ROOT) not in page


def test_the_word_and_the_event_can_be_changed(tmp_path):
    for path in (bench_kit.CATALOG, bench_kit.EVENT_FILE):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text((ROOT / path).read_text())
    bench_kit.change(tmp_path, bench_kit.CATALOG, bench_kit.WORD)
    bench_kit.change(tmp_path, bench_kit.EVENT_FILE, bench_kit.YEAR, r"\g<1>2030")
    before, after = ((root / bench_kit.CATALOG).read_text() for root in (ROOT, tmp_path))

    assert len(before.split()) - len(after.split()) == 1
    with pytest.raises(AssertionError, match="has no place that fits"):
        bench_kit.change(tmp_path, bench_kit.EVENT_FILE, bench_kit.WORD)


def test_a_sample_has_all_languages():
    pages = [f"{number}-{language}" for number in range(100) for language in bench_many.LANGUAGES]

    for count in (bench_many.COLD, bench_many.WARM):
        languages = [page[-2:] for page in bench_many.sample(pages, count)]

        assert {languages.count(language) for language in bench_many.LANGUAGES} == {count // 3}
