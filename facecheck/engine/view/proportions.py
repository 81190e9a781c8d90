"""Whether the picture shows faces in their own proportions: a camera may stretch it.

A picture of 4:3 that is shown as 16:9, or the other way round, makes eyes flatter and mouths less
open, or more, by a third; no level is what it seems to be then. Faces differ by far less.
"""

from __future__ import annotations

from collections.abc import Mapping

from facecheck.core.messages import Code, Message

FRONTAL_DEG = 15.0
"""Heads turned or bowed by less are shortened by less than a twentieth (1 - cos 15 degrees)."""

LEAST_S = 1.0
"""In less time than this, one frame's error would decide."""

WIDEST = 0.99
"""Forehead to nose, in inter-ocular distances. Seven people on real clips: 1.06 to 1.20, rendered
ones 1.11 to 1.35; the seven in pictures stretched to 4/3 of their width: 0.81 to 0.92."""

TALLEST = 1.40
"""The seven in pictures pressed to 3/4 of their width: 1.30 to 1.47. The lower ones pass, since the
longest of the rendered faces has 1.35 in a picture as it should be."""


class Proportions:
    """The mean proportions of a face over a clip."""

    def __init__(self) -> None:
        self._sum = self._seen_s = 0.0

    def step(self, passed_s: float, values: Mapping[str, float]) -> None:
        """Take one judged tick.

        Args:
            passed_s: Seconds since the tick before it.
            values: The head's angles and `tallness` among them.
        """
        tallness = values.get("tallness", 0.0)
        frontal = max(abs(values["yaw_deg"]), abs(values["pitch_deg"])) < FRONTAL_DEG
        if tallness > 0.0 and frontal:
            self._sum += passed_s * tallness
            self._seen_s += passed_s

    @property
    def note(self) -> Message | None:
        """What the reader of a result should know, if anything."""
        if self._seen_s < LEAST_S:
            return None
        mean = self._sum / self._seen_s
        if WIDEST <= mean <= TALLEST:
            return None
        return Message(Code.TOO_WIDE if mean < WIDEST else Code.TOO_TALL)
