from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import pytest

from facecheck.inputs.cameras import Camera, Enumerate, cameras


@dataclass(frozen=True)
class Device:
    index: int
    name: str | None


def lists(devices: Sequence[Device], asked: list[int] | None = None) -> Enumerate:
    def enumerate_(number: int) -> Sequence[Device]:
        if asked is not None:
            asked.append(number)
        return devices

    return enumerate_


@pytest.mark.parametrize(
    ("platform", "number"),
    [("linux", cv2.CAP_V4L2), ("darwin", cv2.CAP_AVFOUNDATION), ("win32", cv2.CAP_DSHOW)],
)
def test_cameras_are_counted_by_the_back_end_that_opens_them(platform: str, number: int) -> None:
    asked: list[int] = []
    listing = lists([Device(10, "BRIO"), Device(2, "Kamera für Büro")], asked)
    assert cameras(platform=platform, enumerate_=listing) == [
        Camera(2, "Kamera für Büro"),
        Camera(10, "BRIO"),
    ]
    assert asked == [number]


def test_a_camera_without_a_name_is_called_by_its_number() -> None:
    assert cameras(platform="linux", enumerate_=lists([Device(3, None)])) == [Camera(3, "camera 3")]


def test_a_name_is_one_line() -> None:
    found = cameras(platform="linux", enumerate_=lists([Device(0, "HD\x1b[2J\nWebcam")]))
    assert found == [Camera(0, "HD [2J Webcam")]


def fails(_: int) -> Sequence[Device]:
    raise OSError("not here")


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_listing_that_fails_is_an_empty_one(platform: str) -> None:
    assert cameras(platform=platform, enumerate_=fails) == []


def test_a_system_without_a_back_end_of_its_own_opens_nothing() -> None:
    assert cameras(platform="freebsd14", enumerate_=lists([Device(0, "C920")])) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks this machine's Linux")
def test_this_machine_lists_no_more_than_it_has() -> None:
    nodes = {path.name for path in Path("/dev").glob("video*")}
    assert {f"video{camera.index}" for camera in cameras()} <= nodes
