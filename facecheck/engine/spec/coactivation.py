"""Regions of the face that should rest while another moves, and how that is read.

After a facial palsy, nerve fibres grow back to other muscles than their own: the eye closes in a
smile, the corner of the mouth is drawn along as the eyes shut (synkinesis). It is mostly one side
that does so, and a healthy face narrows both eyes in a smile: so a region with two sides is called
moving along where one side goes farther than it does at rest and than the other side does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from facecheck.engine.spec.field_types import As

RegionName = Literal["eyes", "mouth", "brows", "chin"]

TAKEN_ALONG = 0.35
"""How far a region goes where the same side of the face works fully: a smile with one side alone
narrows the eye of that side by a third (0.34 and 0.36 on a real face), and that is healthy."""


@dataclass(frozen=True, slots=True)
class CoactivationRegion:
    """How a region's moving along is read.

    Attributes:
        measure: A measure of the face; with a left and a right where `sided`.
        reading: As in a part of a movement.
        full: The reading of the region's own full movement, which is 1.
        sided: Whether it has a left and a right.
        limit: The share of full from which a side moves along.
        apart: By how much more than the other side it must, for that, beyond what the difference of
            the sides in the movement itself explains.
        cue: What to do about it.
    """

    measure: str
    reading: As
    full: float
    sided: bool
    limit: float
    apart: float
    cue: str

    @property
    def zero(self) -> float:
        """The reading at rest."""
        return 1.0 if self.reading == "fraction" else 0.0


# Limits: the mesh follows a lid that covers half of the opening by a third of that, and its own
# asymmetry, of a mirrored picture, is 0.014 inter-ocular distances and less.
# On rendered people, where eyes shut and one corner goes 0.02 farther than the other, it is by as
# much as the other sinks: no corner rises by more than 0.019 then. One that is drawn along rises by
# 0.029 and more, and by 0.024 more than the other. Brows that go up take the lower lip up by 0.019
# at most, a chin that is drawn along by 0.029 and more, but for one repetition of the fifty.
REGIONS: dict[RegionName, CoactivationRegion] = {
    "eyes": CoactivationRegion(
        "lid_aperture", "fraction", 0.0, True, 0.18, 0.15, "Let your eye rest, open"
    ),
    "mouth": CoactivationRegion(
        "corner_pull", "change", 0.15, True, 0.16, 0.14, "Let your mouth rest"
    ),
    "brows": CoactivationRegion(
        "brow_lift", "change", 0.05, True, 0.50, 0.40, "Let your brows rest"
    ),
    "chin": CoactivationRegion(
        "lower_lip_rise", "change", 0.05, False, 0.50, 0.0, "Let your chin rest"
    ),
}

SIDES = ("left", "right")


def region_measures(names: tuple[RegionName, ...]) -> set[str]:
    """The measures that regions are read off, with their sides."""
    out: set[str] = set()
    for name in names:
        region = REGIONS[name]
        out |= {f"{region.measure}_{s}" for s in SIDES} if region.sided else {region.measure}
    return out


AT_REST = ("lid_aperture", "corner_height", "brow_lift")
"""What is compared between the sides while the face rests: lids, corners of the mouth, brows."""


def at_rest_measures() -> set[str]:
    """The measures of `AT_REST` with their sides."""
    return {f"{name}_{side}" for name in AT_REST for side in SIDES}
