"""Results without cameras: a judge that answers from a table, and short ways to build truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from facecheck.core.errors import SourceError
from facecheck.core.events import Attempt, FaceEvent, Fault
from facecheck.core.read_as import ReadAs
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.core.targets import Targets
from facecheck.evaluate.cases import Case
from facecheck.evaluate.truth import Expectation, LabelledEvent, Truth

DURATION_S = 30.0


def found(kind: str, start_s: float, end_s: float, side: str | None = None) -> FaceEvent:
    return FaceEvent(kind, side, start_s, end_s, 1.0)


def label(kind: str, start_s: float, end_s: float, **more: object) -> LabelledEvent:
    return LabelledEvent.model_validate({"kind": kind, "start_s": start_s, "end_s": end_s, **more})


def fault(name: str) -> Fault:
    return Fault(name, 1.0, 2.0, 0.2, 0.1, "deg", "hold still")


def attempt(
    n: int,
    start_s: float,
    hold_s: float,
    *,
    counted: bool = True,
    faults: Sequence[str] = (),
) -> Attempt:
    reason = None if counted else f"held {hold_s} of 5.0 s"
    end_s = start_s + hold_s + 0.4
    named = tuple(fault(name) for name in faults)
    return Attempt(n, start_s, end_s, hold_s, 1.0, counted, reason, 90, faults=named)


def score(
    attempts: Sequence[Attempt] = (), *, exercise: str = "jaw-open", duration_s: float = DURATION_S
) -> ScoreResult:
    frames = round(duration_s * 30)
    return ScoreResult(
        "a.mp4", exercise, duration_s, frames, frames, duration_s, 3, 5.0, tuple(attempts), 90
    )


def events_of(*events: FaceEvent, frames: int = 900) -> EventsResult:
    return EventsResult("a.mp4", DURATION_S, frames, frames, DURATION_S, tuple(events))


def truth(
    *expect: Expectation,
    clip: str = "a.mp4",
    events: Sequence[LabelledEvent] | None = (),
    **more: object,
) -> Truth:
    return Truth.model_validate(
        {
            "schema": "facecheck.truth/1",
            "clip": clip,
            "fps": 30.0,
            "frames": 900,
            "events": None if events is None else tuple(events),
            "expect": expect,
            **more,
        }
    )


def expect(counted: int, exercise: str = "jaw-open", **more: object) -> Expectation:
    line = {"exercise": exercise, "hold_s": 5.0, "counted": counted, **more}
    return Expectation.model_validate(line)


def case(truth: Truth) -> Case:
    return Case(Path("clips") / truth.clip, truth)


@dataclass(frozen=True)
class FakeWatched:
    judge: FakeJudge
    clip: str
    hands: bool

    def score(self, exercise: str, targets: Targets) -> ScoreResult:
        assert targets.minutes is None
        hold_s = targets.hold_s or 0.0
        right = self.judge.counts.get((self.clip, exercise), 0)
        counted = max(0, right + self.judge.bias) * self.judge.gain
        attempts = [attempt(i + 1, 2.0 + 7.0 * i, hold_s + 0.2) for i in range(counted)]
        return replace(score(attempts, exercise=exercise), reps=targets.reps or 3, hold_s=hold_s)

    def events(self) -> EventsResult:
        seen = self.judge.detected.get(self.clip, ())
        return events_of(*(e for e in seen if self.hands or e.kind != "palm_on_cheek"))


@dataclass(frozen=True)
class FakeJudge:
    """Counts what the table says, or, with its threshold broken, something else.

    ``bias`` counts so many more; ``gain`` 0 counts nothing at all.
    """

    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    detected: dict[str, tuple[FaceEvent, ...]] = field(default_factory=dict)
    bias: int = 0
    gain: int = 1
    unreadable: tuple[str, ...] = ()
    buggy: tuple[str, ...] = ()
    read: list[tuple[str, ReadAs | None]] = field(default_factory=list)

    def needs_hands(self, exercise: str) -> bool:
        return exercise in ("squint-palm", "jaw-band")

    @contextmanager
    def watch(
        self, clip: Path, *, hands: bool, read_as: ReadAs | None = None
    ) -> Iterator[FakeWatched]:
        self.read.append((clip.name, read_as))
        if clip.name in self.unreadable:
            raise SourceError(f"{clip}: not a video; give another file")
        if clip.name in self.buggy:
            raise ZeroDivisionError("division by zero")
        yield FakeWatched(self, clip.name, hands)
