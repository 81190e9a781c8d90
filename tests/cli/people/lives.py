"""Two people with days, hours, numbers and exercises of their own."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from store.history.made import ATTEMPT, CURVE, result

from facecheck.core.person import Injection, Person, Plan
from facecheck.store.history import (
    AttemptRecord,
    Contents,
    Ending,
    History,
    Rating,
    SessionRecord,
    SetRecord,
)
from facecheck.store.people import Owner
from facecheck.store.preferences import remember_camera
from facecheck.store.profile import Profile, save_profile

Told = pytest.CaptureFixture[str]
BERLIN = timezone(timedelta(hours=1))
TODAY = date(2026, 3, 9)
NOW = datetime(2026, 3, 9, 20, 0, tzinfo=BERLIN)
WHOSE = ["--person", "Ben"]

ANNS, BENS = (3, 5, 7), (4, 6, 8)
MARKS = {
    "Ann": r"Ann\b|2026-03-0[357][T ]1[01]:17|\b[357] March 2026: [dp]|5\.\d*11[357]|11:17|jaw-open"
    r"|Jaw opening",
    "Ben": r"Ben\b|2026-03-0[468][T ]1[34]:17|\b[468] March 2026: [dp]|5\.\d*14[468]|14:17"
    r"|[Ss]narl",
}
"""What gives a person away: name, days, hours, numbers, exercise."""


def lived(one: Owner, name: str, exercise: str, hour: int, marks: tuple[int, ...]) -> None:
    """A person with a day of every mark in March, and their name in everything they said."""
    injection = Injection(date(2025, 1, marks[0]), f"cheek of {name}")
    plan = Plan(date(2026, 3, 2), 2, exercises=(exercise,), key=f"plan-{name}")
    person = Person(name, "left" if name == "Ann" else "right", injections=(injection,))
    save_profile(Profile({"lip_gap": 0.3 + marks[0] / 100}, {}, person, plan), one.profile)
    remember_camera(f"camera of {name}", one.preferences)
    with History(one.history) as history:
        for day in marks:
            at = datetime(2026, 3, day, hour, 17, tzinfo=BERLIN)
            attempt = replace(ATTEMPT, hold_s=float(f"5.{hour}{day}"))
            session = history.begin_session(exercise, [exercise], source=f"film {name}", at=at)
            the_set = history.begin_set(session, exercise, reps=1, hold_s=5.0, at=at)
            history.put_attempt(the_set, attempt, CURVE, at=at)
            history.finish_set(the_set, result(attempt, exercise=exercise, reps=1), at=at)
            history.finish_session(session, Ending.DONE, at=at)
            history.rate(session, Rating(5, 2, f"felt by {name}"), at=at)
        history.add_override("massage", f"reason of {name}", at=at)
        history.add_calibration({"lip_gap": 0.4}, {}, at=at)


def kept(one: Owner) -> str:
    """Everything that is kept of a person."""
    with History(one.history) as history:
        rows = repr(history.contents())
    return rows + one.profile.read_text() + one.preferences.read_text()


def text_of(file: Path) -> str:
    """What a file says; of a zip what is in it."""
    if not zipfile.is_zipfile(file):
        return file.read_text("utf-8", "replace")
    with zipfile.ZipFile(file) as archive:
        return "".join(archive.read(name).decode("utf-8") for name in archive.namelist())


def twelve_weeks(one: Owner, name: str, exercise: str, parity: int) -> None:
    """Every other day of twelve weeks: with a second person the days interleave."""
    hour, hold_s = (7, 5.71) if parity else (18, 6.38)
    sessions = []
    for n in range(parity, 84, 2):
        at = datetime(2025, 12, 15, hour, 11, tzinfo=BERLIN) + timedelta(days=n)
        attempt = replace(ATTEMPT, hold_s=hold_s + n / 1000, peak=0.5 + n / 1000)
        the_set = SetRecord(
            0, 1, 0, exercise, at, at, 1, 5.0, 0.6, 0.4, (AttemptRecord(attempt, at),), score=80
        )
        sessions.append(
            SessionRecord(
                0,
                f"{name}{n}",
                at,
                at,
                Ending.DONE,
                exercise,
                (exercise,),
                f"film {name}",
                "",
                (the_set,),
                Rating(5, 2, f"felt by {name}"),
                changed=at,
            )
        )
    save_profile(Profile(person=Person(name), plan=Plan(date(2025, 12, 15), 12)), one.profile)
    with History(one.history) as history:
        history.merge(Contents(tuple(sessions)))
