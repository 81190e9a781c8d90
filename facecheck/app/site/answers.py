"""JSON responses, bounded request bodies, and errors as one line that the page shows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from facecheck.app.site.translation import told_of
from facecheck.core.errors import FacecheckError
from facecheck.outputs.catalogue import DEFAULT, languages

MOST_BODY = 65_536
BODY_S = 10.0
LANGUAGE_HEADER = "x-facecheck-language"

Answer = Callable[[Request], Awaitable[Response]]
M = TypeVar("M", bound=BaseModel)


class MisunderstoodError(Exception):
    """What was sent is not what a page of ours sends."""


def as_json(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    body = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    return Response(body, status, media_type="application/json")


async def read_request(request: Request, model: type[M]) -> M:
    """What a request asks for.

    Raises:
        MisunderstoodError: It is too long, comes too slowly, or is something else.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_S):
            async for part in request.stream():
                body += part
                if len(body) > MOST_BODY:
                    raise MisunderstoodError
        return model.model_validate_json(bytes(body))
    except (ValidationError, TimeoutError) as error:
        raise MisunderstoodError from error


def answering(answer: Answer) -> Answer:
    """An answer whose expected problems are told in one line."""

    async def answered(request: Request) -> Response:
        try:
            return await answer(request)
        except FacecheckError as error:
            return as_json({"error": told_of(error, language_of(request, DEFAULT))}, 409)
        except MisunderstoodError:
            return Response(status_code=400)
        except ClientDisconnect:
            return Response(status_code=400)  # the page went in mid-sentence: nobody reads this

    return answered


def language_of(request: Request, usual: str) -> str:
    """The language a request asks for, if there is one."""
    wished = request.query_params.get("language", "") or request.headers.get(LANGUAGE_HEADER, "")
    return wished if wished in languages() else usual
