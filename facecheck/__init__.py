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
    from facecheck.core.errors import FacecheckError
    from facecheck.core.events import Attempt, FaceEvent, Fault, Phase, Update
    from facecheck.core.read_as import ReadAs
    from facecheck.core.results import EventsResult, ScoreResult
    from facecheck.inputs.sources import open_camera, open_clip
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
    "facecheck.core.errors": ("FacecheckError",),
    "facecheck.core.events": ("Attempt", "FaceEvent", "Fault", "Phase", "Update"),
    "facecheck.core.read_as": ("ReadAs",),
    "facecheck.core.results": ("EventsResult", "ScoreResult"),
    "facecheck.inputs.sources": ("open_camera", "open_clip"),
    "facecheck.store.profile": ("Profile",),
}

__all__ = [
    "Attempt",
    "EventsResult",
    "FaceEvent",
    "FacecheckError",
    "Fault",
    "Phase",
    "Profile",
    "ReadAs",
    "ScoreResult",
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
