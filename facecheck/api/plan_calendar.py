"""The entries that a plan's calendar file must have."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from facecheck.core.person import Plan
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.outputs.calendar import Reminders
from facecheck.programme.schedule import due_days
from facecheck.store.profile import Profile

MINUTES = 15
"""How long an entry of the calendar is; nobody knows how often somebody rests."""


def reminders_of(
    plan: Plan, exercises: Sequence[AnyExercise], profile: Profile, zone: ZoneInfo | None = None
) -> Reminders:
    """An entry for each day of a plan, at the person's reminders.

    Args:
        plan: The plan.
        exercises: Its exercises, routines written out.
        profile: Whose.
        zone: Where the times are; None for wherever the person is then.
    """
    titles = ", ".join(exercise.title for exercise in exercises)
    return Reminders(
        key=plan.key,
        changes=plan.changes,
        days=due_days(plan),
        weekdays=plan.weekdays,
        times=profile.person.reminders,
        zone=zone,
        minutes=MINUTES,
        title="Face exercises",
        text=f"{titles}.\nTo begin: facecheck today --start",
    )
