"""The Python interface: check, events, measure, rescore and watch connect inputs to the engine."""

from facecheck.api.calibration import calibrate
from facecheck.api.exercises import load_any, load_exercise, load_routine
from facecheck.api.sets import OnFrame, check, rescore, watch
from facecheck.api.sightings import (
    event_detector,
    events,
    events_of,
    measure,
    measure_columns,
    observe,
)

__all__ = [
    "OnFrame",
    "calibrate",
    "check",
    "event_detector",
    "events",
    "events_of",
    "load_any",
    "load_exercise",
    "load_routine",
    "measure",
    "measure_columns",
    "observe",
    "rescore",
    "watch",
]
