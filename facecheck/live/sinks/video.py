"""Records what the window shows, on a thread, so that encoding does not delay the display."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from facecheck.core.errors import FacecheckError
from facecheck.core.events import Sound
from facecheck.core.frames import Image
from facecheck.outputs.sound.tones import RATE_HZ, Mixer
from facecheck.outputs.video import AnnotatedVideo, fitted

_DEPTH = 8
"""Pictures that may wait; when the encoder is slower, newer ones are left out."""


class Recorder:
    """Writes pictures with sound to an mp4, which appears when the session ends.

    Args:
        path: The file to make.

    Attributes:
        left_out: Pictures that the encoder had no time for.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.left_out = 0
        self._queue: queue.Queue[tuple[Image, float] | None] = queue.Queue(_DEPTH)
        self._sounds: queue.SimpleQueue[tuple[float, Sound]] = queue.SimpleQueue()
        self._error: FacecheckError | None = None
        self._thread = threading.Thread(target=self._run, name="facecheck-recorder", daemon=True)

    def __enter__(self) -> Self:
        """Start the thread."""
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        """Write what waits, and complete the file.

        Raises:
            OutputError: It could not be written.
        """
        # A thread that failed takes nothing more from a full queue.
        while self._thread.is_alive():
            with suppress(queue.Full):
                self._queue.put(None, timeout=0.1)
                break
        self._thread.join()
        if self._error is not None and exc[0] is None:
            raise self._error

    def write(self, rgb: Image, time_s: float) -> None:
        """Add a picture and return at once.

        Raises:
            OutputError: An earlier one could not be written.
        """
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        try:
            self._queue.put_nowait((rgb, time_s))
        except queue.Full:
            self.left_out += 1

    def play(self, time_s: float, sounds: Sequence[Sound]) -> None:
        """Add sounds and return at once."""
        for sound in sounds:
            self._sounds.put((time_s, sound))

    def _run(self) -> None:
        try:
            first = self._queue.get()
            if first is not None:
                self._write(*first)
        except FacecheckError as error:
            self._error = error

    def _write(self, rgb: Image, time_s: float) -> None:
        size = rgb.shape[1], rgb.shape[0]
        begun_s = time_s
        mixer = Mixer()
        with AnnotatedVideo(self.path, size, sound_rate=RATE_HZ) as video:
            item: tuple[Image, float] | None = (rgb, time_s)
            while item is not None:
                picture, time_s = item
                # Larger text makes the canvas higher, a phone is turned; a video has one size.
                video.write(fitted(picture, size), time_s - begun_s)
                while not self._sounds.empty():
                    start_s, sound = self._sounds.get()
                    mixer.add([(start_s - begun_s, sound)])
                # A little behind the picture, so that sounds asked for late are not cut.
                video.write_sound(mixer.until(max(0.0, time_s - begun_s - 0.2)))
                item = self._queue.get()
            video.write_sound(mixer.until(time_s - begun_s + 1 / 30))
