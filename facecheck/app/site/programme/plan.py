"""The plan, its changes and its calendar, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from facecheck.api.plan_calendar import reminders_of
from facecheck.app.context import AppContext
from facecheck.app.session.start_request import exercises_of
from facecheck.core.errors import ProfileError
from facecheck.core.messages import Message
from facecheck.outputs.calendar import calendar
from facecheck.programme.schedule import due_days, parse_weekdays, planned
from facecheck.programme.user_input import parse_day
from facecheck.programme.wording import WEEKDAYS, weekdays
from facecheck.store.profile import Profile, update_profile


def plan_of(context: AppContext) -> dict[str, Any]:
    """The plan, and what can be planned."""
    known = context.owner().load()
    plan = known.plan
    said: dict[str, Any] = {
        "weekdays": list(WEEKDAYS),
        "reminders": [f"{at:%H:%M}" for at in known.person.reminders],
        "plan": None,
    }
    if plan is not None:
        days = due_days(plan)
        said["plan"] = {
            "start": plan.start.isoformat(),
            "weeks": plan.weeks,
            "days": list(plan.weekdays),
            "exercises": list(plan.exercises),
            "by": plan.by,
            "note": plan.note,
            "told": Message(
                "{first} to {last}, {days}",
                first=days[0],
                last=days[-1],
                days=weekdays(plan.weekdays),
            ),
            "number": len(days),
        }
    return said


def change_plan(
    context: AppContext,
    start: str | None,
    weeks: int | None,
    days: Sequence[int] | None,
    exercises: Sequence[str] | None,
) -> dict[str, Any]:
    """Make a plan, or change some of it."""
    if exercises is not None and not exercises:
        raise ProfileError("a plan without exercises is none: choose one at least")
    if days is not None and not days:
        raise ProfileError("a plan without days is none: choose one at least")
    if exercises:
        exercises_of(exercises, context)  # says which there is not
    try:
        first = None if start is None else parse_day(start, context.today)
    except ValueError as error:
        raise ProfileError("start: {error}", error=error) from error

    def changed(old: Profile) -> Profile:
        plan = planned(
            old.plan,
            context.today,
            uuid4().hex,
            start=first,
            weeks=weeks,
            weekdays=None if days is None else parse_weekdays(_named(days)),
            exercises=exercises or None,
        )
        return replace(old, plan=plan)

    update_profile(changed, context.owner().profile)
    return plan_of(context)


def plan_calendar(context: AppContext) -> bytes:
    """The plan's calendar file; the profile remembers what it has."""
    one = context.owner()
    known = one.load()
    if known.plan is None:
        raise ProfileError("there is no plan yet")
    exercises = exercises_of(known.plan.exercises, context)
    data, entries = calendar(
        reminders_of(known.plan, exercises, known), context.clock(), known.calendar
    )
    update_profile(lambda old: replace(old, calendar=entries), one.profile)
    return data


def _named(days: Sequence[int]) -> str:
    return ",".join(WEEKDAYS[n].lower() for n in days if 0 <= n < 7)
