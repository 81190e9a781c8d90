"""Why a camera cannot be opened, and what mends it, on each platform."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from facecheck.core.messages import Message
from facecheck.inputs.cameras import Camera, cameras

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
        return Message(
            "close other programs that use it, or allow it in {where}; which cameras there "
            "are: facecheck doctor",
            where=where,
        )
    node = dev / f"video{index}"
    if not node.exists():
        known = ", ".join(f"{c.index} = {c.name}" for c in listing()) or "none"
        return Message(
            "there is no {node} (cameras: {known}); plug it in, or choose with --camera",
            node=node,
            known=known,
        )
    if not access(node):
        return Message(
            "this user may not open {node}; join {settings}", node=node, settings=SETTINGS["linux"]
        )
    user = _user_of(node, proc)
    busy = f"{user} is using it: close that program" if user else "close other programs that use it"
    return Message("{busy}, then try again; more: facecheck doctor", busy=busy)


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
