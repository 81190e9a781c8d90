"""The session's loop: pictures and updates in, window, sound and files out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack

from facecheck.core.errors import FacecheckError, HistoryError, OutputError
from facecheck.core.frames import Frame, Observation
from facecheck.engine.kinds import AnyChecker, checker_for
from facecheck.engine.timed_spec import AnyExercise, TimedExercise
from facecheck.inputs.landmarker import Landmarker
from facecheck.inputs.sources import FrameSource, Late, Paced, Webcam
from facecheck.live.clock import STALL_S
from facecheck.live.controls import Controls
from facecheck.live.display import Display, WindowDisplay, translated
from facecheck.live.feed import Feed, Seen
from facecheck.live.judging import Follower, Judging
from facecheck.live.kept import Kept
from facecheck.live.lines import LinesDisplay
from facecheck.live.notices import Notices
from facecheck.live.opening import Opening, camera_opens_here
from facecheck.live.options import LiveOptions
from facecheck.live.prompting import Prompter
from facecheck.live.record import Record
from facecheck.live.session import Session, Stage
from facecheck.live.stats import Stats
from facecheck.live.summary import SessionSummary, rows_of, show_summary, write_json
from facecheck.live.terminal import TerminalDisplay
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.sound import Player, Speaker
from facecheck.outputs.voice import Voice
from facecheck.outputs.words import Words

Look = Callable[[Frame], Observation]

WAIT_S = 0.03
"""How long a picture is waited for before keys are looked at again."""


def run(
    exercises: Sequence[AnyExercise],
    source: FrameSource,
    options: LiveOptions = LiveOptions(),  # noqa: B008  # frozen
    *,
    display: Display | None = None,
    player: Player | None = None,
    landmarker: AbstractContextManager[Look] | None = None,
    followers: Sequence[Follower] = (),
    record: Record | None = None,
) -> SessionSummary:
    """Follow a person through exercises until they are done, the source ends or the user quits.

    A ``LiveSource`` drops frames that nobody takes; any other source is played at its own pace
    and every frame is judged.

    Args:
        exercises: In order; at least one.
        source: Where pictures come from, not yet open.
        options: How the session runs.
        display: Where it is shown, instead of a window or the terminal.
        player: What plays sounds, instead of the loudspeaker.
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
    if display is None and options.window:
        from facecheck.live.window import require_display

        require_display()
    with ExitStack() as stack:
        shown = display if display is not None else _display(options, stack)
        stack.callback(shown.close)
        if player is None:
            player = stack.enter_context(Speaker())
        if landmarker is None:
            landmarker = Landmarker(
                hands=any(e.needs_hands for e in exercises),
                # A camera does not wait: the face is not to be delayed by the hand model.
                late_hands=isinstance(source, Webcam | Late | Paced),
            )
        loop = _Loop(exercises, options, shown, player, followers, record)
        return loop.run(source, landmarker)


def _display(options: LiveOptions, stack: ExitStack) -> Display:
    if options.window:
        from facecheck.live.window import CvWindow

        return WindowDisplay(CvWindow(), options)
    if options.lines is not None:
        return stack.enter_context(LinesDisplay(options, options.lines))
    return stack.enter_context(TerminalDisplay(options))


class _Loop:
    def __init__(
        self,
        exercises: Sequence[AnyExercise],
        options: LiveOptions,
        display: Display,
        player: Player,
        followers: Sequence[Follower],
        record: Record | None,
    ) -> None:
        self._exercises = exercises
        self._options = options
        self._display = display
        self._player = player
        self._followers = followers if record is None else (record, *followers)
        self._record = record
        self._earlier = record.earlier if record is not None else None
        self._words = Words(options.language)
        self._phrases = Phrases(options.language, options.phrases)
        self._voice = Voice(options.language)
        self._controls = Controls(
            display, player, self._voice, None if record is None else self._rate
        )
        self._stats = Stats()
        self._kept = Kept(options, player, self._voice, self._phrases)
        self._source: FrameSource | None = None
        self._notices = Notices(self._words, self._found)
        self._prompter = Prompter(player, self._voice.say, self._words)
        self._said: list[str] = []
        self._last: Seen | None = None

    def run(self, source: FrameSource, landmarker: AbstractContextManager[Look]) -> SessionSummary:
        camera = isinstance(source, Webcam | Late)
        guided = camera if self._options.guided is None else self._options.guided
        session = Session(
            self._exercises, self._checker, endless=not camera, gaps_count=not camera,
            guided=guided, reached_s=self._earlier.reached_s if self._earlier is not None else 0.0,
        )  # fmt: skip
        error: FacecheckError | None = None
        dropped, rate_hz, to_its_end = 0, 0.0, False
        # Before the threads begin: importing MediaPipe would hold the window up by a second.
        self._source = source
        self._starting(camera=False, models=False)
        with ExitStack() as stack:
            models = stack.enter_context(Opening(landmarker))
            opened = stack.enter_context(Opening(source, here=camera and camera_opens_here()))
            if self._open(opened, models):
                look = models.get()
                opened.get()
                kept = stack.enter_context(self._kept.opened(source.name))
                self._controls.muted = self._options.muted
                judging = Judging(session, [*self._followers, *kept])
                feed = stack.enter_context(Feed(source, look, judging, idle=lambda: session.waits))
                try:
                    to_its_end = self._follow(judging, feed)
                except FacecheckError as problem:
                    error = problem
                except KeyboardInterrupt:
                    self._controls.quit = True
                dropped, rate_hz = feed.dropped, feed.rate_hz
        # The threads have stopped: nothing steps the session any more.
        whole_s = source.duration_s if to_its_end else None
        results = session.results(source.name, whole_s, tuple(source.warnings))
        if self._record is not None:
            try:
                self._record.finish(dict(zip(session.begun, results, strict=True)), session.hurt)
            except HistoryError as problem:
                error = error or problem
        if self._options.json is not None:
            try:
                write_json(self._options.json, results)
            except OutputError as problem:
                error = error or problem
        summary = SessionSummary(
            results=results,
            rows=rows_of(results, self._exercises, self._phrases),
            notices=tuple(self._found()),
            figures=self._stats.figures(dropped, rate_hz),
            error=error,
        )
        if error is None and not self._controls.quit and not self._display.closed:
            asks = self._record is not None and self._record.tried
            show_summary(
                self._display, summary.rows, self._options, camera=camera,
                rate=self._rate if asks else None,
            )  # fmt: skip
        return summary

    def _checker(self, exercise: AnyExercise) -> AnyChecker:
        options = self._options
        # Only the session's first set goes on; an exercise that is done again begins anew.
        before = self._earlier.attempts if self._earlier is not None else ()
        self._earlier = None
        minutes = options.minutes
        if minutes is None and isinstance(exercise, TimedExercise) and exercise.touch == "device":
            minutes = options.toner_minutes
        return checker_for(
            exercise, reps=options.reps, hold_s=options.hold_s, minutes=minutes,
            full=options.full, rest=options.rest, affected=options.affected, earlier=before,
        )  # fmt: skip

    def _open(self, source: Opening[FrameSource], models: Opening[Look]) -> bool:
        """Wait for camera and models; False when the user would not."""
        while not (source.ready and models.ready):
            self._starting(camera=source.ready, models=models.ready)
            self._controls.waiting()
            if self._controls.quit:
                return False
            time.sleep(WAIT_S)
        return True

    def _starting(self, *, camera: bool, models: bool) -> None:
        words = self._words
        self._display.starting([(words("start.camera"), camera), (words("start.models"), models)])

    def _follow(self, judging: Judging, feed: Feed) -> bool:
        """Show what comes until the session is over; whether the source came to its end."""
        controls = self._controls
        while judging.session.stage is not Stage.OVER and not controls.quit:
            seen = feed.next(WAIT_S)
            again = controls.changed or feed.stalled_s > STALL_S
            controls.changed = False
            if seen is not None:
                self._last = seen
                self._show(judging, feed, seen, new=True)
            elif again and self._last is not None:
                self._show(judging, feed, self._last, new=False)
            elif feed.ended:
                return True
            controls.step(judging)
        return False

    def _show(self, judging: Judging, feed: Feed, seen: Seen, *, new: bool) -> None:
        scene = judging.scene(
            seen,
            help=self._controls.help,
            muted=self._controls.muted,
            recording=self._kept.filming,
            stats=self._figures(feed),
            notice=self._notices.now(feed, seen.frame),
        )
        scene = translated(scene, self._phrases)
        self._prompter.step(scene)
        picture = self._display.draw(scene)
        if new:
            self._stats.add(seen.arrived_s, time.perf_counter(), fresh=seen.fresh)
            self._kept.film(picture, seen.frame.time_s)

    def _rate(self, stress: int) -> str:
        """Keep how stressed the user says they are; returns what they are told."""
        if self._record is None:
            return ""
        before = self._record.rate(stress) == "before"
        told = self._words("stress.before" if before else "stress.after", stress=stress)
        self._said.append(told)
        return next(iter(self._record.notices), told)

    def _found(self) -> Sequence[str]:
        """What the user should know, oldest first."""
        warnings = () if self._source is None else self._source.warnings
        record = () if self._record is None else self._record.notices
        return (*self._options.notices, *warnings, *self._kept.notices, *record, *self._said)

    def _figures(self, feed: Feed) -> str | None:
        if not self._options.stats:
            return None
        return self._stats.figures(feed.dropped, feed.rate_hz).text(self._words)
