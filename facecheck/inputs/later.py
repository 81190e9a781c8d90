"""Work that is done once, by whoever first asks for what it gives."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """A value that is made when it is first asked for; another thread that asks meanwhile waits.

    Args:
        make: Makes the value. What it raises is raised to whoever asked, and it is made again for
            the next who asks.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make: Callable[[], T] | None = make
        self._made: list[T] = []
        self._at_work = Lock()

    def __call__(self) -> T:
        """The value."""
        with self._at_work:
            if self._make is not None:
                self._made.append(self._make())
                # What it was made of is not needed any more: a picture, as a rule.
                self._make = None
            return self._made[0]
