"""How to read a recording whose file does not say, or says it wrongly: mirrored, turned, speed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from facecheck.core.arguments import integer, number
from facecheck.core.errors import ArgumentError

MOST = 10_000
"""Of pictures a second, of the speed, and of streams."""

LARGEST = "largest"
"""The face that is judged unless another one is asked for: the nearest to the camera."""

TURNS = (0, 90, 180, 270)
"""Degrees clockwise by which pictures can be turned."""


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What is known of a recording from elsewhere; as it stands, everything is the file's own.

    Attributes:
        fps: Pictures a second as they were taken, whatever the file's time stamps say.
        speed: How fast the recording shows what happened: 0.25 is slow motion that is four times
            slower than life, 8 a time lapse. Times of results are those of life. None for what the
            file's marks say, and 1 where it has none.
        times: A file with the time of every picture; see ``frame_times``.
        stream: Which of several picture streams, counted from 0; None looks for a face in each.
        mirrored: It was recorded as a mirror shows it, and is turned back.
        turn: Degrees clockwise by which its pictures are turned to stand upright: 0, 90, 180, 270;
            None for what the file says, and what its faces show.
        every_picture: Look at every picture of a clip that has more than some 30 a second.
        face: Whose face is judged where there are several: the `largest`, the `left` or `right` one
            of the picture, or the number of one, from 1 on from the left.

    Raises:
        ArgumentError: A number is not possible, or two of them say the same thing.
    """

    fps: float | None = None
    speed: float | None = None
    times: Path | None = None
    stream: int | None = None
    mirrored: bool = False
    turn: int | None = None
    every_picture: bool = False
    face: str = LARGEST

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        for name, value in (("fps", self.fps), ("speed", self.speed)):
            if value is not None:
                number(name, value, (0, MOST), above=True)
        if self.fps is not None and self.times is not None:
            raise ArgumentError("fps and times both say when pictures were taken; give one of them")
        if self.stream is not None:
            integer("stream", self.stream, (0, MOST))
        if self.turn is not None and self.turn not in TURNS:
            raise ArgumentError("turn is {turn}, needs 0, 90, 180 or 270 degrees", turn=self.turn)
        if self.face not in (LARGEST, "left", "right") and not _counts(self.face):
            raise ArgumentError(
                "face is {face!r}, needs left, right, largest or a number", face=self.face
            )

    @property
    def options(self) -> tuple[str, ...]:
        """What was said, as options of the command line."""
        said = (each.name for each in fields(self) if getattr(self, each.name) != each.default)
        return tuple(f"--{name.replace('_', '-')}" for name in said)

    @property
    def retimed(self) -> bool:
        """Whether times are other than the file's own."""
        return self.fps is not None or self.times is not None or self.speed is not None

    @property
    def reoriented(self) -> bool:
        """Whether pictures are mirrored or turned."""
        return self.mirrored or self.turn not in (None, 0)


def _counts(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text) < 100


PLAIN = ReadAs()
"""As the file says."""
