"""What happens, told to every browser that listens; safe to call from any thread."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

WAITING_LIMIT = 1000
LISTENER_LIMIT = 16
HEARTBEAT_SECONDS = 15.0


class Feed:
    """Hands each event to every listener; one that does not keep up is let go, and asks for everything anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[asyncio.Queue[str | None], asyncio.AbstractEventLoop] = {}
        self._closed = False

    def publish(self, kind: str, value: Any) -> None:
        """Tell everybody: an event of server-sent events with a JSON value."""
        self._hand_out(_event(kind, value))

    def close(self) -> None:
        """End every stream, and begin no other."""
        self._closed = True
        self._hand_out(None)

    def has_room(self) -> bool:
        """Whether one more may listen."""
        return not self._closed and len(self._listeners) < LISTENER_LIMIT

    async def listen(self, kind: str, value: Any) -> AsyncIterator[str]:
        """The stream of one listener: first this event, then each that is published, and now and then a sign of life.

        It begins to collect before its first event is read, so nothing is missed in between.
        """
        queue: asyncio.Queue[str | None] = asyncio.Queue(WAITING_LIMIT)
        with self._lock:
            self._listeners[queue] = asyncio.get_running_loop()
        try:
            yield _event(kind, value)
            while True:
                try:
                    text = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    text = ": still here\n\n"
                if text is None:
                    return
                yield text
        finally:
            with self._lock:
                self._listeners.pop(queue, None)

    def _hand_out(self, text: str | None) -> None:
        with self._lock:
            listeners = list(self._listeners.items())
        for queue, loop in listeners:
            if not loop.is_closed():
                loop.call_soon_threadsafe(_put, queue, text)


def _put(queue: "asyncio.Queue[str | None]", text: str | None) -> None:
    """Add an event; a queue that is full ends, so that its listener comes back and starts from the beginning."""
    if queue.full():
        while not queue.empty():
            queue.get_nowait()
        text = None
    queue.put_nowait(text)


def _event(kind: str, value: Any) -> str:
    return f"event: {kind}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"
