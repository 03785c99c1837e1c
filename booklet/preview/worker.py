"""The warm worker: a process that has the renderer loaded, draws one part after the other, and may die."""

import gc
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from booklet.preview.drawing import Drawn, Task, draw
from booklet.problems import Problem
from booklet.render import load_renderer
from booklet.sources import Sources

PATIENCE_SECONDS = 60.0
PACKAGE = Path(__file__).resolve().parents[2]
COMMAND = "import sys; from booklet.preview.worker import work; work(int(sys.argv[1]), sys.argv[2])"


class Drawer(Protocol):
    """Whatever makes pictures of parts."""

    def draw(self, task: Task) -> Drawn:
        """The pictures of a part, or its problems."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


class Worker:
    """Draws in a process of its own, which is started again when it has died or takes longer than ``patience``.

    The process ends by itself when its parent does, for its line is cut then.
    """

    def __init__(self, root: Path, *, patience: float = PATIENCE_SECONDS) -> None:
        self.root = root
        self.patience = patience
        self._lock = threading.Lock()
        self._closed = False
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None

    def start(self) -> None:
        """Begin to load the renderer, so that the first part need not wait for it."""
        with self._lock:
            self._open_line()

    def draw(self, task: Task) -> Drawn:
        """The pictures of a part; one task at a time, others wait."""
        with self._lock:
            try:
                line = self._open_line()
                line.send(task)
                if not line.poll(self.patience):
                    return self._given_up(task, f"the renderer has not answered for {self.patience:.0f} seconds")
                drawn = line.recv()
            except (EOFError, OSError):
                return self._given_up(task, "the renderer has stopped")
        assert isinstance(drawn, Drawn)
        return drawn

    def close(self) -> None:
        """End the process, whatever it is at, and begin no other."""
        self._closed = True
        if self._process is not None:
            self._process.kill()
        with self._lock:
            self._end()

    def _open_line(self) -> Connection:
        if self._closed:
            raise EOFError
        if self._line is None or self._process is None or self._process.poll() is not None:
            self._end()
            ours, theirs = socket.socketpair()
            with theirs:
                self._process = _started(theirs, self.root)
            self._line = Connection(ours.detach())
        return self._line

    def _given_up(self, task: Task, message: str) -> Drawn:
        self._end()
        hint = "it is started again with the next change; if this text stops it each time, take the change back"
        return Drawn(problems=(Problem(task.name, None, "error", message, hint),))

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._line = self._process = None


def _started(line: socket.socket, root: Path) -> "subprocess.Popen[bytes]":
    """A fresh Python with this very package; in a session of its own, so that Ctrl+C reaches the parent alone."""
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(line.fileno()), str(root)],
        pass_fds=(line.fileno(),),
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def work(descriptor: int, root: str) -> None:
    """Draw what comes down the line, until it is cut; the collector sleeps while somebody waits."""
    gc.disable()
    load_renderer(Sources(Path(root)))
    with Connection(descriptor) as line, suppress(EOFError, OSError):
        while True:
            line.send(draw(Path(root), line.recv()))
            gc.collect()
