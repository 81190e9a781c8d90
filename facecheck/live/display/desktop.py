"""Whether a window can be opened here, and what mends it where not."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping

import cv2

from facecheck.core.errors import DisplayError

_OTHERWISE = "or without a window: facecheck live --no-window"


def require_display(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> None:
    """Find out whether a window can be opened. Qt does not say no: it ends the process.

    Raises:
        DisplayError: It cannot; the message has the remedy.
    """
    toolkit = next(
        (line.split(":", 1)[1].strip() for line in cv2.getBuildInformation().splitlines()
         if line.strip().startswith("GUI:")), "",
    )  # fmt: skip
    if toolkit.upper() == "NONE":
        raise DisplayError(
            f"this OpenCV has no windows; run: pip install --force-reinstall opencv-python=="
            f"{_wheel_version()} opencv-contrib-python=={_wheel_version()}, {_OTHERWISE}"
        )
    if not platform.startswith("linux"):
        return
    if environment.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return
    display = environment.get("DISPLAY", "")
    if not display and "WAYLAND_DISPLAY" in environment:
        raise DisplayError(
            "OpenCV's windows need X11, and this is Wayland without it; run: sudo apt install "
            f"xwayland, then log in again, {_OTHERWISE}"
        )
    if not display:
        raise DisplayError(
            f"there is no display: DISPLAY is not set; run it on a desktop, {_OTHERWISE}"
        )
    if not _answers(display):
        raise DisplayError(
            f"the display {display} does not answer: set DISPLAY to one that does, {_OTHERWISE}"
        )


def _wheel_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    for wheel in ("opencv-python", "opencv-contrib-python", "opencv-python-headless"):
        try:
            return version(wheel)
        except PackageNotFoundError:
            continue
    return str(cv2.__version__)


def _answers(display: str) -> bool:
    """Whether an X server listens where DISPLAY says: ``host:number.screen``."""
    host, _, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix") or host.startswith("/"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108  # where X servers listen
        return any(_connects(socket.AF_UNIX, address) for address in (path, f"\0{path}"))
    try:
        found = socket.getaddrinfo(host, 6000 + int(number), type=socket.SOCK_STREAM)
    except OSError:
        return False
    return any(_connects(family, address) for family, _, _, _, address in found)


def _connects(family: int, address: str | tuple[object, ...]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(2.0)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True
