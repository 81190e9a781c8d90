from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np
import pytest

from facecheck.core.errors import SourceError
from facecheck.core.frames import Frame
from facecheck.inputs.cameras import Camera
from facecheck.inputs.sources import Ahead, Late, Paced, Webcam, open_camera
from facecheck.inputs.sources import webcam as webcam_module
from facecheck.inputs.sources.webcam import _backend, negotiate

from .clips import make_clip, numbered

BLUE = np.zeros((4, 6, 3), np.uint8)
BLUE[..., 0] = 255  # OpenCV puts blue first


class FakeCapture:
    """A camera that gives what a script says: True for a picture, False for a failure."""

    def __init__(self, script: list[bool], gate: threading.Semaphore, opened: bool = True) -> None:
        self.script, self.gate, self.opened, self.released = script, gate, opened, False

    def isOpened(self) -> bool:  # noqa: N802
        return self.opened

    def read(self) -> tuple[bool, Any]:
        if not self.gate.acquire(timeout=2) or not self.script:
            return False, None
        return (True, BLUE) if self.script.pop(0) else (False, None)

    def release(self) -> None:
        self.released = True


def opener(*captures: FakeCapture) -> Callable[..., FakeCapture]:
    left = list(captures)
    return lambda *_: left.pop(0) if len(left) > 1 else left[0]


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not true():
        assert time.monotonic() < until
        time.sleep(0.002)


class Ticks:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_the_newest_frame_wins_and_the_others_are_counted() -> None:
    gate, ticks = threading.Semaphore(0), Ticks()
    capture = FakeCapture([True] * 9, gate)
    with Webcam(0, capture=opener(capture), clock=ticks) as camera:
        gate.release()
        first = camera.newest(2)
        assert first is not None
        assert first.time_s == 0
        assert first.rgb[0, 0].tolist() == [0, 0, 255]  # blue last: red first
        for i in range(1, 4):
            ticks.now_s = 100 + i
            gate.release()
            wait_until(lambda i=i: len(capture.script) == 8 - i and camera.stalled_s == 0)  # type: ignore[misc]
        wait_until(lambda: camera.dropped == 2)
        last = camera.newest(2)
        assert last is not None
        assert last.time_s == 3
        gate.release(20)
    assert capture.released


def test_a_camera_that_is_unplugged_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webcam_module, "REOPEN_S", 0.01)
    gate = threading.Semaphore(100)
    first = FakeCapture([True, False], gate)
    gone = FakeCapture([False], gate, opened=False)
    back = FakeCapture([True] * 50, gate)
    with Webcam(0, capture=opener(first, gone, back)) as camera:
        wait_until(lambda: len(back.script) < 50)
        assert camera.newest(2) is not None
    assert first.released
    assert gone.released


def test_a_camera_that_never_sends_is_given_up() -> None:
    ticks = Ticks()
    capture = FakeCapture([], threading.Semaphore(0))
    with Webcam(0, capture=opener(capture), clock=ticks) as camera:
        assert camera.newest(0.01) is None
        ticks.now_s += 11
        assert camera.stalled_s == 11
        with pytest.raises(SourceError, match="sends no picture"):
            camera.newest(0.01)
        capture.gate.release(9)


def test_a_camera_that_stopped_is_given_up_when_asked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webcam_module, "REOPEN_S", 0.01)
    ticks, gate = Ticks(), threading.Semaphore(100)
    capture = FakeCapture([True], gate)
    with Webcam(0, capture=opener(capture), clock=ticks, give_up_s=5) as camera:
        ticks.now_s += 0.5
        assert camera.newest(2) is not None
        assert camera.newest(0.01) is None
        ticks.now_s += 6
        with pytest.raises(SourceError, match="no picture for 6 s"):
            next(iter(camera))


@pytest.mark.parametrize(
    ("platform", "where"),
    [
        ("linux", "video3.*--camera"),
        ("darwin", "System Settings.*facecheck doctor"),
        ("win32", "Settings > .*facecheck doctor"),
    ],
)
def test_no_camera_names_the_remedy(
    monkeypatch: pytest.MonkeyPatch, platform: str, where: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    capture = FakeCapture([], threading.Semaphore(0), opened=False)
    with (
        pytest.raises(SourceError, match=rf"camera 3: .*{where}") as caught,
        Webcam(3, capture=opener(capture)),
    ):
        pass
    assert "\n" not in str(caught.value)
    assert capture.released


def test_an_error_on_the_thread_reaches_the_reader() -> None:
    class Broken(FakeCapture):
        def read(self) -> tuple[bool, Any]:
            raise RuntimeError("driver")

    with (
        Webcam(0, capture=opener(Broken([], threading.Semaphore()))) as camera,
        pytest.raises(RuntimeError, match="driver"),
    ):
        next(iter(camera))


@pytest.mark.parametrize(
    ("platform", "name"),
    [
        ("linux", "CAP_V4L2"),
        ("darwin", "CAP_AVFOUNDATION"),
        ("win32", "CAP_DSHOW"),
        ("freebsd14", "CAP_ANY"),
    ],
)
def test_each_platform_has_its_back_end(platform: str, name: str) -> None:
    import cv2

    assert _backend(platform) == name
    assert hasattr(cv2, name)


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
        assert self.go.acquire(timeout=5)
        self.slept.append(seconds)
        self.now_s += seconds


def test_a_clip_is_played_at_its_own_pace() -> None:
    pace, script = Pace(), Script([0.0, 0.1, 0.3])
    with Paced(script, speed=2, clock=pace.clock, sleep=pace.sleep) as played:
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
    with Paced(script, clock=pace.clock, sleep=pace.sleep) as played:
        first = played.newest(2)
        assert first is not None
        assert first.time_s == 0
        pace.go.release(3)
        wait_until(lambda: played.dropped == 2)
        last = played.newest(2)
        assert last is not None
        assert last.time_s == 0.3


def test_a_clip_waits_for_its_first_reader() -> None:
    script = Script([0.0, 0.1])
    with Paced(script) as played:
        time.sleep(0.05)
        assert script.given == 0
        assert played.newest(2) is not None


@pytest.mark.parametrize("wrap", [Paced, Ahead])
def test_what_goes_wrong_inside_is_raised_outside(wrap: Callable[[Script], Any]) -> None:
    script = Script([0.0], SourceError("a.mp4: damaged"))
    with wrap(script) as source:
        frames = iter(source)
        assert next(frames).time_s == 0
        with pytest.raises(SourceError, match="damaged"):
            next(frames)


@pytest.mark.parametrize("wrap", [Paced, Ahead])
def test_leaving_early_leaves_no_thread(wrap: Callable[[Script], Any]) -> None:
    before = threading.active_count()
    with wrap(Script([i / 100 for i in range(1000)])) as source:
        next(iter(source))
    assert threading.active_count() == before


def test_reading_ahead_changes_nothing_and_is_bounded() -> None:
    script = Script([i / 100 for i in range(100)])
    with Ahead(script, depth=3) as source:
        frames = iter(source)
        next(frames)
        time.sleep(0.05)
        assert script.given <= 6
        assert [f.time_s for f in frames] == script.times_s[1:]
        assert [f.time_s for f in source] == script.times_s


def listing() -> list[Camera]:
    return [Camera(0, "Integrated Webcam"), Camera(2, "Logitech BRIO"), Camera(4, "BRIO")]


@pytest.mark.parametrize(
    ("spec", "name", "target"),
    [
        ("0", "Integrated Webcam", 0),
        ("7", "camera 7", 7),
        ("logitech", "Logitech BRIO", 2),
        ("brio", "BRIO", 4),
        ("rtsp://10.0.0.9/a", "rtsp://10.0.0.9/a", "rtsp://10.0.0.9/a"),
    ],
)
def test_open_camera(spec: str, name: str, target: int | str) -> None:
    source = open_camera(spec, listing=listing)
    assert isinstance(source, Webcam)
    assert source.name == name
    assert source._target == target


def test_open_camera_plays_a_clip(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a b.mp4", [numbered(0)] * 3)
    source = open_camera(str(path), listing=listing)
    assert isinstance(source, Paced)
    assert source.name == "a b.mp4"


@pytest.mark.parametrize("spec", ["", "nobody", "a\0b", "x" * 5000])
def test_neither_camera_nor_file(spec: str) -> None:
    with pytest.raises(SourceError, match=r"0 = Integrated Webcam.*facecheck doctor"):
        open_camera(spec, listing=listing)


def test_the_guard_of_these_tests_films_nobody() -> None:
    with pytest.raises(pytest.fail.Exception, match="real camera 0"):
        Webcam(0).__enter__()


class FakeFormat:
    """A camera's format: what it cannot do it changes, as V4L2 does.

    Args:
        compressed: Whether it can do MJPG.
        uncompressed_fps: What it gives without, at 1280 by 720; 30 at 640 by 480.
    """

    def __init__(self, *, compressed: bool, uncompressed_fps: float) -> None:
        import cv2

        self._cv2 = cv2
        self._compressed = compressed
        self._uncompressed_fps = uncompressed_fps
        self.held: dict[int, float] = {cv2.CAP_PROP_FOURCC: 0.0}

    def set(self, key: int, value: float, /) -> bool:
        if key == self._cv2.CAP_PROP_FOURCC and not self._compressed:
            return False
        self.held[key] = value
        return True

    def get(self, key: int, /) -> float:
        if key == self._cv2.CAP_PROP_FPS and not self._compressed:
            wide = self.held[self._cv2.CAP_PROP_FRAME_WIDTH] > 640
            return self._uncompressed_fps if wide else 30.0
        return self.held[key]


@pytest.mark.parametrize(
    ("compressed", "uncompressed_fps", "width"),
    [(True, 10.0, 1280), (False, 30.0, 1280), (False, 10.0, 640), (False, 0.0, 1280)],
)
def test_the_rate_goes_before_the_size(
    *, compressed: bool, uncompressed_fps: float, width: int
) -> None:
    import cv2

    camera = FakeFormat(compressed=compressed, uncompressed_fps=uncompressed_fps)
    negotiate(camera, (1280, 720), 30.0)
    assert camera.held[cv2.CAP_PROP_FRAME_WIDTH] == width
    assert camera.held[cv2.CAP_PROP_BUFFERSIZE] == 1


def test_a_camera_found_late_is_that_camera_once_open() -> None:
    gate = threading.Semaphore(1)
    camera = Webcam(0, name="C920", capture=opener(FakeCapture([True], gate)))
    late = Late(lambda: (camera, "Kinect is not there: C920 is used instead"))
    assert (late.name, late.warnings, late.newest(0.0)) == ("camera", [], None)
    with late:
        assert late.name == "C920"
        assert late.warnings == ["Kinect is not there: C920 is used instead"]
        assert late.newest(2) is not None
    assert late.duration_s is None


def test_a_camera_found_late_may_not_be_there() -> None:
    def nobody() -> Any:
        raise SourceError("none")

    with pytest.raises(SourceError, match="none"), Late(nobody):
        pass
