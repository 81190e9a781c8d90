"""Undo for a cleared profile, until the next session."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path

from facecheck.core.errors import OutputError, ProfileError
from facecheck.core.person import ANYBODY, Person
from facecheck.store.profile import (
    NOBODY,
    Profile,
    load_profile,
    profile_path,
    save_profile,
    update_profile,
)


def cleared_path(profile: Path | None) -> Path:
    """Where it is kept: beside the profile."""
    place = profile if profile is not None else profile_path()
    return place.with_name(f"{place.name}.cleared")


def put_aside(profile: Path | None, before: Profile, after: Profile) -> None:
    """Keep what a profile is cleared of, beside what it was cleared of before.

    Args:
        profile: The file; None for the machine's own person's.
        before: As it was.
        after: As it will be.

    Raises:
        OutputError: It cannot be written; then nothing may be cleared.
    """
    place = cleared_path(profile)
    kept = load_profile(place) if place.exists() else NOBODY
    gone = {
        field.name: getattr(before.person, field.name)
        for field in fields(Person)
        if getattr(before.person, field.name) != getattr(after.person, field.name)
    }
    plan = before.plan if after.plan is None and before.plan is not None else kept.plan
    save_profile(Profile(person=replace(kept.person, **gone), plan=plan), place)


def put_back(profile: Path | None) -> None:
    """Undo what was cleared since the last session; what was said again since stays.

    Raises:
        ProfileError: Nothing was.
        OutputError: It cannot be written.
    """
    place = cleared_path(profile)
    if not place.exists():
        raise ProfileError("nothing was cleared since the last session, so nothing is put back")
    kept = load_profile(place)

    def restored(old: Profile) -> Profile:
        missing = {
            field.name: getattr(kept.person, field.name)
            for field in fields(Person)
            if getattr(old.person, field.name) == getattr(ANYBODY, field.name)
        }
        plan = old.plan if old.plan is not None else kept.plan
        return replace(old, person=replace(old.person, **missing), plan=plan)

    update_profile(restored, profile)
    let_go(profile)


def let_go(profile: Path | None) -> None:
    """Forget it for good: a session begins.

    Raises:
        OutputError: It cannot be removed.
    """
    place = cleared_path(profile)
    try:
        with suppress(FileNotFoundError):
            place.unlink()
    except OSError as error:
        raise OutputError(
            "{place}: cannot be removed ({strerror})", place=place, strerror=error.strerror
        ) from error
