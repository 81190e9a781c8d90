"""Whether the face is well placed before the camera, and what to do until it is.

Stricter than what the engine can judge: there is to be room for the movement, for a nod and for
poorer light before anything is lost.
"""

from __future__ import annotations

from facecheck.core.frames import Observation
from facecheck.engine.measures.table import measure_face
from facecheck.engine.view.quality import BRIGHTNESS_MIN, INTER_OCULAR_MIN_PX, judge_view
from facecheck.live.session.placement import FAR, NOBODY, Aspect, Placement

STEADY_S = 1.0
"""How long the face must sit well: one that is still coming nearer passes through good places."""
PATIENCE_S = 15.0
"""After so long in a place that is not good but can be judged, the session begins all the same:
a camera that cannot be moved must not keep anybody from exercising."""

YAW_DEG, PITCH_DEG, ROLL_DEG = 20.0, 20.0, 14.0
LEAST_INTER_OCULAR_PX = 2 * INTER_OCULAR_MIN_PX
MOST_HEIGHT = 0.75
"""Of the picture. Webcam clips of seated people have 0.38 to 0.73."""
ASIDE = 0.22
"""How far the face's middle may be from the picture's, as a share of the width."""
ROOM_ABOVE, ROOM_BELOW = 0.01, 0.06
"""Shares of the picture's height to be left; an opening jaw takes about 0.06."""
DARK, BRIGHT = 4 * BRIGHTNESS_MIN, 0.93


class Positioner:
    """Follows a face until it has sat well for a while.

    Attributes:
        placement: How it sits.
        done: Whether the session may begin.
    """

    def __init__(self) -> None:
        self.placement = NOBODY
        self.done = self._skipped = False
        self._well_s: float | None = None
        self._judgeable_s: float | None = None

    def skip(self) -> None:
        """Begin with the next observation, however the face sits."""
        self._skipped = True

    def step(self, observation: Observation) -> Placement:
        """Take one observation, in order of time."""
        time_s = observation.time_s
        found, judgeable = placement(observation)
        if not judgeable:
            self._judgeable_s = None
        elif self._judgeable_s is None:
            self._judgeable_s = time_s
        if not found.is_good:
            self._well_s = None
        elif self._well_s is None:
            self._well_s = time_s
        steady_s = 0.0 if self._well_s is None else time_s - self._well_s
        waited_s = 0.0 if self._judgeable_s is None else time_s - self._judgeable_s
        self.done = self._skipped or steady_s >= STEADY_S or waited_s >= PATIENCE_S
        self.placement = Placement(found.advice, found.wrong, min(1.0, steady_s / STEADY_S))
        return self.placement


def placement(observation: Observation) -> tuple[Placement, bool]:
    """How a face sits, and whether it could be judged as it is."""
    face = observation.face
    if face is None:
        return FAR if observation.distant else NOBODY, False
    values = measure_face(face)
    width, height = observation.size
    low, high = face.points[:, :2].min(axis=0), face.points[:, :2].max(axis=0)
    aside = float(low[0] + high[0]) / 2 / width - 0.5
    top, bottom = float(low[1]) / height, float(high[1]) / height
    wrong: dict[Aspect, str] = {}
    if abs(aside) > ASIDE:
        # In the picture as filmed, the person's own left is at the right.
        wrong[Aspect.POSITION] = "place.left" if aside < 0 else "place.right"
    elif top < ROOM_ABOVE and bottom <= 1 - ROOM_BELOW:
        wrong[Aspect.POSITION] = "place.down"
    elif bottom > 1 - ROOM_BELOW and top >= ROOM_ABOVE:
        wrong[Aspect.POSITION] = "place.up"
    if values["inter_ocular_px"] < LEAST_INTER_OCULAR_PX:
        wrong[Aspect.DISTANCE] = "place.closer"
    elif bottom - top > MOST_HEIGHT:
        wrong[Aspect.DISTANCE] = "place.back"
    if abs(values["yaw_deg"]) > YAW_DEG:
        wrong[Aspect.HEAD] = "place.turn"
    elif abs(values["pitch_deg"]) > PITCH_DEG:
        wrong[Aspect.HEAD] = "place.level"
    elif abs(values["roll_deg"]) > ROLL_DEG:
        wrong[Aspect.HEAD] = "place.straight"
    if observation.brightness is not None and observation.brightness < DARK:
        wrong[Aspect.LIGHT] = "place.dark"
    elif observation.brightness is not None and observation.brightness > BRIGHT:
        wrong[Aspect.LIGHT] = "place.bright"
    first = next((wrong[aspect] for aspect in Aspect if aspect in wrong), "place.hold")
    return Placement(first, frozenset(wrong)), judge_view(values, observation.brightness).ok
