"""facecheck: counts and judges facial exercises, live or in recorded clips.

The names here are the public interface; everything else may change.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from facecheck.api import (
        calibrate,
        check,
        events,
        events_of,
        load_exercise,
        load_routine,
        measure,
        rescore,
        watch,
    )
    from facecheck.core.errors import (
        ArgumentError,
        CalibrationError,
        CautionError,
        ClusterError,
        DisplayError,
        FacecheckError,
        HistoryError,
        ModelError,
        OutputError,
        ProfileError,
        ReportError,
        SourceError,
        SpecError,
        TraceError,
    )
    from facecheck.core.events import Attempt, FaceEvent, Fault, Phase, Update
    from facecheck.core.frames import Face, Frame, Hand, Observation
    from facecheck.core.read_as import ReadAs
    from facecheck.core.results import EventsResult, ScoreResult
    from facecheck.core.sides import Side
    from facecheck.engine.spec.exercise import Exercise, Routine
    from facecheck.inputs.sources import (
        FrameSource,
        LiveSource,
        RecordedSource,
        open_camera,
        open_clip,
    )
    from facecheck.store.profile import Profile

try:
    __version__ = version("facecheck")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"

_HOMES = {
    "facecheck.api": (
        "calibrate",
        "check",
        "events",
        "events_of",
        "load_exercise",
        "load_routine",
        "measure",
        "rescore",
        "watch",
    ),
    "facecheck.core.errors": (
        "ArgumentError",
        "CalibrationError",
        "CautionError",
        "ClusterError",
        "DisplayError",
        "FacecheckError",
        "HistoryError",
        "ModelError",
        "OutputError",
        "ProfileError",
        "ReportError",
        "SourceError",
        "SpecError",
        "TraceError",
    ),
    "facecheck.core.events": ("Attempt", "FaceEvent", "Fault", "Phase", "Update"),
    "facecheck.core.frames": ("Face", "Frame", "Hand", "Observation"),
    "facecheck.core.sides": ("Side",),
    "facecheck.core.read_as": ("ReadAs",),
    "facecheck.core.results": ("EventsResult", "ScoreResult"),
    "facecheck.engine.spec.exercise": ("Exercise", "Routine"),
    "facecheck.inputs.sources": (
        "FrameSource",
        "LiveSource",
        "RecordedSource",
        "open_camera",
        "open_clip",
    ),
    "facecheck.store.profile": ("Profile",),
}

__all__ = [
    "ArgumentError",
    "Attempt",
    "CalibrationError",
    "CautionError",
    "ClusterError",
    "DisplayError",
    "EventsResult",
    "Exercise",
    "Face",
    "FaceEvent",
    "FacecheckError",
    "Fault",
    "Frame",
    "FrameSource",
    "Hand",
    "HistoryError",
    "LiveSource",
    "ModelError",
    "Observation",
    "OutputError",
    "Phase",
    "Profile",
    "ProfileError",
    "ReadAs",
    "RecordedSource",
    "ReportError",
    "Routine",
    "ScoreResult",
    "Side",
    "SourceError",
    "SpecError",
    "TraceError",
    "Update",
    "__version__",
    "calibrate",
    "check",
    "events",
    "events_of",
    "load_exercise",
    "load_routine",
    "measure",
    "open_camera",
    "open_clip",
    "rescore",
    "watch",
]


def __getattr__(name: str) -> Any:
    # Loaded when first used: `facecheck --help` must not wait for numpy and pydantic.
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    # What is loaded when first used is there all the same, and what was imported here is no part.
    return list(__all__)
