"""A time zone as an iCalendar file has it (RFC 5545, section 3.6.5).

`icalendar` makes such components too, but has the onset of summer time at 03:00 where the standard
counts it in the offset that holds until then: 02:00 in Berlin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

STEP = timedelta(days=1)
"""How far apart a zone's offset is looked at; no zone changes it twice within so long and back."""

RESOLUTION = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Observance:
    """A stretch in which a zone's offset stays the same.

    Attributes:
        onset: When it begins, by the clocks as they stood until then.
        before: The offset until then.
        offset: The offset from then on.
        name: What the zone is called in it, such as CET.
        summer: Whether it is daylight-saving time.
    """

    onset: datetime
    before: timedelta
    offset: timedelta
    name: str
    summer: bool


def observances(zone: ZoneInfo, first: date, last: date) -> Iterator[Observance]:
    """What holds on a first day, and every change until the end of a last.

    Args:
        zone: The zone.
        first: The first day.
        last: The last, itself included.
    """
    # A day to either side: the days are the zone's own, and offsets reach from -12 to +14 hours.
    begin = datetime.combine(first - STEP, time(), UTC)
    end = datetime.combine(last + 2 * STEP, time(), UTC)
    held = _offset(zone, begin)
    yield _observance(zone, begin, held)
    at = begin
    while at < end:
        following = at + STEP
        if _state(zone, following) != _state(zone, at):
            change = _change(zone, at, following)
            yield _observance(zone, change, _offset(zone, change - RESOLUTION))
        at = following


def timezone_component(zone: ZoneInfo, first: date, last: date) -> Any:
    """The component of a zone that holds from a first day to a last."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    made = Timezone()
    made.add("tzid", zone.key)
    for each in observances(zone, first, last):
        part = TimezoneDaylight() if each.summer else TimezoneStandard()
        part.add("dtstart", each.onset)
        part.add("tzoffsetfrom", each.before)
        part.add("tzoffsetto", each.offset)
        part.add("tzname", each.name)
        made.add_component(part)
    return made


def _observance(zone: ZoneInfo, at: datetime, before: timedelta) -> Observance:
    there = at.astimezone(zone)
    return Observance(
        onset=(at + before).replace(tzinfo=None),
        before=before,
        offset=_offset(zone, at),
        name=there.tzname() or "",
        summer=bool(there.dst()),
    )


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second at which it is otherwise than before."""
    was = _state(zone, before)
    while after - before > RESOLUTION:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle <= before:
            break
        if _state(zone, middle) == was:
            before = middle
        else:
            after = middle
    return after


def _state(zone: ZoneInfo, at: datetime) -> tuple[timedelta, str | None]:
    there = at.astimezone(zone)
    return _offset(zone, at), there.tzname()


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
