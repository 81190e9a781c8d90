from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import numpy as np
import pytest

from facecheck.core.events import Sound
from facecheck.outputs.sound.player import STALE_S, Fill, Silent, Speaker, open_device, silence_alsa
from facecheck.outputs.sound.tones import RATE_HZ, tone


@contextmanager
def device(_rate_hz: int, _fill: Fill) -> Iterator[None]:
    yield


def broken(error: Exception) -> Callable[[int, Fill], AbstractContextManager[object]]:
    def open_stream(_rate_hz: int, _fill: Fill) -> AbstractContextManager[object]:
        raise error

    return open_stream


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_sound_is_played_from_its_beginning_to_its_end() -> None:
    speaker = Speaker(device)
    speaker.play([Sound.TICK])
    played = np.concatenate([speaker.fill(256) for _ in range(20)])
    wanted = tone(Sound.TICK)
    assert np.array_equal(played[: len(wanted)], wanted)
    assert not played[len(wanted) :].any()


def test_sounds_are_mixed_and_stay_in_range() -> None:
    speaker = Speaker(device)
    speaker.play([Sound.COUNTED, Sound.HOLD_START])
    played = speaker.fill(4800)
    wanted = tone(Sound.COUNTED)[:4800] + tone(Sound.HOLD_START)[:4800]
    assert np.array_equal(played, np.clip(wanted, -1, 1))


def test_a_sound_that_comes_too_late_is_left_out() -> None:
    now = [0.0]
    speaker = Speaker(device, clock=lambda: now[0])
    speaker.play([Sound.TICK])
    now[0] = STALE_S + 0.1
    assert not speaker.fill(4800).any()


def test_muted_is_silent_at_once_and_what_was_muted_never_comes() -> None:
    speaker = Speaker(device)
    speaker.play([Sound.SET_DONE])
    assert speaker.fill(2400).any()
    speaker.muted = True
    speaker.play([Sound.TICK])
    assert not speaker.fill(2400).any()
    speaker.muted = False
    assert not speaker.fill(2400).any()


def test_asking_never_waits_for_the_device() -> None:
    opened, go_on, asked = threading.Event(), threading.Event(), threading.Event()
    waited_for: list[bool] = []

    @contextmanager
    def slow(_rate_hz: int, _fill: Fill) -> Iterator[None]:
        opened.set()
        waited_for.append(asked.wait(20))
        assert go_on.wait(60)
        yield

    with Speaker(slow) as speaker:
        assert opened.wait(60)
        for _ in range(1000):
            speaker.play([Sound.TICK])
        asked.set()
        go_on.set()
    assert waited_for == [True], "all was asked for before the device was there"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError("PortAudio library not found"), "apt install libportaudio2"),
        (RuntimeError("Error querying device -1\nmore"), r"device -1; connect a loudspeaker"),
        (ImportError(), "pip install sounddevice"),
    ],
)
def test_no_sound_is_a_notice_and_not_a_failure(error: Exception, words: str) -> None:
    with Speaker(broken(error)) as speaker:
        wait_for(lambda: speaker.notices)
        speaker.play([Sound.TICK])
    (notice,) = speaker.notices
    assert notice.startswith("No sound: ")
    assert words.replace("\\", "") in notice
    assert "\n" not in notice


def test_the_device_is_closed_with_the_speaker() -> None:
    closed = threading.Event()

    @contextmanager
    def watched(_rate_hz: int, _fill: Fill) -> Iterator[None]:
        try:
            yield
        finally:
            closed.set()

    with Speaker(watched):
        pass
    assert closed.is_set()


def test_the_real_device_draws_samples_or_says_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        def __init__(self, **settings: object) -> None:
            callback = settings["callback"]
            out = np.zeros((64, 1), np.float32)
            assert callable(callback)
            callback(out, 64, None, None)
            assert out[:, 0].tolist() == [0.5] * 64

        def __enter__(self) -> None: ...

        def __exit__(self, *_: object) -> None: ...

    class Module:
        OutputStream = Stream

    monkeypatch.setitem(__import__("sys").modules, "sounddevice", Module)
    with open_device(48_000, lambda count: np.full(count, 0.5, np.float32)):
        pass
    monkeypatch.setitem(__import__("sys").modules, "sounddevice", object())
    with pytest.raises(OSError, match="PortAudio"):
        open_device(48_000, lambda count: np.zeros(count, np.float32))


def test_words_break_off_what_was_being_said_and_sound_with_the_tones() -> None:
    speaker = Speaker(lambda *_: nullcontext())
    long = np.full(RATE_HZ, 0.3, np.float32)
    speaker.speak(long)
    speaker.play([Sound.TICK])
    first = speaker.fill(480)
    assert first.max() > 0.3, "both are heard"
    speaker.speak(np.full(RATE_HZ, -0.2, np.float32))
    speaker.fill(4800)
    after = speaker.fill(480)
    assert after.max() < 0.0, "the new words alone"
    speaker.muted = True
    speaker.speak(long)
    assert not speaker.fill(480).any()
    speaker.muted = False
    assert not speaker.fill(480).any(), "what was asked for while it was off is not said later"


def test_silent_remembers() -> None:
    silent = Silent()
    silent.play([Sound.TICK])
    silent.muted = True
    silent.play([Sound.LOST])
    assert silent.played == [Sound.TICK]


def test_alsa_does_not_write_into_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    try:
        alsa = ctypes.CDLL("libasound.so.2")
    except OSError:
        pytest.skip("there is no ALSA here")
    device = ctypes.c_void_p()
    alsa.snd_lib_error_set_handler(None)
    assert alsa.snd_pcm_open(ctypes.byref(device), b"no-such-device", 0, 0) < 0
    assert "ALSA lib" in capfd.readouterr().err
    assert silence_alsa()
    assert alsa.snd_pcm_open(ctypes.byref(device), b"no-such-device", 0, 0) < 0
    assert capfd.readouterr().err == ""
