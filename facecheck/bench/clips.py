"""The clips that are measured with: sample clips, enlarged, shortened or repeated."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import cv2
import numpy as np

from facecheck.core.errors import SourceError
from facecheck.core.frames import Image
from facecheck.inputs.library import sample_clip
from facecheck.inputs.sources import Clip
from facecheck.outputs.video import AnnotatedVideo

FACE = "jaw_open_3x5.mp4"
HANDS = "squint_palm_3x5.mp4"
BAND = "jaw_band_3x5.mp4"


def sample(name: str) -> Path:
    """A sample clip; those beside the first come with the repository, not with the package."""
    try:
        return sample_clip(name)
    except SourceError:
        return sample_clip(FACE)


def remade(
    clip: Path, path: Path, change: Callable[[Image], Image], seconds: float, every: int = 1
) -> Path:
    """Write the beginning of a clip of 30 frames a second again, every nth picture, changed."""
    with ExitStack() as stack:
        video: AnnotatedVideo | None = None
        for frame in islice(stack.enter_context(Clip(clip)), 0, int(seconds * 30), every):
            rgb = change(frame.rgb)
            if video is None:
                size = rgb.shape[1], rgb.shape[0]
                video = stack.enter_context(AnnotatedVideo(path, size, quality=18))
            video.write(rgb, frame.time_s)
    return path


def enlarged(size: tuple[int, int]) -> Callable[[Image], Image]:
    """Stretch pictures to a size."""
    return lambda rgb: cv2.resize(rgb, size).astype(np.uint8, copy=False)


def sped_up(clip: Path, path: Path, times: int) -> Path:
    """Write a clip again, so many times as fast: as many pictures in less time."""
    with ExitStack() as stack:
        video: AnnotatedVideo | None = None
        for frame in stack.enter_context(Clip(clip)):
            if video is None:
                size = frame.rgb.shape[1], frame.rgb.shape[0]
                video = stack.enter_context(AnnotatedVideo(path, size, quality=18))
            video.write(frame.rgb, frame.time_s / times)
    return path


def doubled(rgb: Image) -> Image:
    """The same picture beside itself, the second smaller: a second person further away."""
    other = np.full_like(rgb, 128)
    small = cv2.resize(rgb, None, fx=0.75, fy=0.75).astype(np.uint8, copy=False)
    other[: small.shape[0], : small.shape[1]] = small
    return np.concatenate([rgb, other], axis=1)


def repeated(clip: Path, path: Path, times: int) -> Path:
    """Join a clip to itself without encoding it again."""
    import av

    with av.open(str(path), "w") as long:
        target, offset = None, 0
        for _ in range(times):
            with av.open(str(clip)) as once:
                stream = once.streams.video[0]
                target = long.add_stream_from_template(stream) if target is None else target
                for packet in once.demux(stream):
                    if packet.dts is None or packet.pts is None:
                        continue
                    packet.pts += offset
                    packet.dts += offset
                    packet.stream = target
                    long.mux(packet)
                offset += stream.duration or 0
    return path
