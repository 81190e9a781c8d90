"""Plays sounds without delaying the caller, whatever the audio device does."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import cache
from typing import Any, Protocol, Self

import numpy as np

from facecheck.core.events import Sound
from facecheck.core.frames import Array
from facecheck.outputs.sound.tones import RATE_HZ, tone
from facecheck.outputs.words import Words

STALE_S = 0.5
"""A sound that could not begin for so long says something that is no longer true."""
JOIN_S = 2.0
FADE_S = 0.03
"""Words that are cut off end within this time, without a click."""

Fill = Callable[[int], Array]
"""Gives the next n samples, ``(n,)`` float32."""
OpenStream = Callable[[int, Fill], AbstractContextManager[object]]
"""Opens a device at a sample rate and draws samples from it on the device's own thread."""


class Player(Protocol):
    """What plays sounds."""

    muted: bool

    @property
    def notices(self) -> Sequence[str]:
        """What the user should know, such as that there is no sound device."""

    def play(self, sounds: Sequence[Sound]) -> None:
        """Start sounds now and return at once."""


class Speaker:
    """Plays sounds through the system's default device; without one it says so once.

    The device is opened on a thread: some take a second, and a missing one must not stop a
    session.

    Args:
        open_stream: Opens the device.
        words: The language of notices.
        clock: Seconds that only grow.

    Attributes:
        muted: While true, sounds are not played; set it at any time.
    """

    def __init__(
        self,
        open_stream: OpenStream | None = None,
        words: Words | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.muted = False
        self._words = words if words is not None else Words()
        self._open_stream = open_stream if open_stream is not None else open_device
        self._clock = clock
        self._asked: deque[tuple[float, Sound]] = deque(maxlen=16)
        self._sounding: list[tuple[Array, int]] = []
        self._words_asked: Array | None = None
        self._spoken: list[tuple[Array, int]] = []
        self._notices: list[str] = []
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def notices(self) -> Sequence[str]:
        """Why there is no sound, one line; empty while all is well."""
        return tuple(self._notices)

    def __enter__(self) -> Self:
        """Begin to open the device."""
        self._thread = threading.Thread(target=self._run, name="facecheck-sound", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        """Close the device."""
        self._closing.set()
        if self._thread is not None:
            # A driver can hang; the thread is a daemon, and the session is over.
            self._thread.join(JOIN_S)

    def play(self, sounds: Sequence[Sound]) -> None:
        """Start sounds now and return at once."""
        if self.muted:
            return
        now_s = self._clock()
        for sound in sounds:
            self._asked.append((now_s, sound))

    def speak(self, samples: Array) -> None:
        """Speak now and return at once; what was being said breaks off, as a person would."""
        if not self.muted:
            self._words_asked = samples

    def fill(self, count: int) -> Array:
        """The next samples, mixed; called by the device's thread."""
        now_s = self._clock()
        asked, self._words_asked = self._words_asked, None
        if asked is not None:
            self._spoken = _fading(self._spoken)
            self._spoken.append((asked, 0))
        while self._asked:
            asked_s, sound = self._asked.popleft()
            if now_s - asked_s <= STALE_S:
                self._sounding.append((tone(sound), 0))
        out = np.zeros(count, np.float32)
        if self.muted:
            self._sounding.clear()
            self._spoken.clear()
        self._sounding = _mixed(out, self._sounding)
        self._spoken = _mixed(out, self._spoken)
        return np.clip(out, -1, 1)

    def _run(self) -> None:
        for sound in Sound:
            tone(sound)  # made now, not when the first is due
        try:
            with ExitStack() as stack:
                stack.enter_context(self._open_stream(RATE_HZ, self.fill))
                self._closing.wait()
        except ImportError:
            self._notice(self._words("sound.package"))
        except Exception as error:  # PortAudio has its own errors, and none may end a session
            self._notice(self._reason(error))

    def _notice(self, reason: str) -> None:
        self._notices.append(self._words("sound.none", reason=reason))

    def _reason(self, error: Exception) -> str:
        text = (str(error).splitlines() or [type(error).__name__])[0]
        if "PortAudio library not found" in text:
            return self._words("sound.portaudio")
        return self._words("sound.device", problem=text)


def _mixed(out: Array, sounding: Sequence[tuple[Array, int]]) -> list[tuple[Array, int]]:
    """Add what sounds to `out`; returns what continues after it."""
    rest = []
    for samples, position in sounding:
        part = samples[position : position + len(out)]
        out[: len(part)] += part
        if position + len(out) < len(samples):
            rest.append((samples, position + len(out)))
    return rest


def _fading(sounding: Sequence[tuple[Array, int]]) -> list[tuple[Array, int]]:
    """What sounds, cut off without a click."""
    count = round(FADE_S * RATE_HZ)
    parts = [samples[position : position + count] for samples, position in sounding]
    return [(part * np.linspace(1, 0, len(part), dtype=np.float32), 0) for part in parts]


class Silent:
    """Plays nothing; remembers what was asked for."""

    def __init__(self) -> None:
        self.muted = False
        self.played: list[Sound] = []

    @property
    def notices(self) -> Sequence[str]:
        """None."""
        return ()

    def play(self, sounds: Sequence[Sound]) -> None:
        """Remember sounds."""
        if not self.muted:
            self.played.extend(sounds)


def silence_alsa() -> bool:
    """Keep ALSA from writing to the terminal; whether there is an ALSA.

    On a busy machine it tells of every sound that came late, in the middle of a table. What matters
    of it PortAudio tells us.
    """
    import ctypes

    try:
        alsa = ctypes.CDLL("libasound.so.2")
    except OSError:
        return False
    alsa.snd_lib_error_set_handler(_unheard())
    return True


@cache
def _unheard() -> object:
    """Takes what ALSA has to say; kept, for ALSA calls it as long as the process lives."""
    import ctypes

    text, number = ctypes.c_char_p, ctypes.c_int
    # file, line, function, error, format; what the format asks for comes after them.
    kind = ctypes.CFUNCTYPE(None, text, number, text, number, text)

    def unheard(*_: object) -> None:
        pass

    return kind(unheard)


def open_device(rate_hz: int, fill: Fill) -> AbstractContextManager[object]:
    """The default output device, by sounddevice (which MediaPipe depends on).

    Raises:
        OSError: The PortAudio library is missing.
        sounddevice.PortAudioError: There is no device, or it cannot be used.
    """
    import sounddevice

    silence_alsa()
    if not hasattr(sounddevice, "OutputStream"):
        # MediaPipe imports it on another thread at about this time; when that fails, this thread
        # is left with the beginnings of a module.
        raise OSError("PortAudio library not found")

    def callback(out: Any, frames: int, _time: Any, _status: Any) -> None:
        out[:, 0] = fill(frames)

    stream: AbstractContextManager[object] = sounddevice.OutputStream(
        samplerate=rate_hz, channels=1, dtype="float32", latency="low", callback=callback
    )
    return stream
