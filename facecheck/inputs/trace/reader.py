"""Reads a trace as observations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np

from facecheck.core.errors import TraceError
from facecheck.core.frames import EVERYTHING, Details, Group, Observation
from facecheck.core.messages import from_plain, read
from facecheck.core.player_clock import PlayerClock
from facecheck.core.text import one_line
from facecheck.inputs.threads import Prefetch
from facecheck.inputs.trace.columns import Columns, read_columns
from facecheck.inputs.trace.layout import FIRST_LAYOUT, SCHEMA, Layout, layout_of, needed
from facecheck.inputs.trace.row_groups import group_of
from facecheck.inputs.trace.schema import LATER, arrow_schema, every_column, measured_columns
from facecheck.inputs.trace.session_sets import RecordedSet, sets_of

MAX_GROUP_BYTES = 256 * 2**20
"""No group of ours comes near; a hostile file may claim more than the machine has."""


class Trace:
    """A recorded trace, as a source of observations.

    Args:
        path: A file that ``TraceWriter`` made.

    Attributes:
        warnings: What was known about the clip when it was recorded.
        player: Where a player of that clip stands at the trace's times.
        models: What ran the models that saw it, with its version; None where it does not say.
        sets: The sets of the session that was recorded; none in the trace of a clip.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self.warnings: list[str] = []
        self.player = PlayerClock()
        self.models: str | None = None
        self.sets: tuple[RecordedSet, ...] = ()
        self._name = self.path.name
        self._duration_s: float | None = None
        self._file: Any = None
        self._layout: Layout = FIRST_LAYOUT

    @property
    def name(self) -> str:
        """The name of the clip that was recorded."""
        return self._name

    @property
    def duration_s(self) -> float | None:
        """The duration of the clip that was recorded; None before the trace is open."""
        return self._duration_s

    def __enter__(self) -> Self:
        """Open and check the file.

        Raises:
            TraceError: It is missing, not a trace, damaged, or from a newer version.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        if not self.path.is_file():
            raise TraceError("{path}: no such trace; check the path", path=self.path)
        try:
            self._file = pq.ParquetFile(str(self.path))
            metadata = self._file.schema_arrow.metadata or {}
            about = json.loads((self._file.metadata.metadata or {}).get(b"facecheck", b"{}"))
        except (pa.ArrowException, OSError, ValueError, RecursionError) as error:
            self.__exit__()
            raise self._damaged(error) from error
        try:
            self._check(metadata)
            self._name = one_line(str(about.get("name", ""))) or self.path.name
            duration_s = about.get("duration_s")
            if isinstance(duration_s, int | float) and np.isfinite(duration_s) and duration_s >= 0:
                self._duration_s = float(duration_s)
            self.warnings = _warnings(about)
            self.player = _player(about.get("player", {}))
            self.models = one_line(str(about.get("models", ""))) or None
            self.sets = sets_of(about.get("sets", ()))
        except (AttributeError, TypeError, ValueError, RecursionError) as error:
            self.__exit__()
            raise self._damaged(error) from error
        except TraceError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __iter__(self) -> Iterator[Observation]:
        """Yield the observations in order of time.

        Raises:
            TraceError: The file is damaged.
        """
        for group in self.groups():
            yield from group.observations

    def groups(self, *, whole: bool = True, details: Details = EVERYTHING) -> Iterator[Group]:
        """Yield the observations in order of time, a few hundred with their faces as columns.

        The file is read ahead on a thread; three groups are in memory at once.

        Args:
            whole: Whether anybody will ask for a group's observations. Without, only what measures
                are read off is read, in a quarter of the time, and asking is a ``RuntimeError``.
            details: What is read of a face besides its landmarks, where nobody will ask.

        Raises:
            TraceError: The file is damaged.
        """
        if self._file is None:
            raise TraceError("{path}: not open; use it in a with statement", path=self.path)
        wanted = None if whole else details
        with Prefetch(self._columns(self._file, wanted), "facecheck-trace", depth=1) as columns:
            for rows in columns:
                yield group_of(rows)

    def _columns(self, file: Any, details: Details | None) -> Iterator[Columns]:
        """All of each group, or with ``details`` what measures are read off."""
        import pyarrow as pa

        there = file.schema_arrow.names
        if details is None:
            parts = self._layout
            names = every_column(parts, there)
        else:
            parts = needed(self._layout)
            names = measured_columns(parts, there, details)
        last_s = 0.0
        for group in range(file.num_row_groups):
            try:
                if file.metadata.row_group(group).total_byte_size > MAX_GROUP_BYTES:
                    raise self._damaged(ValueError("a group of rows is too large"))
                # One thread: a group has one large column, and dividing the work costs more.
                table = file.read_row_group(group, columns=names, use_threads=False)
                columns = read_columns(table, parts, whole=details is None)
            except (
                pa.ArrowException,
                OSError,
                ValueError,
                KeyError,
                TypeError,
                OverflowError,
            ) as error:
                raise self._damaged(error) from error
            if (np.diff(columns.times_s, prepend=last_s) < 0).any():
                raise self._damaged(ValueError("time runs backwards"))
            if len(columns.times_s):
                last_s = float(columns.times_s[-1])
            yield columns

    def _check(self, metadata: Mapping[bytes, bytes]) -> None:
        layout = layout_of(metadata)
        if layout is None:
            version = metadata.get(b"schema", b"").decode("utf-8", "replace")
            if version.startswith("facecheck.trace/"):
                raise TraceError(
                    "{path}: written as {version}, this version reads up to {schema}; update "
                    "facecheck, or record the trace again",
                    path=self.path,
                    version=version,
                    schema=SCHEMA,
                )
            raise TraceError(
                "{path}: not a facecheck trace; make one with score --trace", path=self.path
            )
        there = self._file.schema_arrow
        for field in arrow_schema(layout):
            # Who joins traces adds columns of their own, and older traces have not all of these.
            if field.name in LATER and field.name not in there.names:
                continue
            places = there.get_all_field_indices(field.name)
            if len(places) != 1 or not there.field(places[0]).equals(field):
                raise self._damaged(TypeError("its columns are not those of a trace"))
        self._layout = layout

    def _damaged(self, error: Exception) -> TraceError:
        reason = one_line((str(error).splitlines() or [""])[0]) or type(error).__name__
        return TraceError(
            "{path}: the trace is damaged ({reason}); record it again with score --trace",
            path=self.path,
            reason=reason,
        )


def _player(about: Mapping[str, Any]) -> PlayerClock:
    starts_s = float(about.get("starts_s", 0.0))
    times, shown = (tuple(map(float, about.get(name, ()))) for name in ("times_s", "shown_s"))
    if not np.isfinite([starts_s, *times, *shown]).all():
        raise ValueError("a player's clock without numbers")
    if len(times) != len(shown) or (np.diff(times) < 0).any() or starts_s < 0:
        raise ValueError("a player's clock that cannot be")
    return PlayerClock(starts_s, times, shown)


def read_trace(path: Path) -> Iterator[Observation]:
    """Yield the observations of a trace.

    Raises:
        TraceError: It is missing, not a trace, damaged, or from a newer version.
    """
    with Trace(path) as trace:
        yield from trace


def _warnings(about: Mapping[str, Any]) -> list[str]:
    """The warnings of a trace: messages where it has their codes, else taken from its English."""
    lines = [one_line(str(line)) for line in about.get("warnings", ())]
    told = about.get("messages", ())
    if not isinstance(told, list) or len(told) != len(lines):
        return [read(line) for line in lines]
    return [_message(plain, line) for plain, line in zip(told, lines, strict=True)]


def _message(plain: Any, line: str) -> str:
    try:
        message = from_plain(plain)
    except ValueError:
        return read(line)
    return message if message == line else line
