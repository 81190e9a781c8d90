"""Values from thread to thread: read ahead in order, the latest alone, or made on demand."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Self, TypeVar

T = TypeVar("T")

DEPTH = 3
"""Items that may wait between two stages: enough to even out frames that take longer."""


class Prefetch(Generic[T]):
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


class Latest(Generic[T]):
    """Hands the newest item from one thread to another.

    Attributes:
        dropped: Items that a newer one pushed out before they were taken.
    """

    def __init__(self) -> None:
        self.dropped = 0
        self._changed = threading.Condition()
        self._item: T | None = None
        self._closed = False
        self._error: BaseException | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing is here and nothing will come."""
        with self._changed:
            return self._closed and self._item is None and self._error is None

    def put(self, item: T) -> None:
        """Leave an item, pushing out the one before."""
        with self._changed:
            self.dropped += self._item is not None
            self._item = item
            self._changed.notify_all()

    def close(self, error: BaseException | None = None) -> None:
        """Say that nothing more comes; the reader meets the error after the last item."""
        with self._changed:
            self._closed = True
            self._error = error
            self._changed.notify_all()

    def take(self, timeout_s: float) -> T | None:
        """Take the item, waiting for one; None after the timeout or at the end.

        Raises:
            BaseException: What the writing thread failed with, once.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._item is not None or self._closed, timeout_s)
            item, self._item = self._item, None
            if item is None and self._error is not None:
                error, self._error = self._error, None
                raise error
            return item


class Deferred(Generic[T]):
    """A value that is made when it is first asked for; another thread that asks meanwhile waits.

    Args:
        make: Makes the value. What it raises is raised to whoever asked, and it is made again for
            the next who asks.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make: Callable[[], T] | None = make
        self._made: list[T] = []
        self._at_work = threading.Lock()

    def __call__(self) -> T:
        """The value."""
        with self._at_work:
            if self._make is not None:
                self._made.append(self._make())
                # What it was made of is not needed any more: a picture, as a rule.
                self._make = None
            return self._made[0]
