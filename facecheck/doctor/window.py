"""Whether a window can be opened: a display, and an OpenCV that was built with windows."""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

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
    build: Callable[[], str] | None = None,
) -> Check:
    """Whether a window can be opened: a display, and an OpenCV built with windows."""
    name = "window system"
    toolkit = gui_in(build() if build is not None else _build_information())
    if toolkit is None:
        return Check(
            name,
            False,
            "OpenCV was built without windows (a headless wheel)",
            "pip uninstall -y opencv-python-headless opencv-contrib-python-headless; " + REINSTALL,
        )
    if platform not in ("darwin", "win32"):
        display = environ.get("DISPLAY")
        if not display and environ.get("WAYLAND_DISPLAY"):
            return Check(
                name,
                False,
                "Wayland without X11: OpenCV's windows need DISPLAY",
                "sudo apt install xwayland, then log in again; or: facecheck live --no-window",
            )
        if not display:
            return Check(
                name,
                None,
                "no display (DISPLAY is not set); clips work, live without a window",
                "run it from a desktop session, or: facecheck live --no-window",
            )
        return Check(name, True, f"{toolkit} on DISPLAY={display}")
    return Check(name, True, toolkit)


def gui_in(build_information: str) -> str | None:
    """The window toolkit that OpenCV's build information names, None without one.

    >>> gui_in("  GUI:                           QT5")
    'QT5'
    >>> gui_in("  GUI:                           NONE") is None
    True
    """
    match = re.search(r"^\s*GUI:[ \t]*(\S*)", build_information, re.MULTILINE)
    if match is None or match[1].upper() in ("NONE", "NO"):
        return None
    if match[1]:
        return match[1]
    # Some builds leave the line empty and list the toolkits below it.
    below = build_information[match.end() :].split("\n\n", 1)[0]
    named = re.search(r"^\s*(QT|GTK\+|COCOA|WIN32 UI|Win32 UI|WAYLAND):[ \t]*YES", below, re.M)
    return named[1] if named else None


def _build_information() -> str:
    cv2: Any = importlib.import_module("cv2")
    return str(cv2.getBuildInformation())


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
            f"{listed}: wheels that share the folder cv2 must be one version with windows",
            f"pip uninstall -y {' '.join(installed)}; "
            f"pip install opencv-python=={number} opencv-contrib-python=={number}",
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
