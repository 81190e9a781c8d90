"""Uses everything a session needs once: clip, models, trace, mp4, history, window.

Versions that fit on paper may not fit in use; what is written goes into a folder that is gone
afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import numpy as np

from facecheck.core.errors import DisplayError, FacecheckError, ModelError
from facecheck.core.events import Attempt
from facecheck.core.frames import BLENDSHAPES, FACE_POINTS, Face, Frame, Image, Observation
from facecheck.core.messages import Message
from facecheck.doctor.check import REINSTALL, Check
from facecheck.inputs.library import sample_clip
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources import open_clip
from facecheck.inputs.trace import read_trace, write_trace
from facecheck.outputs.video import AnnotatedVideo
from facecheck.store.history import History

CLIP = "jaw_open_3x5.mp4"
PICTURES = 12
SIZE = (320, 240)


class OpenedWindow(Protocol):
    """As much of a window as is needed to see that one comes."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""

    def show(self, rgb: Image, bar: Image | None = None) -> None:
        """Show a picture."""

    def close(self) -> None:
        """Close it."""


def check_decoding() -> Check:
    """Whether the clip that came along is decoded."""
    return _used("decoding", "av", _decode)


def check_models() -> Check:
    """Whether both models run, and find the face of that clip."""
    return _used("models", "mediapipe", _run_models)


def check_trace() -> Check:
    """Whether landmarks are read as they were written."""
    return _used("trace", "pyarrow", _keep_trace)


def check_mp4() -> Check:
    """Whether a clip is read as it was written."""
    return _used("mp4", "av", _write_mp4)


def check_history() -> Check:
    """Whether a session is kept."""
    return _used("history", None, _keep_session)


def check_drawing(open_window: Callable[[], OpenedWindow]) -> Check:
    """Whether a window opens and takes a picture.

    Args:
        open_window: Makes it; called where there is a screen.
    """

    def draw() -> Message:
        window = open_window()
        try:
            window.show(np.full((SIZE[1], SIZE[0], 3), 90, np.uint8))
            width, height = window.size
        finally:
            window.close()
        return Message("a window of {width} x {height}", width=width, height=height)

    return _used("drawing", "pygame-ce", draw)


def mended(library: str) -> str:
    """The command that installs a version which facecheck was tried with.

    Args:
        library: As it is called where it is installed from.
    """
    try:
        needed = requires("facecheck") or []
    except PackageNotFoundError:
        return REINSTALL
    found = [line for line in needed if line.replace("<", ">").partition(">")[0] == library]
    return f"pip install --force-reinstall '{found[0]}'" if found else REINSTALL


def _used(name: str, library: str | None, use: Callable[[], Message]) -> Check:
    remedy = REINSTALL if library is None else mended(library)
    try:
        return Check(name, True, use())
    except ModelError as error:
        return Check(name, False, str(error), "facecheck models fetch")
    except DisplayError as error:
        return Check(name, False, str(error), "facecheck live --no-window")
    except Exception as error:  # whatever it is, it is what is looked for
        reason = (str(error).splitlines() or [""])[0]
        made_by = "" if library is None else f" ({library} {_version(library)})"
        return Check(name, False, f"{type(error).__name__}: {reason}{made_by}", remedy)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "-"


def _pictures() -> list[Frame]:
    with open_clip(sample_clip(CLIP)) as clip:
        return list(islice(clip, PICTURES))


def _decode() -> Message:
    frames = _pictures()
    height, width = frames[-1].rgb.shape[:2]
    if len(frames) < PICTURES or frames[-1].time_s <= 0 or not frames[-1].rgb.any():
        raise FacecheckError(Message("{count} pictures, no film", count=len(frames)))
    return Message(
        "{clip}: {width} x {height} by PyAV {number}",
        clip=CLIP,
        width=width,
        height=height,
        number=_version("av"),
    )


def _run_models() -> Message:
    with Landmarker(hands=True) as landmarker:
        seen = [landmarker(frame) for frame in _pictures()]
        faces = sum(one.face is not None for one in seen)
        if not faces or any(one.hands is None for one in seen):
            raise FacecheckError(Message("no face in {count} pictures", count=len(seen)))
        return Message(
            "a face in {faces} of {count} pictures by {way}",
            faces=faces,
            count=len(seen),
            way=landmarker.way,
        )


def _keep_trace() -> Message:
    shape = (FACE_POINTS, 3), (BLENDSHAPES,), (4, 4)
    points, blendshapes, matrix = (np.full(s, 0.25, np.float32) for s in shape)
    seen = Observation(0.04, SIZE, Face(points, blendshapes, matrix), (), 0.5)
    kept = [Observation(0.0, SIZE, None), seen]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        write_trace(path, kept, name="a.mp4")
        read = list(read_trace(path))
    same = [(o.time_s, o.face is None) for o in read] == [(0.0, True), (0.04, False)]
    if not same or read[1].face is None or not np.array_equal(read[1].face.points, points):
        raise FacecheckError("reads otherwise than it was written")
    return Message("written and read by pyarrow {number}", number=_version("pyarrow"))


def _write_mp4() -> Message:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.mp4"
        with AnnotatedVideo(path, SIZE) as video:
            for n in range(PICTURES):
                video.write(np.full((SIZE[1], SIZE[0], 3), 20 * n, np.uint8), n / 30)
        with open_clip(path) as clip:
            count = sum(1 for _ in clip)
    if count != PICTURES:
        raise FacecheckError("reads otherwise than it was written")
    return Message("written and read by PyAV {number}", number=_version("av"))


def _keep_session() -> Message:
    now = datetime.now(UTC)
    with TemporaryDirectory() as folder:
        with History(Path(folder) / "history.sqlite") as history:
            session = history.begin_session("jaw-open", ["jaw-open"], at=now)
            one = history.begin_set(session, "jaw-open", reps=1, hold_s=1.0, at=now)
            history.put_attempt(one, Attempt(1, 0.0, 2.0, 1.5, 1.0, True, None, 90))
        with History(Path(folder) / "history.sqlite") as history:
            kept = history.sessions()
    if [len(s.attempts) for session in kept for s in session.sets] != [1]:
        raise FacecheckError("reads otherwise than it was written")
    return Message("a session is kept and read")
