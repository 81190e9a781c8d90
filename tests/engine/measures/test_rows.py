from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from strips import cheek, fist, flat_hand, inter_ocular, measured, moved, neutral_face, observation

from facecheck.api import event_detector, load_any
from facecheck.core import landmarks as lm
from facecheck.core.frames import Group, Observation
from facecheck.core.results import ScoreResult
from facecheck.engine.factory import checker_for
from facecheck.engine.measures.framing import FRAMING, framing
from facecheck.engine.measures.rows import values_of
from facecheck.engine.measures.table import MEASURES, measure_face
from facecheck.engine.spec.timed_exercise import AnyExercise


def clip(frames: int, hidden: range = range(0)) -> list[Observation]:
    """A mouth that opens frame by frame; the face is out of sight in some."""
    opening = [moved(neutral_face(), lm.LIP_LOWER_INNER, up=-i / 1000) for i in range(frames)]
    return [observation(i / 30, None if i in hidden else opening[i]) for i in range(frames)]


@pytest.mark.parametrize("together", [2, 7, 256])
@pytest.mark.parametrize("hidden", [range(0), range(5, 40), range(100)])
def test_together_is_one_by_one_bit_for_bit(together: int, hidden: range) -> None:
    observations = clip(100, hidden)
    assert list(measured(observations, together)) == list(measured(observations, 1))


def test_one_by_one_is_the_single_face_bit_for_bit() -> None:
    for seen, values in measured(clip(9), 4):
        assert seen.face is not None
        assert values == measure_face(seen.face)


def test_without_a_face_there_are_no_measures() -> None:
    pairs = list(measured(clip(9, range(3, 5)), 4))
    assert [i for i, (_, values) in enumerate(pairs) if values is None] == [3, 4]


def test_live_frames_are_not_waited_for() -> None:
    taken = 0

    def frames() -> Iterator[Observation]:
        nonlocal taken
        for seen in clip(5):
            taken += 1
            yield seen

    next(measured(frames(), 1))
    assert taken == 1


def test_nothing_in_nothing_out() -> None:
    assert list(measured([], 256)) == []


def test_what_is_asked_for_is_measured_and_nothing_else() -> None:
    (values,) = values_of(Group.of(clip(1)), {"lip_gap", "yaw_deg"})
    assert values == {name: measure_face(neutral_face())[name] for name in ("lip_gap", "yaw_deg")}


@pytest.mark.parametrize("hidden", [range(0), range(5, 40)])
def test_how_faces_lie_in_the_picture_is_the_same_together_bit_for_bit(hidden: range) -> None:
    seen = clip(60, hidden)
    together = values_of(Group.of(seen), {*MEASURES, *FRAMING})
    for one, values in zip(seen, together, strict=True):
        found = {} if values is None else {name: values[name] for name in FRAMING}
        assert found == framing(one)


OPENED = [-min(0.0002 * max(i - 40, 0), 0.02) for i in range(160)]


def opening(hidden: range) -> list[Observation]:
    """A mouth that opens after a second, and stays open."""
    faces = [moved(neutral_face(), lm.LIP_LOWER_INNER, up=20 * up) for up in OPENED]
    return [observation(i / 30, None if i in hidden else f, ()) for i, f in enumerate(faces)]


def judged_both_ways(rules: AnyExercise, seen: list[Observation]) -> ScoreResult:
    """What comes of observations one by one, and the same of two groups of them."""
    one, many = checker_for(rules), checker_for(rules)
    for observed in seen:
        one.step(observed)
    many.judge_group(Group.of(seen[:70]))
    many.judge_group(Group.of(seen[70:]))
    ended = one.finish("a.mp4", 5.4)
    assert many.finish("a.mp4", 5.4) == ended
    return ended


@pytest.mark.parametrize("hidden", [range(0), range(100, 130)])
@pytest.mark.parametrize("exercise", ["jaw-open", "squint", "jaw-band", "massage"])
def test_judged_together_is_judged_one_by_one(exercise: str, hidden: range) -> None:
    ended = judged_both_ways(load_any(exercise), opening(hidden))
    if exercise == "jaw-open":
        assert ended.attempts


@pytest.mark.parametrize("hidden", [range(0), range(100, 130)])
def test_events_together_are_those_of_one_by_one(hidden: range) -> None:
    seen = opening(hidden)
    one, many = event_detector(), event_detector()
    for observed in seen:
        one.step(observed)
    many.judge_group(Group.of(seen))
    ended = one.finish("a.mp4", 5.4)
    assert many.finish("a.mp4", 5.4) == ended
    assert ended.events


def with_hands(seen: list[Observation]) -> list[Observation]:
    """A palm that wanders over a cheek and lies on it then, and a fist that comes and goes."""
    (x, y), unit = cheek("left"), inter_ocular()
    wandered = [min(i % 60, 20) - 10 for i in range(len(seen))]
    palm = [flat_hand((x, y + unit * far / 40), 0.9 * unit) for far in wandered]
    other = fist((x - 2.0 * unit, y + 0.6 * unit), 0.7 * unit, "right")
    return [
        replace(o, hands=None if i % 11 == 0 else (palm[i], other)[: 1 + i // 50 % 2])
        for i, o in enumerate(seen)
    ]


@pytest.mark.parametrize("hidden", [range(0), range(100, 130)])
@pytest.mark.parametrize("exercise", ["squint-palm", "jaw-band", "massage"])
def test_hands_are_judged_together_as_one_by_one(exercise: str, hidden: range) -> None:
    ended = judged_both_ways(load_any(exercise), with_hands(opening(hidden)))
    assert ended.judged_s > 0.0


def test_events_of_hands_together_are_those_of_one_by_one() -> None:
    seen = with_hands(opening(range(0)))
    one, many = event_detector(), event_detector()
    for observed in seen:
        one.step(observed)
    many.judge_group(Group.of(seen))
    ended = one.finish("a.mp4", 5.4)
    assert many.finish("a.mp4", 5.4) == ended
    assert any(event.kind == "palm_on_cheek" for event in ended.events)
