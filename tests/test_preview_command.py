"""The command that starts the preview: what it refuses, what it says, how it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from booklet.cli import previewing
from booklet.preview.binding import listen, who_has

CHECKOUT = Path(__file__).parents[1]
HERE = "127.0.0.1"


def test_without_its_libraries_it_says_what_to_install_and_exits_with_4(world, monkeypatch):
    monkeypatch.setattr(previewing, "find_spec", lambda name: None if name == "uvicorn" else name)
    result = world.run("preview", "--lang", "az")

    assert result.exit_code == 4
    assert "the preview needs uvicorn" in result.stderr
    assert "make preview" in result.stderr


def test_a_language_without_catalogs_is_refused(world):
    for language in ("xx", "en", "../az", ""):
        result = world.run("preview", "--lang", language)

        assert result.exit_code == 2
        assert "there are: az, ru" in result.stderr


def test_a_product_that_does_not_exist_is_refused(world):
    result = world.run("preview", "--lang", "az", "--event", "vigil", "--port", "0", "--product", "booklet,flyer")

    assert result.exit_code == 2
    assert "flyer is no product" in result.stderr
    assert "there are: booklet" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--host", "0.0.0.0"), "others could reach the preview, read the translations and change them"),
        (("--host", "192.0.2.1"), "--let-others-write"),
        (("--host", "0.0.0.0", "--let-others-write"), "0.0.0.0 is no single address"),
        (("--host", "192.0.2.1", "--let-others-write"), "the preview cannot listen at 192.0.2.1"),
    ],
)
def test_another_computer_is_let_in_by_nobody_by_accident(world, arguments, told):
    result = world.run("preview", "--lang", "az", *arguments)

    assert result.exit_code == 2
    assert told in result.stderr


def test_the_help_explains_the_risk(world):
    words = " ".join(world.run("preview", "--help").output.split())

    assert "unencrypted connection can read and change the translations" in words


def test_a_port_in_use_is_told_with_exit_6(world):
    listener = listen(HERE, 0)
    port = listener.getsockname()[1]
    try:
        result = world.run("preview", "--lang", "az", "--port", str(port))
    finally:
        listener.close()

    assert result.exit_code == 6
    assert f"port {port} is in use by another program" in result.stderr
    assert f"--port {port + 1}" in result.stderr


def test_broken_data_is_told_as_by_every_other_command(world):
    line = world.replace("data/events/vigil.yaml", "venue:", "venu:")
    result = world.run("preview", "--lang", "az", "--event", "vigil", "--port", "0")

    assert result.exit_code == 1
    assert f"data/events/vigil.yaml:{line}: error: the key venu is unknown" in result.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_however_it_is_ended_it_frees_its_port_and_leaves_no_process(tmp_path, number, code):
    log = tmp_path / "log"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with log.open("w") as told, subprocess.Popen(
        [sys.executable, "-m", "booklet", "preview", "--lang", "az", "--port", "0"],
        stdout=subprocess.PIPE, stderr=told, text=True, env=environment, start_new_session=True,
    ) as running:  # fmt: skip
        port = int(running.stdout.readline().split(":")[2].split("/")[0])
        while not who_has(HERE, port):
            time.sleep(0.05)
        workers = children(running.pid)
        running.send_signal(number)
        ended = running.wait(timeout=30)
    deadline = time.monotonic() + 20
    while any(is_running(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    listen(HERE, port).close()

    assert ended == code
    assert len(workers) == 1
    assert [worker for worker in workers if is_running(worker)] == []
    assert "Traceback" not in log.read_text()


def children(process):
    """The processes that a process has started."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(entry.parent.name))
    return found


def is_running(process):
    """Whether a process is there and no mere entry that nobody has yet asked for."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
