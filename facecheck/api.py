"""What programs use: check, events, measure, rescore, watch; here inputs meet the engine."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from pathlib import Path

from facecheck.core.events import Update
from facecheck.core.frames import Frame, Group, Observation, Side
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.engine.calibration import Row, full_effort, rest_levels, stretches
from facecheck.engine.events import EventDetector
from facecheck.engine.hands import HandWatch
from facecheck.engine.kinds import AnyChecker, checker_for
from facecheck.engine.level import needed_rests
from facecheck.engine.measured import Values, values_of
from facecheck.engine.measures import measure_face
from facecheck.engine.spec import Exercise, Routine
from facecheck.engine.spec_text import parse_any, parse_routine
from facecheck.engine.timed_spec import AnyExercise, TimedExercise, counted
from facecheck.inputs import library
from facecheck.inputs.landmarker import Landmarker
from facecheck.inputs.recording import Recording
from facecheck.inputs.sources import FrameSource
from facecheck.store.profile import NOBODY, Profile

TOGETHER = 256
"""Observations that are there already are measured so many at once."""

OnFrame = Callable[[Frame | None, Observation, Update], None]
"""Called after each frame: the picture (None from a trace), what was seen, and what came of it."""


def load_exercise(exercise: str | Path, folders: Sequence[Path] = ()) -> Exercise:
    """Read an exercise that counts repetitions.

    Args:
        exercise: An id such as `jaw-open`, or the path of a YAML file.
        folders: Searched before the user's own folder and the exercises that come along.

    Raises:
        SpecError: There is no such exercise, its file is wrong, or it is done by the clock.

    >>> load_exercise("jaw-open").reps
    3
    """
    return counted(load_any(exercise, folders))


def load_any(exercise: str | Path, folders: Sequence[Path] = ()) -> AnyExercise:
    """As `load_exercise`, and also reads exercises that are done by the clock.

    Args:
        exercise: An id such as `microcurrent`, or the path of a YAML file.
        folders: Searched before the user's own folder and the exercises that come along.

    Raises:
        SpecError: There is no such exercise, or its file is wrong.

    >>> len(load_any("microcurrent").phases)
    10
    """
    if isinstance(exercise, Path) or str(exercise).endswith((".yaml", ".yml")):
        path = Path(exercise)
        return parse_any(library.read_text(path), path.name)
    path, text = library.exercise_text(exercise, folders)
    return parse_any(text, path.name)


def load_routine(routine: str, folders: Sequence[Path] = ()) -> Routine:
    """Read a routine: exercises in order, each followed by its rest.

    Args:
        routine: An id such as `circuit`.
        folders: Searched before the user's own folder and the routines that come along.

    Raises:
        SpecError: There is no such routine, or its file is wrong.

    >>> load_routine("circuit").exercises
    ('squint-palm', 'jaw-band', 'microcurrent')
    """
    path, text = library.routine_text(routine, folders)
    return parse_routine(text, path.name)


def check(
    clip: str | Path,
    exercise: str | AnyExercise,
    *,
    reps: int | None = None,
    hold_s: float | None = None,
    minutes: float | None = None,
    affected: Side | None = None,
    profile: Profile = NOBODY,
    folders: Sequence[Path] = (),
    on_frame: OnFrame | None = None,
    overlapped: bool = True,
) -> ScoreResult:
    """Count and score the repetitions in a clip or trace, or the time of a session by the clock.

    Args:
        clip: A video file, a folder of images, or a trace (`.parquet`).
        exercise: An exercise, its id, or the path of its file as a string.
        reps: Repetitions to a set, 1 or more; None for the exercise's.
        hold_s: Seconds to hold, 0 or more; 0 counts on the way back. None for the exercise's.
        minutes: How long a session by the clock takes; None for the exercise's own time.
        affected: The person's weaker side, `left` or `right`, against which symmetry is read.
        profile: The person's own rest and full effort; without, the exercise's typical ones.
        folders: Where exercise files are looked for first.
        on_frame: Called after each frame, in order; for drawing, traces and progress.
        overlapped: Decode and run the models on threads of their own. Without, the result is the
            same, and comes later.

    Raises:
        SourceError: The clip cannot be read.
        TraceError: The trace cannot be read.
        ModelError: A model file is missing.
        SpecError: The exercise's file is wrong.
    """
    rules = load_any(exercise, folders) if isinstance(exercise, str) else exercise
    checker = _checker(rules, profile, reps, hold_s, minutes, affected)
    with Recording(
        Path(clip), hands=rules.needs_hands, exercise=rules.id, overlapped=overlapped
    ) as recording:
        restarts, n = recording.restarts, 0
        for group in recording.groups():
            if on_frame is None and not restarts:
                checker.judge_group(group)
                continue
            frames: Sequence[Frame | None] = group.frames or [None] * len(group.observations)
            rows = zip(frames, group.observations, values_of(group), strict=True)
            for frame, seen, values in rows:
                if n in restarts:
                    checker.restart()
                update = checker.step(seen, values)
                n += 1
                if on_frame is not None:
                    on_frame(frame, seen, update)
        return checker.finish(recording.name, recording.duration_s or 0.0, recording.warnings)


def _checker(
    exercise: AnyExercise, profile: Profile, reps: int | None, hold_s: float | None,
    minutes: float | None, affected: Side | None,
) -> AnyChecker:  # fmt: skip
    """A checker for a person; what is asked for goes before what the profile says."""
    person = profile.person
    if minutes is None and isinstance(exercise, TimedExercise) and exercise.touch == "device":
        minutes = person.toner_minutes
    return checker_for(
        exercise, reps=reps, hold_s=hold_s, minutes=minutes, full=profile.full,
        rest=profile.rest, affected=affected or person.affected_side,
    )  # fmt: skip


def rescore(
    observations: Iterable[Observation],
    exercise: AnyExercise,
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
        exercise: What to judge.
        name: What the result calls the clip.
        duration_s: The clip's length in seconds.
        reps: Repetitions to a set, 1 or more; None for the exercise's.
        hold_s: Seconds to hold, 0 or more; 0 counts on the way back. None for the exercise's.
        minutes: How long a session by the clock takes; None for the exercise's own time.
        affected: The person's weaker side, `left` or `right`, against which symmetry is read.
        profile: The person's own rest and full effort; without, the exercise's typical ones.
        warnings: What a reader should know of the clip, a sentence each; handed on.

    Raises:
        CalibrationError: The profile's full effort of a measure is no movement from its rest.
    """
    checker = _checker(exercise, profile, reps, hold_s, minutes, affected)
    for group in _groups(observations):
        checker.judge_group(group)
    return checker.finish(name, duration_s, warnings)


def events(
    clip: str | Path, *, hands: bool = True, on_frame: Callable[[float], None] | None = None
) -> EventsResult:
    """Everything the face did in a clip or trace: blinks, closures, squints, jaw openings, palms.

    Args:
        clip: A video file, a folder of images, or a trace.
        hands: Whether to look for hands; without, no `palm_on_cheek` is found.
        on_frame: Called with each frame's time; for progress.

    Raises:
        SourceError: The clip cannot be read.
        TraceError: The trace cannot be read.
        ModelError: A model file is missing.
    """
    detector = event_detector()
    with Recording(Path(clip), hands=hands) as recording:
        for group in recording.groups():
            detector.judge_group(group)
            if on_frame is not None:
                for at in group.instants():
                    on_frame(at.time_s)
        return detector.finish(recording.name, recording.duration_s or 0.0, recording.warnings)


def events_of(
    observations: Iterable[Observation], *, name: str, duration_s: float,
    warnings: Sequence[str] = (),
) -> EventsResult:  # fmt: skip
    """As `events`, from observations that are there already.

    Args:
        observations: In time order; palms are found where the hand model ran (`hands` not None).
        name: What the result calls the clip.
        duration_s: The clip's length in seconds.
        warnings: What a reader should know of the clip, a sentence each; handed on.
    """
    detector = event_detector()
    for group in _groups(observations):
        detector.judge_group(group)
    return detector.finish(name, duration_s, warnings)


def event_detector() -> EventDetector:
    """A fresh detector of events, by the exercises that come along (not the user's own)."""
    bundled = (library.bundled_folder(),)
    return EventDetector(load_exercise("squint", bundled), load_exercise("jaw-open", bundled))


def measure(
    clip: str | Path, *, hands: bool = False
) -> Iterator[tuple[float, Mapping[str, float] | None]]:
    """Every measure at every frame of a clip or trace.

    Args:
        clip: A video file, a folder of images, or a trace.
        hands: Whether to look for hands, and add the measures of hands.

    Yields:
        The frame's time in seconds, and the measures by name, in the units of `docs/measures.md`;
        None without a face.

    Raises:
        SourceError: The clip cannot be read.
        TraceError: The trace cannot be read.
        ModelError: A model file is missing.
    """
    watch = HandWatch() if hands else None
    with Recording(Path(clip), hands=hands) as recording:
        for observation, values in _measured(recording):
            if values is not None and watch is not None:
                values |= watch.step(observation)
            yield observation.time_s, values


def _groups(observations: Iterable[Observation]) -> Iterator[Group]:
    source = iter(observations)
    while some := list(islice(source, TOGETHER)):
        yield Group.of(some)


def _measured(recording: Recording) -> Iterator[tuple[Observation, Values | None]]:
    for group in recording.groups():
        yield from zip(group.observations, values_of(group), strict=True)


def watch(
    source: FrameSource,
    exercise: str | AnyExercise,
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
        exercise: An exercise, its id, or the path of its file as a string.
        reps: Repetitions to a set, 1 or more; None for the exercise's.
        hold_s: Seconds to hold, 0 or more; 0 counts on the way back. None for the exercise's.
        minutes: How long a session by the clock takes; None for the exercise's own time.
        affected: The person's weaker side, `left` or `right`, against which symmetry is read.
        profile: The person's own rest and full effort; without, the exercise's typical ones.

    Yields:
        The picture, what was seen in it, and where the exercise stands.

    Raises:
        SourceError: The source fails.
        ModelError: A model file is missing.
        SpecError: The exercise's file is wrong.
    """
    rules = load_any(exercise) if isinstance(exercise, str) else exercise
    checker = _checker(rules, profile, reps, hold_s, minutes, affected)
    with Landmarker(hands=rules.needs_hands) as landmarker:
        for frame in source:
            observation = landmarker(frame)
            yield frame, observation, checker.step(observation)


def calibrate(
    source: FrameSource,
    exercises: Sequence[Exercise],
    *,
    on_cue: Callable[[str], None] = lambda _cue: None,
) -> Profile:
    """Learn a person's rest and full effort from an open source.

    Args:
        source: Open; shows the person following the cues, each for some seconds.
        exercises: Whose full effort is wanted.
        on_cue: Told what the person should do now, as each stretch begins.

    Returns:
        Rest and full effort by measure, in the units of `docs/measures.md`; nothing else of the
        profile is set.

    Raises:
        CalibrationError: A stretch was not seen, or is no plausible range.
        SourceError: The source fails.
        ModelError: A model file is missing.
    """
    plan = stretches(exercises)
    rows: list[list[Row]] = [[] for _ in plan]
    ends = list(accumulate(stretch.seconds for stretch in plan))
    now = -1
    with Landmarker() as landmarker:
        for frame in source:
            place = bisect_right(ends, frame.time_s)
            if place >= len(plan):
                break
            if place != now:
                now = place
                on_cue(plan[place].cue)
            face = landmarker(frame).face
            if face is not None:
                rows[place].append((frame.time_s, measure_face(face)))
    rests = rest_levels(rows[0])
    full: dict[str, float] = {}
    for stretch, seen in zip(plan, rows, strict=True):
        if stretch.exercise is not None:
            full |= full_effort(stretch.exercise, seen, rests)
    needed = {name for e in exercises for name in needed_rests(e.movement)}
    return Profile(full, {name: rests[name] for name in sorted(needed)})
