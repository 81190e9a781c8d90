"""The person's profile, in one file that only they can read.

It has what they say of themselves, their plan, and their rest and full effort.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from facecheck.core.arguments import number
from facecheck.core.errors import OutputError, SpecError
from facecheck.core.messages import Message
from facecheck.core.person import ANYBODY, CalendarEntry, Person, Plan
from facecheck.store.person import read, written

SCHEMA = "facecheck.profile/1"
PRIVATE = 0o600
MOST_BYTES = 2**20
"""Of a file; the rest of a larger one is not read, and what was read is then no JSON."""

MOST = 1e6
"""Measures are shares of a face or degrees; a larger number is damage. NaN is not within it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a person beforehand.

    Attributes:
        full: Readings at full effort by measure, from `facecheck calibrate`.
        rest: Rest levels by measure.
        person: What the person says of themselves.
        plan: Which exercises on which days, if they planned.
        calendar: What the calendar files had that were written of it.

    Raises:
        ArgumentError: A reading is no number.
    """

    full: Mapping[str, float] = field(default_factory=dict)
    rest: Mapping[str, float] = field(default_factory=dict)
    person: Person = ANYBODY
    plan: Plan | None = None
    calendar: tuple[CalendarEntry, ...] = ()

    def __post_init__(self) -> None:
        """Refuse readings that are none, against which everything would be judged."""
        for kind, readings in (("full", self.full), ("rest", self.rest)):
            for measure, reading in readings.items():
                number(f"{kind}[{measure!r}]", reading, (-MOST, MOST))


NOBODY = Profile()

_REMEDY = "mend it, or move it away and calibrate again"


def profile_path() -> Path:
    """Where the user's profile is kept."""
    from platformdirs import user_config_path

    return user_config_path("facecheck", appauthor=False) / "profile.json"


def load_profile(path: Path | None = None) -> Profile:
    """Read a profile; without a path the user's own, or nobody's where there is none.

    Raises:
        SpecError: The file is damaged, from a newer version, or named and not there.
    """
    place = path if path is not None else profile_path()
    try:
        with place.open("rb") as file:
            data = json.loads(file.read(MOST_BYTES).decode("utf-8"))
        # JSON can spell half of a letter, which no file or terminal takes afterwards.
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except FileNotFoundError:
        if path is None:
            return NOBODY
        raise SpecError(
            [Message("{place}: no such profile; make it with: facecheck calibrate", place=place)]
        ) from None
    except OSError as error:
        raise SpecError(
            [
                Message(
                    "{place}: cannot be read ({strerror}); {remedy}",
                    place=place,
                    strerror=error.strerror or error,
                    remedy=_REMEDY,
                )
            ]
        ) from error
    except (UnicodeError, RecursionError) as error:
        raise SpecError(
            [
                Message(
                    "{place}: is not a {schema} profile; {remedy}",
                    place=place,
                    schema=SCHEMA,
                    remedy=_REMEDY,
                )
            ]
        ) from error
    except ValueError as error:
        raise SpecError(
            [
                Message(
                    "{place}: is no JSON ({error}); {remedy}",
                    place=place,
                    error=error,
                    remedy=_REMEDY,
                )
            ]
        ) from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise SpecError(
            [
                Message(
                    "{place}: is not a {schema} profile; {remedy}",
                    place=place,
                    schema=SCHEMA,
                    remedy=_REMEDY,
                )
            ]
        )
    plan = data.get("plan")
    return Profile(
        _numbers(place, data, "full"),
        _numbers(place, data, "rest"),
        read(Person, data.get("person", {}), f"{place}: person", _REMEDY),
        None if plan is None else read(Plan, plan, f"{place}: plan", _REMEDY),
        tuple(
            read(CalendarEntry, entry, f"{place}: calendar", _REMEDY)
            for entry in _listed(place, data.get("calendar", []))
        ),
    )


def update_profile(change: Callable[[Profile], Profile], path: Path | None = None) -> Path:
    """Change a profile, or begin one where there is none; what is not changed stays.

    Args:
        change: The profile as it is, to the profile as it shall be.
        path: Another file than the user's own.

    Raises:
        SpecError: The file is damaged; it is left alone.
        OutputError: It cannot be written.
    """
    place = path if path is not None else profile_path()
    return save_profile(change(load_profile(place) if place.exists() else NOBODY), place)


def save_profile(profile: Profile, path: Path | None = None) -> Path:
    """Write a profile, whole or not at all, readable by its owner alone.

    Raises:
        OutputError: It cannot be written.
    """
    place = path if path is not None else profile_path()
    data = {
        "schema": SCHEMA,
        "person": written(profile.person),
        "plan": None if profile.plan is None else written(profile.plan),
        "calendar": [written(entry) for entry in profile.calendar],
        "full": dict(profile.full),
        "rest": dict(profile.rest),
    }
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.touch(PRIVATE)
        temporary.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")
        temporary.replace(place)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise OutputError(
            "cannot write {place}: {strerror}; check the folder",
            place=place,
            strerror=error.strerror,
        ) from error
    return place


def _listed(place: Path, value: object) -> list[object]:
    if not isinstance(value, list):
        raise SpecError(
            [Message("{place}: calendar: needs a list; {remedy}", place=place, remedy=_REMEDY)]
        )
    return value


def _numbers(place: Path, data: dict[str, object], key: str) -> dict[str, float]:
    values = data.get(key, {})
    if not isinstance(values, dict) or not all(map(_plain, values.values())):
        raise SpecError(
            [
                Message(
                    "{place}: {key}: needs names and numbers; {remedy}",
                    place=place,
                    key=key,
                    remedy=_REMEDY,
                )
            ]
        )
    return {str(name): float(value) for name, value in values.items()}


def _plain(value: object) -> bool:
    """Whether this is a number that can be reckoned with: no truth value, not 400 digits long."""
    return type(value) in (int, float) and -MOST <= value <= MOST  # type: ignore[operator]
