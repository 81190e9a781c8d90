"""The score of an attempt, 0 to 100: documented, monotone, with its parts shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from facecheck.core.events import Attempt

WEIGHTS: Mapping[str, float] = {
    "hold": 0.40,
    "depth": 0.25,
    "form": 0.20,
    "steadiness": 0.10,
    "symmetry": 0.05,
}
"""What each part is worth. The hold is the exercise; depth makes it work; form keeps it safe."""

FAULT_COST = 0.34
"""Three different faults in one repetition leave nothing of its form."""

SHAKING_WORST = 0.15
"""A spread of the level at which steadiness is worth nothing: half the span from enter to full."""

ASYMMETRY_WORST = 0.5
"""Half of full effort between the sides is one side working alone."""


def attempt_parts(
    *,
    hold_s: float,
    target_s: float,
    peak: float,
    faults: int,
    shaking: float,
    asymmetry: float,
) -> dict[str, float]:
    """The parts of an attempt's score, each 0 to 1 and none better for being worse.

    Args:
        hold_s: Time held.
        target_s: Time asked for; 0 for an exercise without a hold.
        peak: Highest level, as a fraction of full effort.
        faults: How many different faults were named.
        shaking: Mean spread of the level within the hold.
        asymmetry: Mean difference of the sides within the hold.
    """
    return {
        "hold": min(hold_s / target_s, 1.0) if target_s > 0 else 1.0,
        "depth": _clamp(peak),
        "form": form_part(faults),
        "steadiness": _clamp(1.0 - shaking / SHAKING_WORST),
        "symmetry": _clamp(1.0 - asymmetry / ASYMMETRY_WORST),
    }


def form_part(faults: int) -> float:
    """The part of form, by how many different faults were named."""
    return _clamp(1.0 - FAULT_COST * faults)


def attempt_score(parts: Mapping[str, float]) -> int:
    """The weighted sum of the parts times the share that was held, 0 to 100.

    Depth, form and steadiness are those of the hold: where nothing was held they are worth nothing.
    An attempt that counts was held in full, so that its score is the sum alone.
    """
    whole = sum(weight * parts[name] for name, weight in WEIGHTS.items())
    return round(100.0 * parts["hold"] * whole)


def set_score(attempts: Sequence[Attempt], reps: int) -> int:
    """The mean score of the counted attempts, over the repetitions asked for; 0 without any.

    A repetition that was asked for and not done counts as 0; extra ones beyond the target replace
    the poorest.
    """
    counted = sorted((a.score for a in attempts if a.counted), reverse=True)[:reps]
    return round(sum(counted) / reps) if counted else 0


def _clamp(value: float) -> float:
    return min(max(value, 0.0), 1.0)
