"""A session before the page, on a thread of its own, by the same loop as in a window."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from typing import Any

from facecheck import __version__
from facecheck.api.catalogue import dosed
from facecheck.app.context import AppContext
from facecheck.app.session.outbox import Message, Outbox
from facecheck.app.session.page_camera import PageCamera
from facecheck.app.session.page_display import PageDisplay
from facecheck.app.session.page_sound import PagePlayer, PageVoice
from facecheck.app.session.start_request import StartRequest, admitted, exercises_of
from facecheck.core.errors import FacecheckError
from facecheck.inputs.library import translations
from facecheck.inputs.sources import DeferredCamera
from facecheck.live import LiveOptions, SessionSummary, run
from facecheck.live.loop import Look
from facecheck.live.record.record import Record
from facecheck.live.record.request import SessionRequest
from facecheck.outputs.words import Words
from facecheck.store.history import History
from facecheck.store.people import Owner

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
        self.camera = PageCamera(CAMERA, clock=clock)
        self.display = PageDisplay(self.outbox, self.camera, words)
        self.ended: Message | None = None
        """What the session came to, once it has ended."""
        self._begin = begin
        self._context = context
        self._words = words
        self._landmarker = landmarker
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
            told = self._told(self._follow())
        except FacecheckError as error:
            told = {"say": "over", "error": str(error)}
        except Exception:
            # A bug: the page says that there is one, the terminal has what a report of it needs.
            traceback.print_exc()
            told = {"say": "over", "error": self._words("app.bug")}
        self.ended = told
        self.outbox.post(told)

    def _follow(self) -> SessionSummary:
        begin, context = self._begin, self._context
        one = context.owner()
        known = one.load()
        asked_for = exercises_of(begin.names, context)
        if begin.reps is None and begin.hold_s is None:
            asked_for = dosed(asked_for, known.plan)
        exercises, held = admitted(asked_for, known.person, context)
        options = LiveOptions(
            reps=begin.reps,
            hold_s=begin.hold_s,
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
            summary_s=0.0,
            notices=tuple(verdict.line for verdict in held),
        )
        asked = SessionRequest(
            " ".join(begin.names),
            tuple(e.id for e in exercises),
            CAMERA,
            __version__,
            begin.reps,
            begin.hold_s,
        )
        keep = context.keep and known.person.keeps_history
        with _recorded(one, asked, keep=keep) as record:
            return run(
                exercises,
                DeferredCamera(lambda: (self.camera, None)),
                options,
                display=self.display,
                player=PagePlayer(self.outbox),
                voice=PageVoice(self.outbox),
                landmarker=self._landmarker,
                record=record,
            )

    def _told(self, summary: SessionSummary) -> dict[str, Any]:
        return {
            "say": "over",
            "rows": [asdict(row) for row in summary.rows],
            "results": [result.to_dict(__version__) for result in summary.results],
            "notices": list(summary.notices),
            "error": None if summary.error is None else str(summary.error),
        }


@contextmanager
def _recorded(one: Owner, asked: SessionRequest, *, keep: bool) -> Iterator[Record | None]:
    """What keeps the session; None where nothing shall be kept."""
    from facecheck.store.undo import people as removed_people
    from facecheck.store.undo import profile as cleared

    if not keep:
        yield None
        return
    with History(one.history) as history:
        # Whoever was removed, and whatever was cleared, could be put back until now.
        removed_people.let_go()
        cleared.let_go(one.profile)
        yield Record(history, asked)
