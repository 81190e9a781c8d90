"""Names for MediaPipe's landmark and blendshape numbers, and the lines to draw between them.

The numbers are those of the canonical face model published with MediaPipe (468 mesh points and ten
iris points). They stand here and nowhere else.
"""

from __future__ import annotations

from typing import Final

from facecheck.core.text_lists import names, numbers

# Corners and lids. Outer is towards the temple, inner towards the nose.
EYE_RIGHT_OUTER: Final = 33
EYE_RIGHT_INNER: Final = 133
EYE_RIGHT_UPPER: Final = (160, 159, 158)
EYE_RIGHT_LOWER: Final = (144, 145, 153)
IRIS_RIGHT: Final = 468
IRIS_RIGHT_ENDS: Final = (469, 471)
EYE_LEFT_OUTER: Final = 263
EYE_LEFT_INNER: Final = 362
EYE_LEFT_UPPER: Final = (387, 386, 385)
EYE_LEFT_LOWER: Final = (373, 374, 380)
IRIS_LEFT: Final = 473
IRIS_LEFT_ENDS: Final = (474, 476)

# Mouth. The inner lip is where the lips meet.
LIP_UPPER_INNER: Final = (82, 13, 312)
LIP_LOWER_INNER: Final = (87, 14, 317)
MOUTH_RIGHT: Final = 61
MOUTH_LEFT: Final = 291
LIP_UPPER_OUTER: Final = 0
LIP_LOWER_OUTER: Final = 17

# Points that expression moves little, and the ones that it moves.
NOSE_BASE: Final = 2
FOREHEAD_TOP: Final = 10
NOSE_BRIDGE: Final = 168
TEMPLE_RIGHT: Final = 127
TEMPLE_LEFT: Final = 356
CHIN: Final = 152
BROW_RIGHT: Final = (105, 66)
BROW_LEFT: Final = (334, 296)
BROW_RIGHT_INNER: Final = 107
BROW_LEFT_INNER: Final = 336
LIP_HALF_RIGHT: Final = (39, 40)
LIP_HALF_LEFT: Final = (269, 270)
CHEEK_RIGHT: Final = 117
CHEEK_LEFT: Final = 346
CHEEK_LOW_RIGHT: Final = 207
CHEEK_LOW_LEFT: Final = 427
JAW_ANGLE_RIGHT: Final = 58
JAW_ANGLE_LEFT: Final = 288
CHIN_EDGE: Final = (176, 148, 152, 377, 400)
NOSE_WING_RIGHT: Final = 129
NOSE_WING_LEFT: Final = 358

# A measure that reads another landmark adds it to one of these; a trace keeps them apart from the
# rest, and says in its metadata which they are.
SELDOM: Final = frozenset(
    {LIP_UPPER_OUTER, LIP_LOWER_OUTER, *IRIS_RIGHT_ENDS, *IRIS_LEFT_ENDS, *CHIN_EDGE}
    | {CHEEK_LOW_RIGHT, CHEEK_LOW_LEFT, JAW_ANGLE_RIGHT, JAW_ANGLE_LEFT}
) - {CHIN}
"""Landmarks that only measures of single movements read: they are turned when asked for."""
MEASURED: Final = tuple(
    sorted(
        {EYE_RIGHT_OUTER, EYE_RIGHT_INNER, *EYE_RIGHT_UPPER, *EYE_RIGHT_LOWER, IRIS_RIGHT}
        | {EYE_LEFT_OUTER, EYE_LEFT_INNER, *EYE_LEFT_UPPER, *EYE_LEFT_LOWER, IRIS_LEFT}
        | {*LIP_UPPER_INNER, *LIP_LOWER_INNER, *LIP_HALF_RIGHT, *LIP_HALF_LEFT}
        | {MOUTH_RIGHT, MOUTH_LEFT, NOSE_BASE, NOSE_BRIDGE, NOSE_WING_RIGHT, NOSE_WING_LEFT}
        | {*BROW_RIGHT, *BROW_LEFT, BROW_RIGHT_INNER, BROW_LEFT_INNER}
        | {CHEEK_RIGHT, CHEEK_LEFT, CHIN, FOREHEAD_TOP}
        | SELDOM
    )
)
"""The landmarks that the measures of a face are read off, in this order wherever they are alone."""
OFTEN: Final = tuple(index for index in MEASURED if index not in SELDOM)
OFTEN_PLACE: Final = {index: place for place, index in enumerate(OFTEN)}
MEASURED_PLACE: Final = {index: place for place, index in enumerate(MEASURED)}

# Outlines, as closed loops of points.
EYE_RIGHT_OUTLINE: Final = numbers(
    """
    33 246 161 160 159 158 157 173 133 155 154 153 145 144 163 7
    """
)
EYE_LEFT_OUTLINE: Final = numbers(
    """
    263 466 388 387 386 385 384 398 362 382 381 380 374 373 390 249
    """
)
LIPS_INNER_OUTLINE: Final = numbers(
    """
    78 191 80 81 82 13 312 311 310 415 308 324 318 402 317 14 87 178 88 95
    """
)
LIPS_OUTER_OUTLINE: Final = numbers(
    """
    61 185 40 39 37 0 267 269 270 409 291 375 321 405 314 17 84 181 91 146
    """
)
JAW_LINE: Final = numbers(
    """
    127 234 93 132 58 172 136 150 149 176 148 152 377 400 378 379 365 397 288 361 323 454 356
    """
)
"""From the right temple along the jaw to the left temple; open."""

# Hand landmarks.
WRIST: Final = 0
FINGER_BASES: Final = (5, 9, 13, 17)
FINGER_MIDDLES: Final = (6, 10, 14, 18)
FINGER_TIPS: Final = (8, 12, 16, 20)

BLENDSHAPE_NAMES: Final = names(
    """
    _neutral browDownLeft browDownRight browInnerUp browOuterUpLeft browOuterUpRight cheekPuff
    cheekSquintLeft cheekSquintRight eyeBlinkLeft eyeBlinkRight eyeLookDownLeft eyeLookDownRight
    eyeLookInLeft eyeLookInRight eyeLookOutLeft eyeLookOutRight eyeLookUpLeft eyeLookUpRight
    eyeSquintLeft eyeSquintRight eyeWideLeft eyeWideRight jawForward jawLeft jawOpen jawRight
    mouthClose mouthDimpleLeft mouthDimpleRight mouthFrownLeft mouthFrownRight mouthFunnel
    mouthLeft mouthLowerDownLeft mouthLowerDownRight mouthPressLeft mouthPressRight mouthPucker
    mouthRight mouthRollLower mouthRollUpper mouthShrugLower mouthShrugUpper mouthSmileLeft
    mouthSmileRight mouthStretchLeft mouthStretchRight mouthUpperUpLeft mouthUpperUpRight
    noseSneerLeft noseSneerRight
    """
)
SHAPE: Final = {name: index for index, name in enumerate(BLENDSHAPE_NAMES)}

# Ten points spread over each cheek, from the cheekbone to the corner of the mouth.
CHEEK_AREA_RIGHT: Final = (117, 118, 101, 36, 50, 123, 205, 187, 207, 147)
CHEEK_AREA_LEFT: Final = (346, 347, 330, 266, 280, 352, 425, 411, 427, 376)

# Areas of the face that a hand is led over: points spread over each half, the person's right first.
AREAS: Final = {
    "forehead": (
        (54, 103, 67, 109, 68, 104, 69, 108, 21, 71),
        (284, 332, 297, 338, 298, 333, 299, 337, 251, 301),
    ),
    "brow": (
        (70, 63, 105, 66, 107, 46, 53, 52, 65, 55),
        (300, 293, 334, 296, 336, 276, 283, 282, 295, 285),
    ),
    "cheekbone": (
        (116, 111, 117, 118, 119, 123, 50, 101),
        (345, 340, 346, 347, 348, 352, 280, 330),
    ),
    "cheek": (CHEEK_AREA_RIGHT, CHEEK_AREA_LEFT),
    "mouth": (
        (61, 57, 186, 92, 165, 91, 43, 202),
        (291, 287, 410, 322, 391, 321, 273, 422),
    ),
    "jaw": (
        (58, 172, 136, 150, 149, 138, 135, 169, 170, 192, 214, 210),
        (288, 397, 365, 379, 378, 367, 364, 394, 395, 416, 434, 430),
    ),
    "chin": (
        (148, 176, 171, 140, 208, 201, 32, 194),
        (377, 400, 396, 369, 428, 421, 262, 418),
    ),
}
