from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from facecheck.core.errors import SourceError
from facecheck.inputs.cameras import Camera
from facecheck.inputs.sources import (
    DeferredCamera,
    NetworkStream,
    RealtimePlayback,
    Webcam,
    open_camera,
)

from ..clips import make_clip, numbered
from ..scripted import FakeCapture, opener


def listing() -> list[Camera]:
    return [Camera(0, "Integrated Webcam"), Camera(2, "Logitech BRIO"), Camera(4, "BRIO")]


@pytest.mark.parametrize(
    ("spec", "name", "target"),
    [
        ("0", "Integrated Webcam", 0),
        ("7", "camera 7", 7),
        ("logitech", "Logitech BRIO", 2),
        ("brio", "BRIO", 4),
    ],
)
def test_open_camera(spec: str, name: str, target: int) -> None:
    source = open_camera(spec, listing=listing)
    assert isinstance(source, Webcam)
    assert source.name == name
    assert source._target == target


def test_an_address_is_no_device() -> None:
    """OpenCV leaves interlaced pictures black and squeezes those that change their size."""
    source = open_camera("rtsp://10.0.0.9/a", listing=listing)
    assert isinstance(source, NetworkStream)
    assert source.name == "rtsp://10.0.0.9/a"


def test_open_camera_plays_a_clip(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a b.mp4", [numbered(0)] * 3)
    source = open_camera(str(path), listing=listing)
    assert isinstance(source, RealtimePlayback)
    assert source.name == "a b.mp4"


@pytest.mark.parametrize("spec", ["", "nobody", "a\0b", "x" * 5000])
def test_neither_camera_nor_file(spec: str) -> None:
    with pytest.raises(SourceError, match=r"0 = Integrated Webcam.*facecheck doctor"):
        open_camera(spec, listing=listing)


def test_the_guard_of_these_tests_films_nobody() -> None:
    with pytest.raises(pytest.fail.Exception, match="real camera 0"):
        Webcam(0).__enter__()


def test_a_camera_found_late_is_that_camera_once_open() -> None:
    gate = threading.Semaphore(1)
    camera = Webcam(0, name="C920", capture=opener(FakeCapture([True], gate)))
    late = DeferredCamera(lambda: (camera, "Kinect is not there: C920 is used instead"))
    assert (late.name, late.warnings, late.newest(0.0)) == ("camera", [], None)
    with late:
        assert late.name == "C920"
        assert late.warnings == ["Kinect is not there: C920 is used instead"]
        assert late.newest(60) is not None
    assert late.duration_s is None


def test_a_camera_found_late_may_not_be_there() -> None:
    def nobody() -> Any:
        raise SourceError("none")

    with pytest.raises(SourceError, match="none"), DeferredCamera(nobody):
        pass
