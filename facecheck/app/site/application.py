"""The server's application: the page, what it asks for, and its socket, behind the guard."""

from __future__ import annotations

import asyncio
import io
import wave
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from facecheck import __version__
from facecheck.app.access.guard import PAIR, SOCKET, Guard
from facecheck.app.access.keys import COOKIE, Keys
from facecheck.app.context import AppContext
from facecheck.app.session.hub import Hub
from facecheck.app.session.page_sound import notes
from facecheck.app.session.rates import Rate
from facecheck.app.session.socket import PageSocket
from facecheck.app.site.answers import answering, as_json, asked, language_of
from facecheck.app.site.clip_routes import Views, clip_routes
from facecheck.app.site.clips import Clips
from facecheck.app.site.files import page_files
from facecheck.app.site.listing import listing
from facecheck.app.site.programme_routes import programme_routes
from facecheck.live.keys import legend
from facecheck.outputs.catalogue import languages
from facecheck.outputs.spoken import word_bank
from facecheck.outputs.tones import RATE_HZ
from facecheck.outputs.words import Words, table

PAIRINGS_HZ, PAIRINGS_AT_ONCE = 1.0, 5.0
"""Guessing a secret of 256 bits is hopeless at any rate; this keeps it from costing anything."""


class _Pair(BaseModel):
    model_config = ConfigDict(extra="forbid")
    secret: Annotated[str, Field(max_length=256)]


class _Spoken(BaseModel):
    model_config = ConfigDict(extra="forbid")
    line: Annotated[str, Field(max_length=2000)]
    language: Annotated[str, Field(max_length=8)]


class Site:
    """Answers what the page asks for.

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
        self._clips, self._views = Clips(context), Views()
        self._pairings = Rate(PAIRINGS_HZ, PAIRINGS_AT_ONCE)

    def routes(self) -> list[Route | WebSocketRoute]:
        """What is answered where."""
        return [
            Route("/", self._page),
            Route("/page/{name:path}", self._page),
            Route(PAIR, answering(self._pair), methods=["POST"]),
            Route("/api/boot", answering(self._boot)),
            Route("/api/here", answering(self._here)),
            Route("/api/exercises", answering(self._exercises)),
            Route("/api/drawing", answering(self._drawing)),
            Route("/api/spoken", answering(self._spoken), methods=["POST"]),
            *programme_routes(self._context),
            *clip_routes(self._context, self._clips, self._views),
            WebSocketRoute(SOCKET, self._socket),
        ]

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """While the server runs: sessions whose page does not come back are ended."""
        beside = [asyncio.create_task(work) for work in (self._hub.watch(), self._hub.warm())]
        try:
            yield
        finally:
            for task in beside:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await asyncio.to_thread(self._hub.end)
            await asyncio.to_thread(self._clips.close)

    async def _page(self, request: Request) -> Response:
        found = page_files().get(request.path_params.get("name", "index.html"))
        if found is None:
            return Response(status_code=404)
        return Response(found.content, media_type=found.media_type)

    async def _pair(self, request: Request) -> Response:
        pairing = await asked(request, _Pair)
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
        told: dict[str, Any] = {
            "version": __version__,
            "language": words.language,
            "languages": sorted(languages()),
            "direction": "ltr",
            "words": table(words.language),
            "keys": legend(words),
            "sounds": notes(),
        }
        return as_json(told)

    async def _here(self, _: Request) -> Response:
        # The guard has heard it; there is nothing to say.
        return as_json({})

    async def _exercises(self, request: Request) -> Response:
        language = language_of(request, self._context.language)
        return as_json(await asyncio.to_thread(listing, self._context, language))

    async def _drawing(self, request: Request) -> Response:
        from facecheck.app.session.start_request import exercises_of
        from facecheck.app.site.drawings import drawing_of

        name = request.query_params.get("exercise", "")
        exercise = (await asyncio.to_thread(exercises_of, [name], self._context))[0]
        return as_json({"frames": drawing_of(exercise)})

    async def _spoken(self, request: Request) -> Response:
        spoken = await asked(request, _Spoken)
        sound = await asyncio.to_thread(_sound_of, spoken.line, spoken.language)
        return (
            Response(status_code=204) if sound is None else Response(sound, media_type="audio/wav")
        )

    async def _socket(self, socket: WebSocket) -> None:
        await PageSocket(socket, self._hub).serve()


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


def _sound_of(line: str, language: str) -> bytes | None:
    """A line in words that come along, as a WAV file; None where one of them lacks."""
    bank = word_bank(language) if language in languages() else None
    samples = None if bank is None else bank.speak(line)
    if samples is None:
        return None
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return out.getvalue()
