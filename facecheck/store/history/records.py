"""The history's records as values; times of day keep their offset from UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from facecheck.core.curves import Curve
from facecheck.core.days import day_of
from facecheck.core.events import Attempt, ByHand, Fault

SCALE = (0, 10)
"""Of a self-rating of stress: none to the worst."""


class Ending(StrEnum):
    """How a session stands, or ended."""

    RUNNING = "running"
    """It runs, or its process was killed; then it can be gone on with."""
    DONE = "done"
    """Every exercise was come through."""
    STOPPED = "stopped"
    """The person, or the source, ended it before."""


class Kind(StrEnum):
    """What a session was."""

    PRACTICE = "practice"
    """Somebody in front of a camera."""
    TRIED = "tried"
    """A clip that was played as a camera: it is kept, and counts for nothing."""
    RECORDED = "recorded"
    """A clip of the person that was added on purpose, under the day on which it was filmed."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What a person said of a session.

    Attributes:
        stress_before: 0 (none) to 10 (the worst); None where they did not say.
        stress_after: Likewise.
        felt: How it felt, in their words.

    Raises:
        ValueError: A number is not on the scale.
    """

    stress_before: int | None = None
    stress_after: int | None = None
    felt: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is not on the scale."""
        least, most = SCALE
        for value in (self.stress_before, self.stress_after):
            if value is not None and not least <= value <= most:
                raise ValueError(f"stress must be {least} to {most}, not {value}")


UNRATED = Rating()


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One attempt, or one area of an exercise that is timed.

    Attributes:
        attempt: What was judged; its times are seconds from the beginning of the set. For an area
            `hold_s` is the time that counted.
        at: When it was written down.
        open: It was not over when it was last written down: it counted, and its hold went on. In
            a session whose process was killed this is how it stays.
        curve: Its levels, about 10 a second; None where they were not kept or not asked for.
        by_hand: Whether its count was added or taken back by hand; None where it was judged.
    """

    attempt: Attempt
    at: datetime
    open: bool = False
    curve: Curve | None = None
    by_hand: ByHand | None = None

    @property
    def is_measured(self) -> bool:
        """Whether it was measured: one that was added by hand alone was not."""
        return self.by_hand != "added" or self.attempt.end_s > self.attempt.start_s


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One set of one exercise.

    Attributes:
        id: In this file.
        n: 1 for the session's first.
        index: The exercise's place in the session's exercises, from 0.
        exercise: Its id.
        begun: When.
        ended: When; None if it runs or its process was killed.
        reps: Repetitions asked for.
        hold_s: Seconds to hold.
        enter: The level at which a hold starts; None where the exercise has none.
        leave: The level below which it ends; likewise.
        attempts: In order.
        faults: What was wrong outside any attempt.
        score: 0 to 100; None where nothing was attempted.
        duration_s: From its first observation to its end; None where it did not end.
        judged_s: Time in which it could be judged; likewise.
        target_s: Seconds asked for, of an exercise that is timed; else None.
        restarted: It was restarted; what counted in it was done, but is not of the result.
        pain: The person stopped it because it hurt.
    """

    id: int
    n: int
    index: int
    exercise: str
    begun: datetime
    ended: datetime | None
    reps: int
    hold_s: float
    enter: float | None
    leave: float | None
    attempts: tuple[AttemptRecord, ...] = ()
    faults: tuple[Fault, ...] = ()
    score: int | None = None
    duration_s: float | None = None
    judged_s: float | None = None
    target_s: float | None = None
    restarted: bool = False
    pain: bool = False

    @property
    def counted(self) -> int:
        """Repetitions that count."""
        return sum(a.attempt.counted for a in self.attempts)

    @property
    def complete(self) -> bool:
        """Whether the target was reached; the minutes of an area done elsewhere are minutes."""
        return sum(a.attempt.over for a in self.attempts) >= self.reps

    @property
    def area_seconds(self) -> dict[str, float]:
        """Seconds that counted by area, of an exercise that is timed."""
        seconds: dict[str, float] = {}
        for record in self.attempts:
            area = record.attempt.area
            if area is not None:
                seconds[area] = seconds.get(area, 0.0) + record.attempt.hold_s
        return seconds


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session.

    Attributes:
        id: In this file.
        key: The same in every copy of the history.
        begun: When.
        ended: When; None if it runs or its process was killed.
        ending: How it stands.
        routine: What was asked for: the id of a routine or of an exercise.
        exercises: The ids, in order.
        source: The camera's name, or the clip's.
        version: Of facecheck.
        sets: In order.
        rating: What the person said.
        asked_reps: Repetitions to a set, where the person wanted others than the exercise's.
        asked_hold_s: Seconds to hold, likewise.
        changed: When it was last written to.
        kind: What it was.
    """

    id: int
    key: str
    begun: datetime
    ended: datetime | None
    ending: Ending
    routine: str
    exercises: tuple[str, ...]
    source: str
    version: str
    sets: tuple[SetRecord, ...] = ()
    rating: Rating = UNRATED
    asked_reps: int | None = None
    asked_hold_s: float | None = None
    changed: datetime | None = None
    kind: Kind = Kind.PRACTICE

    @property
    def day(self) -> date:
        """The day on which it began, where it was done."""
        return day_of(self.begun)

    @property
    def counts(self) -> bool:
        """Whether it is practice: done in front of a camera, or added on purpose."""
        return self.kind is not Kind.TRIED

    @property
    def counted(self) -> int:
        """Repetitions that count."""
        return sum(s.counted for s in self.sets)


@dataclass(frozen=True, slots=True)
class CalibrationRecord:
    """A calibration.

    Attributes:
        at: When.
        full: Readings at full effort by measure.
        rest: Levels at rest by measure.
        key: The same in every copy of the history.
    """

    at: datetime
    full: Mapping[str, float] = field(default_factory=dict)
    rest: Mapping[str, float] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class OverrideRecord:
    """A caution that a person chose to pass over.

    Attributes:
        at: When.
        exercise: What it would have held back.
        reason: What it said, with its source.
        until: The first day on which it would no longer have held; None where no day is known.
        key: The same in every copy of the history.
    """

    at: datetime
    exercise: str
    reason: str
    until: date | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class HistoryTotals:
    """What it amounts to.

    Attributes:
        sessions: How many.
        days: On how many days.
        attempts: Every movement past the enter level, counted or not: all contractions. Areas are
            none.
        counted: Repetitions that counted.
        held_s: Time held in all attempts together.
        area_seconds: Seconds that counted, by exercise and area, of what is timed.
    """

    sessions: int = 0
    days: int = 0
    attempts: int = 0
    counted: int = 0
    held_s: float = 0.0
    area_seconds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
