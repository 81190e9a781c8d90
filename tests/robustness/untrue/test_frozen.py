"""A picture that stands still: a stuck driver, a call, an editor. Nobody holds anything in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.core.frames import FROZEN, Image
from facecheck.inputs.trace import read_trace, write_trace
from robustness.untrue.recipes import film, held_s, listed, lived, pictures, scored

SAID = "the picture stands still for"


def frozen_for(shown: list[Image], at: int, count: int) -> list[Image]:
    """The pictures, one of which stands as long as so many more."""
    return [*shown[:at], *[shown[at]] * count, *shown[at:]]


@pytest.fixture(scope="module")
def hold() -> list[Image]:
    """One opening of 2.7 s, and a second and a half of rest before it."""
    return pictures("jaw_too_short", 0.2, 5.4)


@pytest.fixture(scope="module")
def stuck(hold: list[Image], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture stands for 3 s in the middle of the hold."""
    return film(tmp_path_factory.mktemp("frozen") / "stuck.mp4", frozen_for(hold, 90, 90))


def test_a_hold_is_not_longer_for_a_picture_that_stands_in_it(stuck: Path) -> None:
    result = scored(stuck, hold_s=3.0)
    assert result.counted == 0
    # Half of the opening lies before the picture that stands, half behind it.
    assert all(held <= 1.7 for held in held_s(result))
    assert "the picture stood still at 3.0 s" in str(result.attempts[0].reason)
    assert any(SAID in warning for warning in result.warnings)
    assert result.judged_s == pytest.approx(result.duration_s - 2.5, abs=0.3)


def test_an_event_ends_where_the_picture_stands(stuck: Path) -> None:
    result = listed(stuck)
    (before, *_) = [event for event in result.events if event.kind == "jaw_open"]
    assert before.end_s == pytest.approx(3.0, abs=0.1)
    assert any(SAID in warning for warning in result.warnings)


def test_live_names_the_camera_and_counts_nothing(stuck: Path) -> None:
    shown = lived(stuck, hold_s=3.0)
    assert any("stands still" in line for line in shown.notices)
    assert "The camera's picture stands still" in shown.cues
    assert shown.result is not None
    assert shown.result.counted == 0


def test_a_last_picture_that_stands_is_not_held(hold: list[Image], tmp_path: Path) -> None:
    clip = film(tmp_path / "ends.mp4", frozen_for(hold[:105], 104, 150))
    result = scored(clip, hold_s=5.0)
    assert result.counted == 0
    # 1.9 s of it happened; a key picture that draws the last one again stands half a second more.
    assert held_s(result) == [pytest.approx(1.9, abs=0.7)]


def test_a_trace_says_the_same(stuck: Path, tmp_path: Path) -> None:
    from facecheck.api import observe

    seen = list(observe(stuck))
    trace = tmp_path / "stuck.parquet"
    write_trace(trace, seen, name="stuck.mp4", duration_s=8.2)
    assert any(FROZEN in one.obstacles for one in seen)
    assert [one.obstacles for one in read_trace(trace)] == [one.obstacles for one in seen]
    assert scored(trace, hold_s=3.0).attempts == scored(stuck, hold_s=3.0).attempts


@pytest.mark.parametrize(
    ("every", "fps"),
    [
        pytest.param(2, 60, id="30 pictures in a file of 60"),
        pytest.param(4, 30, id="7 pictures of a dark room in a file of 30"),
        pytest.param(12, 30, id="a picture stands for 0.4 s"),
    ],
)
def test_what_encoders_repeat_is_no_picture_that_stands(
    hold: list[Image], tmp_path: Path, every: int, fps: int
) -> None:
    new = hold if fps == 60 else hold[::every]
    clip = film(tmp_path / "repeated.mp4", [one for one in new for _ in range(every)], fps)
    result = scored(clip)
    assert (result.counted, result.warnings) == (1, ())
    assert not [fault for fault in result.faults if "stood still" in fault.name]


def test_what_encoders_repeat_goes_on_after_a_stall(hold: list[Image], tmp_path: Path) -> None:
    repeated = [one for one in hold[::4] for _ in range(4)]
    result = scored(film(tmp_path / "dark.mp4", frozen_for(repeated, 30, 60)))
    assert result.counted == 1
    assert any(SAID in warning for warning in result.warnings)
