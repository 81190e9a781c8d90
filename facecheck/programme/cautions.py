"""Whether a person may do an exercise on a day: allowed, or held back with reason and end.

Facts are the person's own. facecheck makes no diagnosis, and what it allows is not thereby safe.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from facecheck.core.messages import Message, joined
from facecheck.core.person import Effect, Injection, Person
from facecheck.programme.conditions import (
    AFTER_INJECTION,
    CONDITIONS,
    DEVICE_SOURCE,
    NOTED_AFTER_INJECTION,
    WAIT_SOURCE,
)
from facecheck.programme.wording import days


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
        told = "{why} (Source: {source}.)"
        why = joined((Message(told, why=r.why, source=r.source) for r in self.held_back), " ")
        if back is None:
            return Message("{exercise}: held back: {why}", exercise=self.exercise, why=why)
        until = "{exercise}: held back until {back:long}: {why}"
        return Message(until, exercise=self.exercise, back=back, why=why)


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
        reason = Reason(
            Message("The profile says: {title}. {why}", title=warned.title, why=warned.why),
            warned.source,
        )
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
    wait = Message(
        "You set {days} without pressing or rubbing."
        if injection.advised
        else "Without a clinician's word facecheck waits {days}.",
        days=days(injection.wait_days),
    )
    source = "your own profile" if injection.advised else WAIT_SOURCE
    return Reason(joined((_named(injection), wait), ". "), source, injection.back_on)


def _beside(injection: Injection) -> Reason:
    band = "The band presses under the chin: if you were treated there, wait."
    return Reason(joined((_named(injection), band), ". "), WAIT_SOURCE, injection.back_on)


def _named(injection: Injection) -> str:
    if injection.area:
        return Message("Injection ({area}) on {on:long}", area=injection.area, on=injection.on)
    return Message("Injection on {on:long}", on=injection.on)


_UNANSWERED = Reason(
    Message(
        "Microcurrent devices warn of {titles}. "
        "Say what is so: facecheck profile set conditions none",
        titles=joined(w.title for w in CONDITIONS.values() if "current" in w.holds_back),
    ),
    DEVICE_SOURCE,
)
