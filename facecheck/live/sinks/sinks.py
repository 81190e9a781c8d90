"""Opens and closes a session's sound, voice, trace and video."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from facecheck.core.frames import Image
from facecheck.inputs.trace import TraceWriter
from facecheck.live.options import LiveOptions
from facecheck.live.session.runner import StepListener
from facecheck.live.sinks.listeners import (
    SpeechListener,
    ToneListener,
    TraceListener,
    VideoSoundListener,
)
from facecheck.live.sinks.video import Recorder
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.sound.player import Player
from facecheck.outputs.sound.spoken_cues import Announcer
from facecheck.outputs.sound.voice import Speech
from facecheck.outputs.words import Words


class SessionSinks:
    """Opens the files and voices that were asked for, and collects their notices.

    Args:
        options: What is asked for.
        player: Plays the sounds.
        voice: Speaks, where that is asked for.
        phrases: The user's language.
    """

    def __init__(
        self, options: LiveOptions, player: Player, voice: Speech, phrases: Phrases
    ) -> None:
        self._phrases = phrases
        self._words = Words(options.language)
        self._options = options
        self._player = player
        self._voice = voice
        self._recorder: Recorder | None = None

    @property
    def filming(self) -> bool:
        """Whether video is being written."""
        return self._recorder is not None

    @property
    def notices(self) -> Sequence[str]:
        """What the user should know, oldest first."""
        notices = [*self._player.notices, *self._voice.notices]
        if self._recorder is not None and self._recorder.left_out:
            missing = {"count": self._recorder.left_out, "path": self._recorder.path}
            notices.append(self._words("video.missing", **missing))
        return notices

    @contextmanager
    def opened(self, name: str, models: str | None = None) -> Iterator[Sequence[StepListener]]:
        """Open files and voice; gives the listeners to feed with each result.

        Args:
            name: The source's.
            models: What runs the models, with its version.

        Raises:
            OutputError: A file cannot be written.
        """
        options = self._options
        followers: list[StepListener] = [ToneListener(self._player)]
        with ExitStack() as stack:
            if options.voice:
                voice = stack.enter_context(self._voice)
                announcer = Announcer(voice.say, self._words)
                followers.append(SpeechListener(announcer, self._phrases))
            if options.video is not None:
                self._recorder = stack.enter_context(Recorder(options.video))
                followers.append(VideoSoundListener(self._recorder, self._player))
            if options.trace is not None:
                trace = stack.enter_context(TraceWriter(options.trace, name))
                trace.models = models
                followers.append(TraceListener(trace))
            yield followers

    def film(self, picture: Image | None, time_s: float) -> None:
        """Add a picture to the video, where there is one.

        Raises:
            OutputError: An earlier one could not be written.
        """
        if self._recorder is not None and picture is not None:
            self._recorder.write(picture, time_s)
