"""The score and events documents, and their plain-JSON form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from facecheck.core.events import Attempt, FaceEvent, Fault
from facecheck.core.messages import Code, code_of
from facecheck.core.player_clock import PlayerClock

SCORE_SCHEMA = "facecheck.score/1"
EVENTS_SCHEMA = "facecheck.events/1"

SHORTCOMINGS = frozenset({Code.ENDS_EARLY, Code.PICTURES_END_EARLY, Code.NO_FACE})
"""The warnings that make a result less than was asked for: a source's, of a file that was cut
short, and the checker's."""


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """How one clip, session set or trace did at one exercise.

    Attributes:
        clip: The file's name (not its folder), or the camera's name.
        exercise: The exercise's id.
        duration_s: From the first frame to the end of the last.
        frames: Frames read.
        face_frames: Frames with a face.
        judged_s: Time in which the movement could be judged.
        reps: Target repetitions.
        hold_s: Target hold.
        attempts: In order of time; they never overlap.
        score: 0 to 100 for the set.
        warnings: What the reader should know about the clip, a `Message` each; a text that is none
            is shown as it is.
        faults: What was wrong outside any attempt: movements too shallow to be one, a bad view.
        seconds: Time that counted, of an exercise that is timed; else None.
        target_s: Time asked for, likewise.
        of_clip: Those of the warnings that are the clip's own, whatever it is judged for.
        at_rest: Lids, corners of the mouth and brows at rest before the first movement, each by
            `left` and `right`; None where the exercise does not ask any region to rest.
        player: Where a player of the clip stands at the times of the result.
        models: What ran the models that saw it, with its version; None where nobody knows.
    """

    clip: str
    exercise: str
    duration_s: float
    frames: int
    face_frames: int
    judged_s: float
    reps: int
    hold_s: float
    attempts: tuple[Attempt, ...]
    score: int
    warnings: tuple[str, ...] = field(default=())
    faults: tuple[Fault, ...] = field(default=())
    seconds: float | None = None
    target_s: float | None = None
    of_clip: tuple[str, ...] = field(default=())
    at_rest: Mapping[str, Mapping[str, float]] | None = None
    player: PlayerClock = field(default=PlayerClock())
    models: str | None = field(default=None, compare=False)

    @property
    def counted(self) -> int:
        """Repetitions that count."""
        return sum(a.counted for a in self.attempts)

    @property
    def shortcoming(self) -> str | None:
        """Why this is less than was asked for: the clip was cut short, or shows no face."""
        return shortcoming(self.warnings)

    @property
    def complete(self) -> bool:
        """Whether the target was reached; the minutes of an area done elsewhere are minutes."""
        return sum(a.over for a in self.attempts) >= self.reps

    def to_dict(self, version: str) -> dict[str, Any]:
        """The score document of the design page, times rounded to a millisecond.

        `seconds` and `area` are there for timed exercises, `sides` and `symmetry` for
        movements with sides.
        """
        return {
            "schema": SCORE_SCHEMA,
            "facecheck": version,
            "clip": self.clip,
            "exercise": self.exercise,
            "duration_s": _ms(self.duration_s),
            "starts_s": _ms(self.player.starts_s),
            "frames": self.frames,
            "face_frames": self.face_frames,
            "judged_s": _ms(self.judged_s),
            "target": {"reps": self.reps, "hold_s": _ms(self.hold_s)}
            | ({} if self.target_s is None else {"seconds": _ms(self.target_s)}),
            "attempts": [_attempt(a) for a in self.attempts],
            "counted": self.counted,
            **({} if self.seconds is None else {"seconds": _ms(self.seconds)}),
            "complete": self.complete,
            "faults": [_fault(f) for f in self.faults],
            "score": self.score,
            "warnings": list(self.warnings),
            **({} if self.at_rest is None else {"at_rest": _rounded(self.at_rest)}),
        }


@dataclass(frozen=True, slots=True)
class EventsResult:
    """Everything the face did in one clip.

    Attributes:
        clip: The file's name.
        duration_s: From the first frame to the end of the last.
        frames: Frames read.
        face_frames: Frames with a face.
        judged_s: Time in which the face could be judged.
        events: In order of start.
        warnings: What the reader should know about the clip.
        player: Where a player of the clip stands at the times of the events.
    """

    clip: str
    duration_s: float
    frames: int
    face_frames: int
    judged_s: float
    events: tuple[FaceEvent, ...]
    warnings: tuple[str, ...] = field(default=())
    player: PlayerClock = field(default=PlayerClock())

    def to_dict(self, version: str) -> dict[str, Any]:
        """The events document of the design page."""
        return {
            "schema": EVENTS_SCHEMA,
            "facecheck": version,
            "clip": self.clip,
            "duration_s": _ms(self.duration_s),
            "starts_s": _ms(self.player.starts_s),
            "frames": self.frames,
            "face_frames": self.face_frames,
            "judged_s": _ms(self.judged_s),
            "events": [
                {
                    "kind": e.kind,
                    "side": e.side,
                    "start_s": _ms(e.start_s),
                    "end_s": _ms(e.end_s),
                    "peak": round(e.peak, 3),
                }
                for e in self.events
            ],
            "warnings": list(self.warnings),
        }


def shortcoming(warnings: Iterable[str]) -> str | None:
    """The first warning that says that the clip could not be judged as a whole."""
    return next((w for w in warnings if code_of(w) in SHORTCOMINGS), None)


def _ms(seconds: float) -> float:
    return round(seconds, 3)


def _rounded(table: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    return {name: {k: round(v, 3) for k, v in row.items()} for name, row in table.items()}


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "name": fault.name,
        "start_s": _ms(fault.start_s),
        "end_s": _ms(fault.end_s),
        "value": round(fault.value, 3),
        "limit": round(fault.limit, 3),
        "unit": fault.unit,
        "cue": fault.cue,
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if attempt.area is not None:
        more["area"] = attempt.area
    if attempt.sides is not None and attempt.symmetry is not None:
        more["sides"] = {side: round(level, 3) for side, level in attempt.sides.items()}
        more["symmetry"] = round(attempt.symmetry, 3)
    if attempt.by_hand is not None:
        more["by_hand"] = attempt.by_hand
    if attempt.begun_unseen:
        more["begun_unseen"] = True
    if attempt.along is not None:
        more["along"] = _rounded(attempt.along)
    return {
        "n": attempt.n,
        "start_s": _ms(attempt.start_s),
        "end_s": _ms(attempt.end_s),
        "hold_s": _ms(attempt.hold_s),
        "peak": round(attempt.peak, 3),
        "counted": attempt.counted,
        "reason": attempt.reason,
        "side": attempt.side,
        **more,
        "score": attempt.score,
        "parts": {name: round(value, 3) for name, value in attempt.parts.items()},
        "faults": [_fault(f) for f in attempt.faults],
    }
