"""What was chosen last, so that it need not be chosen again: the camera, by name."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from facecheck.store.profile import PRIVATE, profile_path

SCHEMA = "facecheck.preferences/1"


def preferences_path() -> Path:
    """Where they are kept: beside the profile."""
    return profile_path().with_name("preferences.json")


def last_camera(path: Path | None = None) -> str | None:
    """The name of the camera used last; None where none is known. A damaged file is no obstacle."""
    try:
        data = json.loads((path or preferences_path()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        return None
    camera = data.get("camera")
    return camera if isinstance(camera, str) and camera else None


def remember_camera(name: str, path: Path | None = None) -> None:
    """Keep a camera's name. Where it cannot be kept it is chosen again next time: no error."""
    place = path or preferences_path()
    if last_camera(place) == name:
        return
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.touch(PRIVATE)
        text = json.dumps({"schema": SCHEMA, "camera": name}, ensure_ascii=False)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(place)
