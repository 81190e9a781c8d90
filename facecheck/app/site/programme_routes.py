"""What the page asks of the programme: each question and change, checked before it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from facecheck.app.context import AppContext
from facecheck.app.site import programme
from facecheck.app.site.answers import Answer, answering, as_json, asked, language_of
from facecheck.app.site.own_exercise import OwnExercise, keep_exercise
from facecheck.app.site.translating import translated

Text = Annotated[str, Field(max_length=200)]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Correct(_Sent):
    how: Literal["count", "take back", "add"]
    n: Annotated[int, Field(ge=1, le=1000)] | None = None
    exercise: Text | None = None


class _Plan(_Sent):
    start: Text | None = None
    weeks: Annotated[int, Field(ge=1, le=104)] | None = None
    days: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)] | None = None
    exercises: Annotated[list[Text], Field(max_length=24)] | None = None


class _Raise(_Sent):
    exercise: Text


class _Name(_Sent):
    name: Text


class _Setting(_Sent):
    key: Text
    value: Text | None = None
    area: Text | None = None
    days: Annotated[int, Field(ge=0, le=365)] | None = None


def programme_routes(context: AppContext) -> list[Route]:
    """What is answered where."""

    async def correct(request: Request) -> Response:
        sent = await asked(request, _Correct)
        return await _told(
            context, request, lambda: programme.correct(context, sent.how, sent.n, sent.exercise)
        )

    async def change_plan(request: Request) -> Response:
        sent = await asked(request, _Plan)
        return await _told(
            context,
            request,
            lambda: programme.change_plan(
                context, sent.start, sent.weeks, sent.days, sent.exercises
            ),
        )

    async def raise_plan(request: Request) -> Response:
        sent = await asked(request, _Raise)
        return await _told(context, request, lambda: programme.raise_plan(context, sent.exercise))

    async def calendar(_: Request) -> Response:
        data = await asyncio.to_thread(programme.plan_calendar, context)
        return Response(data, media_type="text/calendar")

    async def new_person(request: Request) -> Response:
        sent = await asked(request, _Name)
        return await _told(context, request, lambda: programme.new_person(context, sent.name))

    async def choose_person(request: Request) -> Response:
        sent = await asked(request, _Name)
        return await _told(context, request, lambda: programme.choose_person(context, sent.name))

    async def new_exercise(request: Request) -> Response:
        sent = await asked(request, OwnExercise)
        return await _told(context, request, lambda: {"id": keep_exercise(context, sent)})

    async def change_setting(request: Request) -> Response:
        sent = await asked(request, _Setting)
        return await _told(
            context,
            request,
            lambda: programme.change_setting(context, sent.key, sent.value, sent.area, sent.days),
        )

    return [
        _reads(context, "/api/today", lambda: programme.today_of(context)),
        _reads(context, "/api/history", lambda: programme.history_of(context)),
        _reads(context, "/api/plan", lambda: programme.plan_of(context)),
        _reads(context, "/api/people", lambda: programme.people_of(context)),
        _reads(context, "/api/settings", lambda: programme.settings_of(context)),
        _reads(context, "/api/evidence", programme.evidence_of),
        _does("/api/exercise", new_exercise),
        _does("/api/correct", correct),
        _does("/api/plan", change_plan),
        _does("/api/plan/raise", raise_plan),
        Route("/api/calendar", answering(calendar)),
        _does("/api/people", new_person),
        _does("/api/person", choose_person),
        _does("/api/settings", change_setting),
    ]


def _reads(context: AppContext, path: str, told: Callable[[], Any]) -> Route:
    async def answer(request: Request) -> Response:
        return await _told(context, request, told)

    return Route(path, answering(answer))


def _does(path: str, answer: Answer) -> Route:
    return Route(path, answering(answer), methods=["POST"])


async def _told(context: AppContext, request: Request, told: Callable[[], Any]) -> Response:
    """What a question comes to, asked on a thread: files are read for it."""
    language = language_of(request, context.language)
    return as_json(await asyncio.to_thread(lambda: translated(told(), context, language)))
