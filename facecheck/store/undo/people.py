"""Undo for removed people, until the next session."""

from __future__ import annotations

import shutil

from facecheck.core.errors import OutputError, ProfileError
from facecheck.store.people import (
    Owner,
    folded,
    free_name,
    histories_folder,
    name_in,
    owner_of,
    profile_of,
    profiles_folder,
)

REMOVED = "removed"


def remove(one: Owner) -> None:
    """Put a person aside with everything of theirs; `restore` undoes it until the next session.

    Raises:
        ProfileError: They are the machine's own person.
        OutputError: A folder cannot be moved.
    """
    if not one.key:
        raise ProfileError(
            "{called}: is this machine's own person, and stays; what is kept of them goes "
            "with: facecheck forget, facecheck profile clear all",
            called=one.called,
        )
    for place in (one.profile.parent, one.history.parent):
        target = place.parent.with_name(REMOVED) / one.key
        try:
            if place.exists():
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                shutil.rmtree(target, ignore_errors=True)
                place.rename(target)
        except OSError as error:
            raise OutputError(
                "{place}: cannot be moved ({strerror})", place=place, strerror=error.strerror
            ) from error


def restore(name: str) -> Owner:
    """Put a removed person back.

    Raises:
        ProfileError: Nobody of that name was removed since the last session, or another person
            has that name by now.
        OutputError: A folder cannot be moved.
    """
    for key in _removed():
        called = name_in(profiles_folder().with_name(REMOVED) / key / profile_of(key).name)
        if folded(called or key) != folded(name):
            continue
        free_name(name)
        for place in (profile_of(key).parent, histories_folder() / key):
            away = place.parent.with_name(REMOVED) / key
            try:
                if away.exists():
                    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                    away.rename(place)
            except OSError as error:
                raise OutputError(
                    "{away}: cannot be moved ({strerror})", away=away, strerror=error.strerror
                ) from error
        return owner_of(key)
    raise ProfileError(
        "{name!r}: nobody of that name was removed since the last session", name=name
    )


def let_go() -> None:
    """Delete for good whoever was removed: a session begins."""
    for folder in (profiles_folder(), histories_folder()):
        shutil.rmtree(folder.with_name(REMOVED), ignore_errors=True)


def _removed() -> list[str]:
    folder = profiles_folder().with_name(REMOVED)
    return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
