"""Where frames come from: a clip, a folder of images, a webcam, or a clip played as a camera.

Every source is a context manager that yields frames in time order; importing this package loads
neither cv2 nor av.
"""

from facecheck.inputs.sources.animation import Animation
from facecheck.inputs.sources.base import FrameSource, LiveSource, RecordedSource
from facecheck.inputs.sources.clip import Clip
from facecheck.inputs.sources.deferred_camera import DeferredCamera
from facecheck.inputs.sources.delegating import DelegatingSource
from facecheck.inputs.sources.folder import ImageFolder
from facecheck.inputs.sources.network import NetworkStream
from facecheck.inputs.sources.open_source import clips_in, open_camera, open_clip
from facecheck.inputs.sources.read_ahead import ReadAhead
from facecheck.inputs.sources.realtime_playback import RealtimePlayback
from facecheck.inputs.sources.webcam import Webcam

__all__ = [
    "Animation",
    "Clip",
    "DeferredCamera",
    "DelegatingSource",
    "FrameSource",
    "ImageFolder",
    "LiveSource",
    "NetworkStream",
    "ReadAhead",
    "RealtimePlayback",
    "RecordedSource",
    "Webcam",
    "clips_in",
    "open_camera",
    "open_clip",
]
