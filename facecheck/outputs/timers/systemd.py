"""Reminders as timers of the user's systemd (Linux)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from facecheck.core.errors import OutputError
from facecheck.outputs.files import explained, write_text_atomically
from facecheck.outputs.timers.base import Reminder, Run, run_command

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def unit_folder() -> Path:
    """Where the user's units are."""
    config = os.environ.get("XDG_CONFIG_HOME")
    return (Path(config) if config else Path.home() / ".config") / "systemd" / "user"


class Systemd:
    """The user's manager.

    Args:
        run: Runs `systemctl`.
        folder: Where units go.
    """

    def __init__(self, run: Run = run_command, folder: Path | None = None) -> None:
        self._run = run
        self._folder = folder if folder is not None else unit_folder()

    def install(self, reminder: Reminder) -> str:
        """Write a service and its timer, and start the timer; see ``Timer``."""
        service, timer = self._files(reminder.name)
        with explained(timer):
            self._folder.mkdir(parents=True, exist_ok=True)
        write_text_atomically(service, service_unit(reminder))
        write_text_atomically(timer, timer_unit(reminder))
        try:
            self._run(["systemctl", "--user", "daemon-reload"])
            self._run(["systemctl", "--user", "enable", "--now", timer.name])
            # One that ran already continues with the hours it knew.
            self._run(["systemctl", "--user", "restart", timer.name])
        except OutputError:
            for file in (timer, service):
                file.unlink(missing_ok=True)
            raise
        return str(timer)

    def remove(self, name: str) -> bool:
        """Stop a timer and delete its units; see ``Timer``."""
        service, timer = self._files(name)
        if not timer.exists():
            return False
        with suppress(OutputError):
            # Without a manager there is nothing that could ring.
            self._run(["systemctl", "--user", "disable", "--now", timer.name])
        with explained(timer):
            for file in (timer, service):
                file.unlink(missing_ok=True)
        with suppress(OutputError):
            self._run(["systemctl", "--user", "daemon-reload"])
        return True

    def _files(self, name: str) -> tuple[Path, Path]:
        return self._folder / f"{name}.service", self._folder / f"{name}.timer"


def service_unit(reminder: Reminder) -> str:
    """What is started."""
    lines = ["[Unit]", "Description=facecheck: a reminder of the day's exercises", "", "[Service]"]
    lines += ["Type=oneshot", f"ExecStart={' '.join(map(quoted, reminder.command))}"]
    lines += [f"Environment={quoted(f'{name}={value}')}" for name, value in reminder.environment]
    return "\n".join(lines) + "\n"


def timer_unit(reminder: Reminder) -> str:
    """When. A time that was slept through rings on waking."""
    lines = ["[Unit]", "Description=facecheck: when the day's exercises are due", "", "[Timer]"]
    lines += [f"OnCalendar={when}" for when in on_calendar(reminder)]
    lines += ["Persistent=true", "", "[Install]", "WantedBy=timers.target"]
    return "\n".join(lines) + "\n"


def on_calendar(reminder: Reminder) -> list[str]:
    """The times as systemd writes them.

    >>> from datetime import time
    >>> on_calendar(Reminder("a", (0, 2), (time(8), time(19, 30)), ()))
    ['Mon,Wed *-*-* 08:00:00', 'Mon,Wed *-*-* 19:30:00']
    """
    days = ",".join(WEEKDAYS[day] for day in reminder.weekdays)
    return [f"{days} *-*-* {at:%H:%M}:00" for at in reminder.times]


def quoted(word: str) -> str:
    r"""A word of a command line in a unit: what systemd would expand stays as it is.

    >>> quoted("/opt/my python"), quoted('100% "$"')
    ('"/opt/my python"', '"100%% \\"$$\\""')
    """
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'
