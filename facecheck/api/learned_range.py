"""A person's own range, kept in the profile as each movement is learned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.store.history import History
from facecheck.store.people import Owner
from facecheck.store.profile import update_profile


class Learning:
    """Keeps what is learned.

    Args:
        profile: The file; None for the machine's own person's.
        owner: Whose history gets a calibration; None for nobody's.

    Attributes:
        full: Full effort that was kept, by measure.
        rest: Rest that was kept, by measure.
        place: The file that was written.
    """

    def __init__(self, profile: Path | None, owner: Owner | None) -> None:
        self.full: dict[str, float] = {}
        self.rest: dict[str, float] = {}
        self.place: Path | None = None
        self._profile = profile
        self._owner = owner

    def keep(self, full: Mapping[str, float], rest: Mapping[str, float]) -> None:
        """Keep what one movement gave; other movements stay as they are known.

        Raises:
            ProfileError: The profile cannot be written.
        """
        self.full |= full
        self.rest |= rest
        self.place = update_profile(
            lambda old: replace(
                old,
                full={**(old.full or {}), **full},
                rest={**(old.rest or {}), **rest},
            ),
            self._profile,
        )

    def keep_in_history(self, at: datetime) -> None:
        """Add what was learned to the person's history, where one is kept.

        Args:
            at: Now, with its offset.
        """
        if self._owner is None or not self.full or not self._owner.load().person.keeps_history:
            return
        with History(self._owner.history) as history:
            history.add_calibration(self.full, self.rest, at=at)


def unknown(exercises: Iterable[AnyExercise], full: Mapping[str, float]) -> tuple[Exercise, ...]:
    """The exercises whose full effort by this person is not known yet, each once."""
    found = {
        one.id: one
        for one in exercises
        if isinstance(one, Exercise)
        and any(part.measure not in full for part in one.movement.parts)
    }
    return tuple(found.values())
