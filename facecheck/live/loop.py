"""The session's loop: pictures and updates in, window, sound and files out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field

from facecheck.core.errors import FacecheckError, OutputError
from facecheck.core.frames import Frame, Observation
from facecheck.engine.checker import Checker
from facecheck.engine.spec import Exercise
from facecheck.inputs.landmarker import Landmarker
from facecheck.inputs.sources import FrameSource, Webcam
from facecheck.inputs.trace import TraceWriter
from facecheck.live.display import LARGEST, SMALLEST, STEP, Display, Scene, WindowDisplay
from facecheck.live.feed import Feed, Seen
from facecheck.live.keys import KEYS, Action
from facecheck.live.opening import Opening, camera_opens_here
from facecheck.live.options import LiveOptions
from facecheck.live.recorder import Recorder
from facecheck.live.session import STALL_S, Session, Stage
from facecheck.live.stats import Stats
from facecheck.live.summary import SessionSummary, rows_of, write_json
from facecheck.live.terminal import TerminalDisplay
from facecheck.outputs.sound import Player, Speaker
from facecheck.outputs.voice import Announcer, Voice
from facecheck.outputs.words import Words

Look = Callable[[Frame], Observation]

WAIT_S = 0.03
"""How long a picture is waited for before keys are looked at again."""
NOTICE_S = 6.0
SUMMARY_CAMERA_S = 300.0
SUMMARY_CLIP_S = 3.0


@dataclass(slots=True)
class _State:
    """What keys change besides the session, and what was shown last."""

    help: bool = False
    quit: bool = False
    dirty: bool = False
    last: Seen | None = None
    notice_until_s: float | None = None
    duration_s: float | None = None
    notices: list[str] = field(default_factory=list)


def run(
    exercises: Sequence[Exercise],
    source: FrameSource,
    options: LiveOptions = LiveOptions(),  # noqa: B008  # frozen
    *,
    display: Display | None = None,
    player: Player | None = None,
    landmarker: AbstractContextManager[Look] | None = None,
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
            landmarker = Landmarker(hands=any(e.needs_hands for e in exercises))
        return _Loop(exercises, options, shown, player).run(source, landmarker)


def _display(options: LiveOptions, stack: ExitStack) -> Display:
    if options.window:
        from facecheck.live.window import CvWindow

        return WindowDisplay(CvWindow(), options)
    return stack.enter_context(TerminalDisplay(options))


class _Loop:
    def __init__(
        self,
        exercises: Sequence[Exercise],
        options: LiveOptions,
        display: Display,
        player: Player,
    ) -> None:
        self._exercises = exercises
        self._options = options
        self._display = display
        self._player = player
        self._words = Words(options.language)
        self._voice = Voice(options.language)
        self._announcer = Announcer(self._voice.say, self._words)
        self._stats = Stats()
        self._state = _State()
        # Keys and observations come on different threads.
        self._lock = threading.Lock()
        self._trace: TraceWriter | None = None
        self._recorder: Recorder | None = None

    def run(self, source: FrameSource, landmarker: AbstractContextManager[Look]) -> SessionSummary:
        options = self._options
        camera = isinstance(source, Webcam)
        session = Session(self._exercises, self._checker, endless=not camera, gaps_count=not camera)
        error: FacecheckError | None = None
        dropped = 0
        # Before the threads begin: importing MediaPipe would hold the window up by a second.
        self._starting(camera=False, models=False)
        with ExitStack() as stack:
            models = stack.enter_context(Opening(landmarker))
            opened = stack.enter_context(Opening(source, here=camera and camera_opens_here()))
            if self._open(opened, models):
                look = models.get()
                opened.get()
                self._begin_files(stack, source.name)
                self._mute(options.muted)
                feed = stack.enter_context(
                    Feed(
                        source,
                        look,
                        lambda seen: self._judge(session, seen),
                        idle=lambda: session.paused,
                    )
                )
                try:
                    self._follow(session, feed)
                except FacecheckError as problem:
                    error = problem
                except KeyboardInterrupt:
                    self._state.quit = True
                dropped = feed.dropped
        # The threads have stopped: nothing steps the session any more.
        whole_s = source.duration_s if self._state.duration_s is not None else None
        results = session.results(source.name, whole_s, tuple(source.warnings))
        if options.json is not None:
            try:
                write_json(options.json, results)
            except OutputError as problem:
                error = error or problem
        summary = SessionSummary(
            results=results,
            rows=rows_of(results, self._exercises),
            notices=(*source.warnings, *self._notices()),
            figures=self._stats.figures(dropped),
            error=error,
        )
        if error is None and not self._state.quit and not self._display.closed:
            self._show_summary(summary, SUMMARY_CAMERA_S if camera else SUMMARY_CLIP_S)
        return summary

    def _checker(self, exercise: Exercise) -> Checker:
        options = self._options
        return Checker(
            exercise, reps=options.reps, hold_s=options.hold_s, full=options.full, rest=options.rest
        )

    def _open(self, source: Opening[FrameSource], models: Opening[Look]) -> bool:
        """Wait for camera and models; False when the user would not."""
        while not (source.ready and models.ready):
            self._starting(camera=source.ready, models=models.ready)
            if self._display.closed or self._wants_to_quit():
                self._state.quit = True
                return False
            time.sleep(WAIT_S)
        return True

    def _starting(self, *, camera: bool, models: bool) -> None:
        words = self._words
        self._display.starting([(words("start.camera"), camera), (words("start.models"), models)])

    def _wants_to_quit(self) -> bool:
        return KEYS.get(self._display.key() or "") is Action.QUIT

    def _begin_files(self, stack: ExitStack, name: str) -> None:
        options = self._options
        if options.voice:
            stack.enter_context(self._voice)
        if options.trace is not None:
            self._trace = stack.enter_context(TraceWriter(options.trace, name))
        if options.video is not None:
            self._recorder = stack.enter_context(Recorder(options.video))

    def _judge(self, session: Session, observation: Observation) -> None:
        """Take one observation, on the landmarker's thread."""
        with self._lock:
            stepped = session.step(observation)
        if stepped is None:
            return
        seen, update = stepped
        self._player.play(update.sounds)
        self._announcer.step(update)
        if self._recorder is not None and not self._player.muted:
            self._recorder.play(observation.time_s, update.sounds)
        if self._trace is not None:
            self._trace.write(seen)

    def _follow(self, session: Session, feed: Feed) -> None:
        """Show what comes until the session is over."""
        state = self._state
        while session.stage is not Stage.OVER and not state.quit:
            seen = feed.next(WAIT_S)
            stalled = feed.stalled_s > STALL_S
            if seen is not None or ((state.dirty or stalled) and state.last is not None):
                state.dirty = False
                state.last = seen or state.last
                self._show(session, feed, seen, stalled=stalled)
            elif feed.ended:
                state.duration_s = 0.0
                return
            self._keys(session)
            if self._display.closed:
                state.quit = True

    def _show(self, session: Session, feed: Feed, seen: Seen | None, *, stalled: bool) -> None:
        state = self._state
        if state.last is None:
            return
        with self._lock:
            scene = Scene(
                seen=state.last,
                exercise=session.exercise,
                update=session.update,
                rest=session.rest,
                paused=session.paused,
                help=state.help,
                muted=self._player.muted,
                recording=self._recorder is not None,
                stats=self._figures(feed),
                notice=self._notice(feed, stalled=stalled),
            )
        picture = self._display.draw(scene)
        if seen is not None:
            self._stats.add(seen.arrived_s, time.perf_counter(), fresh=seen.fresh)
            if self._recorder is not None and picture is not None:
                self._recorder.write(picture, seen.frame.time_s)

    def _figures(self, feed: Feed) -> str | None:
        if not self._options.stats:
            return None
        return self._stats.figures(feed.dropped).text(self._words)

    def _notices(self) -> list[str]:
        notices = [*self._player.notices, *self._voice.notices]
        if self._recorder is not None and self._recorder.left_out:
            notices.append(
                f"{self._recorder.left_out} pictures are missing in {self._recorder.path}: "
                "the machine was too slow to record them all"
            )
        return notices

    def _notice(self, feed: Feed, *, stalled: bool) -> str | None:
        if stalled:
            return self._words("stalled", seconds=f"{feed.stalled_s:.0f}")
        state = self._state
        notices = self._notices()
        if len(notices) > len(state.notices):
            state.notices = notices
            state.notice_until_s = time.perf_counter() + NOTICE_S
        if state.notice_until_s is None or time.perf_counter() > state.notice_until_s:
            return None
        return state.notices[-1]

    def _keys(self, session: Session) -> None:
        action = KEYS.get(self._display.key() or "")
        if action is None:
            return
        state, display = self._state, self._display
        state.dirty = True
        if action is Action.HELP:
            state.help = not state.help
        elif action is Action.MUTE:
            self._mute(not self._player.muted)
        elif action is Action.MIRROR:
            display.mirrored = not display.mirrored
        elif action is Action.LARGER:
            display.text_scale = min(LARGEST, display.text_scale + STEP)
        elif action is Action.SMALLER:
            display.text_scale = max(SMALLEST, display.text_scale - STEP)
        else:
            state.quit = action is Action.QUIT
            with self._lock:
                session.act(action)

    def _mute(self, muted: bool) -> None:
        self._player.muted = self._voice.muted = muted

    def _show_summary(self, summary: SessionSummary, usual_s: float) -> None:
        wished_s = self._options.summary_s
        until_s = time.perf_counter() + (usual_s if wished_s is None else wished_s)
        if self._options.window or wished_s is not None:
            while time.perf_counter() < until_s and not self._display.closed:
                self._display.summary(summary.rows)
                if self._display.key() is not None:
                    return
                time.sleep(WAIT_S)
