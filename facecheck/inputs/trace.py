"""Observations to and from Parquet, so that a clip can be scored again without its video.

Version 1: one row a frame, in order of time. A face's arrays are null where there was no face;
``hands`` is null where the hand model did not run and empty where it saw none. Numbers are kept
as they are (float64 times, float32 arrays), so a trace scores as its clip does, bit for bit.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np

from facecheck.core.errors import OutputError, TraceError, one_line
from facecheck.core.frames import (
    BLENDSHAPES,
    FACE_POINTS,
    HAND_POINTS,
    Array,
    Face,
    Hand,
    Observation,
)
from facecheck.inputs.sets import RecordedSet, SetMarks, sets_of

SCHEMA = "facecheck.trace/1"
GROUP_ROWS = 512
"""Rows kept in memory before they are written, 3 MB of landmarks."""
MAX_GROUP_BYTES = 256 * 2**20
"""No group of ours comes near; a hostile file may claim more than the machine has."""
SUFFIX = ".parquet"

_ARRAYS = {"points": (FACE_POINTS, 3), "blendshapes": (BLENDSHAPES,), "matrix": (4, 4)}


class TraceWriter:
    """Writes observations as they come; the file appears whole or not at all.

    Args:
        path: The file to make. An older one is replaced at the end.
        name: The name of the clip or camera.

    Attributes:
        duration_s: Set it before closing; otherwise the last observation's time is kept.
        sets: Where the sets of a session lie; see ``begin_set``.
        warnings: Set them before closing: what the reader should know about the clip.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.path = Path(path)
        self.name = name
        self.duration_s: float | None = None
        self.warnings: tuple[str, ...] = ()
        self.sets = SetMarks()
        self._count = 0
        self._rows: list[Observation] = []
        self._last_s = 0.0
        self._partial: Path | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        """Open a file beside the one to make.

        Raises:
            OutputError: The folder cannot be written to.
        """
        import pyarrow.parquet as pq

        try:
            descriptor, partial = tempfile.mkstemp(
                dir=self.path.parent, prefix=f".{self.path.name}.", suffix=".part"
            )
            os.close(descriptor)
        except OSError as error:
            raise self._failed(error) from error
        self._partial = Path(partial)
        schema = _schema()
        leaves = [f"{name}.list.element" for name in _ARRAYS] + [
            f"hands.list.element.{leaf}" for leaf in ("score", "points.list.element")
        ]
        self._writer = pq.ParquetWriter(
            partial,
            schema,
            compression="zstd",
            # Floats of neighbouring frames share their high bytes: a third less than plain zstd.
            use_dictionary=False,
            column_encoding=dict.fromkeys(["time_s", "brightness", *leaves], "BYTE_STREAM_SPLIT"),
        )
        return self

    def begin_set(self, exercise: str, begun_s: float) -> None:
        """A set of a session begins with the next observation.

        Args:
            exercise: Its id.
            begun_s: When it begins, in the time of the observations.
        """
        self.sets.begin(exercise, self._count, begun_s)

    def write(self, observation: Observation) -> None:
        """Add one observation.

        Raises:
            OutputError: The disk is full or gone.
        """
        self._rows.append(observation)
        self._count += 1
        self.sets.row()
        self._last_s = observation.time_s
        if len(self._rows) >= GROUP_ROWS:
            self._flush()

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Finish the file and move it to its place; after an error, leave nothing behind.

        Raises:
            OutputError: The disk is full or gone.
        """
        if self._partial is None:
            return
        try:
            if kind is None:
                self._flush()
                duration_s = self._last_s if self.duration_s is None else self.duration_s
                about: dict[str, object] = {
                    "name": self.name,
                    "duration_s": duration_s,
                    "warnings": self.warnings,
                }
                if sets := self.sets.document():
                    about["sets"] = sets
                self._writer.add_key_value_metadata({"facecheck": json.dumps(about)})
            self._close()
            if kind is None:
                self._partial.replace(self.path)
        except OSError as error:
            raise self._failed(error) from error
        finally:
            self._partial.unlink(missing_ok=True)
            self._partial = None

    def _flush(self) -> None:
        if not self._rows:
            return
        try:
            self._writer.write_batch(_batch(self._rows))
        except OSError as error:
            raise self._failed(error) from error
        self._rows.clear()

    def _close(self) -> None:
        writer, self._writer = self._writer, None
        writer.close()

    def _failed(self, error: OSError) -> OutputError:
        reason = error.strerror or str(error).splitlines()[0]
        return OutputError(
            f"{self.path}: the trace cannot be written ({reason}); choose another place"
        )


class Trace:
    """A recorded trace, as a source of observations.

    Args:
        path: A file that ``TraceWriter`` made.

    Attributes:
        warnings: What was known about the clip when it was recorded.
        sets: The sets of the session that was recorded; none in the trace of a clip.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self.warnings: list[str] = []
        self.sets: tuple[RecordedSet, ...] = ()
        self._name = self.path.name
        self._duration_s: float | None = None
        self._file: Any = None

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
            raise TraceError(f"{self.path}: no such trace; check the path")
        try:
            self._file = pq.ParquetFile(str(self.path))
            metadata = self._file.schema_arrow.metadata or {}
            version = metadata.get(b"schema", b"").decode("utf-8", "replace")
            about = json.loads((self._file.metadata.metadata or {}).get(b"facecheck", b"{}"))
        except (pa.ArrowException, OSError, ValueError, RecursionError) as error:
            self.__exit__()
            raise self._damaged(error) from error
        try:
            self._check(version)
            self._name = one_line(str(about.get("name", ""))) or self.path.name
            duration_s = about.get("duration_s")
            if isinstance(duration_s, int | float) and np.isfinite(duration_s) and duration_s >= 0:
                self._duration_s = float(duration_s)
            self.warnings = [one_line(str(line)) for line in about.get("warnings", ())]
            self.sets = sets_of(about.get("sets", ()))
        except (AttributeError, TypeError, ValueError) as error:
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
        """Yield the observations in order of time, a group of rows in memory at once.

        Raises:
            TraceError: The file is damaged.
        """
        import pyarrow as pa

        if self._file is None:
            raise TraceError(f"{self.path}: not open; use it in a with statement")
        last_s = 0.0
        for group in range(self._file.num_row_groups):
            try:
                if self._file.metadata.row_group(group).total_byte_size > MAX_GROUP_BYTES:
                    raise self._damaged(ValueError("a group of rows is too large"))
                rows = _observations(self._file.read_row_group(group))
            except (
                pa.ArrowException,
                OSError,
                ValueError,
                KeyError,
                TypeError,
                OverflowError,
            ) as error:
                raise self._damaged(error) from error
            for row in rows:
                if row.time_s < last_s:
                    raise self._damaged(ValueError("time runs backwards"))
                last_s = row.time_s
                yield row

    def _check(self, version: str) -> None:
        if version != SCHEMA:
            if version.startswith("facecheck.trace/"):
                raise TraceError(
                    f"{self.path}: written as {version}, this version reads {SCHEMA}; "
                    "update facecheck, or record the trace again"
                )
            raise TraceError(f"{self.path}: not a facecheck trace; make one with score --trace")
        if not self._file.schema_arrow.equals(_schema(), check_metadata=False):
            raise self._damaged(TypeError("its columns are not those of a trace"))

    def _damaged(self, error: Exception) -> TraceError:
        reason = one_line((str(error).splitlines() or [""])[0]) or type(error).__name__
        return TraceError(
            f"{self.path}: the trace is damaged ({reason}); record it again with score --trace"
        )


def write_trace(
    path: Path,
    observations: Iterable[Observation],
    *,
    name: str,
    duration_s: float | None = None,
    warnings: Iterable[str] = (),
) -> None:
    """Write a whole trace.

    Raises:
        OutputError: The file cannot be written.
    """
    with TraceWriter(path, name) as writer:
        for observation in observations:
            writer.write(observation)
        writer.duration_s = duration_s
        writer.warnings = tuple(warnings)


def read_trace(path: Path) -> Iterator[Observation]:
    """Yield the observations of a trace.

    Raises:
        TraceError: It is missing, not a trace, damaged, or from a newer version.
    """
    with Trace(path) as trace:
        yield from trace


def _schema() -> Any:
    import pyarrow as pa

    single = pa.float32()
    hand = pa.struct(
        [
            pa.field("side", pa.string(), nullable=False),
            pa.field("score", pa.float64(), nullable=False),
            pa.field("points", pa.list_(single, HAND_POINTS * 3), nullable=False),
        ]
    )
    fields = [
        pa.field("time_s", pa.float64(), nullable=False),
        pa.field("width", pa.int32(), nullable=False),
        pa.field("height", pa.int32(), nullable=False),
        pa.field("brightness", pa.float64()),
        *(pa.field(n, pa.list_(single, int(np.prod(shape)))) for n, shape in _ARRAYS.items()),
        pa.field("hands", pa.list_(hand)),
    ]
    return pa.schema(fields, metadata={"schema": SCHEMA})


def _batch(rows: list[Observation]) -> Any:
    import pyarrow as pa

    schema = _schema()
    faces = [row.face for row in rows]
    columns: dict[str, Any] = {
        "time_s": pa.array([row.time_s for row in rows], pa.float64()),
        "width": pa.array([row.size[0] for row in rows], pa.int32()),
        "height": pa.array([row.size[1] for row in rows], pa.int32()),
        "brightness": pa.array([row.brightness for row in rows], pa.float64()),
    }
    missing = np.array([face is None for face in faces])
    for name, shape in _ARRAYS.items():
        flat = np.zeros((len(rows), int(np.prod(shape))), np.float32)
        for i, face in enumerate(faces):
            if face is not None:
                flat[i] = getattr(face, name).reshape(-1)
        columns[name] = pa.FixedSizeListArray.from_arrays(
            pa.array(flat.reshape(-1)), flat.shape[1], mask=pa.array(missing)
        )
    columns["hands"] = pa.array(
        [None if row.hands is None else [_hand(hand) for hand in row.hands] for row in rows],
        schema.field("hands").type,
    )
    return pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)


def _hand(hand: Hand) -> dict[str, Any]:
    return {"side": hand.side, "score": hand.score, "points": hand.points.reshape(-1)}


def _observations(table: Any) -> list[Observation]:
    table = table.combine_chunks()
    count = table.num_rows
    times = table["time_s"].to_numpy()
    if not (np.isfinite(times).all() and (times >= 0).all()):
        raise ValueError("a time is not a number")
    sizes = list(zip(table["width"].to_pylist(), table["height"].to_pylist(), strict=True))
    if any(width < 1 or height < 1 for width, height in sizes):
        raise ValueError("a picture without size")
    brightness = table["brightness"].to_pylist()
    if not all(light is None or 0 <= light <= 1 for light in brightness):
        raise ValueError("a brightness outside 0 to 1")
    present, arrays = _faces(table, count)
    hands = table["hands"].to_pylist()
    return [
        Observation(
            time_s=time_s,
            size=size,
            face=Face(**{name: values[i] for name, values in arrays.items()})
            if present[i]
            else None,
            hands=None if hands[i] is None else tuple(_to_hand(hand) for hand in hands[i]),
            brightness=brightness[i],
        )
        for i, (time_s, size) in enumerate(zip(times.tolist(), sizes, strict=True))
    ]


def _faces(table: Any, count: int) -> tuple[Any, dict[str, Array]]:
    """Which rows have a face, and ``(count, ...)`` arrays with zeros where there is none."""
    arrays: dict[str, Array] = {}
    present: Any = None
    for name, shape in _ARRAYS.items():
        column = table[name].combine_chunks()
        valid = np.asarray(column.is_valid())
        present = valid if present is None else present & valid
        width = int(np.prod(shape))
        values = np.zeros((count, width), np.float32)
        values[valid] = column.flatten().to_numpy(zero_copy_only=False).reshape(-1, width)
        if not np.isfinite(values).all():
            raise ValueError(f"{name} holds what is not a number")
        arrays[name] = values.reshape(count, *shape)
    return present, arrays


def _to_hand(stored: dict[str, Any]) -> Hand:
    points = np.array(stored["points"], np.float32).reshape(HAND_POINTS, 3)
    side = stored["side"]
    score = float(stored["score"])
    if side not in ("left", "right") or not (np.isfinite(points).all() and np.isfinite(score)):
        raise ValueError("a hand is not a hand")
    return Hand(points=points, side=side, score=score)
