"""What a page that runs the models must know to say what it saw: the numbers of the code here."""

from __future__ import annotations

from typing import Any

from facecheck.core.landmarks import EYE_LEFT_OUTER, EYE_RIGHT_OUTER, NOSE_BASE
from facecheck.inputs import stillness
from facecheck.inputs.mediapipe import face_finder, hand_finder, lid_network, lid_reader
from facecheck.inputs.mediapipe.covered_regions import SKIN


def known() -> dict[str, Any]:
    """Places of landmarks and sizes, as ``page/sight.js`` and ``page/worker.js`` take them."""
    return {
        "eyes": {
            "width": lid_network.WIDTH,
            "height": lid_network.HEIGHT,
            "per_eye": lid_network.PER_EYE,
            "below_top": lid_network.BELOW_TOP,
            "least": lid_reader.LEAST_PX,
            "corners": [[outer, inner, mirror] for outer, inner, _, _, mirror in lid_reader.SIDES],
        },
        "skin": list(SKIN),
        "light": {"luma": face_finder.LUMA.tolist(), "step": face_finder.LUMA_STEP},
        "place": {"nose": NOSE_BASE, "right": EYE_RIGHT_OUTER, "left": EYE_LEFT_OUTER},
        "hands": {
            "pause_ms": 1000 * hand_finder.PAUSE_S,
            "linger_ms": 1000 * hand_finder.LINGER_S,
        },
        "still": {
            "contrast": stillness.CONTRAST,
            "changed": stillness.CHANGED,
            "least_changed": stillness.LEAST_CHANGED,
            "same": stillness.SAME,
            "across": stillness.ACROSS,
            "aside": stillness.ASIDE,
            "above": stillness.ABOVE,
            "below": stillness.BELOW,
        },
    }
