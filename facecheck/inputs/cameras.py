"""Which cameras there are, by name, on each platform. Nothing is opened and nobody is filmed."""

from __future__ import annotations

import json
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
