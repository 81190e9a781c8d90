"""Slow motion and time lapses: shown at another speed than that of life."""

from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.core.read_as import ReadAs
from robustness.untrue.recipes import Pictures, film, listed, lived, marked, pictures, scored

ANDROID = "com.android.capture.fps"


@pytest.fixture(scope="module")
def opening() -> Pictures:
    """One opening that is held for 2.9 s, 30 pictures a second."""
    return pictures("jaw_too_short", 1.0, 5.2)


@pytest.fixture(scope="module")
def slow(opening: Pictures, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same four times as long, as a phone shows what it took at 120 pictures a second."""
    folder = tmp_path_factory.mktemp("slow")
    plain = film(folder / "plain.mp4", [one for one in opening for _ in range(4)])
    return marked(folder / "slow.mp4", plain, {ANDROID: "120.000000"})


def test_slow_motion_is_read_at_the_speed_of_life(slow: Path) -> None:
    result = scored(slow)
    assert result.attempts[0].hold_s == pytest.approx(2.9, abs=0.2)
    assert result.duration_s == pytest.approx(4.2, abs=0.1)
    assert any(warning.startswith("slow motion: taken at 120") for warning in result.warnings)
    # A player stands at its own time.
    assert result.player.at(result.duration_s) == pytest.approx(16.8, abs=0.2)


def test_events_and_live_read_it_so(slow: Path) -> None:
    told = listed(slow)
    (opening,) = [event for event in told.events if event.kind == "jaw_open"]
    assert opening.end_s - opening.start_s == pytest.approx(3.1, abs=0.2)
    assert any("slow motion" in warning for warning in told.warnings)
    shown = lived(slow)
    assert shown.result is not None
    assert shown.result.attempts[0].hold_s == pytest.approx(2.9, abs=0.3)


def test_what_the_user_says_goes_before_the_mark(slow: Path) -> None:
    result = scored(slow, read_as=ReadAs(speed=1.0))
    assert result.attempts[0].hold_s == pytest.approx(11.6, abs=0.6)
    assert not any("slow motion" in warning for warning in result.warnings)


def test_a_time_lapse_is_read_at_the_speed_of_life(opening: Pictures, tmp_path: Path) -> None:
    plain = film(tmp_path / "plain.mp4", opening[::3])
    result = scored(marked(tmp_path / "lapse.mp4", plain, {ANDROID: "10"}))
    assert result.attempts[0].hold_s == pytest.approx(2.9, abs=0.25)
    assert any(warning.startswith("time lapse") for warning in result.warnings)


@pytest.mark.parametrize("rate", ["30.000000", "24", "none"])
def test_ordinary_film_stays_as_it_is(opening: Pictures, tmp_path: Path, rate: str) -> None:
    plain = film(tmp_path / "plain.mp4", opening)
    result = scored(marked(tmp_path / "plain2.mp4", plain, {ANDROID: rate}))
    assert result.warnings == scored(plain).warnings
    assert result.duration_s == pytest.approx(4.2, abs=0.1)


def test_one_picture_a_second_is_too_few(tmp_path: Path) -> None:
    shown = pictures("jaw_too_short", 0.0, 15.0)[::30]
    clip = film(tmp_path / "few.mp4", shown, fps=1)
    for warnings in (scored(clip).warnings, listed(clip).warnings):
        (said,) = warnings
        assert said.startswith("1 pictures a second are too few: no movement can be followed")
