"""Judges a timed session: adds up time, area by area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facecheck.core.events import Attempt, Fault, Sound
from facecheck.core.messages import Code, Message
from facecheck.engine.form.faults import FaultWatch
from facecheck.engine.form.hold_timer import HoldTimer
from facecheck.engine.form.scoring import FAULT_COST
from facecheck.engine.hands.contact import Contact
from facecheck.engine.level.rest import Baseline
from facecheck.engine.spec.timed_exercise import AreaPhase, TimedExercise
from facecheck.engine.timed.contact_state import ContactState, ContactTracker

AWAY_S = 1.0
"""Time that stood still for this long is worth a sound, and its reason a place in the record."""

TICKS_S = (3.0, 2.0, 1.0)
"""Seconds before the end of an area at which a tick is asked for."""

WEIGHTS: Mapping[str, float] = {"time": 0.6, "place": 0.2, "form": 0.2}
"""What the parts of an area's score are worth: its time is the exercise."""

MOSTLY = 0.5
"""An area that had less of its time where it is was done elsewhere: its minutes are minutes, and it
is not ticked off. Palms overlap two areas, so that a smaller share tells nothing; nor does it of a
device, whose place is guessed by the hand that holds it."""

_EPSILON_S = 1e-6
_NO_RESTS = Baseline(())


_PENDING = (ContactState.ARRIVING, ContactState.SLOW, ContactState.STIRRING, ContactState.BRIDGED)
_REASONS = {
    ContactState.AWAY: "hand away from the face",
    ContactState.RESTING: "hand resting",
    ContactState.HAND_LOST: "could not see your hand",
    ContactState.FACE_LOST: "could not see your face",
}


@dataclass(slots=True)
class _Stop:
    """Time that does not run."""

    stand: ContactState
    from_s: float


class TimedJudge:
    """Adds up one session's time.

    Args:
        exercise: What is done.
        seconds: The time of each area.
        earlier: Areas that were done before an interruption; one that lacked time continues.
    """

    def __init__(
        self,
        exercise: TimedExercise,
        seconds: tuple[float, ...],
        earlier: Sequence[Attempt] = (),
    ) -> None:
        self.attempts = [a for a in earlier if a.over][: len(seconds)]
        self.stand = ContactState.AWAY
        self.timer = HoldTimer(sum(a.hold_s for a in earlier if not a.over))
        self._exercise = exercise
        self._seconds = seconds
        self._watches = [FaultWatch(rule) for rule in exercise.faults]
        self._stop: _Stop | None = None
        self._worst: tuple[float, ContactState, float] | None = None
        self._hand = ContactTracker(exercise.slowest, exercise.rest_after_s)
        self._area_from_s: float | None = None
        self._placed_s = 0.0
        self._paused = True
        self._ran = self.counted_s > 0.0

    @property
    def index(self) -> int:
        """Which area is due; the last one once all are done."""
        return min(len(self.attempts), len(self._seconds) - 1)

    @property
    def phase(self) -> AreaPhase:
        """The area that is due."""
        return self._exercise.phases[self.index]

    @property
    def target_s(self) -> float:
        """Its time."""
        return self._seconds[self.index]

    @property
    def is_over(self) -> bool:
        """Whether every area had its time."""
        return len(self.attempts) == len(self._seconds)

    @property
    def counted_s(self) -> float:
        """Time that counted, of all areas."""
        return sum(a.hold_s for a in self.attempts) + (0.0 if self.is_over else self.timer.held_s)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults that last, in the order of the exercise file."""
        return tuple(w.active for w in self._watches if w.active is not None)

    def step(
        self, time_s: float, passed_s: float, contact: Contact, values: Mapping[str, float]
    ) -> tuple[list[Sound], Attempt | None]:
        """Take one judged tick; returns the sounds it asks for, and the area that ended at it."""
        if self.is_over:
            return [], None
        self.stand = self._hand.step(time_s, contact)
        watched = {
            **values,
            "hand_on_face": float(contact.on_face),
            "hand_speed": contact.speed or 0.0,
            "hand_elsewhere": float(contact.elsewhere),
        }
        for watch in self._watches:
            if self.stand is ContactState.MOVING or watch.when == "always":
                watch.step(time_s, watched, _NO_RESTS)
            elif self.stand not in (ContactState.SLOW, ContactState.BRIDGED):
                watch.release(time_s)
        held_s = self.timer.held_s
        self._count(passed_s)
        gained_s = self.timer.held_s - held_s
        if gained_s > 0.0:
            if self._area_from_s is None:
                self._area_from_s = time_s - gained_s
            self._placed_s += 0.0 if contact.elsewhere else gained_s
        sounds = self._follow_stop(time_s)
        if self.timer.held_s >= self.target_s - _EPSILON_S:
            closed = self._close(time_s, None)
            return [*sounds, Sound.SET_DONE if self.is_over else Sound.NEXT_AREA], closed
        left_s = self.target_s - held_s
        if any(left_s > tick_s >= left_s - gained_s for tick_s in TICKS_S):
            sounds.append(Sound.TICK)
        return sounds, None

    def bridge(self, passed_s: float) -> None:
        """The face is hidden for a moment, as by the hand: what was going on may go on."""
        if self.stand is ContactState.MOVING or self.stand in _PENDING:
            self.timer.pending_s += passed_s

    def resumed(self) -> None:
        """Nothing was seen for a pause: what waited for a decision is not given back."""
        self.timer.pending_s = 0.0
        self._hand.reset()

    def mark_unseen(self, time_s: float) -> list[Sound]:
        """The face is lost: time stands still; returns the sounds it asks for."""
        if self.is_over:
            return []
        self.timer.pending_s = 0.0
        self._hand.lose()
        self.stand = ContactState.FACE_LOST
        return self._follow_stop(time_s)

    def finish(self, time_s: float, why: str) -> None:
        """End the area that is under way."""
        if not self.is_over and self.timer.held_s > 0.0:
            self._end_stop(time_s)
            self._close(time_s, why)

    def _count(self, passed_s: float) -> None:
        """Add time; what cannot be decided yet is pending, and counts later where it should."""
        waits = self.stand in _PENDING
        self.timer.step(
            passed_s, pending=waits, confirmed=not waits and self.stand is not ContactState.MOVING
        )

    def _follow_stop(self, time_s: float) -> list[Sound]:
        """The sounds of time that stops and continues."""
        if self.stand is ContactState.MOVING:
            # A stop by absence was over when the hand came, not when its stay was believed.
            away = self._stop is not None and self._stop.stand is not ContactState.RESTING
            there_s = self._hand.there_s
            self._end_stop(there_s if away and there_s is not None else time_s)
            resumed, self._paused = self._paused, False
            ran, self._ran = self._ran, True
            if not resumed:
                return []
            return [Sound.GO_ON if ran else Sound.HOLD_START]
        if self.stand not in _REASONS:
            return []
        slow_s = self._hand.slow_s
        stop = self._begin_stop(slow_s if slow_s is not None else time_s)
        if time_s - stop.from_s >= AWAY_S and not self._paused:
            self._paused = True
            return [Sound.STOPPED]
        return []

    def _begin_stop(self, since_s: float) -> _Stop:
        if self._stop is None or self._stop.stand is not self.stand:
            self._end_stop(since_s)
            self._stop = _Stop(self.stand, since_s)
        return self._stop

    def _end_stop(self, time_s: float) -> None:
        if self._stop is not None:
            lasted_s = time_s - self._stop.from_s
            if self._area_from_s is not None and (self._worst is None or lasted_s > self._worst[0]):
                self._worst = (lasted_s, self._stop.stand, self._stop.from_s)
            self._stop = None

    def _close(self, time_s: float, why: str | None) -> Attempt:
        phase, target_s, held_s = self.phase, self.target_s, self.timer.held_s
        # What goes beyond the area's time is the next one's: it was pending and came at once.
        over_s = max(held_s - target_s, 0.0) if why is None else 0.0
        held_s -= over_s
        placed_s = min(self._placed_s, held_s)
        in_place = self._exercise.touch == "device" or placed_s >= MOSTLY * held_s
        counted = why is None and in_place
        faults = tuple(fault for watch in self._watches for fault in watch.take())
        parts = {
            "time": min(held_s / target_s, 1.0),
            "place": placed_s / held_s if held_s > 0.0 else 0.0,
            "form": max(1.0 - FAULT_COST * len({f.name for f in faults}), 0.0),
        }
        attempt = Attempt(
            n=len(self.attempts) + 1,
            start_s=self._area_from_s if self._area_from_s is not None else time_s,
            end_s=time_s,
            hold_s=held_s,
            peak=parts["time"],
            counted=counted,
            reason=None if counted else self._reason(held_s, target_s, placed_s, why),
            score=round(100.0 * sum(w * parts[name] for name, w in WEIGHTS.items())),
            parts=parts,
            faults=faults,
            side=phase.side,
            area=phase.area,
        )
        self.attempts.append(attempt)
        self.timer.reset()
        self.timer.held_s = over_s
        self._placed_s, self._worst = over_s, None
        self._area_from_s = time_s - over_s if over_s > 0.0 else None
        return attempt

    def _reason(self, held_s: float, target_s: float, placed_s: float, why: str | None) -> Message:
        if why is None:
            elsewhere_s = held_s - placed_s
            return Message(Code.AREA_ELSEWHERE, elsewhere=elsewhere_s, target=target_s)
        # Cut, not rounded: 59.96 s must not read as "60.0 of 60.0 s".
        said = {"held": int(held_s * 10 + _EPSILON_S) / 10, "target": target_s, "why": why}
        if self._worst is not None and self._worst[0] >= AWAY_S:
            lasted_s, stand, from_s = self._worst
            stop = _REASONS[stand]
            return Message(Code.AREA_STOPPED, **said, stop=stop, lasted=lasted_s, at=from_s)
        return Message(Code.AREA_SHORT, **said)
