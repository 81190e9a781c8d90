"""How a recording is read where the file itself does not say, or says it wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from facecheck.core.arguments import number, whole
from facecheck.core.errors import ArgumentError

MOST = 10_000
"""Of pictures a second, of the speed, and of streams."""


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What is known of a recording from elsewhere; as it stands, everything is the file's own.

    Attributes:
        fps: Pictures a second as they were taken, whatever the file's time stamps say.
        speed: How fast the recording shows what happened: 0.25 is slow motion that is four times
            slower than life, 8 a time lapse. Times of results are those of life.
        times: A file with the time of every picture; see ``frame_times``.
        stream: Which of several picture streams, counted from 0; None looks for a face in each.

    Raises:
        ArgumentError: A number is not possible, or two of them say the same thing.
    """

    fps: float | None = None
    speed: float = 1.0
    times: Path | None = None
    stream: int | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        for name, value in (("fps", self.fps), ("speed", self.speed)):
            if value is not None:
                number(name, value, (0, MOST), above=True)
        if self.fps is not None and self.times is not None:
            raise ArgumentError("fps and times both say when pictures were taken; give one of them")
        if self.stream is not None:
            whole("stream", self.stream, (0, MOST))

    @property
    def retimed(self) -> bool:
        """Whether times are other than the file's own."""
        return self.fps is not None or self.times is not None or self.speed != 1.0


PLAIN = ReadAs()
"""As the file says."""
