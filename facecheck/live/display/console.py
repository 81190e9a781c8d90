"""What terminal displays share: their keys; they neither mirror nor enlarge."""

from __future__ import annotations

from typing import Self

from facecheck.live.keys import TerminalKeys
from facecheck.live.options import LiveOptions
from facecheck.outputs.words import Words


class ConsoleDisplay:
    """The terminal's side of a display; what is written is for those who derive from it.

    Args:
        options: The session's.
    """

    def __init__(self, options: LiveOptions) -> None:
        self.mirrored = options.mirrored
        self.text_scale = options.text_scale
        self.fills = False
        self._words = Words(options.language)
        self._keys = TerminalKeys()

    @property
    def size(self) -> None:
        """None: there is no window."""

    @property
    def closed(self) -> bool:
        """A terminal that is closed ends the program by itself."""
        return False

    def reopen(self) -> None:
        """Nothing: a terminal is not closed."""

    def __enter__(self) -> Self:
        """Take keys without Enter."""
        self._keys.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        """Restore the terminal."""
        self.close()

    def key(self) -> str | None:
        """The key pressed since last asked."""
        return self._keys.poll()

    def close(self) -> None:
        """Stop showing and restore the terminal."""
        self._keys.__exit__()
