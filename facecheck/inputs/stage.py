"""Work on a thread of its own, a few items ahead of whoever takes them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Generic, Self, TypeVar

T = TypeVar("T")

DEPTH = 3
"""Items that may wait between two stages: enough to even out frames that take longer."""


class Stage(Generic[T]):
    """The same items in the same order, made on a thread while earlier ones are being used.

    Stages are chained by giving one to the next. They are closed in the opposite order: a stage
    that is closed ends the iteration of whoever reads it.

    Args:
        items: What to run through, on the thread; a generator or a ``map`` does its work there.
        name: The thread's name.
        depth: How many items may wait. Memory is bounded by it.
    """

    def __init__(self, items: Iterable[T], name: str, depth: int = DEPTH) -> None:
        self._items = items
        self._depth = depth
        self._changed = threading.Condition()
        self._waiting: deque[T] = deque()
        self._closed = self._finished = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        """Start the thread."""
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        """Stop after the item being made, and wait for it."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()
        self._thread.join()

    def __iter__(self) -> Iterator[T]:
        """Yield the items.

        Raises:
            BaseException: What making them failed with, after the items before it.
        """
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._finished or self._closed)
                if not self._waiting:
                    error, self._error = self._error, None
                    if error is not None and not self._closed:
                        raise error
                    return
                item = self._waiting.popleft()
                self._changed.notify_all()
            yield item

    def _run(self) -> None:
        try:
            for item in self._items:
                with self._changed:
                    self._changed.wait_for(lambda: len(self._waiting) < self._depth or self._closed)
                    if self._closed:
                        break
                    self._waiting.append(item)
                    self._changed.notify_all()
        except BaseException as error:  # told to the reader's thread, which raises it
            self._error = error
        finally:
            with self._changed:
                self._finished = True
                self._changed.notify_all()
