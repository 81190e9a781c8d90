"""What each key does, and keys from a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import Enum
from typing import Any, Self

from facecheck.outputs.words import Words


class Action(Enum):
    """What the user can ask for; the value is its key in the table of words."""

    HELP = "key.help"
    PAUSE = "key.pause"
    PAIN = "key.pain"
    RESTART = "key.restart"
    SKIP = "key.skip"
    PREVIOUS = "key.previous"
    TAKE_BACK = "key.takeback"
    ADD = "key.add"
    CALIBRATE = "key.calibrate"
    MUTE = "key.mute"
    MIRROR = "key.mirror"
    WHOLE = "key.whole"
    LARGER = "key.larger"
    SMALLER = "key.smaller"
    QUIT = "key.quit"


ESCAPE = "\x1b"
"""Leaves the whole screen first, as everywhere; then the session."""

KEYS: dict[str, Action] = {
    "h": Action.HELP,
    "?": Action.HELP,
    "p": Action.PAUSE,
    " ": Action.PAUSE,
    "r": Action.RESTART,
    "n": Action.SKIP,
    "b": Action.PREVIOUS,
    "x": Action.PAIN,
    "u": Action.TAKE_BACK,
    "a": Action.ADD,
    "c": Action.CALIBRATE,
    "m": Action.MUTE,
    "f": Action.MIRROR,
    "w": Action.WHOLE,
    "+": Action.LARGER,
    "=": Action.LARGER,
    "-": Action.SMALLER,
    "q": Action.QUIT,
    ESCAPE: Action.QUIT,
    "\x03": Action.QUIT,
}
"""Characters; ``=`` is ``+`` without the shift key."""

DIGITS = "0123456789"
"""Keep the stress that the user gives, 0 to 9; a 10 needs `facecheck rate`."""

_SHOWN = "hpxrnbuacmfw+-q"
_NO_KEY = 255


def character(code: int) -> str | None:
    """The character of OpenCV's key code; None for no key. Large codes carry modifier bits."""
    if code < 0:
        return None
    code &= 0xFF
    return None if code in (0, _NO_KEY) else chr(code).lower()


def legend(words: Words) -> list[tuple[str, str]]:
    """The keys and what they do, for the help screen."""
    rows = []
    for key in _SHOWN:
        shown = f"{key} / {words('key.space')}" if key == "p" else key
        rows.append((shown, words(KEYS[key].value)))
    return [*rows, (f"{DIGITS[0]}-{DIGITS[-1]}", words("key.stress"))]


class TerminalKeys:
    """Single keys from the terminal, without waiting and without Enter; none from a pipe."""

    def __init__(self) -> None:
        self._before: Sequence[Any] | None = None

    def __enter__(self) -> Self:
        """Turn off line buffering and echo."""
        if _interactive() and os.name == "posix":
            import termios
            import tty

            self._before = termios.tcgetattr(sys.stdin)
            tty.setcbreak(sys.stdin)
        return self

    def __exit__(self, *exc: object) -> None:
        """Restore the terminal."""
        if self._before is not None:
            import termios

            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, list(self._before))
            self._before = None

    def poll(self) -> str | None:
        """The next key, if one was pressed."""
        if self._before is not None:
            import select

            if select.select([sys.stdin], [], [], 0)[0]:
                return os.read(sys.stdin.fileno(), 1).decode("ascii", "ignore").lower() or None
        elif sys.platform == "win32" and _interactive():
            import msvcrt

            if msvcrt.kbhit():
                return msvcrt.getwch().lower()
        return None


def _interactive() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
