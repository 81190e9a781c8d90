"""One causal path: the same observations, the same answer, whichever way they come."""

from __future__ import annotations

import json

from strips import moved, neutral_face, observation, sampled

from engine.openings import JAW_OPEN, TWO
from facecheck.api import load_exercise, rescore
from facecheck.core import landmarks as lm
from facecheck.core.frames import Observation
from facecheck.engine.repetitions.checker import Checker


def clip() -> list[Observation]:
    """Real points: a mouth that opens twice, with one gap and a few noisy frames."""
    seen = []
    for i, (time_s, level) in enumerate(sampled(TWO, 11.0, 30.0)):
        face = None
        if not 5.5 <= time_s < 5.8:
            noise = 0.002 * ((i * 7919) % 11 - 5) / 5
            face = moved(neutral_face(), lm.LIP_LOWER_INNER, up=-0.6 * level + noise)
        seen.append(observation(time_s, face))
    return seen


def test_the_same_observations_give_the_same_document() -> None:
    def document() -> str:
        rules = load_exercise("jaw-open")
        result = rescore(clip(), rules, name="a.mp4", duration_s=11.0, reps=2, hold_s=1.0)
        assert result.counted == 2
        return json.dumps(result.to_dict("1"), allow_nan=False)

    assert document() == document()


def test_measured_beforehand_or_in_the_step_is_the_same() -> None:
    stepped = Checker(JAW_OPEN, reps=2, hold_s=1.0)
    for one in clip():
        stepped.step(one)
    rules = {"name": "a.mp4", "duration_s": 11.0, "reps": 2, "hold_s": 1.0}
    assert stepped.finish("a.mp4", 11.0) == rescore(clip(), JAW_OPEN, **rules)  # type: ignore[arg-type]


def test_nothing_looks_ahead() -> None:
    whole, part = Checker(JAW_OPEN), Checker(JAW_OPEN)
    seen = clip()
    updates = [whole.step(one) for one in seen]
    assert [part.step(one) for one in seen[:100]] == updates[:100]
