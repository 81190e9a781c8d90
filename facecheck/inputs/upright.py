"""Turns frames that are upside down or sideways, where their faces leave no doubt.

The face detector learned from upright faces: it is surer of one by 0.1 and more than of the same
face turned (0.89 to 0.97 against 0.89 and less, seven real clips and ten rendered ones, in each of
the three other ways). In a picture on its side it puts the mouth beside the eyes, where it is: what
it is nearly as sure of there is no upright face (54 to 104 degrees off in all looks but one at
seven real people and seven rendered ones). Upside down it makes its points up as if the face stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from facecheck.core.frames import Frame, Image
from facecheck.core.messages import Message
from facecheck.core.read_as import TURNS
from facecheck.inputs.sources.reorientation import reoriented

UPRIGHT = 0.85
"""From here on, the detector is sure of an upright face."""

SURER = 0.08
"""By so much it is surer of the picture as it should be turned."""

LYING_DEG = 45.0
"""A face whose mouth is farther from under its eyes than this lies rather than stands."""

LOOKS, EVERY_S = 3, 0.2
"""So many looks must agree, and are this far apart."""

WITHIN_S = 3.0
"""A face that was not seen by then is not waited for."""


class DetectedFace(NamedTuple):
    """What the face detector makes of a picture.

    Attributes:
        score: How sure it is of the surest face, in [0, 1]; 0 without one.
        roll_deg: By how much that one's mouth is beside the place under its eyes.
    """

    score: float
    roll_deg: float = 0.0

    @property
    def upright(self) -> float:
        """How sure it is of a face that stands."""
        return self.score if abs(self.roll_deg) < LYING_DEG else 0.0


Scout = Callable[[Image], DetectedFace]


class UprightFrames:
    """Gives frames as they come, turned where they were not upright.

    Args:
        frames: In time order.
        scout: The face detector.
    """

    def __init__(self, frames: Iterable[Frame], scout: Scout) -> None:
        self._frames = frames
        self._scout = scout
        self.notes: list[str] = []

    def __iter__(self) -> Iterator[Frame]:
        """Yield every frame; those that are needed to decide are kept back until then."""
        frames = iter(self._frames)
        kept: list[Frame] = []
        turn, votes, due_s = 0, 0, 0.0
        for frame in frames:
            kept.append(frame)
            if frame.time_s < due_s or frame.damaged:
                if not votes:
                    yield kept.pop()
                continue
            due_s = frame.time_s + EVERY_S
            found = upright_by(frame.rgb, self._scout)
            if found is None and not votes and frame.time_s < WITHIN_S:
                yield kept.pop()
                continue
            if not found or (votes and found != turn):
                turn = 0
                break
            turn, votes = found, votes + 1
            if votes == LOOKS:
                break
        if turn and votes == LOOKS:
            self.notes.append(
                Message(
                    "the picture was turned by {turn} degrees: its face was not upright "
                    "(--turn 0 leaves it as it is)",
                    turn=turn,
                )
            )
        else:
            turn = 0
        for frame in kept:
            yield _turned(frame, turn)
        for frame in frames:
            yield _turned(frame, turn)


def upright_by(rgb: Image, scout: Scout) -> int | None:
    """Degrees clockwise that put a face upright; None without a face that one can be sure of.

    Args:
        rgb: The picture.
        scout: As in ``UprightFrames``.
    """
    as_it_is = scout(rgb).upright
    if as_it_is >= UPRIGHT + SURER:
        return 0
    scores = {0: as_it_is}
    for turn in TURNS[1:]:
        scores[turn] = scout(np.ascontiguousarray(np.rot90(rgb, -turn // 90))).upright
    best = max(scores, key=lambda turn: scores[turn])
    others = max(score for turn, score in scores.items() if turn != best)
    if scores[best] < UPRIGHT or scores[best] < others + SURER:
        return 0 if as_it_is >= UPRIGHT else None
    return best


def _turned(frame: Frame, turn: int) -> Frame:
    if not turn:
        return frame
    return replace(frame, rgb=reoriented(frame.rgb, mirrored=False, turn=turn))
