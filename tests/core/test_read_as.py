from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.core.read_as import PLAIN, ReadAs


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"fps": 0.0}, "fps is 0"),
        ({"fps": float("nan")}, "fps is nan"),
        ({"speed": -1.0}, "speed is -1"),
        ({"fps": 30.0, "times": Path("t.txt")}, "give one of them"),
        ({"stream": -1}, "give 0 to 10000"),
    ],
)
def test_what_cannot_be_meant_is_refused(wrong: dict[str, float | Path | int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        ReadAs(**wrong)  # type: ignore[arg-type]


def test_a_stream_leaves_times_alone() -> None:
    assert not PLAIN.retimed
    assert not ReadAs(stream=1).retimed
    assert ReadAs(speed=0.25).retimed
