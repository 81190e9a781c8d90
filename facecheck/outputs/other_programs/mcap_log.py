"""What was seen and judged, frame by frame, as MCAP: for Foxglove and Lichtblick.

Topics, all JSON with their schema in the file: `/landmarks` (foxglove.ImageAnnotations, 478 points
in pixels), `/measures`, `/level` and `/attempts`. Log times are nanoseconds of the results, from
the first picture on, so that a clip that is loaded beside it runs along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from facecheck.core.errors import OutputError
from facecheck.core.events import Attempt, Update
from facecheck.core.frames import Observation
from facecheck.outputs.files import CompletedOnExit, atomically, explained

EXTRA = "pip install 'facecheck[lab]'"
_NUMBER: Mapping[str, Any] = {"type": ["number", "null"]}
_TIME: Mapping[str, Any] = {
    "type": "object",
    "title": "time",
    "properties": {"sec": {"type": "integer"}, "nsec": {"type": "integer"}},
}
_POINT: Mapping[str, Any] = {"type": "object", "properties": {"x": _NUMBER, "y": _NUMBER}}
_COLOUR: Mapping[str, Any] = {"type": "object", "properties": dict.fromkeys("rgba", _NUMBER)}
_POINTS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "timestamp": _TIME,
        "type": {"type": "integer", "description": "1: each point by itself"},
        "points": {"type": "array", "items": _POINT},
        "outline_color": _COLOUR,
        "thickness": _NUMBER,
    },
}
_OF_LEVEL = ("level", "enter", "leave", "hold_s", "target_hold_s", "counted")
_OF_ATTEMPT = ("n", "start_s", "end_s", "hold_s", "peak", "score")
SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "foxglove.ImageAnnotations": {"points": {"type": "array", "items": _POINTS}},
    "facecheck.Measures": {},
    "facecheck.Level": dict.fromkeys(_OF_LEVEL, _NUMBER)
    | {"phase": {"type": "string"}, "cue": {"type": "string"}},
    "facecheck.Attempt": dict.fromkeys(_OF_ATTEMPT, _NUMBER)
    | {
        "counted": {"type": "boolean"},
        "reason": {"type": ["string", "null"]},
        "faults": {"type": "array", "items": {"type": "string"}},
    },
}
TOPICS = {
    "/landmarks": "foxglove.ImageAnnotations",
    "/measures": "facecheck.Measures",
    "/level": "facecheck.Level",
    "/attempts": "facecheck.Attempt",
}


class McapLog(CompletedOnExit):
    """Writes ticks as they come; the file appears when the block ends well.

    Args:
        path: Where it goes.

    Raises:
        OutputError: The package `mcap` is missing, or the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._writer: Any = None
        self._channels: dict[str, int] = {}

    def __enter__(self) -> Self:
        """Begin the file."""
        try:
            from mcap.writer import CompressionType, Writer
        except ImportError as error:
            raise OutputError(
                "{path}: MCAP needs the package mcap; run: {extra}", path=self.path, extra=EXTRA
            ) from error
        with ExitStack() as stack:
            temporary = stack.enter_context(atomically(self.path))
            stack.enter_context(explained(self.path))
            file = stack.enter_context(temporary.open("wb"))
            self._writer = Writer(file, compression=CompressionType.ZSTD)
            self._writer.start(library="facecheck")
            schemas = {
                name: self._writer.register_schema(name, "jsonschema", _schema(name, fields))
                for name, fields in SCHEMAS.items()
            }
            for topic, name in TOPICS.items():
                self._channels[topic] = self._writer.register_channel(topic, "json", schemas[name])
            stack.push(self._finish)
            self._stack = stack.pop_all()
        return self

    def _finish(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._writer.finish()

    def write(self, seen: Observation, update: Update) -> None:
        """Add a tick: what was seen, and where the exercise stands."""
        if seen.face is not None:
            points = [
                {"x": round(x, 2), "y": round(y, 2)} for x, y in seen.face.points[:, :2].tolist()
            ]
            whole_s, part_s = divmod(seen.time_s, 1.0)
            drawn = {
                "timestamp": {"sec": int(whole_s), "nsec": round(part_s * 1e9)},
                "type": 1,
                "points": points,
                "outline_color": {"r": 0.2, "g": 0.9, "b": 0.4, "a": 1.0},
                "thickness": 2.0,
            }
            self._add("/landmarks", seen.time_s, {"points": [drawn]})
        if update.measures is not None:
            self._add("/measures", seen.time_s, dict(update.measures))
        level = {
            "level": update.level,
            "enter": update.enter,
            "leave": update.leave,
            "hold_s": update.hold_s,
            "target_hold_s": update.target_hold_s,
            "counted": update.counted,
            "phase": str(update.phase.value),
            "cue": update.cue,
        }
        self._add("/level", seen.time_s, level)

    def attempts(self, attempts: Iterable[Attempt]) -> None:
        """Add what came of the set, each attempt at its start."""
        for a in attempts:
            about = {
                "n": a.n,
                "start_s": a.start_s,
                "end_s": a.end_s,
                "hold_s": a.hold_s,
                "peak": a.peak,
                "score": a.score,
                "counted": a.counted,
                "reason": a.reason,
                "faults": [fault.name for fault in a.faults],
            }
            self._add("/attempts", a.start_s, about)

    def _add(self, topic: str, time_s: float, message: Mapping[str, object]) -> None:
        nanoseconds = round(time_s * 1e9)
        with explained(self.path):
            self._writer.add_message(
                self._channels[topic],
                log_time=nanoseconds,
                publish_time=nanoseconds,
                data=json.dumps(message, separators=(",", ":")).encode(),
            )


def _schema(name: str, fields: Mapping[str, Any]) -> bytes:
    about: dict[str, Any] = {"title": name, "type": "object", "properties": fields}
    if not fields:
        about["additionalProperties"] = _NUMBER
    return json.dumps(about).encode()
