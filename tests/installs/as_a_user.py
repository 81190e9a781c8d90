"""A program of a user's, for the type checker: every public name in an annotation of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from facecheck import (
    Attempt,
    EventsResult,
    Exercise,
    Face,
    FacecheckError,
    Frame,
    FrameSource,
    Hand,
    Observation,
    Profile,
    ReadAs,
    Routine,
    ScoreResult,
    Side,
    SourceError,
    Update,
    check,
    events,
    load_exercise,
    load_routine,
    measure,
    open_camera,
    rescore,
    watch,
)


def score(clip: Path, weaker: Side | None = None) -> ScoreResult | str:
    try:
        return check(clip, "jaw-open", reps=3, affected=weaker, read_as=ReadAs(fps=30.0))
    except SourceError as error:
        return str(error)
    except FacecheckError as error:
        return f"otherwise: {error}"


def kept(clip: Path, exercise: Exercise, profile: Profile) -> tuple[list[Observation], ScoreResult]:
    seen: list[Observation] = []

    def on_frame(frame: Frame | None, observation: Observation, update: Update) -> None:
        del frame, update
        seen.append(observation)

    result = check(clip, exercise, profile=profile, on_frame=on_frame)
    return seen, rescore(seen, exercise, name=result.clip, duration_s=result.duration_s)


def faces(seen: list[Observation]) -> Iterator[Face]:
    return (observation.face for observation in seen if observation.face is not None)


def hands(observation: Observation) -> tuple[Hand, ...]:
    return observation.hands or ()


def names(routine: str) -> list[Exercise]:
    read: Routine = load_routine(routine)
    return [load_exercise(name) for name in read.exercises]


def live(source: FrameSource) -> float | None:
    level: float | None = None
    for _frame, _observation, update in watch(source, "squint"):
        level = update.level
    return level


def told(clip: Path) -> tuple[list[Attempt], EventsResult, list[float]]:
    result = score(clip)
    attempts = [] if isinstance(result, str) else list(result.attempts)
    return attempts, events(clip), [at_s for at_s, _values in measure(clip)]


def camera() -> float | None:
    with open_camera(0) as source:
        return live(source)
