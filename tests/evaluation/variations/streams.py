"""Changes to the run of frames: another frame rate, another start, another encoder."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

import numpy as np

from evaluation.variations.pictures import Picture, noisy
from facecheck.core.frames import Frame

Change = Callable[[Iterable[Frame]], Iterator[Frame]]
"""From the frames of a source to others, in time order."""

_TICKS_PER_S = 90_000
_EDGE_S = 1e-4
"""Times are rounded to a container's ticks; a frame that is due is not late by this."""


def each(change: Picture) -> Change:
    """Change every picture, and no time."""

    def run(frames: Iterable[Frame]) -> Iterator[Frame]:
        for frame in frames:
            yield Frame(frame.time_s, change(frame.rgb))

    return run


def grainy(spread: float, seed: int = 1) -> Change:
    """Add the grain of a sensor in poor light; the same clip gets the same grain every time.

    Args:
        spread: Standard deviation in grey levels of 255.
        seed: Of the grain.
    """

    def run(frames: Iterable[Frame]) -> Iterator[Frame]:
        yield from each(noisy(spread, seed))(frames)

    return run


def at_rate(fps: float) -> Change:
    """Drop frames down to a rate, as a slower camera would: each frame keeps its own time.

    Frames are never repeated or blended, so a source that is slower already stays as it is.

    Args:
        fps: Frames a second.
    """

    def run(frames: Iterable[Frame]) -> Iterator[Frame]:
        due = 0
        for frame in frames:
            at = frame.time_s * fps + _EDGE_S * fps
            if at >= due:
                yield frame
                due = math.floor(at) + 1

    return run


def cut(from_s: float, until_s: float = math.inf) -> Change:
    """Keep a stretch; its first frame stands at 0 s, as in a clip of its own.

    Args:
        from_s: Seconds of the source, inclusive.
        until_s: Seconds of the source, exclusive.
    """

    def run(frames: Iterable[Frame]) -> Iterator[Frame]:
        first_s: float | None = None
        for frame in frames:
            if frame.time_s >= until_s - _EDGE_S:
                return
            if frame.time_s >= from_s - _EDGE_S:
                first_s = frame.time_s if first_s is None else first_s
                yield Frame(frame.time_s - first_s, frame.rgb)

    return run


def recoded(crf: int) -> Change:
    """Encode as H.264 at a constant quality and decode again; times stay what they were.

    Args:
        crf: x264's rate factor: 23 is its default, 38 is a video call on a poor line.
    """

    def run(frames: Iterable[Frame]) -> Iterator[Frame]:
        import av

        encoded, times_s = _encode(frames, crf)
        if not times_s:
            return
        with av.open(encoded, "r") as container:
            pictures = container.decode(video=0)
            for time_s, picture in zip(times_s, pictures, strict=True):
                yield Frame(time_s, np.asarray(picture.to_ndarray(format="rgb24"), np.uint8))

    return run


def _encode(frames: Iterable[Frame], crf: int) -> tuple[io.BytesIO, list[float]]:
    """The clip in memory (a few hundred kilobytes at such qualities), and the frames' times."""
    import av
    from av.video.stream import VideoStream

    file, times_s = io.BytesIO(), []
    stream: VideoStream | None = None
    with av.open(file, "w", format="mp4") as container:
        for frame in frames:
            # Chroma is stored for two by two pixels: an odd edge has none of its own.
            height, width = (size // 2 * 2 for size in frame.rgb.shape[:2])
            if stream is None:
                added = container.add_stream("libx264", rate=30)
                if not isinstance(added, VideoStream):
                    raise TypeError("libx264 gave no video stream")
                stream = added
                stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
                stream.options = {"crf": str(crf), "preset": "veryfast"}
                stream.codec_context.time_base = Fraction(1, _TICKS_PER_S)
            picture = av.VideoFrame.from_ndarray(
                np.ascontiguousarray(frame.rgb[:height, :width]), format="rgb24"
            )
            picture.pts = round(frame.time_s * _TICKS_PER_S)
            picture.time_base = Fraction(1, _TICKS_PER_S)
            times_s.append(frame.time_s)
            container.mux(stream.encode(picture))
        if stream is not None:
            container.mux(stream.encode(None))
    file.seek(0)
    return file, times_s
