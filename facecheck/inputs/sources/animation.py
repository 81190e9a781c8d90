"""An animated WebP, which FFmpeg does not decode: read by Pillow, a picture at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np

from facecheck.core.errors import SourceError
from facecheck.core.frames import Frame
from facecheck.core.messages import Code, Message
from facecheck.core.player_clock import PlayerClock, PlayerClockBuilder
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.core.text import printable
from facecheck.inputs.sources.retiming import Retiming

ANIMATED = 0x02
"""The flag in a WebP's extended header (RIFF container specification, VP8X)."""


def is_animated_webp(path: Path) -> bool:
    """Whether a file begins as an animated WebP does."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(21)
    except (OSError, ValueError):
        return False
    extended = head[:4] == b"RIFF" and head[8:16] == b"WEBPVP8X" and len(head) == 21
    return extended and bool(head[20] & ANIMATED)


class Animation:
    """Pictures of an animated WebP, each at its time.

    Args:
        path: The file.
        read_as: What is known of it from elsewhere.

    Attributes:
        warnings: What is wrong with it.
        dropped: Always 0.
    """

    def __init__(self, path: Path, read_as: ReadAs = PLAIN) -> None:
        self.path = Path(path)
        self.warnings: list[str] = []
        self.dropped = 0
        self._read_as = read_as
        self._retiming = Retiming(PLAIN, "")
        self._player = PlayerClockBuilder()
        self._image: Any = None
        self._ends_s: float | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return printable(self.path.name)

    @property
    def duration_s(self) -> float | None:
        """To the end of the last picture; None until it was read."""
        return self._ends_s

    @property
    def player(self) -> PlayerClock:
        """Where a player stands; known once it was read to its end."""
        return self._player.clock()

    def __enter__(self) -> Self:
        """Open the file.

        Raises:
            SourceError: It cannot be read.
        """
        from PIL import Image

        self._retiming = Retiming(self._read_as, self.name)
        try:
            self._image = Image.open(self.path)
        except (OSError, ValueError, SyntaxError) as error:
            raise self._damaged() from error
        return self

    def __exit__(self, *exc: object) -> None:
        """Close it."""
        if self._image is not None:
            self._image.close()
            self._image = None

    def __iter__(self) -> Iterator[Frame]:
        """Yield every picture.

        Raises:
            SourceError: It is damaged.
        """
        if self._image is None:
            raise SourceError("{path}: not open; use it in a with statement", path=self.path)
        self._player, shown_s = PlayerClockBuilder(), 0.0
        count = self._image.n_frames
        for n in range(count):
            try:
                self._image.seek(n)
                rgb = np.array(self._image.convert("RGB"), np.uint8)
                lasts_s = float(self._image.info.get("duration", 0)) / 1000
            except (OSError, EOFError, ValueError) as error:
                if n == 0:
                    raise self._damaged() from error
                self.warnings.append(Message(Code.PICTURES_END_EARLY, read=n, whole=count))
                return
            rgb.flags.writeable = False
            time_s = self._retiming.at(n, shown_s)
            if self._retiming.changes:
                self._player.add(time_s, shown_s)
            shown_s += lasts_s
            self._ends_s = time_s + self._retiming.lasts_s(lasts_s)
            yield Frame(time_s=time_s, rgb=rgb)
        self.warnings[:] = self._retiming.warnings(count)

    def _damaged(self) -> SourceError:
        return SourceError(
            "{path}: the animation is damaged; export it again, as mp4 best", path=self.path
        )
