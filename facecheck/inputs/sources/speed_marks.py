"""Slow-motion and time-lapse marks in a recording's metadata.

Phones that slow a recording down, or speed it up, write down how many pictures a second they took:
Android's recorder as ``com.android.capture.fps`` (``MediaRecorder.setCaptureRate``), Sony's cameras
as ``captureFps`` beside ``formatFps`` in their description. Where the file's own stamps already run
at that rate, as with iPhones and some Androids, there is nothing to put right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

HIGH_SPEED_FPS = 100.0
"""Nobody records ordinary film at so many pictures a second: slow motion begins at 120."""

RATIO = 1.5
"""Stamps that run at another rate by less are those of a camera in the dark."""

LAPSE_FPS = 12.0
"""A camera that took fewer pictures a second and shows them at more was set to a time lapse."""

_CAPTURE = re.compile(r"capture[._-]?(fps|frame[._-]?rate)$", re.IGNORECASE)
_SONY = re.compile(rb'captureFps="([0-9.]+)[pi]?" formatFps="([0-9.]+)[pi]?"')
_HEAD, _TAIL = 1 << 16, 1 << 18


class SpeedMark(NamedTuple):
    """How fast a recording shows life.

    Attributes:
        speed: As in ``ReadAs``; None where it is not certain.
        note: What the user should know.
    """

    speed: float | None
    note: str


def speed_mark(tags: Mapping[str, str], path: Path, rate: float | None) -> SpeedMark | None:
    """What a file says of its speed; None where it says nothing, or that it is that of life.

    Args:
        tags: The container's and the stream's.
        path: The file.
        rate: Pictures a second as its stamps have them.
    """
    taken = next((_number(value) for key, value in tags.items() if _CAPTURE.search(key)), None)
    if taken is None and (sony := _sony(path)) is not None:
        taken, rate = sony
    if taken is None or not rate or 1 / RATIO < taken / rate < RATIO:
        return None
    times = f"taken at {taken:g} pictures a second and shown at {rate:.4g}"
    if taken < LAPSE_FPS or taken >= HIGH_SPEED_FPS:
        kind = "time lapse" if taken < rate else "slow motion"
        return SpeedMark(
            rate / taken, f"{kind}: {times}; times are those of life (--speed 1: as it is shown)"
        )
    return SpeedMark(
        None,
        f"the file says it was {times}: if it is not at the speed of life, "
        f"give --speed {rate / taken:.4g}",
    )


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0.0 < value < 1e5 else None


def _sony(path: Path) -> tuple[float, float] | None:
    """Pictures taken and shown a second, from the description at either end of a Sony file."""
    try:
        with path.open("rb") as file:
            text = file.read(_HEAD)
            file.seek(0, 2)
            file.seek(max(file.tell() - _TAIL, 0))
            text += file.read(_TAIL)
    except OSError:
        return None
    if b"NonRealTimeMeta" not in text or (said := _SONY.search(text)) is None:
        return None
    taken, shown = (_number(one.decode()) for one in said.groups())
    return None if taken is None or shown is None else (taken, shown)
