"""The parts that can be left out, each with what stands in for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from evaluation.ablation import StandIn, Without
from facecheck.core.events import Quality
from facecheck.engine.face_events import blinks, eyes, palms
from facecheck.engine.face_events import detector as events
from facecheck.engine.form import hold_timer as hold
from facecheck.engine.hands import palm_on_cheek as hands
from facecheck.engine.level import rest as baseline
from facecheck.engine.level import tracker
from facecheck.engine.level.rest import RestPrior
from facecheck.engine.measures import face_arrays
from facecheck.engine.measures import rows as measured
from facecheck.engine.measures import table as measures
from facecheck.engine.measures.face_arrays import FaceArrays
from facecheck.engine.measures.geometry import Floats
from facecheck.engine.measures.table import MEASURES
from facecheck.engine.repetitions import current_hold, detector
from facecheck.engine.repetitions.detector import State
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.rules import FaultRule, MovementRule
from facecheck.engine.view import quality

_NO_FILTER_HZ = 1e9
"""A cutoff at which the filter hands every sample on."""


def _as_seen(points: Floats, _matrix: Floats) -> Floats:
    """Landmarks with the axes of the frontal view, the head's rotation left in."""
    return np.asarray(points * np.array([1.0, -1.0, -1.0]))


def _unlearnable(priors: Mapping[str, RestPrior]) -> dict[str, RestPrior]:
    """Typical values from which nothing that is seen can lead away."""
    return {
        name: replace(
            prior,
            # Where the engine trusts no typical value, the middle of the plausible ones.
            typical=0.5 * (prior.low + prior.high) if prior.typical is None else prior.typical,
            low=math.inf,
            high=-math.inf,
        )
        for name, prior in priors.items()
    }


def _believing(priors: Mapping[str, RestPrior]) -> dict[str, RestPrior]:
    """Rest is the middle of whatever is seen at rest, plausible or not."""
    return {n: replace(p, low=-math.inf, high=math.inf, quantile=0.5) for n, p in priors.items()}


def _always_good(values: Mapping[str, float] | None, *_: object) -> Quality:
    return quality.NO_FACE if values is None else quality.GOOD


def _lip_alone(face: FaceArrays) -> Floats:
    # Shifted to where the mean of lip and blendshape rests, so that the same prior holds.
    drop = MEASURES["lower_lip_drop"].function(face)
    return drop - (baseline.PRIORS["jaw_drop"].typical or 0.0)


def _at_the_sample(_state: State, time_s: float, _level: float, _threshold: float) -> float:
    """The first sample past the threshold, as a counter of frames would have it."""
    return time_s


def _movement(change: Callable[[MovementRule], MovementRule]) -> Callable[[Exercise], Exercise]:
    return lambda e: e.model_copy(update={"movement": change(e.movement)})


def _no_part(measure: str) -> Callable[[Exercise], Exercise]:
    def change(rule: MovementRule) -> MovementRule:
        rest = tuple(part for part in rule.parts if part.measure != measure)
        return rule.model_copy(update={"parts": rest}) if rest else rule

    return _movement(change)


def _no_aperture(exercise: Exercise) -> Exercise:
    # Its rest is still learned, for blinks are read against it: a rule that nothing breaks asks.
    asks = FaultRule.model_validate(
        {
            "name": "none",
            "measure": "lid_aperture_seen",
            "as": "fraction",
            "sides": "mean",
            "above": 1e9,
            "cue": "none",
        }
    )
    without = _no_part("lid_aperture_seen")(exercise)
    return without.model_copy(update={"faults": (*without.faults, asks)})


def _no_pauses(exercise: Exercise) -> Exercise:
    kept = tuple(f for f in exercise.faults if not f.pauses or f.measure.startswith("hand"))
    return exercise.model_copy(update={"faults": kept})


_JAW_BY_LIP = {
    **MEASURES,
    "jaw_drop": replace(MEASURES["jaw_drop"], function=_lip_alone),
}

PARTS: tuple[Without, ...] = (
    Without(
        "turning to the front",
        "landmarks as the camera sees them",
        (StandIn(face_arrays, "turn_to_front", _as_seen),),
    ),
    Without(
        "the person's own rest",
        "typical values for everybody",
        (StandIn(baseline, "PRIORS", _unlearnable(baseline.PRIORS)),),
    ),
    Without(
        "care in learning the rest",
        "the median of everything seen",
        (StandIn(baseline, "PRIORS", _believing(baseline.PRIORS)),),
    ),
    Without("the lower lid", "the aperture alone is a squint", alter=_no_part("lid_lower")),
    Without("the aperture", "the lower lid alone is a squint", alter=_no_aperture),
    Without("the jaw", "parted lips are an opening", alter=_no_part("jaw_drop")),
    Without("the lips", "a lowered jaw is an opening", alter=_no_part("lip_gap")),
    Without(
        "the jaw's blendshape",
        "the lower lip alone tells the jaw",
        (StandIn(measures, "MEASURES", _JAW_BY_LIP), StandIn(measured, "MEASURES", _JAW_BY_LIP)),
    ),
    Without(
        "rules that pause the hold",
        "shut eyes, a smile or one eye go on counting",
        alter=_no_pauses,
    ),
    Without(
        "two levels (hysteresis)",
        "a hold ends below the level where it began",
        alter=_movement(lambda m: m.model_copy(update={"leave": m.enter - 1e-6})),
    ),
    Without(
        "the least length of an attempt",
        "anything past the level is one",
        alter=_movement(lambda m: m.model_copy(update={"least_s": 0.0})),
    ),
    Without(
        "the least hold of an event",
        "a word or a twitch is an event",
        (StandIn(events, "JAW_HOLD_S", 0.0), StandIn(events, "SQUINT_HOLD_S", 0.0)),
    ),
    Without(
        "times between frames",
        "a level is passed at the frame after",
        (StandIn(detector, "_crossing", _at_the_sample),),
    ),
    Without(
        "the One Euro filter",
        "levels as measured",
        (StandIn(tracker, "_MIN_CUTOFF_HZ", _NO_FILTER_HZ),),
    ),
    Without(
        "the quality gate",
        "every face is judged, turned away or dark",
        (StandIn(quality, "judge_view", _always_good),),
    ),
    Without(
        "the upper lid's height",
        "the aperture alone tells shut from narrow",
        (StandIn(eyes, "LID_DOWN", math.inf),),
    ),
    Without("the fall of a blink", "any narrow moment is one", (StandIn(blinks, "FALL", 0.0),)),
    Without(
        "the parting of double blinks",
        "they are one",
        (StandIn(blinks, "REOPENED", math.inf),),
    ),
    Without(
        "what is on its way back",
        "is held until the level is left",
        (StandIn(current_hold, "FALLEN_TO", 0.0),),
    ),
    Without(
        "a beginning that was a blink's",
        "counts towards the hold",
        (StandIn(hold, "BARELY_BEGUN_S", 0.0),),
    ),
    Without(
        "the glint in a closure",
        "ends it",
        (StandIn(eyes, "REOPEN_GLITCH_S", 0.0),),
    ),
    Without(
        "the eye that stays open",
        "a wink is a blink",
        (StandIn(eyes, "ONE_OPEN", math.inf),),
    ),
    Without(
        "the bridging of lost hands",
        "a hand is gone when it is not seen",
        (StandIn(hands, "BRIDGE_S", 0.0), StandIn(palms, "BRIDGE_S", 0.0)),
    ),
)
