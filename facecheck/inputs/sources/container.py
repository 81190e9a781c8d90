"""Opens the container of a clip, or says in one line why it cannot be read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from facecheck.core.errors import SourceError
from facecheck.inputs.sources.pyav import open_input

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream


TERMINAL_ART = frozenset({"adf", "bin", "idf", "tty", "xbin"})
"""FFmpeg's readers of letters drawn as pictures; to them notes.txt is a film of 25 a second."""


def open_container(path: Path) -> InputContainer:
    """Open a container, or say in one line why not."""
    import av

    try:
        if not path.exists():
            raise SourceError("{path}: no such file; check the path", path=path)
        if path.is_dir():
            raise SourceError("{path}: is a folder without images, not a clip", path=path)
        if not path.is_file():
            raise SourceError("{path}: is a pipe or a device; save it to a file first", path=path)
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        # Path.exists() lets through what it cannot look at, such as a name that is too long.
        raise SourceError(
            "{path}: cannot be read ({strerror}); check its permissions",
            path=path,
            strerror=os.strerror(error.errno or 0),
        ) from error
    except ValueError as error:
        raise SourceError("{path!r}: not a path ({error})", path=str(path), error=error) from error
    if not head:
        raise SourceError("{path}: is empty; copy or record it again", path=path)
    try:
        # Absolute, so that no name is taken for a protocol; and a playlist posing as a clip
        # cannot make FFmpeg open an address.
        container = open_input(str(path.absolute()), options={"protocol_whitelist": "file"})
    except (av.FFmpegError, OSError, ValueError) as error:
        if head[4:8] == b"ftyp":
            raise SourceError(
                "{path}: the recording was cut short before its index was written; copy it "
                "again or mend it with a tool such as untrunc",
                path=path,
            ) from error
        raise SourceError(
            "{path}: is not a video that FFmpeg can read; convert it to mp4 first", path=path
        ) from error
    if container.format.name in TERMINAL_ART:
        container.close()
        raise SourceError("{path}: is not a video but text; name the clip", path=path)
    return container


def stated_duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    """The duration that the file states, its picture stream's rather than its sound's."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return None if container.duration is None else container.duration / 1_000_000
