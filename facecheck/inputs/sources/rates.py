"""Frame rates and time bases that a container states, and which of them to trust."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

NO_STAMPS = 0x80
"""FFmpeg's mark of formats without time stamps (``AVFMT_NOTIMESTAMPS``): raw streams, as single-
board cameras write them. Stamps that they seem to have are made up from 25 frames a second."""
BROADCAST = 0x200
"""Its mark of formats whose clock starts anywhere (``AVFMT_TS_DISCONT``): transport streams."""
FASTEST_FPS = 1000.0
"""A stream of uneven frames states its clock, often 90,000 a second, where a rate would stand."""


def has_stamps(container: InputContainer) -> bool:
    """Whether the file's format has time stamps at all."""
    return not int(container.format.flags) & NO_STAMPS


def stated_rate(container: InputContainer, stream: VideoStream) -> float | None:
    """Frames a second, where the file says so.

    Of a raw stream only what the pictures' own headers state counts: the rates that FFmpeg gives
    besides are its assumption.
    """
    rate: Fraction | None = stream.average_rate or stream.guessed_rate
    if not has_stamps(container):
        rate = stream.codec_context.framerate
    return float(rate) if rate and 0 < rate <= FASTEST_FPS else None


def zero_s(container: InputContainer) -> float:
    """Where a player's clock is at 0, in the file's time stamps.

    That is stamp 0, whenever the first picture comes; a broadcast's stamps begin anywhere, and
    there it is the first of any stream.
    """
    if int(container.format.flags) & BROADCAST and container.start_time is not None:
        return container.start_time / 1_000_000
    return 0.0
