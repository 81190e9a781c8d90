"""Learns a person's own range."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from facecheck.api.led_frames import led_frames
from facecheck.core.errors import ArgumentError
from facecheck.engine.level.calibration import Row, full_effort, rest_levels, stretches
from facecheck.engine.level.level import needed_rests
from facecheck.engine.measures.table import measure_face
from facecheck.engine.spec.exercise import Exercise
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources import FrameSource
from facecheck.store.profile import Profile


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
        ArgumentError: There is no exercise, or what is there is none.
    """
    if not exercises or not all(isinstance(e, Exercise) for e in exercises):
        raise ArgumentError("exercises: give at least one, each as load_exercise gives it")
    plan = stretches(exercises)
    rows: list[list[Row]] = [[] for _ in plan]
    with Landmarker() as landmarker:
        for place, frame in led_frames(source, plan, on_cue):
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
