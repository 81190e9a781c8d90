"""Clips and folders read at other times than their own."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from facecheck.core.errors import SourceError
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.inputs.sources import Clip, ImageFolder

from ..clips import make_clip, numbered
from .test_folder import image


def times(path: Path, read_as: ReadAs = PLAIN) -> list[float]:
    with Clip(path, read_as) as clip:
        return [round(frame.time_s, 4) for frame in clip]


def raw(tmp_path: Path, codec: str, suffix: str, fps: int = 30) -> Path:
    """A stream without a container, as single-board cameras write it."""
    return make_clip(
        tmp_path / f"a{suffix}",
        [numbered(i) for i in range(10)],
        codec=codec,
        fps=fps,
        pixels="yuvj420p" if codec == "mjpeg" else "yuv420p",
        stated_fps=fps,
    )


@pytest.mark.parametrize(
    ("codec", "suffix"), [("libx264", ".h264"), ("libx265", ".hevc"), ("mpeg2video", ".m2v")]
)
def test_a_raw_stream_is_read_at_the_rate_it_states(
    tmp_path: Path, codec: str, suffix: str
) -> None:
    """FFmpeg gives each of them stamps of 25 frames a second."""
    path = raw(tmp_path, codec, suffix, fps=50)
    with Clip(path) as clip:
        assert [round(f.time_s, 4) for f in clip] == pytest.approx([i / 50 for i in range(10)])
        assert clip.duration_s == pytest.approx(0.2)
        assert clip.warnings == [
            "10 frames without a time stamp: placed by the rate that the file states (50 a second)"
        ]


def test_a_raw_stream_that_states_none_is_asked_about(tmp_path: Path) -> None:
    path = raw(tmp_path, "mjpeg", ".mjpeg")
    with pytest.raises(SourceError, match=r"states no rate; say .* --fps N"):
        times(path)
    assert times(path, ReadAs(fps=20))[:3] == [0.0, 0.05, 0.1]


def test_the_clock_of_uneven_frames_is_no_rate(tmp_path: Path) -> None:
    """x264 given stamps of 1/90,000 s states 90,000 where a rate would stand."""
    path = make_clip(tmp_path / "a.mp4", [numbered(i) for i in range(5)], stated_fps=90_000)
    bare = tmp_path / "a.h264"
    with av.open(str(path)) as source, av.open(str(bare), "w", format="h264") as sink:
        copied = sink.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = copied
                sink.mux(packet)
    with pytest.raises(SourceError, match="--fps N"):
        times(bare)


def test_a_rate_goes_before_stamps(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", [numbered(i) for i in range(4)], fps=30)
    with Clip(path, ReadAs(fps=10)) as clip:
        assert [f.time_s for f in clip] == pytest.approx([0, 0.1, 0.2, 0.3])
        assert clip.duration_s == pytest.approx(0.4)
        assert clip.player.at(0.3) == pytest.approx(0.1, abs=0.002)


def test_slow_motion_is_read_as_fast_as_life(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", [numbered(i) for i in range(4)], fps=30)
    with Clip(path, ReadAs(speed=0.125)) as clip:
        assert [f.time_s for f in clip] == pytest.approx([i / 240 for i in range(4)], abs=2e-4)
        assert clip.duration_s == pytest.approx(4 / 240, abs=5e-4)


def test_times_of_a_file(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", [numbered(i) for i in range(3)], fps=30)
    file = tmp_path / "t.txt"
    file.write_text("5.0\n5.2\n5.25\n")
    assert times(path, ReadAs(times=file)) == [0.0, 0.2, 0.25]
    assert times(path, ReadAs(times=file, speed=2)) == [0.0, 0.4, 0.5]


def test_too_few_times_stop_and_too_many_are_told(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", [numbered(i) for i in range(3)], fps=30)
    file = tmp_path / "t.txt"
    file.write_text("0\n0.1\n")
    with pytest.raises(SourceError, match=r"more pictures than t\.txt has entries \(2\)"):
        times(path, ReadAs(times=file))
    file.write_text("0\n0.1\n0.2\n0.3\n")
    with Clip(path, ReadAs(times=file)) as clip:
        assert len(list(clip)) == 3
        assert clip.warnings == [
            "t.txt has 1 more times than there are pictures: the first ones were taken"
        ]


def test_a_folder_that_says_nothing_asks(tmp_path: Path) -> None:
    image(tmp_path / "1.png", 1)
    with pytest.raises(SourceError, match=r"--fps N, or put a file times\.txt"):
        ImageFolder(tmp_path).__enter__()


def test_a_folder_with_a_list_of_times(tmp_path: Path) -> None:
    for n in range(3):
        image(tmp_path / f"{n}.png", n)
    (tmp_path / "timestamps.csv").write_text("time_ms\n0\n40\n140\n")
    with ImageFolder(tmp_path) as folder:
        assert [f.time_s for f in folder] == pytest.approx([0, 0.04, 0.14])
        assert folder.duration_s == pytest.approx(0.14 + 0.07)
    with ImageFolder(tmp_path, ReadAs(fps=5)) as folder:
        assert [f.time_s for f in folder] == pytest.approx([0, 0.2, 0.4])


def test_a_folder_whose_names_are_times(tmp_path: Path) -> None:
    for n in (0, 40, 140):
        image(tmp_path / f"cam_{1_700_000_000_000 + n}.png", n)
    with ImageFolder(tmp_path) as folder:
        assert [f.time_s for f in folder] == pytest.approx([0, 0.04, 0.14])


def test_a_folder_with_too_few_times_says_so_before_the_work(tmp_path: Path) -> None:
    for n in range(3):
        image(tmp_path / f"{n}.png", n)
    (tmp_path / "times.txt").write_text("0\n0.1\n")
    with pytest.raises(SourceError, match="more pictures than its list of times has entries"):
        ImageFolder(tmp_path).__enter__()
