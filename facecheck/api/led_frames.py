"""Frames of a person who is led through a plan: each with the stretch that it belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from facecheck.core.frames import Frame
from facecheck.engine.level.calibration import Stretch
from facecheck.inputs.sources import FrameSource


def led_frames(
    source: FrameSource, plan: Sequence[Stretch], on_cue: Callable[[str], None]
) -> Iterator[tuple[int, Frame]]:
    """Yield the place of a stretch in the plan, and a frame of it, until the plan is over.

    Args:
        source: Open.
        plan: What the person does, one after the other.
        on_cue: Told the cue of each stretch as it begins.

    Raises:
        SourceError: The source fails.
    """
    ends = list(accumulate(stretch.seconds for stretch in plan))
    now = -1
    for frame in source:
        place = bisect_right(ends, frame.time_s)
        if place >= len(plan):
            return
        if place != now:
            now = place
            on_cue(plan[place].cue)
        yield place, frame
