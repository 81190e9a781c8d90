from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from facecheck.core.person import Plan
from facecheck.outputs.calendar import Reminders, calendar
from facecheck.programme.schedule import due_days

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

# Mondays and Wednesdays of four weeks; the clocks change on 28 March 2027.
FIRST = date(2027, 3, 15)
DAYS = [FIRST + timedelta(days=7 * week + day) for week in range(4) for day in (0, 2)]
REMINDERS = Reminders(
    key="a plan", changes=2, days=DAYS, weekdays=(0, 2), times=(time(8), time(19, 30)),
    zone=None, minutes=15, title="Face exercises", text="Squint, jaw; ä\n" + "long " * 40,
)  # fmt: skip


def read(reminders: Reminders = REMINDERS) -> Any:
    return Calendar.from_ical(calendar(reminders, NOW))


def occurrences(event: Any) -> list[Any]:
    """When an event takes place, as a calendar program works it out from the file."""
    start = event["dtstart"].dt
    rule = rrulestr(
        event["rrule"].to_ical().decode(),
        dtstart=start if isinstance(start, datetime) else datetime.combine(start, time()),
    )
    return list(rule)


def test_it_is_read_back_without_a_fault() -> None:
    made = read()
    assert (made["version"], str(made["prodid"])) == ("2.0", "-//facecheck//plan//EN")
    assert made.errors == []
    for event in made.events:
        assert event.errors == []
        assert str(event["summary"]) == "Face exercises"
        assert str(event["description"]) == REMINDERS.text
        assert event["dtstamp"].dt == NOW
        assert event["duration"].dt == timedelta(minutes=15)
        assert not set(event) & {"DTEND", "ATTENDEE", "ORGANIZER", "LOCATION"}


def test_its_lines_are_as_the_format_wants_them() -> None:
    data = calendar(REMINDERS, NOW)
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


@pytest.mark.parametrize("zone", [None, BERLIN, ZoneInfo("America/New_York")], ids=str)
def test_every_day_of_the_plan_has_an_entry_at_each_time_and_no_other_day(
    zone: ZoneInfo | None,
) -> None:
    events = read(replace(REMINDERS, zone=zone)).events
    for event, at in zip(events, REMINDERS.times, strict=True):
        assert [then.replace(tzinfo=None) for then in occurrences(event)] == [
            datetime.combine(day, at) for day in DAYS
        ]


def test_with_a_zone_it_stays_eight_o_clock_when_the_clocks_change() -> None:
    made = read(replace(REMINDERS, zone=BERLIN))
    (zone,) = made.timezones
    assert zone["tzid"] == "Europe/Berlin"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    in_utc = {then.astimezone(UTC).hour for then in occurrences(made.events[0])}
    assert in_utc == {7, 6}
    # The rule ends in UTC where the entry has a zone, or importers disagree on the last day.
    assert made.events[0]["rrule"]["until"] == [datetime(2027, 4, 7, 6, 0, tzinfo=UTC)]


def test_without_a_zone_times_are_those_of_wherever_one_is() -> None:
    made = read()
    assert made.timezones == []
    assert made.events[0]["dtstart"].dt.tzinfo is None
    assert made.events[0]["rrule"]["until"][0].tzinfo is None


def test_each_entry_rings_when_it_begins() -> None:
    for event in read().events:
        (alarm,) = event.walk("VALARM")
        assert (str(alarm["action"]), alarm["trigger"].dt) == ("DISPLAY", timedelta(0))
        assert str(alarm["description"])


def test_without_times_days_are_whole_and_silent() -> None:
    (event,) = read(replace(REMINDERS, times=(), zone=BERLIN)).events
    assert event["dtstart"].dt == FIRST
    assert [then.date() for then in occurrences(event)] == DAYS
    assert event.walk("VALARM") == []
    assert event["duration"].dt == timedelta(days=1)


def test_a_changed_plan_replaces_its_entries_and_no_others() -> None:
    uids = [str(event["uid"]) for event in read().events]
    again = read(replace(REMINDERS, changes=3, times=(time(9), time(20)))).events
    assert [str(event["uid"]) for event in again] == uids
    assert [event["sequence"] for event in again] == [3, 3]
    other = [str(event["uid"]) for event in read(replace(REMINDERS, key="another")).events]
    assert len({*uids, *other}) == 4


plans = st.builds(
    Plan,
    start=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    weeks=st.integers(1, 60),
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found))),
)
zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney"])


@settings(max_examples=30, deadline=None)
@given(plans, st.times().map(lambda at: at.replace(microsecond=0, second=0)), st.none() | zones)
def test_the_rule_is_true_of_any_plan_time_and_zone(plan: Plan, at: time, name: str | None) -> None:
    zone = None if name is None else ZoneInfo(name)
    made = read(
        replace(REMINDERS, days=due_days(plan), weekdays=plan.weekdays, times=(at,), zone=zone)
    )
    (event,) = made.events
    assert [then.replace(tzinfo=None) for then in occurrences(event)] == [
        datetime.combine(day, at) for day in due_days(plan)
    ]
    assert len(made.timezones) == (zone is not None)
