"""Whether the face can be judged at all: pose, size, light."""

from __future__ import annotations

from collections.abc import Mapping

from facecheck.core.events import Quality

# Front-turning was good for the same count up to 25 degrees of yaw, 20 of pitch and 25 of roll;
# the limits stand a little beyond, so that a pose at the edge does not flicker. A webcam above or
# below the eyes alone gives up to 11 degrees of pitch on the real clips.
YAW_LIMIT_DEG = 32.0
PITCH_LIMIT_DEG = 28.0
ROLL_LIMIT_DEG = 38.0

INTER_OCULAR_MIN_PX = 26.0
"""An eye is a third of the inter-ocular distance wide and opens by a third of that: under three
pixels of opening, a squint is a guess."""

BRIGHTNESS_MIN = 0.035
"""Mean luma under which compression has removed the lids' edges."""

GOOD = Quality(ok=True)

NO_FACE = Quality(False, "could not see your face", "Come into the picture")
TURNED = Quality(False, "head turned away", "Turn to the camera")
TIPPED = Quality(False, "head tipped too far", "Level your head")
TILTED = Quality(False, "head tilted too far", "Straighten your head")
TOO_FAR = Quality(False, "too far from the camera", "Come closer")
TOO_DARK = Quality(False, "too dark", "Turn on a light in front of you")


def judge(values: Mapping[str, float] | None, brightness: float | None) -> Quality:
    """How well the face can be judged; the first thing in the way is named."""
    if values is None:
        return NO_FACE
    if abs(values["yaw_deg"]) > YAW_LIMIT_DEG:
        return TURNED
    if abs(values["pitch_deg"]) > PITCH_LIMIT_DEG:
        return TIPPED
    if abs(values["roll_deg"]) > ROLL_LIMIT_DEG:
        return TILTED
    if values["inter_ocular_px"] < INTER_OCULAR_MIN_PX:
        return TOO_FAR
    if brightness is not None and brightness < BRIGHTNESS_MIN:
        return TOO_DARK
    return GOOD
