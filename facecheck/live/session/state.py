"""The state of a session, and the result of one observation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from facecheck.core.events import Attempt, ByHand, Update
    from facecheck.core.frames import Observation
    from facecheck.engine.spec.timed_exercise import AnyExercise


class SessionState(Enum):
    """Where the session stands."""

    PLACING = "placing"
    CALIBRATING = "calibrating"
    EXERCISE = "exercise"
    REST = "rest"
    HURT = "hurt"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Rest:
    """A rest that runs.

    Attributes:
        left_s: Until the next exercise.
        whole_s: From its beginning.
        first: Nothing was done yet: the first exercise is explained.
    """

    left_s: float
    whole_s: float
    first: bool = False


class StepResult(NamedTuple):
    """The result of one observation.

    Attributes:
        exercise: The one that was judged.
        set_n: 1 for the session's first set; a set that is restarted has a number of its own.
        begun_s: When the set began, in the session's time.
        source_s: The observation's time in the source, pauses and gaps included.
        observation: The observation, in the session's time.
        update: What came of it; its times are the set's.
        place: The exercise's in the session, from 0.
        restarts: How often the user began again since the exercise began.
        pauses: How often time was taken out since then: nothing that continues bridges it.
    """

    exercise: AnyExercise
    set_n: int
    begun_s: float
    source_s: float
    observation: Observation
    update: Update
    place: int = 0
    restarts: int = 0
    pauses: int = 0


class Correction(NamedTuple):
    """A count that was put right by hand.

    Attributes:
        how: What was done.
        attempt: Whose count it is, as it stands now.
        counted: Repetitions of the set that count now.
        reps: The repetitions asked for.
        set_n: The set's number.
        exercise: The set's.
    """

    how: ByHand
    attempt: Attempt
    counted: int
    reps: int
    set_n: int
    exercise: AnyExercise
