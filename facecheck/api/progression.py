"""What of a person's plan was easy of late, and raising it when they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from facecheck.api.catalogue import dosed, wanted
from facecheck.core.days import DaySpan
from facecheck.core.errors import ProfileError
from facecheck.engine.spec.exercise import Exercise
from facecheck.programme.progression import DoneSet, easily_more, raised
from facecheck.store.history import History
from facecheck.store.profile import Profile, update_profile

BACK = timedelta(days=28)
"""What was easy longer ago says little of today."""


@dataclass(frozen=True, slots=True)
class Offer:
    """More of one exercise.

    Attributes:
        exercise: As the plan asks for it now.
        reps: Repetitions that are offered.
        hold_s: Seconds to hold that are offered.
    """

    exercise: Exercise
    reps: int
    hold_s: float


def offers(
    profile: Profile, history: History, on: date, folders: Sequence[Path] = ()
) -> list[Offer]:
    """What may be raised of a person's plan; nothing of a prescription.

    Args:
        profile: The person's.
        history: Theirs, open.
        on: The day.
        folders: With further exercise files.

    Raises:
        HistoryError: The history cannot be read.
        SpecError: The plan names an exercise that is not there.
    """
    plan = profile.plan
    if plan is None or plan.by is not None:
        return []
    asked = {e.id: e for e in dosed(wanted(plan.exercises, folders), plan, again=True)}
    done: dict[str, list[DoneSet]] = {name: [] for name in asked}
    for session in history.sessions(DaySpan(on - BACK)):
        for each in session.sets:
            if session.counts and each.exercise in done:
                attempts = [record.attempt for record in each.attempts]
                done[each.exercise].append(
                    DoneSet(
                        session.day,
                        each.reps,
                        each.hold_s,
                        each.complete,
                        min((a.score for a in attempts), default=None),
                        sum(not a.counted for a in attempts),
                        each.pain,
                    )
                )
    found = []
    for name, exercise in asked.items():
        if isinstance(exercise, Exercise):
            more = easily_more(exercise.reps, exercise.hold_s, done[name])
            if more is not None:
                found.append(Offer(exercise, *more))
    return found


def take_offer(
    name: str, history: History, on: date, place: Path, folders: Sequence[Path] = ()
) -> Offer:
    """Raise the plan by what is offered of an exercise; what was taken.

    Args:
        name: The exercise's id.
        history: The person's, open.
        on: The day.
        place: Their profile's file.
        folders: With further exercise files.

    Raises:
        ProfileError: Nothing of it is offered.
    """
    taken: list[Offer] = []

    def changed(old: Profile) -> Profile:
        offer = next((o for o in offers(old, history, on, folders) if o.exercise.id == name), None)
        if offer is None or old.plan is None:
            raise ProfileError(
                "{name}: more of it is offered once it was easy on three days; what there is: "
                "facecheck plan",
                name=name,
            )
        taken.append(offer)
        return replace(old, plan=raised(old.plan, name, offer.reps, offer.hold_s))

    update_profile(changed, place)
    return taken[-1]
