"""What the page asks of the programme: each question and change, checked before it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from facecheck.app.context import AppContext
from facecheck.app.session.hub import Hub
from facecheck.app.site.answers import answering, as_json, language_of, read_request
from facecheck.app.site.own_exercise import OwnExercise, keep_exercise
from facecheck.app.site.programme import evidence, history, person, plan, today
from facecheck.app.site.translation import translated

Sent = TypeVar("Sent", bound=BaseModel)
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


def programme_routes(context: AppContext, hub: Hub) -> list[Route]:
    """What is answered where."""

    async def calendar(_: Request) -> Response:
        data = await asyncio.to_thread(plan.plan_calendar, context)
        return Response(data, media_type="text/calendar")

    does, reads = partial(_does, context), partial(_reads, context)
    return [
        reads("/api/today", lambda: today.today_of(context, waits=hub.waits)),
        reads("/api/history", lambda: history.history_of(context)),
        reads("/api/plan", lambda: plan.plan_of(context)),
        reads("/api/people", lambda: person.people_of(context)),
        reads("/api/settings", lambda: person.settings_of(context)),
        reads("/api/evidence", evidence.evidence_of),
        does("/api/exercise", OwnExercise, lambda own: {"id": keep_exercise(context, own)}),
        does("/api/correct", _Correct, lambda c: history.correct(context, c.how, c.n, c.exercise)),
        does(
            "/api/plan",
            _Plan,
            lambda p: plan.change_plan(context, p.start, p.weeks, p.days, p.exercises),
        ),
        does("/api/plan/raise", _Raise, lambda more: today.raise_plan(context, more.exercise)),
        Route("/api/calendar", answering(calendar)),
        does("/api/people", _Name, lambda one: person.new_person(context, one.name)),
        does("/api/person", _Name, lambda one: person.choose_person(context, one.name)),
        does(
            "/api/settings",
            _Setting,
            lambda s: person.change_setting(context, s.key, s.value, s.area, s.days),
        ),
    ]


def _reads(context: AppContext, path: str, read: Callable[[], Any]) -> Route:
    async def answer(request: Request) -> Response:
        return await _answer(context, request, read)

    return Route(path, answering(answer))


def _does(context: AppContext, path: str, model: type[Sent], do: Callable[[Sent], Any]) -> Route:
    async def answer(request: Request) -> Response:
        sent = await read_request(request, model)
        return await _answer(context, request, lambda: do(sent))

    return Route(path, answering(answer), methods=["POST"])


async def _answer(context: AppContext, request: Request, read: Callable[[], Any]) -> Response:
    """What a question comes to, asked on a thread: files are read for it."""
    language = language_of(request, context.language)
    return as_json(await asyncio.to_thread(lambda: translated(read(), context, language)))
