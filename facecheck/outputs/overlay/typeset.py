"""Breaking a text into lines, and the largest size at which it fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

LEADING = 1.15
"""Distance of lines as a fraction of the size."""

_WORTH_A_LINE = 1.2

Measure = Callable[[str, int], int]
"""Width in pixels of a line at a size."""


class Room(NamedTuple):
    """Where a text has to go.

    Attributes:
        width: In pixels.
        lines: The most lines.
        size: The size wished for, in pixels.
        least: The least size, in pixels.
        height: In pixels for all lines; None for no limit.
    """

    width: int
    lines: int
    size: int
    least: int
    height: int | None = None


def fit(text: str, room: Room, measure: Measure) -> tuple[int, tuple[str, ...]]:
    """The largest size at which a text fits, and its lines.

    Fewer lines win over slightly larger type. A text too long even for the least size ends in an
    ellipsis.
    """
    best: tuple[int, tuple[str, ...]] | None = None
    for count in range(1, room.lines + 1):
        top = room.size
        if room.height is not None:
            top = min(top, int(room.height / count / LEADING))
        for size in range(top, room.least - 1, -max(1, room.size // 32)):
            lines = wrap(text, room.width, size, measure)
            if len(lines) <= count and _all_fit(lines, room.width, size, measure):
                if best is None or size > best[0] * _WORTH_A_LINE:
                    best = size, tuple(lines)
                break
    return best if best is not None else _cut(text, room, measure)


def wrap(text: str, width: int, size: int, measure: Measure) -> list[str]:
    """Break a text between words into lines of a width; a word wider than that stands alone."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _all_fit(lines: Sequence[str], width: int, size: int, measure: Measure) -> bool:
    return all(measure(line, size) <= width for line in lines)


def _cut(text: str, room: Room, measure: Measure) -> tuple[int, tuple[str, ...]]:
    lines = wrap(text, room.width, room.least, measure)[: room.lines]
    last = lines[-1]
    while last and measure(last + "…", room.least) > room.width:
        last = last[:-1].rstrip()
    return room.least, (*lines[:-1], last + "…")
