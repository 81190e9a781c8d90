"""Writes observations to a trace."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import numpy as np

from facecheck.core.errors import OutputError
from facecheck.core.frames import FACE_POINTS, LIDS, Array, Face, Hand, Observation
from facecheck.core.messages import to_plain
from facecheck.core.player_clock import PlayerClock
from facecheck.inputs.trace.schema import (
    ARRAYS,
    FLOATS,
    LAYOUT,
    LIDS_COLUMN,
    OBSTACLES,
    arrow_schema,
)
from facecheck.inputs.trace.session_sets import SetMarks

GROUP_ROWS = 512
"""Rows kept in memory before they are written, 3 MB of landmarks."""


class TraceWriter:
    """Writes observations as they come; the file appears whole or not at all.

    Args:
        path: The file to make. An older one is replaced at the end.
        name: The name of the clip or camera.

    Attributes:
        duration_s: Set it before closing; otherwise the last observation's time is kept.
        sets: Where the sets of a session lie; see ``begin_set``.
        warnings: Set them before closing: what the reader should know about the clip.
        player: Set it before closing: where a player of the clip stands at the trace's times.
        models: Set it before closing: what ran the models, with its version.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.path = Path(path)
        self.name = name
        self.duration_s: float | None = None
        self.warnings: tuple[str, ...] = ()
        self.player = PlayerClock()
        self.models: str | None = None
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
        schema = arrow_schema()
        self._writer = pq.ParquetWriter(
            partial,
            schema,
            compression="zstd",
            # Floats of neighbouring frames share their high bytes: a third less than plain zstd.
            use_dictionary=False,
            column_encoding=dict.fromkeys(FLOATS, "BYTE_STREAM_SPLIT"),
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
        """Add one observation, with everything that is looked at in a face.

        Raises:
            OutputError: The disk is full or gone.
            RuntimeError: The face was looked at without its blendshapes.
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
                    "messages": [to_plain(warning) for warning in self.warnings],
                }
                if self.player != PlayerClock():
                    about["player"] = asdict(self.player)
                if self.models is not None:
                    about["models"] = self.models
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
            self._writer.write_batch(_batch(self._rows, self.name))
        except OSError as error:
            raise self._failed(error) from error
        self._rows.clear()

    def _close(self) -> None:
        writer, self._writer = self._writer, None
        writer.close()

    def _failed(self, error: OSError) -> OutputError:
        reason = error.strerror or str(error).splitlines()[0]
        return OutputError(
            "{path}: the trace cannot be written ({reason}); choose another place",
            path=self.path,
            reason=reason,
        )


def write_trace(
    path: Path,
    observations: Iterable[Observation],
    *,
    name: str,
    duration_s: float | None = None,
    warnings: Iterable[str] = (),
    player: PlayerClock | None = None,
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
        writer.player = player or PlayerClock()


def _batch(rows: list[Observation], name: str) -> Any:
    import pyarrow as pa

    schema = arrow_schema()
    faces = [row.face for row in rows]
    columns: dict[str, Any] = {
        "clip": pa.array([name] * len(rows), pa.string()),
        "time_s": pa.array([row.time_s for row in rows], pa.float64()),
        "width": pa.array([row.size[0] for row in rows], pa.int32()),
        "height": pa.array([row.size[1] for row in rows], pa.int32()),
        "brightness": pa.array([row.brightness for row in rows], pa.float64()),
    }
    missing = pa.array([face is None for face in faces])
    # A trace is scored for any exercise: one without blendshapes would be no trace.
    arrays = {
        name: _stacked(faces, "known_blendshapes" if name == "blendshapes" else name, shape)
        for name, shape in ARRAYS.items()
    }
    points = _stacked(faces, "points", (FACE_POINTS, 3))
    arrays |= {part.name: points[:, part.landmarks] for part in LAYOUT}
    for name, array in arrays.items():
        columns[name] = pa.FixedSizeListArray.from_arrays(
            pa.array(array.reshape(-1)), array[0].size, mask=missing
        )
    looked = pa.array([face is None or face.lids is None for face in faces])
    lids = _stacked(faces, LIDS_COLUMN, (LIDS,))
    columns[LIDS_COLUMN] = pa.FixedSizeListArray.from_arrays(
        pa.array(lids.reshape(-1)), LIDS, mask=looked
    )
    columns["hands"] = pa.array(
        [None if row.hands is None else [_hand(hand) for hand in row.hands] for row in rows],
        schema.field("hands").type,
    )
    columns[OBSTACLES] = pa.array(
        [",".join(sorted(row.obstacles)) or None for row in rows], pa.string()
    )
    return pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)


def _stacked(faces: list[Face | None], name: str, shape: tuple[int, ...]) -> Array:
    """``(rows, ...)``, with zeros where there is no face, or it has no such thing."""
    stacked = np.zeros((len(faces), *shape), np.float32)
    for i, face in enumerate(faces):
        if face is not None and (array := getattr(face, name)) is not None:
            stacked[i] = array
    return stacked


def _hand(hand: Hand) -> dict[str, Any]:
    return {"side": hand.side, "score": hand.score, "points": hand.points.reshape(-1)}
