"""Everything the face did, whatever the exercise: blinks, closures, squints, jaw openings."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from facecheck.core.events import Attempt, FaceEvent
from facecheck.core.frames import NEW_PERSON, NO_OBSTACLE, Group, Observation
from facecheck.core.results import EventsResult
from facecheck.engine.face_events.blinks import BLINK_MOST_S
from facecheck.engine.face_events.eyes import Eyes, EyeWatch, eyes_of
from facecheck.engine.face_events.hidden_eyes import HiddenEyes
from facecheck.engine.face_events.palms import PalmWatch
from facecheck.engine.hands.all_measures import all_group_values, all_values
from facecheck.engine.hands.palm_on_cheek import HandWatch
from facecheck.engine.repetitions.checker import Checker, reads
from facecheck.engine.spec.coactivation import SIDES
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.view import quality as view
from facecheck.engine.view.presence import Presence

JAW_HOLD_S = 0.4
"""A jaw opening held for less is a syllable: the longest in the real speech clip holds 0.6 s."""

SQUINT_HOLD_S = 0.8
"""A squint held for less comes with a smile, a word or a slow blink: the face narrows its eyes for
half a second many times a minute, and for longer hardly ever without meaning to."""


_READS = frozenset(
    f"{lid}_{side}" for lid in ("lid_aperture", "lid_upper", "iris_height") for side in SIDES
)
"""The measures of the face that blinks and closures are read from."""

_APERTURES = ("lid_aperture_left", "lid_aperture_right")
"""Their rest is asked for: a squint itself is read off the picture of the lids."""

_MEETING = frozenset({"lid_meeting_left", "lid_meeting_right"})


class EventDetector:
    """Names what the face does, one observation after the other."""

    def __init__(self, squint: Exercise, jaw_open: Exercise, *, hands: bool = True) -> None:
        """Take the exercises whose movements are the events `squint` and `jaw_open`."""
        self._checkers = {
            "squint": Checker(_as_event(squint), reps=1, hold_s=SQUINT_HOLD_S, follow=_APERTURES),
            "jaw_open": Checker(jaw_open, reps=1, hold_s=JAW_HOLD_S),
        }
        self._eyes = EyeWatch()
        # A rest is followed for the rules that read it: without them it is not known.
        self._meeting = sorted(_MEETING & reads(squint))
        self._reads = _READS.union(reads(squint), reads(jaw_open))
        self._hands = HandWatch() if hands else None
        self._palms = PalmWatch()
        self._hidden = HiddenEyes()
        self._recent: deque[tuple[float, Mapping[str, float]]] = deque()
        self._events: list[FaceEvent] = []
        self._presence = Presence()

    def step(self, observation: Observation, values: dict[str, float] | None = None) -> None:
        """Take one observation, with its measures where they are known; times must not decrease."""
        everything = all_values(observation, values, self._reads, self._hands)
        self.step_values(
            observation.time_s, everything, observation.brightness, observation.obstacles
        )

    def judge_group(self, group: Group) -> None:
        """Take many observations."""
        rows = all_group_values(group, self._reads, self._hands)
        for at, values in zip(group.instants(), rows, strict=True):
            self.step_values(at.time_s, values, at.brightness, at.obstacles)

    def step_values(
        self,
        time_s: float,
        values: Mapping[str, float] | None,
        brightness: float | None,
        obstacles: frozenset[str] = NO_OBSTACLE,
    ) -> None:
        """Take one tick whose measures are known already; None without a face."""
        presence = self._presence
        passed_s = presence.tick(time_s, has_face=values is not None, obstacles=obstacles)
        for kind, checker in self._checkers.items():
            closed = checker.judge_values(time_s, values, brightness, obstacles).closed
            if closed is not None:
                self._add_attempt(kind, closed)
        if values is None or not view.judge_view(values, brightness, obstacles).ok:
            if presence.seen_s is not None and presence.is_lost(time_s):
                until_s = min(presence.seen_s, presence.new_s or 0.0)
                self._events += self._eyes.finish(until_s) + self._palms.finish(until_s)
            return
        presence.mark_seen(time_s, passed_s)
        if self._hands is not None:
            self._events += self._palms.step(time_s, values)
        if NEW_PERSON in obstacles:
            self._look_again()
        if self._hidden.step(time_s, obstacles):
            # What a hand does on its way is no movement of the lids.
            self._eyes.forget(time_s)
            self._recent.clear()
        if len(self._hidden.now) == len(SIDES):
            return
        for side in self._hidden.now:
            # A hidden eye is not a shut one: the other one speaks for both.
            other = next(one for one in SIDES if one != side)
            values = {**values, **_as_the_other(values, side, other)}
        self._recent.append((time_s, values))
        while time_s - self._recent[0][0] > BLINK_MOST_S:
            self._recent.popleft()
        self._events += self._eyes.step(time_s, self._eyes_now(values))

    def _eyes_now(self, values: Mapping[str, float]) -> Eyes:
        """Both eyes, against what is known of their rest now."""
        eyes, hidden = self._checkers["squint"], self._hidden.now
        met = sum(eyes.rise(name, values) for name in self._meeting)
        rests = {side: eyes.rest(f"lid_aperture_{side}") for side in SIDES}
        for side in hidden:
            rests[side] = rests[next(one for one in SIDES if one != side)]
        return eyes_of(values, rests, squinting=met > 0.0)

    def _look_again(self) -> None:
        """Another person has sat there for a while: their lids were read against others' rest."""
        self._eyes.forget_all()
        for time_s, values in self._recent:
            again = self._eyes.step(time_s, self._eyes_now(values))
            self._events += [e for e in again if not any(_meet(e, told) for told in self._events)]

    def finish(self, clip: str, duration_s: float, warnings: Sequence[str] = ()) -> EventsResult:
        """End what is going on and list everything in order."""
        end_s = self._presence.last_s or 0.0
        self._events += self._eyes.finish(end_s) + self._palms.finish(end_s)
        notes = list(warnings)
        for kind, checker in self._checkers.items():
            before = len(checker.attempts)
            result = checker.finish(clip, duration_s)
            for attempt in result.attempts[before:]:
                self._add_attempt(kind, attempt)
            notes += [w for w in result.warnings if w not in notes]
        order = sorted(_merged(self._events), key=lambda e: (e.start_s, e.end_s, e.kind))
        return EventsResult(
            clip=clip,
            duration_s=duration_s,
            **self._presence.totals(duration_s),
            events=tuple(order),
            warnings=tuple(notes),
        )

    def _add_attempt(self, kind: str, attempt: Attempt) -> None:
        if not attempt.counted or self._hidden.most_of(attempt):
            return
        peak = min(attempt.peak, 1.0)
        self._events.append(FaceEvent(kind, attempt.side, attempt.start_s, attempt.end_s, peak))


def _as_event(exercise: Exercise) -> Exercise:
    """The squint as an event of the face rather than an exercise.

    One eye alone is an event too. And lids that are down are no squint from their first moment,
    where an exercise waits whether it is a blink within the hold.
    """
    rules = []
    for rule in exercise.faults:
        if rule.measure in ("lid_upper", "lid_meeting"):
            rules.append(rule.model_copy(update={"for_s": 0.0}))
        elif rule.measure == "asymmetry":
            # It stops nothing, and says which side it was.
            rules.append(rule.model_copy(update={"effect": "note"}))
        else:
            rules.append(rule)
    movement = exercise.movement.model_copy(update={"learned_from": None})
    return exercise.model_copy(update={"faults": tuple(rules), "movement": movement})


def _merged(events: Sequence[FaceEvent]) -> list[FaceEvent]:
    """Leave out blinks that turned out to be the beginning of a held closure."""
    shut = [e for e in events if e.kind == "eyes_closed"]
    return [
        e
        for e in events
        if e.kind != "blink" or not any(s.start_s < e.end_s and e.start_s < s.end_s for s in shut)
    ]


def _meet(one: FaceEvent, other: FaceEvent) -> bool:
    """Whether two events are of a kind and overlap."""
    apart = one.end_s <= other.start_s or other.end_s <= one.start_s
    return one.kind == other.kind and not apart


def _as_the_other(values: Mapping[str, float], side: str, other: str) -> dict[str, float]:
    """The measures of one eye's lids, with what the other eye shows."""
    lids = [name for name in values if name.startswith("lid_") and name.endswith(f"_{side}")]
    twins = {name: f"{name.removesuffix(side)}{other}" for name in lids}
    return {name: values[twin] for name, twin in twins.items() if twin in values}
