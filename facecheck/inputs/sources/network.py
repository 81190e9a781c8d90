"""Pictures from an address: a stream that continues by itself, or a film played at its own pace."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from facecheck.core.errors import SourceError
from facecheck.core.frames import Frame
from facecheck.core.text import one_line
from facecheck.inputs.sources.live_source import NewestWins
from facecheck.inputs.sources.orientation import UprightPictures
from facecheck.inputs.sources.pyav import open_input
from facecheck.inputs.sources.rates import has_stamps
from facecheck.inputs.sources.stamps import StampClock
from facecheck.inputs.sources.streams import usual_stream

if TYPE_CHECKING:
    from av.container import InputContainer

OPEN_S, READ_S = 10.0, 10.0
"""An address that says nothing for so long says nothing."""
REOPEN_S = 1.0
JOIN_S = 2.0
OPTIONS = {"rtsp_flags": "prefer_tcp"}
"""RTSP by UDP loses packets at the first wall, and a lost packet is a torn picture."""


class NetworkStream(NewestWins[Frame]):
    """The newest picture of a stream at an address.

    Pictures have the stream's own times; where it has none, as MJPEG of a network camera, the times
    they arrived. A film with an end is played at its own pace, as a camera would; a stream that
    breaks off is opened again every second.

    Args:
        address: Of any kind that FFmpeg opens.
        open_container: Opens it.
        clock: Seconds that only grow.

    Attributes:
        name: The address.
        warnings: What the user should know about the stream.
    """

    def __init__(
        self,
        address: str,
        *,
        open_container: Callable[[str], InputContainer] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(clock)
        self.name = self._address = address
        self.warnings: list[str] = []
        self._open = open_container or _opened
        self._thread: threading.Thread | None = None
        self._container: InputContainer | None = None
        self._pictures = 0
        self._film = False
        self._begun_s = 0.0
        self._duration_s: float | None = None

    @property
    def duration_s(self) -> float | None:
        """Of a film; None for a stream without an end."""
        return self._duration_s

    def __enter__(self) -> Self:
        """Open the address.

        Raises:
            SourceError: Nothing answers there, or it sends no pictures.
        """
        self._container = self._open(self._address)
        microseconds = self._container.duration
        self._duration_s = None if microseconds is None else microseconds / 1_000_000
        self._film = _has_end(self._container)
        if not self._film:
            self._start()
        return self

    def _start(self) -> None:
        self._begun_s = self._arrived_s = self._clock()
        self._thread = threading.Thread(
            target=self._run, args=(self._container,), name="facecheck-network", daemon=True
        )
        self._thread.start()

    def __exit__(self, *exc: object) -> None:
        """Stop reading."""
        self._stop.set()
        if self._thread is not None:
            # A read of a silent address ends by itself after READ_S; the thread is a daemon.
            self._thread.join(JOIN_S)
        elif self._container is not None:
            self._container.close()

    def newest(self, timeout_s: float) -> Frame | None:
        """The newest picture not yet handed over; None after the timeout.

        Raises:
            SourceError: It cannot be read.
        """
        if self._thread is None:
            # A film starts when it is first asked for: loading a model costs none of it.
            self._start()
        return self._newest.take(timeout_s)

    def _run(self, container: InputContainer) -> None:
        offset_s = 0.0
        try:
            while True:
                try:
                    offset_s = self._read(container, offset_s)
                finally:
                    container.close()
                if self._film or self._stop.is_set() or not self._pictures:
                    break
                again = self._again()
                if again is None:
                    break
                container = again
                # What passed meanwhile is time in which nobody was seen.
                offset_s = max(offset_s, self._clock() - self._begun_s)
            silent = not self._pictures and not self._stop.is_set()
            self._newest.close(_no_picture(self._address) if silent else None)
        except BaseException as error:  # told to the reader's thread, which raises it
            self._newest.close(error)

    def _again(self) -> InputContainer | None:
        while not self._stop.wait(REOPEN_S):
            try:
                return self._open(self._address)
            except SourceError:
                continue
        return None

    def _read(self, container: InputContainer, offset_s: float) -> float:
        """Hand pictures over until the stream breaks off; gives the last one's time."""
        import av

        stream = usual_stream(container, self._address)
        stream.thread_type = "AUTO"
        stamped = has_stamps(container) and container.format.name != "mpjpeg"
        paced = self._film or container.format.name == "hls"
        clock, last_s = StampClock(), offset_s
        begun_s, hurt = self._clock(), False
        turned = UprightPictures()
        try:
            for picture in container.decode(stream):
                if self._stop.is_set():
                    break
                arrived_s = self._clock() - begun_s
                time_s = clock.at(
                    picture.time if stamped and picture.pts is not None else arrived_s
                )
                if paced and time_s > arrived_s:
                    # A film comes as fast as the line carries it, HLS some seconds at a time.
                    self._stop.wait(time_s - arrived_s)
                turned.read(picture)
                rgb = turned(picture, stream.sample_aspect_ratio)
                rgb.flags.writeable = False
                self._arrived_s, last_s = self._clock(), offset_s + time_s
                self._pictures += 1
                hurt = bool(picture.is_corrupt) or (hurt and not picture.key_frame)
                self._newest.put(Frame(last_s, rgb, damaged=hurt))
        except (av.FFmpegError, OSError):
            pass  # the line broke; what was sent is here, and it is opened again
        return last_s


def _has_end(container: InputContainer) -> bool:
    """Whether it is a film: it says how long it is, or how large."""
    if container.duration is not None:
        return True
    endless = container.format.name in ("hls", "mpjpeg", "rtsp", "sdp")
    return not endless and container.size > 0


def _no_picture(address: str) -> SourceError:
    return SourceError(
        "{address}: answers, but sends no picture that can be decoded; check the address",
        address=address,
    )


def _opened(address: str) -> InputContainer:
    import av

    try:
        container = open_input(address, options=OPTIONS, timeout=(OPEN_S, READ_S))
    except (av.FFmpegError, OSError, ValueError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error))
        raise SourceError(
            "{address}: cannot be opened ({reason}); check the address",
            address=address,
            reason=reason,
        ) from error
    try:
        usual_stream(container, address)
    except SourceError:
        container.close()
        raise
    return container
