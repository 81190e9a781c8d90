from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from facecheck.inputs.cameras import Camera, Runner, cameras, run_command, why_closed


def prints(text: str, commands: list[list[str]] | None = None) -> Runner:
    def run(command: Sequence[str]) -> str:
        if commands is not None:
            commands.append(list(command))
        return text

    return run


def node(sysfs: Path, number: int, name: str, index: int | None = 0) -> None:
    folder = sysfs / f"video{number}"
    folder.mkdir()
    (folder / "name").write_text(name + "\n")
    if index is not None:
        (folder / "index").write_text(f"{index}\n")


def test_linux_lists_each_camera_once(tmp_path: Path) -> None:
    node(tmp_path, 10, "BRIO")
    node(tmp_path, 2, "Integrated Webcam: Integrated W")
    node(tmp_path, 3, "Integrated Webcam: Integrated W", index=1)  # its metadata
    node(tmp_path, 4, "Capture card", index=None)
    assert cameras(platform="linux", sysfs=tmp_path) == [
        Camera(2, "Integrated Webcam: Integrated W"),
        Camera(4, "Capture card"),
        Camera(10, "BRIO"),
    ]


def test_linux_without_video_devices(tmp_path: Path) -> None:
    assert cameras(platform="linux", sysfs=tmp_path / "none") == []


def test_macos_in_the_order_of_unique_ids() -> None:
    document = {
        "SPCameraDataType": [
            {"_name": "iPhone", "spcamera_unique-id": "B2"},
            {"_name": "FaceTime HD", "spcamera_unique-id": "A1"},
        ]
    }
    commands: list[list[str]] = []
    run = prints(json.dumps(document), commands)
    assert cameras(platform="darwin", run=run) == [Camera(0, "FaceTime HD"), Camera(1, "iPhone")]
    assert commands == [["/usr/sbin/system_profiler", "SPCameraDataType", "-json"]]


def test_windows_one_name_a_line() -> None:
    run = prints("HD Webcam\r\nKamera für Büro\r\n\r\n")
    assert cameras(platform="win32", run=run) == [
        Camera(0, "HD Webcam"),
        Camera(1, "Kamera für Büro"),
    ]


def fails(_: Sequence[str]) -> str:
    raise OSError("not here")


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_a_listing_that_fails_is_an_empty_one(platform: str) -> None:
    assert cameras(platform=platform, run=fails) == []


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}"])
def test_macos_odd_answers(text: str) -> None:
    assert cameras(platform="darwin", run=prints(text)) == []


def test_a_command_is_run_without_a_shell() -> None:
    assert run_command([sys.executable, "-c", "print('$HOME;')"]).strip() == "$HOME;"
    with pytest.raises(OSError, match=r"."):
        run_command([sys.executable, "-c", "raise SystemExit(3)"])


def test_a_camera_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    said = why_closed(
        3, platform="linux", listing=lambda: [Camera(0, "C920")], dev=tmp_path, proc=tmp_path
    )
    assert "0 = C920" in said
    assert "--camera" in said


def test_a_camera_that_may_not_be_opened_names_the_group(tmp_path: Path) -> None:
    (tmp_path / "video0").touch()
    said = why_closed(0, platform="linux", dev=tmp_path, proc=tmp_path, access=lambda _: False)
    assert "usermod -aG video" in said


def test_a_camera_in_use_names_the_program(tmp_path: Path) -> None:
    (tmp_path / "video0").touch()
    fd = tmp_path / "4321" / "fd"
    fd.mkdir(parents=True)
    (fd / "7").symlink_to(tmp_path / "video0")
    (tmp_path / "4321" / "comm").write_text("zoom\n")
    said = why_closed(0, platform="linux", dev=tmp_path, proc=tmp_path, access=lambda _: True)
    assert said.startswith("zoom is using it: close that program")
    (fd / "7").unlink()
    said = why_closed(0, platform="linux", dev=tmp_path, proc=tmp_path, access=lambda _: True)
    assert said.startswith("close other programs that use it")


@pytest.mark.parametrize(
    ("platform", "where"), [("darwin", "System Settings > "), ("win32", "Settings > ")]
)
def test_elsewhere_the_setting_is_named(platform: str, where: str) -> None:
    assert where in why_closed(0, platform=platform)
