"""A prescription: what a therapist asks for, as a file that becomes a plan.

schema: facecheck.prescription/1
by: M. Example, physiotherapist
start: 2026-11-30
until: 2027-01-31
days: mon-fri
exercises:
  - {exercise: closed-smile, sets: 2, reps: 5, hold_s: 3}
  - {exercise: wink}
note: Stop when it hurts, and tell me.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from facecheck.core.errors import ProfileError
from facecheck.core.person import MOST_WEEKS, Dose, Plan
from facecheck.core.text import did_you_mean
from facecheck.programme.schedule import due_days, parse_weekdays
from facecheck.programme.user_input import parse_day

SCHEMA: Final = "facecheck.prescription/1"
KEYS: Final = ("schema", "by", "start", "until", "weeks", "days", "exercises", "note")
DOSE_KEYS: Final = ("exercise", "sets", "reps", "hold_s")


def prescribed(
    data: Mapping[str, Any], place: str, old: Plan | None, today: date, key: str
) -> Plan:
    """The plan that a prescription asks for.

    Args:
        data: What the file says.
        place: Its name, for messages.
        old: The plan until now; calendars then replace its entries.
        today: What `today` and `tomorrow` mean.
        key: Names a new plan in calendars.

    Raises:
        ProfileError: Something is wrong with it; the message says the key, and what it may be.
    """
    if data.get("schema") != SCHEMA:
        raise ProfileError(
            "{place}: no prescription; its first line is: schema: {schema}",
            place=place,
            schema=SCHEMA,
        )
    _keys(data, KEYS, place)
    start = _day(data, "start", place, today) or today
    until = _day(data, "until", place, today)
    weeks = data.get("weeks")
    if until is not None and weeks is not None:
        raise ProfileError("{place}: give until or weeks, not both", place=place)
    if until is not None:
        if until < start:
            raise ProfileError(
                "{place}: until: {until} is before the start, {start}",
                place=place,
                until=until,
                start=start,
            )
        weeks = (until - start).days // 7 + 1
    weeks = _integer(12 if weeks is None else weeks, "weeks", place, MOST_WEEKS)
    doses = _doses(data.get("exercises"), place)
    base = Plan(start=today, key=key) if old is None else replace(old, changes=old.changes + 1)
    try:
        plan = replace(
            base,
            start=start,
            weeks=weeks,
            until=until,
            weekdays=parse_weekdays(_text(data, "days", place) or "daily"),
            exercises=tuple(dose.exercise for dose in doses),
            doses=doses,
            by=_text(data, "by", place),
            note=_text(data, "note", place),
        )
    except ValueError as error:
        raise ProfileError("{place}: {error}", place=place, error=error) from error
    if not due_days(plan):
        raise ProfileError(
            "{place}: days: none of them lies between {start} and {until}",
            place=place,
            start=start,
            until=until,
        )
    return plan


def _doses(rows: Any, place: str) -> tuple[Dose, ...]:
    if not isinstance(rows, list) or not rows:
        raise ProfileError(
            "{place}: exercises: a list, one at least: - {{exercise: closed-smile}}", place=place
        )
    out: list[Dose] = []
    for n, row in enumerate(rows):
        where = f"{place}: exercises.{n}"
        if not isinstance(row, dict) or not isinstance(row.get("exercise"), str):
            raise ProfileError(
                "{where}: say which: {{exercise: closed-smile, reps: 5}}", where=where
            )
        _keys(row, DOSE_KEYS, where)
        hold_s = row.get("hold_s")
        if hold_s is not None and (isinstance(hold_s, bool) or not isinstance(hold_s, int | float)):
            raise ProfileError(
                "{where}: hold_s: {hold_s!r} is no number of seconds", where=where, hold_s=hold_s
            )
        reps = row.get("reps")
        try:
            dose = Dose(
                row["exercise"],
                None if reps is None else _integer(reps, "reps", where, 1000),
                None if hold_s is None else float(hold_s),
                _integer(row.get("sets", 1), "sets", where, 20),
            )
        except ValueError as error:
            raise ProfileError("{where}: {error}", where=where, error=error) from error
        if dose.exercise in {known.exercise for known in out}:
            raise ProfileError(
                "{where}: '{exercise}' is there already; use sets",
                where=where,
                exercise=dose.exercise,
            )
        out.append(dose)
    return tuple(out)


def _keys(data: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    for key in data:
        if key not in known:
            raise ProfileError(
                "{place}: {key}: unknown key; {did_you_mean}",
                place=place,
                key=key,
                did_you_mean=did_you_mean(str(key), known),
            )


def _integer(value: Any, key: str, place: str, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise ProfileError(
            "{place}: {key}: {value!r} is no whole number of 1 to {most}",
            place=place,
            key=key,
            value=value,
            most=most,
        )
    return value


def _text(data: Mapping[str, Any], key: str, place: str) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    text = " ".join(str(value).split())
    if isinstance(value, dict | list) or not text or len(text) > 300:
        raise ProfileError("{place}: {key}: words, 300 letters at most", place=place, key=key)
    return text


def _day(data: Mapping[str, Any], key: str, place: str, today: date) -> date | None:
    value = data.get(key)
    if value is None:
        return None
    try:
        return parse_day(str(value), today)
    except ValueError as error:
        raise ProfileError("{place}: {key}: {error}", place=place, key=key, error=error) from error
