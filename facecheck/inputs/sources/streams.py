"""Chooses which of a file's video streams is judged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from facecheck.core.errors import SourceError
from facecheck.inputs.sources.orientation import display_matrix, upright
from facecheck.inputs.sources.pyav import open_input

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

    from facecheck.core.frames import Image

ATTACHED_PICTURE = 0x400
"""FFmpeg's mark for a cover picture, which is a video stream by form only."""
DEFAULT = 0x1
"""Its mark for what a player shows unless it is told otherwise."""
LOOKS = 6
LOOK_EVERY_S = 1.5
"""A face that is not there in nine seconds is not whom the recording is of."""


class StreamChoice(NamedTuple):
    """A picture stream, and what the user should know of the choice."""

    stream: VideoStream
    note: str | None


def main_stream(container: InputContainer, path: Path, wanted: int | None = None) -> StreamChoice:
    """The picture stream that is judged: the one that was asked for, else the one with a face.

    Covers are none, and a still beside a film, as an animated AVIF has one, is not the film. Of
    several in which no face is seen it is the one that players show.

    Args:
        container: Open.
        path: The same file, to look into its streams without moving in ``container``.
        wanted: Number of a picture stream, from 0.

    Raises:
        SourceError: There is none, or none of that number.
    """
    streams = _films_and_stills(container, str(path))
    if wanted is not None:
        if wanted >= len(streams):
            raise SourceError(
                "{path}: has no picture stream {wanted}; there: {listed}",
                path=path,
                wanted=wanted,
                listed=_listed(streams),
            )
        return StreamChoice(streams[wanted], None)
    films = [s for s in streams if s.frames != 1] or streams
    if len(films) == 1:
        return StreamChoice(films[0], None)
    faces = [_faces(path, s.index) for s in films]
    best = max(range(len(films)), key=lambda i: (faces[i], _marked(films[i], DEFAULT), -i))
    seen = "a face was found there" if faces[best] else "a face was found in none"
    return StreamChoice(
        films[best],
        f"{len(streams)} picture streams ({_listed(streams)}): "
        f"judged is {streams.index(films[best])}, {seen}; --stream N takes another",
    )


def usual_stream(container: InputContainer, name: str) -> VideoStream:
    """The picture stream that players show.

    Raises:
        SourceError: There is none.
    """
    return max(_films_and_stills(container, name), key=lambda s: _marked(s, DEFAULT))


def _films_and_stills(container: InputContainer, name: str) -> list[VideoStream]:
    streams = [
        s
        for s in container.streams.video
        if not _marked(s, ATTACHED_PICTURE) and s.codec_context is not None
    ]
    if not streams:
        raise SourceError(
            "{name}: has no video stream that can be decoded (sound only?)", name=name
        )
    return streams


def _marked(stream: VideoStream, mark: int) -> bool:
    """Whether a stream has a mark: a number since PyAV 17, a flag that is none before."""
    disposition: Any = stream.disposition
    return bool(int(getattr(disposition, "value", disposition)) & mark)


def _listed(streams: Sequence[VideoStream]) -> str:
    return ", ".join(f"{i} = {s.width}x{s.height}" for i, s in enumerate(streams))


def _faces(path: Path, index: int) -> int:
    """In how many of a stream's first pictures, some time apart, there is a face."""
    from facecheck.inputs.mediapipe.landmarker import pictures_with_face

    return pictures_with_face(_looks(path, index))


def _looks(path: Path, index: int) -> list[Image]:
    import av

    pictures: list[Image] = []
    due_s: float | None = None
    with open_input(str(path.absolute()), options={"protocol_whitelist": "file"}) as container:
        stream = container.streams[index]
        try:
            for picture in container.decode(stream):
                if not isinstance(picture, av.VideoFrame) or picture.is_corrupt:
                    continue
                at_s = picture.time or 0.0
                if due_s is None or at_s >= due_s:
                    pictures.append(upright(picture, display_matrix(picture), None))
                    due_s = at_s + LOOK_EVERY_S
                if len(pictures) >= LOOKS:
                    break
        except (av.FFmpegError, OSError):
            pass  # what is damaged is told when the clip is read
    return pictures
