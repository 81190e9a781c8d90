"""One place for one thing: the newest wins, what it pushes out is counted."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Newest(Generic[T]):
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
