"""Cameras: which there are, whether they may be used, and what one of them sends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from facecheck.core.errors import SourceError
from facecheck.core.messages import Message
from facecheck.doctor.check import Check
from facecheck.inputs.cameras import Camera, cameras
from facecheck.inputs.sources import LiveSource

DEV = Path("/dev")
LOOK_S = 3.0
"""How long a camera is looked through; its first second, in which the light settles, aside."""
SETTLE_S = 1.0
BLACK = 12
SLOW_HZ = 20.0


def check_cameras(
    *, listing: Callable[[], Sequence[Camera]] = cameras, platform: str = sys.platform
) -> Check:
    """Cameras by name, with the number that --camera takes."""
    found = listing()
    if found:
        return Check("cameras", True, ", ".join(f"{c.index} = {c.name}" for c in found))
    if platform.startswith("linux"):
        remedy = "plug one in, then look at: ls /dev/video*"
    elif platform == "darwin":
        remedy = "plug one in; it appears in System Settings > General > About > System Report"
    else:
        remedy = "plug one in; it appears in the Device Manager under Cameras"
    return Check("cameras", None, "none found; clips can be judged all the same", remedy)


def check_permission(
    *,
    listing: Callable[[], Sequence[Camera]] = cameras,
    platform: str = sys.platform,
    dev: Path = DEV,
    access: Callable[[Path], bool] = lambda path: os.access(path, os.R_OK | os.W_OK),
) -> Check:
    """Whether this user may open the cameras."""
    name = "camera permission"
    if platform == "darwin":
        return Check(
            name,
            None,
            "macOS asks at the first use, for the terminal program",
            "System Settings > Privacy & Security > Camera",
        )
    if platform == "win32":
        return Check(
            name,
            None,
            "Windows keeps it in its settings",
            "Settings > Privacy & security > Camera > Let desktop apps access your camera",
        )
    nodes = [dev / f"video{camera.index}" for camera in listing()]
    barred = [str(node) for node in nodes if not access(node)]
    if barred:
        return Check(
            name,
            False,
            Message("this user may not open {barred}", barred=", ".join(barred)),
            "sudo usermod -aG video $USER, then log in again",
        )
    return Check(name, True, "this user may open them" if nodes else "no camera to open")


def check_picture(
    choose: Callable[[], LiveSource], *, clock: Callable[[], float] = time.monotonic
) -> Check:
    """What a camera sends: opened for three seconds, and nothing of it is kept.

    Args:
        choose: Finds the camera.
        clock: Seconds that only grow.
    """
    name = "picture"
    try:
        with choose() as source:
            times_s, size, brightest = _looked(source, clock)
            name = f"picture of {source.name}"
    except SourceError as error:
        what, _, remedy = str(error).partition("; ")
        return Check(name, False, what, remedy or "try another with --camera")
    if len(times_s) < 2:
        return Check(name, False, "no picture came", "close other programs that use it")
    rate_hz = (len(times_s) - 1) / max(times_s[-1] - times_s[0], 1e-6)
    found = f"{size[0]} x {size[1]}, {rate_hz:.0f} pictures a second"
    if brightest <= BLACK:
        remedy = "open its cover; a virtual camera sends black until its program runs"
        return Check(name, False, Message("{found}, all black", found=found), remedy)
    if rate_hz < SLOW_HZ:
        remedy = "more light: in the dark most cameras slow down; or another USB socket"
        return Check(name, None, found, remedy)
    return Check(name, True, found)


def _looked(
    source: LiveSource, clock: Callable[[], float]
) -> tuple[list[float], tuple[int, int], int]:
    """When pictures came, their size, and the brightest value in the last of them."""
    times_s: list[float] = []
    size, brightest = (0, 0), 0
    begun_s = clock()
    while clock() - begun_s < LOOK_S and not source.ended:
        frame = source.newest(0.2)
        if frame is not None:
            size = frame.rgb.shape[1], frame.rgb.shape[0]
            brightest = int(frame.rgb[::8, ::8].max())
            if clock() - begun_s >= SETTLE_S:
                times_s.append(frame.time_s)
    return times_s, size, brightest
