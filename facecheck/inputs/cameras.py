"""Cameras by name and by OpenCV's index, on each platform. No picture is taken."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from facecheck.core.text import one_line


class Device(Protocol):
    """What is needed of a listed device."""

    @property
    def index(self) -> int:
        """Its number."""

    @property
    def name(self) -> str | None:
        """What the system calls it, where it says so."""


Enumerate = Callable[[int], Sequence[Device]]
"""Lists the devices that one of OpenCV's back ends counts."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera that the system knows.

    Attributes:
        index: The number OpenCV opens it by.
        name: What the system calls it.
    """

    index: int
    name: str


def camera_by_name(name: str, among: Sequence[Camera]) -> Camera | None:
    """The camera whose name is, or else contains, what the user typed; the first of several.

    >>> camera_by_name("brio", [Camera(0, "Built-in"), Camera(2, "Logitech BRIO")])
    Camera(index=2, name='Logitech BRIO')
    """
    wanted = name.casefold()
    named = [camera for camera in among if wanted and wanted in camera.name.casefold()]
    exact = [camera for camera in named if camera.name.casefold() == wanted]
    return next(iter(exact or named), None)


def cameras(*, platform: str = sys.platform, enumerate_: Enumerate | None = None) -> list[Camera]:
    """The cameras of this machine by OpenCV's numbers; empty where they cannot be listed.

    Args:
        platform: As ``sys.platform``.
        enumerate_: Lists the devices of one of OpenCV's back ends.
    """
    import cv2

    if backend(platform) == "CAP_ANY":
        return []
    try:
        from cv2_enumerate_cameras import enumerate_cameras

        found = (enumerate_ or enumerate_cameras)(getattr(cv2, backend(platform)))
    except Exception:  # other people's code about other people's drivers
        return []
    named = {int(one.index): one_line(str(one.name or f"camera {one.index}")) for one in found}
    return [Camera(index, named[index]) for index in sorted(named)]


def backend(platform: str = sys.platform) -> str:
    """The part of OpenCV that opens cameras, by the name of its constant.

    Its numbers hold for it alone: on Windows MSMF and DirectShow count cameras in orders of
    their own.
    """
    if platform == "darwin":
        return "CAP_AVFOUNDATION"
    if platform == "win32":
        return "CAP_DSHOW"  # MSMF takes half a minute to open some USB cameras
    return "CAP_V4L2" if platform.startswith("linux") else "CAP_ANY"
