"""facecheck: counts and judges facial exercises, live or in recorded clips.

The names here are the public interface; everything else may change.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from facecheck.api import calibrate as calibrate
    from facecheck.api import check as check
    from facecheck.api import events as events
    from facecheck.api import events_of as events_of
    from facecheck.api import load_exercise as load_exercise
    from facecheck.api import load_routine as load_routine
    from facecheck.api import measure as measure
    from facecheck.api import rescore as rescore
    from facecheck.api import watch as watch
    from facecheck.core.errors import ArgumentError as ArgumentError
    from facecheck.core.errors import CalibrationError as CalibrationError
    from facecheck.core.errors import CautionError as CautionError
    from facecheck.core.errors import ClusterError as ClusterError
    from facecheck.core.errors import DisplayError as DisplayError
    from facecheck.core.errors import FacecheckError as FacecheckError
    from facecheck.core.errors import HistoryError as HistoryError
    from facecheck.core.errors import ModelError as ModelError
    from facecheck.core.errors import OutputError as OutputError
    from facecheck.core.errors import ProfileError as ProfileError
    from facecheck.core.errors import ReportError as ReportError
    from facecheck.core.errors import SourceError as SourceError
    from facecheck.core.errors import SpecError as SpecError
    from facecheck.core.errors import TraceError as TraceError
    from facecheck.core.events import Attempt as Attempt
    from facecheck.core.events import FaceEvent as FaceEvent
    from facecheck.core.events import Fault as Fault
    from facecheck.core.events import Phase as Phase
    from facecheck.core.events import Update as Update
    from facecheck.core.frames import Face as Face
    from facecheck.core.frames import Frame as Frame
    from facecheck.core.frames import Hand as Hand
    from facecheck.core.frames import Observation as Observation
    from facecheck.core.read_as import ReadAs as ReadAs
    from facecheck.core.results import EventsResult as EventsResult
    from facecheck.core.results import ScoreResult as ScoreResult
    from facecheck.core.sides import Side as Side
    from facecheck.engine.spec.exercise import Exercise as Exercise
    from facecheck.engine.spec.exercise import Routine as Routine
    from facecheck.inputs.sources import FrameSource as FrameSource
    from facecheck.inputs.sources import LiveSource as LiveSource
    from facecheck.inputs.sources import RecordedSource as RecordedSource
    from facecheck.inputs.sources import open_camera as open_camera
    from facecheck.inputs.sources import open_clip as open_clip
    from facecheck.store.profile import Profile as Profile

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

__all__ = sorted({"__version__"}.union(*_HOMES.values()))


def __getattr__(name: str) -> Any:
    # Loaded when first used: `facecheck --help` must not wait for numpy and pydantic.
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    # What is loaded when first used is there all the same, and what was imported here is no part.
    return list(__all__)
