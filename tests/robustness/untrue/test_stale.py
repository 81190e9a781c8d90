"""One stale picture in a hold: an encoder's, a driver's, a call's. The hold continues."""

from __future__ import annotations

from pathlib import Path

import pytest

from robustness.untrue.recipes import Pictures, film, held_s, listed, lived, pictures, scored


def with_stale(clip: str, count: int = 1, *, twice: bool = False) -> Pictures:
    """A hold, in the middle of which a picture of the rest stands for so many."""
    shown = pictures(clip, 0.2, 5.4)
    if twice:
        shown = [one for one in shown for _ in range(2)]
    at = 180 if twice else 90
    return [*shown[:at], *[shown[3]] * count, *shown[at + count :]]


@pytest.mark.parametrize(
    ("clip", "exercise", "count", "fps"),
    [
        pytest.param("jaw_too_short", "jaw-open", 1, 30, id="jaw"),
        pytest.param("jaw_too_short", "jaw-open", 3, 30, id="jaw, a tenth", marks=pytest.mark.slow),
        pytest.param("jaw_too_short", "jaw-open", 1, 60, id="jaw, 17 ms", marks=pytest.mark.slow),
        pytest.param("squint_too_short", "squint", 1, 30, id="squint"),
    ],
)
def test_the_hold_goes_on_and_the_stale_time_is_not_held(
    tmp_path: Path, clip: str, exercise: str, count: int, fps: int
) -> None:
    as_it_is = scored(film(tmp_path / "whole.mp4", pictures(clip, 0.2, 5.4)), exercise)
    stale = with_stale(clip, count, twice=fps == 60)
    result = scored(film(tmp_path / "stale.mp4", stale, fps), exercise)
    assert (result.counted, len(result.attempts)) == (1, 1)
    assert result.attempts[0].faults == as_it_is.attempts[0].faults
    (held,), (whole,) = held_s(result), held_s(as_it_is)
    assert whole - 0.2 <= held <= whole + 0.01


def test_events_and_live_see_one_opening(tmp_path: Path) -> None:
    clip = film(tmp_path / "stale.mp4", with_stale("jaw_too_short"))
    (opening,) = [event for event in listed(clip).events if event.kind == "jaw_open"]
    assert opening.end_s - opening.start_s > 2.7
    shown = lived(clip)
    assert shown.result is not None
    assert (shown.result.counted, len(shown.result.attempts)) == (1, 1)
