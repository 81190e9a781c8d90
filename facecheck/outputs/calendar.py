"""A plan as an iCalendar file (RFC 5545), which phones and computers import."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_NAMESPACE = uuid.UUID("5b8f6d1c-3f0e-5c58-9c55-3a1f0a1f6f6e")
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Reminders:
    """What the calendar shall have.

    Attributes:
        key: Names the plan: the same key again replaces its entries in a calendar.
        changes: How often the plan was changed; the higher one wins there.
        days: On which days, rising, at least one.
        weekdays: The weekdays of those days, 0 for Monday.
        times: An entry with an alarm at each; without any, an entry for the whole day.
        zone: Where the times are; None for wherever the person is then.
        minutes: How long an entry is.
        title: What an entry is called.
        text: What stands in it.
    """

    key: str
    changes: int
    days: Sequence[date]
    weekdays: Sequence[int]
    times: Sequence[time]
    zone: ZoneInfo | None
    minutes: int
    title: str
    text: str


def calendar(reminders: Reminders, now: datetime) -> bytes:
    """The calendar file.

    Args:
        reminders: What it shall have.
        now: This moment, with its zone: when the file says it was made.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//facecheck//plan//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", reminders.title)
    for number, at in enumerate(reminders.times or (None,)):
        made.add_component(_event(reminders, number, at, now))
    if reminders.zone is not None and reminders.times:
        # Without the zone's rules in the file, an importer may not know when its clocks change.
        made.add_missing_timezones(reminders.days[0], reminders.days[-1] + timedelta(days=1))
    return bytes(made.to_ical())


def _event(reminders: Reminders, number: int, at: time | None, now: datetime) -> Any:
    from icalendar import Alarm, Event, vRecur

    event = Event()
    event.add("uid", f"{uuid.uuid5(_NAMESPACE, f'{reminders.key}/{number}')}@facecheck")
    event.add("sequence", reminders.changes)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", reminders.title)
    event.add("description", reminders.text)
    event.add("transp", "TRANSPARENT")
    start, until = _ends(reminders, at)
    event.add("dtstart", start)
    event.add("duration", timedelta(days=1) if at is None else timedelta(minutes=reminders.minutes))
    codes = [_CODES[weekday] for weekday in reminders.weekdays]
    event.add("rrule", vRecur({"freq": "weekly", "byday": codes, "until": until}))
    if at is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", reminders.title)
        alarm.add("trigger", timedelta(0))
        event.add_component(alarm)
    return event


def _ends(reminders: Reminders, at: time | None) -> tuple[date, date]:
    """The first entry, and the last as the rule wants it: in UTC where the entry has a zone."""
    first, last = reminders.days[0], reminders.days[-1]
    if at is None:
        return first, last
    zone = reminders.zone
    start, until = (datetime.combine(on, at, tzinfo=zone) for on in (first, last))
    return start, until if zone is None else until.astimezone(UTC)
