"""The interface of a painter, and what it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from facecheck.core.events import Phase, Update
from facecheck.core.frames import Image
from facecheck.outputs.overlay.layout import Layout
from facecheck.outputs.overlay.palette import Colour
from facecheck.outputs.overlay.pen import Pen
from facecheck.outputs.words import Words

Points = NDArray[np.float32]
"""``(n, 2)`` pixels on the canvas."""


class FaceRegion(Enum):
    """The part of the face that an exercise measures, and that is outlined."""

    EYES = "eyes"
    MOUTH = "mouth"
    FACE = "face"
    NONE = "none"

    @classmethod
    def of(cls, measures: Iterable[str]) -> FaceRegion:
        """The part that a movement's measures belong to.

        >>> FaceRegion.of(["lip_gap", "jaw_drop"])
        <FaceRegion.MOUTH: 'mouth'>
        """
        names = tuple(measures)
        for region, starts in _STARTS.items():
            if names and all(name.startswith(starts) for name in names):
                return region
        return cls.FACE


_STARTS: dict[FaceRegion, tuple[str, ...]] = {
    FaceRegion.EYES: ("eye", "lid", "iris", "brow"),
    FaceRegion.MOUTH: ("lip", "jaw", "mouth", "chin", "corner"),
}


@dataclass(frozen=True, slots=True)
class Banner:
    """A short message at the top.

    Attributes:
        text: One line.
        ground: Its colour; the text is dark.
        mark: A sign before the text, so that colour is not needed: check, cross, warning.
    """

    text: str
    ground: Colour
    mark: str


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One picture's worth of things to show.

    Attributes:
        update: The state of the exercise.
        layout: Where things stand on this canvas.
        pen: Writes text.
        words: The interface's language.
        title: The exercise.
        region: What to outline.
        face: The face's points on the canvas; None while nobody is in view.
        hands: Each hand's points on the canvas.
        history: Time and level of the last seconds, oldest first.
        banner: A message, if there is one.
        pulse: 1 just after a repetition was counted, falling to 0.
        recording: Whether video is being written.
        muted: Whether sound is off.
        stats: A line of figures, if asked for.
        countdown_s: What is left until the first movement, if that is being counted down.
    """

    update: Update
    layout: Layout
    pen: Pen
    words: Words
    title: str
    region: FaceRegion = FaceRegion.FACE
    face: Points | None = None
    hands: tuple[Points, ...] = ()
    history: Sequence[tuple[float, float | None]] = field(default=())
    banner: Banner | None = None
    pulse: float = 0.0
    recording: bool = False
    muted: bool = False
    stats: str | None = None
    countdown_s: float | None = None

    @property
    def phase(self) -> Phase:
        """The phase to show: a hold that was long enough is to be released."""
        return shown_phase(self.update)


def shown_phase(update: Update) -> Phase:
    """The phase to show: a hold that was long enough is to be released."""
    enough = 0.0 < update.target_hold_s <= update.hold_s
    return Phase.RELEASING if update.phase is Phase.HOLDING and enough else update.phase


class Painter(Protocol):
    """Draws one thing, in place, and knows no other painter."""

    def __call__(self, canvas: Image, view: View) -> None:
        """Draw on the canvas."""
