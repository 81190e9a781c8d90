"""The interface of what is evaluated: anything that watches a clip once and scores it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from facecheck.core.errors import FacecheckError, SpecError
from facecheck.core.read_as import ReadAs
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.core.targets import Targets
from facecheck.evaluate.cases import Case
from facecheck.evaluate.outcome import ClipEvaluation, compare, failed
from facecheck.evaluate.truth import Expectation, Truth
from facecheck.evaluate.vocabulary import shows_hands


class Watched(Protocol):
    """A clip whose landmarks are at hand, to be scored as often as one likes."""

    def score(self, exercise: str, targets: Targets) -> ScoreResult:
        """Score an exercise. Repetitions beyond the target count, so that one too many is seen."""

    def events(self) -> EventsResult:
        """Everything the face did."""


class Judge(Protocol):
    """What is evaluated. It crosses to other processes, so it must pickle."""

    def needs_hands(self, exercise: str) -> bool:
        """Whether an exercise is watched by the hand model too."""

    def watch(
        self, clip: Path, *, hands: bool, read_as: ReadAs | None = None
    ) -> AbstractContextManager[Watched]:
        """Run the models over a clip, once; None reads it as the judge reads clips."""


def evaluate_case(judge: Judge, case: Case) -> ClipEvaluation:
    """Evaluate one clip. Whatever goes wrong with it is an outcome, not the end of the run."""
    truth = case.truth
    if not case.clip.exists():
        return failed(
            case, f"{case.clip}: no such clip; put it beside its truth file, or mend the key `clip`"
        )
    try:
        hands = with_hands(judge, truth)
        with judge.watch(case.clip, hands=hands, read_as=case.read_as) as watched:
            scores = [_score(watched, line) for line in truth.expect]
            return compare(case, scores, watched.events(), hands=hands)
    except FacecheckError as error:
        return failed(case, _one_line(error))
    except Exception as error:  # hundreds of clips must not be lost to one
        kind = type(error).__name__
        return failed(case, f"{case.clip}: a bug in facecheck: {kind}: {_one_line(error)}")


def with_hands(judge: Judge, truth: Truth) -> bool:
    """Whether hands are looked for in a clip: a label or an exercise is about them."""
    if any(shows_hands(label.kind) for label in truth.events or ()):
        return True
    return any(_needs_hands(judge, line.exercise) for line in truth.expect)


def _score(watched: Watched, line: Expectation) -> ScoreResult | str:
    """One line's result, or why it has none: a wrong exercise spoils its own line alone."""
    try:
        return watched.score(line.exercise, Targets(line.reps, line.hold_s, line.minutes))
    except SpecError as error:
        return _one_line(error)


def _needs_hands(judge: Judge, exercise: str) -> bool:
    try:
        return judge.needs_hands(exercise)
    except SpecError:
        return False


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
