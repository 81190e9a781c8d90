"""Finds, opens and migrates the history file, and puts its errors into words."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from facecheck.core.errors import HistoryError
from facecheck.core.messages import Message
from facecheck.store.history.schema import MIGRATIONS, statements

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
APPLICATION = 0x66636B31
"""Marks the file as facecheck's, in SQLite's header: "fck1"."""

SCARCE = 2**17
"""Bytes free on a disk that is as good as full: a write takes some pages, and its log as many."""

WAIT_MS = 5000
"""How long another process may keep the file to itself before that is a problem."""


def history_path() -> Path:
    """Where the user's history is kept."""
    from platformdirs import user_data_path

    return user_data_path("facecheck", appauthor=False) / "history.sqlite3"


def connect(path: Path, migrations: Sequence[str] = MIGRATIONS) -> sqlite3.Connection:
    """Open the history, make it where there is none, bring an older one up to date.

    Args:
        path: The file.
        migrations: Of which the last makes today's version.

    Raises:
        HistoryError: It cannot be opened, is something else, or comes from a newer facecheck.
    """
    _prepare(path)
    with explained(path):
        connection = sqlite3.connect(
            path, timeout=WAIT_MS / 1000, isolation_level=None, check_same_thread=False
        )
    try:
        with explained(path):
            _check(connection, path, len(migrations))
            connection.execute("PRAGMA journal_mode = WAL")
            # A repetition is on the disk, not only with the system, when its commit returns.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            # What is forgotten must not be found in the file by who looks.
            connection.execute("PRAGMA secure_delete = ON")
            connection.row_factory = sqlite3.Row
            _migrate(connection, path, migrations)
            _make_private(path)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Everything in the block, or nothing of it; on the disk when the block is left.

    Raises:
        HistoryError: It cannot be written.
    """
    with explained(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # A full disk may have rolled back already.
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into one line with a remedy.

    Raises:
        HistoryError: In place of any of theirs.
    """
    try:
        yield
    except UnicodeError as error:
        raise damaged(path) from error
    except (sqlite3.Error, OSError) as error:
        raise HistoryError("{path}: {remedy}", path=path, remedy=_remedy(path, error)) from error


def damaged(path: Path) -> HistoryError:
    """The error of a file that holds what no history holds."""
    return HistoryError("{path}: {damage}", path=path, damage=_damage(path))


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables, 0 of an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def backup_path(path: Path, version: int) -> Path:
    """Where a copy of the file is put before it is brought up from a version."""
    return path.with_name(f"{path.name}.v{version}.backup")


def backups(path: Path) -> list[Path]:
    """The copies that were made before the file was brought up to date, oldest first."""
    return sorted(path.parent.glob(f"{path.name}.v*.backup"))


def _prepare(path: Path) -> None:
    with explained(path):
        made = not path.parent.exists()
        path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        if made:
            path.parent.chmod(PRIVATE_FOLDER)
        if not path.exists():
            # Made before SQLite does, so that it is private from its first byte.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))


def _make_private(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file = path.with_name(path.name + suffix)
        # Another process may just have removed its log; a file of another owner stays as it is.
        with suppress(OSError):
            if stat.S_IMODE(file.stat().st_mode) & 0o077:
                file.chmod(PRIVATE_FILE)


def _check(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    version = version_of(connection)
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if mark != APPLICATION and not empty:
        raise HistoryError("{path}: is not a history of facecheck; move it away", path=path)
    if version > newest:
        raise HistoryError(
            "{path}: comes from a newer facecheck (version {version}, this one knows {newest}); "
            "update facecheck",
            path=path,
            version=version,
            newest=newest,
        )


def _migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    if version_of(connection) == len(migrations):
        return
    connection.execute("PRAGMA foreign_keys = OFF")
    with transaction(connection, path):
        # Only now it is certain that no other process does the same.
        version = version_of(connection)
        if version and version < len(migrations):
            _back_up(path, version)
        for script in migrations[version:]:
            for statement in statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise HistoryError(
                "{path}: could not be brought up to date; nothing was changed", path=path
            )
    connection.execute("PRAGMA foreign_keys = ON")


def _back_up(path: Path, version: int) -> None:
    """Copy the file as it is; a connection of its own sees what is committed, and that alone."""
    target = backup_path(path, version)
    temporary = target.with_name(target.name + ".partial")
    temporary.unlink(missing_ok=True)
    os.close(os.open(temporary, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
    source = sqlite3.connect(path)
    copy = sqlite3.connect(temporary)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    temporary.replace(target)


def _free(path: Path) -> int:
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return SCARCE


def _damage(path: Path) -> str:
    copies = backups(path)
    told = "is damaged or not a history; move it away and a new one is made"
    if not copies:
        return told
    return Message("{told}; {copy} beside it is an older copy", told=told, copy=copies[-1].name)


def _remedy(path: Path, error: sqlite3.Error | OSError) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    words = str(error).lower()
    full = name.startswith("SQLITE_FULL") or "full" in words or "no space" in words
    # SQLite's own index of its log has no error of its own for a full disk.
    if full or (name.startswith("SQLITE_IOERR") and _free(path) < SCARCE):
        return "the disk is full; make room: what was kept before is safe"
    refused = isinstance(error, OSError) and error.errno in (errno.EROFS, errno.EACCES, errno.EPERM)
    if refused or name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return (
            "cannot be written to; check its permissions (a session without it: live --no-history)"
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "is kept busy by another program; close it and try again"
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return _damage(path)
    if name.startswith("SQLITE_CANTOPEN"):
        return "cannot be opened; check the folder and its permissions"
    if isinstance(error, OSError):
        return Message(
            "cannot be used ({problem}); check the folder", problem=error.strerror or error
        )
    return Message("cannot be used ({problem}); check the file", problem=error)
