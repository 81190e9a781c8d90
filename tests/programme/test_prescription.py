"""A therapist's file becomes a plan, and what is wrong with it is said in one line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from facecheck.core.errors import ProfileError
from facecheck.core.person import Dose, Plan
from facecheck.programme.prescription import prescribed
from facecheck.programme.schedule import due_days, planned

TODAY = date(2026, 11, 29)
GOOD: dict[str, Any] = {
    "schema": "facecheck.prescription/1",
    "by": "M. Example",
    "start": "2026-11-30",
    "until": "2026-12-09",
    "days": "mon,wed",
    "exercises": [
        {"exercise": "closed-smile", "sets": 2, "reps": 5, "hold_s": 3},
        {"exercise": "wink"},
    ],
    "note": "Stop when it hurts.",
}


def plan_of(**changes: Any) -> Plan:
    return prescribed({**GOOD, **changes}, "p.yaml", None, TODAY, "key")


def test_it_says_what_when_how_often_by_whom_and_until_when() -> None:
    plan = plan_of()
    assert plan.exercises == ("closed-smile", "wink")
    assert plan.doses == (Dose("closed-smile", 5, 3.0, 2), Dose("wink"))
    assert (plan.by, plan.note) == ("M. Example", "Stop when it hurts.")
    assert due_days(plan) == (
        date(2026, 11, 30),
        date(2026, 12, 2),
        date(2026, 12, 7),
        date(2026, 12, 9),
    )


def test_the_last_day_is_done_and_the_next_is_not() -> None:
    assert plan_of(days="daily").end == date(2026, 12, 10)


def test_a_calendar_learns_that_the_old_plan_is_replaced() -> None:
    old = Plan(TODAY, key="old", changes=3)
    plan = prescribed(GOOD, "p.yaml", old, TODAY, "new")
    assert (plan.key, plan.changes) == ("old", 4)


def test_a_plan_of_ones_own_is_no_prescription_any_more() -> None:
    own = planned(plan_of(), TODAY, "k", exercises=["squint"])
    assert (own.doses, own.by) == ((), None)
    longer = planned(plan_of(), TODAY, "k", weeks=4)
    assert longer.until is None
    assert longer.doses


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schema": "facecheck.plan/1"}, "its first line is: schema: facecheck.prescription/1"),
        ({"untill": "2026-12-01"}, "untill: unknown key; did you mean 'until'?"),
        ({"until": "2026-11-01"}, "until: 2026-11-01 is before the start, 2026-11-30"),
        ({"until": "soon"}, "until: 'soon' is no day"),
        ({"weeks": 2}, "give until or weeks, not both"),
        ({"exercises": []}, "exercises: a list, one at least"),
        ({"exercises": [{"reps": 3}]}, "exercises.0: say which"),
        ({"exercises": [{"exercise": "wink", "reps": 0}]}, "reps: 0 is no whole number"),
        ({"exercises": [{"exercise": "wink", "sets": 99}]}, "sets: 99 is no whole number"),
        ({"exercises": [{"exercise": "wink", "hold_s": "long"}]}, "hold_s: 'long' is no number"),
        ({"exercises": [{"exercise": "wink", "rep": 3}]}, "rep: unknown key; did you mean 'reps'?"),
        ({"exercises": [{"exercise": "wink"}] * 2}, "'wink' is there already; use sets"),
        ({"days": "never"}, "'never': no such day of the week"),
        (
            {"start": "2026-12-01", "until": "2026-12-01", "days": "mon"},
            "none of them lies between",
        ),
    ],
)
def test_what_is_wrong_is_said(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ProfileError) as caught:
        plan_of(**changes)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
