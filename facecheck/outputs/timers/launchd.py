"""Reminders as agents of the user's launchd (macOS)."""

from __future__ import annotations

import os
import plistlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from facecheck.core.errors import OutputError
from facecheck.outputs.files import atomically, explained
from facecheck.outputs.timers.base import Reminder, Run, run_command


class Launchd:
    """The user's agents.

    Args:
        run: Runs `launchctl`.
        folder: Where agents are described; None for the user's own.
        user: The number of the user.
    """

    def __init__(
        self, run: Run = run_command, folder: Path | None = None, user: int | None = None
    ) -> None:
        self._run = run
        self._folder = folder if folder is not None else Path.home() / "Library" / "LaunchAgents"
        self._domain = f"gui/{os.getuid() if user is None else user}"

    def install(self, reminder: Reminder) -> str:
        """Describe an agent and load it; see ``Timer``."""
        file = self._file(reminder.name)
        with explained(file):
            self._folder.mkdir(parents=True, exist_ok=True)
        with suppress(OutputError):
            # Only what is loaded can be unloaded.
            self._run(["launchctl", "bootout", f"{self._domain}/{label(reminder.name)}"])
        with atomically(file) as temporary:
            temporary.write_bytes(plistlib.dumps(agent(reminder)))
        try:
            self._run(["launchctl", "bootstrap", self._domain, str(file)])
        except OutputError:
            file.unlink(missing_ok=True)
            raise
        return str(file)

    def remove(self, name: str) -> bool:
        """Unload an agent and delete it; see ``Timer``."""
        file = self._file(name)
        if not file.exists():
            return False
        with suppress(OutputError):
            self._run(["launchctl", "bootout", f"{self._domain}/{label(name)}"])
        with explained(file):
            file.unlink(missing_ok=True)
        return True

    def _file(self, name: str) -> Path:
        return self._folder / f"{label(name)}.plist"


def label(name: str) -> str:
    """What launchd calls it."""
    return f"local.{name}"


def agent(reminder: Reminder) -> dict[str, Any]:
    """An agent as launchd wants it; its week begins with Sunday, which is 0."""
    return {
        "Label": label(reminder.name),
        "ProgramArguments": list(reminder.command),
        "EnvironmentVariables": dict(reminder.environment),
        "StartCalendarInterval": [
            {"Weekday": (day + 1) % 7, "Hour": at.hour, "Minute": at.minute}
            for day in reminder.weekdays
            for at in reminder.times
        ],
    }
