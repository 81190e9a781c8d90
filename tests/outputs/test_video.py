from __future__ import annotations

import sys
from pathlib import Path

import av
import numpy as np
import pytest

from facecheck.core.errors import OutputError
from facecheck.core.frames import Image
from facecheck.outputs.video import AnnotatedVideo, fitted

from .states import grey

pytestmark = pytest.mark.smoke

TIMES_S = [0.0, 0.04, 0.08, 0.2, 0.21, 0.5, 1.0]


def picture(value: int) -> Image:
    return grey(64, 48, value)


def write(path: Path) -> None:
    with AnnotatedVideo(path, (64, 48)) as video:
        for n, time_s in enumerate(TIMES_S):
            video.write(picture(20 + 30 * n), time_s)


def test_every_picture_keeps_its_own_time(tmp_path: Path) -> None:
    write(tmp_path / "a.mp4")
    with av.open(tmp_path / "a.mp4") as container:
        assert container.streams.video[0].codec_context.name == "h264"
        assert container.streams.video[0].codec_context.pix_fmt == "yuv420p"
        frames = list(container.decode(video=0))
    assert [frame.time for frame in frames] == pytest.approx(TIMES_S, abs=1e-4)
    levels = [float(frame.to_ndarray(format="rgb24").mean()) for frame in frames]
    assert levels == pytest.approx([20 + 30 * n for n in range(7)], abs=3)


def test_the_index_comes_first_so_that_a_browser_starts_at_once(tmp_path: Path) -> None:
    write(tmp_path / "a.mp4")
    data = (tmp_path / "a.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_the_last_picture_is_shown_for_as_long_as_a_frame(tmp_path: Path) -> None:
    write(tmp_path / "a.mp4")
    with av.open(tmp_path / "a.mp4") as container:
        assert container.duration is not None
        assert container.duration / 1e6 == pytest.approx(1.0 + 1 / 30, abs=0.01)


def test_times_that_do_not_grow_are_put_a_tick_later(tmp_path: Path) -> None:
    with AnnotatedVideo(tmp_path / "a.mp4", (64, 48)) as video:
        for time_s in (0.0, 0.5, 0.5, 0.4):
            video.write(picture(90), time_s)
    with av.open(tmp_path / "a.mp4") as container:
        times_s = [frame.time for frame in container.decode(video=0)]
    assert len(times_s) == 4
    assert times_s == sorted(set(times_s))


def test_sound_is_written_in_step(tmp_path: Path) -> None:
    beep = np.sin(np.arange(4800, dtype=np.float32) * 0.1) * 0.5
    with AnnotatedVideo(tmp_path / "a.mp4", (64, 48), sound_rate=48_000) as video:
        video.write(picture(90), 0.0)
        video.write_sound(np.zeros(24_000, np.float32))
        video.write_sound(beep.astype(np.float32))
        video.write_sound(np.zeros(0, np.float32))
        video.write(picture(90), 0.6)
    with av.open(tmp_path / "a.mp4") as container:
        assert container.streams.audio[0].codec_context.name == "aac"
        loud = [
            frame.time
            for frame in container.decode(audio=0)
            if np.abs(frame.to_ndarray()).max() > 0.1
        ]
    assert loud[0] == pytest.approx(0.5, abs=0.05)
    assert loud[-1] == pytest.approx(0.6, abs=0.05)


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with AnnotatedVideo(tmp_path / "a.mp4", (64, 48)) as video:
            video.write(picture(90), 0.0)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_disk_that_fills_up_is_said_in_one_line_and_nothing_is_left(tmp_path: Path) -> None:
    import resource

    noise = np.random.default_rng(1).integers(0, 255, (48, 64, 3), np.uint8)

    def fail() -> None:
        with AnnotatedVideo(tmp_path / "a.mp4", (64, 48)) as video:
            for n in range(300):
                video.write(np.roll(noise, n, axis=1), n / 30)

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(OutputError, match=r"^cannot write .*a\.mp4: File too large; choose"):
            fail()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said_before_any_work(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match="there is no folder"),
        AnnotatedVideo(tmp_path / "no" / "a.mp4", (64, 48)),
    ):
        pass


def test_odd_sizes_and_other_sizes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="63x48 must be even"):
        AnnotatedVideo(tmp_path / "a.mp4", (63, 48))
    with (
        AnnotatedVideo(tmp_path / "a.mp4", (64, 48)) as video,
        pytest.raises(ValueError, match="a picture of 32x48"),
    ):
        video.write(picture(90)[:, :32], 0.0)


def test_a_picture_of_another_size_keeps_its_shape() -> None:
    """A square stays one, with black beside it: nothing is squeezed."""
    square = np.full((60, 60, 3), 200, np.uint8)
    whole = fitted(square, (160, 120))
    assert whole.shape == (120, 160, 3)
    bright = np.flatnonzero(whole[60, :, 0] > 100)
    assert (bright[0], bright[-1]) == (20, 139)
    assert fitted(whole, (160, 120)) is whole
