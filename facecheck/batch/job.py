"""What is asked of one clip, and its outcome: a result, or why it failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from facecheck.core.curves import Curve
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.core.results import ScoreResult
from facecheck.core.sides import Side
from facecheck.core.targets import AS_THE_FILE_SAYS, Targets
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.store.profile import NOBODY, Profile


@dataclass(frozen=True, slots=True)
class Peaks:
    """Where pictures of a clip's peaks go, and what they say of themselves.

    Attributes:
        folder: Where.
        owner: The key of the history that the clip is kept in; None for none.
        begun: The day and time that its history gives the clip's beginning; None for none.
    """

    folder: Path
    owner: str | None = None
    begun: datetime | None = None


@dataclass(frozen=True, slots=True)
class Writes:
    """What to write of a clip besides its result; None for what is not asked for.

    Attributes:
        annotate: Where the clip with its overlay goes.
        vtt: Where the captions go.
        trace: Where the landmarks go.
        report: Where the report goes.
        pictures: Whether the report may hold pictures.
        mcap: Where what was seen and judged goes, frame by frame.
        peaks: Where pictures of peaks go.
    """

    annotate: Path | None = None
    vtt: Path | None = None
    trace: Path | None = None
    report: Path | None = None
    pictures: bool = True
    mcap: Path | None = None
    peaks: Peaks | None = None


NOTHING = Writes()


@dataclass(frozen=True, slots=True)
class Job:
    """One clip to score, and what else to write of it.

    Attributes:
        clip: A video, a folder of images, or a trace; a string is an address.
        exercise: What to judge.
        targets: What is asked for, instead of the exercise's own.
        writes: What else to write.
        profile: What is known of the person.
        affected: The side of the face that is known to be weaker.
        person: Who is in the clip, as somebody said.
        filmed_on: The day on which it was filmed, likewise.
        keep_curve: Whether the outcome shall hold the levels over time, for the history.
        read_as: What is known of the clip from elsewhere.
        also: Other exercises that the same clip is judged for; the models look at it once.
    """

    clip: Path | str
    exercise: AnyExercise
    targets: Targets = AS_THE_FILE_SAYS
    writes: Writes = NOTHING
    profile: Profile = NOBODY
    affected: Side | None = None
    person: str | None = None
    filmed_on: date | None = None
    keep_curve: bool = False
    read_as: ReadAs = PLAIN
    also: tuple[AnyExercise, ...] = ()

    @property
    def needs_hands(self) -> bool:
        """Whether hands must be looked for, for one of its exercises."""
        return any(exercise.needs_hands for exercise in (self.exercise, *self.also))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one job: a result, or one line that says why not.

    Attributes:
        job: The job.
        result: None where the clip could not be scored.
        error: Why.
        curve: The levels over time, where the job asks for them.
        bug: The traceback, where the reason is a bug and nothing of the clip's.
        also: The results of the other exercises, in their order.
        unwritten: Why pictures of peaks are missing, where they are.
    """

    job: Job
    result: ScoreResult | None
    error: str | None = None
    curve: Curve | None = None
    bug: str | None = None
    also: tuple[ScoreResult, ...] = ()
    unwritten: str | None = None
