"""Opening a camera and loading models side by side, while the window already shows something."""

from __future__ import annotations

import sys
import threading
from contextlib import AbstractContextManager, ExitStack
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class ConcurrentStart(Generic[T]):
    """Enters a context manager on a thread; leaves it when this is left.

    Args:
        resource: What to open.
        in_this_thread: Open it on this thread, at once.
    """

    def __init__(
        self, resource: AbstractContextManager[T], *, in_this_thread: bool = False
    ) -> None:
        self._resource = resource
        self._in_this_thread = in_this_thread
        self._stack = ExitStack()
        self._value: T | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._open, name="facecheck-opening", daemon=True)

    def __enter__(self) -> Self:
        """Begin to open."""
        if self._in_this_thread:
            self._open()
        else:
            self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        """Close what was opened."""
        if not self._in_this_thread:
            self._thread.join()
        self._stack.close()

    @property
    def ready(self) -> bool:
        """Whether it is open, or failed to."""
        return self._in_this_thread or not self._thread.is_alive()

    def get(self) -> T:
        """What was opened; call it when ready.

        Raises:
            BaseException: What opening it failed with.
        """
        if self._error is not None:
            raise self._error
        if self._value is None:
            raise RuntimeError("not ready")
        return self._value

    def _open(self) -> None:
        try:
            self._value = self._stack.enter_context(self._resource)
        except BaseException as error:  # raised again by get
            self._error = error


def camera_opens_here(platform: str = sys.platform) -> bool:
    """Whether a camera must be opened on the main thread: macOS asks for permission there."""
    return platform == "darwin"
