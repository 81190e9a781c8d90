from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from facecheck import doctor
from facecheck.core.errors import ModelError, SourceError
from facecheck.core.frames import Frame
from facecheck.inputs.cameras import Camera
from facecheck.inputs.mediapipe.assets import ModelFile

Usage = namedtuple("Usage", "free")

BRIO = Camera(2, "BRIO")


def listed(*found: Camera) -> Callable[[], Sequence[Camera]]:
    return lambda: found


def test_the_round_ends_whatever_fails() -> None:
    def check_good() -> doctor.Check:
        return doctor.Check("good", True, "fine")

    def check_the_roof() -> doctor.Check:
        raise RuntimeError("rain\nmore rain")

    good, roof = doctor.run([check_good, check_the_roof])
    assert good.ok
    assert (roof.name, roof.ok, roof.detail) == ("the roof", False, "RuntimeError: rain")
    assert roof.remedy


@pytest.mark.parametrize(
    ("problem", "ok", "found", "remedy"),
    [
        (None, True, "the system's voice", None),
        ("voice.package", True, "words that come along (de, en)", None),
        ("voice.player", None, "aplay is missing", "sudo apt install alsa-utils"),
        ("voice.engine", None, "eSpeak NG is missing", "sudo apt install espeak-ng"),
    ],
)
def test_the_voice_has_a_row(
    problem: str | None, ok: bool | None, found: str, remedy: str | None
) -> None:
    check = doctor.check_voice(problem=lambda: problem)
    assert (check.ok, check.remedy) == (ok, remedy)
    assert found in check.detail


def test_every_check_is_made_and_problems_have_remedies() -> None:
    results = doctor.run()
    assert len(results) == len(doctor.CHECKS)
    assert all(r.remedy for r in results if r.ok is False)
    assert all("\n" not in r.detail + (r.remedy or "") for r in results)
    found = {r.name: r for r in results}
    assert found["face model"].ok
    assert found["landmarks"].ok
    assert found["video encoder"].ok


def test_cameras_by_name() -> None:
    check = doctor.check_cameras(listing=listed(Camera(0, "Integrated"), BRIO))
    assert (check.ok, check.detail) == (True, "0 = Integrated, 2 = BRIO")


@pytest.mark.parametrize(
    ("platform", "where"),
    [("linux", "/dev/video"), ("darwin", "System Settings"), ("win32", "Device Manager")],
)
def test_no_camera_is_something_to_know(platform: str, where: str) -> None:
    check = doctor.check_cameras(listing=listed(), platform=platform)
    assert check.ok is None
    assert where in (check.remedy or "")


@pytest.mark.parametrize(("may", "ok"), [(True, True), (False, False)])
def test_permission_on_linux(may: bool, ok: bool) -> None:
    check = doctor.check_permission(
        listing=listed(BRIO), platform="linux", dev=Path("/dev"), access=lambda _: may
    )
    assert check.ok is ok
    assert may or "/dev/video2" in check.detail
    assert may or "usermod -aG video" in (check.remedy or "")


@pytest.mark.parametrize(
    ("platform", "where"), [("darwin", "Camera"), ("win32", "Let desktop apps")]
)
def test_permission_elsewhere_names_the_setting(platform: str, where: str) -> None:
    check = doctor.check_permission(listing=listed(), platform=platform)
    assert check.ok is None
    assert where in (check.remedy or "")


@pytest.mark.parametrize(
    ("installed", "platform", "environ", "ok", "says"),
    [
        ("2.5.8", "linux", {"DISPLAY": ":0"}, True, "pygame-ce 2.5.8 on DISPLAY=:0"),
        ("2.5.8", "linux", {"WAYLAND_DISPLAY": "wayland-0"}, True, "WAYLAND_DISPLAY=wayland-0"),
        ("2.5.8", "linux", {}, None, "no display"),
        ("2.5.8", "win32", {}, True, "pygame-ce 2.5.8"),
        (None, "darwin", {}, False, "not installed"),
    ],
)
def test_window_system(
    installed: str | None, platform: str, environ: dict[str, str], ok: bool | None, says: str
) -> None:
    check = doctor.check_window_system(
        environ=environ, platform=platform, installed=lambda: installed
    )
    assert check.ok is ok
    assert says in check.detail


@pytest.mark.parametrize(
    ("installed", "ok"),
    [
        ({"opencv-python": "5.0.0.93", "opencv-contrib-python": "5.0.0.93"}, True),
        ({"opencv-python": "4.12.0.88", "opencv-contrib-python": "5.0.0.93"}, False),
        ({"opencv-python": "5.0.0.93", "opencv-python-headless": "5.0.0.93"}, False),
        ({}, False),
    ],
)
def test_opencv_wheels_must_agree(installed: dict[str, str], ok: bool) -> None:
    check = doctor.check_opencv(versions=lambda: installed)
    assert check.ok is ok
    assert ok or check.remedy


@pytest.mark.parametrize(
    ("reason", "remedy"),
    [
        ("libGLESv2.so.2: cannot open shared object file", "apt install libgles2"),
        ("face_landmarker.task: not found; run: facecheck models fetch", "models fetch"),
        ("something else", "--force-reinstall"),
    ],
)
def test_mediapipe_that_does_not_load(reason: str, remedy: str) -> None:
    def broken() -> Any:
        raise ModelError(reason)

    check = doctor.check_landmarks(landmarker=broken)
    assert check.ok is False
    assert remedy in (check.remedy or "")


def test_a_missing_model_names_the_command() -> None:
    def nowhere(model: ModelFile) -> Path:
        raise ModelError(f"{model.name}: not found")

    check = doctor.check_hand_model(finder=nowhere)
    assert (check.ok, check.remedy) == (False, "facecheck models fetch")


def no_module() -> Any:
    raise ImportError


def no_library() -> Any:
    raise OSError("PortAudio library not found")


def no_device(**_: object) -> Any:
    raise ValueError("no default device")


@pytest.mark.parametrize(
    ("load", "ok", "says"),
    [
        (no_module, None, "optional"),
        (no_library, None, "PortAudio"),
        (lambda: SimpleNamespace(query_devices=no_device), None, "no output device"),
        (lambda: SimpleNamespace(query_devices=lambda **_: {"name": "Speakers"}), True, "Speakers"),
    ],
)
def test_sound_is_never_a_failure(load: Callable[[], Any], ok: bool | None, says: str) -> None:
    check = doctor.check_sound(load=load)
    assert check.ok is ok
    assert says in check.detail


@pytest.mark.parametrize(("free_mb", "ok"), [(5000, True), (10, False)])
def test_disk_space(tmp_path: Path, free_mb: int, ok: bool) -> None:
    check = doctor.check_disk_space(
        folder=tmp_path / "not" / "yet", usage=lambda _: Usage(free_mb * 2**20)
    )
    assert check.ok is ok
    assert str(tmp_path) in check.detail


class Sending:
    """A camera that sends pictures of one brightness at a rate, on a clock of its own."""

    def __init__(self, rate_hz: float, value: int = 120, ended: bool = False) -> None:
        self.name = "C920"
        self.now_s = 0.0
        self.ended = ended
        self._step_s = 1 / rate_hz
        self._rgb = np.full((720, 1280, 3), value, np.uint8)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def clock(self) -> float:
        return self.now_s

    def newest(self, timeout_s: float) -> Frame | None:  # noqa: ARG002
        self.now_s += self._step_s
        return Frame(self.now_s, self._rgb)


@pytest.mark.parametrize(
    ("camera", "ok", "says"),
    [
        (Sending(30.0), True, "1280 x 720, 30 pictures a second"),
        (Sending(8.0), None, "8 pictures a second"),
        (Sending(30.0, value=3), False, "all black"),
        (Sending(30.0, ended=True), False, "no picture came"),
    ],
)
def test_a_camera_is_looked_through(camera: Any, ok: bool | None, says: str) -> None:
    check = doctor.check_picture(lambda: camera, clock=camera.clock)
    assert check.ok is ok
    assert says in check.detail
    assert (check.remedy is None) is (ok is True)


def test_a_camera_that_does_not_open_says_why() -> None:
    def busy() -> Any:
        raise SourceError("C920: cannot be opened; zoom is using it: close that program")

    check = doctor.check_picture(busy)
    assert (check.ok, check.detail) == (False, "C920: cannot be opened")
    assert check.remedy == "zoom is using it: close that program"
