"""The person's profile: rest levels and full effort, in one file that only they can read."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from facecheck.core.errors import OutputError, SpecError

SCHEMA = "facecheck.profile/1"
PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a person beforehand.

    Attributes:
        full: Readings at full effort by measure, from `facecheck calibrate`.
        rest: Rest levels by measure.
    """

    full: Mapping[str, float] = field(default_factory=dict)
    rest: Mapping[str, float] = field(default_factory=dict)


NOBODY = Profile()


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
        data = json.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if path is None:
            return NOBODY
        raise SpecError([f"{place}: no such profile; make it with: facecheck calibrate"]) from None
    except (OSError, ValueError) as error:
        raise SpecError([f"{place}: cannot be read ({error}); calibrate again"]) from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise SpecError([f"{place}: is not a {SCHEMA} profile; calibrate again"])
    return Profile(_numbers(place, data, "full"), _numbers(place, data, "rest"))


def save_profile(profile: Profile, path: Path | None = None) -> Path:
    """Write a profile, whole or not at all, readable by its owner alone.

    Raises:
        OutputError: It cannot be written.
    """
    place = path if path is not None else profile_path()
    data = {"schema": SCHEMA, "full": dict(profile.full), "rest": dict(profile.rest)}
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.touch(PRIVATE)
        temporary.write_text(json.dumps(data, indent=1), encoding="utf-8")
        temporary.replace(place)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise OutputError(f"cannot write {place}: {error.strerror}; check the folder") from error
    return place


def _numbers(place: Path, data: dict[str, object], key: str) -> dict[str, float]:
    values = data.get(key, {})
    if not isinstance(values, dict) or not all(
        isinstance(v, int | float) and math.isfinite(v) for v in values.values()
    ):
        raise SpecError([f"{place}: {key}: needs names and numbers; calibrate again"])
    return {str(name): float(value) for name, value in values.items()}
