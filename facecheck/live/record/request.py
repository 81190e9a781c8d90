"""The options a session was started with, as the history stores them."""

from __future__ import annotations

from dataclasses import dataclass

from facecheck.store.history import Kind


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """The options that a session was started with.

    Attributes:
        routine: The name that was given: of a routine, or of an exercise.
        exercises: The ids, in order.
        source: The camera's name, or the clip's.
        version: Of facecheck.
        reps: Repetitions to a set, instead of each exercise's.
        hold_s: Seconds to hold, likewise.
        kind: Practice, or a clip that is played as a camera.
    """

    routine: str
    exercises: tuple[str, ...]
    source: str = ""
    version: str = ""
    reps: int | None = None
    hold_s: float | None = None
    kind: Kind = Kind.PRACTICE
