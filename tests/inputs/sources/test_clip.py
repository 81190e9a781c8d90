from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from facecheck.core.errors import SourceError
from facecheck.core.frames import Frame
from facecheck.inputs.sources import Clip
from facecheck.inputs.sources.stamps import StampClock

from ..clips import make_clip, make_sound, numbered

FAST_START = {"movflags": "faststart"}


def read(path: Path) -> tuple[list[Frame], Clip]:
    with Clip(path) as clip:
        return list(clip), clip


def times_ms(frames: list[Frame]) -> list[int]:
    return [round(f.time_s * 1000) for f in frames]


def test_every_frame_at_its_presentation_time(tmp_path: Path) -> None:
    stamps = [0, 33, 50, 133, 400, 433]
    clip_path = make_clip(tmp_path / "vfr.mp4", [numbered(i) for i in range(6)], stamps_ms=stamps)
    frames, clip = read(clip_path)
    assert times_ms(frames) == stamps
    assert clip.warnings == []
    assert [round(f.rgb.mean() / 10) * 10 for f in frames] == [20, 30, 40, 50, 60, 70]


def test_times_count_from_the_first_frame(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "late.mkv", [numbered(0)] * 3, stamps_ms=[5000, 5040, 5080])
    frames, _ = read(path)
    assert times_ms(frames) == [0, 40, 80]


def test_duration_reaches_the_end_of_the_last_frame(tmp_path: Path) -> None:
    _, clip = read(make_clip(tmp_path / "a.mp4", [numbered(i) for i in range(15)], fps=30))
    assert clip.duration_s == pytest.approx(0.5, abs=0.004)
    assert clip.frame_duration_s == pytest.approx(1 / 30, abs=0.004)
    assert clip.dropped == 0


def test_duration_is_known_before_reading(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", [numbered(i) for i in range(15)], fps=30)
    with Clip(path) as clip:
        assert clip.duration_s == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(
    ("rotation", "corner"),
    [(0, (0, 0)), (90, (-1, 0)), (180, (-1, -1)), (-90, (0, -1))],
)
def test_phone_clips_are_upright(tmp_path: Path, rotation: int, corner: tuple[int, int]) -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:24, :32] = 255  # a quarter turn against the clock brings the top left to the bottom
    frames, _ = read(make_clip(tmp_path / "a.mp4", [picture] * 2, rotation=rotation))
    rgb = frames[0].rgb
    assert rgb.shape == ((48, 64, 3) if rotation in (0, 180) else (64, 48, 3))
    bright = {c: int(rgb[c].mean()) for c in [(0, 0), (0, -1), (-1, 0), (-1, -1)]}
    assert max(bright, key=lambda c: bright[c]) == corner
    assert rgb.flags.c_contiguous
    assert not rgb.flags.writeable


def test_pixels_are_square(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mkv", [numbered(0)] * 2, pixel_aspect=Fraction(2, 1))
    frames, _ = read(path)
    assert frames[0].rgb.shape == (48, 128, 3)


@pytest.mark.parametrize(
    ("name", "codec", "pixels", "size"),
    [
        pytest.param("a.mkv", "ffv1", "gray", (64, 48), id="grey"),
        pytest.param("a.mkv", "ffv1", "yuv420p10le", (64, 48), id="10-bit"),
        pytest.param("a.mkv", "ffv1", "bgra", (64, 48), id="alpha"),
        pytest.param("a.mkv", "ffv1", "yuv444p", (33, 17), id="odd size"),
        pytest.param("a.avi", "mjpeg", "yuvj420p", (16, 16), id="16x16"),
    ],
)
def test_unusual_pictures(
    tmp_path: Path, name: str, codec: str, pixels: str, size: tuple[int, int]
) -> None:
    pictures = [numbered(i, size) for i in range(3)]
    frames, _ = read(make_clip(tmp_path / name, pictures, codec=codec, pixels=pixels))
    assert [f.rgb.shape for f in frames] == [(size[1], size[0], 3)] * 3
    assert abs(int(frames[2].rgb.mean()) - 40) <= 3


def test_one_frame(tmp_path: Path) -> None:
    frames, clip = read(make_clip(tmp_path / "a.mp4", [numbered(0)]))
    assert times_ms(frames) == [0]
    assert clip.duration_s is not None
    assert clip.duration_s > 0


def test_twice_the_same(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    noise = [rng.integers(0, 255, (48, 64, 3), np.uint8) for _ in range(20)]
    path = make_clip(tmp_path / "a.mp4", noise)
    first, clip = read(path)
    again, _ = read(path)
    assert [f.rgb.tobytes() for f in first] == [f.rgb.tobytes() for f in again]
    with clip:
        assert len(list(clip)) == len(list(clip)) == 20


@pytest.mark.parametrize("name", ["with space.mp4", "Übung 顔.mp4", "-dash.mp4", "a%03d:b.mp4"])
def test_awkward_names(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = make_clip(tmp_path / "a.mp4", [numbered(i) for i in range(3)])
    made.rename(tmp_path / name)
    frames, clip = read(Path(name))
    assert len(frames) == 3
    assert clip.name == name


def test_cut_in_half_gives_what_can_be_read(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    noise = [rng.integers(0, 255, (48, 64, 3), np.uint8) for _ in range(60)]
    path = make_clip(tmp_path / "a.mp4", noise, options=FAST_START)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    frames, clip = read(path)
    assert 20 <= len(frames) <= 40
    assert any("ends early" in w for w in clip.warnings)
    assert clip.duration_s is not None
    assert clip.duration_s < 1.5


def test_damage_in_the_middle_costs_only_itself(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    noise = [rng.integers(0, 255, (48, 64, 3), np.uint8) for _ in range(60)]
    path = make_clip(tmp_path / "a.mp4", noise, options=FAST_START)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 6000] = bytes(6000)
    path.write_bytes(data)
    frames, clip = read(path)
    assert len(frames) >= 40
    assert clip.warnings
    assert times_ms(frames) == sorted(times_ms(frames))


def bad_file(kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.mp4"
    if kind == "text":
        path.write_text("this is not a video\n" * 50)
    elif kind == "empty":
        path.touch()
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "sound":
        make_sound(path)
    elif kind == "index":
        make_clip(path, [numbered(i) for i in range(30)])
        path.write_bytes(path.read_bytes()[:2000])
    elif kind == "playlist":
        path.write_text("#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")
    elif kind == "long":
        path = folder / ("a" * 300 + ".mp4")
    elif kind == "null":
        path = folder / "a\0b.mp4"
    return path


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("missing", "no such file"),
        ("text", "not a video"),
        ("empty", "is empty"),
        ("folder", "is a folder"),
        pytest.param(
            "pipe",
            "pipe or a device",
            marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here"),
        ),
        ("sound", "no video stream"),
        ("index", "cut short"),
        ("playlist", "not a video"),
        ("long", "no such file|cannot be read"),
        ("null", "no such file|not a path"),
    ],
)
def test_a_bad_file_is_said_in_one_line(
    tmp_path: Path, kind: str, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        read(bad_file(kind, tmp_path))
    assert "\n" not in str(caught.value)
    assert capfd.readouterr().err == ""


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_clip(tmp_path / "a.mp4", [numbered(0)])

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match=r"a\.mp4: cannot be read .* permissions"):
        read(path)


@pytest.mark.parametrize(
    ("stamps", "times", "warning"),
    [
        pytest.param([7.0, 7.1, 7.2], [0, 100, 200], None, id="regular"),
        pytest.param([-0.2, -0.1, 0.0], [0, 100, 200], None, id="negative start"),
        pytest.param([0.0, 0.1, 0.1, 0.2], [0, 100, 100, 200], "not after", id="repeated"),
        pytest.param([0.0, 0.2, 0.1, 0.3], [0, 200, 200, 300], "not after", id="out of order"),
        pytest.param([9.0, 9.1, 0.0, 0.1], [0, 100, 200, 300], "jumps back", id="starts again"),
        pytest.param([0.0, None, 0.2], [0, 100, 200], "without a time stamp", id="one missing"),
        pytest.param([None, None, 5.0], [0, 100, 200], "without a time stamp", id="late stamps"),
    ],
)
def test_clock(stamps: list[float | None], times: list[int], warning: str | None) -> None:
    clock = StampClock(nominal_s=0.1)
    assert [round(clock.at(s) * 1000) for s in stamps] == times
    assert (warning is None and not clock.warnings()) or warning in " ".join(clock.warnings())  # type: ignore[operator]


def test_a_text_is_no_film(tmp_path: Path) -> None:
    """FFmpeg draws the letters of a .txt as pictures, 25 a second."""
    path = tmp_path / "notes.txt"
    path.write_text("The jaw opened three times.\n" * 100)
    with pytest.raises(SourceError, match="not a video but text"):
        read(path)


def test_what_is_made_of_a_damaged_picture_is_damaged_up_to_the_next_whole_one(
    tmp_path: Path,
) -> None:
    """The decoder marks the picture that was hit; those behind it go on showing it."""
    rng = np.random.default_rng(4)
    texture = rng.integers(0, 255, (96, 128, 3), np.uint8)
    pictures = [np.roll(texture, n, axis=1) for n in range(60)]
    path = make_clip(tmp_path / "a.mp4", pictures, options=FAST_START, gop=20)
    with av.open(str(path)) as container:
        hit = [packet for packet in container.demux(video=0) if packet.size][25]
        place, size = hit.pos, hit.size
    assert place is not None
    data = bytearray(path.read_bytes())
    data[place + size // 3 : place + size] = b"\xff" * (size - size // 3)
    path.write_bytes(data)
    frames, clip = read(path)
    damaged = [round(f.time_s * 30) for f in frames if f.damaged]
    assert set(range(27, 40)) <= set(damaged) <= set(range(20, 40))
    assert any("made of damaged ones, and not judged" in w for w in clip.warnings)
