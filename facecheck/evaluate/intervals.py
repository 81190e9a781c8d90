"""Intervals of time: overlap, and which belong together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

MIN_IOU = 0.2
"""Blinks last a few frames: a label and a detection that are two frames apart still meet."""


class Interval(Protocol):
    """Anything with a start and an end in seconds, half-open."""

    @property
    def start_s(self) -> float:
        """Inclusive."""

    @property
    def end_s(self) -> float:
        """Exclusive."""


def overlap_s(a: Interval, b: Interval) -> float:
    """Seconds that two intervals share, 0 or more."""
    return max(0.0, min(a.end_s, b.end_s) - max(a.start_s, b.start_s))


def iou(a: Interval, b: Interval) -> float:
    """Temporal intersection over union, in [0, 1]."""
    shared = overlap_s(a, b)
    union = (a.end_s - a.start_s) + (b.end_s - b.start_s) - shared
    return shared / union if shared > 0 else 0.0


def match(
    left: Sequence[Interval], right: Sequence[Interval], min_iou: float = MIN_IOU
) -> list[tuple[int, int]]:
    """Pair intervals one to one, greedily by IoU, greatest first.

    Exchanging the two sides exchanges the members of each pair and nothing else.

    Returns:
        Pairs of indices into ``left`` and ``right``, in the order of ``left``.
    """
    candidates = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            value = iou(a, b)
            if value >= min_iou:
                # The same whichever side comes first, so that ties do not depend on the order.
                times = sorted([(a.start_s, a.end_s), (b.start_s, b.end_s)])
                candidates.append((-value, times, i, j))
    free_left, free_right, pairs = set(range(len(left))), set(range(len(right))), []
    for _, _, i, j in sorted(candidates):
        if i in free_left and j in free_right:
            free_left.remove(i)
            free_right.remove(j)
            pairs.append((i, j))
    return sorted(pairs)


def covered_s(event: Interval, others: Sequence[Interval]) -> float:
    """Seconds of an interval that the union of others covers."""
    total, seen_until = 0.0, event.start_s
    for other in sorted(others, key=lambda x: x.start_s):
        begin = max(seen_until, other.start_s)
        end = min(event.end_s, other.end_s)
        if end > begin:
            total, seen_until = total + end - begin, end
    return total
