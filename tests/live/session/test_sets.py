"""What a session's trace holds is judged again as it was judged live, exactly."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from strips import exercise, moved, neutral_face, observation

from facecheck.api import check
from facecheck.core import landmarks as lm
from facecheck.core.frames import Observation
from facecheck.core.results import ScoreResult
from facecheck.engine.factory import checker_for
from facecheck.inputs.trace import Trace, TraceWriter
from facecheck.live.keys import Action
from facecheck.live.session.runner import SessionRunner
from facecheck.live.session.session import Session
from facecheck.live.sinks.listeners import TraceListener

FPS = 29.97
EXERCISES = [
    exercise(id="first", reps=3, hold_s=1.0, rest_s=2.0),
    exercise(id="second", reps=2, hold_s=1.0, rest_s=2.0),
]


def seen(time_s: float) -> Observation:
    """A mouth that opens for 1.7 s every five seconds, and never the same way twice."""
    level = min(1.0, max(0.0, 4.0 * math.sin(time_s * 2 * math.pi / 5.0) - 2.0))
    level *= 0.9 + 0.02 * math.sin(time_s)
    return observation(time_s, moved(neutral_face(), lm.LIP_LOWER_INNER, up=-level))


def recorded(
    path: Path, keys: dict[int, Action], frames: int, *, guided: bool = False
) -> tuple[ScoreResult, ...]:
    """A session of two exercises, with keys pressed before some frames."""
    session = Session(EXERCISES, checker_for, guided=guided)
    with TraceWriter(path, "camera") as writer:
        runner = SessionRunner(session, [TraceListener(writer)])
        for n in range(frames):
            if n in keys:
                runner.act(keys[n])
            runner(seen(n / FPS))
        return session.results("camera", None, ())


@pytest.mark.parametrize(
    ("keys", "counts"),
    [
        pytest.param({}, [3, 2], id="to the end"),
        pytest.param({60: Action.PAUSE, 170: Action.PAUSE}, [3, 2], id="a pause in a hold"),
        pytest.param({120: Action.RESTART}, [3, 2], id="a set begun again"),
        pytest.param({120: Action.SKIP}, [1, 2], id="skipped"),
        pytest.param({700: Action.PREVIOUS, 701: Action.SKIP}, [3, 2], id="done again"),
    ],
)
@pytest.mark.parametrize("guided", [False, True])
def test_score_of_the_trace_agrees_with_live(
    tmp_path: Path, keys: dict[int, Action], counts: list[int], *, guided: bool
) -> None:
    path = tmp_path / "session.parquet"
    live = recorded(path, keys, 1700, guided=guided)
    assert guided or [result.counted for result in live] == counts
    for one, result in zip(EXERCISES, live, strict=True):
        again = check(path, one)
        assert again.attempts == result.attempts
        assert (again.frames, again.score) == (result.frames, result.score)


def test_another_exercise_is_judged_over_the_whole_session(tmp_path: Path) -> None:
    path = tmp_path / "session.parquet"
    live = recorded(path, {}, 900)
    whole = check(path, exercise(id="third", reps=9, hold_s=1.0))
    assert whole.frames == sum(result.frames for result in live)


def test_the_trace_of_a_clip_has_no_sets(tmp_path: Path) -> None:
    path = tmp_path / "clip.parquet"
    with TraceWriter(path, "clip.mp4") as writer:
        writer.write(seen(0.0))
    with Trace(path) as trace:
        assert trace.sets == ()
