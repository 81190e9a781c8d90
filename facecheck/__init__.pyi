"""The public interface, as type checkers, editors and the loader of `__init__.py` read it."""

from .api import calibrate as calibrate
from .api import check as check
from .api import events as events
from .api import events_of as events_of
from .api import load_exercise as load_exercise
from .api import load_routine as load_routine
from .api import measure as measure
from .api import rescore as rescore
from .api import watch as watch
from .core.errors import ArgumentError as ArgumentError
from .core.errors import CalibrationError as CalibrationError
from .core.errors import CautionError as CautionError
from .core.errors import ClusterError as ClusterError
from .core.errors import DisplayError as DisplayError
from .core.errors import FacecheckError as FacecheckError
from .core.errors import HistoryError as HistoryError
from .core.errors import ModelError as ModelError
from .core.errors import OutputError as OutputError
from .core.errors import ProfileError as ProfileError
from .core.errors import ReportError as ReportError
from .core.errors import SourceError as SourceError
from .core.errors import SpecError as SpecError
from .core.errors import TraceError as TraceError
from .core.events import Attempt as Attempt
from .core.events import FaceEvent as FaceEvent
from .core.events import Fault as Fault
from .core.events import Phase as Phase
from .core.events import Update as Update
from .core.frames import Face as Face
from .core.frames import Frame as Frame
from .core.frames import Hand as Hand
from .core.frames import Observation as Observation
from .core.read_as import ReadAs as ReadAs
from .core.results import EventsResult as EventsResult
from .core.results import ScoreResult as ScoreResult
from .core.sides import Side as Side
from .engine.spec.exercise import Exercise as Exercise
from .engine.spec.exercise import Routine as Routine
from .inputs.sources import FrameSource as FrameSource
from .inputs.sources import LiveSource as LiveSource
from .inputs.sources import RecordedSource as RecordedSource
from .inputs.sources import open_camera as open_camera
from .inputs.sources import open_clip as open_clip
from .store.profile import Profile as Profile

__all__: list[str]
__version__: str
