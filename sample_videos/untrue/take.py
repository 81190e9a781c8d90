"""A clip in memory: its pictures, when they are shown, and what is true of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import av
import numpy as np

from sample_videos.actor.film import Picture
from sample_videos.yaml_text import read

Event = Mapping[str, Any]

STANDS, STANDS_S = "the picture stood still", 0.5
"""What is said of a picture that has stood for longer."""

_TIMES = ("start_s", "hold_start_s", "hold_end_s", "end_s")


@dataclass(frozen=True, slots=True)
class Unseen:
    """Time in which a movement cannot be seen.

    Attributes:
        start_s: From when on.
        end_s: Until when.
        kinds: Kinds of events that cannot be seen; of an empty tuple, none can.
        fault: What is named for it; None where nothing is.
        slack_s: By how much later or earlier it may be noticed.
        latent_s: What is no trouble for so long: a picture that stands may be an encoder's.
    """

    start_s: float
    end_s: float
    kinds: tuple[str, ...] = ()
    fault: str | None = None
    slack_s: float = 0.1
    latent_s: float = 0.0

    def hides(self, kind: str) -> bool:
        """Whether a kind of event cannot be seen meanwhile."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Take:
    """A take of one person doing one exercise.

    Attributes:
        times: Of the pictures, in seconds.
        pictures: ``(height, width, 3)`` uint8 each.
        events: What happens, as in a truth file, whether it can be seen or not.
        origin: As in a truth file.
        unseen: When what cannot be seen.
        read_as: How the clip must be read.
        tags: Marks of the device, for the container.
        shown: By how much slower than life it is shown.
        notes: What is said of it, for readers.
    """

    times: tuple[float, ...]
    pictures: tuple[Picture, ...]
    events: tuple[Event, ...]
    origin: Mapping[str, Any]
    unseen: tuple[Unseen, ...] = ()
    read_as: Mapping[str, Any] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    shown: float = 1.0

    @property
    def fps(self) -> float:
        """Pictures a second, in life."""
        return (len(self.times) - 1) / (self.times[-1] - self.times[0])

    @property
    def movements(self) -> list[Event]:
        """The events that are repetitions, in order of time."""
        return [e for e in self.events if "hold_start_s" in e]

    def at(self, time_s: float) -> int:
        """The number of the first picture at a time or after it."""
        return min(int(np.searchsorted(self.times, time_s - 1e-6)), len(self.times) - 1)

    def showing(self, pictures: Sequence[Picture]) -> Take:
        """The same with other pictures."""
        return replace(self, pictures=tuple(pictures))

    def hiding(self, *unseen: Unseen) -> Take:
        """The same with more that cannot be seen."""
        return replace(self, unseen=(*self.unseen, *unseen))

    def cut(self, from_s: float, until_s: float) -> Take:
        """A part of it, which begins at 0 s."""
        first, last = self.at(from_s), self.at(until_s)
        zero_s = self.times[first]
        end_s = self.times[last - 1] + 1 / self.fps - zero_s
        moved = [moved_by(e, -zero_s) for e in self.events]
        return replace(
            self,
            times=tuple(t - zero_s for t in self.times[first:last]),
            pictures=self.pictures[first:last],
            events=tuple(kept for e in moved if (kept := clipped(e, 0.0, end_s)) is not None),
        )

    def standing(self, from_s: float, seconds: float) -> Take:
        """The same with one picture that stands for a while, before everything goes on."""
        at, count = self.at(from_s), round(seconds * self.fps)
        from_s, lasts_s = self.times[at], count / self.fps
        extra = [from_s + n / self.fps for n in range(1, count + 1)]
        later = [t + lasts_s for t in self.times[at + 1 :]]
        return replace(
            self,
            times=(*self.times[: at + 1], *extra, *later),
            pictures=(
                *self.pictures[: at + 1],
                *[self.pictures[at]] * count,
                *self.pictures[at + 1 :],
            ),
            events=tuple(_stretched(e, from_s, lasts_s) for e in self.events),
            unseen=(
                *self.unseen,
                Unseen(from_s, from_s + lasts_s + 2 / self.fps, (), STANDS, latent_s=STANDS_S),
            ),
        )


def moved_by(event: Event, seconds: float) -> dict[str, Any]:
    """An event at another time."""
    return {k: round(v + seconds, 3) if k in _TIMES else v for k, v in event.items()}


def clipped(event: Event, from_s: float, until_s: float) -> dict[str, Any] | None:
    """What of an event lies between two times; None where nothing does."""
    start_s, end_s = max(event["start_s"], from_s), min(event["end_s"], until_s)
    if end_s - start_s < 0.02:
        return None
    out = {**event, "start_s": round(start_s, 3), "end_s": round(end_s, 3)}
    if "hold_start_s" in event:
        hold = max(event["hold_start_s"], from_s), min(event["hold_end_s"], until_s)
        del out["hold_start_s"], out["hold_end_s"]
        if hold[1] - hold[0] > 0.02:
            out |= {"hold_start_s": round(hold[0], 3), "hold_end_s": round(hold[1], 3)}
    return out


def _stretched(event: Event, at_s: float, seconds: float) -> dict[str, Any]:
    return {k: round(v + seconds, 3) if k in _TIMES and v > at_s else v for k, v in event.items()}


def read_take(clip: Path) -> Take:
    """A rendered clip with its truth."""
    truth = read(clip.with_suffix(".truth.yaml"))
    times, pictures = [], []
    with av.open(str(clip)) as container:
        for picture in container.decode(video=0):
            times.append(float(picture.time or 0.0))
            pictures.append(np.asarray(picture.to_ndarray(format="rgb24"), np.uint8))
    return Take(tuple(times), tuple(pictures), tuple(truth["events"]), truth["origin"])
