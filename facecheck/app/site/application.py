"""The server's application: the page and who is let in, behind the guard; the rest comes after it.

What answers the page's questions takes seconds to load. It is loaded while the browser opens the
page; whoever asks before that waits.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from facecheck import __version__
from facecheck.app.access.guard import (
    PAIR,
    WORKER_POLICY,
    Application,
    Guard,
    Receive,
    Scope,
    Send,
)
from facecheck.app.access.keys import COOKIE, Keys
from facecheck.app.session.rates import Rate
from facecheck.app.site.answers import answering, as_json, language_of, read_request
from facecheck.app.site.files import page_files
from facecheck.live.keys import legend
from facecheck.outputs.catalogue import languages
from facecheck.outputs.words import Words, table

if TYPE_CHECKING:
    from facecheck.app.context import AppContext
    from facecheck.app.session.hub import Hub
    from facecheck.app.site.inside import Inside

PAIRINGS_HZ, PAIRINGS_AT_ONCE = 1.0, 5.0
"""Guessing a secret of 256 bits is hopeless at any rate; this keeps it from costing anything."""
TURNS_S = 0.001
"""How long a thread keeps Python to itself while both the page and the rest are wanted."""


class _Pair(BaseModel):
    model_config = ConfigDict(extra="forbid")
    secret: Annotated[str, Field(max_length=256)]


class Loading:
    """An application that is loaded on a thread; whoever asks for something meanwhile waits.

    Args:
        load: Imports and makes it.
    """

    def __init__(self, load: Callable[[], Application]) -> None:
        self._load = load
        self._task: asyncio.Task[Application] | None = None

    def begin(self) -> asyncio.Task[Application]:
        """Begin to load, once."""
        if self._task is None:
            self._task = asyncio.create_task(asyncio.to_thread(self._taking_turns))
        return self._task

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, when it is there."""
        application = await asyncio.shield(self.begin())
        await application(scope, receive, send)

    def _taking_turns(self) -> Application:
        usual_s = sys.getswitchinterval()
        sys.setswitchinterval(TURNS_S)
        try:
            return self._load()
        finally:
            sys.setswitchinterval(usual_s)


class Site:
    """Answers what needs nothing but the page itself.

    Args:
        context: Whose it is.
        keys: Who was let in.
        hub: Has the session.
        secure: Whether the page is served by https.
    """

    def __init__(self, context: AppContext, keys: Keys, hub: Hub, *, secure: bool = False) -> None:
        self._context = context
        self._keys = keys
        self._hub = hub
        self._secure = secure
        self._inside: Inside | None = None
        self._rest = Loading(self._load)
        self._pairings = Rate(PAIRINGS_HZ, PAIRINGS_AT_ONCE)

    def routes(self) -> list[Route | Mount]:
        """What is answered where."""
        return [
            Route("/", self._page),
            Route("/page/{name:path}", self._page),
            Route(PAIR, answering(self._pair), methods=["POST"]),
            Route("/api/boot", answering(self._boot)),
            Route("/api/here", answering(self._here)),
            Mount("/", self._rest),
        ]

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """While the server runs: sessions whose page does not come back are ended."""
        loading = self._rest.begin()
        beside = [asyncio.create_task(work) for work in (self._hub.watch(), self._warm())]
        try:
            yield
        finally:
            for task in (*beside, loading):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await asyncio.to_thread(self._hub.end)
            if self._inside is not None:
                await asyncio.to_thread(self._inside.close)

    def _load(self) -> Application:
        from facecheck.app.site.inside import Inside

        self._inside = inside = Inside(self._context, self._hub)
        return inside.application

    async def _warm(self) -> None:
        await asyncio.shield(self._rest.begin())
        await self._hub.warm()

    async def _page(self, request: Request) -> Response:
        found = page_files().get(request.path_params.get("name", "index.html"))
        if found is None:
            return Response(status_code=404)
        headers = {"content-security-policy": WORKER_POLICY} if found.works else None
        return Response(found.content, media_type=found.media_type, headers=headers)

    async def _pair(self, request: Request) -> Response:
        pairing = await read_request(request, _Pair)
        visit = self._keys.pair(pairing.secret) if self._pairings.admits() else None
        if visit is None:
            return Response(status_code=403)
        answer = as_json({"key": visit.key})
        answer.set_cookie(
            COOKIE, visit.cookie, httponly=True, samesite="strict", secure=self._secure, path="/"
        )
        return answer

    async def _boot(self, request: Request) -> Response:
        words = Words(language_of(request, self._context.language))
        return as_json(
            {
                "version": __version__,
                "language": words.language,
                "languages": sorted(languages()),
                "direction": "ltr",
                "words": table(words.language),
                "keys": legend(words),
                "landmarks": self._context.landmarks,
                "peaks": self._context.peaks is not None,
            }
        )

    async def _here(self, _: Request) -> Response:
        # The guard has heard it; there is nothing to say.
        return as_json({})


def application(
    context: AppContext, keys: Keys, hub: Hub, hosts: Collection[str], *, secure: bool = False
) -> Guard:
    """The whole of it, behind the guard.

    Args:
        context: Whose it is.
        keys: Who was let in.
        hub: Has the session.
        hosts: The values of `Host` that are this server's own.
        secure: Whether it is served by https.
    """
    site = Site(context, keys, hub, secure=secure)
    inside = Starlette(routes=site.routes(), lifespan=site.lifespan)
    return Guard(inside, keys, hosts, "https" if secure else "http")
