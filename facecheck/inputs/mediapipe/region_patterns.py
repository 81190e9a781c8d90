"""The pattern of brows, lids and lips: fingers and cloth before them have another one, or none.

Read at landmarks of the mesh, so that it moves with the face: brows that are raised and lips that
part keep theirs.
"""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import COVERED, DOUBTED

Colours = NDArray[np.float32]

BROWS_AND_LIDS = {
    DOUBTED["left eye"]: (
        *(300, 293, 334, 296, 336, 276, 283, 282, 295, 285, 443, 444, 445, 442, 448, 449, 450),
        *(451, 452, 261, 446, 342, 265, 353, 413, 417, 465, 351, 412, 357),
    ),
    DOUBTED["right eye"]: (
        *(70, 63, 105, 66, 107, 46, 53, 52, 65, 55, 223, 224, 225, 222, 228, 229, 230),
        *(231, 232, 31, 226, 113, 35, 124, 189, 193, 245, 122, 188, 128),
    ),
}
"""Points around each eye whose pattern a blink, a squint and a look down leave as it is."""

LIPS = (0, 17, 37, 267, 84, 314, 61, 291, 39, 269, 181, 405, 185, 409)
AROUND_LIPS = (164, 18, 200, 57, 287, 92, 322, 202, 422, 167, 393, 83, 313, 182, 406, 43, 273)

EYE_ALIKE, MOUTH_ALIKE = 0.7, 0.5
"""Correlation of what is seen with the person's own pattern, under which something lies before it.
Fingers on an eye come over cheek and mouth: 0.0 to 0.68 at the eye and 0.1 to 0.4 at the mouth on
rendered people. Real eyes behind glasses and in tears fall to 0.4, with a mouth over 0.5."""

EYE_BACK = 0.85
"""An eye in doubt stays so until it is as like as this, or the mouth is free: fingers that rest on
it part and tremble, and eyes that nothing lies on have 0.93 and more beside a hidden mouth."""

EYE_UNLIKE = 0.25
"""An eye that is as unlike as this is covered, whatever the mouth shows."""

PLAIN, EVEN = 0.05, 0.1
"""Lips of no other colour than what is around them, which is even: 0.07 to 0.2 on faces."""

OTHER, MOSTLY = 0.25, 0.75
"""Most points of what is no skin have another hue: red, green and blue as shares of their mean are
so far from the face's. Brightness tells nothing: a jaw in the shade, dark lips on dark skin."""

COOLER = 0.07
"""Skin is red first and blue last, in the shade more so than in the light: the red share less the
blue one grows from the forehead to the mouth, or falls by 0.02 at most (seven real people, twenty
rendered clips). White, grey, black and blue cloth lowers it, by 0.11 on the palest of fourteen."""

_GROUPS: dict[str, tuple[int, ...]] = {**BROWS_AND_LIDS, "lips": LIPS, "around": AROUND_LIPS}
PATTERN_POINTS = tuple(point for points in _GROUPS.values() for point in points)
"""Every landmark that is read, in the order of the rows of what these functions take."""


def _rows() -> dict[str, slice]:
    rows, first = {}, 0
    for name, points in _GROUPS.items():
        rows[name] = slice(first, first + len(points))
        first += len(points)
    return rows


_ROWS = _rows()
_MOUTH = slice(_ROWS["lips"].start, _ROWS["around"].stop)


def rows_of_eye(eye: str) -> slice:
    """Which rows of the colours lie around an eye, named as in ``DOUBTED``."""
    return _ROWS[DOUBTED[eye]]


def unlike_eyes(
    seen: Colours,
    own: Colours,
    far: str | None = None,
    before: Collection[str] = (),
    *,
    tipped: bool = False,
) -> list[str]:
    """The eyes whose surroundings do not look like the person's own.

    Args:
        seen: ``(points, 3)`` colours, as shares of the face's brightness.
        own: The same of the person, learned before.
        far: The eye that is turned away; its outer points may lie beside the face.
        before: What was returned a moment ago.
        tipped: Whether the head is bowed or tipped otherwise than when they were learned: then
            only a hand, which the mouth tells of, covers an eye.

    Returns:
        Names of ``COVERED`` where they are nothing like them, of ``DOUBTED`` where a hand may lie.
    """
    hand = alike(seen[_MOUTH], own[_MOUTH]) < MOUTH_ALIKE
    found = []
    for eye, doubted in DOUBTED.items():
        if eye == far:
            continue
        rows = _ROWS[doubted]
        like = alike(seen[rows], own[rows])
        if like < EYE_UNLIKE and (hand or not tipped):
            found.append(COVERED[eye])
        elif hand and like < (
            EYE_ALIKE if doubted not in before and COVERED[eye] not in before else EYE_BACK
        ):
            found.append(doubted)
    return found


def alike(seen: Colours, own: Colours) -> float:
    """Correlation of two patterns, of all channels together, from -1 to 1."""
    one, two = seen - seen.mean(axis=0), own - own.mean(axis=0)
    both = float(np.vdot(one, one)) * float(np.vdot(two, two))
    return float(np.vdot(one, two)) / math.sqrt(both) if both > 0.0 else 1.0


def is_cloth(seen: Colours, face: Colours) -> bool:
    """Whether there is cloth where the mouth should be, be it from the first picture on.

    Args:
        seen: As for ``unlike_eyes``.
        face: ``(3,)``, the mean colour of forehead and nose.
    """
    lips, around = seen[_ROWS["lips"]], seen[_ROWS["around"]]
    # Folds and noise of what is brighter than the face are so much larger.
    scale = max(float(around.mean()), float(face.mean()))
    if float(np.abs(lips.mean(axis=0) - around.mean(axis=0)).max()) > PLAIN * scale:
        return False
    if float(around.std(axis=0).max()) >= EVEN * scale:
        return False
    hues = around / np.maximum(around.mean(axis=1, keepdims=True), 1e-3)
    off = hues - face / max(float(face.mean()), 1e-3)
    other = np.abs(off).max(axis=1) > OTHER
    cooler = off[:, 2] - off[:, 0] > COOLER
    return float(other.mean()) > MOSTLY or float(cooler.mean()) > MOSTLY
