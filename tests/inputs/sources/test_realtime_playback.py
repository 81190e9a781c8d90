from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Self

import pytest

from facecheck.core.errors import SourceError
from facecheck.core.frames import Frame
from facecheck.inputs.sources import ReadAhead, RealtimePlayback

from ..scripted import BLUE, wait_until


class Script:
    """A source of frames at given times."""

    name, duration_s, dropped = "script", 1.0, 0

    def __init__(self, times_s: list[float], error: Exception | None = None) -> None:
        self.times_s, self.error, self.closed, self.given = times_s, error, False, 0
        self.warnings: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.closed = True

    def __iter__(self) -> Iterator[Frame]:
        for time_s in self.times_s:
            self.given += 1
            yield Frame(time_s, BLUE)
        if self.error is not None:
            raise self.error


class Pace:
    """A clock that only sleeping moves, and that sleeps only when the reader says so."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.slept: list[float] = []
        self.go = threading.Semaphore(0)

    def clock(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        assert self.go.acquire(timeout=60)
        self.slept.append(seconds)
        self.now_s += seconds


def test_a_clip_is_played_at_its_own_pace() -> None:
    pace, script = Pace(), Script([0.0, 0.1, 0.3])
    with RealtimePlayback(script, speed=2, clock=pace.clock, sleep=pace.sleep) as played:
        seen = []
        for frame in played:
            seen.append(frame.time_s)
            pace.go.release()
        assert seen == [0.0, 0.1, 0.3]
        assert pace.slept == pytest.approx([0.05, 0.1])
        assert played.dropped == 0
        assert played.ended
    assert script.closed


def test_a_reader_that_is_late_misses_frames() -> None:
    pace, script = Pace(), Script([0.0, 0.1, 0.2, 0.3])
    with RealtimePlayback(script, clock=pace.clock, sleep=pace.sleep) as played:
        first = played.newest(60)
        assert first is not None
        assert first.time_s == 0
        pace.go.release(3)
        wait_until(lambda: played.dropped == 2)
        last = played.newest(60)
        assert last is not None
        assert last.time_s == 0.3


def test_a_clip_waits_for_its_first_reader() -> None:
    script = Script([0.0, 0.1])
    with RealtimePlayback(script) as played:
        time.sleep(0.05)
        assert script.given == 0
        assert played.newest(60) is not None


@pytest.mark.parametrize("wrap", [RealtimePlayback, ReadAhead])
def test_what_goes_wrong_inside_is_raised_outside(wrap: Callable[[Script], Any]) -> None:
    script = Script([0.0], SourceError("a.mp4: damaged"))
    with wrap(script) as source:
        frames = iter(source)
        assert next(frames).time_s == 0
        with pytest.raises(SourceError, match="damaged"):
            next(frames)


@pytest.mark.parametrize("wrap", [RealtimePlayback, ReadAhead])
def test_leaving_early_leaves_no_thread(wrap: Callable[[Script], Any]) -> None:
    before = threading.active_count()
    with wrap(Script([i / 100 for i in range(1000)])) as source:
        next(iter(source))
    assert threading.active_count() == before


def test_reading_ahead_changes_nothing_and_is_bounded() -> None:
    script = Script([i / 100 for i in range(100)])
    with ReadAhead(script, depth=3) as source:
        frames = iter(source)
        next(frames)
        time.sleep(0.05)
        assert script.given <= 6
        assert [f.time_s for f in frames] == script.times_s[1:]
        assert [f.time_s for f in source] == script.times_s
