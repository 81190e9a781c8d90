"""Clips and reports: uploads that stream, and pages that are opened once."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from facecheck import __version__
from facecheck.app.context import AppContext
from facecheck.app.session.start_request import exercises_of
from facecheck.app.site.answers import answering, as_json, language_of, read_request
from facecheck.app.site.clips import Clips, ScoredClip
from facecheck.core.errors import ReportError
from facecheck.core.text import one_line

TICKET_S = 60.0
MOST_TICKETS = 8
VIEW_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""A report brings its own style along, and no script: it needs and gets nothing else."""


class Views:
    """Pages that were made for one look: a tab that is opened can send no key.

    Its address is a secret that works once, within a minute.
    """

    def __init__(self) -> None:
        self._pages: OrderedDict[str, tuple[float, str]] = OrderedDict()

    def put(self, page: str) -> str:
        """Keep a page; its secret."""
        ticket = secrets.token_urlsafe(32)
        self._pages[ticket] = time.monotonic(), page
        while len(self._pages) > MOST_TICKETS:
            self._pages.popitem(last=False)
        return ticket

    def take(self, ticket: str) -> str | None:
        """The page of a secret, once."""
        put_s, page = self._pages.pop(ticket, (0.0, ""))
        return page if page and time.monotonic() - put_s <= TICKET_S else None


class _Report(BaseModel):
    model_config = ConfigDict(extra="forbid")
    clip: Annotated[str, Field(max_length=64)] | None = None


def clip_routes(context: AppContext, clips: Clips, views: Views) -> list[Route]:
    """What is answered where."""

    async def upload(request: Request) -> Response:
        language = language_of(request, context.language)
        named = request.query_params.get("exercise", "")
        name = one_line(request.query_params.get("name", ""))[:120] or "clip"
        exercise = (await asyncio.to_thread(exercises_of, [named], context))[0]
        clip = await asyncio.to_thread(clips.begin, exercise, language)
        try:
            await clip.receive(request.stream(), name)
        except BaseException:
            await asyncio.to_thread(clips.close)
            raise
        if await request.is_disconnected():
            # The page went before it learned by which name to let go of the clip.
            await asyncio.to_thread(clips.close)
        return as_json({"clip": clip.id})

    def clip_of(request: Request) -> ScoredClip | None:
        return clips.find(request.path_params["clip"])

    async def state(request: Request) -> Response:
        clip = clip_of(request)
        return Response(status_code=404) if clip is None else as_json(clip.status)

    async def annotated(request: Request) -> Response:
        clip = clip_of(request)
        data = None if clip is None else await asyncio.to_thread(lambda: clip.annotated)
        return Response(status_code=404) if data is None else Response(data, media_type="video/mp4")

    async def leave(request: Request) -> Response:
        if clip_of(request) is not None:
            await asyncio.to_thread(clips.close)
        return as_json({})

    async def report(request: Request) -> Response:
        sent = await read_request(request, _Report)
        page: str | None
        if sent.clip is None:
            page = await asyncio.to_thread(_weeks, context)
        else:
            clip = clips.find(sent.clip)
            page = None if clip is None else clip.page
        if page is None:
            raise ReportError("there is no such report any more; score the clip again")
        return as_json({"view": f"/view/{views.put(page)}"})

    async def view(request: Request) -> Response:
        page = views.take(request.path_params["ticket"])
        if page is None:
            return Response(status_code=404)
        headers = {"content-security-policy": VIEW_POLICY}
        return Response(page, media_type="text/html; charset=utf-8", headers=headers)

    return [
        Route("/api/clips", answering(upload), methods=["POST"]),
        Route("/api/clips/{clip}", answering(state)),
        Route("/api/clips/{clip}", answering(leave), methods=["DELETE"]),
        Route("/api/clips/{clip}/annotated", answering(annotated)),
        Route("/api/report", answering(report), methods=["POST"]),
        Route("/view/{ticket}", view),
    ]


def _weeks(context: AppContext) -> str:
    from facecheck.report.histories import history_report
    from facecheck.report.history_page import history_page

    one = context.owner()
    report = history_report(one.history, one.load(), context.today, folders=context.folders)
    return history_page(report, __version__)
