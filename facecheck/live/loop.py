"""Runs a session from beginning to end: open, follow, store, sum up."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext

from facecheck.core.errors import FacecheckError
from facecheck.core.frames import Frame, Observation
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.inputs.distant_face import DistantFaceLook
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources import DeferredCamera, FrameSource, RealtimePlayback, Webcam
from facecheck.live.controls import Controls
from facecheck.live.display.base import Display
from facecheck.live.display.choose import opened_display, parts
from facecheck.live.display.notices import Notices
from facecheck.live.display.summary import SessionSummary, rows_of, show_summary
from facecheck.live.display_loop import WAIT_S, DisplayLoop
from facecheck.live.feed.concurrent_start import ConcurrentStart, camera_opens_here
from facecheck.live.feed.feed import Feed
from facecheck.live.finish import finish_session
from facecheck.live.keys import Action
from facecheck.live.options import LiveOptions
from facecheck.live.record.record import Record
from facecheck.live.session.calibration import Calibration
from facecheck.live.session.checkers import CheckerFactory
from facecheck.live.session.runner import SessionRunner, StepListener
from facecheck.live.session.session import EXPLAIN_S, Session
from facecheck.live.sinks.prompter import Prompter
from facecheck.live.sinks.sinks import SessionSinks
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.sound.player import Player, Speaker
from facecheck.outputs.sound.voice import Speech, Voice
from facecheck.outputs.words import Words

Look = Callable[[Frame], Observation]


def run(
    exercises: Sequence[AnyExercise],
    source: FrameSource,
    options: LiveOptions = LiveOptions(),  # noqa: B008  # frozen
    *,
    display: Display | None = None,
    player: Player | None = None,
    voice: Speech | None = None,
    landmarker: AbstractContextManager[Look] | None = None,
    followers: Sequence[StepListener] = (),
    record: Record | None = None,
) -> SessionSummary:
    """Follow a person through exercises until they are done, the source ends or the user quits.

    A ``LiveSource`` drops frames that nobody takes; any other source is played at its own pace
    and every frame is judged.

    Args:
        exercises: In order; at least one.
        source: Where pictures come from, not yet open.
        options: How the session runs.
        display: Where it is shown, instead of a window or the terminal; closed at the end.
        player: What plays sounds, instead of the loudspeaker.
        voice: What speaks, instead of the system's voice.
        landmarker: Looks at frames, instead of MediaPipe.
        followers: Told of everything that is judged, before sound and files are.
        record: Keeps the session; told before anything else.

    Raises:
        DisplayError: No window can be opened; nothing else was opened then.
        SourceError: The source cannot be opened.
        ModelError: A model is missing.
        OutputError: A file that was asked for cannot be written.
    """
    if not exercises:
        raise ValueError("a session needs an exercise")
    with ExitStack() as stack:
        if display is None:
            display = stack.enter_context(opened_display(options))
        stack.callback(display.close)
        if player is None:
            player = stack.enter_context(Speaker(words=Words(options.language)))
        if landmarker is None:
            landmarker = Landmarker(
                # Before a camera a raised palm is a sign, whatever the exercise.
                hands=isinstance(source, Webcam | DeferredCamera)
                or any(e.needs_hands for e in exercises),
                # A camera does not wait: the face is not to be delayed by the hand model.
                late_hands=isinstance(source, Webcam | DeferredCamera | RealtimePlayback),
                whose=options.face,
            )
        if voice is None:
            voice = Voice(options.language, play=getattr(player, "speak", None))
        loop = _Loop(exercises, source, options, display, player, voice, record)
        return loop.run(landmarker, followers if record is None else (record, *followers))


class _Loop:
    def __init__(
        self,
        exercises: Sequence[AnyExercise],
        source: FrameSource,
        options: LiveOptions,
        display: Display,
        player: Player,
        voice: Speech,
        record: Record | None,
    ) -> None:
        self._exercises = exercises
        self._source = source
        self._options = options
        self._display = display
        self._record = record
        self._voice = voice
        self._camera = isinstance(source, Webcam | DeferredCamera)
        self._words = words = Words(options.language)
        self._phrases = Phrases(options.language, options.phrases)
        self._controls = Controls(display, player, voice, None if record is None else self._rate)
        self._controls.muted = options.muted
        self._sinks = SessionSinks(options, player, voice, self._phrases)
        self._display_loop = DisplayLoop(
            display,
            self._controls,
            Notices(words, self._notices),
            Prompter(player, voice.say if options.voice else _unsaid, words),
            self._sinks,
            self._phrases,
            words if options.stats else None,
        )
        self._remarks: list[str] = []

    def run(
        self, landmarker: AbstractContextManager[Look], followers: Sequence[StepListener]
    ) -> SessionSummary:
        session, source = self._session(), self._source
        error: FacecheckError | None = None
        dropped, rate_hz, to_its_end, interrupted = 0, 0.0, False, False
        # Before the threads begin: importing MediaPipe would hold the window up.
        self._display.starting(parts(self._words))
        with ExitStack() as stack:
            models = stack.enter_context(ConcurrentStart(landmarker))
            here = self._camera and camera_opens_here()
            opened = stack.enter_context(ConcurrentStart(source, in_this_thread=here))
            if self._open(opened, models):
                look = models.get()
                way = look.way if isinstance(look, Landmarker) else None
                if self._camera and isinstance(look, Landmarker):
                    look = DistantFaceLook(look, look.shows_face)
                opened.get()
                whose = None if self._options.peaks is None else self._record
                owner = None if whose is None else whose.owner
                sinks = stack.enter_context(self._sinks.opened(source.name, way, owner))
                look = self._sinks.looking(look)
                runner = SessionRunner(session, [*followers, *sinks], signs=self._camera)
                feed = stack.enter_context(Feed(source, look, runner, idle=lambda: runner.idle))
                try:
                    to_its_end = self._display_loop.follow(runner, feed)
                except FacecheckError as problem:
                    error = problem
                except KeyboardInterrupt:
                    self._controls.quit = interrupted = True
                    runner.act(Action.QUIT)
                dropped, rate_hz = feed.dropped, feed.rate_hz
        # The threads have stopped: nothing steps the session any more.
        results, lost = finish_session(
            session,
            source,
            self._options,
            self._record,
            self._sinks.peaks,
            to_its_end=to_its_end,
        )
        cheer = "" if self._options.cheer is None or not results else self._options.cheer()
        if cheer:
            self._remarks.append(cheer)
        summary = SessionSummary(
            results=results,
            rows=rows_of(results, self._exercises, self._phrases),
            notices=tuple(self._notices()),
            figures=self._display_loop.stats.figures(dropped, rate_hz),
            error=error or lost,
            muted=self._controls.muted,
        )
        # Whoever ends it in the middle, or closes the window, wants to know what it came to too.
        # Ctrl-C is for whoever reads the terminal.
        if summary.error is None and summary.rows and not interrupted:
            if self._display.closed:
                self._display.reopen()
            asks = self._record is not None and self._record.tried
            with self._voice if cheer and self._options.voice else nullcontext() as voice:
                if voice is not None:
                    voice.say(cheer)
                show_summary(
                    self._display,
                    summary.rows,
                    self._options,
                    camera=self._camera,
                    rate=self._rate if asks else None,
                    cheer=cheer,
                )
        return summary

    def _session(self) -> Session:
        guided = self._camera if self._options.guided is None else self._options.guided
        earlier = None if self._record is None else self._record.earlier
        options = self._options
        checkers = CheckerFactory(options, () if earlier is None else earlier.attempts)

        def learned(full: Mapping[str, float], rest: Mapping[str, float]) -> None:
            checkers.learn(full, rest)
            if options.learned is not None:
                options.learned(full, rest)

        fresh = options.calibrates and earlier is None
        return Session(
            self._exercises,
            checkers,
            calibration=Calibration(options.calibrates, learned) if fresh else None,
            only_calibrates=options.only_calibrates,
            endless=not self._camera,
            gaps_count=not self._camera,
            guided=guided,
            explain_s=EXPLAIN_S if self._options.explain else 0.0,
            reached_s=0.0 if earlier is None else earlier.reached_s,
        )

    def _open(self, source: ConcurrentStart[FrameSource], models: ConcurrentStart[Look]) -> bool:
        """Wait for camera and models; False when the user would not."""
        while not (source.ready and models.ready):
            ready = parts(self._words, camera=source.ready, models=models.ready)
            self._display.starting(ready)
            self._controls.waiting()
            if self._controls.quit:
                return False
            time.sleep(WAIT_S)
        return True

    def _rate(self, stress: int) -> str:
        """Keep how stressed the user says they are; returns what they are told."""
        if self._record is None:
            return ""
        before = self._record.rate(stress) == "before"
        told = self._words("stress.before" if before else "stress.after", stress=stress)
        self._remarks.append(told)
        return next(map(self._phrases, self._record.notices), told)

    def _notices(self) -> Sequence[str]:
        """What the user should know, oldest first."""
        kept = () if self._record is None else self._record.notices
        record, source = (map(self._phrases, said) for said in (kept, self._source.warnings))
        return (*self._options.notices, *source, *self._sinks.notices, *record, *self._remarks)


def _unsaid(_line: str) -> None:
    """What is spoken where no voice is asked for."""
