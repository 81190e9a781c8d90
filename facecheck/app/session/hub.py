"""The sessions there are, and the pages that have them. A page that was lost finds its own."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facecheck.app.context import AppContext
    from facecheck.app.session.page_session import PageSession
    from facecheck.app.session.start_request import StartRequest
    from facecheck.live.loop import Look

ALONE_S = 300.0
"""How long a session waits for a page that was lost: a phone's screen went dark, a network went."""
END_S = 5.0
SEATS_OF_PAGES = 400
"""Sessions at once where the models run in the pages; where they run here there is one."""

Landmarkers = Callable[[], "AbstractContextManager[Look] | None"]
_LATER = ("facecheck.app.session.page_session", "facecheck.app.site.clip_scoring")
WARM_S = 2.0
"""The page comes first; what only a session needs is loaded while it is being looked at."""


@dataclass(slots=True, eq=False)
class Seat:
    """A page's place before its camera.

    Attributes:
        page: Its id.
        connection: Its socket; None while it is away.
        session: What it does, or did last.
        left_s: When it went away.
    """

    page: str
    connection: object | None
    session: PageSession | None = None
    left_s: float = 0.0

    @property
    def runs(self) -> bool:
        """Whether its session is not over."""
        return self.session is not None and self.session.ended is None

    @property
    def free(self) -> bool:
        """Whether somebody else may have it."""
        return self.connection is None and not self.runs


class Hub:
    """Knows which pages have a seat before a camera, and their sessions.

    A page is known by an id of its own, so that one whose line broke is told from another one.

    Args:
        context: Whose sessions they are.
        landmarkers: Makes what looks at frames; None for MediaPipe.
        clock: Seconds that only grow.
        seats: How many sessions there may be at once.
    """

    def __init__(
        self,
        context: AppContext,
        landmarkers: Landmarkers = lambda: None,
        *,
        clock: Callable[[], float] = time.monotonic,
        seats: int | None = None,
    ) -> None:
        usual = SEATS_OF_PAGES if context.landmarks == "page" else 1
        self.most = usual if seats is None else seats
        self._context = context
        self._landmarkers = landmarkers
        self._clock = clock
        self._lock = threading.Lock()
        self._seats: dict[str, Seat] = {}

    @property
    def session(self) -> PageSession | None:
        """The session of the page that came last."""
        return next((s.session for s in reversed(self._seats.values())), None)

    def sit(self, page: str, connection: object) -> Seat | None:
        """Give a page a seat; None where there is none free.

        Args:
            page: Its id.
            connection: Its socket; an older one of the same page gives way.
        """
        with self._lock:
            seat = self._seats.get(page)
            if seat is None:
                # What another page's session came to is not this one's.
                self._seats = {name: s for name, s in self._seats.items() if not s.free}
                if len(self._seats) < self.most:
                    seat = Seat(page, connection)
                elif (seat := self._away()) is None:
                    return None
                else:
                    # Its page was closed, or is on a device that was left: whoever it is sits here.
                    del self._seats[seat.page]
                    seat.page = page
                self._seats[page] = seat
            seat.connection = connection
            return seat

    def stand_up(self, seat: Seat, connection: object) -> None:
        """A connection is gone; the page may come back."""
        with self._lock:
            if seat.connection is connection:
                seat.connection = None
                seat.left_s = self._clock()

    @property
    def waits(self) -> bool:
        """Whether a session of the current person waits for its page, loaded again or shut."""
        with self._lock:
            return self._away(self._context.owner.name) is not None

    def begin(self, seat: Seat, begin: StartRequest) -> PageSession:
        """Begin a session for a page; one of its own that runs is ended first.

        Where the page goes on with a session and one still waits, that one is its session.
        """
        from facecheck.app.session.page_session import PageSession

        if begin.resume and (waiting := self._taken_over(seat)) is not None:
            return waiting
        if seat.runs and seat.session is not None:
            seat.session.leave(END_S)
        session = PageSession(
            begin, self._context, landmarker=self._landmarkers(), clock=self._clock
        )
        seat.session = session
        session.start()
        return session

    def _away(self, *persons: str | None) -> Seat | None:
        """A seat whose session runs without a page, of one of some persons or of anybody."""
        for seat in self._seats.values():
            theirs = seat.session is not None and (not persons or seat.session.person in persons)
            if seat.connection is None and seat.runs and theirs:
                return seat
        return None

    def _taken_over(self, seat: Seat) -> PageSession | None:
        """The current person's session that still runs, in a page's own seat from now on."""
        person = self._context.owner.name
        with self._lock:
            own = seat.session
            if seat.runs and own is not None and own.person == person:
                return own
            away = self._away(person)
            if away is None or seat.runs:
                return None
            seat.session, away.session = away.session, None
            return seat.session

    def end(self) -> None:
        """End all sessions; what was done is kept."""
        running = [s.session for s in self._seats.values() if s.runs and s.session is not None]
        for session in running:
            session.leave()
        until_s = time.monotonic() + END_S
        for session in running:
            session.leave(max(0.0, until_s - time.monotonic()))

    async def warm(self) -> None:
        """Load what takes long, so that the first session need not wait for it."""
        await asyncio.sleep(WARM_S)
        for module in _LATER:
            with suppress(ImportError):  # whoever needs it is told then
                await asyncio.to_thread(import_module, module)

    async def watch(self) -> None:
        """End sessions whose pages do not come back."""
        while True:
            await asyncio.sleep(1.0)
            self.look()

    def look(self) -> None:
        """Let go of sessions whose pages have been away for too long."""
        now_s = self._clock()
        with self._lock:
            alone = [
                seat.session
                for seat in self._seats.values()
                if seat.connection is None and now_s - seat.left_s > ALONE_S and seat.runs
            ]
        for session in alone:
            if session is not None:
                session.leave()
