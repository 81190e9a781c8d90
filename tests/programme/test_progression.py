from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from facecheck.core.person import Dose, Plan
from facecheck.programme.progression import MOST_REPS, DoneSet, easily_more, raised

EASY = [DoneSet(date(2026, 3, n), 3, 5.0, True, 95) for n in (2, 4, 5)]
PLAN = Plan(date(2026, 3, 1), exercises=("squint",))


def test_what_was_easy_three_days_running_may_be_held_longer() -> None:
    assert easily_more(3, 5.0, EASY) == (3, 6.0)
    assert easily_more(3, 5.0, EASY[1:]) is None


@pytest.mark.parametrize(
    "last",
    [
        {"complete": False},
        {"score": 80},
        {"score": None},
        {"missed": 1},
        {"pain": True},
        {"hold_s": 4.0},
    ],
)
def test_one_day_that_was_not_easy_and_nothing_is_offered(last: dict[str, Any]) -> None:
    assert easily_more(3, 5.0, [*EASY[:2], replace(EASY[2], **last)]) is None


def test_a_hard_day_long_ago_is_over() -> None:
    assert easily_more(3, 5.0, [replace(EASY[0], on=date(2026, 3, 1), pain=True), *EASY])


def test_after_the_longest_hold_repetitions_are_added_up_to_a_bound() -> None:
    longest = [replace(one, hold_s=10.0) for one in EASY]
    assert easily_more(3, 10.0, longest) == (4, 10.0)
    most = [replace(one, hold_s=10.0, reps=MOST_REPS) for one in EASY]
    assert easily_more(MOST_REPS, 10.0, most) is None
    without = [replace(one, hold_s=0.0) for one in EASY]
    assert easily_more(3, 0.0, without) == (4, 0.0)


def test_a_raised_plan_asks_for_it_and_keeps_the_rest() -> None:
    plan = replace(PLAN, doses=(Dose("squint", sets=2), Dose("wink", 5)))
    assert raised(plan, "squint", 3, 6.0).doses == (Dose("wink", 5), Dose("squint", 3, 6.0, 2))
    with pytest.raises(ValueError, match="clinician"):
        raised(replace(plan, by="Dr. A"), "squint", 3, 6.0)
