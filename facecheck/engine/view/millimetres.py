"""Lengths of a face in millimetres, each with its error.

Measures are lengths over the distance between the outer eye corners, turned to the front: distance
from the camera and pose are out of them already. One number makes millimetres of them: how many
that distance has, from the person's own pupil distance, or else from the irises, which are 11.8 mm
wide in adults, 0.4 mm more or less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from facecheck.core.errors import CalibrationError

IRIS_MM = 11.8
IRIS_SPREAD_MM = 0.4

TURNED_DEG = 15.0
"""The scale is taken from pictures in which the head is turned and bowed by no more than this."""

OPEN_EYE = 0.12
"""And in which both lids leave this much of the eye's width: a blink moves the iris by 4 %."""

LEAST_PICTURES = 5

FARTHEST_S = 0.5
"""A length at its farthest is its mean over this long."""

TRISMUS_MM = 35.0
"""Less between the front teeth is commonly called trismus (Dijkstra, Huisman and Roodenburg,
International Journal of Oral and Maxillofacial Surgery 2006; 35: 337-342). Lips are not teeth."""

# The farther of the 95 % limits of agreement, as a share of the length, on rendered people at 40 to
# 80 cm, within 20 degrees, with three focal lengths; of the iris also the spread between people:
# docs/rehabilitation.md has the table. The scale has little part in it, the mesh of the lips most.
ERRORS: Mapping[str, Mapping[str, float]] = {
    "pupil distance": {"lips apart": 0.36, "lids apart": 0.28},
    "iris": {"lips apart": 0.52, "lids apart": 0.42},
}

Row = tuple[float, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Scale:
    """How many millimetres the distance between the outer eye corners has.

    Attributes:
        mm: So many.
        source: `pupil distance` or `iris`.
    """

    mm: float
    source: str


@dataclass(frozen=True, slots=True)
class Length:
    """One length.

    Attributes:
        name: What it is.
        mm: Millimetres.
        error_mm: Half of its 95 % limits.
    """

    name: str
    mm: float
    error_mm: float


def scale_of(rows: Sequence[Row], pupil_mm: float | None = None, iris_mm: float = IRIS_MM) -> Scale:
    """The scale of a face.

    Args:
        rows: Times and measures.
        pupil_mm: The person's pupil distance, where it is known.
        iris_mm: How wide the irises are.

    Raises:
        CalibrationError: There are too few pictures of a face to the front with open eyes.
    """
    name = "iris_width" if pupil_mm is None else "pupil_distance"
    sizes = [
        values[name]
        for _, values in rows
        if abs(values["yaw_deg"]) <= TURNED_DEG
        and abs(values["pitch_deg"]) <= TURNED_DEG
        and min(values["lid_aperture_left"], values["lid_aperture_right"]) >= OPEN_EYE
    ]
    if len(sizes) < LEAST_PICTURES:
        raise CalibrationError(
            "{sizes} pictures show the face to the front with open eyes; millimetres need "
            "{least_pictures}: look at the camera for a second",
            sizes=len(sizes),
            least_pictures=LEAST_PICTURES,
        )
    if pupil_mm is None:
        return Scale(iris_mm / median(sizes), "iris")
    return Scale(pupil_mm / median(sizes), "pupil distance")


def lengths_of(rows: Sequence[Row], scale: Scale) -> list[Length]:
    """Lips at their farthest apart, and the lids of both eyes as they are open mostly.

    Args:
        rows: Times and measures, in order, at least one.
        scale: The face's.
    """
    errors = ERRORS[scale.source]
    lips = farthest([(t, values["lip_gap"]) for t, values in rows]) * scale.mm
    out = [Length("lips apart", lips, lips * errors["lips apart"])]
    for side in ("left", "right"):
        open_mm = scale.mm * median(
            values[f"lid_aperture_{side}"] * values[f"eye_width_{side}"] for _, values in rows
        )
        out.append(Length(f"lids apart, {side}", open_mm, open_mm * errors["lids apart"]))
    return out


def farthest(points: Sequence[tuple[float, float]]) -> float:
    """The greatest mean over `FARTHEST_S`."""
    best = max(value for _, value in points[:1])
    for n, (from_s, _) in enumerate(points):
        window = [value for t, value in points[n:] if t - from_s < FARTHEST_S]
        if points[-1][0] - from_s < 0.9 * FARTHEST_S and n:
            break
        best = max(best, fmean(window))
    return best
