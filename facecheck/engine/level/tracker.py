"""A movement's level over the person's rest, which is learned and followed while nothing moves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import inf

from facecheck.core.sides import Side
from facecheck.engine.level.level import Level, LevelMeter, chooser, needed_rests, sided_names
from facecheck.engine.level.one_euro import OneEuro
from facecheck.engine.level.rest import Baseline
from facecheck.engine.measures.table import MEASURES
from facecheck.engine.spec.exercise import Exercise

FOLLOW_BELOW = 0.12
"""The rest level is followed while the movement is under this share of its leave level: 0.054 of a
squint, about one standard deviation of its level at rest on the real clips (0.045 to 0.079 on the
three that show a rest). With less, rest would sink by its own noise; with more, a slight movement
becomes rest while it is held."""

FOLLOW_ABOVE = 0.6
"""On the other side of rest, of a movement that goes both ways, it is followed as far as this
share: what lies farther is the other movement, what is nearer a rest not known well yet."""

LINGER_S = 5.0
"""A level that stays higher than that without becoming an attempt is a new rest: a person who moved
to another posture or light. No pause between repetitions is as long."""

# The filter's lag is 27 ms at rest and 10 ms in the rise of a movement that takes half a second:
# 1 / (2 pi (6 + 5 * 2)) s. MediaPipe has smoothed the landmarks once already.
_MIN_CUTOFF_HZ = 6.0
_BETA = 5.0

_UNEVEN_HZ = 1.0
"""How unlike the sides are is told over a sixth of a second: it is a small difference of noisy
readings, and rules ask whether it lasts."""

RELAXED_S = 0.5
"""Nobody is more relaxed than at rest. A face or a side of it whose every part stands on the far
side of rest by as much as the leave level, for this long, was moving when its rest was learned."""

NOT_AT_REST = "the clip starts in the movement: what came before its first release is uncertain"

THE_OTHER_WAY = (
    "before its first movement the face went as far the other way: if the clip starts in the "
    "movement, the count is uncertain; start it with the face relaxed"
)


class LevelTracker:
    """Reads the level of an exercise's movement tick by tick, and learns rest from the same ticks.

    Attributes:
        notes: What a reader of the result should know, a sentence each.
        share: How far this person goes at full effort, of what is usual; levels are shares of it.
    """

    def __init__(
        self,
        exercise: Exercise,
        full: Mapping[str, float] | None,
        rest: Mapping[str, float] | None,
        affected: Side | None,
        follow: Collection[str] = (),
    ) -> None:
        """Begin with what is known of the person.

        Args:
            exercise: Whose movement it is.
            full: Readings at full effort, by measure.
            rest: Rest levels, by measure.
            affected: The weaker side of the face.
            follow: Further measures whose rest somebody asks for.
        """
        self.notes: list[str] = []
        self.share = 1.0
        movement = exercise.movement
        self._palm_moves_rest = "hands_at_jaw" not in exercise.requires
        self._both_ways = movement.both_ways
        # Levels between which a tick may be at rest, and under which nobody is.
        self._quiet_below = FOLLOW_BELOW * movement.leave
        self._other_below = -FOLLOW_ABOVE * movement.leave if movement.both_ways else -inf
        self._relaxed_below = -movement.leave
        self._speaks = chooser(movement.sides)
        if movement.sides == "stronger" and affected is not None:
            self._speaks = _pick_right if affected == "left" else _pick_left
        self._meter = LevelMeter(movement, full)
        self._needed = needed_rests(movement)
        self._followed = sorted(
            self._needed | _fault_rests(exercise) | exercise.resting_measures | {*follow}
        )
        self._rests = Baseline(self._followed, rest, self._needed)
        self._palm_rests: Baseline | None = None
        self._filters = tuple(OneEuro(_MIN_CUTOFF_HZ, _BETA) for _ in range(2))
        self._uneven = OneEuro(_UNEVEN_HZ, 0.0)
        self._quiet_s: float | None = None
        self._relaxed_s: float | None = None
        self._moved = False

    @property
    def rest_is_known(self) -> bool:
        """Whether the rest of all that the movement is read from was seen for long enough."""
        return all(self._rests.is_known(name) for name in self._needed)

    def rest(self, name: str) -> float | None:
        """The rest of a measure; None before anything is known of it."""
        return self._rests.rest(name)

    def reset(self) -> None:
        """Forget what was seen: what comes next does not continue it."""
        for one in (*self._filters, self._uneven):
            one.reset()

    def forget(self) -> None:
        """It is another person from here on: nothing is known of their rest."""
        self._rests, self._palm_rests = Baseline(self._followed, None, self._needed), None
        self._quiet_s = self._relaxed_s = None
        self._moved = False
        self.reset()

    def rests_now(self, values: Mapping[str, float]) -> Baseline:
        """What rest is now: with a hand on the cheek it is another, learned from when it came.

        The hand pushes the skin, and the landmarks beside it wander: lids by 0.08 of the eye's
        width. What was learned without it is where the other begins.
        """
        if not (self._palm_moves_rest and values.get("palm_on_cheek")):
            self._palm_rests = None
            return self._rests
        if self._palm_rests is None:
            self._palm_rests = Baseline(self._followed, self._rests.levels(), self._needed)
        return self._palm_rests

    def step(
        self, time_s: float, values: Mapping[str, float], rests: Baseline, *, idle: bool
    ) -> Level | None:
        """The level at a tick; None while too little is known of the person's rest.

        Args:
            time_s: Not before the tick before.
            values: What was measured.
            rests: What `rests_now` gave for them.
            idle: Whether no movement continues.
        """
        raw = self._meter.level(values, rests)
        if raw is not None and self._learned_a_movement(time_s, raw, idle=idle):
            rests.forget()
            raw = None
        # What may be the end of a movement that was taken for rest says nothing of that rest.
        learns = raw is None or (self._relaxed_s is None and self._at_rest(time_s, raw, idle=idle))
        if learns and rests.learn(time_s, values):
            raw = self._meter.level(values, rests)
            if self._rests.corrected:
                self._say(NOT_AT_REST)
        if raw is None:
            return None
        if self.share != 1.0:
            raw = raw.relative_to(self.share)
        if raw.left is None or raw.right is None:
            return Level(self._filters[0].step(time_s, raw.chosen), None, None, raw.lead)
        left = self._filters[0].step(time_s, raw.left)
        right = self._filters[1].step(time_s, raw.right)
        chosen = self._speaks(left, right)
        uneven = (
            None if raw.mean_asymmetry is None else self._uneven.step(time_s, raw.mean_asymmetry)
        )
        return Level(chosen, left, right, raw.lead, raw.highest_part, raw.first_parts, uneven)

    def _at_rest(self, time_s: float, level: Level, *, idle: bool) -> bool:
        """Whether this tick says something about the person's rest."""
        if not idle:
            self._quiet_s = None
            return False
        if level.chosen < self._other_below:
            self._quiet_s = None
            return False
        if self._quiet_s is None or level.chosen < self._quiet_below:
            self._quiet_s = time_s
        quiet = time_s - self._quiet_s
        return quiet <= 0.0 or quiet >= LINGER_S or not self.rest_is_known

    def _learned_a_movement(self, time_s: float, level: Level, *, idle: bool) -> bool:
        """Whether the face has come to rest on the far side of what was taken for it."""
        self._moved = self._moved or not idle
        # Before rest is known, a clip's first pictures, which are coarse, are no movement.
        if level.highest_part > self._relaxed_below or not self.rest_is_known:
            self._relaxed_s = None
            return False
        if self._relaxed_s is None:
            self._relaxed_s = time_s
        if time_s - self._relaxed_s < RELAXED_S:
            return False
        if self._both_ways:
            # There may be another movement on that side.
            if not self._moved:
                self._say(THE_OTHER_WAY)
            return False
        self._relaxed_s = None
        self._say(NOT_AT_REST)
        return True

    def _say(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _pick_left(left: float, _right: float) -> float:
    return left


def _pick_right(_left: float, right: float) -> float:
    return right


def _fault_rests(exercise: Exercise) -> set[str]:
    return {
        name
        for fault in exercise.faults
        for limit in fault.limits
        if limit.reading != "value"
        for name in sided_names(limit.measure)
        if name in MEASURES
    }
