from __future__ import annotations

from pathlib import Path

import pytest
from inputs.clips import make_clip, numbered

from facecheck.api.camera_choice import camera_source, chosen, remember
from facecheck.core.errors import SourceError
from facecheck.core.read_as import ReadAs
from facecheck.inputs.cameras import Camera
from facecheck.inputs.sources import DeferredCamera, NetworkStream, RealtimePlayback, Webcam
from facecheck.store.preferences import last_camera, remember_camera

FOUND = [Camera(0, "Built-in"), Camera(2, "C920")]


def listing() -> list[Camera]:
    return FOUND


@pytest.mark.usefixtures("home")
def test_the_camera_used_last_is_used_again() -> None:
    remember_camera("C920")
    source, note = chosen(None, listing=listing)
    assert (source.name, note) == ("C920", None)


def test_without_one_it_is_the_first() -> None:
    source, note = chosen(None, listing=listing)
    assert (source.name, note) == ("Built-in", None)


@pytest.mark.usefixtures("home")
def test_one_that_is_gone_is_told_and_replaced() -> None:
    remember_camera("Conference room")
    source, note = chosen(None, listing=listing)
    assert source.name == "Built-in"
    assert note == "Conference room is not there: Built-in is used instead"


@pytest.mark.usefixtures("home")
def test_what_is_named_goes_before_what_is_remembered() -> None:
    remember_camera("C920")
    assert chosen("0", listing=listing)[0].name == "Built-in"
    with pytest.raises(SourceError, match="neither a camera"):
        chosen("Kinect", listing=listing)


def test_a_clip_is_played_and_never_remembered(tmp_path: Path) -> None:
    clip = tmp_path / "a.mp4"
    clip.touch()
    source = camera_source(str(clip))
    assert isinstance(source, RealtimePlayback)
    remember(source)
    assert last_camera() is None


def test_cameras_are_not_listed_before_one_is_opened() -> None:
    def slow() -> list[Camera]:
        raise AssertionError("the window waits for this")

    assert isinstance(camera_source(None, listing=slow, platform="darwin"), DeferredCamera)


@pytest.mark.usefixtures("home")
def test_only_a_camera_of_this_machine_is_remembered() -> None:
    remember(NetworkStream("rtsp://somewhere"))
    assert last_camera() is None
    remember(Webcam(0, name="C920"))
    assert last_camera() == "C920"


def test_a_clip_that_says_no_rate_is_told_it_as_a_camera(tmp_path: Path) -> None:
    pictures = [numbered(i) for i in range(4)]
    clip = make_clip(tmp_path / "a.mjpeg", pictures, codec="mjpeg", pixels="yuvj420p")
    with camera_source(str(clip), read_as=ReadAs(fps=40)) as source:
        assert source.duration_s is None
        times = [frame.time_s for frame in source]
    assert times[-1] == pytest.approx(3 / 40)
    with pytest.raises(SourceError, match="for a clip named by --camera"):
        camera_source("0", read_as=ReadAs(fps=40))
