"""A recorded clip: every frame, at the presentation time its container gives it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

from facecheck.core.errors import SourceError, printable
from facecheck.core.frames import Frame
from facecheck.core.results import ENDS_EARLY
from facecheck.inputs.sources.picture import display_matrix, upright

if TYPE_CHECKING:
    import av
    from av.container import InputContainer
    from av.video.stream import VideoStream

MAX_ERRORS_IN_A_ROW = 100
"""A demuxer that fails this often without one packet in between has nothing more to give."""
REWIND_S = 1.0
"""A step back by more than this is a new stretch of film, not two frames out of order."""
SHORT_S = 0.5
"""How much of the promised duration may be missing before the clip counts as cut short."""
ATTACHED_PICTURE = 0x400
"""FFmpeg's mark for a cover picture, which is a video stream by form only."""


class Clip:
    """A video file, decoded on FFmpeg's threads; the same file gives the same frames.

    Frames that FFmpeg can read come out whatever else is wrong with the file; what was wrong
    stands in ``warnings``.

    Args:
        path: A video file that FFmpeg knows.

    Attributes:
        path: The file.
        warnings: What is wrong with the clip; complete once it was read to its end.
        dropped: Always 0.
        frame_duration_s: How long the last frame read is shown.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self.warnings: list[str] = []
        self.dropped = 0
        self.frame_duration_s = 0.0
        self._container: InputContainer | None = None
        self._clock = _Clock()
        self._promised_s: float | None = None
        self._finished = False
        self._read_errors = 0
        self._bad_frames = 0

    @property
    def name(self) -> str:
        """The file's name."""
        return printable(self.path.name)

    @property
    def duration_s(self) -> float | None:
        """To the end of the last frame once the clip was read; before, what the container says."""
        if self._finished:
            return self._clock.last_s + self.frame_duration_s
        return self._promised_s

    def __enter__(self) -> Self:
        """Open the file.

        Raises:
            SourceError: It is missing, may not be read, or is not a video.
        """
        self._container = _open(self.path)
        try:
            self._promised_s = _promised(self._container, _video(self._container, self.path))
        except SourceError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        """Close the file."""
        if self._container is not None:
            self._container.close()
            self._container = None

    def __iter__(self) -> Iterator[Frame]:
        """Yield every frame that can be decoded.

        Raises:
            SourceError: The file has no video, or not one frame of it can be decoded.
        """
        if self._container is None:
            raise SourceError(f"{self.path}: not open; use it in a with statement")
        if self._finished:
            self._container.close()
            self._container = _open(self.path)
        self.warnings.clear()
        self._finished, self._read_errors, self._bad_frames = False, 0, 0
        stream = _video(self._container, self.path)
        stream.thread_type = "AUTO"
        rate = stream.average_rate or stream.guessed_rate
        nominal_s = float(1 / rate) if rate else 1 / 30
        self._clock = _Clock(nominal_s)
        self._promised_s = _promised(self._container, stream)
        frames = 0
        for picture in self._decoded(self._container, stream):
            base = picture.time_base or stream.time_base
            stamp_s = None if picture.pts is None or base is None else float(picture.pts * base)
            shown_s = float(picture.duration * base) if picture.duration and base else 0.0
            time_s = self._clock.at(stamp_s)
            self.frame_duration_s = shown_s if shown_s > 0 else nominal_s
            self._bad_frames += bool(picture.is_corrupt)
            rgb = upright(picture, display_matrix(picture), stream.sample_aspect_ratio)
            rgb.flags.writeable = False
            frames += 1
            yield Frame(time_s=time_s, rgb=rgb)
        self._finished = True
        if frames == 0:
            raise SourceError(
                f"{self.path}: no frame can be decoded; the file is damaged or was cut short, "
                "copy or export it again"
            )
        self._tell()

    def _decoded(self, container: InputContainer, stream: VideoStream) -> Iterator[av.VideoFrame]:
        """Decode packet by packet, so that a damaged one costs itself and not the rest."""
        import av

        packets = container.demux(stream)
        in_a_row = 0
        while in_a_row < MAX_ERRORS_IN_A_ROW:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except (av.FFmpegError, OSError):
                # A generator that raised is over; a fresh one goes on behind the damage.
                self._read_errors += 1
                in_a_row += 1
                packets = container.demux(stream)
                continue
            in_a_row = 0
            try:
                yield from packet.decode()
            except av.EOFError:
                return
            except (av.FFmpegError, OSError):
                self._read_errors += 1

    def _tell(self) -> None:
        """Say in words what was met on the way."""
        if self._read_errors:
            self.warnings.append(
                f"{_count(self._read_errors, 'damaged packet')} skipped: the file is damaged"
            )
        if self._bad_frames:
            self.warnings.append(f"{_count(self._bad_frames, 'frame')} damaged in part")
        self.warnings.extend(self._clock.warnings())
        read_s = self._clock.last_s + self.frame_duration_s
        # Some containers count their length from zero, wherever the first frame stands.
        until_s = read_s + self._clock.late_s
        if self._promised_s is not None and until_s < self._promised_s - SHORT_S:
            self.warnings.append(
                f"{ENDS_EARLY}: {read_s:.1f} of {self._promised_s:.1f} s could be read"
            )


class _Clock:
    """Turns presentation stamps into times that start at 0 and never decrease."""

    def __init__(self, nominal_s: float = 1 / 30) -> None:
        self.last_s = 0.0
        self._nominal_s = nominal_s
        self._origin_s: float | None = None
        self._first_s: float | None = None
        self._begun = False
        self._missing = 0
        self._repeated = 0
        self._rewinds = 0

    @property
    def late_s(self) -> float:
        """How far after zero the first stamp was."""
        return max(0.0, self._first_s or 0.0)

    def at(self, stamp_s: float | None) -> float:
        """The time of the next frame, given its stamp in seconds."""
        if stamp_s is None:
            self._missing += 1
            time_s = self.last_s + self._nominal_s if self._begun else 0.0
        else:
            if self._first_s is None:
                self._first_s = stamp_s
            if self._origin_s is None:
                self._origin_s = stamp_s - (self.last_s + self._nominal_s if self._begun else 0.0)
            time_s = stamp_s - self._origin_s
            if self._begun and time_s < self.last_s - REWIND_S:
                self._rewinds += 1
                time_s = self.last_s + self._nominal_s
                self._origin_s = stamp_s - time_s
            elif self._begun and time_s <= self.last_s:
                self._repeated += 1
                time_s = self.last_s
        self._begun = True
        self.last_s = time_s
        return time_s

    def warnings(self) -> list[str]:
        """What was wrong with the stamps."""
        lines = []
        if self._missing:
            lines.append(
                f"{_count(self._missing, 'frame')} without a time stamp: "
                "placed by the average frame rate"
            )
        if self._repeated:
            lines.append(
                f"{_count(self._repeated, 'time stamp')} not after the one before: "
                "the frame keeps the earlier time"
            )
        if self._rewinds:
            lines.append(f"the clip's clock jumps back {_count(self._rewinds, 'time')}: joined up")
        return lines


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _open(path: Path) -> InputContainer:
    """Open a container, or say in one line why not."""
    import av

    try:
        if not path.exists():
            raise SourceError(f"{path}: no such file; check the path")
        if path.is_dir():
            raise SourceError(f"{path}: is a folder without images, not a clip")
        if not path.is_file():
            raise SourceError(f"{path}: is a pipe or a device; save it to a file first")
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        # Path.exists() lets through what it cannot look at, such as a name that is too long.
        raise SourceError(
            f"{path}: cannot be read ({os.strerror(error.errno or 0)}); check its permissions"
        ) from error
    except ValueError as error:
        raise SourceError(f"{str(path)!r}: not a path ({error})") from error
    if not head:
        raise SourceError(f"{path}: is empty; copy or record it again")
    try:
        # Absolute, so that no name is taken for a protocol; and a playlist posing as a clip
        # cannot make FFmpeg open an address.
        return av.open(
            str(path.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}
        )
    except (av.FFmpegError, OSError, ValueError) as error:
        if head[4:8] == b"ftyp":
            raise SourceError(
                f"{path}: the recording was cut short before its index was written; "
                "copy it again or mend it with a tool such as untrunc"
            ) from error
        raise SourceError(
            f"{path}: is not a video that FFmpeg can read; convert it to mp4 first"
        ) from error


def _promised(container: InputContainer, stream: VideoStream) -> float | None:
    """The duration that the file states, its picture stream's rather than its sound's."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return None if container.duration is None else container.duration / 1_000_000


def _video(container: InputContainer, path: Path) -> VideoStream:
    """The main picture stream, cover pictures aside."""
    streams = [
        s
        for s in container.streams.video
        if not s.disposition & ATTACHED_PICTURE and s.codec_context is not None
    ]
    if not streams:
        raise SourceError(f"{path}: has no video stream that can be decoded (sound only?)")
    return max(streams, key=lambda s: (s.width or 0) * (s.height or 0))
