"""Whether a window can be opened here, and how to mend it where not."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping

from facecheck.core.errors import DisplayError

_OTHERWISE = "or without a window: facecheck live --no-window"


def require_display(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> None:
    """Find out whether a window can be opened, where that is known without opening one.

    Raises:
        DisplayError: It cannot; the message has the remedy.
    """
    if not platform.startswith("linux"):
        return
    if "SDL_VIDEODRIVER" in environment or "WAYLAND_DISPLAY" in environment:
        return
    display = environment.get("DISPLAY", "")
    if not display:
        raise DisplayError(
            "there is no display: DISPLAY is not set; run it on a desktop, {otherwise}",
            otherwise=_OTHERWISE,
        )
    if not _answers(display):
        raise DisplayError(
            "the display {display} does not answer: set DISPLAY to one that does, {otherwise}",
            display=display,
            otherwise=_OTHERWISE,
        )


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
