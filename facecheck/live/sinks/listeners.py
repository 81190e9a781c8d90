"""Listeners of a session: sounds, voice, the video's sound track, trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from facecheck.core.frames import Frame, Observation
from facecheck.core.results import ScoreResult
from facecheck.inputs.trace import TraceWriter
from facecheck.live.session.state import Correction, StepResult
from facecheck.live.sinks.video import Recorder
from facecheck.outputs.peaks import PeakPictures
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.sound.player import Player
from facecheck.outputs.sound.spoken_cues import Announcer
from facecheck.store.history.codec import now


class ToneListener:
    """Plays each update's sounds."""

    def __init__(self, player: Player) -> None:
        self._player = player

    def step(self, step: StepResult) -> None:
        """Play the sounds now."""
        self._player.play(step.update.heard)


class SpeechListener:
    """Speaks counts and cues, in the user's language."""

    def __init__(self, announcer: Announcer, phrases: Phrases) -> None:
        self._announcer = announcer
        self._phrases = phrases

    def step(self, step: StepResult) -> None:
        """Speak counts and cues, not too often."""
        self._announcer.step(self._phrases.update(step.update))

    def correct(self, correction: Correction) -> None:
        """Let the words of it be spoken to their end."""
        self._announcer.corrected(correction.counted)


class VideoSoundListener:
    """Writes the sounds that were heard into the video."""

    def __init__(self, recorder: Recorder, player: Player) -> None:
        self._recorder = recorder
        self._player = player

    def step(self, step: StepResult) -> None:
        """Add the sounds at the picture's time."""
        if not self._player.muted:
            self._recorder.play(step.source_s, step.update.heard)


class TraceListener:
    """Keeps every observation that was judged, and where each set begins."""

    def __init__(self, writer: TraceWriter) -> None:
        self._writer = writer
        self._begun: tuple[int, float] | None = None
        self._restarts = self._pauses = 0

    def step(self, step: StepResult) -> None:
        """Write the observation."""
        begun = step.place, step.begun_s
        if begun != self._begun:
            self._writer.begin_set(step.exercise.id, step.begun_s)
            self._begun, self._restarts, self._pauses = begun, 0, 0
        if step.restarts != self._restarts:
            self._writer.sets.restart()
            self._restarts = step.restarts
        if step.pauses != self._pauses:
            self._writer.sets.pause()
            self._pauses = step.pauses
        self._writer.write(step.observation)


class PeakListener:
    """Hands each judged picture to what keeps the peaks.

    Args:
        pictures: Keeps them.
        clock: The time of day, with its offset.
    """

    def __init__(self, pictures: PeakPictures, clock: Callable[[], datetime] = now) -> None:
        self.pictures = pictures
        self._clock = clock
        self._frame: Frame | None = None
        self._latest: dict[int, int] = {}

    def looking(self, look: Callable[[Frame], Observation]) -> Callable[[Frame], Observation]:
        """What looks at frames, with the one it looks at noted: it is judged right after."""

        def noted(frame: Frame) -> Observation:
            self._frame = frame
            return look(frame)

        return noted

    def step(self, step: StepResult) -> None:
        """Take the picture that was just judged."""
        self._latest[step.place] = step.set_n
        if self._frame is not None:
            at = self._clock()
            seen = step.observation.face
            rgb = self._frame.rgb
            self.pictures.step(rgb, seen, step.update, step.exercise.id, at, step.set_n)

    def finish(self, results: Mapping[int, ScoreResult]) -> None:
        """Write what was still held when a set ended: it was stopped, or the session was.

        Args:
            results: By the exercises' places.
        """
        for place, result in results.items():
            if place in self._latest:
                self.pictures.finish(self._latest[place], result.attempts)
