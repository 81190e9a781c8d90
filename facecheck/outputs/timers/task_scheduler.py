"""Reminders as tasks of Windows' Task Scheduler."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from facecheck.core.errors import OutputError
from facecheck.outputs.timers.base import Reminder, Run, run_command

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class TaskScheduler:
    """The user's tasks.

    Args:
        run: Runs `schtasks`.
    """

    def __init__(self, run: Run = run_command) -> None:
        self._run = run

    def install(self, reminder: Reminder) -> str:
        """Create a task in place of the one of its name; see ``Timer``."""
        with TemporaryDirectory(prefix="facecheck-") as folder:
            file = Path(folder) / "task.xml"
            file.write_text(task(reminder), encoding="utf-16")
            self._run(["schtasks", "/Create", "/TN", reminder.name, "/XML", str(file), "/F"])
        return f"Task Scheduler: {reminder.name}"

    def remove(self, name: str) -> bool:
        """Delete a task; see ``Timer``."""
        try:
            self._run(["schtasks", "/Query", "/TN", name])
        except OutputError:
            return False
        self._run(["schtasks", "/Delete", "/TN", name, "/F"])
        return True


def task(reminder: Reminder) -> str:
    """A task as the scheduler wants it. One that was slept through rings on waking."""
    days = "".join(f"<{WEEKDAYS[day]} />" for day in reminder.weekdays)
    triggers = "".join(
        f"<CalendarTrigger><StartBoundary>2026-01-01T{at:%H:%M}:00</StartBoundary>"
        f"<ScheduleByWeek><DaysOfWeek>{days}</DaysOfWeek><WeeksInterval>1</WeeksInterval>"
        "</ScheduleByWeek></CalendarTrigger>"
        for at in reminder.times
    )
    program, *arguments = _with_environment(reminder)
    return (
        '<?xml version="1.0" encoding="UTF-16"?>'
        '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">'
        f"<Triggers>{triggers}</Triggers>"
        "<Settings><StartWhenAvailable>true</StartWhenAvailable>"
        "<DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries></Settings>"
        f"<Actions><Exec><Command>{escape(program)}</Command>"
        f"<Arguments>{escape(subprocess.list2cmdline(arguments))}</Arguments></Exec></Actions>"
        "</Task>"
    )


def _with_environment(reminder: Reminder) -> Sequence[str]:
    """A task has no variables of its own; on Windows facecheck needs none."""
    return reminder.command
