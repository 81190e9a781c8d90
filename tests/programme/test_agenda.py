from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from facecheck.core.person import Effect, Injection, Person, Plan
from facecheck.programme.agenda import Agenda, agenda, remarks

MONDAY = date(2026, 11, 23)
PLAN = Plan(MONDAY, 12, (0, 1, 2, 3, 4, 5))


@dataclass(frozen=True)
class Some:
    id: str
    involves: tuple[Effect, ...] = ()

    @property
    def title(self) -> str:
        return self.id.title()


PRESS, OPEN = Some("press", ("pressing",)), Some("open")
ALL = {"press", "open"}


def at(n: int, done: dict[int, Collection[str]], person: Person | None = None) -> Agenda:
    """The n-th day of the plan, after what was done on days before and on it."""
    by_day = {MONDAY + timedelta(days=k): found for k, found in done.items()}
    on = MONDAY + timedelta(days=n)
    return agenda(PLAN, [PRESS, OPEN], person or Person(), by_day, on)


def injected(days_before: int) -> Person:
    on = MONDAY - timedelta(days=days_before)
    return Person(injections=(Injection(on, wait_days=7, advised=True),))


def test_what_is_done_is_not_due_and_what_is_held_back_is_neither() -> None:
    day = at(0, {0: {"open"}}, injected(1))
    assert [(item.exercise, item.state) for item in day.items] == [
        ("press", "held back"),
        ("open", "done"),
    ]
    assert day.due_exercises == ()
    assert remarks(day)[0] == "All that is allowed today is done."


@pytest.mark.parametrize(
    ("n", "done", "says"),
    [
        pytest.param(-2, {}, ["Your plan starts on 23 November 2026."], id="before it starts"),
        pytest.param(0, {}, [], id="the first day"),
        pytest.param(3, {}, ["Today is a good day to begin."], id="nothing was done yet"),
        pytest.param(
            0,
            {0: ALL},
            ["All done for today.", "Week 1 of 12: 1 day in a row, 1 of 1 day so far."],
            id="done",
        ),
        pytest.param(
            6,
            dict.fromkeys(range(6), ALL),
            [
                "Nothing is planned for today; rest is part of it. Next: 30 November 2026.",
                "Week 1 of 12: 6 days in a row, 6 of 6 days so far.",
            ],
            id="sunday",
        ),
        pytest.param(
            2,
            {0: ALL},
            [
                "Yesterday was missed; one a week is forgiven.",
                "Week 1 of 12: 1 day in a row, 1 of 2 days so far.",
            ],
            id="after a missed day",
        ),
        pytest.param(
            5, {0: ALL}, ["Good to see you again. Today is a fresh start."], id="after many"
        ),
        pytest.param(84, {0: ALL}, ["The 12 weeks are over: 1 of 72 days done."], id="over"),
    ],
)
def test_it_says_how_things_stand_and_scolds_nobody(
    n: int, done: dict[int, Collection[str]], says: list[str]
) -> None:
    assert list(remarks(at(n, done))) == says


def test_a_day_on_which_all_is_held_back_is_no_missed_one() -> None:
    plan = Plan(MONDAY)
    on = MONDAY + timedelta(days=1)
    day = agenda(plan, [PRESS], injected(1), {}, on)
    assert remarks(day) == ("Everything is held back today; such a day is no missed one.",)
    assert day.streak.days == 0
