"""Listeners of a session: sounds, voice, the video's sound track, trace."""

from __future__ import annotations

from facecheck.inputs.trace import TraceWriter
from facecheck.live.session.state import Correction, StepResult
from facecheck.live.sinks.video import Recorder
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.sound.player import Player
from facecheck.outputs.sound.spoken_cues import Announcer


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
        self._writer.write(step.seen)
