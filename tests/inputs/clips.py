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
    stated_fps: int | None = None,
    silence_s: float = 0.0,
    gop: int = 5,
) -> Path:
    """Encode pictures, by default one every 1/fps seconds.

    With `stated_fps` the codec counts in ticks of that rate and states it; with `silence_s` the
    file has a sound track too, which begins at 0.
    """
    ticks = 1000 if stated_fps is None else stated_fps
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=fps)
        assert isinstance(stream, VideoStream)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = pixels
        stream.codec_context.time_base = Fraction(1, ticks)
        stream.time_base = Fraction(1, ticks)
        if codec == "libx264":
            stream.options = {"bf": "0", "g": str(gop), "sc_threshold": "0"}
        if codec == "libx265":
            stream.options = {"x265-params": "log-level=none"}
        if rotation is not None:
            stream.set_display_rotation(rotation)
        if pixel_aspect is not None:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        sound = (
            container.add_stream(
                "libopus" if path.suffix == ".webm" else "aac", rate=48_000, layout="mono"
            )
            if silence_s
            else None
        )
        for i, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            at_ms = stamps_ms[i] if stamps_ms is not None else i * 1000 / fps
            frame.pts = round(at_ms * ticks / 1000)
            frame.time_base = Fraction(1, ticks)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if sound is not None:
            samples = np.zeros((1, round(silence_s * 48_000)), np.float32)
            silence = av.AudioFrame.from_ndarray(samples, "fltp", "mono")
            silence.rate, silence.pts = 48_000, 0
            container.mux(sound.encode(silence))
            container.mux(sound.encode(None))
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
