"""Judges a set: of a clip, of observations, or of a live source frame by frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from facecheck.api.argument_checks import exercise_of, path_of, personal_of, targets_of
from facecheck.api.groups import groups
from facecheck.core.arguments import number
from facecheck.core.errors import SourceError
from facecheck.core.events import Update
from facecheck.core.frames import EVERYTHING, Frame, Observation
from facecheck.core.messages import Code, Message
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.core.results import ScoreResult
from facecheck.core.sides import Side
from facecheck.engine.factory import AnyChecker, checker_for
from facecheck.engine.measures.needs import details_of, lacking
from facecheck.engine.measures.rows import values_of
from facecheck.engine.spec.timed_exercise import AnyExercise, TimedExercise
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.recording import Recording
from facecheck.inputs.sources import FrameSource
from facecheck.store.profile import NOBODY, Profile

OnFrame = Callable[[Frame | None, Observation, Update], None]
"""Called after each frame: the picture (None from a trace), what was seen, and what came of it."""


def check(
    clip: str | Path,
    exercise: str | Path | AnyExercise,
    *,
    reps: int | None = None,
    hold_s: float | None = None,
    minutes: float | None = None,
    affected: Side | None = None,
    profile: Profile = NOBODY,
    folders: Sequence[Path] = (),
    on_frame: OnFrame | None = None,
    overlapped: bool = True,
    hands: bool = False,
    read_as: ReadAs = PLAIN,
) -> ScoreResult:
    """Count and score the repetitions in a clip or trace, or the time of a timed session.

    Args:
        clip: A video file, a folder of images, or a trace (`.parquet`).
        exercise: An exercise, its id, or the path of its file.
        reps: Repetitions to a set, 1 or more; None for the exercise's.
        hold_s: Seconds to hold, 0 or more; 0 counts on the way back. None for the exercise's.
        minutes: How long a timed session takes; None for the exercise's own time.
        affected: The person's weaker side, `left` or `right`, against which symmetry is read.
        profile: The person's own rest and full effort; without, the exercise's typical ones.
        folders: Where exercise files are looked for first.
        on_frame: Called after each frame, in order; for drawing, traces and progress.
        overlapped: Decode and run the models on threads of their own. Without, the result is the
            same, and comes later.
        hands: Look for hands even where the exercise needs none: whoever keeps the observations may
            score another exercise of them that does.
        read_as: What is known of the clip from elsewhere: its rate, its times, which stream.

    Raises:
        SourceError: The clip cannot be read.
        TraceError: The trace cannot be read.
        ModelError: A model file is missing.
        SpecError: The exercise's file is wrong.
        ArgumentError: Something else that was given is not possible.
    """
    rules, place = exercise_of(exercise, folders), path_of("clip", clip)
    targets = targets_of(rules, reps, hold_s, minutes)
    checker = checker_for(rules, targets, personal_of(profile, affected))
    with Recording(
        place,
        hands=hands or rules.needs_hands,
        exercise=rules.id,
        overlapped=overlapped,
        read_as=read_as,
        # Whoever is handed the observations may judge anything by them.
        details=details_of(checker.reads) if on_frame is None else EVERYTHING,
    ) as recording:
        notes = _without(rules, recording)
        restarts, pauses, n = recording.restarts, recording.pauses, 0
        one_by_one = on_frame is not None or bool(restarts or pauses)
        for group in recording.groups(whole=one_by_one or rules.needs_hands):
            if not one_by_one:
                checker.judge_group(group)
                continue
            frames: Sequence[Frame | None] = group.frames or [None] * len(group.observations)
            rows = zip(frames, group.observations, values_of(group), strict=True)
            for frame, seen, values in rows:
                if n in restarts:
                    checker.restart()
                if n in pauses:
                    checker.resumed()
                update = checker.step(seen, values)
                n += 1
                if on_frame is not None:
                    on_frame(frame, seen, update)
        warnings = [*recording.warnings, *notes]
        result = checker.finish(recording.name, recording.duration_s or 0.0, warnings)
        return replace(result, player=recording.player, models=recording.models)


def rescore(
    observations: Iterable[Observation],
    exercise: str | Path | AnyExercise,
    *,
    name: str,
    duration_s: float,
    reps: int | None = None,
    hold_s: float | None = None,
    minutes: float | None = None,
    affected: Side | None = None,
    profile: Profile = NOBODY,
    warnings: Sequence[str] = (),
) -> ScoreResult:
    """Score observations that are there already; the same ones give the same result, bit for bit.

    Args:
        observations: In time order, as `watch` and the `on_frame` of `check` hand them over.
        exercise: An exercise, its id, or the path of its file.
        name: What the result calls the clip.
        duration_s: The clip's length in seconds.
        reps: Repetitions to a set, 1 or more; None for the exercise's.
        hold_s: Seconds to hold, 0 or more; 0 counts on the way back. None for the exercise's.
        minutes: How long a timed session takes; None for the exercise's own time.
        affected: The person's weaker side, `left` or `right`, against which symmetry is read.
        profile: The person's own rest and full effort; without, the exercise's typical ones.
        warnings: What a reader should know of the clip, a sentence each; handed on.

    Raises:
        CalibrationError: The profile's full effort of a measure is no movement from its rest.
        SpecError: The exercise's file is wrong.
        ArgumentError: Something else that was given is not possible.
    """
    rules = exercise_of(exercise)
    targets = targets_of(rules, reps, hold_s, minutes)
    checker = checker_for(rules, targets, personal_of(profile, affected))
    lasts_s = number("duration_s", duration_s, (0, math.inf))
    for group in groups(observations):
        checker.judge_group(group)
    return checker.finish(name, lasts_s, warnings)


def watch(
    source: FrameSource,
    exercise: str | Path | AnyExercise,
    *,
    reps: int | None = None,
    hold_s: float | None = None,
    minutes: float | None = None,
    affected: Side | None = None,
    profile: Profile = NOBODY,
) -> Iterator[tuple[Frame, Observation, Update]]:
    """Follow an exercise in an open source, frame by frame, for a window of one's own.

    Args:
        source: Open, as inside `with open_camera("0") as source`.
        exercise: An exercise, its id, or the path of its file.
        reps: Repetitions to a set, 1 or more; None for the exercise's.
        hold_s: Seconds to hold, 0 or more; 0 counts on the way back. None for the exercise's.
        minutes: How long a timed session takes; None for the exercise's own time.
        affected: The person's weaker side, `left` or `right`, against which symmetry is read.
        profile: The person's own rest and full effort; without, the exercise's typical ones.

    Returns:
        Yields the picture, what was seen in it, and where the exercise stands.

    Raises:
        SourceError: The source fails.
        ModelError: A model file is missing.
        SpecError: The exercise's file is wrong.
        ArgumentError: Something else that was given is not possible.
    """
    rules = exercise_of(exercise)
    targets = targets_of(rules, reps, hold_s, minutes)
    checker = checker_for(rules, targets, personal_of(profile, affected))
    # Not here, for a generator looks at its arguments when it is first asked for something.
    return _watched(source, checker, hands=rules.needs_hands)


def _watched(
    source: FrameSource, checker: AnyChecker, *, hands: bool
) -> Iterator[tuple[Frame, Observation, Update]]:
    with Landmarker(hands=hands) as landmarker:
        for frame in source:
            observation = landmarker(frame)
            yield frame, observation, checker.step(observation)


def _without(rules: AnyExercise, recording: Recording) -> list[str]:
    """Notes on the faults that a recording without some measures cannot show.

    Raises:
        SourceError: The movement itself is not in it.
    """
    if recording.carries is None:
        return []
    name, lacks = recording.name, lacking(*recording.carries)
    if isinstance(rules, TimedExercise) or rules.needs_hands:
        raise SourceError(
            "{name}: holds no hands, and {id} is judged by them; score a clip",
            name=name,
            id=rules.id,
        )

    def missing(measure: str) -> bool:
        return bool({measure, f"{measure}_left", f"{measure}_right"} & lacks)

    parts = [part.measure for part in rules.movement.parts if missing(part.measure)]
    if parts:
        raise SourceError(
            "{name}: {id} is judged by {parts}, which 68 points do not carry; score the "
            "clip itself",
            name=name,
            id=rules.id,
            parts=", ".join(parts),
        )
    faults = [
        rule.name for rule in rules.faults if any(missing(limit.measure) for limit in rule.limits)
    ]
    return [Message(Code.NOT_SHOWN, faults=", ".join(faults))] if faults else []
