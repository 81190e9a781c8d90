"""Short stretches of sample clips, their pictures kept in memory, watched as often as needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from evaluation.variations import Change, cut

from facecheck.api import load_exercise, rescore
from facecheck.core.frames import Frame, Observation
from facecheck.core.results import ScoreResult
from facecheck.evaluate.parse_truth import read_truth
from facecheck.evaluate.truth import LabelledEvent, Truth
from facecheck.inputs.library import sample_clip
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources import open_clip


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a sample clip with one movement in it.

    Attributes:
        clip: The sample clip's name without its suffix.
        exercise: What is done in it.
        kind: The label of that movement.
        n: Which of the labelled movements, from 0.
        before_s: How much of the clip before the movement.
        after_s: How much after.
        hold_s: The target, well under the plateau's length.
    """

    clip: str
    exercise: str
    kind: str
    n: int = 0
    before_s: float = 1.5
    after_s: float = 0.6
    hold_s: float = 2.0

    @property
    def label(self) -> LabelledEvent:
        """The movement's label, in the clip's own time."""
        return [e for e in truth(self.clip).events or () if e.kind == self.kind][self.n]

    @property
    def from_s(self) -> float:
        """Where the stretch begins in the clip."""
        return max(self.label.start_s - self.before_s, 0.0)

    @property
    def until_s(self) -> float:
        """Where it ends."""
        return self.label.end_s + self.after_s


SQUINT = Window("squint_too_short", "squint", "squint")
JAW = Window("jaw_too_short", "jaw-open", "jaw_open")


@cache
def truth(clip: str) -> Truth:
    """A sample clip's truth file."""
    return read_truth(sample_clip(f"{clip}.mp4").with_suffix(".truth.yaml"))


@cache
def frames(clip: str, from_s: float, until_s: float) -> tuple[Frame, ...]:
    """The pictures of a stretch; its first stands at 0 s."""
    with open_clip(sample_clip(f"{clip}.mp4")) as source:
        return tuple(cut(from_s, until_s)(source))


def pictures(window: Window) -> tuple[Frame, ...]:
    """The pictures of a window."""
    return frames(window.clip, window.from_s, window.until_s)


def watched(pictures: Iterable[Frame]) -> tuple[Observation, ...]:
    """What the models see."""
    with Landmarker() as landmarker:
        return tuple(landmarker(frame) for frame in pictures)


def unchanged(pictures: Iterable[Frame]) -> Iterator[Frame]:
    """The window as it is."""
    return iter(pictures)


@cache
def seen(window: Window) -> tuple[Observation, ...]:
    """What the models see in a window as it is."""
    return watched(pictures(window))


def seen_through(window: Window, change: Change) -> tuple[Observation, ...]:
    """What the models see in a window under other conditions."""
    return watched(change(pictures(window)))


def score(observations: Iterable[Observation], window: Window, **target: float) -> ScoreResult:
    """Judge a window's exercise."""
    kept = list(observations)
    return rescore(
        kept,
        load_exercise(window.exercise),
        name=window.clip,
        duration_s=kept[-1].time_s,
        hold_s=target.get("hold_s", window.hold_s),
    )


def one_hold_s(result: ScoreResult) -> float:
    """The hold of the one repetition that was counted."""
    assert result.counted == 1, [(a.hold_s, a.reason) for a in result.attempts]
    return next(a.hold_s for a in result.attempts if a.counted)
