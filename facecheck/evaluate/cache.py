"""Landmark traces cached between runs: each clip is landmarked once and scored often."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from facecheck.core.errors import OutputError, SourceError
from facecheck.core.read_as import PLAIN, ReadAs

MAX_BYTES = 4 * 2**30
"""Beyond this the traces that were used least recently go: 4 GB hold some eight hours of film."""

Record = Callable[[Path], object]
"""Makes the trace under the name it is given, whole or not at all, as ``TraceWriter`` does."""


class TraceCache:
    """A folder of traces, named after everything that went into them.

    Args:
        folder: Where the traces lie; made when needed.
        made_with: Whatever else decides what a trace holds: models, their versions, the code.
        max_bytes: How large the folder may grow.
    """

    def __init__(self, folder: Path, made_with: Iterable[str], max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._made_with = tuple(made_with)
        self._max_bytes = max_bytes

    def path(self, clip: Path, *, hands: bool, read_as: ReadAs = PLAIN) -> Path:
        """The name of a clip's trace. The clip's content counts, its own name does not.

        Raises:
            SourceError: The clip cannot be read.
        """
        digest = hashlib.sha256()
        for part in [clip] if not clip.is_dir() else sorted(clip.iterdir()):
            if part != clip:
                # Images stand in the order of their names, which may carry their times.
                digest.update(part.name.encode("utf-8", "surrogateescape") + b"\0")
            digest.update(_content(part, clip))
        if read_as != PLAIN:
            times = b"" if read_as.times is None else _content(_file(read_as.times), clip)
            said = replace(read_as, times=None)
            digest.update(repr(said).encode() + times)
        # The suffix chooses the reader: the same bytes under another one are read another way.
        for text in (clip.suffix.lower(), f"hands={hands}", *self._made_with):
            digest.update(b"\0" + text.encode())
        return self._folder / f"{digest.hexdigest()}.parquet"

    @contextmanager
    def trace(
        self, clip: Path, record: Record, *, hands: bool, read_as: ReadAs = PLAIN
    ) -> Iterator[Path]:
        """Give a clip's trace, recording it first where there is none.

        Traces appear whole or not at all, so two processes may ask for the same one at once: both
        record it, and the second takes the place of the first, which is the same.

        Raises:
            SourceError: The clip cannot be read.
            OutputError: The folder cannot be written to.
        """
        path = self.path(clip, hands=hands, read_as=read_as)
        if path.is_file():
            # The time of the last use, by which the folder is kept small.
            os.utime(path)
        else:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                record(path)
            except (OSError, OutputError) as error:
                raise OutputError(
                    "{folder}: no traces can be kept here; mend that, or add --no-cache ({error})",
                    folder=self._folder,
                    error=error,
                ) from error
            self._shrink(keep=path)
        yield path

    def _shrink(self, keep: Path) -> None:
        """Forget the oldest traces. Another process may be doing the same."""
        traces = []
        for path in self._folder.glob("*.parquet"):
            try:
                stat = path.stat()
            except OSError:
                continue
            traces.append((stat.st_mtime_ns, stat.st_size, path))
        size = sum(bytes_ for _, bytes_, _ in traces)
        for _, bytes_, path in sorted(traces):
            if size <= self._max_bytes:
                return
            if path != keep:
                path.unlink(missing_ok=True)
                size -= bytes_


def _content(path: Path, clip: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except IsADirectoryError:
        return b""
    except OSError as error:
        raise SourceError(
            "{clip}: cannot be read ({strerror}); check the file",
            clip=clip,
            strerror=error.strerror,
        ) from error


def _file(times: Path) -> Path:
    """The file of times, without the name of a stream in it."""
    return times.with_name(times.name.split("#", 1)[0])


@contextmanager
def recorded_once(record: Record) -> Iterator[Path]:
    """A trace for a single use, forgotten afterwards."""
    with TemporaryDirectory(prefix="facecheck-") as folder:
        path = Path(folder) / "trace.parquet"
        record(path)
        yield path
