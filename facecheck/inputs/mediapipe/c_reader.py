"""Reads the face landmarker's result straight from MediaPipe's C structures into arrays.

MediaPipe's Python wrapper makes an object of each of 478 landmarks, half a millisecond a frame with
Python's lock held, only for them to be turned back into the array they came from. The names used
here are private to mediapipe 1.2: where one is missing, ``reader`` gives None and the public call
is used instead, with the same numbers.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from facecheck.core.frames import Array


@dataclass(frozen=True, slots=True, eq=False)
class RawFace:
    """One face as the model gives it.

    Attributes:
        landmarks: ``(n, 3)`` float32, x and y as fractions of the picture, z on the scale of x.
        blendshapes: ``(52,)`` float32; None where nobody asked for them.
        matrix: ``(4, 4)`` float32.
    """

    landmarks: Array
    blendshapes: Array | None
    matrix: Array


Reader = Callable[[Any, int], RawFace | None]
"""Image and milliseconds in; the face, or None where there is none."""


def reader(landmarker: Any) -> Reader | None:
    """A reader for an open ``FaceLandmarker`` in VIDEO mode; None where its insides differ."""
    module = sys.modules[type(landmarker).__module__]
    try:
        result_type = module.MpFaceLandmarkerResultC
        detect = landmarker._lib.MpFaceLandmarkerDetectForVideo
        close = landmarker._lib.MpFaceLandmarkerCloseResult
        handle = landmarker._handle
        empty = result_type()
        points = _fields(empty.face_landmarks._type_, "landmarks", ("x", "y", "z"))
        scores = _fields(empty.face_blendshapes._type_, "categories", ("score",))
    except AttributeError:
        return None

    def read(image: Any, time_ms: int) -> RawFace | None:
        result = result_type()
        detect(handle, image._image_ptr, None, time_ms, ctypes.byref(result))
        try:
            if result.face_landmarks_count == 0:
                return None
            marks, blendshapes = result.face_landmarks[0], None
            if result.face_blendshapes_count:
                shapes = result.face_blendshapes[0]
                blendshapes = _copy(shapes.categories, shapes.categories_count, scores)[:, 0]
            return RawFace(
                landmarks=_copy(marks.landmarks, marks.landmarks_count, points),
                blendshapes=blendshapes,
                matrix=np.asarray(result.facial_transformation_matrixes[0].to_numpy(), np.float32),
            )
        finally:
            close(ctypes.byref(result))

    return read


def public_reader(landmarker: Any) -> Reader:
    """The same through the public call."""

    def read(image: Any, time_ms: int) -> RawFace | None:
        result = landmarker.detect_for_video(image, time_ms)
        if not result.face_landmarks:
            return None
        blendshapes = None
        if result.face_blendshapes:
            blendshapes = np.array([c.score for c in result.face_blendshapes[0]], np.float32)
        return RawFace(
            landmarks=np.array([(p.x, p.y, p.z) for p in result.face_landmarks[0]], np.float32),
            blendshapes=blendshapes,
            matrix=np.asarray(result.facial_transformation_matrixes[0], np.float32),
        )

    return read


def _fields(owner: Any, pointer: str, names: tuple[str, ...]) -> np.dtype[np.void]:
    """The layout of some float fields in the structures that a member of ``owner`` points to."""
    members = {member[0]: member[1] for member in owner._fields_}
    element = members[pointer]._type_
    return np.dtype(
        {
            "names": list(names),
            "formats": [np.float32] * len(names),
            "offsets": [getattr(element, name).offset for name in names],
            "itemsize": ctypes.sizeof(element),
        }
    )


def _copy(pointer: Any, count: int, layout: np.dtype[np.void]) -> Array:
    """``(count, fields)`` float32, copied out before MediaPipe frees the memory."""
    size = count * layout.itemsize
    memory = (ctypes.c_char * size).from_address(ctypes.addressof(pointer.contents))
    records = np.frombuffer(memoryview(memory), layout, count)
    return np.stack([records[name] for name in layout.names or ()], axis=1)
