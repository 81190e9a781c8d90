from __future__ import annotations

import threading
from typing import Any

import pytest

from facecheck.core.errors import SourceError
from facecheck.inputs.cameras import backend
from facecheck.inputs.sources import Webcam
from facecheck.inputs.sources import webcam as webcam_module
from facecheck.inputs.sources.webcam import negotiate

from ..scripted import FakeCapture, Ticks, opener, wait_until


def test_the_newest_frame_wins_and_the_others_are_counted() -> None:
    gate, ticks = threading.Semaphore(0), Ticks()
    capture = FakeCapture([True] * 9, gate)
    with Webcam(0, capture=opener(capture), clock=ticks) as camera:
        gate.release()
        first = camera.newest(60)
        assert first is not None
        assert first.time_s == 0
        assert first.rgb[0, 0].tolist() == [0, 0, 255]  # blue last: red first
        for i in range(1, 4):
            ticks.now_s = 100 + i
            gate.release()
            wait_until(lambda i=i: len(capture.script) == 8 - i and camera.stalled_s == 0)  # type: ignore[misc]
        wait_until(lambda: camera.dropped == 2)
        last = camera.newest(60)
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
        assert camera.newest(60) is not None
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
        assert camera.newest(60) is not None
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

    assert backend(platform) == name
    assert hasattr(cv2, name)


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
