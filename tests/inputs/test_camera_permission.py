from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.inputs.camera_permission import why_closed
from facecheck.inputs.cameras import Camera


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
