from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facecheck.core.person import Plan
from facecheck.programme.days import Day, Went, adherence, days_of, streak
from facecheck.programme.schedule import due_days

MONDAY = date(2026, 11, 23)
PLAN = Plan(MONDAY, weeks=12)
BOTH = frozenset({"squint", "jaw-open"})


def on(n: int) -> date:
    """The n-th day of the plan, 0 for the first."""
    return MONDAY + timedelta(days=n)


def lived(done: Collection[int], today: int, plan: Plan = PLAN) -> tuple[Day, ...]:
    """The days of a plan, of which those numbers were done in full."""
    return days_of(plan, BOTH, {on(n): BOTH for n in done}, on(today))


def test_days_go_as_they_went() -> None:
    plan = Plan(MONDAY, 1, (0, 1, 2, 3, 4, 5))
    done = {on(0): BOTH, on(1): {"squint"}, on(3): {"kiss"}, on(6): {"squint"}}
    assert [day.went for day in days_of(plan, BOTH, done, on(4))] == [
        Went.DONE,
        Went.PARTLY,
        Went.MISSED,
        Went.MISSED,
        Went.OPEN,
        Went.TO_COME,
        Went.TO_COME,
    ]
    sunday = days_of(plan, BOTH, done, on(6))[-1]
    assert (sunday.went, sunday.is_planned, sunday.practised) == (Went.FREE, False, True)


def test_a_day_on_which_the_rest_is_held_back_is_done_with_what_was_allowed() -> None:
    days = days_of(PLAN, BOTH, {on(0): {"squint"}}, on(1), lambda _on: {"jaw-open"})
    assert days[0].went is Went.DONE


def test_a_day_on_which_everything_was_held_back_is_no_missed_one() -> None:
    days = days_of(PLAN, BOTH, {on(0): BOTH}, on(2), lambda then: BOTH if then == on(1) else ())
    assert days[1].went is Went.HELD_BACK
    assert streak(days, on(2)).forgiven == ()
    assert adherence(days) == (1, 1)


@pytest.mark.parametrize(
    ("done", "today", "row", "forgiven"),
    [
        pytest.param([], 0, 0, [], id="the first day"),
        pytest.param([0], 0, 1, [], id="done today"),
        pytest.param([0], 1, 1, [], id="today is still to come"),
        pytest.param([0, 2], 2, 2, [1], id="one was missed"),
        pytest.param([0, 3], 3, 1, [], id="two of a week were missed"),
        pytest.param([0, 1, 2, 3, 4, 5, 7], 7, 7, [6], id="a sunday was missed"),
        pytest.param([0, 1, 2, 3, 4, 5, 8], 8, 7, [6, 7], id="a sunday, and the monday after"),
        pytest.param([0, 1], 3, 2, [2], id="yesterday was missed, and is forgiven"),
        pytest.param([0, 1], 4, 0, [], id="two days ago as well"),
        pytest.param([4], 5, 1, [], id="a late beginning"),
    ],
)
def test_a_row_forgives_one_day_a_week(
    done: list[int], today: int, row: int, forgiven: list[int]
) -> None:
    found = streak(lived(done, today), on(today))
    assert found.days == row
    assert found.forgiven == tuple(on(n) for n in forgiven)


days_done = st.sets(st.integers(0, 83))
todays = st.integers(0, 90)
weekdays = st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found)))


def oracle(done: set[int], today: int, plan: Plan) -> int:
    """The same by trying every first day: the longest span back from today that is allowed."""
    best = 0
    for first in range(84):
        span = [n for n in range(first, min(today, 83) + 1) if plan.start <= on(n)]
        missed = Counter(
            on(n).isocalendar()[:2]
            for n in span
            if on(n).weekday() in plan.weekdays and n not in done and n != today
        )
        if all(count <= 1 for count in missed.values()):
            best = max(best, sum(n in done for n in span))
    return best


@given(days_done, todays, weekdays)
def test_it_is_the_longest_span_in_which_no_week_misses_two(
    done: set[int], today: int, which: tuple[int, ...]
) -> None:
    plan = Plan(MONDAY, 12, which)
    assert streak(lived(done, today, plan), on(today)).days == oracle(done, today, plan)


@given(days_done, todays, st.integers(0, 83))
def test_a_day_more_never_shortens_a_row(done: set[int], today: int, more: int) -> None:
    row = streak(lived(done, today), on(today)).days
    assert streak(lived(done | {more}, today), on(today)).days >= row


@given(st.lists(st.integers(0, 6), min_size=12, max_size=12))
def test_a_day_missed_in_each_week_never_ends_it(missed: list[int]) -> None:
    done = set(range(84)) - {7 * week + day for week, day in enumerate(missed)}
    found = streak(lived(done, 84), on(84))
    assert found.days == 72


@given(days_done, todays)
def test_nobody_is_blamed_before_the_day_is_over(done: set[int], today: int) -> None:
    before = streak(lived(done - {today}, today), on(today)).days
    assert before == streak(lived(done, today), on(today)).days - (today in done and today < 84)


@given(days_done, todays, weekdays)
def test_adherence_counts_each_due_day_until_now_once(
    done: set[int], today: int, which: tuple[int, ...]
) -> None:
    plan = Plan(MONDAY, 12, which)
    practised, possible = adherence(lived(done, today, plan))
    due = [d for d in due_days(plan) if d < on(today) or (d == on(today) and today in done)]
    assert possible == len(due)
    assert practised == sum((d - MONDAY).days in done for d in due)
