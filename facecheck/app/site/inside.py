"""What answers the page's questions, and its socket: loaded behind the page itself."""

from __future__ import annotations

import asyncio
import io
import wave
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from facecheck.app.access.guard import SOCKET
from facecheck.app.context import AppContext
from facecheck.app.session.hub import Hub
from facecheck.app.session.page_sound import notes
from facecheck.app.session.sight_known import known
from facecheck.app.session.socket import PageSocket
from facecheck.app.session.start_request import exercises_of
from facecheck.app.site.answers import answering, as_json, language_of, read_request
from facecheck.app.site.clip_routes import Views, clip_routes
from facecheck.app.site.clips import Clips
from facecheck.app.site.drawings import drawing_of
from facecheck.app.site.exercise_list import listing
from facecheck.app.site.programme_routes import programme_routes
from facecheck.app.site.vision import VERSION, vision_files
from facecheck.outputs.catalogue import languages
from facecheck.outputs.sound.recorded_words import word_bank
from facecheck.outputs.sound.tones import RATE_HZ

KEEP = "private, max-age=31536000, immutable"
"""The models are 25 MB, and their address has their version."""
_MODEL_TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}


class _Spoken(BaseModel):
    model_config = ConfigDict(extra="forbid")
    line: Annotated[str, Field(max_length=2000)]
    language: Annotated[str, Field(max_length=8)]


class Inside:
    """Answers a page that was let in.

    Args:
        context: Whose it is.
        hub: Has the session.

    Attributes:
        application: Takes its requests and sockets.
    """

    def __init__(self, context: AppContext, hub: Hub) -> None:
        self._context = context
        self._hub = hub
        self._clips = Clips(context)
        self.application = Starlette(
            routes=[
                Route("/api/sounds", answering(self._sounds)),
                Route("/api/sight", answering(self._sight)),
                Route("/models/{version}/{name}", answering(self._model)),
                Route("/api/exercises", answering(self._exercises)),
                Route("/api/drawing", answering(self._drawing)),
                Route("/api/spoken", answering(self._spoken), methods=["POST"]),
                *programme_routes(context, hub),
                *clip_routes(context, self._clips, Views()),
                WebSocketRoute(SOCKET, self._socket),
            ]
        )

    def close(self) -> None:
        """Leave no clip behind."""
        self._clips.close()

    async def _sounds(self, _: Request) -> Response:
        return as_json(notes())

    async def _sight(self, _: Request) -> Response:
        return as_json(known())

    async def _model(self, request: Request) -> Response:
        files: Mapping[str, Path] = {}
        if self._context.landmarks == "page" and request.path_params["version"] == VERSION:
            files = await asyncio.to_thread(vision_files)
        # Found by its name among those that there are: no path of the page's is opened.
        place = files.get(request.path_params["name"])
        if place is None:
            return Response(status_code=404)
        media_type = _MODEL_TYPES.get(place.suffix, "application/octet-stream")
        return FileResponse(place, media_type=media_type, headers={"cache-control": KEEP})

    async def _exercises(self, request: Request) -> Response:
        language = language_of(request, self._context.language)
        return as_json(await asyncio.to_thread(listing, self._context, language))

    async def _drawing(self, request: Request) -> Response:
        name = request.query_params.get("exercise", "")
        exercise = (await asyncio.to_thread(exercises_of, [name], self._context))[0]
        return as_json({"frames": drawing_of(exercise)})

    async def _spoken(self, request: Request) -> Response:
        spoken = await read_request(request, _Spoken)
        sound = await asyncio.to_thread(_sound_of, spoken.line, spoken.language)
        return (
            Response(status_code=204) if sound is None else Response(sound, media_type="audio/wav")
        )

    async def _socket(self, socket: WebSocket) -> None:
        await PageSocket(socket, self._hub).serve()


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
