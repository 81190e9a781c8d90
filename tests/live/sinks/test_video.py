from __future__ import annotations

import threading
import time
from pathlib import Path

import av
import numpy as np
import pytest

from facecheck.core.errors import OutputError
from facecheck.core.events import Sound
from facecheck.core.frames import Image
from facecheck.live.sinks.video import Recorder
from facecheck.outputs.video import AnnotatedVideo

PICTURE = np.full((48, 64, 3), 90, np.uint8)


def test_what_was_shown_is_in_the_file_with_its_sound(tmp_path: Path) -> None:
    with Recorder(tmp_path / "a.mp4") as recorder:
        for n in range(30):
            recorder.write(PICTURE if n < 20 else np.full((60, 80, 3), 90, np.uint8), 5 + n / 30)
            if n == 15:
                recorder.play(5.5, [Sound.COUNTED])
            until_s = time.monotonic() + 60
            while not recorder._queue.empty() and time.monotonic() < until_s:
                time.sleep(0.002)
    with av.open(tmp_path / "a.mp4") as container:
        times_s = [frame.time for frame in container.decode(video=0)]
    assert len(times_s) + recorder.left_out == 30
    assert times_s[0] == 0.0
    with av.open(tmp_path / "a.mp4") as container:
        loud = [f.time for f in container.decode(audio=0) if np.abs(f.to_ndarray()).max() > 0.1]
    assert loud[0] == pytest.approx(0.5, abs=0.05)


def test_a_slow_encoder_leaves_pictures_out_and_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_given, waited_for = threading.Event(), list[bool]()
    write = AnnotatedVideo.write

    def slow(self: AnnotatedVideo, rgb: Image, time_s: float) -> None:
        waited_for.append(all_given.wait(20 if all(waited_for) else 0))
        write(self, rgb, time_s)

    monkeypatch.setattr(AnnotatedVideo, "write", slow)
    with Recorder(tmp_path / "a.mp4") as recorder:
        for n in range(500):
            recorder.write(PICTURE, n / 30)
        all_given.set()
    assert all(waited_for), "all was given while the encoder wrote nothing"
    assert recorder.left_out > 400
    with av.open(tmp_path / "a.mp4") as container:
        count = sum(1 for _ in container.decode(video=0))
    assert count + recorder.left_out == 500


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    def record() -> None:
        with Recorder(tmp_path / "no" / "a.mp4") as recorder:
            for n in range(100):
                recorder.write(PICTURE, n / 30)
                time.sleep(0.002)

    with pytest.raises(OutputError, match="there is no folder"):
        record()


def test_nothing_shown_leaves_no_file(tmp_path: Path) -> None:
    with Recorder(tmp_path / "a.mp4"):
        pass
    assert list(tmp_path.iterdir()) == []
