"""Annotated clips: H.264 in mp4 that a browser plays, every picture at its own time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Self

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

from facecheck.core.errors import OutputError
from facecheck.core.frames import Array, Image
from facecheck.outputs.files import CompletedOnExit, atomically, explained

_TICKS_PER_S = 90_000


class AnnotatedVideo(CompletedOnExit):
    """Writes pictures and sound to an mp4 file, complete or not at all.

    Args:
        path: Where the file shall be; it appears when the block ends without an error.
        size: Width and height in pixels; both even.
        fps: About how many pictures come in a second; their true times are what is kept.
        sound_rate: Samples per second of the sound; None for a silent file.
        quality: x264's constant rate factor: 18 is hardly distinguishable, 28 is small.

    Raises:
        ValueError: The size is odd: H.264 stores colour for two pixels at a time.
        OutputError: On entering or writing: the folder is missing, the disk is full, ...
    """

    def __init__(
        self,
        path: Path,
        size: tuple[int, int],
        *,
        fps: float = 30.0,
        sound_rate: int | None = None,
        quality: int = 21,
    ) -> None:
        if size[0] % 2 or size[1] % 2:
            raise ValueError(f"the size {size[0]}x{size[1]} must be even")
        super().__init__()
        self.path = path
        self.size = size
        self._fps = fps
        self._sound_rate = sound_rate
        self._quality = quality
        self._container: OutputContainer | None = None
        self._video: VideoStream
        self._audio: AudioStream | None = None
        self._ticks = -1
        self._samples = 0

    def __enter__(self) -> Self:
        """Begin the file.

        Raises:
            OutputError: It cannot be written there.
        """
        with ExitStack() as stack:
            temporary = stack.enter_context(atomically(self.path))
            stack.enter_context(self._explained())
            self._container = stack.enter_context(
                av.open(temporary, "w", format="mp4", options={"movflags": "+faststart"})
            )
            self._video = self._add_video(self._container)
            if self._sound_rate is not None:
                self._audio = self._container.add_stream("aac", rate=self._sound_rate)
                self._audio.layout = "mono"
            # Before the container closes, and that before the file takes its place: the index is
            # written on closing.
            stack.push(self._finish)
            self._stack = stack.pop_all()
        return self

    def write(self, rgb: Image, time_s: float) -> None:
        """Add a picture.

        Args:
            rgb: ``(height, width, 3)`` uint8 of the size given.
            time_s: When it is shown. One that is not later than the last is put a tick after it.

        Raises:
            ValueError: The picture has another size.
            OutputError: It cannot be written.
        """
        if rgb.shape[:2] != (self.size[1], self.size[0]):
            raise ValueError(f"a picture of {rgb.shape[1]}x{rgb.shape[0]}, needs {self.size}")
        if self._container is None:
            raise ValueError("write inside the with block")
        self._ticks = max(self._ticks + 1, round(time_s * _TICKS_PER_S))
        with self._explained():
            frame = av.VideoFrame.from_ndarray(rgb, format="rgb24")
            frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
            frame.pts = self._ticks
            frame.time_base = Fraction(1, _TICKS_PER_S)
            self._container.mux(self._video.encode(frame))

    def write_sound(self, samples: Array) -> None:
        """Add sound where the last ended.

        Args:
            samples: ``(n,)`` float32 in [-1, 1].

        Raises:
            ValueError: The file was made without sound.
            OutputError: It cannot be written.
        """
        if self._audio is None or self._container is None:
            raise ValueError("the video was made without a sound rate")
        if not len(samples):
            return
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples, np.float32)[None], format="fltp", layout="mono"
        )
        frame.sample_rate = self._audio.rate
        frame.pts = self._samples
        frame.time_base = Fraction(1, self._audio.rate)
        self._samples += len(samples)
        with self._explained():
            self._container.mux(self._audio.encode(frame))

    def _add_video(self, container: OutputContainer) -> VideoStream:
        stream = container.add_stream("libx264", rate=Fraction(self._fps).limit_denominator(1001))
        # Without pictures that refer ahead, decoding order is showing order, and times stay exact.
        stream.options = {"crf": str(self._quality), "preset": "veryfast", "bf": "0"}
        stream.width, stream.height = self.size
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, _TICKS_PER_S)
        # Without saying so, players take small pictures for BT.601 and large ones for BT.709.
        stream.codec_context.colorspace = stream.codec_context.color_primaries = 1
        stream.codec_context.color_trc = 1
        return stream

    def _finish(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write what the encoders still hold, unless the block ended with an error."""
        if kind is not None or self._container is None:
            return
        self._container.mux(self._video.encode(None))
        if self._audio is not None:
            self._container.mux(self._audio.encode(None))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """PyAV's errors are OSErrors where the system said no, and others where FFmpeg did."""
        try:
            with explained(self.path):
                yield
        except av.FFmpegError as error:
            raise OutputError(
                "cannot write {path}: {strerror}", path=self.path, strerror=error.strerror
            ) from error


def fitted(rgb: Image, size: tuple[int, int]) -> Image:
    """A picture within another size, its shape kept and the rest black.

    A film has one size; a phone that is turned while it records gives pictures of two.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        size: Width and height.
    """
    height, width = rgb.shape[:2]
    if (width, height) == size:
        return rgb
    import cv2

    from facecheck.outputs.scaling import interpolation

    scale = min(size[0] / width, size[1] / height)
    small = max(1, round(width * scale)), max(1, round(height * scale))
    whole = np.zeros((size[1], size[0], 3), np.uint8)
    x, y = (size[0] - small[0]) // 2, (size[1] - small[1]) // 2
    whole[y : y + small[1], x : x + small[0]] = cv2.resize(
        rgb, small, interpolation=interpolation(scale)
    )
    return whole
