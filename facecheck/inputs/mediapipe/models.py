"""The face and hand models behind one interface, whichever runtime they use.

Two ways give the same landmarks: LiteRT alone, which is quicker to start and to run, and MediaPipe
around it. LiteRT is taken where it is installed and sees in a known picture what MediaPipe saw
(``litert/known.py``); MediaPipe everywhere else.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from facecheck.core.frames import Hand, Image
from facecheck.inputs.mediapipe.c_reader import Reader
from facecheck.inputs.mediapipe.user_tracker import Box

VARIABLE = "FACECHECK_MODELS_BY"
"""Environment variable that asks for one of the ways: ``litert`` or ``mediapipe``."""

FIRST = "litert"
"""What is tried first where nobody asks."""

Hands = tuple[Hand, ...]


class HandModel(Protocol):
    """Finds hands. An image is what ``Models.image`` makes of a picture."""

    def in_view(self, image: Any, time_ms: int, *, look: bool) -> Hands:
        """The hands in the next picture, two at most.

        Args:
            image: The picture.
            time_ms: Growing.
            look: Whether hands that are not followed yet are worth looking for.
        """

    def alone(self, image: Any) -> Hands:
        """The surest hand of a picture that stands for itself."""


class Models(NamedTuple):
    """Open models.

    Attributes:
        way: What runs them, with its version.
        image: Makes of a picture what the others take.
        read: Image and growing milliseconds in, the face out.
        faces: Where there are faces in a picture that stands for itself.
        hands: Finds hands; None where nobody asked for it.
    """

    way: str
    image: Callable[[Image], Any]
    read: Reader
    faces: Callable[[Any], list[Box]]
    hands: HandModel | None


def open_models(
    stack: ExitStack, face: Path, hand: Path | None, *, blendshapes: bool = True
) -> Models:
    """Load the models.

    Args:
        stack: Frees them.
        face: The face landmarker's file.
        hand: The hand landmarker's; None to do without.
        blendshapes: Whether to make them.

    Raises:
        ImportError: What runs them is not installed.
        OSError: A file cannot be read, or is no model.
        RuntimeError: Likewise.
        ValueError: Likewise, or the variable asks for a way that there is not.
    """
    asked = os.environ.get(VARIABLE, "")
    if asked not in ("", "litert", "mediapipe"):
        raise ValueError(f"{VARIABLE} is {asked!r}, not litert or mediapipe")
    if (asked or FIRST) == "litert":
        from facecheck.inputs.litert.models import open_litert

        try:
            return open_litert(face, hand, blendshapes=blendshapes)
        except (ImportError, OSError, RuntimeError, ValueError):
            if asked:
                raise
    from facecheck.inputs.mediapipe.tasks import open_mediapipe

    return open_mediapipe(stack, face, hand, blendshapes=blendshapes)
