"""Remembered choices: the camera and how a session is shown."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facecheck.store.profile import PRIVATE, profile_path

SCHEMA = "facecheck.preferences/1"
_MOST_PX = 1 << 14


@dataclass(frozen=True, slots=True)
class Choices:
    """How a session was shown last; None where nothing was chosen.

    Attributes:
        size: Width and height of the window in pixels.
        fullscreen: Whether it filled the whole screen.
        text_scale: How much larger type was than usual.
        muted: Whether sound was off.
        mirrored: Whether the picture was as a mirror's.
        language: Of interface and voice.
    """

    size: tuple[int, int] | None = None
    fullscreen: bool | None = None
    text_scale: float | None = None
    muted: bool | None = None
    mirrored: bool | None = None
    language: str | None = None


def preferences_path() -> Path:
    """Where they are kept: beside the profile."""
    return profile_path().with_name("preferences.json")


def last_camera(path: Path | None = None) -> str | None:
    """The name of the camera used last; None where none is known. A damaged file is no obstacle."""
    camera = _read(path or preferences_path()).get("camera")
    return camera if isinstance(camera, str) and camera else None


def remember_camera(name: str, path: Path | None = None) -> None:
    """Keep a camera's name. Where it cannot be kept it is chosen again next time: no error."""
    _keep({"camera": name}, path or preferences_path())


def last_choices(path: Path | None = None) -> Choices:
    """How a session was shown last; what is damaged counts as not chosen."""
    data = _read(path or preferences_path())
    scale, language, size = data.get("text_scale"), data.get("language"), data.get("window")
    return Choices(
        size=_size(size),
        fullscreen=_flag(data.get("whole_screen")),
        text_scale=_scale(scale),
        muted=_flag(data.get("muted")),
        mirrored=_flag(data.get("mirrored")),
        language=language if isinstance(language, str) else None,
    )


def remember_choices(choices: Choices, path: Path | None = None) -> None:
    """Keep how a session was shown; what was not chosen stays. No error where that cannot be."""
    chosen = {
        "window": None if choices.size is None else list(choices.size),
        "whole_screen": choices.fullscreen,
        "text_scale": choices.text_scale,
        "muted": choices.muted,
        "mirrored": choices.mirrored,
        "language": choices.language,
    }
    known = {key: value for key, value in chosen.items() if value is not None}
    _keep(known, path or preferences_path())


def _read(place: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        return {}
    return data


def _keep(changed: Mapping[str, Any], place: Path) -> None:
    before = _read(place)
    after = {**before, **changed, "schema": SCHEMA}
    if after == before:
        return
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.touch(PRIVATE)
        temporary.write_text(json.dumps(after, ensure_ascii=False), encoding="utf-8")
        temporary.replace(place)


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _scale(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _size(value: object) -> tuple[int, int] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    if not all(type(side) is int and 0 < side <= _MOST_PX for side in value):
        return None
    return value[0], value[1]
