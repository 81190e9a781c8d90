"""How the face's placement in the picture is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Aspect(Enum):
    """What is looked at, in the order in which it is mended; the value ends its word's key."""

    POSITION = "position"
    DISTANCE = "distance"
    HEAD = "head"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Placement:
    """How a face sits.

    Attributes:
        advice: The key of what to do, such as `place.closer`; `place.hold` when all is well.
        wrong: What is not yet well; everything, while there is no face.
        share: How much of the steady time has passed, 0 to 1.
    """

    advice: str
    wrong: frozenset[Aspect]
    share: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether the face sits well at this instant."""
        return not self.wrong


NOBODY = Placement("place.nobody", frozenset(Aspect))
UNSEEN = Placement("place.camera", frozenset(Aspect))
"""The camera shows nothing: what was seen before says nothing of now."""
FAR = Placement("place.closer", frozenset({Aspect.DISTANCE}))
"""Somebody is there, too far away to be followed."""
