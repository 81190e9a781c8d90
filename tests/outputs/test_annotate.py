from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from facecheck.core.events import Sound
from facecheck.core.frames import Frame, Observation
from facecheck.outputs.annotate import Annotator
from facecheck.outputs.overlay import Overlay

from .states import grey, update


def annotate(path: Path) -> None:
    with Annotator(path, Overlay("Jaw opening")) as annotator:
        for n in range(30):
            sounds = (Sound.COUNTED,) if n == 15 else ()
            frame = Frame(n / 30, grey(160, 120))
            seen = Observation(n / 30, (160, 120), None)
            annotator(frame, seen, update(time_s=n / 30, sounds=sounds))


def test_an_annotated_clip_has_every_frame_and_its_sound_in_step(tmp_path: Path) -> None:
    annotate(tmp_path / "a.mp4")
    with av.open(tmp_path / "a.mp4") as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert len(frames) == 30
    assert frames[0].shape == (890, 960, 3)
    with av.open(tmp_path / "a.mp4") as container:
        loud = [f.time for f in container.decode(audio=0) if np.abs(f.to_ndarray()).max() > 0.1]
    assert loud[0] == pytest.approx(0.5, abs=0.05)


def test_no_frames_leave_no_file(tmp_path: Path) -> None:
    with Annotator(tmp_path / "a.mp4", Overlay("Jaw")):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_no_file(tmp_path: Path) -> None:
    def fail() -> None:
        with Annotator(tmp_path / "a.mp4", Overlay("Jaw")) as annotator:
            annotator(Frame(0.0, grey(160, 120)), Observation(0.0, (160, 120), None), update())
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_clip_whose_picture_turns_keeps_one_size(tmp_path: Path) -> None:
    """A phone that is turned while it records: the film stays as wide as it began."""
    with Annotator(tmp_path / "a.mp4", Overlay("Jaw")) as annotator:
        for n, size in enumerate([(160, 120), (160, 120), (120, 160)]):
            annotator(Frame(n / 30, grey(*size)), Observation(n / 30, size, None), update())
    with av.open(tmp_path / "a.mp4") as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert [frame.shape for frame in frames] == [(890, 960, 3)] * 3


def test_a_late_first_picture_is_late_in_the_annotated_clip_too(tmp_path: Path) -> None:
    with Annotator(tmp_path / "a.mp4", Overlay("Jaw")) as annotator:
        for n in range(3):
            frame = Frame(n / 30, grey(160, 120), shown_s=0.7 + n / 30)
            annotator(frame, Observation(n / 30, (160, 120), None), update())
    with av.open(tmp_path / "a.mp4") as container:
        assert next(container.decode(video=0)).time == pytest.approx(0.7, abs=0.001)
    with av.open(tmp_path / "a.mp4") as container:
        sound = next(container.decode(audio=0))
        assert sound.time == pytest.approx(0.0, abs=0.03)
