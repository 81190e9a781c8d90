"""The face landmarker: MediaPipe's own steps in VIDEO mode, for one face."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from facecheck.core.frames import BLENDSHAPES, Array, Image
from facecheck.core.text_lists import numbers
from facecheck.inputs.litert.blaze import SURE, Detection, Detector
from facecheck.inputs.litert.face_pose import CanonicalFace
from facecheck.inputs.litert.networks import Network, sigmoid, unpacked
from facecheck.inputs.litert.regions import RegionOfInterest, direction
from facecheck.inputs.litert.smoothing import Smoothing
from facecheck.inputs.mediapipe.c_reader import RawFace

FILES = (
    "face_detector.tflite",
    "face_landmarks_detector.tflite",
    "face_blendshapes.tflite",
    "geometry_pipeline_metadata_landmarks.binarypb",
)

AROUND = 1.5
"""The landmark network looks at the square around the face, so many times as large."""

SAME_FACE = 0.5
"""Boxes of faces that share more of their union than this are one."""

_OUTER_RIGHT, _OUTER_LEFT = 33, 263
_RIGHT_EYE, _LEFT_EYE = 0, 1

# The landmarks that the blendshape network asks for: face_blendshapes_graph.cc.
_SHAPED = np.array(
    numbers(
        """
        0 1 4 5 6 7 8 10 13 14 17 21 33 37 39 40 46 52 53 54 55 58 61 63 65 66 67 70 78 80 81 82
        84 87 88 91 93 95 103 105 107 109 127 132 133 136 144 145 146 148 149 150 152 153 154
        155 157 158 159 160 161 162 163 168 172 173 176 178 181 185 191 195 197 234 246 249 251
        263 267 269 270 276 282 283 284 285 288 291 293 295 296 297 300 308 310 311 312 314 317
        318 321 323 324 332 334 336 338 356 361 362 365 373 374 375 377 378 379 380 381 382 384
        385 386 387 388 389 390 397 398 400 402 405 409 415 454 466 468 469 470 471 472 473 474
        475 476 477
        """
    )
)


class FaceLandmarks:
    """Finds a face's landmarks, picture by picture.

    Args:
        bundle: MediaPipe's face landmarker file.
        blendshapes: Whether to make them.

    Raises:
        ImportError: LiteRT is not installed.
        OSError: The bundle cannot be read.
        ValueError: It is no such bundle.
    """

    def __init__(self, bundle: Path, *, blendshapes: bool = True) -> None:
        detector, landmarks, shapes, metadata = unpacked(bundle, FILES)
        self.detect = Detector(Network(detector), low=-1.0, same=SAME_FACE)
        self._landmarks = Network(landmarks)
        self._shapes = Network(shapes) if blendshapes else None
        self._canonical = CanonicalFace.read(metadata)
        self._size = self._landmarks.shape[1]
        self._region: RegionOfInterest | None = None
        self.forget()

    def __call__(self, rgb: Image, time_ms: int) -> RawFace | None:
        """The face in the next picture, or None.

        Args:
            rgb: ``(height, width, 3)`` uint8.
            time_ms: Growing.
        """
        region = self._region or self._face_region(self.detect(rgb))
        points = None if region is None else self._in_region(rgb, region)
        if points is None:
            self.forget()
            return None
        low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        (x, y), (width, height) = ((low + high) / 2).tolist(), (high - low).tolist()
        turned = direction(points[_OUTER_RIGHT, :2], points[_OUTER_LEFT, :2], 0.0)
        self._region = RegionOfInterest(x, y, width, height, turned).grown(AROUND)
        smooth = self._smoothing(points, (width + height) / 2, time_ms)
        height_px, width_px = rgb.shape[:2]
        scale = np.array([width_px, height_px, width_px], np.float32)
        landmarks = np.asarray(smooth / scale, np.float32)
        scores = None if self._shapes is None else self._shapes(smooth[None, _SHAPED, :2])[0]
        return RawFace(
            landmarks=landmarks,
            blendshapes=None if scores is None else scores[:BLENDSHAPES],
            matrix=self._canonical.pose(landmarks, (width_px, height_px)),
        )

    def forget(self) -> None:
        """Look for a face again in the next picture, which may be of another film."""
        self._region, self._smoothing = None, Smoothing()

    def _face_region(self, faces: Sequence[Detection]) -> RegionOfInterest | None:
        if not faces:
            return None
        face = faces[0]
        left, top, right, bottom = face.box.tolist()
        turned = direction(face.points[_RIGHT_EYE], face.points[_LEFT_EYE], 0.0)
        region = RegionOfInterest(
            (left + right) / 2, (top + bottom) / 2, right - left, bottom - top, turned
        )
        return region.grown(AROUND)

    def _in_region(self, rgb: Image, region: RegionOfInterest) -> Array | None:
        """Landmarks in pixels, or None where there is no face."""
        given = region.cut(rgb, self._size).astype(np.float32)[None]
        given *= np.float32(1 / 255)
        marks, presence, *_ = self._landmarks(given)
        if sigmoid(float(presence[0])) <= SURE or not math.isfinite(float(marks.sum())):
            return None
        return region.placed(marks.reshape(-1, 3) / np.float32(self._size))
