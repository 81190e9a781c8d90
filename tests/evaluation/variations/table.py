"""The variations by name, and what each does to the truth of a clip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.variations.pictures import brighter, mirrored, resized, rolled
from evaluation.variations.streams import Change, at_rate, each, grainy, recoded
from facecheck.evaluate.cases import Case
from facecheck.evaluate.truth import LabelledEvent


@dataclass(frozen=True, slots=True)
class Variation:
    """The same person and movement under other conditions.

    Attributes:
        change: What is done to the frames.
        fps: The frame rate that comes out, where it is not the clip's own.
        swaps_sides: Whether the person's left becomes the right.
    """

    change: Change
    fps: float | None = None
    swaps_sides: bool = False


VARIATIONS: Mapping[str, Variation] = {
    "10 fps": Variation(at_rate(10), fps=10.0),
    "15 fps": Variation(at_rate(15), fps=15.0),
    "24 fps": Variation(at_rate(24), fps=24.0),
    "30 fps": Variation(at_rate(30), fps=30.0),
    "half size": Variation(each(resized(0.5))),
    "double size": Variation(each(resized(2.0))),
    "mirrored": Variation(each(mirrored), swaps_sides=True),
    "brightness x0.5": Variation(each(brighter(0.5))),
    "brightness x2": Variation(each(brighter(2.0))),
    "crf 38": Variation(recoded(38)),
    "noise 12": Variation(grainy(12.0)),
    "roll -25": Variation(each(rolled(-25.0))),
    "roll -15": Variation(each(rolled(-15.0))),
    "roll +15": Variation(each(rolled(15.0))),
    "roll +25": Variation(each(rolled(25.0))),
}
"""None of them adds a frame: a rate above the source's own is not to be had by repeating frames."""

_SLOWER = 1.05
"""A rate is a variation of a clip that is faster by more than a clock's inaccuracy."""

_OTHER = {"left": "right", "right": "left"}


def varied_case(case: Case, name: str) -> Case | None:
    """A clip's truth under a variation; None where the clip cannot show it.

    Args:
        case: The clip and its truth.
        name: A key of ``VARIATIONS``.
    """
    variation, truth = VARIATIONS[name], case.truth
    if variation.fps is not None:
        if truth.fps < _SLOWER * variation.fps:
            return None
        truth = truth.model_copy(update={"fps": variation.fps})
    if variation.swaps_sides and truth.events is not None:
        truth = truth.model_copy(update={"events": tuple(map(_swapped, truth.events))})
    return Case(case.clip, truth)


def _swapped(event: LabelledEvent) -> LabelledEvent:
    side = _OTHER.get(event.side or "")
    return event if side is None else event.model_copy(update={"side": side})
