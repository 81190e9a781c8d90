from __future__ import annotations

from collections.abc import Iterator

import pytest
from strips import moved, neutral_face, observation

from facecheck.core import landmarks as lm
from facecheck.core.frames import Observation
from facecheck.engine.measured import measured
from facecheck.engine.measures import measure_face


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
