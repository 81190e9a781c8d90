"""Measures of the movement rather than the face, such as fading; they exist within exercises."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Derived:
    """One row: the unit, and one line on what it is."""

    unit: str
    what: str


DERIVED: dict[str, Derived] = {
    "level": Derived("of full", "the movement as a fraction of full effort"),
    "asymmetry": Derived(
        "of the stronger", "how much less the weaker side does, in the mean of the parts with sides"
    ),
    "fading": Derived("of full", "the hold's highest level so far minus the present level"),
    "shaking": Derived("of full", "spread of the level over the last second, slow drift removed"),
    "rise_speed": Derived(
        "of the peak per s", "mean speed from the onset to the enter level, for a second"
    ),
    "fall_speed": Derived("of full per s", "mean speed from the leave level back to the onset"),
    "part_lead": Derived("of full", "the movement's first part minus its least part"),
    "out_of_turn": Derived(
        "of full", "how much farther the side is that is not due; positive where the left is due"
    ),
    "brightness": Derived("0 to 1", "mean luma of the face"),
}
