"""Blendshapes as Epic's Live Link Face writes them: for animation, and beside an iPhone's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from facecheck.core.frames import Observation
from facecheck.core.landmarks import SHAPE
from facecheck.core.text_lists import names

RATE = 60
"""Frames of a time code's second; what lies between is written as a part of a frame."""

_LIVE_LINK = names(
    """
    EyeBlinkLeft EyeLookDownLeft EyeLookInLeft EyeLookOutLeft EyeLookUpLeft EyeSquintLeft
    EyeWideLeft EyeBlinkRight EyeLookDownRight EyeLookInRight EyeLookOutRight EyeLookUpRight
    EyeSquintRight EyeWideRight JawForward JawRight JawLeft JawOpen MouthClose MouthFunnel
    MouthPucker MouthRight MouthLeft MouthSmileLeft MouthSmileRight MouthFrownLeft MouthFrownRight
    MouthDimpleLeft MouthDimpleRight MouthStretchLeft MouthStretchRight MouthRollLower
    MouthRollUpper MouthShrugLower MouthShrugUpper MouthPressLeft MouthPressRight
    MouthLowerDownLeft MouthLowerDownRight MouthUpperUpLeft MouthUpperUpRight BrowDownLeft
    BrowDownRight BrowInnerUp BrowOuterUpLeft BrowOuterUpRight CheekPuff CheekSquintLeft
    CheekSquintRight NoseSneerLeft NoseSneerRight TongueOut
    """
)
_TURNS = names(
    """
    HeadYaw HeadPitch HeadRoll LeftEyeYaw LeftEyePitch LeftEyeRoll RightEyeYaw RightEyePitch
    RightEyeRoll
    """
)
HEADINGS = ("Timecode", "BlendShapeCount", *_LIVE_LINK, *_TURNS)
"""61 columns behind the count: 52 shapes, of which `JawRight` and `MouthRight` stand before their
left, and nine turns. MediaPipe sees no tongue and no eyeballs' turns: those are 0."""


def rows(observations: Iterable[Observation]) -> Iterator[list[str]]:
    """A row for each observation; without a face its count is 0 and nothing follows."""
    for seen in observations:
        code = timecode(seen.time_s)
        if seen.face is None:
            yield [code, "0"]
            continue
        shapes = [_shape(seen.face.known_blendshapes, name) for name in _LIVE_LINK]
        turns = ["0.0000000000"] * len(_TURNS)
        yield [code, str(len(_LIVE_LINK) + len(_TURNS)), *shapes, *turns]


def _shape(shapes: object, name: str) -> str:
    place = SHAPE.get(name[0].lower() + name[1:])
    return f"{0.0 if place is None else float(shapes[place]):.10f}"  # type: ignore[index]


def timecode(time_s: float) -> str:
    """Hours, minutes, seconds, and frames of 60 with a part of a frame.

    >>> timecode(3661.51)
    '01:01:01:30.600'
    """
    parts = round(time_s * RATE * 1000)
    whole_s, rest = divmod(parts, RATE * 1000)
    return (
        f"{whole_s // 3600:02d}:{whole_s // 60 % 60:02d}:{whole_s % 60:02d}:"
        f"{rest // 1000:02d}.{rest % 1000:03d}"
    )
