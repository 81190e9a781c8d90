"""What a page saw that runs the models itself: the message it sends, and what is read from it.

A message stands where a picture would: `MARK`, a head, then numbers of four bytes (little-endian)
and pixels of one. No picture of the face comes with it but those of the eyes, 48 by 32 pixels each,
without which lids cannot be read (``inputs/mediapipe/lid_reader.py``), and the colour of the skin
at `SKIN`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from facecheck.core.frames import (
    BLENDSHAPES,
    FACE_POINTS,
    HAND_POINTS,
    Array,
    Face,
    Frame,
    Hand,
    Image,
)
from facecheck.inputs.mediapipe.covered_regions import SKIN
from facecheck.inputs.mediapipe.lid_network import HEIGHT, WIDTH

MARK = b"SEEN"
HEAD = struct.Struct("<HHBBHf")
"""Width and height of the picture in pixels, flags, hands, nothing, brightness (under 0: none)."""
FACE, EYES, COLOURS, SAME, LOOKED = 1, 2, 4, 8, 16
"""Flags: there is a face; with eyes; with colours of the skin; the picture is the last new one once
more; hands were looked for."""
MOST_HANDS = 2
MOST_PX = 8192
MOST = 1e5
"""Of any number: landmarks are shares of the picture, the face's distance is in centimetres."""
GREY = 128

_FACE = 3 * FACE_POINTS + BLENDSHAPES + 16
_HAND = 2 + 3 * HAND_POINTS
_EYES = (2, HEIGHT, WIDTH, 3)
_COLOURS = (len(SKIN), 3)


class PageObservation(NamedTuple):
    """What a page saw in one picture.

    Attributes:
        size: The picture's width and height in pixels.
        face: Without its lids; None without one.
        hands: None where nobody looked for any.
        brightness: Mean luma of the face's box in [0, 1].
        same: Whether the picture is the last new one once more.
        eyes: ``(2, 32, 48, 3)`` uint8, as ``lid_reader.eye_pictures``.
        colours: ``(n, 3)`` float32 of 0 to 255, of the skin at ``covered_regions.SKIN``.
    """

    size: tuple[int, int]
    face: Face | None = None
    hands: tuple[Hand, ...] | None = None
    brightness: float | None = None
    same: bool = False
    eyes: Image | None = None
    colours: Array | None = None


NOBODY = PageObservation((1, 1))


@dataclass(frozen=True, slots=True, eq=False)
class SeenFrame(Frame):
    """An instant whose picture stayed in the page; `rgb` is plain grey of its size.

    Attributes:
        sight: What the page saw in it.
    """

    sight: PageObservation = NOBODY


def seen_frame(time_s: float, sight: PageObservation) -> SeenFrame:
    """The frame of an instant of which the page sent what it saw."""
    width, height = sight.size
    # One byte, whatever the size.
    rgb = np.broadcast_to(np.uint8(GREY), (height, width, 3))
    return SeenFrame(time_s=time_s, rgb=rgb, sight=sight)


def is_sight(data: bytes) -> bool:
    """Whether a message is one of these, and not a picture."""
    return data.startswith(MARK)


def packed(sight: PageObservation) -> bytes:
    """The message of what was seen, as a page sends it."""
    width, height = sight.size
    face, hands = sight.face, sight.hands or ()
    parts: list[bytes] = []
    flags = SAME * sight.same | LOOKED * (sight.hands is not None)
    scale = np.array([width, height, width], np.float32)
    if face is not None:
        flags |= FACE
        for array in (face.points / scale, face.known_blendshapes, face.matrix):
            parts.append(array.astype("<f4").tobytes())
    for hand in hands:
        parts.append(np.array([hand.score, hand.side == "left"], "<f4").tobytes())
        parts.append((hand.points / scale).astype("<f4").tobytes())
    if sight.colours is not None:
        flags |= COLOURS
        parts.append(np.rint(sight.colours).astype(np.uint8).tobytes())
    if sight.eyes is not None:
        flags |= EYES
        parts.append(sight.eyes.tobytes())
    light = -1.0 if sight.brightness is None else sight.brightness
    return b"".join([MARK, HEAD.pack(width, height, flags, len(hands), 0, light), *parts])


def unpacked(data: bytes) -> PageObservation | None:
    """What a message says; None where it is none, or says what cannot be."""
    at = len(MARK) + HEAD.size
    if len(data) < at:
        return None
    width, height, flags, count, _, light = HEAD.unpack_from(data, len(MARK))
    if not (0 < width <= MOST_PX and 0 < height <= MOST_PX and count <= MOST_HANDS):
        return None
    numbers = (_FACE if flags & FACE else 0) + count * _HAND
    colours = int(np.prod(_COLOURS)) if flags & COLOURS else 0
    eyes = int(np.prod(_EYES)) if flags & EYES else 0
    if len(data) != at + 4 * numbers + colours + eyes:
        return None
    told = np.frombuffer(data, "<f4", numbers, at).astype(np.float32, copy=False)
    # Nothing but numbers may go on from here: a comparison with NaN is silently false.
    if not (np.isfinite(light) and bool((np.abs(told) <= MOST).all())):
        return None
    pixels = np.frombuffer(data, np.uint8, colours + eyes, at + 4 * numbers)
    scale = np.array([width, height, width], np.float32)
    return PageObservation(
        size=(width, height),
        face=_face(told, scale) if flags & FACE else None,
        hands=_hands(told[len(told) - count * _HAND :], scale) if flags & LOOKED else None,
        brightness=None if light < 0 else float(light),
        same=bool(flags & SAME),
        eyes=pixels[colours:].reshape(_EYES) if flags & EYES else None,
        colours=pixels[:colours].reshape(_COLOURS).astype(np.float32) if flags & COLOURS else None,
    )


def _face(told: Array, scale: Array) -> Face:
    points, shapes = 3 * FACE_POINTS, 3 * FACE_POINTS + BLENDSHAPES
    return Face(
        points=told[:points].reshape(FACE_POINTS, 3) * scale,
        blendshapes=told[points:shapes],
        matrix=told[shapes:_FACE].reshape(4, 4),
    )


def _hands(told: Array, scale: Array) -> tuple[Hand, ...]:
    return tuple(
        Hand(
            points=one[2:].reshape(HAND_POINTS, 3) * scale,
            side="left" if one[1] > 0.5 else "right",
            score=float(one[0]),
        )
        for one in told.reshape(-1, _HAND)
    )
