"""The values in the report of one scored clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from facecheck.core.curves import Curve, LevelKeeper
from facecheck.core.events import Attempt, Fault, Update
from facecheck.core.frames import Frame, Observation
from facecheck.core.results import ScoreResult
from facecheck.engine.repetitions.attempts import TOO_SHORT
from facecheck.engine.spec.thresholds import Thresholds
from facecheck.engine.spec.timed_exercise import AnyExercise, TimedExercise
from facecheck.report.pictures import Picture, PictureKeeper


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels that a curve is held against, as fractions of full effort.

    Attributes:
        enter: The hold starts here.
        leave: It ends below this.
        full: Full effort, 1 by its meaning.
    """

    enter: float
    leave: float
    full: float = 1.0

    @classmethod
    def of(cls, rule: Thresholds) -> Self:
        """A movement's levels."""
        return cls(rule.enter, rule.leave)


@dataclass(frozen=True, slots=True)
class FaultView:
    """A fault, and a picture of it where there is one."""

    fault: Fault
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class AttemptView:
    """An attempt with what is drawn of it.

    Attributes:
        attempt: The attempt itself.
        curve: Its levels, with a margin; None where they were not kept.
        faults: In order of time.
        picture: At its highest level, where no fault has one.
    """

    attempt: Attempt
    curve: Curve | None
    faults: tuple[FaultView, ...]
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class ClipReport:
    """One scored clip.

    Attributes:
        result: Its score.
        title: The exercise's title, or its id where the exercise is not known here.
        levels: What the curves are held against; None likewise.
        curve: The levels of the whole clip; None where they were not kept.
        attempts: In order of time.
        faults: Those outside any attempt.
        notes: What the reader should know of the report itself.
    """

    result: ScoreResult
    title: str
    levels: Levels | None
    curve: Curve | None
    attempts: tuple[AttemptView, ...]
    faults: tuple[FaultView, ...]
    notes: tuple[str, ...] = ()

    @property
    def by_clock(self) -> bool:
        """Whether it is a timed session, of areas instead of repetitions."""
        return self.result.target_s is not None

    @property
    def held_s(self) -> float:
        """Seconds held in attempts that count; by the clock all seconds that counted."""
        return sum(v.attempt.hold_s for v in self.attempts if v.attempt.counted or self.by_clock)

    @property
    def pictures(self) -> int:
        """How many pictures are shown."""
        faulty = [v for a in self.attempts for v in a.faults]
        shown = [*(a.picture for a in self.attempts), *(v.picture for v in (*faulty, *self.faults))]
        return sum(picture is not None for picture in shown)


class Watcher:
    """Collects, while a clip is scored, what its report draws.

    Args:
        pictures: Whether to keep pictures.
    """

    def __init__(self, *, pictures: bool = True) -> None:
        self._levels = LevelKeeper()
        self._pictures = PictureKeeper() if pictures else None

    def __call__(self, frame: Frame | None, seen: Observation, update: Update) -> None:
        """Take one tick; `facecheck.check` calls this with `on_frame`."""
        self._levels.add(update.time_s, update.level)
        if self._pictures is not None and frame is not None:
            self._pictures.add(frame, seen, update)

    def report(
        self, result: ScoreResult, exercise: AnyExercise, notes: Sequence[str] = ()
    ) -> ClipReport:
        """The report of what was seen."""
        # By the clock the level is a hand's speed, which is held against nothing.
        levels = levels_of(exercise)
        curve = self._levels.curve() if levels is not None else None
        return clip_report(result, exercise.title, levels, curve, self._pictures, notes)


def levels_of(exercise: AnyExercise) -> Levels | None:
    """What an exercise's curve is held against; a timed session has no such levels."""
    return None if isinstance(exercise, TimedExercise) else Levels.of(exercise.movement.rule)


def clip_report(
    result: ScoreResult,
    title: str,
    levels: Levels | None = None,
    curve: Curve | None = None,
    pictures: PictureKeeper | None = None,
    notes: Sequence[str] = (),
) -> ClipReport:
    """Put together what is known of a scored clip.

    Args:
        result: Its score.
        title: What the exercise is called.
        levels: What the curves are held against.
        curve: The levels of the whole clip.
        pictures: Those that were kept.
        notes: What the reader should know of the report itself.
    """

    def picture(time_s: float) -> Picture | None:
        return pictures.nearest(time_s) if pictures is not None else None

    attempts = []
    for one in result.attempts:
        part = curve.between(one.start_s, one.end_s) if curve is not None else None
        faulty = tuple(FaultView(f, picture(moment(f))) for f in one.faults)
        shown = None if any(v.picture for v in faulty) else picture(_peak_s(one, part))
        attempts.append(AttemptView(one, part, faulty, shown))
    faults = tuple(FaultView(f, picture(moment(f))) for f in result.faults)
    return ClipReport(result, title, levels, curve, tuple(attempts), faults, tuple(notes))


def fault_numbers(faults: Sequence[Fault]) -> dict[str, int]:
    """What a chart calls the faults of an attempt: a number for each name, from 1."""
    return {name: i for i, name in enumerate(dict.fromkeys(f.name for f in faults), 1)}


def moment(fault: Fault) -> float:
    """The moment of a fault that a picture should show, in seconds.

    A fault that lasts is shown in its middle; a hold that was too short where it was let go.
    """
    return fault.end_s if fault.name == TOO_SHORT else (fault.start_s + fault.end_s) / 2


def _peak_s(attempt: Attempt, curve: Curve | None) -> float:
    pairs = zip(curve.times_s, curve.levels, strict=True) if curve is not None else ()
    seen = [(level, time_s) for time_s, level in pairs if level is not None]
    return max(seen, key=lambda pair: pair[0])[1] if seen else (attempt.start_s + attempt.end_s) / 2
