"""A simulated person's face while it exercises, as a stream of measures."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from facecheck.engine.hands.palm_on_cheek import HAND_MEASURES
from facecheck.engine.level.level import sided_names
from facecheck.engine.measures.table import MEASURES
from facecheck.engine.repetitions.checker import Checker
from facecheck.engine.spec.exercise import Exercise

FPS = 12.0
"""Measures a second."""

NEUTRAL: Mapping[str, float] = {
    "lid_upper_right": 0.221,
    "lid_upper_left": 0.228,
    "lid_lower_right": -0.085,
    "lid_lower_left": -0.085,
    "lid_aperture_right": 0.306,
    "lid_aperture_left": 0.313,
    "lid_meeting_right": 0.003,
    "lid_meeting_left": 0.006,
    "iris_height_right": 0.078,
    "iris_height_left": 0.077,
    "lip_gap": 0.018,
    "lower_lip_drop": 0.307,
    "jaw_drop": 0.169,
    "chin_drop": 0.774,
    "lips_past_jaw": -1.531,
    "jaw_shift": -0.003,
    "mouth_width": 0.535,
    "corner_height_right": -0.314,
    "corner_height_left": -0.313,
    "corner_pull_right": -0.179,
    "corner_pull_left": -0.181,
    "upper_lip_height": -0.290,
    "brow_height_right": 0.384,
    "brow_height_left": 0.381,
    "brow_gap": 0.364,
    "cheek_height_right": -0.199,
    "cheek_height_left": -0.202,
    "nose_wing_height_right": -0.467,
    "nose_wing_height_left": -0.469,
    "brows_down": 0.002,
    "pitch_deg": 8.6,
    "yaw_deg": 0.0,
    "roll_deg": -0.1,
    "distance_cm": 45.0,
    "inter_ocular_px": 112.6,
}
"""The measures of one rendered face at rest."""

HANDS: Mapping[str, float] = {
    "palm_on_cheek": 1.0,
    "palm_on_cheek_left": 1.0,
    "palm_on_cheek_right": 0.0,
    "palm_missing": 0.0,
    "palm_slipped": 0.0,
    "palm_unseen": 0.0,
    "palm_flat": 1.0,
    "hands_at_jaw": 1.0,
    "band_tilt": 0.0,
    "band_spread": 1.0,
}
"""Both hands where the exercises want them."""

SEEN = {
    f"{name}_seen_{side}": NEUTRAL[f"{name}_{side}"]
    for name in ("lid_aperture", "lid_lower", "lid_meeting")
    for side in ("left", "right")
}
"""Lids as the picture itself shows them rest where the mesh has them."""

STILL: Mapping[str, float] = {
    **dict.fromkeys([*MEASURES, *HAND_MEASURES], 0.0),
    **NEUTRAL,
    **SEEN,
    **HANDS,
}
"""A measure that came later stands still: the example must not break for it."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How well a repetition is done."""

    top: float
    hold_s: float
    tremor: float
    weaker: float
    drift: float
    frown: float


def measure_stream(
    exercise: Exercise, checker: Checker, progress: float, rng: random.Random
) -> Iterator[tuple[float, Mapping[str, float]]]:
    """Rest, then repetitions until the set is done or the person has had enough."""
    time_s, tremor = 0.0, 0.0
    for turn in range(exercise.reps + 3):
        form = _form(exercise, progress, rng)
        rest_s = 2.5 if turn == 0 else rng.uniform(1.6, 2.8)
        # Rise and fall take half a second each.
        corners = (rest_s, rest_s + 0.5, rest_s + 0.5 + form.hold_s, rest_s + 1.0 + form.hold_s)
        for i in range(round((corners[3] + 0.8) * FPS)):
            here_s = i / FPS
            up = _up(here_s, corners)
            tremor = 0.8 * tremor + rng.gauss(0.0, form.tremor)
            level = form.top * up + (tremor if up > 0.5 else 0.2 * tremor)
            yield time_s + here_s, _values(exercise, level, form, up)
        time_s += round((corners[3] + 0.8) * FPS) / FPS
        if sum(a.counted for a in checker.attempts) >= exercise.reps:
            return


def _form(exercise: Exercise, progress: float, rng: random.Random) -> _Form:
    jaw = exercise.id.startswith("jaw")
    short = rng.random() < 0.30 * (1 - progress) ** 2
    return _Form(
        top=rng.gauss(0.74 + 0.20 * progress**0.7 + (0.03 if jaw else 0.0), 0.05),
        hold_s=rng.uniform(2.5, 4.2) if short else rng.gauss(5.6 + 0.4 * progress, 0.25),
        tremor=max(0.004, rng.gauss(0.026 - 0.016 * progress, 0.004)),
        weaker=min(1.0, rng.gauss(0.84 + 0.10 * progress, 0.04)),
        drift=0.075 if jaw and rng.random() < 0.42 * (1 - progress) ** 2 else 0.0,
        frown=0.06 if not jaw and rng.random() < 0.38 * (1 - progress) ** 1.5 else 0.0,
    )


def _up(here_s: float, corners: tuple[float, float, float, float]) -> float:
    """How far a movement is up: 0 at rest, 1 in the hold."""
    rise, high, fall, low = corners
    if here_s <= rise or here_s >= low:
        return 0.0
    if here_s < high:
        return (here_s - rise) / (high - rise)
    return 1.0 if here_s <= fall else (low - here_s) / (low - fall)


def _values(exercise: Exercise, level: float, form: _Form, up: float) -> dict[str, float]:
    values = {**STILL}
    for part in exercise.movement.parts:
        for name in sided_names(part.measure):
            share = level * form.weaker if name.endswith("_left") else level
            reading = part.zero + share * (part.full - part.zero)
            rest = STILL[name]
            values[name] = rest * reading if part.reading == "fraction" else rest + reading
    for side in ("left", "right"):
        # The mesh follows the picture, and the lids move together: what the opening and the lower
        # lid say fixes the upper one.
        values[f"lid_aperture_{side}"] = values[f"lid_aperture_seen_{side}"]
        values[f"lid_upper_{side}"] = values[f"lid_aperture_{side}"] + values[f"lid_lower_{side}"]
        values[f"brow_height_{side}"] -= form.frown * up
        values[f"frown_{side}"] += 3.0 * form.frown * up
    values["jaw_shift"] += form.drift * up
    values["jaw_slide"] += form.drift * up
    return values
