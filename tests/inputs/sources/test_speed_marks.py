from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.inputs.sources.speed_marks import SpeedMark, speed_mark

NO_FILE = Path("none.mp4")


def mark(taken: str, rate: float, key: str = "com.android.capture.fps") -> SpeedMark | None:
    return speed_mark({"encoder": "x", key: taken}, NO_FILE, rate)


@pytest.mark.parametrize(
    ("taken", "rate", "speed"),
    [
        pytest.param("120.000000", 30.0, 0.25, id="slow motion"),
        pytest.param("960", 30.0, 1 / 32, id="very slow motion"),
        pytest.param("1", 30.0, 30.0, id="time lapse"),
    ],
)
def test_what_phones_write_down(taken: str, rate: float, speed: float) -> None:
    found = mark(taken, rate)
    assert found is not None
    assert found.speed == pytest.approx(speed)


@pytest.mark.parametrize(
    ("taken", "rate"),
    [("30", 30.0), ("30", 24.3), ("240", 239.98), ("nonsense", 30.0), ("-1", 30.0), ("0", 30.0)],
)
def test_film_at_the_speed_of_life(taken: str, rate: float) -> None:
    assert mark(taken, rate) is None


def test_a_camera_in_the_dark_is_asked_about() -> None:
    found = mark("60", 30.0)
    assert found is not None
    assert (found.speed, found.note.endswith("give --speed 0.5")) == (None, True)


def test_what_sony_writes_down(tmp_path: Path) -> None:
    clip = tmp_path / "C0001.MP4"
    text = '<NonRealTimeMeta><VideoFrame captureFps="119.88p" formatFps="29.97p"/>'
    clip.write_bytes(bytes(500_000) + text.encode())
    found = speed_mark({}, clip, 29.97)
    assert found is not None
    assert found.speed == pytest.approx(0.25)
