from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus
from icalendar import Calendar

from facecheck.core.person import Plan
from facecheck.outputs.calendar import Reminders, calendar
from facecheck.outputs.vtimezone import observances, timezone_component
from facecheck.programme.schedule import due_days

pytestmark = pytest.mark.smoke

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

# Mondays and Wednesdays of four weeks; the clocks change on 28 March 2027.
FIRST = date(2027, 3, 15)
DAYS = [FIRST + timedelta(days=7 * week + day) for week in range(4) for day in (0, 2)]
REMINDERS = Reminders(
    key="a plan",
    changes=2,
    days=DAYS,
    weekdays=(0, 2),
    times=(time(8), time(19, 30)),
    zone=None,
    minutes=15,
    title="Face exercises",
    text="Squint, jaw; ä\n" + "long " * 40,
)


def read(reminders: Reminders = REMINDERS) -> Any:
    return Calendar.from_ical(calendar(reminders, NOW)[0])


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
    data, _ = calendar(REMINDERS, NOW)
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


def again(
    first: Reminders, second: Reminders, *, later: timedelta = timedelta(days=1)
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The entries of a file and of the one that is written after it, by their uid."""
    data, entries = calendar(first, NOW)
    changed, _ = calendar(second, NOW + later, entries)
    one, other = (Calendar.from_ical(text).events for text in (data, changed))
    return {str(e["uid"]): e for e in one}, {str(e["uid"]): e for e in other}


def test_a_reminder_that_was_taken_away_is_taken_back_in_the_calendar() -> None:
    before, after = again(REMINDERS, replace(REMINDERS, times=(time(8),)))
    assert before.keys() == after.keys()
    first, gone = after.values()
    assert (str(first["status"]), first["sequence"]) == ("CONFIRMED", 2)
    assert (str(gone["status"]), gone["sequence"]) == ("CANCELLED", 3)
    assert gone["dtstart"].dt == datetime.combine(FIRST, time(19, 30))
    assert gone.walk("VALARM") == []


def test_what_did_not_change_keeps_its_number_and_what_did_has_a_higher_one() -> None:
    _, same = again(REMINDERS, REMINDERS)
    assert [e["sequence"] for e in same.values()] == [2, 2]
    _, moved = again(REMINDERS, replace(REMINDERS, times=(time(8), time(20))))
    assert [e["sequence"] for e in moved.values()] == [2, 3]
    _, pinned = again(REMINDERS, replace(REMINDERS, zone=BERLIN))
    assert [e["sequence"] for e in pinned.values()] == [3, 3]


def test_another_plan_takes_back_the_entries_of_the_one_before() -> None:
    before, after = again(REMINDERS, replace(REMINDERS, key="another", times=(time(9),)))
    new = [uid for uid in after if uid not in before]
    assert [str(after[uid]["status"]) for uid in new] == ["CONFIRMED"]
    assert {str(after[uid]["status"]) for uid in before} == {"CANCELLED"}


def test_what_was_taken_back_and_is_wanted_again_has_a_higher_number_still() -> None:
    _, entries = calendar(REMINDERS, NOW)
    _, entries = calendar(replace(REMINDERS, times=(time(8),)), NOW, entries)
    data, entries = calendar(REMINDERS, NOW, entries)
    assert [e["sequence"] for e in Calendar.from_ical(data).events] == [2, 4]
    assert not any(entry.cancelled for entry in entries)


def test_what_is_over_is_not_taken_back() -> None:
    before, after = again(
        REMINDERS, replace(REMINDERS, times=(time(8),)), later=timedelta(days=400)
    )
    assert len(before) == 2
    assert len(after) == 1


ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "America/Santiago",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "Europe/Dublin",
    "Pacific/Auckland",
    "UTC",
)
"""Of both halves of the earth, of half and quarter hours, without and with odd summer times."""


@pytest.mark.parametrize("name", ZONES)
def test_the_zone_in_the_file_says_the_hour_that_the_zone_says(name: str) -> None:
    """Every day of two years at four hours, read by dateutil out of the file alone."""
    zone = ZoneInfo(name)
    first, last = date(2026, 1, 1), date(2027, 12, 31)
    component = timezone_component(zone, first, last)
    whole = Calendar()
    whole.add_component(component)
    there = tz.tzical(StringIO(whole.to_ical().decode())).get(name)
    assert there is not None
    for n in range((last - first).days + 1):
        for hour in (4, 8, 12, 19):
            local = datetime.combine(first + timedelta(days=n), time(hour, 30))
            assert local.replace(tzinfo=there).utcoffset() == zone.utcoffset(local), local


@pytest.mark.parametrize("name", ZONES)
def test_an_onset_is_in_the_offset_until_then(name: str) -> None:
    zone = ZoneInfo(name)
    found = list(observances(zone, date(2026, 1, 1), date(2027, 12, 31)))
    for before, after in pairwise(found):
        assert after.before == before.offset
        at = (after.onset - after.before).replace(tzinfo=UTC)
        assert at.astimezone(zone).utcoffset() == after.offset
        assert (at - timedelta(seconds=1)).astimezone(zone).utcoffset() == after.before
    if name == "Europe/Berlin":
        assert found[1].onset == datetime(2026, 3, 29, 2, 0)
        assert found[2].onset == datetime(2026, 10, 25, 3, 0)


@pytest.mark.parametrize("name", ZONES)
def test_a_second_library_reads_the_same_days_and_hours(name: str) -> None:
    """`ical`, which Home Assistant's calendars are made with."""
    made = replace(REMINDERS, zone=ZoneInfo(name))
    data, _ = calendar(made, NOW)
    read_back = IcsCalendarStream.calendar_from_ics(data.decode())
    assert [event.uid for event in read_back.events] == [str(e["uid"]) for e in read(made).events]
    begins = sorted(event.start_datetime for event in read_back.timeline)
    wanted = sorted(datetime.combine(d, at, made.zone) for d in DAYS for at in made.times)
    assert [then.astimezone(UTC) for then in begins] == [then.astimezone(UTC) for then in wanted]


def test_a_second_library_reads_what_is_taken_back() -> None:
    _, entries = calendar(REMINDERS, NOW)
    data, _ = calendar(replace(REMINDERS, times=(time(8),)), NOW, entries)
    events = IcsCalendarStream.calendar_from_ics(data.decode()).events
    assert [(event.status, event.sequence) for event in events] == [
        (EventStatus.CONFIRMED, 2),
        (EventStatus.CANCELLED, 3),
    ]
