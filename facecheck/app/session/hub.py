"""One session at a time, and the page that has it. A page that was lost finds its session again."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from importlib import import_module
from typing import TYPE_CHECKING

from facecheck.app.context import AppContext
from facecheck.app.session.start_request import StartRequest

if TYPE_CHECKING:
    from facecheck.app.session.page_session import PageSession
    from facecheck.live.loop import Look

ALONE_S = 300.0
"""How long a session waits for a page that was lost: a phone's screen went dark, a network went."""
END_S = 5.0

Landmarkers = Callable[[], "AbstractContextManager[Look] | None"]
_LATER = ("facecheck.app.session.page_session", "facecheck.app.site.scoring")
WARM_S = 2.0
"""The page comes first; what only a session needs is loaded while it is being looked at."""


class Hub:
    """Knows which page has the seat before the camera, and its session.

    A page is known by an id of its own, so that one whose line broke is told from another one.

    Args:
        context: Whose sessions they are.
        landmarkers: Makes what looks at frames; None for MediaPipe.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        context: AppContext,
        landmarkers: Landmarkers = lambda: None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.session: PageSession | None = None
        self._context = context
        self._landmarkers = landmarkers
        self._clock = clock
        self._lock = threading.Lock()
        self._page = ""
        self._connection: object | None = None
        self._left_s = clock()

    def sit(self, page: str, connection: object) -> bool:
        """Give a page the seat; whether it is free.

        Args:
            page: Its id.
            connection: Its socket; an older one of the same page gives way.
        """
        with self._lock:
            mine = page == self._page
            if not mine and (self._connection is not None or self._running):
                return False
            if not mine:
                # What another page's session came to is not this one's.
                self.session = None
            self._page, self._connection = page, connection
            return True

    def has(self, connection: object) -> bool:
        """Whether a connection is the one that has the seat."""
        return self._connection is connection

    def stand_up(self, connection: object) -> None:
        """A connection is gone; the page may come back."""
        with self._lock:
            if self._connection is connection:
                self._connection = None
                self._left_s = self._clock()

    def begin(self, begin: StartRequest) -> PageSession:
        """Begin a session for the page that has the seat; one that runs is ended first."""
        from facecheck.app.session.page_session import PageSession

        self.end()
        session = PageSession(
            begin, self._context, landmarker=self._landmarkers(), clock=self._clock
        )
        with self._lock:
            self.session = session
        session.start()
        return session

    def end(self) -> None:
        """End the session; what was done is kept."""
        session = self.session
        if session is not None and session.ended is None:
            session.leave(END_S)

    async def warm(self) -> None:
        """Load what takes long, so that the first session need not wait for it."""
        await asyncio.sleep(WARM_S)
        for module in _LATER:
            with suppress(ImportError):  # whoever needs it is told then
                await asyncio.to_thread(import_module, module)

    async def watch(self) -> None:
        """End a session whose page does not come back."""
        while True:
            await asyncio.sleep(1.0)
            self.look()

    def look(self) -> None:
        """Let go of a session whose page has been away for too long."""
        with self._lock:
            alone = self._connection is None and self._clock() - self._left_s > ALONE_S
            session = self.session
        if alone and session is not None and session.ended is None:
            session.leave()

    @property
    def _running(self) -> bool:
        return self.session is not None and self.session.ended is None
