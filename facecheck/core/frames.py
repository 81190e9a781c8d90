"""Observations: frames, faces and hands at an instant, and the conventions they follow.

Conventions
    Left is the person's left, which is the right-hand side of an unmirrored picture.
    Pixels have x to the right and y down; z grows away from the camera, on the scale of x.
    Times are seconds since the source started, taken from presentation times; they never decrease.
    Intervals are half-open, ``[start_s, end_s)``.
    Lengths in *measures* are divided by the distance between the outer eye corners.
    Missing is ``None``, never NaN.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from facecheck.core.landmarks import MEASURED
from facecheck.core.sides import Side

FACE_POINTS = 478
HAND_POINTS = 21
BLENDSHAPES = 52
LIDS = 4
"""Both lids of both eyes: right upper, right lower, left upper, left lower."""

Array = NDArray[np.float32]
Image = NDArray[np.uint8]

REPEATED = "repeated"
"""The picture is that of the observation before."""
FROZEN = "frozen"
"""It has been for so long that nothing can be read off it any more; no face is given then."""
UPSIDE_DOWN = "upside down"
"""The face stands on its head; landmarks of such a one are plausible, and wrong."""
OTHER_FACE = "another face"
"""Somebody else's face is in the picture, too; the user's is judged all the same."""
COVERED = {name: f"{name} covered" for name in ("mouth", "left eye", "right eye")}
"""Something came before a region of the face; what the mesh says of it there is made up."""
DOUBTED = {name: f"{name} in doubt" for name in ("left eye", "right eye")}
"""Something may lie before an eye, fingers of the skin's own colour, say: it is not called shut."""
NEW_PERSON = "another person"
"""From here on it is somebody else's face that is seen; nothing is known of its rest."""
NO_OBSTACLE: frozenset[str] = frozenset()

_MEASURED = np.array(MEASURED)


def _require(name: str, array: Array, shape: tuple[int, ...]) -> None:
    if array.shape != shape:
        raise ValueError(f"{name} has shape {array.shape}, needs {shape}")


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture at one instant.

    Attributes:
        time_s: Seconds since the source started. Never decreases within a source.
        rgb: ``(height, width, 3)`` uint8, red first, upright, not mirrored. Read only.
        damaged: Whether the decoder put it together from damaged data; nothing is seen in it.
        shown_s: When a player of the recording shows it, which may be later than 0 for the first
            one; None where there is no player.
    """

    time_s: float
    rgb: Image
    damaged: bool = False
    shown_s: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face at one instant.

    Attributes:
        points: ``(478, 3)`` float32 in pixels; x right, y down, z away from the camera.
        blendshapes: ``(52,)`` float32 in [0, 1], in the order of ``landmarks.BLENDSHAPE_NAMES``;
            None where nobody asked for them.
        matrix: ``(4, 4)`` float32, MediaPipe's facial transformation matrix: from the canonical
            face (centimetres, y up, z towards the viewer) to the camera.
        lids: ``(4,)`` float32, by how many pixels the picture has each lid higher than the points
            have it (right upper, right lower, left upper, left lower); None where nobody looked.

    Raises:
        ValueError: An array has another shape.
    """

    points: Array
    blendshapes: Array | None
    matrix: Array
    lids: Array | None = None

    def __post_init__(self) -> None:
        """Fail where the value is made, with both shapes in the message."""
        _require("points", self.points, (FACE_POINTS, 3))
        if self.blendshapes is not None:
            _require("blendshapes", self.blendshapes, (BLENDSHAPES,))
        _require("matrix", self.matrix, (4, 4))
        if self.lids is not None:
            _require("lids", self.lids, (LIDS,))

    @property
    def known_blendshapes(self) -> Array:
        """The blendshapes, for whoever cannot do without.

        Raises:
            RuntimeError: Nobody asked for them when the face was looked at.
        """
        if self.blendshapes is None:
            raise RuntimeError("the face was looked at without its blendshapes")
        return self.blendshapes

    @property
    def measured(self) -> Array:
        """The landmarks that measures are read off, ``(n, 3)`` in the order of ``MEASURED``."""
        return self.points.take(_MEASURED, axis=0)


class Details(NamedTuple):
    """What of a face is looked at besides its landmarks; each takes a tenth of their time.

    Attributes:
        blendshapes: Whether ``Face.blendshapes`` are made.
        lids: Whether ``Face.lids`` are read.
    """

    blendshapes: bool = True
    lids: bool = True


EVERYTHING = Details()


@dataclass(frozen=True, slots=True, eq=False)
class Hand:
    """One hand at one instant.

    Attributes:
        points: ``(21, 3)`` float32 in pixels, in MediaPipe's order (0 is the wrist).
        side: Whether it is the person's left or right hand.
        score: The model's confidence in the side, in [0, 1].

    Raises:
        ValueError: The array has another shape.
    """

    points: Array
    side: Side
    score: float

    def __post_init__(self) -> None:
        """Fail where the value is made, with both shapes in the message."""
        _require("points", self.points, (HAND_POINTS, 3))


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """One tick of the clock, and what the models saw at it.

    Attributes:
        time_s: Seconds since the source started.
        size: Picture width and height in pixels.
        face: The user's face, or None while nobody is in view.
        hands: The hands in view; None when the hand model did not run.
        brightness: Mean luma of the face's bounding box in [0, 1]; None without a face.
        obstacles: What keeps the picture, or a part of it, from showing what happens.
        distant: Whether there is a face that is too far away to be followed, where that was looked
            for: while a session helps its user to sit well.
    """

    time_s: float
    size: tuple[int, int]
    face: Face | None
    hands: tuple[Hand, ...] | None = None
    brightness: float | None = None
    obstacles: frozenset[str] = NO_OBSTACLE
    distant: bool = False


class Instant(NamedTuple):
    """An observation without what was seen in it.

    Attributes:
        time_s: Seconds since the source started.
        size: Picture width and height in pixels.
        brightness: As in `Observation`.
        seen: Whether there is a face.
        obstacles: As in `Observation`.
    """

    time_s: float
    size: tuple[int, int]
    brightness: float | None
    seen: bool
    obstacles: frozenset[str] = NO_OBSTACLE


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Observations in a row, and their faces as columns: what is measured together.

    Attributes:
        observations: In time order.
        measured: ``(faces, n, 3)`` of those that have a face, in their order: the landmarks that
            measures are read off, in the order of ``landmarks.MEASURED``.
        blendshapes: ``(faces, 52)`` likewise; None where nobody asked for them.
        matrix: ``(faces, 4, 4)`` likewise.
        frames: The pictures; empty where none were kept.
        known: The instants, where they are known without making the observations.
        lids: ``(faces, 4)`` likewise, 0 where nobody looked; None where nobody looked at any.
    """

    observations: Sequence[Observation]
    measured: Array
    blendshapes: Array | None
    matrix: Array
    frames: Sequence[Frame] = ()
    known: Sequence[Instant] | None = None
    lids: Array | None = None

    def instants(self) -> Sequence[Instant]:
        """When each observation was, and whether there is a face in it."""
        if self.known is not None:
            return self.known
        return [
            Instant(o.time_s, o.size, o.brightness, o.face is not None, o.obstacles)
            for o in self.observations
        ]

    @classmethod
    def of(cls, observations: Sequence[Observation], frames: Sequence[Frame] = ()) -> Self:
        """Stack the faces of some observations."""
        faces = [o.face for o in observations if o.face is not None]
        if not faces:
            nobody = np.zeros((0, len(MEASURED), 3), np.float32)
            shapes, matrix = np.zeros((0, BLENDSHAPES), np.float32), np.zeros((0, 4, 4), np.float32)
            return cls(observations, nobody, shapes, matrix, frames)
        return cls(
            observations,
            np.stack([face.measured for face in faces]),
            _blendshapes_of(faces),
            np.stack([face.matrix for face in faces]),
            frames,
            lids=_lids_of(faces),
        )


def _blendshapes_of(faces: Sequence[Face]) -> Array | None:
    known = [face.blendshapes for face in faces if face.blendshapes is not None]
    return np.stack(known) if len(known) == len(faces) else None


def _lids_of(faces: Sequence[Face]) -> Array | None:
    if all(face.lids is None for face in faces):
        return None
    nothing = np.zeros(LIDS, np.float32)
    return np.stack([nothing if face.lids is None else face.lids for face in faces])
