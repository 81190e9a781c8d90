from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facecheck.core.errors import ProfileError
from facecheck.core.person import Plan
from facecheck.programme.schedule import due_days, is_due, parse_weekdays, planned, week_of

TODAY = date(2026, 11, 21)  # a Saturday
MONDAY = date(2026, 11, 23)

plans = st.builds(
    Plan,
    start=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    weeks=st.integers(1, 20),
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found))),
)


def test_a_plan_is_twelve_weeks_of_every_day_from_today_unless_said_otherwise() -> None:
    plan = planned(None, TODAY, "key")
    assert due_days(plan)[0] == TODAY
    assert len(due_days(plan)) == 84
    assert due_days(plan)[-1] == date(2027, 2, 12)
    assert plan.exercises == ("circuit",)


@given(plans)
def test_every_week_of_a_plan_has_its_weekdays(plan: Plan) -> None:
    days = due_days(plan)
    assert len(days) == plan.weeks * len(plan.weekdays)
    assert {on.weekday() for on in days} == set(plan.weekdays)
    assert all(is_due(plan, on) for on in days)
    assert not is_due(plan, plan.start - timedelta(days=1))
    assert not is_due(plan, plan.end)
    assert {week_of(plan, on) for on in days} == set(range(1, plan.weeks + 1))


def test_a_change_leaves_the_rest_and_is_counted() -> None:
    plan = planned(None, TODAY, "key", start=MONDAY, weekdays=(0, 2))
    changed = planned(plan, TODAY, "another", weeks=8)
    assert (changed.start, changed.weekdays, changed.weeks) == (MONDAY, (0, 2), 8)
    assert (changed.key, changed.changes) == ("key", 1)


@pytest.mark.parametrize("weeks", [0, 105])
def test_a_plan_that_is_not_possible_is_one_line(weeks: int) -> None:
    with pytest.raises(ProfileError, match="plan: weeks must be 1 to 104"):
        planned(None, TODAY, "key", weeks=weeks)


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("daily", (0, 1, 2, 3, 4, 5, 6)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("Sat-Mon", (0, 5, 6)),
        ("mon, wednesday sa", (0, 2, 5)),
        ("su su", (6,)),
    ],
)
def test_weekdays_are_read_as_people_write_them(text: str, weekdays: tuple[int, ...]) -> None:
    assert parse_weekdays(text) == weekdays


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fryday", "'fryday': no such day of the week; did you mean 'friday'?"),
        ("m", "'m': no such day of the week; write mon,wed,fri"),
        ("", "'': no such day"),
        ("mon-", "'': no such day"),
        ("mon-xyz-fri", "no such day"),
    ],
)
def test_a_word_that_is_no_weekday_is_one_line(text: str, says: str) -> None:
    with pytest.raises(ProfileError) as caught:
        parse_weekdays(text)
    assert says in str(caught.value)
