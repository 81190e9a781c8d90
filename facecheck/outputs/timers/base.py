"""The interface of a timer, and how system commands are run."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Protocol

from facecheck.core.errors import OutputError
from facecheck.core.text import one_line

Run = Callable[[Sequence[str]], None]
"""Runs a command of the system; raises `OutputError` where that fails."""

INSTEAD = "a phone rings as well: facecheck plan --ics FILE"


@dataclass(frozen=True, slots=True)
class Reminder:
    """When to ring, and what is done then.

    Attributes:
        name: Of the timer: letters, digits and dashes. The same name again replaces it.
        weekdays: 0 for Monday to 6 for Sunday, rising, at least one.
        times: Times of the day, at least one.
        command: The program that is started, and its arguments.
        environment: Variables that it needs, such as where its files are.
    """

    name: str
    weekdays: Sequence[int]
    times: Sequence[time]
    command: Sequence[str]
    environment: Sequence[tuple[str, str]] = ()


class Timer(Protocol):
    """Puts reminders into the user's session, and takes them out."""

    def install(self, reminder: Reminder) -> str:
        """Put a reminder in place of the one of its name; returns where it is.

        Raises:
            OutputError: The system refuses; nothing is left behind.
        """

    def remove(self, name: str) -> bool:
        """Take a reminder out; returns whether there was one.

        Raises:
            OutputError: The system refuses.
        """


def run_command(command: Sequence[str]) -> None:
    """Run a command of the system.

    Raises:
        OutputError: It is not there, or it failed; the line has its reason.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # ours
    except OSError as error:
        raise OutputError(
            "{command}: cannot be run ({strerror}); {instead}",
            command=command[0],
            strerror=error.strerror,
            instead=INSTEAD,
        ) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise OutputError(
            "{command}: {said}; {instead}",
            command=command[0],
            said=one_line(said[-1]),
            instead=INSTEAD,
        )
