"""Models, sound, video encoder and disk space."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from facecheck.core.errors import ModelError
from facecheck.core.messages import Message
from facecheck.doctor.check import REINSTALL, Check
from facecheck.inputs.mediapipe.assets import FACE, HAND, ModelFile, find
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.outputs.catalogue import languages
from facecheck.outputs.sound.recorded_words import word_bank
from facecheck.outputs.sound.voice import engine_problem
from facecheck.outputs.words import Words

MIN_FREE_MB = 200
"""A trace takes 7 MB a minute; an annotated clip less. Below this a session may not be kept."""


def check_landmarks(*, landmarker: Callable[[], Landmarker] = Landmarker) -> Check:
    """What runs the models here; MediaPipe is late to find which system library it lacks."""
    try:
        with landmarker() as opened:
            return Check("landmarks", True, Message("{way} loads the face model", way=opened.way))
    except ModelError as error:
        reason = str(error)
        remedy = next((r for part, r in LIBRARIES.items() if part in reason), REINSTALL)
        return Check("landmarks", False, reason, remedy)


LIBRARIES = {
    "libGLES": "sudo apt install libgles2 libegl1",
    "libEGL": "sudo apt install libgles2 libegl1",
    "libGL.": "sudo apt install libgl1",
    "models fetch": "facecheck models fetch",
}


def check_face_model(*, finder: Callable[[ModelFile], Path] = find) -> Check:
    """The face model and its hash."""
    return _model("face model", FACE, finder)


def check_hand_model(*, finder: Callable[[ModelFile], Path] = find) -> Check:
    """The hand model and its hash."""
    return _model("hand model", HAND, finder)


def _model(name: str, model: ModelFile, finder: Callable[[ModelFile], Path]) -> Check:
    try:
        path = finder(model)
    except ModelError as error:
        return Check(name, False, str(error), "facecheck models fetch")
    return Check(name, True, Message("{path} (hash verified)", path=path))


def check_sound(*, load: Callable[[], Any] | None = None) -> Check:
    """A sound output device. Without one everything works silently."""
    name = "sound"
    try:
        sounddevice = load() if load is not None else importlib.import_module("sounddevice")
    except ImportError:
        return Check(name, None, "the optional sounddevice is not installed", PIP_SOUND)
    except OSError:
        return Check(name, None, "PortAudio is missing", "sudo apt install libportaudio2")
    try:
        device = sounddevice.query_devices(kind="output")
    except Exception:  # PortAudio's own error type, which needs the module to be named
        return Check(name, None, "no output device", "plug in headphones or speakers")
    return Check(name, True, str(device["name"]))


PIP_SOUND = "pip install sounddevice"


def check_voice(*, problem: Callable[[], str | None] = engine_problem) -> Check:
    """What speaks cues and counts: the system's voice, else the words that come along."""
    key = problem()
    if key is None:
        return Check("voice", True, "the system's voice (pyttsx3)")
    listed = ", ".join(code for code in sorted(languages()) if word_bank(code) is not None)
    detail = f"words that come along ({listed})"
    if key == "voice.package":
        return Check(
            "voice",
            True,
            Message("{detail}; a system voice: pip install 'facecheck[voice]'", detail=detail),
        )
    reason, _, remedy = Words()(key).partition("; ")
    return Check(
        "voice",
        None,
        Message("{reason}: {detail} instead", reason=reason, detail=detail),
        remedy.rpartition(": ")[2],
    )


def check_video_encoder() -> Check:
    """Whether annotated clips can be written as H.264."""
    av: Any = importlib.import_module("av")
    for encoder in ("libx264", "h264", "libopenh264", "h264_videotoolbox", "h264_mf"):
        try:
            av.codec.Codec(encoder, "w")
        except (ValueError, LookupError, OSError):
            continue
        return Check(
            "video encoder",
            True,
            Message("{encoder} in PyAV {version__}", encoder=encoder, version__=av.__version__),
        )
    return Check(
        "video encoder",
        False,
        Message("PyAV {version__} has no H.264 encoder", version__=av.__version__),
        "pip install --force-reinstall --only-binary :all: av",
    )


def check_disk_space(
    *, folder: Path | None = None, usage: Callable[[Path], Any] = shutil.disk_usage
) -> Check:
    """Room for the record, where it is kept."""
    place = folder if folder is not None else _data_folder()
    while not place.exists() and place != place.parent:
        place = place.parent
    free_mb = usage(place).free // 2**20
    detail = f"{free_mb:,} MB free at {place}"
    if free_mb < MIN_FREE_MB:
        return Check("disk space", False, detail, "free some space; a session may not be kept")
    return Check("disk space", True, detail)


def _data_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("facecheck", appauthor=False))
