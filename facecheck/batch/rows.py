"""Collects outcomes as they come, and writes the table at the end or on Ctrl-C.

Rows are kept in a journal beside the table, a line each, on the disk as soon as the clip is done.
Whatever ends the run, the journal holds what was done, and ``--resume`` continues from it. It goes
when every clip was scored; where some failed it stays, so that those alone are tried again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Self
from zlib import crc32

from facecheck import __version__
from facecheck.batch.job import Job, Outcome
from facecheck.batch.table_rows import RowsOf, Scored, write_scores
from facecheck.core.errors import OutputError
from facecheck.core.text import printable
from facecheck.outputs.files import explained

SCHEMA = "facecheck.batch/1"
FAILURE = "facecheck.failure/1"
WHOLE = {"schema": SCHEMA, "whole": True}
"""The journal's last line where every clip had its turn: nothing is lost by beginning again."""


class Rows:
    """The rows of a run.

    Args:
        path: The table: JSON Lines, CSV, Parquet or a workbook by its suffix.
        jobs: All of them, in order.
        resume: Go on with what an earlier run left.
        rows_of: What a row of the table is.

    Attributes:
        done: How many rows there are.
    """

    def __init__(
        self,
        path: Path,
        jobs: Sequence[Job],
        *,
        resume: bool = False,
        rows_of: RowsOf = "clips",
    ) -> None:
        self.path = path
        self._rows_of = rows_of
        self.journal = path.with_name(path.name + ".part")
        self._jobs = jobs
        self._resume = resume
        self._offsets: dict[_Key, int] = {}
        self._failed: set[_Key] = set()
        self._file: IO[bytes] | None = None

    @property
    def done(self) -> int:
        """How many rows there are."""
        return len(self._offsets)

    def __enter__(self) -> Self:
        """Open the journal.

        Raises:
            OutputError: It cannot be written; or there is one of an earlier run, and nobody said to
                go on with it; or it was made with other settings.
        """
        again = not self._resume and self._is_whole()
        if self.journal.exists() and not self._resume and not again:
            raise OutputError(
                "{journal}: a run that was stopped left its rows here; go on with --resume, or "
                "delete it",
                journal=self.journal,
            )
        with explained(self.journal):
            self._file = self.journal.open("w+b" if again else "a+b")
        header = {"schema": SCHEMA, "settings": _settings(self._jobs)}
        try:
            if not self._read(header):
                self._write(header)
        except OutputError:
            self._file.close()
            self._file = None
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Write the table of what is there; the journal goes when every clip was scored.

        Raises:
            OutputError: The table cannot be written; the journal stays.
        """
        if self._file is None:
            return
        whole = kind is None and not self.left()
        try:
            if kind is None or issubclass(kind, KeyboardInterrupt | GeneratorExit):
                write_scores(self.path, self._sorted(), self._rows_of)
            if whole and self._failed:
                self._write(WHOLE)
        finally:
            self._file.close()
            self._file = None
        if whole and not self._failed:
            self.journal.unlink(missing_ok=True)

    def left(self) -> list[Job]:
        """The jobs that have no row yet."""
        return [job for job in self._jobs if _key(job) not in self._offsets]

    def add(self, outcome: Outcome) -> None:
        """Keep a row; it is on the disk when this returns.

        Raises:
            OutputError: The disk is full or gone.
        """
        clip = str(outcome.job.clip)
        if outcome.result is not None:
            row: dict[str, Any] = outcome.result.to_dict(__version__)
        else:
            row = {
                "schema": FAILURE,
                "facecheck": __version__,
                "clip": Path(clip).name,
                "exercise": outcome.job.exercise.id,
                "error": outcome.error,
            }
            self._failed.add(_key(outcome.job))
        self._offsets[_key(outcome.job)] = self._write({"path": clip, "row": row})

    def _write(self, line: dict[str, Any]) -> int:
        if self._file is None:
            raise OutputError("{journal}: not open", journal=self.journal)
        with explained(self.journal):
            offset = self._file.seek(0, 2)
            self._file.write(_line(line))
            self._file.flush()
        return offset

    def _read(self, header: dict[str, Any]) -> bool:
        """Note where earlier rows are; failures are tried again. Whether there was a header."""
        if self._file is None:
            return False
        self._file.seek(0)
        offset = 0
        for line in self._file:
            entry = _entry(line)
            if entry is None and (offset > 0 or _line(header).startswith(line)):
                # A run that was killed leaves its last line torn: that clip is done again. One that
                # came to its end leaves `WHOLE`, and continues now.
                self._file.truncate(offset)
                break
            if offset == 0 and entry != header:
                raise OutputError(
                    "{journal}: made with other settings or another version of facecheck; delete "
                    "it to restart",
                    journal=self.journal,
                )
            if entry is not None and offset > 0 and entry["row"]["schema"] != FAILURE:
                self._offsets[entry["path"], entry["row"].get("exercise", "")] = offset
            offset += len(line)
        return offset > 0

    def _is_whole(self) -> bool:
        """Whether the journal is there, and every clip had its turn."""
        try:
            with self.journal.open("rb") as file:
                file.seek(0, 2)
                file.seek(-min(len(_line(WHOLE)), file.tell()), 2)
                return file.read() == _line(WHOLE)
        except OSError:
            return False

    def _sorted(self) -> Iterator[Scored]:
        """What came of each clip, in the order of the jobs."""
        if self._file is None:
            return
        for key, job in {_key(job): job for job in self._jobs}.items():
            if key in self._offsets:
                self._file.seek(self._offsets[key])
                entry = _entry(self._file.readline())
                if entry is not None:
                    yield Scored(printable(str(job.clip)), entry["row"], job.person, job.filmed_on)


_Key = tuple[str, str]
"""A clip as it was named, and the exercise: one may be scored for several."""


def _key(job: Job) -> _Key:
    return str(job.clip), job.exercise.id


def _line(entry: dict[str, Any]) -> bytes:
    """A line of the journal: a checksum, for a disk may damage what was written whole, and JSON."""
    text = json.dumps(entry, ensure_ascii=False, allow_nan=False).encode()
    return b"%08x %b\n" % (crc32(text), text)


def _entry(line: bytes) -> dict[str, Any] | None:
    """The header or row of a line of the journal; None where it is not what was written."""
    checksum, _, text = line.partition(b" ")
    if not text.endswith(b"\n") or checksum != b"%08x" % crc32(text[:-1]):
        return None
    entry = json.loads(text)
    return entry if "settings" in entry or "row" in entry else None


def _settings(jobs: Sequence[Job]) -> str:
    """What besides the clip decides about a row."""
    if not jobs:
        return ""
    # Of a list of clips each may have an exercise and a person of its own.
    parts = {
        repr(
            (
                job.exercise.model_dump_json(),
                job.targets,
                job.affected,
                job.profile,
                __version__,
            )
        )
        for job in jobs
    }
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()
