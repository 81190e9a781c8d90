"""When a plan may ask for more: what was easy, day after day, and a little more of it.

Nothing is raised by itself, and nothing is promised of it: the person is asked. A prescription is
its clinician's, and is never raised here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from facecheck.core.person import Dose, Plan

EASY_DAYS = 3
"""Days on which it was done, one after the other, all of them easy."""
EASY_SCORE = 90
"""Of 100, for every repetition: held for long enough, and with hardly a fault."""
MORE_S, MOST_S = 1.0, 10.0
"""A hold becomes longer by this, up to this; then repetitions are added."""
MOST_REPS = 10


@dataclass(frozen=True, slots=True)
class DoneSet:
    """One set as it was done.

    Attributes:
        on: The day.
        reps: Repetitions asked for.
        hold_s: Seconds asked to be held.
        complete: Whether all of them counted.
        score: Of its poorest repetition, 0 to 100; None where nothing was attempted.
        missed: Attempts that did not count.
        pain: Whether it was stopped because it hurt.
    """

    on: date
    reps: int
    hold_s: float
    complete: bool
    score: int | None
    missed: int = 0
    pain: bool = False

    @property
    def easy(self) -> bool:
        """Whether it was."""
        good = self.score is not None and self.score >= EASY_SCORE
        return self.complete and good and not self.missed and not self.pain


def easily_more(reps: int, hold_s: float, done: Iterable[DoneSet]) -> tuple[int, float] | None:
    """A little more than what was easy, as repetitions and seconds; None where it was not.

    Args:
        reps: Repetitions that the plan asks for now.
        hold_s: Seconds to hold, likewise.
        done: The exercise's sets, in order of time.

    >>> day = [DoneSet(date(2026, 3, n), 3, 5.0, True, 96) for n in (1, 2, 4)]
    >>> easily_more(3, 5.0, day)
    (3, 6.0)
    >>> easily_more(3, 5.0, day[:2]) is None
    True
    """
    sets = list(done)
    days = sorted({one.on for one in sets})[-EASY_DAYS:]
    late = [one for one in sets if one.on in days]
    asked = all((one.reps, one.hold_s) == (reps, hold_s) for one in late)
    if len(days) < EASY_DAYS or not asked or not all(one.easy for one in late):
        return None
    if 0.0 < hold_s < MOST_S:
        return reps, min(hold_s + MORE_S, MOST_S)
    return (reps + 1, hold_s) if reps < MOST_REPS else None


def raised(plan: Plan, exercise: str, reps: int, hold_s: float) -> Plan:
    """A plan that asks for more of one exercise from now on.

    Args:
        plan: Not a prescription.
        exercise: Its id.
        reps: Repetitions from now on.
        hold_s: Seconds to hold from now on.

    Raises:
        ValueError: It is a prescription.
    """
    if plan.by is not None:
        raise ValueError("a prescription is its clinician's to change")
    others = tuple(dose for dose in plan.doses if dose.exercise != exercise)
    before = next((dose for dose in plan.doses if dose.exercise == exercise), Dose(exercise))
    dose = replace(before, reps=reps, hold_s=hold_s)
    return replace(plan, doses=(*others, dose), changes=plan.changes + 1)
