"""May this person do this exercise on this day? Held back with reason, source and end, or allowed.

Facts are the person's own. facecheck makes no diagnosis, and what it allows is not thereby safe.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from facecheck.core.person import Effect, Injection, Person
from facecheck.programme.conditions import (
    AFTER_INJECTION,
    CONDITIONS,
    DEVICE_SOURCE,
    NOTED_AFTER_INJECTION,
    WAIT_SOURCE,
)
from facecheck.programme.wording import day, days


class Involved(Protocol):
    """An exercise, as far as cautions are concerned."""

    @property
    def id(self) -> str:
        """Its name in files."""

    @property
    def title(self) -> str:
        """Its name for people."""

    @property
    def involves(self) -> tuple[Effect, ...]:
        """What it does beyond moving the face's own muscles."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground for a caution.

    Attributes:
        why: A sentence or two, ending in a full stop.
        source: Where the caution comes from.
        back_on: The first day it no longer holds; None while its cause stays in the profile.
    """

    why: str
    source: str
    back_on: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the cautions say of one exercise on one day.

    Attributes:
        exercise: Its id.
        title: What people call it.
        held_back: Why it is not to be done; empty when it may be.
        notes: What to mind when it is done.
    """

    exercise: str
    title: str
    held_back: tuple[Reason, ...]
    notes: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing holds it back."""
        return not self.held_back

    @property
    def back_on(self) -> date | None:
        """The first day it is allowed; None when it is, or when no day is known."""
        ends = [reason.back_on for reason in self.held_back]
        return None if None in ends else max((end for end in ends if end is not None), default=None)

    @property
    def line(self) -> str:
        """Why it is held back and until when, in one line; empty when it is allowed."""
        if self.allowed:
            return ""
        back = self.back_on
        until = f" until {day(back)}" if back is not None else ""
        why = " ".join(f"{reason.why} (Source: {reason.source}.)" for reason in self.held_back)
        return f"{self.exercise}: held back{until}: {why}"


def judge(exercise: Involved, person: Person, on: date) -> Verdict:
    """What the cautions say of an exercise.

    Args:
        exercise: What would be done.
        person: Who would do it.
        on: The day.
    """
    involved = frozenset(exercise.involves)
    held: list[Reason] = []
    notes: list[Reason] = []
    for injection in person.injections:
        if injection.on <= on < injection.back_on:
            if involved & AFTER_INJECTION:
                held.append(_after(injection))
            elif involved & NOTED_AFTER_INJECTION:
                notes.append(_beside(injection))
    for condition in person.conditions or ():
        warned = CONDITIONS[condition]
        reason = Reason(f"The profile says: {warned.title}. {warned.why}", warned.source)
        if involved & warned.holds_back:
            held.append(reason)
        elif involved & warned.notes:
            notes.append(reason)
    if "current" in involved and person.conditions is None:
        notes.append(_UNANSWERED)
    return Verdict(exercise.id, exercise.title, tuple(held), tuple(notes))


def judge_all(exercises: Iterable[Involved], person: Person, on: date) -> tuple[Verdict, ...]:
    """What the cautions say of each exercise, in order."""
    return tuple(judge(exercise, person, on) for exercise in exercises)


def _after(injection: Injection) -> Reason:
    wait = (
        f"You set {days(injection.wait_days)} without pressing or rubbing."
        if injection.advised
        else f"Without a clinician's word facecheck waits {days(injection.wait_days)}."
    )
    source = "your own profile" if injection.advised else WAIT_SOURCE
    return Reason(f"{_named(injection)}. {wait}", source, injection.back_on)


def _beside(injection: Injection) -> Reason:
    why = f"{_named(injection)}. The band presses under the chin: if you were treated there, wait."
    return Reason(why, WAIT_SOURCE, injection.back_on)


def _named(injection: Injection) -> str:
    where = f" ({injection.area})" if injection.area else ""
    return f"Injection{where} on {day(injection.on)}"


_UNANSWERED = Reason(
    "Microcurrent devices warn of "
    + ", ".join(w.title for w in CONDITIONS.values() if "current" in w.holds_back)
    + ". Say what is so: facecheck profile set conditions none",
    DEVICE_SOURCE,
)
