"""Which picture is shown next, on a clock that the test sets."""

from __future__ import annotations

from itertools import pairwise

from facecheck.core.frames import Frame
from facecheck.live.feed.frame_pairing import SMOOTH_S, FramePairing, PairedFrame

from ..fakes import PICTURE, observation

EVERY_S = 1 / 30


class Screen:
    """Pictures that come, results that come later, and what is shown of both."""

    def __init__(self) -> None:
        self.showing = FramePairing()
        self.shown: list[tuple[float, float | None, bool]] = []

    def comes(self, time_s: float) -> None:
        self.showing.picture(Frame(time_s, PICTURE), time_s)

    def looked_at(self, time_s: float) -> None:
        self.showing.result(Frame(time_s, PICTURE), observation(time_s), time_s)

    def at(self, now_s: float, *, idle: bool = False) -> PairedFrame | None:
        seen = self.showing.next_picture(now_s, idle=idle)
        if seen is not None:
            known_s = None if seen.observation is None else seen.observation.time_s
            self.shown.append((seen.frame.time_s, known_s, seen.fresh))
        return seen


def test_a_landmarker_that_keeps_up_has_each_picture_shown_once_with_what_was_seen_in_it() -> None:
    screen = Screen()
    for n in range(30):
        screen.comes(n * EVERY_S)
        for late_s in (0.01, 0.02):
            screen.at(n * EVERY_S + late_s)
        screen.looked_at(n * EVERY_S)
        screen.at(n * EVERY_S + 0.03)
        assert not screen.showing.has_result
    assert screen.shown == [(n * EVERY_S, n * EVERY_S, True) for n in range(30)]


def test_a_picture_that_waits_too_long_is_shown_with_the_last_result_and_again_with_its_own() -> (
    None
):
    screen = Screen()
    screen.comes(0.0)
    screen.looked_at(0.0)
    screen.at(0.02)
    screen.comes(0.1)
    assert screen.at(0.1 + SMOOTH_S - 0.001) is None
    screen.at(0.1 + SMOOTH_S + 0.001)
    assert screen.at(0.1 + SMOOTH_S + 0.002) is None, "once"
    screen.looked_at(0.1)
    screen.at(0.2)
    assert screen.at(0.3) is None
    assert screen.shown == [(0.0, 0.0, True), (0.1, 0.0, False), (0.1, 0.1, True)]


def test_a_late_result_goes_on_the_newest_picture_and_its_delay_is_that_of_its_own() -> None:
    screen = Screen()
    screen.comes(0.0)
    screen.at(SMOOTH_S + 0.001)
    screen.comes(0.1)
    screen.looked_at(0.0)
    seen = screen.at(0.11)
    assert seen is not None
    assert seen.arrived_s == 0.0
    assert screen.shown == [(0.0, None, False), (0.1, 0.0, True)]
    screen.looked_at(0.1)
    screen.at(0.12)
    assert screen.shown[-1] == (0.1, 0.1, True)


def test_a_result_that_was_not_shown_is_overtaken_by_the_next() -> None:
    screen = Screen()
    for n in range(5):
        screen.comes(n * EVERY_S)
        screen.looked_at(n * EVERY_S)
    screen.at(1.0)
    assert screen.shown == [(4 * EVERY_S, 4 * EVERY_S, True)]
    assert not screen.showing.has_result


def test_a_slow_landmarker_leaves_the_picture_smooth() -> None:
    """Pictures at 30 a second, each looked at for 0.25 s: the picture still changes all the time.

    What is shown never goes back and never stands still, and every result is shown once.
    """
    screen = Screen()
    looking_s, done_s = 0.0, 0.25
    for tick in range(400):
        now_s = tick / 200
        if tick % 7 == 0:
            screen.comes(now_s)
        if now_s >= done_s:
            screen.looked_at(looking_s)
            looking_s, done_s = now_s, now_s + 0.25
        screen.at(now_s)
    pictures_s = [shown[0] for shown in screen.shown]
    known_s = [shown[1] for shown in screen.shown if shown[1] is not None]
    fresh_s = [shown[1] for shown in screen.shown if shown[2]]
    assert pictures_s == sorted(pictures_s)
    assert known_s == sorted(known_s)
    assert len(fresh_s) == len(set(fresh_s)) == 7
    assert len({shown[:2] for shown in screen.shown}) == len(screen.shown)
    steps_s = [b - a for a, b in pairwise(pictures_s)]
    assert max(steps_s) < 2 * SMOOTH_S


def test_in_a_pause_pictures_are_shown_at_once() -> None:
    screen = Screen()
    for n in range(4):
        screen.comes(n * EVERY_S)
        screen.at(n * EVERY_S, idle=True)
    assert screen.shown == [(n * EVERY_S, None, False) for n in range(4)]
