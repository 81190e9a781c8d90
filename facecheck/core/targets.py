"""The targets of a set and the person's own values: what a set is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from facecheck.core.sides import Side


@dataclass(frozen=True, slots=True)
class Targets:
    """What is asked for in place of what an exercise's file says; None leaves it to the file.

    Attributes:
        reps: Repetitions to a set, 1 or more; a timed exercise has none.
        hold_s: Seconds to hold, 0 or more; 0 counts on the way back. Likewise.
        minutes: How long a timed exercise takes; a set has no such time.
    """

    reps: int | None = None
    hold_s: float | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Personal:
    """What is known of the person, in place of what is typical; None where it is not known.

    Attributes:
        full: Readings at full effort, by measure.
        rest: Readings at rest, by measure.
        affected: The side of the face that is known to be weaker: where the stronger side counts,
            the other one then counts, and symmetry is read against it.
        toner_minutes: How long a timed exercise with a device takes, where nothing is asked for.
    """

    full: Mapping[str, float] | None = None
    rest: Mapping[str, float] | None = None
    affected: Side | None = None
    toner_minutes: float | None = None


AS_THE_FILE_SAYS = Targets()
ANYBODY = Personal()
