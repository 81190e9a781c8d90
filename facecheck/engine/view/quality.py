"""Whether the face can be judged at all: pose, place, size, light."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from facecheck.core.events import Fault, Quality
from facecheck.core.frames import COVERED, FROZEN, NO_OBSTACLE, UPSIDE_DOWN
from facecheck.engine.measures.framing import FITS, FRAMING

# Front-turning was good for the same count up to 25 degrees of yaw, 20 of pitch and 25 of roll;
# the limits stand a little beyond, so that a pose at the edge does not flicker. A webcam above or
# below the eyes alone gives up to 11 degrees of pitch on the real clips.
YAW_LIMIT_DEG = 32.0
PITCH_LIMIT_DEG = 28.0
ROLL_LIMIT_DEG = 38.0

SIDE_DEG = 65.0
"""No head is tilted as far on its neck: the picture is, or whoever lies in it."""

INTER_OCULAR_MIN_PX = 26.0
"""An eye is a third of the inter-ocular distance wide and opens by a third of that: under three
pixels of opening, a squint is a guess."""

BEYOND_MOST = 0.08
"""How much of the face may be cut off, in inter-ocular distances (7 mm): less is the landmarks' own
uncertainty at the edge."""

EDGE = 0.08
"""A face that fills the picture and comes so near to its edge is cut off: MediaPipe squeezes the
points that it cannot see into the picture (a chin 0.3 outside was read at 0.04)."""

BRIGHTNESS_MIN = 0.035
"""Mean luma under which compression has removed the lids' edges."""

READS = frozenset({"yaw_deg", "pitch_deg", "roll_deg", "inter_ocular_px", *FRAMING})
"""The measures that tell how well a face can be judged."""

GOOD = Quality(ok=True)

NO_FACE = Quality(False, "could not see your face", "Come into the picture")
STANDING = Quality(False, "the picture stood still", "The camera's picture stands still")
TURNED = Quality(False, "head turned away", "Turn to the camera")
TIPPED = Quality(False, "head tipped too far", "Level your head")
TILTED = Quality(False, "head tilted too far", "Straighten your head")
ON_ITS_HEAD = Quality(
    False, "the picture is upside down", "Turn the camera, or start with --turn 180"
)
ON_ITS_SIDE = Quality(
    False, "the picture lies on its side", "Turn the camera, or start with --turn 90 or 270"
)
COVERS = {
    COVERED["mouth"]: Quality(False, "mouth covered", "Uncover your mouth"),
    COVERED["left eye"]: Quality(False, "left eye covered", "Uncover your eyes"),
    COVERED["right eye"]: Quality(False, "right eye covered", "Uncover your eyes"),
}
TOO_CLOSE = Quality(True, "too close to the camera", "Move back a little")
"""Named and judged: the mesh of a face whose chin is cut off is still right about lids and lips."""

OUTSIDE = Quality(False, "partly out of the picture", "Move into the middle of the picture")
TOO_FAR = Quality(False, "too far from the camera", "Come closer")
TOO_DARK = Quality(False, "too dark", "Turn on a light in front of you")


VIEW_FAULT_S = 1.0
"""A view that is bad for a shorter time is only a glance aside."""

WHY_GONE_S = 3.0
"""A face that was lost for longer has left, whatever kept it from being judged before."""

_LOSES_FACES = (TURNED, TIPPED, TILTED, TOO_FAR, TOO_DARK)


class ViewWatch:
    """Follows what kept the face from being judged; gives it as faults of the set, with times."""

    def __init__(self) -> None:
        """Start with a good view."""
        self._fault: Fault | None = None
        self._seen = GOOD
        self._seen_s = 0.0
        self._named: list[Fault] = []

    def step(self, time_s: float, quality: Quality) -> Quality:
        """Take one tick's quality; returns the one to tell of, for it may be why no face is there.

        A head that turned past the limit and out of sight is still turned away, and in the dark a
        face is found in some pictures and lost in others.
        """
        fault = self._fault
        if fault is None and quality is GOOD:
            return quality
        gone = quality is NO_FACE and self._seen in _LOSES_FACES
        if not gone:
            self._seen_s = time_s
        if fault is not None and (gone or quality == self._seen):
            self._fault = replace(fault, end_s=time_s, value=time_s - fault.start_s)
            return self._seen if time_s - self._seen_s <= WHY_GONE_S else quality
        self.end()
        # No face at all is for the judged time to tell: leaving the room is no fault of form.
        if quality.reason is not None and quality is not NO_FACE:
            self._seen = quality
            self._fault = Fault(
                quality.reason, time_s, time_s, 0.0, VIEW_FAULT_S, "s", quality.cue or ""
            )
        return quality

    def end(self) -> None:
        """The view changed, or the clip ended."""
        if self._fault is not None and self._fault.value >= VIEW_FAULT_S:
            self._named.append(self._fault)
        self._fault = None

    def take(self) -> list[Fault]:
        """What was named."""
        return self._named


def covered(obstacles: frozenset[str], regions: frozenset[str]) -> Quality | None:
    """Whether something hides the regions that a movement is read from, and what; else None."""
    return next((COVERS[name] for name in COVERS if name in obstacles & regions), None)


def judge_view(
    values: Mapping[str, float] | None,
    brightness: float | None,
    obstacles: frozenset[str] = NO_OBSTACLE,
) -> Quality:
    """How well the face can be judged; the first thing in the way is named."""
    if FROZEN in obstacles:
        return STANDING
    if values is None:
        return NO_FACE
    if UPSIDE_DOWN in obstacles:
        return ON_ITS_HEAD
    if abs(values["roll_deg"]) > SIDE_DEG:
        return ON_ITS_SIDE
    if abs(values["yaw_deg"]) > YAW_LIMIT_DEG:
        return TURNED
    if abs(values["pitch_deg"]) > PITCH_LIMIT_DEG:
        return TIPPED
    if abs(values["roll_deg"]) > ROLL_LIMIT_DEG:
        return TILTED
    if values["inter_ocular_px"] < INTER_OCULAR_MIN_PX:
        return TOO_FAR
    if values.get("beyond_picture", -1.0) > BEYOND_MOST:
        return OUTSIDE
    if brightness is not None and brightness < BRIGHTNESS_MIN:
        return TOO_DARK
    if values.get("cut_off", -1.0) > -EDGE and values["fills_picture"] > FITS:
        return TOO_CLOSE
    return GOOD
