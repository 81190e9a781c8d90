"""A history file that several threads and processes read and write."""

from __future__ import annotations

import sqlite3
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from facecheck.core.errors import HistoryError
from facecheck.store.history.file import connect, damaged, explained, history_path, transaction

UNREADABLE = (ValueError, TypeError, LookupError, OverflowError, RecursionError)


class Access:
    """The file, while it is open.

    Several processes may use one file; within a process, several threads one ``Access``.

    Args:
        path: The file; None for the user's own. It is made where there is none.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path if path is not None else history_path()
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        """Open the file.

        Raises:
            HistoryError: It cannot be opened, is something else, or comes from a newer facecheck.
        """
        self._connection = connect(self.path)
        return self

    def __exit__(self, *exc: object) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            connection = self._opened()
            with transaction(connection, self.path):
                try:
                    yield connection
                except (OverflowError, struct.error) as error:
                    raise HistoryError(
                        "{path}: a time or number is too large to be kept; nothing was added",
                        path=self.path,
                    ) from error

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            connection = self._opened()
            with explained(self.path):
                # One transaction: what another process writes meanwhile is in all of it or none.
                connection.execute("BEGIN")
                try:
                    yield connection
                except UNREADABLE as error:
                    # SQLite finds damage in its pages, none in a text that is no day any more.
                    raise damaged(self.path) from error
                finally:
                    connection.execute("COMMIT")

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            raise HistoryError("{path}: is not open", path=self.path)
        return self._connection
