"""The programme as plain values for the page: today, plan, history, people, profile, evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import uuid4

from facecheck.api.agenda import Practised, due
from facecheck.api.correcting import correct_last
from facecheck.api.plan_calendar import reminders_of
from facecheck.api.raising import offers, take_offer
from facecheck.app.context import AppContext
from facecheck.app.session.start_request import exercises_of
from facecheck.core.errors import HistoryError, ProfileError, SpecError
from facecheck.core.messages import Message
from facecheck.live.record.resume import going_on, interrupted, reached
from facecheck.outputs.calendar import calendar
from facecheck.programme import evidence, settings
from facecheck.programme.agenda import Agenda, remarks
from facecheck.programme.conditions import CONDITIONS
from facecheck.programme.days import adherence
from facecheck.programme.schedule import due_days, parse_weekdays, planned, week_of
from facecheck.programme.user_input import parse_day
from facecheck.programme.wording import WEEKDAYS, day, weekdays
from facecheck.store import people
from facecheck.store.history import History, SessionRecord, SetRecord
from facecheck.store.profile import Profile, update_profile

MOST_SESSIONS = 60
"""That the page lists; `facecheck history` has them all."""


def today_of(context: AppContext) -> dict[str, Any]:
    """What is due today, what is done and what is held back."""
    one = context.owner()
    known = one.load()
    on = context.today
    said: dict[str, Any] = {
        "person": one.name,
        "date": on.isoformat(),
        "weekday": WEEKDAYS[on.weekday()],
        "day": day(on),
        "answered": known.person.conditions is not None,
        "left": _left(context, one, known),
        "plan": False,
    }
    if known.plan is None:
        return said
    this, done = _due(context, known)
    more = []
    if one.history.exists():
        with History(one.history) as history:
            more = offers(known, history, context.today, context.folders)
    practised, possible = adherence(this.days)
    return said | {
        "plan": True,
        "week": week_of(known.plan, on),
        "weeks": known.plan.weeks,
        "items": [
            {
                "exercise": item.exercise,
                "title": item.title,
                "state": item.state,
                "why": None if item.verdict.allowed else item.verdict.line,
                "hurt": None if item.exercise not in done.pain else day(done.pain[item.exercise]),
            }
            for item in this.items
        ],
        "due": list(this.due),
        "more": [
            {
                "exercise": offer.exercise.id,
                "title": offer.exercise.title,
                "reps": offer.exercise.reps,
                "hold": f"{offer.exercise.hold_s:g}",
                "more_reps": offer.reps,
                "more_hold": f"{offer.hold_s:g}",
            }
            for offer in more
        ],
        "remarks": list(remarks(this)),
        "row": this.streak.days,
        "done": practised,
        "possible": possible,
        "days": [{"date": d.on.isoformat(), "went": d.went.value} for d in this.days],
    }


def _left(context: AppContext, one: people.Owner, known: Profile) -> dict[str, Any] | None:
    """The session that was interrupted and can be gone on with."""
    if not (context.keep and known.person.keeps_history and one.history.exists()):
        return None
    with History(one.history) as history:
        try:
            session = interrupted(history, context.clock())
            (exercise,) = exercises_of([session.exercises[reached(session)]], context)
        except (HistoryError, SpecError):
            return None  # there is none, or what it was about is gone
    earlier = going_on(session, session.exercises)
    return {
        "title": exercise.title,
        "at": f"{session.begun:%H:%M}",
        "counted": sum(attempt.counted for attempt in earlier.attempts),
    }


def history_of(context: AppContext) -> dict[str, Any]:
    """The sessions that were kept, the newest first."""
    sessions = _sessions(context)
    titles: dict[str, str] = {}
    return {
        "sessions": [_session(s, titles, context) for s in reversed(sessions[-MOST_SESSIONS:])],
        "more": max(0, len(sessions) - MOST_SESSIONS),
    }


def correct(context: AppContext, how: str, n: int | None, exercise: str | None) -> dict[str, Any]:
    """Put a count of the last session right by hand."""
    with History(context.owner().history) as history:
        done = correct_last(
            history,
            count=n if how == "count" else None,
            take_back=n if how == "take back" else None,
            exercise=exercise,
        )
    return {"exercise": done.the_set.exercise, "counted": done.counted, "reps": done.the_set.reps}


def raise_plan(context: AppContext, exercise: str) -> dict[str, Any]:
    """Raise the plan by what is offered of an exercise, since the person agrees."""
    one = context.owner()
    with History(one.history) as history:
        offer = take_offer(exercise, history, context.today, one.profile, context.folders)
    return {"reps": offer.reps, "hold": f"{offer.hold_s:g}"}


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


def people_of(context: AppContext) -> dict[str, Any]:
    """Everybody who practises on this machine, and for whom the page is."""
    now = context.owner()
    everybody = [
        {"name": one.called, "own": not one.key, "chosen": one.key == now.key}
        for one in people.everybody()
    ]
    return {"people": everybody}


def choose_person(context: AppContext, name: str) -> dict[str, Any]:
    """The page is for another person from now on."""
    one = people.find(name)
    context.owner.name = one.called if one.key else None
    return people_of(context)


def new_person(context: AppContext, name: str) -> dict[str, Any]:
    """Make a person, for whom the page then is."""
    return choose_person(context, people.new(name).called)


def settings_of(context: AppContext) -> dict[str, Any]:
    """What the person said of themselves."""
    one = context.owner()
    known = one.load()
    person = known.person
    chosen = person.conditions or ()
    return {
        "settings": [
            {"key": key, "says": setting.says, "value": setting.show(person)}
            for key, setting in settings.SETTINGS.items()
        ],
        "conditions": [
            {"key": key, "title": warned.title, "why": warned.why, "on": key in chosen}
            for key, warned in CONDITIONS.items()
        ],
        "answered": person.conditions is not None,
        "calibrated": sorted(known.full),
        "kept": {"profile": str(one.profile), "history": str(one.history)},
    }


def change_setting(
    context: AppContext, key: str, value: str | None, area: str | None, wait_days: int | None
) -> dict[str, Any]:
    """Set one key of the profile, or forget it."""

    def changed(old: Profile) -> Profile:
        if value is None:
            person = settings.clear(old.person, key)
        else:
            person = settings.change(
                old.person, key, value, context.today, area=area or None, wait_days=wait_days
            )
        return replace(old, person=person)

    one = context.owner()
    if key == "name" and value is not None and one.key:
        context.owner.name = people.rename(one, value).called
    else:
        update_profile(changed, one.profile)
        if key == "name" and one.key:
            context.owner.name = people.owner_of(one.key).called
    return settings_of(context)


@cache
def evidence_of() -> dict[str, Any]:
    """What is known for and against each claim, with its sources."""
    text = files("facecheck.programme").joinpath(evidence.FILE).read_text("utf-8")
    known = evidence.parse_evidence(text)

    def told(statements: Sequence[evidence.Statement]) -> list[dict[str, Any]]:
        sources = ((s.says, known.sources[s.source]) for s in statements)
        return [
            {"says": says, "cite": f.cite, "link": f.link, "read": f.read} for says, f in sources
        ]

    return {
        "honest": known.honest,
        "claims": [
            {
                "claim": c.claim,
                "for": told(c.speaks_for),
                "against": told(c.against),
                "unknown": c.unknown,
                "here": c.here,
            }
            for c in known.claims
        ],
        "measures": list(known.measures),
        "cannot": list(known.cannot_show),
    }


def _due(context: AppContext, known: Profile) -> tuple[Agenda, Practised]:
    place = context.owner().history
    # Looking must not make a history where there is none.
    if not place.exists():
        return due(known, None, context.today, context.folders)
    with History(place) as history:
        return due(known, history, context.today, context.folders)


def _sessions(context: AppContext) -> Sequence[SessionRecord]:
    place = context.owner().history
    if not place.exists():
        return ()
    with History(place) as history:
        return history.sessions()


def _named(days: Sequence[int]) -> str:
    return ",".join(WEEKDAYS[n].lower() for n in days if 0 <= n < 7)


def _session(session: SessionRecord, titles: dict[str, str], context: AppContext) -> dict[str, Any]:
    return {
        "begun": session.begun.isoformat(),
        "told": Message("{day}, {time}", day=session.begun.date(), time=f"{session.begun:%H:%M}"),
        "kind": session.kind.value,
        "ending": None if session.ending is None else session.ending.value,
        "sets": [_set(each, titles, context) for each in session.sets],
    }


def _set(each: SetRecord, titles: dict[str, str], context: AppContext) -> dict[str, Any]:
    if each.exercise not in titles:
        try:
            titles[each.exercise] = exercises_of([each.exercise], context)[0].title
        except SpecError:  # an exercise whose file is gone is called by its id
            titles[each.exercise] = each.exercise
    return {
        "exercise": each.exercise,
        "title": titles[each.exercise],
        "counted": each.counted,
        "reps": each.reps,
        "held_s": round(sum(a.attempt.hold_s for a in each.attempts), 1),
        "complete": each.complete,
        "pain": each.pain,
        "clock": each.target_s is not None,
        "attempts": [
            {
                "n": a.attempt.n,
                "counted": a.attempt.counted,
                "hold_s": round(a.attempt.hold_s, 1),
                "score": a.attempt.score,
                "reason": a.attempt.reason,
                "by_hand": a.by_hand,
                "faults": [f.name for f in a.attempt.faults],
            }
            for a in each.attempts
        ],
    }
