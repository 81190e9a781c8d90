"""What the hands do at the face: a palm on a cheek, two hands holding a band."""

from __future__ import annotations

from collections.abc import Mapping

from facecheck.engine.derived import Derived

HAND_MEASURES: Mapping[str, Derived] = {
    "palm_on_cheek": Derived("0 or 1", "a hand covers a cheekbone"),
    "palm_flat": Derived("0 to 1", "fingers extended and together, palm to the face"),
    "hands_at_jaw": Derived("0 or 1", "two hands beside the jaw, about level"),
}


class HandWatch:
    """placeholder"""

    def step(self, observation):
        return {"palm_on_cheek": 0.0, "palm_flat": 0.0, "hands_at_jaw": 0.0}
