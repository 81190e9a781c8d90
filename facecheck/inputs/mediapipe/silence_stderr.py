"""Silences the notices that MediaPipe's C++ code writes to standard error while it loads."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.RLock()
_depth = 0
_saved = -1


@contextmanager
def silenced_stderr() -> Iterator[None]:
    """Send file descriptor 2 nowhere meanwhile. No environment variable does it: tried.

    Python's own exceptions are not touched; they are raised, not printed. Nested and concurrent
    uses share one redirection, undone by the last.
    """
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _depth, _saved
    with _lock:
        _depth += 1
        if _depth > 1:
            return
        try:
            if sys.stderr is not None:
                sys.stderr.flush()
            saved = os.dup(2)
        except (OSError, ValueError):
            return  # a program without standard error has nothing to keep silenced_stderr
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        _saved = saved


def _leave() -> None:
    global _depth, _saved
    with _lock:
        _depth -= 1
        if _depth or _saved < 0:
            return
        os.dup2(_saved, 2)
        os.close(_saved)
        _saved = -1
