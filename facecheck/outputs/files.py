"""Writes files atomically: a reader finds the old one or the whole new one."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType

from facecheck.core.errors import OutputError
from facecheck.core.messages import Message

PRIVATE = 0o600


@contextmanager
def atomically(path: Path) -> Iterator[Path]:
    """Give a temporary file beside the target; it takes the target's place when all went well.

    Args:
        path: Where the result shall be. Something that is no regular file, such as
            ``/dev/stdout``, cannot be replaced and is written to directly.

    Raises:
        OutputError: The folder is missing, writing is not allowed, or the disk is full.
    """
    target = Path(os.path.realpath(path))
    if is_special(target):
        with explained(path):
            yield target
        return
    temporary = _beside(target)
    try:
        with explained(path):
            _begin(target, temporary)
            yield temporary
            temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


class CompletedOnExit:
    """A file of several parts, that is completed when the block ends well, else removed.

    Entering puts what was opened into `_stack`.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Complete the file, or remove it when the block ended with an error.

        Raises:
            OutputError: It cannot be completed.
        """
        self._stack.__exit__(kind, error, trace)


def check_writable(path: Path) -> None:
    """Find out before the work what would else be found after it.

    Raises:
        OutputError: The folder is missing, writing is not allowed, or the disk is full.
    """
    target = Path(os.path.realpath(path))
    if not is_special(target):
        with explained(path):
            _begin(target, _beside(target))
            _beside(target).unlink()


def write_text_atomically(path: Path, text: str) -> None:
    """Write a text file in UTF-8, whole or not at all.

    Raises:
        OutputError: The folder is missing, writing is not allowed, or the disk is full.
    """
    with atomically(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def make_private(path: Path) -> None:
    """Let its owner alone read a file; a device or a pipe keeps its mode.

    Raises:
        OSError: The system refuses.
    """
    if path.is_file():
        path.chmod(PRIVATE)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system says about a file into one line with a remedy.

    Raises:
        OutputError: In place of any ``OSError``.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(
            "cannot write {path}: {remedy}", path=path, remedy=_remedy(path, error)
        ) from error


def is_special(target: Path) -> bool:
    """Whether it is a pipe or a device, which cannot be replaced."""
    try:
        kind = target.stat().st_mode
    except OSError:
        return False  # writing to it says what is wrong
    return not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.partial")


def _begin(target: Path, temporary: Path) -> None:
    """Open what will be written; a folder refuses that in the system's own words."""
    with (target if target.is_dir() else temporary).open("wb"):
        pass


def _remedy(path: Path, error: OSError) -> str:
    folder = path.parent
    if folder.exists() and not folder.is_dir():
        return Message("{folder} is a file, not a folder; choose another place", folder=folder)
    if not folder.is_dir():
        return Message(
            "there is no folder {folder}; make it, or choose another place", folder=folder
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT):
        return Message("no permission to write in {folder}; choose another place", folder=folder)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; make room, or choose another place"
    if error.errno == errno.EISDIR:
        return "that is a folder; give the name of a file"
    if error.errno == errno.EEXIST:
        return "that is a file; give the name of a folder"
    if error.errno == errno.ENAMETOOLONG:
        return "the name is too long; choose a shorter one"
    return Message("{strerror}; choose another place", strerror=error.strerror or error)
