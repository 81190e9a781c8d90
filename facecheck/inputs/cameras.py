"""Which cameras there are, by name, on each platform. Nothing is opened and nobody is filmed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

SYSFS = Path("/sys/class/video4linux")
TIMEOUT_S = 15.0

Runner = Callable[[Sequence[str]], str]
"""Runs a command given as a list and returns what it prints; OSError when it cannot."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera that the system knows.

    Attributes:
        index: The number OpenCV opens it by.
        name: What the system calls it.
    """

    index: int
    name: str


def cameras(
    *, platform: str = sys.platform, sysfs: Path = SYSFS, run: Runner | None = None
) -> list[Camera]:
    """The cameras of this machine in OpenCV's order; empty where they cannot be listed.

    Args:
        platform: As ``sys.platform``.
        sysfs: Where Linux lists video devices.
        run: Runs the platform's listing command.
    """
    runner = run if run is not None else run_command
    try:
        if platform == "darwin":
            return _macos(runner)
        if platform == "win32":
            return _windows(runner)
        return _linux(sysfs)
    except (OSError, ValueError):
        return []


SETTINGS = {
    "darwin": "System Settings > Privacy & Security > Camera",
    "win32": "Settings > Privacy & security > Camera",
    "linux": "the group 'video' (sudo usermod -aG video $USER, then log in again)",
}
"""Where each platform keeps the permission."""


def why_closed(
    index: int,
    *,
    platform: str = sys.platform,
    listing: Callable[[], Sequence[Camera]] = cameras,
    dev: Path = Path("/dev"),
    proc: Path = Path("/proc"),
    access: Callable[[Path], bool] = lambda path: os.access(path, os.R_OK | os.W_OK),
) -> str:
    """Why a camera cannot be opened, as far as it can be told, and what mends it: one line.

    Args:
        index: The camera's number.
        platform: As ``sys.platform``.
        listing: Lists the cameras that are there.
        dev: Where Linux keeps devices.
        proc: Where Linux shows processes.
        access: Whether a device may be opened by this user.
    """
    if not platform.startswith("linux"):
        where = SETTINGS.get(platform, SETTINGS["linux"])
        return (
            f"close other programs that use it, or allow it in {where}; "
            "which cameras there are: facecheck doctor"
        )
    node = dev / f"video{index}"
    if not node.exists():
        known = ", ".join(f"{c.index} = {c.name}" for c in listing()) or "none"
        return f"there is no {node} (cameras: {known}); plug it in, or choose with --camera"
    if not access(node):
        return f"this user may not open {node}; join {SETTINGS['linux']}"
    user = _user_of(node, proc)
    busy = f"{user} is using it: close that program" if user else "close other programs that use it"
    return f"{busy}, then try again; more: facecheck doctor"


def _user_of(node: Path, proc: Path) -> str | None:
    """The name of a program of this user's that holds a device open."""
    own = str(os.getpid())
    for link in proc.glob("[0-9]*/fd/*"):
        try:
            if link.parts[-3] != own and link.readlink() == node:
                return (link.parents[1] / "comm").read_text("utf-8", "replace").strip() or None
        except OSError:
            continue
    return None


def run_command(command: Sequence[str]) -> str:
    """Run a fixed command without a shell.

    Raises:
        OSError: It is missing, fails or takes too long.
    """
    try:
        done = subprocess.run(  # noqa: S603  # a constant list, no shell, no text of the user's
            list(command), capture_output=True, timeout=TIMEOUT_S, check=True
        )
    except subprocess.SubprocessError as error:
        raise OSError(f"{command[0]}: {error}") from error
    return done.stdout.decode("utf-8", "replace")


def _linux(sysfs: Path) -> list[Camera]:
    found = []
    for node in sysfs.glob("video*"):
        number = re.fullmatch(r"video([0-9]+)", node.name)
        # A camera has several nodes; only the first gives pictures, the others metadata.
        if number is None or _line(node / "index", "0") != "0":
            continue
        found.append(Camera(int(number[1]), _line(node / "name", node.name)))
    return sorted(found, key=lambda c: c.index)


def _line(path: Path, default: str) -> str:
    try:
        return path.read_text("utf-8", "replace").strip() or default
    except OSError:
        return default


def _macos(run: Runner) -> list[Camera]:
    document = json.loads(run(["/usr/sbin/system_profiler", "SPCameraDataType", "-json"]))
    items = document.get("SPCameraDataType", []) if isinstance(document, dict) else []
    # OpenCV orders AVFoundation's devices by their unique id.
    items = sorted(items, key=lambda item: str(item.get("spcamera_unique-id", "")))
    return [Camera(i, str(item.get("_name", f"camera {i}"))) for i, item in enumerate(items)]


def _windows(run: Runner) -> list[Camera]:
    script = (
        "[Console]::OutputEncoding=[Text.Encoding]::UTF8; "
        "Get-CimInstance Win32_PnPEntity | "
        "Where-Object { $_.PNPClass -in 'Camera','Image' -and $_.Status -eq 'OK' } | "
        "Select-Object -ExpandProperty Name"
    )
    printed = run(["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", script])
    names = [line.strip() for line in printed.splitlines() if line.strip()]
    return [Camera(i, name) for i, name in enumerate(names)]
