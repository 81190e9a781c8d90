"""A real face whose lids are moved: NASA's portrait of the astronaut Eileen Collins.

The portrait (S94-45230, 1994) is in the public domain, as scikit-image ships it; here it is cut
and sways a little, as a head before a camera does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from facecheck import api
from facecheck.core.frames import Frame
from facecheck.core.results import ScoreResult
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.trace import write_trace
from sample_videos.moved.film import pictures
from sample_videos.moved.schedule import Schedule, blinks_within, squints
from sample_videos.moved.source import RestingFace, shaken_picture

PORTRAIT = Path(__file__).with_name("astronaut.jpg")
FPS = 15.0


@cache
def face() -> RestingFace:
    picture = cv2.cvtColor(np.asarray(cv2.imread(str(PORTRAIT)), np.uint8), cv2.COLOR_BGR2RGB)
    return shaken_picture("astronaut", np.asarray(picture, np.uint8), fps=FPS)


Judge = Callable[[Schedule], ScoreResult]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    folder = tmp_path_factory.mktemp("moved")

    def judge(schedule: Schedule) -> ScoreResult:
        trace = folder / f"{schedule.name}.parquet"
        if not trace.exists():
            with Landmarker() as look:
                seen = [look(Frame(at, rgb)) for at, rgb in pictures(face(), schedule)]
            write_trace(trace, seen, name=schedule.name, duration_s=schedule.duration_s)
        return api.check(trace, "squint", hold_s=schedule.expect[0]["hold_s"])

    return judge


@pytest.mark.parametrize("closure", [0.5, 0.65, 0.8])
def test_squints_of_a_real_face_are_counted(closure: float, judged: Judge) -> None:
    schedule = squints(closure, 0.45)
    result = judged(schedule)
    assert result.counted == len(schedule.events)
    for attempt, event in zip(result.attempts, schedule.events, strict=True):
        held, whole = event["hold_end_s"] - event["hold_start_s"], event["end_s"] - event["start_s"]
        assert held - 0.3 < attempt.hold_s < whole + 0.1


def test_lids_that_droop_are_no_squint(judged: Judge) -> None:
    assert judged(squints(0.8, 1.0)).counted == 0


def test_one_eye_alone_is_named(judged: Judge) -> None:
    result = judged(squints(0.65, 0.45, sides=("left",)))
    assert result.counted == 0
    assert "one eye only" in {fault.name for a in result.attempts for fault in a.faults}


def test_a_blink_does_not_end_the_hold(judged: Judge) -> None:
    assert judged(blinks_within()).counted == 3
