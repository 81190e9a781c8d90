"""A message on the desktop, by the system's own program for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

from facecheck.core.errors import OutputError
from facecheck.core.text import one_line

Show = Callable[[Sequence[str], Mapping[str, str]], None]
"""Runs a program with variables beside those that there are."""

_TOAST = """
$kind = [Windows.UI.Notifications.ToastTemplateType,Windows.UI.Notifications,ContentType=WindowsRuntime]
$manager = [Windows.UI.Notifications.ToastNotificationManager,Windows.UI.Notifications,ContentType=WindowsRuntime]
$xml = $manager::GetTemplateContent($kind::ToastText02)
$words = $xml.GetElementsByTagName('text')
$words[0].AppendChild($xml.CreateTextNode($env:FACECHECK_TITLE)) > $null
$words[1].AppendChild($xml.CreateTextNode($env:FACECHECK_TEXT)) > $null
$toast = [Windows.UI.Notifications.ToastNotification]::new($xml)
$manager::CreateToastNotifier('facecheck').Show($toast)
"""  # noqa: E501
"""The words come as variables: nothing in them is code."""


def notify(title: str, text: str, platform: str = sys.platform, show: Show | None = None) -> None:
    """Show a message.

    Args:
        title: Its first line.
        text: What stands below.
        platform: As ``sys.platform``.
        show: Runs the system's program.

    Raises:
        OutputError: There is no such program, or it failed.
    """
    run = _run if show is None else show
    if platform == "darwin":
        script = (
            "on run words",
            "display notification (item 2 of words) with title (item 1 of words)",
            "end run",
        )
        lines = [part for line in script for part in ("-e", line)]
        run(["osascript", *lines, title, text], {})
    elif platform == "win32":
        run(
            ["powershell", "-NoProfile", "-NonInteractive", "-Command", _TOAST],
            {"FACECHECK_TITLE": title, "FACECHECK_TEXT": text},
        )
    else:
        run(["notify-send", "--app-name=facecheck", "--", title, text], {})


def missing_program(platform: str = sys.platform) -> str | None:
    """What has to be installed before messages can be shown; None where nothing has."""
    if platform in ("darwin", "win32") or shutil.which("notify-send"):
        return None
    return "messages need notify-send: sudo apt install libnotify-bin"


def _run(command: Sequence[str], more: Mapping[str, str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603  # ours; what is shown is an argument of its own
            command, capture_output=True, text=True, check=False, env={**os.environ, **more}
        )
    except OSError as error:
        remedy = missing_program() or "check the system"
        raise OutputError(
            "{command}: cannot be run; {remedy}", command=command[0], remedy=remedy
        ) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise OutputError("{command}: {said}", command=command[0], said=one_line(said[-1]))
