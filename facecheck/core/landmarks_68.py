"""The 68 points of iBUG (300-W), as OpenFace and py-feat give them, among MediaPipe's landmarks.

The order is iBUG's: jaw from the person's right ear to the left one, right brow, left brow, bridge
of the nose, its base, right eye, left eye, outer lips, inner lips. The person's right comes first,
as in the picture.
"""

from __future__ import annotations

from typing import Final

from facecheck.core import landmarks as lm
from facecheck.core.text_lists import numbers

IBUG_68: Final = numbers(
    """
    162 234 93 58 172 136 149 148 152 377 378 365 397 288 323 454 389 71 63 105 66 107 336 296
    334 293 301 168 197 5 4 75 97 2 326 305 33 160 158 133 153 144 362 385 387 263 373 380 61 39
    37 0 267 269 291 405 314 17 84 181 78 82 13 312 308 317 14 87
    """
)
"""MediaPipe's landmark nearest to each of the 68 points."""

FROM_68: Final[dict[int, tuple[int, ...]]] = {
    lm.EYE_RIGHT_OUTER: (36,),
    lm.EYE_RIGHT_INNER: (39,),
    160: (37,),
    159: (37, 38),
    158: (38,),
    144: (41,),
    145: (41, 40),
    153: (40,),
    lm.EYE_LEFT_OUTER: (45,),
    lm.EYE_LEFT_INNER: (42,),
    387: (44,),
    386: (44, 43),
    385: (43,),
    373: (46,),
    374: (46, 47),
    380: (47,),
    82: (61,),
    13: (62,),
    312: (63,),
    87: (67,),
    14: (66,),
    317: (65,),
    lm.MOUTH_RIGHT: (48,),
    lm.MOUTH_LEFT: (54,),
    39: (49,),
    40: (49,),
    269: (53,),
    270: (53,),
    lm.NOSE_BASE: (33,),
    lm.NOSE_BRIDGE: (27,),
    lm.CHIN: (8,),
    105: (19,),
    66: (20,),
    107: (21,),
    334: (24,),
    296: (23,),
    336: (22,),
    lm.NOSE_WING_RIGHT: (31,),
    lm.NOSE_WING_LEFT: (35,),
}
"""Measured landmarks as means of the 68 points; irises, cheeks and forehead are not among them."""
