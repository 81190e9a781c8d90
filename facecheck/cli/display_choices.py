"""Remembers how a session was shown: window, text size, sound, mirror."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from facecheck.live.display.base import LARGEST, SMALLEST
from facecheck.outputs.catalogue import DEFAULT, languages
from facecheck.store.preferences import Choices, last_choices, remember_choices

if TYPE_CHECKING:
    from facecheck.live.display.base import Display
    from facecheck.live.options import LiveOptions


def as_last_time(
    options: LiveOptions,
    preferences: Path | None,
    *,
    mirrored: bool | None = None,
    muted: bool | None = None,
    language: str | None = None,
) -> LiveOptions:
    """The options of a session, shown as it was left the last time.

    Args:
        options: What was asked for now, apart from the three that follow.
        preferences: Where the person's choices are kept; None for the machine's own person.
        mirrored: What was asked for now; None for nothing.
        muted: Likewise.
        language: Likewise; it is kept for the next time.
    """
    before = last_choices(preferences)
    if language is not None:
        remember_choices(Choices(language=language), preferences)
    known = before.language if before.language in languages() else None
    scale = options.text_scale if before.text_scale is None else before.text_scale
    return replace(
        options,
        mirrored=_first(mirrored, before.mirrored, True),
        muted=_first(muted, before.muted, False),
        language=language or known or DEFAULT,
        size=before.size,
        fills=bool(before.fullscreen),
        text_scale=min(max(scale, SMALLEST), LARGEST),
    )


def keep_choices(
    began: LiveOptions, display: Display, preferences: Path | None, *, muted: bool
) -> None:
    """Keep what was changed in a session by key or mouse; an option is for one session alone.

    Args:
        began: How the session began.
        display: How it is shown at its end.
        preferences: As for `as_last_time`.
        muted: Whether sound was off at its end.
    """
    remember_choices(
        Choices(
            size=display.size if began.window else None,
            fullscreen=None if display.fills == began.fills else display.fills,
            text_scale=None if display.text_scale == began.text_scale else display.text_scale,
            muted=None if muted == began.muted else muted,
            mirrored=None if display.mirrored == began.mirrored else display.mirrored,
        ),
        preferences,
    )


def _first(*values: bool | None) -> bool:
    return next(value for value in values if value is not None)
