"""A recorded clip: every frame, at the presentation time its container gives it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

from facecheck.core.errors import SourceError
from facecheck.core.frames import Frame
from facecheck.core.messages import Code, Message
from facecheck.core.player_clock import PlayerClock, PlayerClockBuilder
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.core.text import printable
from facecheck.inputs.sources.container import open_container, stated_duration_s
from facecheck.inputs.sources.orientation import UprightPictures
from facecheck.inputs.sources.rates import has_stamps, stated_rate, zero_s
from facecheck.inputs.sources.retiming import Retiming
from facecheck.inputs.sources.speed_marks import speed_mark
from facecheck.inputs.sources.stamps import StampClock, counted
from facecheck.inputs.sources.streams import main_stream
from facecheck.inputs.sources.thinning import Thinning

if TYPE_CHECKING:
    import av
    from av.container import InputContainer
    from av.video.stream import VideoStream

MAX_ERRORS_IN_A_ROW = 100
"""A demuxer that fails this often without one packet in between has nothing more to give."""
SHORT_S = 0.5
"""How much of the promised duration may be missing before the clip counts as cut short."""


class Clip:
    """A video file, decoded on FFmpeg's threads; the same file gives the same frames.

    Frames that FFmpeg can read come out whatever else is wrong with the file; what was wrong
    stands in ``warnings``.

    Args:
        path: A video file that FFmpeg knows.
        read_as: What is known of it from elsewhere: its rate, its times, which of its streams.
        most_fps: How many pictures a second are handed over where it has more; None for all.

    Attributes:
        path: The file.
        warnings: What is wrong with the clip; complete once it was read to its end.
        dropped: Always 0.
    """

    def __init__(
        self, path: Path, read_as: ReadAs = PLAIN, *, most_fps: float | None = None
    ) -> None:
        self._most_fps = most_fps
        self.path = Path(path)
        self._read_as = read_as
        self.warnings: list[str] = []
        self.dropped = 0
        self._stated_s: float | None = None
        self._container: InputContainer | None = None
        self._stream = 0
        self._choice: str | None = None
        self._rate: float | None = None
        self._clock = StampClock()
        self._retiming = Retiming(PLAIN, "")
        self._player = PlayerClockBuilder()
        self._last_s = 0.0
        self._promised_s: float | None = None
        self._finished = False
        self._read_errors = 0
        self._bad_frames = 0
        # Pictures are made of the ones before: what was damaged stands in them until the next that
        # is whole by itself, though the decoder marks the first alone.
        self._hurt = False

    @property
    def name(self) -> str:
        """The file's name."""
        return printable(self.path.name)

    @property
    def duration_s(self) -> float | None:
        """To the end of the last frame once the clip was read; before, what the container says."""
        if self._finished:
            return self._last_s + self.frame_duration_s
        return self._promised_s

    @property
    def frame_duration_s(self) -> float:
        """How long the last frame read stands for."""
        return self._retiming.lasts_s(self._clock.shown_for(self._stated_s))

    @property
    def player(self) -> PlayerClock:
        """Where a player stands at the clip's times; known once it was read to its end."""
        return self._player.clock()

    def __enter__(self) -> Self:
        """Open the file.

        Raises:
            SourceError: It is missing, may not be read, is not a video, or says nothing of when its
                pictures were taken.
        """
        self._retiming = Retiming(self._read_as, self.name)
        self._container = open_container(self.path)
        try:
            stream, self._choice = main_stream(self._container, self.path, self._read_as.stream)
            self._stream = stream.index
            self._promised_s = stated_duration_s(self._container, stream)
            self._rate = stated_rate(self._container, stream)
            tags = {**self._container.metadata, **stream.metadata}
            mark = speed_mark(tags, self.path, self._rate)
            self._retiming = Retiming(self._read_as, self.name, marked=mark)
            if not has_stamps(self._container):
                self._need_rate()
        except BaseException:
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
            raise SourceError("{path}: not open; use it in a with statement", path=self.path)
        if self._finished:
            self._container.close()
            self._container = open_container(self.path)
        self.warnings[:] = [] if self._choice is None else [self._choice]
        self._finished, self._read_errors, self._bad_frames, self._hurt = False, 0, 0, False
        stream = next(s for s in self._container.streams.video if s.index == self._stream)
        stream.thread_type = "AUTO"
        stamped, zero = has_stamps(self._container), zero_s(self._container)
        self._clock = StampClock(1 / (self._rate or 30.0))
        self._player = PlayerClockBuilder()
        self._promised_s = stated_duration_s(self._container, stream)
        frames = 0
        turned = UprightPictures()
        thinning = None if self._most_fps is None else Thinning(self._most_fps)
        for picture in self._decoded(self._container, stream):
            base = picture.time_base or stream.time_base
            stamp_s = self._stated_s = None
            if stamped and base is not None:
                stamp_s = None if picture.pts is None else float(picture.pts * base)
                self._stated_s = float(picture.duration * base) if picture.duration else None
            if stamp_s is None and frames == 0:
                self._need_rate()
            shown_s = self._clock.at(stamp_s)
            self._last_s = self._retiming.at(frames, shown_s)
            self._player.starts_s = max(0.0, (self._clock.first_stamp_s or zero) - zero)
            if self._retiming.changes:
                self._player.add(self._last_s, shown_s)
            self._hurt = bool(picture.is_corrupt) or (self._hurt and not picture.key_frame)
            self._bad_frames += self._hurt
            frames += 1
            turned.read(picture)
            if thinning is not None and not thinning.takes(self._last_s):
                continue
            rgb = turned(picture, stream.sample_aspect_ratio)
            rgb.flags.writeable = False
            seen_s = self._player.starts_s + shown_s
            yield Frame(time_s=self._last_s, rgb=rgb, damaged=self._hurt, shown_s=seen_s)
        self._finished = True
        if frames == 0:
            raise SourceError(
                "{path}: no frame can be decoded; the file is damaged or was cut short, copy "
                "or export it again",
                path=self.path,
            )
        self._tell(frames)

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
                # A generator that raised is over; a fresh one continues behind the damage.
                self._read_errors += 1
                self._hurt = True
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
                self._hurt = True

    def _need_rate(self) -> None:
        """Refuse to guess when pictures were taken."""
        if self._rate is None and not self._retiming.own_times:
            raise SourceError(
                "{path}: has no time stamps and states no rate; say how many frames a second "
                "it has with --fps N",
                path=self.path,
            )

    def _tell(self, frames: int) -> None:
        """Say in words what was met on the way."""
        if self._read_errors:
            self.warnings.append(
                Message(
                    "{counted} skipped: the file is damaged",
                    counted=counted(self._read_errors, "damaged packet"),
                )
            )
        if self._bad_frames:
            share = self._bad_frames / frames
            self.warnings.append(
                Message(
                    "{bad_frames} of {counted} damaged, or made of damaged ones, and not judged "
                    "({share:.0%}): copy the file again",
                    bad_frames=self._bad_frames,
                    counted=counted(frames, "frame"),
                    share=share,
                )
            )
        if not self._retiming.own_times:
            self.warnings.extend(self._clock.warnings())
        self.warnings.extend(self._retiming.warnings(frames))
        # Some containers count their length from zero, wherever the first frame stands.
        read_s = self._clock.last_s + self._clock.shown_for(self._stated_s)
        until_s = read_s + self._clock.late_s
        if self._promised_s is not None and until_s < self._promised_s - SHORT_S:
            self.warnings.append(Message(Code.ENDS_EARLY, read=read_s, whole=self._promised_s))
