"""What may keep facecheck from working on this machine, each problem with its remedy.

Every check is a function without arguments that opens no camera and plays no sound.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from facecheck.core.errors import ModelError
from facecheck.inputs.assets import FACE, HAND, Model, find
from facecheck.inputs.cameras import Camera, cameras
from facecheck.inputs.landmarker import Landmarker

OPENCV_WHEELS = (
    "opencv-python",
    "opencv-contrib-python",
    "opencv-python-headless",
    "opencv-contrib-python-headless",
)
MIN_FREE_MB = 200
"""A trace takes 7 MB a minute; an annotated clip less. Below this a session may not be kept."""
DEV = Path("/dev")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Attributes:
        name: What was looked at.
        ok: True for fine, False for a problem, None for something to know that stops nothing.
        detail: What was found, one line.
        remedy: The command or setting that mends it; None where nothing needs mending.
    """

    name: str
    ok: bool | None
    detail: str
    remedy: str | None = None


def run(checks: Sequence[Callable[[], Check]] | None = None) -> list[Check]:
    """Run every check; one that fails to run is itself a finding."""
    results = []
    for check in CHECKS if checks is None else checks:
        try:
            results.append(check())
        except Exception as error:  # the doctor must get to the end of his round
            name = check.__name__.removeprefix("check_").replace("_", " ")
            reason = (str(error).splitlines() or [""])[0]
            results.append(Check(name, False, f"{type(error).__name__}: {reason}", REINSTALL))
    return results


REINSTALL = f"{Path(sys.executable).name} -m pip install --force-reinstall facecheck"


def check_cameras(
    *, listing: Callable[[], Sequence[Camera]] = cameras, platform: str = sys.platform
) -> Check:
    """Cameras by name, with the number that --camera takes."""
    found = listing()
    if found:
        return Check("cameras", True, ", ".join(f"{c.index} = {c.name}" for c in found))
    if platform.startswith("linux"):
        remedy = "plug one in, then look at: ls /dev/video*"
    elif platform == "darwin":
        remedy = "plug one in; it appears in System Settings > General > About > System Report"
    else:
        remedy = "plug one in; it appears in the Device Manager under Cameras"
    return Check("cameras", None, "none found; clips can be judged all the same", remedy)


def check_permission(
    *,
    listing: Callable[[], Sequence[Camera]] = cameras,
    platform: str = sys.platform,
    dev: Path = DEV,
    access: Callable[[Path], bool] = lambda path: os.access(path, os.R_OK | os.W_OK),
) -> Check:
    """Whether this user may open the cameras."""
    name = "camera permission"
    if platform == "darwin":
        return Check(
            name,
            None,
            "macOS asks at the first use, for the terminal program",
            "System Settings > Privacy & Security > Camera",
        )
    if platform == "win32":
        return Check(
            name,
            None,
            "Windows keeps it in its settings",
            "Settings > Privacy & security > Camera > Let desktop apps access your camera",
        )
    nodes = [dev / f"video{camera.index}" for camera in listing()]
    barred = [str(node) for node in nodes if not access(node)]
    if barred:
        return Check(
            name,
            False,
            f"this user may not open {', '.join(barred)}",
            "sudo usermod -aG video $USER, then log in again",
        )
    return Check(name, True, "this user may open them" if nodes else "no camera to open")


def check_window_system(
    *,
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    build: Callable[[], str] | None = None,
) -> Check:
    """Whether a window can be opened: a display, and an OpenCV built with windows."""
    name = "window system"
    toolkit = gui_in(build() if build is not None else _build_information())
    if toolkit is None:
        return Check(
            name,
            False,
            "OpenCV was built without windows (a headless wheel)",
            "pip uninstall -y opencv-python-headless opencv-contrib-python-headless; " + REINSTALL,
        )
    if platform not in ("darwin", "win32"):
        shown = [v for v in ("WAYLAND_DISPLAY", "DISPLAY") if environ.get(v)]
        if not shown:
            return Check(
                name,
                None,
                "no display (neither DISPLAY nor WAYLAND_DISPLAY is set); clips work, live not",
                "run it from a desktop session, or: xvfb-run facecheck live",
            )
        return Check(name, True, f"{toolkit} on {', '.join(f'{v}={environ[v]}' for v in shown)}")
    return Check(name, True, toolkit)


def gui_in(build_information: str) -> str | None:
    """The window toolkit that OpenCV's build information names, None without one.

    >>> gui_in("  GUI:                           QT5")
    'QT5'
    >>> gui_in("  GUI:                           NONE") is None
    True
    """
    match = re.search(r"^\s*GUI:[ \t]*(\S*)", build_information, re.MULTILINE)
    if match is None or match[1].upper() in ("NONE", "NO"):
        return None
    if match[1]:
        return match[1]
    # Some builds leave the line empty and list the toolkits below it.
    below = build_information[match.end() :].split("\n\n", 1)[0]
    named = re.search(r"^\s*(QT|GTK\+|COCOA|WIN32 UI|Win32 UI|WAYLAND):[ \t]*YES", below, re.M)
    return named[1] if named else None


def _build_information() -> str:
    cv2: Any = importlib.import_module("cv2")
    return str(cv2.getBuildInformation())


def check_opencv(*, versions: Callable[[], Mapping[str, str]] | None = None) -> Check:
    """Whether all OpenCV wheels are one version: they overwrite one another's files."""
    installed = versions() if versions is not None else _installed(OPENCV_WHEELS)
    listed = ", ".join(f"{name} {number}" for name, number in installed.items())
    if not installed:
        return Check("OpenCV", False, "not installed", REINSTALL)
    headless = [name for name in installed if name.endswith("headless")]
    if len(set(installed.values())) > 1 or headless:
        number = installed.get("opencv-contrib-python") or max(installed.values())
        return Check(
            "OpenCV",
            False,
            f"{listed}: wheels that share the folder cv2 must be one version with windows",
            f"pip uninstall -y {' '.join(installed)}; "
            f"pip install opencv-python=={number} opencv-contrib-python=={number}",
        )
    return Check("OpenCV", True, listed)


def check_mediapipe(*, landmarker: Callable[[], Landmarker] = Landmarker) -> Check:
    """Whether MediaPipe loads here: its library wants system libraries that it finds late."""
    if importlib.util.find_spec("mediapipe") is None:
        return Check("MediaPipe", False, "not installed for this Python", REINSTALL)
    try:
        with landmarker():
            pass
    except ModelError as error:
        reason = str(error)
        remedy = next((r for part, r in LIBRARIES.items() if part in reason), REINSTALL)
        return Check("MediaPipe", False, reason, remedy)
    return Check("MediaPipe", True, f"{version('mediapipe')} loads its face model")


LIBRARIES = {
    "libGLES": "sudo apt install libgles2 libegl1",
    "libEGL": "sudo apt install libgles2 libegl1",
    "libGL.": "sudo apt install libgl1",
    "models fetch": "facecheck models fetch",
}


def check_face_model(*, finder: Callable[[Model], Path] = find) -> Check:
    """The face model and its hash."""
    return _model("face model", FACE, finder)


def check_hand_model(*, finder: Callable[[Model], Path] = find) -> Check:
    """The hand model and its hash."""
    return _model("hand model", HAND, finder)


def _model(name: str, model: Model, finder: Callable[[Model], Path]) -> Check:
    try:
        path = finder(model)
    except ModelError as error:
        return Check(name, False, str(error), "facecheck models fetch")
    return Check(name, True, f"{path} (hash verified)")


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


def check_video_encoder() -> Check:
    """Whether annotated clips can be written as H.264."""
    av: Any = importlib.import_module("av")
    for encoder in ("libx264", "h264", "libopenh264", "h264_videotoolbox", "h264_mf"):
        try:
            av.codec.Codec(encoder, "w")
        except (ValueError, LookupError, OSError):
            continue
        return Check("video encoder", True, f"{encoder} in PyAV {av.__version__}")
    return Check(
        "video encoder",
        False,
        f"PyAV {av.__version__} has no H.264 encoder",
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


def _installed(names: Sequence[str]) -> dict[str, str]:
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


CHECKS: tuple[Callable[[], Check], ...] = (
    check_cameras,
    check_permission,
    check_window_system,
    check_opencv,
    check_mediapipe,
    check_face_model,
    check_hand_model,
    check_video_encoder,
    check_sound,
    check_disk_space,
)
