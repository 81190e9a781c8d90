"""Messages waiting for the page: all events in order, and only the newest scene."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Mapping
from typing import Any

Message = Mapping[str, Any]

MOST_EVENTS = 64
"""Sounds and words that wait for a page that does not read; what is older is not worth hearing."""


class Outbox:
    """Takes messages on any thread, and gives them to whoever sends them to the page."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: deque[Message] = deque(maxlen=MOST_EVENTS)
        self._scene: Message | None = None
        self._reader: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None

    def post(self, message: Message) -> None:
        """Something to be told once: a sound, a line to speak, the summary."""
        with self._lock:
            self._events.append(message)
        self._wake()

    def show(self, scene: Message) -> None:
        """What is to be seen now; one that was not sent yet is overtaken."""
        with self._lock:
            self._scene = scene
        self._wake()

    def attach(self) -> None:
        """A page begins to read, in the running event loop. What waited for another is stale."""
        with self._lock:
            self._events.clear()
            self._reader = asyncio.get_running_loop(), asyncio.Event()
        self._wake()

    async def take(self) -> list[Message]:
        """What is to be sent now, waiting for it; nothing where another page reads instead."""
        reader = self._reader
        if reader is None:
            return []
        await reader[1].wait()
        with self._lock:
            reader[1].clear()
            taken = list(self._events)
            self._events.clear()
            if self._scene is not None:
                taken.append(self._scene)
                self._scene = None
        return taken

    def _wake(self) -> None:
        reader = self._reader
        if reader is None:
            return
        loop, event = reader
        try:
            loop.call_soon_threadsafe(event.set)
        except RuntimeError:
            # The server has ended; the session is about to.
            self._reader = None
