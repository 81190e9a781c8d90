"""Chooses the timer that this system has."""

from __future__ import annotations

import sys

from facecheck.outputs.timers.base import Run, Timer, run_command
from facecheck.outputs.timers.launchd import Launchd
from facecheck.outputs.timers.systemd import Systemd
from facecheck.outputs.timers.task_scheduler import TaskScheduler


def timer_for(platform: str = sys.platform, run: Run = run_command) -> Timer:
    """The timer of a system.

    Args:
        platform: As ``sys.platform``.
        run: Runs the system's command.
    """
    if platform == "darwin":
        return Launchd(run)
    if platform == "win32":
        return TaskScheduler(run)
    return Systemd(run)
