"""A camera that is found when it is opened: listing cameras takes seconds on some systems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Self

from facecheck.core.frames import Frame
from facecheck.inputs.sources.base import LiveSource


class DeferredCamera:
    """Chooses a live source on opening, on the opening thread, and is that source from then on.

    Args:
        choose: Finds the source; raises SourceError where there is none. What it has to say of the
            choice comes with the source, as a warning.
    """

    def __init__(self, choose: Callable[[], tuple[LiveSource, str | None]]) -> None:
        self._choose = choose
        self._stack = ExitStack()
        self._notes: list[str] = []
        self.source: LiveSource | None = None
        """What was found; None until then."""

    @property
    def name(self) -> str:
        """The camera's name."""
        return "camera" if self.source is None else self.source.name

    @property
    def duration_s(self) -> float | None:
        """Nobody knows how long a camera will run."""
        return None if self.source is None else self.source.duration_s

    @property
    def warnings(self) -> list[str]:
        """What the user should know about the camera and the choice."""
        return self._notes if self.source is None else [*self._notes, *self.source.warnings]

    @property
    def dropped(self) -> int:
        """Frames that came before the one before was taken."""
        return 0 if self.source is None else self.source.dropped

    @property
    def ended(self) -> bool:
        """Whether no further frame will come."""
        return self.source is None or self.source.ended

    @property
    def stalled_s(self) -> float:
        """How long no frame has come."""
        return 0.0 if self.source is None else self.source.stalled_s

    def find(self) -> LiveSource:
        """Find the camera now, without opening it.

        Raises:
            SourceError: There is none.
        """
        if self.source is None:
            self.source, note = self._choose()
            self._notes = [] if note is None else [note]
        return self.source

    def __enter__(self) -> Self:
        """Find the camera and open it.

        Raises:
            SourceError: There is none, or it cannot be opened.
        """
        self._stack.enter_context(self.find())
        return self

    def __exit__(self, *exc: object) -> None:
        """Close it."""
        self._stack.close()

    def newest(self, timeout_s: float) -> Frame | None:
        """The newest frame not yet handed over; None after the timeout.

        Raises:
            SourceError: The camera cannot be read.
        """
        return None if self.source is None else self.source.newest(timeout_s)

    def __iter__(self) -> Iterator[Frame]:
        """Yield the newest frame, again and again."""
        yield from () if self.source is None else self.source
