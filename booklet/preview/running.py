"""Brings desk, watcher and web server together, and takes them apart again."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from watchfiles import watch

from booklet.preview.desk import Desk
from booklet.preview.security import Gate
from booklet.preview.server import application
from booklet.preview.snapshot import Choice
from booklet.preview.worker import Worker

WATCHED = ("data", "templates", "translations")
QUIET_MS = 50
LONGEST_WAIT_MS = 400


@contextmanager
def opened_desk(root: Path, choice: Choice) -> Iterator[Desk]:
    """A desk that reads and draws by itself whenever something below ``root`` changes.

    ContentError where data or templates cannot be read even once.
    """
    worker = Worker(root)
    desk = Desk(root, choice, worker)
    worker.start()
    stop = threading.Event()
    threads = [
        threading.Thread(target=desk.run, name="preview-desk", daemon=True),
        threading.Thread(target=_watch, args=(root, desk, stop), name="preview-watcher", daemon=True),
    ]
    for thread in threads:
        thread.start()
    desk.changed()
    try:
        yield desk
    finally:
        stop.set()
        desk.end()
        for thread in threads:
            thread.join(timeout=5)


def _watch(root: Path, desk: Desk, stop: threading.Event) -> None:
    folders = [root / name for name in WATCHED if (root / name).is_dir()]
    for _ in watch(*folders, step=QUIET_MS, debounce=LONGEST_WAIT_MS, stop_event=stop, raise_interrupt=False):
        desk.changed()


def server_of(desk: Desk, gate: Gate) -> uvicorn.Server:
    """The web server; `serve` runs it."""
    config = uvicorn.Config(
        application(desk, gate),
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        limit_concurrency=64,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=32 * 1024,
    )
    return uvicorn.Server(config)


def serve(desk: Desk, gate: Gate, listener: socket.socket) -> None:
    """Answer the browser until somebody interrupts."""
    server = server_of(desk, gate)
    with listener:
        server.run(sockets=[listener])
