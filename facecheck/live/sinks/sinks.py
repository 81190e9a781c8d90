"""Opens and closes a session's sound, voice, trace and video."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from facecheck.core.frames import Frame, Image, Observation
from facecheck.inputs.trace import TraceWriter
from facecheck.live.options import LiveOptions
from facecheck.live.session.runner import StepListener
from facecheck.live.sinks.listeners import (
    PeakListener,
    SpeechListener,
    ToneListener,
    TraceListener,
    VideoSoundListener,
)
from facecheck.live.sinks.video import Recorder
from facecheck.outputs.peaks import PeakPictures, ready
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

    Attributes:
        peaks: Keeps pictures of peaks; None where nobody asked for them.
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
        self.peaks: PeakListener | None = None

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
        if self.peaks is not None:
            notices.append(self._words("peaks.kept", path=self._options.peaks))
            if self.peaks.pictures.problem is not None:
                notices.append(self._phrases(self.peaks.pictures.problem.lines[0]))
        return notices

    @contextmanager
    def opened(
        self, name: str, models: str | None = None, owner: str | None = None
    ) -> Iterator[Sequence[StepListener]]:
        """Open files and voice; gives the listeners to feed with each result.

        Args:
            name: The source's.
            models: What runs the models, with its version.
            owner: The key of the history that the session is kept in; None for none.

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
            if options.peaks is not None:
                ready(options.peaks)
                self.peaks = PeakListener(PeakPictures(options.peaks, name, owner))
                followers.append(self.peaks)
            yield followers

    def looking(self, look: Callable[[Frame], Observation]) -> Callable[[Frame], Observation]:
        """What looks at frames, seen by whoever keeps pictures."""
        return look if self.peaks is None else self.peaks.looking(look)

    def film(self, picture: Image | None, time_s: float) -> None:
        """Add a picture to the video, where there is one.

        Raises:
            OutputError: An earlier one could not be written.
        """
        if self._recorder is not None and picture is not None:
            self._recorder.write(picture, time_s)
