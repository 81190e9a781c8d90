"""Decoding on a thread of its own, a few frames ahead of the reader."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from typing import Self

from facecheck.core.frames import Frame
from facecheck.inputs.sources.base import FrameSource

POLL_S = 0.1


class Ahead:
    """The same frames in the same order, read while the reader is busy with earlier ones.

    Args:
        inner: What to read; opened and closed with this source.
        depth: How many frames may wait. Memory is bounded by it.
    """

    def __init__(self, inner: FrameSource, depth: int = 4) -> None:
        self._inner = inner
        self._depth = depth
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    @property
    def name(self) -> str:
        """The inner source's name."""
        return self._inner.name

    @property
    def duration_s(self) -> float | None:
        """The inner source's duration."""
        return self._inner.duration_s

    @property
    def warnings(self) -> list[str]:
        """The inner source's warnings."""
        return self._inner.warnings

    @property
    def dropped(self) -> int:
        """What the inner source dropped; none here."""
        return self._inner.dropped

    def __enter__(self) -> Self:
        """Open the inner source.

        Raises:
            SourceError: It cannot be opened.
        """
        self._inner.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        """Stop reading and close the inner source."""
        self._halt()
        self._inner.__exit__(*exc)

    def __iter__(self) -> Iterator[Frame]:
        """Yield every frame.

        Raises:
            SourceError: The inner source cannot be read; after the frames before it.
        """
        self._halt()
        self._stop.clear()
        waiting: queue.Queue[Frame | BaseException | None] = queue.Queue(self._depth)
        thread = threading.Thread(
            target=self._read, args=(waiting,), name="facecheck-decode", daemon=True
        )
        self._threads.append(thread)
        thread.start()
        while True:
            item = waiting.get()
            if item is None:
                return
            if isinstance(item, BaseException):
                raise item
            yield item

    def _read(self, waiting: queue.Queue[Frame | BaseException | None]) -> None:
        last: BaseException | None = None
        try:
            for frame in self._inner:
                if not self._put(waiting, frame):
                    return
        except BaseException as error:  # told to the reader's thread, which raises it
            last = error
        self._put(waiting, last)

    def _put(
        self, waiting: queue.Queue[Frame | BaseException | None], item: Frame | BaseException | None
    ) -> bool:
        while not self._stop.is_set():
            try:
                waiting.put(item, timeout=POLL_S)
            except queue.Full:
                continue
            return True
        return False

    def _halt(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
