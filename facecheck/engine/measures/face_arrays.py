"""Faces as arrays, one frame or many, turned to the front: what measures are read off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from facecheck.core import landmarks as lm
from facecheck.core.frames import Array, Face, Group
from facecheck.engine.measures.geometry import Floats, distance, head_angles, turn_to_front

Numbers = Array | Floats

EYE, IOD = "eye widths", "inter-ocular"
"""What lengths are measured in: an eye between its corners, both between their outer corners."""


@cache
def _places(indices: tuple[int, ...]) -> NDArray[np.intp]:
    return np.array([lm.MEASURED_PLACE[index] for index in indices], np.intp)


@cache
def _often_places(indices: tuple[int, ...]) -> NDArray[np.intp] | None:
    """Places among those turned at once; None where one of them is seldom asked for."""
    if not lm.SELDOM.isdisjoint(indices):
        return None
    return np.array([lm.OFTEN_PLACE[index] for index in indices], np.intp)


_OFTEN = np.array([lm.MEASURED_PLACE[index] for index in lm.OFTEN], np.intp)


_Reading = Callable[["FaceArrays"], Floats]


class FaceArrays:
    """Faces of one or many frames, turned to the front, as arrays with the frame first.

    Attributes:
        shapes: ``(frames, 52)`` blendshapes; None where nobody asked for them.
        matrix: ``(frames, 4, 4)`` facial transformation matrices.
        inter_ocular: ``(frames,)`` pixels between the outer eye corners, turned to the front.
    """

    def __init__(
        self,
        points: Numbers,
        shapes: Numbers | None,
        matrix: Numbers,
        lids: Numbers | None = None,
    ) -> None:
        """Turn points ``(frames, n, 3)`` to the front; they are those of ``lm.MEASURED``."""
        self.shapes = None if shapes is None else shapes.astype(np.float64)
        self.matrix = matrix.astype(np.float64)
        self._points = points
        self._lids = None if lids is None else lids.astype(np.float64)
        self._often = turn_to_front(points[:, _OFTEN, :].astype(np.float64), self.matrix)
        self.inter_ocular = np.maximum(
            distance(self.at(lm.EYE_RIGHT_OUTER), self.at(lm.EYE_LEFT_OUTER)), 1e-6
        )
        self._read: dict[_Reading, Floats] = {}

    def read_once(self, reading: _Reading) -> Floats:
        """What a reading of this face gives; others ask for it too, and it is read once."""
        if reading not in self._read:
            self._read[reading] = reading(self)
        return self._read[reading]

    def at(self, index: int) -> Floats:
        """One landmark, ``(frames, 3)``."""
        if index in lm.SELDOM:
            seldom: Floats = self._all[:, lm.MEASURED_PLACE[index], :]
            return seldom
        point: Floats = self._often[:, lm.OFTEN_PLACE[index], :]
        return point

    def many(self, indices: tuple[int, ...]) -> Floats:
        """Several landmarks, ``(frames, n, 3)``."""
        often = _often_places(indices)
        if often is None:
            seldom: Floats = self._all[:, _places(indices), :]
            return seldom
        points: Floats = self._often[:, often, :]
        return points

    def mean(self, indices: tuple[int, ...]) -> Floats:
        """The mean of several landmarks, ``(frames, 3)``, summed in the order given."""
        # Not along the last axis, numpy adds one after the other, however many frames there are.
        total: Floats = np.add.reduce(self.many(indices), axis=1)
        return total / len(indices)

    @cached_property
    def _all(self) -> Floats:
        """Every measured landmark, turned; each by itself, so to the same bits as some of them."""
        return turn_to_front(self._points.astype(np.float64), self.matrix)

    def lid_shift(self, place: int) -> Floats:
        """Pixels by which the picture has a lid higher than the points, ``(frames,)``.

        Args:
            place: Which of ``frames.LIDS``; 0 where nobody looked.
        """
        if self._lids is None:
            return np.zeros(len(self.matrix))
        shift: Floats = self._lids[:, place]
        return shift

    @cached_property
    def eye_line(self) -> Floats:
        """The height of the middle of the four eye corners, ``(frames,)``."""
        corners = (lm.EYE_RIGHT_OUTER, lm.EYE_RIGHT_INNER, lm.EYE_LEFT_INNER, lm.EYE_LEFT_OUTER)
        return self.mean(corners)[:, 1]

    @cached_property
    def angles(self) -> tuple[Floats, Floats, Floats]:
        """Pitch, yaw and roll of the head, each ``(frames,)`` in degrees."""
        return head_angles(self.matrix)

    def shape(self, name: str) -> Floats:
        """One blendshape by name, ``(frames,)``.

        Raises:
            RuntimeError: Nobody asked for blendshapes when the face was looked at.
        """
        if self.shapes is None:
            raise RuntimeError("a measure rests on blendshapes, which nobody asked for")
        column: Floats = self.shapes[:, lm.SHAPE[name]]
        return column


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table.

    Attributes:
        function: From `FaceArrays` to ``(frames,)``.
        unit: What one is.
        what: One line for `facecheck exercises` and the documents.
    """

    function: Callable[[FaceArrays], Floats]
    unit: str
    what: str


def face_arrays(face: Face) -> FaceArrays:
    """One face by itself."""
    lids = None if face.lids is None else face.lids[None]
    shapes = None if face.blendshapes is None else face.blendshapes[None]
    return FaceArrays(face.measured[None], shapes, face.matrix[None], lids)


def group_arrays(group: Group) -> FaceArrays:
    """The faces of a group, which are stacked already."""
    return FaceArrays(group.measured, group.blendshapes, group.matrix, group.lids)
