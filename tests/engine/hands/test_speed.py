from __future__ import annotations

import numpy as np
import pytest

from facecheck.engine.hands.speed import LEAST_S, WINDOW_S, Motion


def speeds(xs: list[float], fps: float = 30.0) -> list[float | None]:
    motion = Motion()
    return [motion.step(i / fps, x, 0.0) for i, x in enumerate(xs)]


@pytest.mark.parametrize("fps", [10.0, 20.0, 60.0])
def test_a_steady_glide_reads_as_its_speed_at_any_frame_rate(fps: float) -> None:
    found = speeds([0.4 * i / fps for i in range(int(2 * fps))], fps)
    assert found[-1] == pytest.approx(0.4)


def test_no_speed_is_told_from_too_little() -> None:
    found = speeds([0.0] * 10)
    assert all(speed is None for i, speed in enumerate(found) if i / 30 < LEAST_S)
    assert found[-1] == 0.0


def test_trembling_reads_as_next_to_nothing() -> None:
    noise = np.random.default_rng(3).normal(0.0, 0.015, 600)
    found = [speed for speed in speeds(noise.tolist()) if speed is not None]
    assert np.quantile(found[15:], 0.95) < 0.10


def test_a_stop_is_seen_within_its_window_and_nothing_looks_ahead() -> None:
    xs = [0.02 * min(i, 30) for i in range(60)]
    found = speeds(xs)
    assert found[:31] == speeds(xs[:31])
    assert found[46] == pytest.approx(0.0, abs=1e-9)


def test_a_repeated_time_takes_the_later_place() -> None:
    motion = Motion()
    for i in range(10):
        motion.step(i / 30, 0.0, 0.0)
    assert motion.step(9 / 30, 5.0, 0.0) is not None


def test_what_is_seen_in_every_other_frame_has_a_speed_and_after_a_pause_none() -> None:
    motion = Motion()
    found = [motion.step(i / 30, 0.4 * i / 30, 0.0) for i in range(30) if i % 3 == 0]
    assert found[-1] == pytest.approx(0.4)
    assert motion.step(27 / 30 + 1.01 * WINDOW_S, 9.0, 0.0) is None
