"""Where frames come from: a clip, a folder of images, a webcam, or a clip played as a camera.

Every source is a context manager that yields frames in time order; importing this package loads
neither cv2 nor av.
"""

from facecheck.inputs.sources.ahead import Ahead
from facecheck.inputs.sources.animation import Animation
from facecheck.inputs.sources.base import FrameSource, LiveSource, RecordedSource
from facecheck.inputs.sources.clip import Clip
from facecheck.inputs.sources.folder import ImageFolder
from facecheck.inputs.sources.late import Late
from facecheck.inputs.sources.network import NetworkStream
from facecheck.inputs.sources.opening import clips_in, open_camera, open_clip
from facecheck.inputs.sources.paced import Paced
from facecheck.inputs.sources.webcam import Webcam
from facecheck.inputs.sources.wrapped import Wrapped

__all__ = [
    "Ahead",
    "Animation",
    "Clip",
    "FrameSource",
    "ImageFolder",
    "Late",
    "LiveSource",
    "NetworkStream",
    "Paced",
    "RecordedSource",
    "Webcam",
    "Wrapped",
    "clips_in",
    "open_camera",
    "open_clip",
]
