"""Assesses both sides of a face in front of an open source."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from facecheck.api.led_frames import led_frames
from facecheck.core.frames import Frame
from facecheck.engine.level.assessment import Assessment, LookPair, assess, assessment_stretches
from facecheck.engine.measures.table import measure_face
from facecheck.engine.spec.exercise import Exercise
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources import FrameSource


def assess_source(
    source: FrameSource,
    exercises: Sequence[Exercise],
    *,
    repeats: int = 3,
    on_cue: Callable[[str], None] = lambda _cue: None,
) -> Assessment:
    """Read both sides of movements at full effort, each picture as it is and mirrored.

    Args:
        source: Open; shows the person following the cues.
        exercises: Movements with sides.
        repeats: How often each is done.
        on_cue: Told what the person should do now, as each stretch begins.

    Raises:
        CalibrationError: A stretch was not seen well enough.
        SourceError: The source fails.
        ModelError: A model file is missing.
    """
    plan = assessment_stretches(exercises, repeats)
    rows: list[list[LookPair]] = [[] for _ in plan]
    with Landmarker() as plain, Landmarker() as mirror:
        for place, frame in led_frames(source, plan, on_cue):
            rows[place].append(look_twice(frame, plain, mirror))
    return assess(plan, rows)


def look_twice(frame: Frame, plain: Landmarker, mirror: Landmarker) -> LookPair:
    """One picture, as it is and mirrored; each landmarker keeps to its own kind of picture."""
    one = plain(frame)
    turned = Frame(frame.time_s, np.ascontiguousarray(frame.rgb[:, ::-1]))
    other = mirror(turned)
    return LookPair(
        frame.time_s,
        None if one.face is None else measure_face(one.face),
        None if other.face is None else measure_face(other.face),
        one.brightness,
    )
