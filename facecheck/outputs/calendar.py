"""A plan as an iCalendar file (RFC 5545), which phones and computers import."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from facecheck.core.person import CalendarEntry
from facecheck.outputs.vtimezone import timezone_component

_NAMESPACE = uuid.UUID("5b8f6d1c-3f0e-5c58-9c55-3a1f0a1f6f6e")
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Reminders:
    """What the calendar shall have.

    Attributes:
        key: Names the plan: the same key again replaces its entries in a calendar.
        changes: How often the plan was changed: the number of an entry that nobody remembers.
        days: On which days, rising; none where the plan is gone.
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


def calendar(
    reminders: Reminders, now: datetime, before: Sequence[CalendarEntry] = ()
) -> tuple[bytes, tuple[CalendarEntry, ...]]:
    """The calendar file, and what it has, to be given as `before` the next time.

    An entry that was in a file before and is gone now stands there as cancelled, with a higher
    sequence number: else it would go on ringing. One that changed has a higher number too.

    Args:
        reminders: What it shall have.
        now: This moment, with its zone: when the file says it was made.
        before: What the files before it had.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//facecheck//plan//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", reminders.title)
    known = {entry.uid: entry for entry in before}
    entries: list[CalendarEntry] = []
    if reminders.zone is not None and reminders.times and reminders.days:
        # Without the zone's rules in the file, an importer may not know when its clocks change.
        made.add_component(
            timezone_component(reminders.zone, reminders.days[0], reminders.days[-1])
        )
    for number, at in enumerate((reminders.times or (None,)) if reminders.days else ()):
        event, entry = _event(reminders, number, at, now, known)
        made.add_component(event)
        entries.append(entry)
    for entry in before:
        if entry.uid in {each.uid for each in entries} or entry.last < now.date():
            continue
        gone = (
            entry
            if entry.cancelled
            else replace(entry, cancelled=True, sequence=entry.sequence + 1)
        )
        made.add_component(_cancelled(gone, reminders.title, now))
        entries.append(gone)
    return bytes(made.to_ical()), tuple(entries)


def _event(
    reminders: Reminders,
    number: int,
    at: time | None,
    now: datetime,
    known: dict[str, CalendarEntry],
) -> tuple[Any, CalendarEntry]:
    from icalendar import Alarm, Event, vRecur

    uid = f"{uuid.uuid5(_NAMESPACE, f'{reminders.key}/{number}')}@facecheck"
    start, until = _ends(reminders, at)
    length = timedelta(days=1) if at is None else timedelta(minutes=reminders.minutes)
    codes = [_CODES[weekday] for weekday in reminders.weekdays]
    entry = _entry(uid, known.get(uid), reminders, start, (until, length, codes))
    event = Event()
    event.add("uid", uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("status", "CONFIRMED")
    event.add("summary", reminders.title)
    event.add("description", reminders.text)
    event.add("transp", "TRANSPARENT")
    event.add("dtstart", start)
    event.add("duration", length)
    event.add("rrule", vRecur({"freq": "weekly", "byday": codes, "until": until}))
    if at is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", reminders.title)
        alarm.add("trigger", timedelta(0))
        event.add_component(alarm)
    return event, entry


def _entry(
    uid: str, known: CalendarEntry | None, reminders: Reminders, start: date, rest: object
) -> CalendarEntry:
    """What is remembered of an entry; its number rises when anything of it is otherwise."""
    zone = None if reminders.zone is None else reminders.zone.key
    told = repr((start, zone, rest, reminders.title, reminders.text))
    mark = hashlib.sha256(told.encode()).hexdigest()[:16]
    sequence = reminders.changes
    if known is not None:
        sequence = known.sequence + (known.cancelled or known.mark != mark)
    plain = start.replace(tzinfo=None) if isinstance(start, datetime) else start
    return CalendarEntry(uid, sequence, mark, plain.isoformat(), reminders.days[-1])


def _cancelled(entry: CalendarEntry, title: str, now: datetime) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("status", "CANCELLED")
    event.add("summary", title)
    whole_day = "T" not in entry.start
    event.add(
        "dtstart",
        date.fromisoformat(entry.start) if whole_day else datetime.fromisoformat(entry.start),
    )
    return event


def _ends(reminders: Reminders, at: time | None) -> tuple[date, date]:
    """The first entry, and the last as the rule wants it: in UTC where the entry has a zone."""
    first, last = reminders.days[0], reminders.days[-1]
    if at is None:
        return first, last
    zone = reminders.zone
    start, until = (datetime.combine(on, at, tzinfo=zone) for on in (first, last))
    return start, until if zone is None else until.astimezone(UTC)
