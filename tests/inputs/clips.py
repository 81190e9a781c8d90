"""Makes tiny clips with every oddity that a test needs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def numbered(i: int, size: tuple[int, int] = (64, 48)) -> Picture:
    """A picture whose grey level says which frame it is."""
    return np.full((size[1], size[0], 3), 20 + (i * 10) % 200, np.uint8)


def make_clip(
    path: Path,
    pictures: Sequence[Picture],
    *,
    stamps_ms: Sequence[int] | None = None,
    fps: int = 30,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    rotation: int | None = None,
    options: dict[str, str] | None = None,
    pixel_aspect: Fraction | None = None,
) -> Path:
    """Encode pictures, by default one every 1/fps seconds."""
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=fps)
        assert isinstance(stream, VideoStream)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = pixels
        stream.codec_context.time_base = Fraction(1, 1000)
        stream.time_base = Fraction(1, 1000)
        if codec == "libx264":
            stream.options = {"bf": "0", "g": "5"}
        if rotation is not None:
            stream.set_display_rotation(rotation)
        if pixel_aspect is not None:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        for i, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = stamps_ms[i] if stamps_ms is not None else round(i * 1000 / fps)
            frame.time_base = Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def make_sound(path: Path) -> Path:
    """A file with sound and no picture."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 2048), np.float32), "fltp", "mono")
        frame.rate = 44100
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
