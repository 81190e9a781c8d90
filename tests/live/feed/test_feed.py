from __future__ import annotations

import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from facecheck.core.errors import SourceError
from facecheck.core.frames import Frame, Observation
from facecheck.live.feed.feed import Feed
from facecheck.live.feed.frame_pairing import SMOOTH_S, PairedFrame

from ..fakes import FakeCamera, FakeClip, FakeLandmarker, observation


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def drain(feed: Feed) -> list[PairedFrame]:
    shown = []
    while not feed.ended:
        seen = feed.next(0.05)
        if seen is not None:
            shown.append(seen)
    return shown


def test_a_source_that_waits_is_looked_at_whole_and_in_order() -> None:
    judged: list[float] = []
    slow = FakeLandmarker(takes_s=0.004)
    with Feed(FakeClip(60, fps=600), slow.look, lambda o: judged.append(o.time_s)) as feed:
        shown = drain(feed)
    assert judged == [n / 600 for n in range(60)]
    assert feed.dropped == 0
    # A picture that waited too long is shown with the last observation, and again when another
    # has come: the same picture with the same observation never, and neither ever goes back.
    pairs_s = [(s.frame.time_s, s.observation.time_s if s.observation else -1.0) for s in shown]
    assert all(one != other for one, other in pairwise(pairs_s))
    for times_s in zip(*pairs_s, strict=True):
        assert list(times_s) == sorted(times_s)
    fresh_s = [seen_s for (_, seen_s), seen in zip(pairs_s, shown, strict=True) if seen.fresh]
    assert fresh_s == sorted(set(fresh_s)), "an observation is new once"


def test_it_is_played_at_its_own_pace() -> None:
    start = time.perf_counter()
    with Feed(FakeClip(16, fps=30), FakeLandmarker().look, lambda _: None) as feed:
        drain(feed)
    assert time.perf_counter() - start >= 0.5 - 0.01


def test_a_camera_faster_than_the_landmarker_drops_and_nothing_waits() -> None:
    camera = FakeCamera()
    go_on, looking = threading.Event(), threading.Event()
    judged: list[float] = []

    def look(frame: Frame) -> Observation:
        looking.set()
        assert go_on.wait(60)
        return observation(frame.time_s)

    with Feed(camera, look, lambda o: judged.append(o.time_s)) as feed:
        camera.give(0.0)
        assert looking.wait(60)
        for n in range(1, 50):
            camera.give(n / 30)
            time.sleep(0.001)
        wait_for(lambda: feed._pending is not None and feed._pending[0].time_s == 49 / 30)
        go_on.set()
        wait_for(lambda: len(judged) == 2)
        assert judged == [0.0, 49 / 30]
        assert feed.dropped == 48


def test_the_picture_stays_smooth_while_the_landmarker_is_busy() -> None:
    camera = FakeCamera()
    go_on, busy_now = threading.Semaphore(0), threading.Event()

    def look(frame: Frame) -> Observation:
        if frame.time_s > 0:
            busy_now.set()
            assert go_on.acquire(timeout=60)
        return observation(frame.time_s)

    with Feed(camera, look, lambda _: None) as feed:
        camera.give(0.0)
        first = feed.next(5.0)
        assert first is not None
        assert first.fresh
        camera.give(0.1)
        assert busy_now.wait(60)
        camera.give(0.2)
        wait_for(lambda: feed._pending is not None and feed._pending[0].time_s == 0.2)
        busy = feed.next(5 * SMOOTH_S) or feed.next(5 * SMOOTH_S)
        assert busy is not None
        assert busy.frame.time_s == 0.2
        assert not busy.fresh
        assert busy.observation is not None
        assert busy.observation.time_s == 0.0
        go_on.release()
        late = feed.next(5.0)
        assert late is not None
        assert late.frame.time_s == 0.2, "the picture never goes back"
        assert late.observation is not None
        assert late.observation.time_s == 0.1
        assert late.fresh
        assert late.arrived_s < busy.arrived_s, "its delay counts from the picture looked at"
        go_on.release()


def test_an_idle_feed_shows_pictures_and_looks_at_none() -> None:
    camera = FakeCamera()
    judged: list[Observation] = []
    with Feed(camera, FakeLandmarker().look, judged.append, idle=lambda: True) as feed:
        camera.give(0.0)
        seen = feed.next(5.0)
        assert seen is not None
        assert seen.observation is None
        time.sleep(0.02)
    assert judged == []


@pytest.mark.parametrize("where", ["source", "landmarker"])
def test_a_failure_reaches_the_reader_after_what_came_before(where: str) -> None:
    error = SourceError("gone")
    judged: list[float] = []
    source = FakeClip(3, fps=300, fails_with=error if where == "source" else None)

    def look(frame: Frame) -> Observation:
        if where == "landmarker" and len(judged) == 3:
            raise error
        return observation(frame.time_s)

    if where == "landmarker":
        source = FakeClip(9, fps=300)
    with (
        Feed(source, look, lambda o: judged.append(o.time_s)) as feed,
        pytest.raises(SourceError, match="gone"),
    ):
        drain(feed)
    wait_for(lambda: len(judged) == 3)


def test_leaving_ends_the_threads() -> None:
    camera = FakeCamera()
    before = threading.active_count()
    with Feed(camera, FakeLandmarker().look, lambda _: None) as feed:
        camera.give(0.0)
        assert feed.next(5.0) is not None
    assert threading.active_count() == before
