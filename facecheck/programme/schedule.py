"""The days of a plan, and plans from typed text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from facecheck.core.errors import ProfileError
from facecheck.core.person import Plan
from facecheck.core.text import did_you_mean
from facecheck.programme.wording import WEEKDAYS

EVERY_DAY = ("daily", "everyday", "all")


def is_due(plan: Plan, on: date) -> bool:
    """Whether a plan has something for a day."""
    return plan.start <= on < plan.end and on.weekday() in plan.weekdays


def all_days(plan: Plan) -> Iterator[date]:
    """Every day from a plan's first to its last, those without exercises as well."""
    return (plan.start + timedelta(days=n) for n in range((plan.end - plan.start).days))


def due_days(plan: Plan) -> tuple[date, ...]:
    """The days on which a plan has something, rising."""
    return tuple(on for on in all_days(plan) if is_due(plan, on))


def week_of(plan: Plan, on: date) -> int:
    """The week of a plan that a day lies in: 1 for the first."""
    return (on - plan.start).days // 7 + 1


def planned(
    old: Plan | None,
    today: date,
    key: str,
    *,
    start: date | None = None,
    weeks: int | None = None,
    weekdays: Sequence[int] | None = None,
    exercises: Sequence[str] | None = None,
) -> Plan:
    """A new plan, or the old one with some of it changed.

    Args:
        old: The plan until now.
        today: A new plan starts then, unless a start is given.
        key: Names a new plan in calendars.
        start: The first day.
        weeks: How many.
        weekdays: 0 for Monday.
        exercises: Ids of exercises and routines.

    Raises:
        ProfileError: It is not possible, or has no day.
    """
    given = {"start": start, "weeks": weeks, "weekdays": weekdays, "exercises": exercises}
    new = {
        name: tuple(value) if isinstance(value, Sequence) else value
        for name, value in given.items()
        if value is not None
    }
    base = Plan(start=today, key=key) if old is None else replace(old, changes=old.changes + 1)
    if start is not None or weeks is not None:
        base = replace(base, until=None)
    if exercises is not None:
        # What one puts together oneself is nobody's prescription.
        base = replace(base, doses=(), by=None, note=None)
    try:
        plan = replace(base, **new)  # type: ignore[arg-type]  # each is of its field's type
    except ValueError as error:
        raise ProfileError("plan: {error}", error=error) from error
    if not due_days(plan):
        raise ProfileError("plan: none of these weekdays lies in it; choose more days or weeks")
    return plan


def parse_weekdays(text: str) -> tuple[int, ...]:
    """Weekdays that somebody typed: `daily`, `mon-fri`, `mon,wed,sat`.

    Raises:
        ProfileError: A word is none.
    """
    found: set[int] = set()
    for word in re.split(r"[,\s]+", text.strip().lower()):
        if word in EVERY_DAY:
            found |= set(range(7))
            continue
        ends = [_weekday(part) for part in word.split("-", 1)]
        span = (ends[-1] - ends[0]) % 7
        found |= {(ends[0] + n) % 7 for n in range(span + 1)}
    return tuple(sorted(found))


def _weekday(word: str) -> int:
    names = [name.lower() for name in WEEKDAYS]
    for number, name in enumerate(names):
        if len(word) >= 2 and name.startswith(word):
            return number
    hint = did_you_mean(word, [*names, *EVERY_DAY], "write mon,wed,fri or mon-fri or daily")
    raise ProfileError("{word!r}: no such day of the week; {hint}", word=word, hint=hint)
