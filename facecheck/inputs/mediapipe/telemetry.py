"""Keeps MediaPipe from reporting its use to its maker.

Since 2026 the library that does the landmarks sends counts of its own use to play.googleapis.com,
from threads of its own, with no option against it. It does so with libcurl, which asks the
environment for a proxy each time; one of a kind that does not exist ends the attempt before a name
is looked up or a connection made. ``tests/trust/test_privacy.py`` has the kernel watch that.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

NO_SUCH_PROXY = "none://none"
REPORTS_TO = "play.googleapis.com"


def forbid_telemetry(environ: MutableMapping[str, str] = os.environ) -> None:
    """Leave the process no way to reach an https address through libcurl.

    FFmpeg, which opens cameras by their address, has ``http_proxy`` for itself, and facecheck's
    own download of the models is another command, in which no model is loaded.
    """
    for name in ("https_proxy", "HTTPS_PROXY"):
        environ[name] = NO_SUCH_PROXY
    for name in ("no_proxy", "NO_PROXY"):
        if name in environ:
            environ[name] = ",".join(filter(_elsewhere, environ[name].replace(" ", ",").split(",")))


def _elsewhere(entry: str) -> bool:
    """Whether an exception from the proxy leaves the reports' address where it is."""
    suffix = entry.strip().lower().removeprefix("*").strip(".")
    return bool(suffix) and not REPORTS_TO.endswith(suffix)
