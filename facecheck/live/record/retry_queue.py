"""A queue of database writes that are tried again after a failure."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from facecheck.core.errors import HistoryError


class RetryQueue:
    """Writes into the history in order.

    Attributes:
        problem: Why something could not be written the last time; None when all was.
    """

    def __init__(self) -> None:
        self.problem: str | None = None
        self._due: deque[Callable[[], None]] = deque()

    def add(self, write: Callable[[], None]) -> None:
        """Add a write, which waits for its turn."""
        self._due.append(write)

    def write(self) -> None:
        """Write what is due. Nothing is left out: what comes after a failure waits for it."""
        while self._due:
            try:
                self._due[0]()
            except HistoryError as problem:
                self.problem = problem.lines[0]
                return
            self._due.popleft()
        self.problem = None
