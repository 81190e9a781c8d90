"""What is due today, what is done, and what is offered beyond it, as plain values."""

from __future__ import annotations

from typing import Any

from facecheck.api.agenda import Practised, agenda_on
from facecheck.api.progression import offers, take_offer
from facecheck.app.context import AppContext
from facecheck.app.session.start_request import exercises_of
from facecheck.core.errors import HistoryError, SpecError
from facecheck.live.record.resume import going_on, interrupted, next_place
from facecheck.programme.agenda import Agenda, remarks
from facecheck.programme.days import adherence
from facecheck.programme.schedule import week_of
from facecheck.programme.wording import WEEKDAYS, day
from facecheck.store import people
from facecheck.store.history import History
from facecheck.store.profile import Profile


def today_of(context: AppContext, *, waits: bool = False) -> dict[str, Any]:
    """What is due today, what is done and what is held back.

    Args:
        context: Whose day it is.
        waits: Whether a session of theirs waits for a page.
    """
    one = context.owner()
    known = one.load()
    on = context.today
    said: dict[str, Any] = {
        "person": one.name,
        "date": on.isoformat(),
        "weekday": WEEKDAYS[on.weekday()],
        "day": day(on),
        "answered": known.person.conditions is not None,
        "waits": waits,
        "left": _left(context, one, known),
        "plan": False,
    }
    if known.plan is None:
        return said
    more = []
    try:
        this, done = _agenda(context, known)
        if one.history.exists():
            with History(one.history) as history:
                more = offers(known, history, context.today, context.folders)
    except SpecError as error:
        # A file that was planned is gone or wrong: the rest of the day is there all the same.
        return said | {"amiss": list(error.lines)}
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
        "due": list(this.due_exercises),
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


def raise_plan(context: AppContext, exercise: str) -> dict[str, Any]:
    """Raise the plan by what is offered of an exercise, since the person agrees."""
    one = context.owner()
    with History(one.history) as history:
        offer = take_offer(exercise, history, context.today, one.profile, context.folders)
    return {"reps": offer.reps, "hold": f"{offer.hold_s:g}"}


def _left(context: AppContext, one: people.Owner, known: Profile) -> dict[str, Any] | None:
    """The session that was interrupted and can be gone on with."""
    if not (context.keep and known.person.keeps_history and one.history.exists()):
        return None
    with History(one.history) as history:
        try:
            session = interrupted(history, context.clock())
            (exercise,) = exercises_of([session.exercises[next_place(session)]], context)
        except (HistoryError, SpecError):
            return None  # there is none, or what it was about is gone
    earlier = going_on(session, session.exercises)
    return {
        "title": exercise.title,
        "at": f"{session.begun:%H:%M}",
        "counted": sum(attempt.counted for attempt in earlier.attempts),
    }


def _agenda(context: AppContext, known: Profile) -> tuple[Agenda, Practised]:
    place = context.owner().history
    # Looking must not make a history where there is none.
    if not place.exists():
        return agenda_on(known, None, context.today, context.folders)
    with History(place) as history:
        return agenda_on(known, history, context.today, context.folders)
