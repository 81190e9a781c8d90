"""Where a player stands, given the times of results."""

from __future__ import annotations

import pytest

from facecheck.core.player_clock import PlayerClock, PlayerClockBuilder


def built(points: list[tuple[float, float]], starts_s: float = 0.0) -> PlayerClock:
    builder = PlayerClockBuilder()
    builder.starts_s = starts_s
    for time_s, shown_s in points:
        builder.add(time_s, shown_s)
    return builder.clock()


def test_a_first_picture_that_comes_late_moves_everything() -> None:
    assert PlayerClock(0.7).at(0.0) == pytest.approx(0.7)
    assert PlayerClock(0.7).at(2.0) == pytest.approx(2.7)


def test_slow_motion_is_one_straight_line() -> None:
    clock = built([(i / 240, i / 30) for i in range(480)], starts_s=0.5)
    assert len(clock.times_s) == 2
    assert [clock.at(t) for t in (0.0, 1.0, 1.5)] == pytest.approx([0.5, 8.5, 12.5])


def test_a_camera_that_slows_down_keeps_its_bends() -> None:
    taken = [0.0, 0.1, 0.2, 0.4, 0.6, 0.8]
    clock = built([(t, i / 10) for i, t in enumerate(taken)])
    assert clock.times_s == (0.0, 0.2, 0.8)
    assert [round(clock.at(t), 6) for t in taken] == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]


def test_every_picture_is_within_a_millisecond_whatever_the_times() -> None:
    points, time_s = [], 0.0
    for i in range(500):
        points.append((time_s, i / 30))
        time_s += 0.02 + 0.03 * ((i * 7919) % 13) / 13
    clock = built(points)
    assert max(abs(clock.at(t) - s) for t, s in points) <= 0.0021


def test_times_that_are_the_files_own_need_no_line() -> None:
    assert built([(i / 30, i / 30) for i in range(50)], starts_s=0.2) == PlayerClock(0.2)
