"""Levels are kept thinly, and lose neither a peak nor a gap."""

from __future__ import annotations

import pytest

from facecheck.core.curves import STEP_S, Curve, LevelKeeper


def kept(*pairs: tuple[float, float | None]) -> Curve:
    keeper = LevelKeeper()
    for time_s, level in pairs:
        keeper.add(time_s, level)
    return keeper.curve()


@pytest.mark.parametrize("fps", [12, 20, 30, 60])
def test_levels_are_kept_at_most_twenty_times_a_second(fps: int) -> None:
    curve = kept(*((i / fps, 0.5) for i in range(10 * fps)))
    assert len(curve.times_s) <= 10 / STEP_S
    assert all(
        b - a >= STEP_S - 1e-6 for a, b in zip(curve.times_s, curve.times_s[1:], strict=False)
    )
    assert curve.times_s[-1] > 9.85


def test_a_gap_shorter_than_a_step_is_still_a_gap() -> None:
    assert kept((0.0, 0.5), (0.02, None), (0.06, 0.5)).levels == (None, 0.5)


def test_the_part_of_an_attempt_has_its_margins() -> None:
    curve = kept(*((i / 10, i / 100) for i in range(100)))
    part = curve.between(3.0, 4.0, margin_s=0.5)
    assert (part.times_s[0], part.times_s[-1]) == (2.5, 4.5)


def test_thinning_keeps_the_peak() -> None:
    curve = Curve(tuple(range(1000)), (*[0.1] * 501, 0.9, None, *[0.1] * 497))
    thin = curve.thinned(20)
    assert len(thin.times_s) <= 20
    assert max(v for v in thin.levels if v is not None) == 0.9
    assert curve.thinned(1000) is curve


def test_times_and_levels_belong_together() -> None:
    with pytest.raises(ValueError, match="2 times for 1 levels"):
        Curve((0.0, 1.0), (0.5,))
