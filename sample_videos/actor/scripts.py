"""The committed clips: importing the modules below enters their scripts into the table."""

from __future__ import annotations

from sample_videos.actor import (
    clips_clean,
    clips_filming,
    clips_jaw,
    clips_negative,
    clips_palsy,
    clips_rehabilitation,
    clips_squint,
    clips_timed,
)
from sample_videos.actor.scripting import SCRIPTS

__all__ = [
    "SCRIPTS",
    "clips_clean",
    "clips_filming",
    "clips_jaw",
    "clips_negative",
    "clips_palsy",
    "clips_rehabilitation",
    "clips_squint",
    "clips_timed",
]
