"""Replaces a recording's times with others."""

from __future__ import annotations

from statistics import median

import numpy as np

from facecheck.core.errors import SourceError
from facecheck.core.read_as import ReadAs
from facecheck.inputs.sources.frame_times import read_times
from facecheck.inputs.sources.speed_marks import SpeedMark


class Retiming:
    """Gives each picture the time that is known of it from elsewhere.

    Args:
        read_as: Its rate, times and speed.
        name: Of the recording, for messages.
        times_s: Times that came with the recording; a file or a rate that was named goes before.
        marked: What the recording's own marks say of its speed; what was said of it goes before.

    Raises:
        SourceError: The file of times cannot be read.
    """

    def __init__(
        self,
        read_as: ReadAs,
        name: str,
        times_s: tuple[float, ...] | None = None,
        marked: SpeedMark | None = None,
    ) -> None:
        self._name = name
        self._mark = None if read_as.retimed else marked
        self._fps, self._speed = read_as.fps, read_as.speed or 1.0
        if self._mark is not None and self._mark.speed is not None:
            self._speed = self._mark.speed
        self._source = "its list of times" if read_as.times is None else read_as.times.name
        if read_as.times is not None:
            times_s = read_times(read_as.times)
        self._times_s = None if self._fps is not None else times_s
        gaps_s = np.diff(self._times_s or ())
        self._usual_s = float(median(gaps_s)) if len(gaps_s) else None

    @property
    def own_times(self) -> bool:
        """Whether times come from here alone, so that the recording need not have any."""
        return self._fps is not None or self._times_s is not None

    @property
    def changes(self) -> bool:
        """Whether times are other than those at which the recording shows its pictures."""
        return self.own_times or self._speed != 1.0

    def at(self, n: int, shown_s: float) -> float:
        """When the nth picture, from 0, was taken.

        Args:
            n: The picture's number.
            shown_s: When the recording shows it, from its first picture on.

        Raises:
            SourceError: There are more pictures than times.
        """
        if self._fps is not None:
            shown_s = n / self._fps
        elif self._times_s is not None:
            if n >= len(self._times_s):
                raise SourceError(
                    "{name}: has more pictures than {source} has entries ({times_s}); give the "
                    "time of each picture",
                    name=self._name,
                    source=self._source,
                    times_s=len(self._times_s),
                )
            shown_s = self._times_s[n]
        return shown_s * self._speed

    def lasts_s(self, shown_s: float) -> float:
        """How long a picture stands for, given how long the recording shows it."""
        if self._fps is not None:
            shown_s = 1 / self._fps
        elif self._usual_s is not None:
            shown_s = self._usual_s
        return shown_s * self._speed

    def warnings(self, pictures: int) -> list[str]:
        """What a reader should know, given how many pictures there were."""
        said = [] if self._mark is None else [self._mark.note]
        over = 0 if self._times_s is None else len(self._times_s) - pictures
        if over <= 0:
            return said
        return [
            *said,
            f"{self._source} has {over} more times than there are pictures: "
            "the first ones were taken",
        ]
