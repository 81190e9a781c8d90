"""Write H.264 clips with exact frame times, and a rotation tag where asked."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

CLOCK = 90000  # ticks a second; fine enough for any frame time


def write_clip(
    path: Path,
    frames: Iterable[tuple[float, NDArray[np.uint8]]],
    size: tuple[int, int],
    fps: float,
    *,
    crf: int = 28,
    rotated: bool = False,
) -> int:
    """Encode `(time_s, picture (H, W, 3))` frames to MP4 and return how many there were.

    Args:
        path: Of the clip; written under another name first.
        frames: In order of time.
        size: Width and height as seen; a `rotated` clip is stored turned by 90 degrees.
        fps: Nominal frame rate; the frames' own times decide.
        crf: Quality, lower is better and larger.
        rotated: Store sideways and tag it.
    """
    width, height = size[::-1] if rotated else size
    count = 0
    partial = path.with_suffix(".part.mp4")
    with av.open(str(partial), "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=Fraction(fps).limit_denominator(1001))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, CLOCK)
        # One thread: the bits must not depend on how many cores a machine has.
        stream.codec_context.options = {
            "crf": str(crf),
            "preset": "veryfast",
            "threads": "1",
            "g": "90",
        }
        for time_s, picture in frames:
            stored = (
                np.ascontiguousarray(np.rot90(picture))
                if rotated
                else np.ascontiguousarray(picture)
            )
            frame = av.VideoFrame.from_ndarray(stored, format="rgb24")
            frame.pts, frame.time_base = round(time_s * CLOCK), Fraction(1, CLOCK)
            container.mux(stream.encode(frame))
            count += 1
        container.mux(stream.encode(None))
    if rotated:
        _tag_rotation(partial)
    partial.replace(path)
    return count


def _tag_rotation(path: Path) -> None:
    """Write the matrix "turn by 90 degrees clockwise to show" into the track header.

    The matrix lies at a fixed place in the `tkhd` box, and PyAV has no door to it.
    """
    data = bytearray(path.read_bytes())
    at = data.find(b"tkhd")
    if at < 0:
        raise ValueError(f"{path} has no track header")
    long_times = data[at + 4] == 1
    matrix = at + 4 + (52 if long_times else 40)
    stored_height = 0  # the offset only matters to players that draw at a position
    data[matrix : matrix + 36] = struct.pack(
        ">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, stored_height << 16, 0, 1 << 30
    )
    path.write_bytes(bytes(data))
