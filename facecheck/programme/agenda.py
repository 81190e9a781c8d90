"""A day's agenda: what is due, done or held back, in words that do not scold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from facecheck.core.messages import Message, joined
from facecheck.core.person import Person, Plan
from facecheck.programme.cautions import Involved, Verdict, judge, judge_all
from facecheck.programme.days import Day, Streak, Went, adherence, days_of, streak
from facecheck.programme.schedule import due_days, is_due, week_of
from facecheck.programme.wording import days

State = Literal["due", "done", "held back"]


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of the day.

    Attributes:
        exercise: Its id.
        title: What people call it.
        state: Whether it is due, done or held back.
        verdict: What the cautions say of it.
    """

    exercise: str
    title: str
    state: State
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Agenda:
    """A day of a plan.

    Attributes:
        on: The day.
        plan: The plan.
        items: Its exercises; empty on a day without any.
        days: How the plan's days went.
        streak: How many were done in a row.
    """

    on: date
    plan: Plan
    items: tuple[Item, ...]
    days: tuple[Day, ...]
    streak: Streak

    @property
    def due_exercises(self) -> tuple[str, ...]:
        """The ids of what is still to be done."""
        return tuple(item.exercise for item in self.items if item.state == "due")


def agenda(
    plan: Plan,
    exercises: Sequence[Involved],
    person: Person,
    done: Mapping[date, Collection[str]],
    on: date,
) -> Agenda:
    """What a day has.

    Args:
        plan: The plan.
        exercises: Its exercises, routines written out.
        person: Whose cautions hold.
        done: The ids of exercises whose set was completed, by day.
        on: The day.
    """

    def held_back(then: date) -> set[str]:
        return {e.id for e in exercises if not judge(e, person, then).allowed}

    lived = days_of(plan, [e.id for e in exercises], done, on, held_back)
    finished = done.get(on, ())
    verdicts = judge_all(exercises, person, on) if is_due(plan, on) else ()
    items = tuple(Item(v.exercise, v.title, _state(v, finished), v) for v in verdicts)
    return Agenda(on, plan, items, lived, streak(lived, on))


def remarks(agenda: Agenda) -> tuple[str, ...]:
    """What to say of the day and of those before it, a sentence or two each."""
    said = [_of_today(agenda), _of_before(agenda), _of_row(agenda)]
    return tuple(remark for remark in said if remark)


def _state(verdict: Verdict, finished: Collection[str]) -> State:
    if verdict.exercise in finished:
        return "done"
    return "due" if verdict.allowed else "held back"


def _of_today(agenda: Agenda) -> str:
    plan, on = agenda.plan, agenda.on
    if on < plan.start:
        return Message("Your plan starts on {day:long}.", day=due_days(plan)[0])
    if on >= plan.end:
        practised, possible = adherence(agenda.days)
        return Message(
            "The {weeks} weeks are over: {practised} of {days} done.",
            weeks=plan.weeks,
            practised=practised,
            days=days(possible),
        )
    if not agenda.items:
        later = [then for then in due_days(plan) if then > on]
        rest = "Nothing is planned for today; rest is part of it."
        return joined((rest, Message("Next: {day:long}.", day=later[0])), " ") if later else rest
    if agenda.due_exercises:
        return ""
    if any(item.state == "done" for item in agenda.items):
        return "All that is allowed today is done." if _held(agenda) else "All done for today."
    return "Everything is held back today; such a day is no missed one."


def _held(agenda: Agenda) -> bool:
    return any(item.state == "held back" for item in agenda.items)


def _of_before(agenda: Agenda) -> str:
    """About a day that was missed since the last that was done."""
    if not agenda.due_exercises:
        return ""
    missed = 0
    for lived in reversed([d for d in agenda.days if d.on < agenda.on]):
        if lived.practised:
            break
        missed += lived.went is Went.MISSED
    if not missed:
        return ""
    if agenda.streak.days:
        if _missed(agenda, agenda.on - timedelta(days=1)):
            return "Yesterday was missed; one a week is forgiven."
        return "A day was missed; one a week is forgiven."
    if any(lived.practised for lived in agenda.days):
        return "Good to see you again. Today is a fresh start."
    return "Today is a good day to begin."


def _missed(agenda: Agenda, on: date) -> bool:
    return any(lived.on == on and lived.went is Went.MISSED for lived in agenda.days)


def _of_row(agenda: Agenda) -> str:
    if not agenda.plan.start <= agenda.on < agenda.plan.end or not agenda.streak.days:
        return ""
    practised, possible = adherence(agenda.days)
    return Message(
        "Week {week} of {weeks}: {streak} in a row, {practised} of {possible} so far.",
        week=week_of(agenda.plan, agenda.on),
        weeks=agenda.plan.weeks,
        streak=days(agenda.streak.days),
        practised=practised,
        possible=days(possible),
    )
