"""The page's socket: pictures and keys in, scenes and sounds out.

A picture is eight bytes with the instant at which it was captured, in milliseconds of a clock of
the page's as a big-endian double, and a JPEG. Everything else is JSON.
"""

from __future__ import annotations

import asyncio
import json
import struct
from contextlib import suppress
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from facecheck.app.access.guard import PROTOCOL
from facecheck.app.session.hub import Hub, Seat
from facecheck.app.session.page_session import PageSession
from facecheck.app.session.rates import Rate
from facecheck.app.session.start_request import StartRequest

HELLO_S = 10.0
"""A page that opened a socket says who it is within this time."""
PICTURES_HZ, TEXTS_HZ = 90.0, 30.0
MOST_TEXT = 16_384
_HEAD = struct.Struct(">d")
_OTHERS_PAGE, _NOT_UNDERSTOOD = 4001, 1008


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Hello(_Strict):
    do: Literal["hello"]
    page: Annotated[str, Field(min_length=8, max_length=64)]
    again: bool = False
    """Its line broke in a session: that one is shown on, and what it came to meanwhile is told."""


class _Start(_Strict):
    do: Literal["begin"]
    begin: StartRequest


class _Key(_Strict):
    do: Literal["key"]
    key: Annotated[str, Field(min_length=1, max_length=1)]


class _Leave(_Strict):
    do: Literal["leave"]


_Request = Annotated[_Hello | _Start | _Key | _Leave, Field(discriminator="do")]
_REQUEST: TypeAdapter[_Request] = TypeAdapter(_Request)


class PageSocket:
    """One connection of a page.

    Args:
        socket: Not yet accepted.
        hub: Has the session.
    """

    def __init__(self, socket: WebSocket, hub: Hub) -> None:
        self._socket = socket
        self._hub = hub
        self._pictures = Rate(PICTURES_HZ, PICTURES_HZ)
        self._texts = Rate(TEXTS_HZ, TEXTS_HZ)
        self._sending: asyncio.Task[None] | None = None
        self._seat: Seat | None = None
        self._session: PageSession | None = None
        """The session that it follows: its seat's, once it has begun it or gone on with it."""

    @property
    def _sits(self) -> bool:
        """Whether no newer connection of the same page has taken its place."""
        return self._seat is not None and self._seat.connection is self

    async def serve(self) -> None:
        """Talk to the page until it goes."""
        await self._socket.accept(subprotocol=PROTOCOL)
        try:
            await self._talk()
        except (WebSocketDisconnect, RuntimeError, OSError):
            pass  # the page went, or its line broke; it may come back
        except ValidationError:
            await self._close(_NOT_UNDERSTOOD)
        finally:
            if self._seat is not None:
                self._hub.stand_up(self._seat, self)
            await self._stop_sending()

    async def _talk(self) -> None:
        try:
            first = await asyncio.wait_for(self._socket.receive(), HELLO_S)
        except TimeoutError:
            await self._close(_NOT_UNDERSTOOD)
            return
        hello = _parse_request(first)
        if not isinstance(hello, _Hello):
            await self._close(_NOT_UNDERSTOOD)
            return
        self._seat = self._hub.sit(hello.page, self)
        if self._seat is None:
            await self._say({"say": "taken"})
            await self._close(_OTHERS_PAGE)
            return
        if not hello.again and not self._seat.runs:
            self._seat.session = None  # an older page of this id was told what it came to
        over = self._seat.session is not None and not self._seat.runs
        await self._say({"say": "hello", "running": self._seat.runs, "over": over})
        # A page that was loaded anew says first whether it goes on with what still runs.
        if hello.again:
            await self._attach()
        while self._sits:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            if not await self._take(message):
                await self._close(_NOT_UNDERSTOOD)
                return
        await self._close(_OTHERS_PAGE)

    async def _take(self, message: Any) -> bool:
        """Do what a message asks for; whether it could be understood."""
        data = message.get("bytes")
        if data is not None:
            await self._picture(data)
            return True
        if not self._texts.admits():
            return False
        request = _parse_request(message)
        session = self._session
        if isinstance(request, _Start) and self._seat is not None:
            # An older session is given time to be kept.
            await asyncio.to_thread(self._hub.begin, self._seat, request.begin)
            await self._attach()
        elif isinstance(request, _Key) and session is not None:
            session.display.press(request.key)
        elif isinstance(request, _Leave) and session is not None:
            session.leave()
        return not isinstance(request, _Hello)

    async def _picture(self, data: bytes) -> None:
        session = self._session
        if session is not None and len(data) > _HEAD.size and self._pictures.admits():
            (captured_ms,) = _HEAD.unpack_from(data)
            session.camera.put(captured_ms / 1000, data[_HEAD.size :])
        # The page sends the next picture when it knows where this one is: nothing piles up.
        await self._say({"say": "got"})

    async def _attach(self) -> None:
        await self._stop_sending()
        self._session = session = None if self._seat is None else self._seat.session
        if session is None:
            return
        session.outbox.attach()
        if session.ended is not None:
            await self._say(session.ended)
        self._sending = asyncio.create_task(self._send())

    async def _send(self) -> None:
        session = self._session
        with suppress(WebSocketDisconnect, RuntimeError, OSError):
            while session is not None and self._sits:
                for message in await session.outbox.take():
                    await self._say(message)

    async def _stop_sending(self) -> None:
        sending, self._sending = self._sending, None
        if sending is not None:
            sending.cancel()
            with suppress(asyncio.CancelledError):
                await sending

    async def _say(self, message: Any) -> None:
        await self._socket.send_text(json.dumps(message, ensure_ascii=False, allow_nan=False))

    async def _close(self, code: int) -> None:
        if self._socket.application_state is WebSocketState.CONNECTED:
            with suppress(RuntimeError, OSError, WebSocketDisconnect):
                await self._socket.close(code)


def _parse_request(message: Any) -> _Request:
    """What a message asks for.

    Raises:
        ValidationError: It is not one of a page of ours.
        WebSocketDisconnect: The page went.
    """
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code") or 1006)
    text = message.get("text") or ""
    return _REQUEST.validate_json(text if len(text) <= MOST_TEXT else "")
