"""The interface of every frame source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, Self

from facecheck.core.frames import Frame
from facecheck.core.player_clock import PlayerClock


class FrameSource(Protocol):
    """Anything that yields frames in time order and can be closed."""

    @property
    def name(self) -> str:
        """The file's name without its folder, or the camera's name."""

    @property
    def duration_s(self) -> float | None:
        """From the first frame to the end of the last; None where it is not known."""

    @property
    def warnings(self) -> list[str]:
        """What the user should know about the source, one sentence each; grows while reading."""

    @property
    def dropped(self) -> int:
        """Frames that were there and were not handed over."""

    def __iter__(self) -> Iterator[Frame]:
        """Yield frames in time order; raises SourceError where they cannot be read."""

    def __enter__(self) -> Self:
        """Open the source; raises SourceError where that fails."""

    def __exit__(self, *exc: object) -> None:
        """Close it."""


class RecordedSource(FrameSource, Protocol):
    """A recording: it has a beginning, and players show it too."""

    @property
    def player(self) -> PlayerClock:
        """Where a player stands at the recording's times; known once it was read to its end."""


class LiveSource(FrameSource, Protocol):
    """A source that continues without its reader: the newest frame wins, older ones are dropped."""

    @property
    def ended(self) -> bool:
        """Whether no further frame will come."""

    @property
    def stalled_s(self) -> float:
        """How long no frame has come."""

    def newest(self, timeout_s: float) -> Frame | None:
        """The newest frame not yet handed over, waiting for one; None after the timeout.

        Iteration blocks while a camera is frozen; a window that must answer its keys asks here.
        """
