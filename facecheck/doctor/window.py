"""Whether a window can be opened, and whether the OpenCV wheels go together."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

from facecheck.core.messages import Message
from facecheck.doctor.check import REINSTALL, Check

OPENCV_WHEELS = (
    "opencv-python",
    "opencv-contrib-python",
    "opencv-python-headless",
    "opencv-contrib-python-headless",
)


def check_window_system(
    *,
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    installed: Callable[[], str | None] | None = None,
) -> Check:
    """Whether a window can be opened: a desktop, and pygame-ce to open it with."""
    name = "window system"
    number = (installed or _pygame)()
    if number is None:
        return Check(name, False, "pygame-ce is not installed", "pip install 'pygame-ce>=2.5.8,<3'")
    if platform in ("darwin", "win32"):
        return Check(name, True, Message("pygame-ce {number}", number=number))
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        if environ.get(variable):
            return Check(
                name,
                True,
                Message(
                    "pygame-ce {number} on {variable}={environ}",
                    number=number,
                    variable=variable,
                    environ=environ[variable],
                ),
            )
    return Check(
        name,
        None,
        "no display (DISPLAY is not set); clips work, live without a window",
        "run it from a desktop session, or: facecheck live --no-window",
    )


def _pygame() -> str | None:
    return _installed(("pygame-ce",)).get("pygame-ce")


def check_opencv(*, versions: Callable[[], Mapping[str, str]] | None = None) -> Check:
    """Whether all OpenCV wheels are one version: they overwrite one another's files."""
    installed = versions() if versions is not None else _installed(OPENCV_WHEELS)
    listed = ", ".join(f"{name} {number}" for name, number in installed.items())
    if not installed:
        return Check("OpenCV", False, "not installed", REINSTALL)
    headless = [name for name in installed if name.endswith("headless")]
    if len(set(installed.values())) > 1 or headless:
        number = installed.get("opencv-contrib-python") or max(installed.values())
        return Check(
            "OpenCV",
            False,
            Message(
                "{listed}: wheels that share the folder cv2 must be one version, none headless",
                listed=listed,
            ),
            Message(
                "pip uninstall -y {installed}; pip install opencv-python=={number} "
                "opencv-contrib-python=={number}",
                installed=" ".join(installed),
                number=number,
            ),
        )
    return Check("OpenCV", True, listed)


def _installed(names: Sequence[str]) -> dict[str, str]:
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
