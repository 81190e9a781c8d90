"""Events: phases, attempts, faults, events of the face, and the update of one tick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from facecheck.core.messages import Code, Message

ByHand = Literal["added", "taken back"]
"""What a person did to a count that was judged wrongly."""


class Phase(StrEnum):
    """Where an exercise stands. The value is what documents and overlays show."""

    LEARNING = "learning"
    """The rest level is being learned: face the camera, relaxed."""
    READY = "ready"
    """At rest; the next repetition can begin."""
    HOLDING = "holding"
    """Past the enter level for long enough to be an attempt; the hold timer runs."""
    RELEASING = "releasing"
    """The hold is over; the movement has not yet come back to rest."""
    CANNOT_JUDGE = "cannot judge"
    """The face, or what is measured of it, cannot be seen well enough."""
    RUNNING = "running"
    """Timed: time counts."""
    WAITING = "waiting"
    """Time stands still: a fault keeps the hold from counting. Timed: until the hand is
    on the face and moves."""
    DONE = "done"
    """The set is complete."""


class Sound(StrEnum):
    """Sounds an update asks for; what they sound like is the output's business."""

    HOLD_START = "hold start"
    """Time begins to run, in a movement that has lasted long enough to be an attempt."""
    STOPPED = "stopped"
    """A fault keeps time from running."""
    GO_ON = "go on"
    """Time runs again."""
    TICK = "tick"
    COUNTED = "counted"
    SET_DONE = "set done"
    LOST = "lost"
    BEGIN = "begin"
    NEXT_AREA = "next area"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the form.

    Attributes:
        name: What the user reads, e.g. ``jaw drifts sideways``.
        start_s: When it began.
        end_s: When it ended, or the present while it lasts.
        value: The worst value reached.
        limit: The limit it passed.
        unit: The unit of value and limit.
        cue: What to do about it.
    """

    name: str
    start_s: float
    end_s: float
    value: float
    limit: float
    unit: str
    cue: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """A movement past the enter level.

    Attributes:
        n: 1 for the first attempt.
        start_s: When the movement left rest.
        end_s: When it was back at rest, or the last time seen.
        hold_s: How long it was held (enter level to leave level, pauses not counted).
        peak: The highest level reached, as a fraction of full effort.
        counted: Whether it counts as a repetition.
        reason: Why it does not count, in words with numbers; None when counted.
        score: 0 to 100.
        parts: The parts of the score, each 0 to 1.
        faults: What was wrong meanwhile.
        side: The side that worked, `both`, `left` or `right`; None for a movement without sides.
        sides: How far each side went on average within the hold, as a fraction of full effort;
            None for a movement without sides, or a hold too short to tell.
        symmetry: The weaker side's part of the stronger one's, or the affected side's of the
            other where it is known which that is; 1 for equal, None as for `sides`.
        area: The area of the face, of an exercise that is timed.
        along: How far regions that should rest moved on average within the hold, each as a share of
            its own full movement, by `left` and `right` or `both`; None where none should.
        by_hand: Whether a person added its count or took it back; None where it was judged.
        begun_unseen: Whether it was under way when it was first seen.
        peak_s: When it reached its peak; None where nobody followed it: an area of an exercise that
            is timed, a count added by hand alone, an attempt read from a history.
    """

    n: int
    start_s: float
    end_s: float
    hold_s: float
    peak: float
    counted: bool
    reason: str | None
    score: int
    parts: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    side: str | None = None
    sides: Mapping[str, float] | None = None
    symmetry: float | None = None
    area: str | None = None
    along: Mapping[str, Mapping[str, float]] | None = None
    by_hand: ByHand | None = None
    begun_unseen: bool = False
    peak_s: float | None = None

    @property
    def over(self) -> bool:
        """Whether what was asked for is done: it counts, or its minutes passed on another area."""
        elsewhere = isinstance(self.reason, Message) and self.reason.code == Code.AREA_ELSEWHERE
        return self.counted or elsewhere


@dataclass(frozen=True, slots=True)
class FaceEvent:
    """Something the face did, whatever the exercise.

    Attributes:
        kind: blink, eyes_closed, squint, jaw_open, palm_on_cheek.
        side: both, left or right (the person's own); None where it has no side.
        start_s: Seconds, inclusive.
        end_s: Seconds, exclusive.
        peak: How far it went, as a fraction of full effort.
    """

    kind: str
    side: str | None
    start_s: float
    end_s: float
    peak: float


@dataclass(frozen=True, slots=True)
class Quality:
    """How well the face can be judged at this tick.

    Attributes:
        ok: Whether the movement can be judged.
        reason: What is in the way, in words; None when nothing is. What is judged all the same may
            have one: a face too close to the camera.
        cue: What to do about it; None when nothing is in the way.
    """

    ok: bool
    reason: str | None = None
    cue: str | None = None

    @property
    def good(self) -> bool:
        """Whether nothing at all is in the way."""
        return self.ok and self.reason is None


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a movement at a tick, as fractions of full effort.

    Attributes:
        left: The person's left.
        right: The person's right.
        affected: The side that is known to be weaker; None where nobody said.
    """

    left: float
    right: float
    affected: str | None = None

    @property
    def symmetry(self) -> float:
        """The weaker or affected side's part of the other's, 0 to 1."""
        weak, strong = sorted((self.left, self.right))
        if self.affected is not None:
            weak, strong = self.left, self.right
            if self.affected == "right":
                weak, strong = strong, weak
        return min(max(weak, 0.0) / strong, 1.0) if strong > 0.0 else 1.0


@dataclass(frozen=True, slots=True)
class AreaState:
    """Where an exercise that is timed stands.

    Attributes:
        area: The area of the face that is due.
        side: Its side; None for both, and for areas in the middle.
        counted_s: Time that counted, of all areas.
        whole_s: Time asked for, of all areas.
        speed: How fast the hand moves over the face, in inter-ocular distances a second; None
            without a hand there.
        elsewhere: Whether the hand is on another area.
    """

    area: str
    side: str | None
    counted_s: float
    whole_s: float
    speed: float | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """The state of an exercise after one observation.

    Attributes:
        time_s: The observation's time.
        phase: Where the exercise stands.
        level: The movement as a fraction of full effort (0 at rest); None when it cannot be judged.
        hold_s: The present hold, 0 outside a hold.
        counted: Repetitions counted so far.
        reps: The target number of repetitions.
        target_hold_s: The target hold.
        enter: The level at which the hold starts.
        leave: The level below which the hold ends.
        quality: How well the face can be judged.
        cue: What the user should do now, one line.
        faults: Faults active at this tick.
        sounds: Sounds asked for at this tick.
        closed: The attempt that ended, if one did and is told at this tick: where something that
            comes before the face may have ended it, half a second after its hold.
        reached: The attempt that counts from this tick on, as it would be if it ended now.
        noted: What was wrong with a movement that ended at this tick without becoming an attempt.
        measures: The measures that the exercise is judged by, at this tick; None without a face.
        sides: Both sides of the movement; None where it has none or cannot be judged.
        timed: The area and its time, of an exercise that is timed. Then a repetition
            is an area, `hold_s` its time so far, and the level is the hand's speed.
        peak_s: When the movement that continues was at its highest so far, as `Attempt.peak_s` will
            have it if it becomes an attempt; None outside one.
    """

    time_s: float
    phase: Phase
    level: float | None
    hold_s: float
    counted: int
    reps: int
    target_hold_s: float
    enter: float
    leave: float
    quality: Quality
    cue: str
    faults: tuple[Fault, ...] = ()
    sounds: tuple[Sound, ...] = ()
    closed: Attempt | None = None
    reached: Attempt | None = None
    noted: tuple[Fault, ...] = ()
    measures: Mapping[str, float] | None = None
    sides: Sides | None = None
    timed: AreaState | None = None
    peak_s: float | None = None

    @property
    def heard(self) -> tuple[Sound, ...]:
        """The sounds asked for; and one where an attempt, or what was meant as one, did not count.

        Whoever holds with eyes nearly shut cannot read that the hold is over, nor why.
        """
        missed = self.closed is not None and self.closed.reason is not None
        if (missed or self.noted) and not self.sounds and self.timed is None:
            return (Sound.MISSED,)
        return self.sounds

    @property
    def advice(self) -> str:
        """The cue, and before a movement also what betters a view that can just be judged."""
        better = self.quality.cue
        if self.quality.good or better is None or self.faults:
            return self.cue
        if self.phase is Phase.LEARNING:
            return better
        return f"{self.cue}. {better}" if self.phase is Phase.READY else self.cue
