"""Opens the source that the user named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from facecheck.core.errors import ArgumentError, SourceError
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.inputs.cameras import Camera, camera_by_name, cameras
from facecheck.inputs.sources.animation import Animation, is_animated_webp
from facecheck.inputs.sources.base import LiveSource, RecordedSource
from facecheck.inputs.sources.clip import Clip
from facecheck.inputs.sources.folder import ImageFolder, images_in
from facecheck.inputs.sources.network import NetworkStream
from facecheck.inputs.sources.realtime_playback import RealtimePlayback
from facecheck.inputs.sources.reorientation import ReorientedCamera, ReorientedClip
from facecheck.inputs.sources.webcam import Webcam
from facecheck.inputs.trace.schema import SUFFIX as TRACE_SUFFIX

CLIP_SUFFIXES = frozenset(
    {".3gp", ".avi", ".flv", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".mts", ".ogv"}
    | {".ts", ".webm", ".wmv"}
)
"""What counts as a clip when a folder is given; a file named outright may end in anything."""

_N = TypeVar("_N", Path, str)


def open_clip(
    path: str | Path, read_as: ReadAs = PLAIN, *, most_fps: float | None = None
) -> RecordedSource:
    """A clip for a file, an image folder for a folder. Nothing is opened yet.

    Args:
        path: The recording.
        read_as: What is known of it from elsewhere: its rate, its times, which of its streams.
        most_fps: How many pictures a second of a video are handed over where it has more; None for
            all of them.

    Raises:
        ArgumentError: What was given is no path.
    """
    if not isinstance(path, str | Path):
        raise ArgumentError(
            "path is {path!r}; give the path of a clip or of a folder of images", path=path
        )
    path = Path(path)
    source: RecordedSource
    if path.is_dir():
        source = ImageFolder(path, read_as)
    elif is_animated_webp(path):
        source = Animation(path, read_as)
    else:
        source = Clip(path, read_as, most_fps=most_fps)
    return ReorientedClip(source, read_as) if read_as.reoriented else source


def open_camera(
    spec: str | int,
    *,
    listing: Callable[[], Sequence[Camera]] = cameras,
    read_as: ReadAs = PLAIN,
) -> LiveSource:
    """A live source for a camera's number or name, an address, or a clip played as a camera.

    Args:
        spec: ``0`` or 0, part of a camera's name, ``scheme://...``, or a path of a clip or folder.
        listing: Lists the cameras that are there.
        read_as: How a clip is read that stands in for a camera; of a camera, whether its pictures
            are mirrored or turned.

    Raises:
        SourceError: It is none of these.
        ArgumentError: It is neither a text nor a number.
    """
    if isinstance(spec, bool) or not isinstance(spec, str | int):
        raise ArgumentError(
            "camera is {spec!r}; give a number, a name, an address or a path", spec=spec
        )
    source = _camera(str(spec).strip(), listing, read_as)
    # A clip that stands in for a camera is turned where it is opened.
    turns = read_as.reoriented and not isinstance(source, RealtimePlayback)
    return ReorientedCamera(source, read_as) if turns else source


def _camera(spec: str, listing: Callable[[], Sequence[Camera]], read_as: ReadAs) -> LiveSource:
    if spec.isascii() and spec.isdigit():
        # The listing only lends the name: a camera it does not know may still open.
        names = {c.index: c.name for c in listing()}
        return Webcam(int(spec), name=names.get(int(spec)))
    if "://" in spec:
        return NetworkStream(spec)
    path = Path(spec).expanduser()
    if spec and _exists(path):
        return RealtimePlayback(open_clip(path, read_as))
    found = list(listing())
    chosen = camera_by_name(spec, found)
    if chosen is not None:
        return Webcam(chosen.index, name=chosen.name)
    known = ", ".join(f"{c.index} = {c.name}" for c in found) or "none found"
    raise SourceError(
        "{spec!r}: neither a camera (there: {known}) nor a file; see: facecheck doctor",
        spec=spec,
        known=known,
    )


def clips_among(names: Iterable[_N]) -> list[_N]:
    """Which of a folder's files are its clips; where it holds no film, its traces are.

    A trace beside the film that it was made of would be a second count of the same repetitions.
    """
    seen = [(Path(name), name) for name in names]
    for suffixes in (CLIP_SUFFIXES, frozenset({TRACE_SUFFIX})):
        found = [
            name
            for path, name in seen
            if path.suffix.lower() in suffixes and not path.name.startswith(".")
        ]
        if found:
            return found
    return []


def clips_in(paths: Sequence[Path]) -> list[Path]:
    """Replace each folder by the clips in it, sorted by name; files stay as they are.

    Where it holds no film, its traces are its clips; one that holds images alone is itself a clip.

    Raises:
        SourceError: A folder has neither.
    """
    clips: list[Path] = []
    for path in map(Path, paths):
        if not path.is_dir():
            clips.append(path)
            continue
        try:
            inside = clips_among(sorted(path.iterdir()))
            if not inside and images_in(path):
                inside = [path]
        except OSError as error:
            raise SourceError(
                "{path}: cannot list the folder ({strerror})", path=path, strerror=error.strerror
            ) from error
        if not inside:
            raise SourceError(
                "{path}: the folder holds no clips; name clips, or another folder", path=path
            )
        clips.extend(inside)
    return clips


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
