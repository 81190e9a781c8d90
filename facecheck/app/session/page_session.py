"""A session before the page, on a thread of its own, by the same loop as in a window."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from typing import Any

from facecheck import __version__
from facecheck.api.catalogue import dosed
from facecheck.api.learned_range import Learning, unknown
from facecheck.app.context import AppContext
from facecheck.app.session.outbox import Message, Outbox
from facecheck.app.session.page_camera import PageCamera
from facecheck.app.session.page_display import PageDisplay
from facecheck.app.session.page_landmarker import PageLandmarker
from facecheck.app.session.page_sound import PagePlayer, PageVoice
from facecheck.app.session.start_request import StartRequest, admitted, exercises_of
from facecheck.core.errors import FacecheckError, HistoryError
from facecheck.engine.repetitions.checker import reads
from facecheck.engine.spec.exercise import Exercise
from facecheck.inputs.library import translations
from facecheck.inputs.sources import DeferredCamera
from facecheck.live import LiveOptions, SessionSummary, run
from facecheck.live.loop import Look
from facecheck.live.record.record import Record
from facecheck.live.record.request import SessionRequest
from facecheck.live.record.resume import going_on, interrupted, next_place, resumed_request
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.words import Words
from facecheck.store.history import History
from facecheck.store.people import Owner
from facecheck.store.profile import Profile

READ_OFF_EYES = "_seen"
"""In the names of measures that are read off the pictures of the eyes."""
CAMERA = "browser"
"""What the camera is called in the history: its own name is the page's business."""


class PageSession:
    """One session.

    Args:
        begin: What the page asks for.
        context: Whose it is.
        landmarker: Looks at frames, instead of MediaPipe.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        begin: StartRequest,
        context: AppContext,
        *,
        landmarker: AbstractContextManager[Look] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        words = Words(begin.language)
        self.outbox = Outbox()
        self.camera = PageCamera(CAMERA, sights=context.landmarks == "page", clock=clock)
        self.display = PageDisplay(self.outbox, self.camera, words)
        self.ended: Message | None = None
        """What the session came to, once it has ended."""
        self._begin = begin
        self._context = context
        self._words = words
        self.person = context.owner.name
        """Whose it is, as the page names them; None for the machine's own person."""
        self._landmarker = landmarker
        self._learning = Learning(None, None)
        self._learns: tuple[Exercise, ...] = ()
        self._thread = threading.Thread(target=self._run, name="facecheck-session", daemon=True)

    def start(self) -> None:
        """Begin it, on its thread."""
        self._thread.start()

    def leave(self, wait_s: float | None = None) -> None:
        """End it; what was done is kept.

        Args:
            wait_s: How long to wait until it is kept.
        """
        self.display.leave()
        if wait_s is not None:
            self._thread.join(wait_s)

    def _run(self) -> None:
        try:
            ending = self._summary_json(self._follow())
        except FacecheckError as error:
            ending = {"say": "over", "error": str(error)}
        except Exception:
            # A bug: the page says that there is one, the terminal has what a report of it needs.
            traceback.print_exc()
            ending = {"say": "over", "error": self._words("app.bug")}
        self.ended = ending
        self.outbox.post(ending)

    def _follow(self) -> SessionSummary:
        one, context = self._context.owner(), self._context
        known = one.load()
        keep = context.keep and known.person.keeps_history
        with _opened_history(one, keep=keep) as history:
            summary = self._run_session(one, known, history)
        self._learning.keep_in_history(context.clock())
        return summary

    def _run_session(self, one: Owner, known: Profile, history: History | None) -> SessionSummary:
        begin, context = self._begin, self._context
        before = None
        if begin.resume:
            if history is None:
                raise HistoryError("nothing is kept, so there is no session to go on with")
            before = interrupted(history, context.clock())
        names = begin.names if before is None else before.exercises[next_place(before) :]
        asked_for = exercises_of(names, context)
        if begin.reps is None and begin.hold_s is None:
            asked_for = dosed(asked_for, known.plan, again=before is not None)
        exercises, held = admitted(asked_for, known.person, context)
        ids = tuple(e.id for e in exercises)
        earlier = None
        if before is None:
            asked = SessionRequest(
                " ".join(begin.names), ids, CAMERA, __version__, begin.reps, begin.hold_s
            )
        else:
            asked, earlier = resumed_request(before, CAMERA), going_on(before, ids)
        movements = tuple(e for e in exercises if isinstance(e, Exercise))
        self._learning = Learning(one.profile, None if history is None else one)
        self._learns = movements if begin.calibrate else unknown(exercises, known.full or {})
        options = LiveOptions(
            reps=asked.reps,
            hold_s=asked.hold_s,
            minutes=begin.minutes,
            toner_minutes=known.person.toner_minutes,
            affected=known.person.affected_side,
            full=known.full,
            rest=known.rest,
            muted=begin.muted,
            voice=begin.voice,
            language=begin.language,
            phrases=translations(begin.language, context.folders),
            guided=begin.guided,
            explain=begin.explain,
            calibrates=self._learns,
            only_calibrates=begin.calibrate,
            learned=self._learning.keep,
            peaks=context.peaks if begin.peaks and not begin.calibrate else None,
            summary_s=0.0,
            notices=tuple(verdict.line for verdict in held),
        )
        kept = history is not None and not begin.calibrate
        return run(
            exercises,
            DeferredCamera(lambda: (self.camera, None)),
            options,
            display=self.display,
            player=PagePlayer(self.outbox),
            voice=PageVoice(self.outbox),
            landmarker=self._looks(movements),
            record=Record(history, asked, earlier) if kept and history is not None else None,
        )

    def _looks(self, movements: Sequence[Exercise]) -> AbstractContextManager[Look] | None:
        """What looks at frames; None for the models here."""
        if self._landmarker is not None or self._context.landmarks == "here":
            return self._landmarker
        # Reading lids takes as long as all the rest, and most exercises are not judged by them.
        return PageLandmarker(lids=any(READ_OFF_EYES in n for e in movements for n in reads(e)))

    def _learned(self) -> list[str]:
        """The exercises whose range was learned, by their titles."""
        full, phrases = (
            self._learning.full,
            Phrases(
                self._begin.language, translations(self._begin.language, self._context.folders)
            ),
        )
        return [
            phrases(e.title)
            for e in self._learns
            if all(part.measure in full for part in e.movement.parts)
        ]

    def _summary_json(self, summary: SessionSummary) -> dict[str, Any]:
        return {
            "say": "over",
            "rows": [asdict(row) for row in summary.rows],
            "results": [result.to_dict(__version__) for result in summary.results],
            "notices": list(summary.notices),
            "calibrated": self._begin.calibrate,
            "learned": self._learned(),
            "error": None if summary.error is None else str(summary.error),
        }


@contextmanager
def _opened_history(one: Owner, *, keep: bool) -> Iterator[History | None]:
    """Where the session is kept; None where nothing shall be kept."""
    from facecheck.store.undo import people as removed_people
    from facecheck.store.undo import profile as cleared

    if not keep:
        yield None
        return
    with History(one.history) as history:
        # Whoever was removed, and whatever was cleared, could be put back until now.
        removed_people.let_go()
        cleared.let_go(one.profile)
        yield history
