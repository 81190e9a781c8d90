"""Writes a clip with the overlay and the sounds that a live session would have had."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from facecheck.core.events import Update
from facecheck.core.frames import Frame, Observation
from facecheck.outputs.files import CompletedOnExit
from facecheck.outputs.overlay import Overlay
from facecheck.outputs.sound.tones import RATE_HZ, Mixer
from facecheck.outputs.video import AnnotatedVideo, fitted


class Annotator(CompletedOnExit):
    """Writes an annotated clip, tick by tick. The file appears when the block ends well.

    A clip without frames leaves no file.

    Args:
        path: The mp4 to write.
        overlay: Draws the updates.
        fps: About how many frames come in a second.
    """

    def __init__(self, path: Path, overlay: Overlay, *, fps: float = 30.0) -> None:
        super().__init__()
        self.path = path
        self._overlay = overlay
        self._fps = fps
        self._video: AnnotatedVideo | None = None
        self._mixer = Mixer()
        self._last_s = self._late_s = 0.0

    def __enter__(self) -> Self:
        """Nothing is opened until the size of the first picture is known."""
        return self

    def __call__(self, frame: Frame, observation: Observation, update: Update) -> None:
        """Draw one tick and write it.

        Raises:
            OutputError: It cannot be written.
        """
        picture = self._overlay(frame.rgb, update, observation.face, observation.hands or ())
        if self._video is None:
            size = picture.shape[1], picture.shape[0]
            self._video = self._stack.enter_context(
                AnnotatedVideo(self.path, size, fps=self._fps, sound_rate=RATE_HZ)
            )
            self._stack.push(self._last_sound)
            # Where the clip's picture comes late, so does this one's: captions fit both.
            self._late_s = 0.0 if frame.shown_s is None else frame.shown_s
        at_s = self._late_s + frame.time_s
        self._video.write(fitted(picture, self._video.size), at_s)
        self._video.write_sound(self._mixer.until(at_s))
        self._mixer.add([(at_s, sound) for sound in update.heard])
        self._last_s = at_s

    def _last_sound(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let what sounds at the end go on for the last picture's time."""
        if kind is None and self._video is not None:
            self._video.write_sound(self._mixer.until(self._last_s + 1 / self._fps))
