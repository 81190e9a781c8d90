"""Which of a file's pictures are judged: of two cameras, of a screen and a face, of animations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.stream import VideoStream

from facecheck.core.errors import SourceError
from facecheck.core.read_as import ReadAs
from facecheck.inputs.sources import Animation, Clip, open_clip

from ..clips import Picture, numbered

SAMPLES = Path(__file__).parents[3] / "sample_videos"


@pytest.fixture(scope="module")
def face() -> list[Picture]:
    with Clip(SAMPLES / "jaw_open_3x5.mp4") as clip:
        return [frame.rgb for frame in islice(clip, 12)]


def screen(n: int) -> list[Picture]:
    return [np.full((720, 1280, 3), 40 + 5 * i, np.uint8) for i in range(n)]


def film(path: Path, *streams: Sequence[Picture]) -> Path:
    with av.open(str(path), "w") as container:
        tracks = []
        for pictures in streams:
            track = container.add_stream("libx264", rate=30)
            assert isinstance(track, VideoStream)
            track.height, track.width = pictures[0].shape[:2]
            track.pix_fmt, track.options = "yuv420p", {"preset": "ultrafast"}
            tracks.append(track)
        for track, pictures in zip(tracks, streams, strict=True):
            for picture in pictures:
                container.mux(track.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            container.mux(track.encode(None))
    return path


@pytest.mark.parametrize("first", ["screen", "face"])
def test_the_stream_with_the_face_is_judged(
    tmp_path: Path, face: list[Picture], first: str
) -> None:
    streams = [screen(12), face] if first == "screen" else [face, screen(12)]
    with Clip(film(tmp_path / "a.mkv", *streams)) as clip:
        assert {frame.rgb.shape for frame in clip} == {face[0].shape}
        (note,) = clip.warnings
    assert f"judged is {first == 'screen':d}, a face was found there" in note


def test_a_stream_that_was_asked_for_is_judged(tmp_path: Path, face: list[Picture]) -> None:
    path = film(tmp_path / "a.mkv", screen(12), face)
    with Clip(path, ReadAs(stream=0)) as clip:
        assert {frame.rgb.shape for frame in clip} == {(720, 1280, 3)}
        assert clip.warnings == []
    with pytest.raises(SourceError, match=r"no picture stream 2; there: 0 = 1280x720, 1 = "):
        Clip(path, ReadAs(stream=2)).__enter__()


def test_without_a_face_it_is_what_players_show(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", [numbered(i) for i in range(5)], screen(5))
    with Clip(path) as clip:
        assert next(iter(clip)).rgb.shape == (48, 64, 3)
        assert "a face was found in none" in clip.warnings[0]


def animated_webp(path: Path, pictures: Sequence[Picture], lasts_ms: Sequence[int]) -> Path:
    from PIL import Image

    first, *rest = (Image.fromarray(picture) for picture in pictures)
    first.save(path, save_all=True, append_images=rest, duration=list(lasts_ms), lossless=True)
    return path


@pytest.mark.smoke
def test_an_animated_webp_is_a_clip(tmp_path: Path) -> None:
    path = animated_webp(tmp_path / "a.webp", [numbered(i) for i in range(4)], [40, 40, 100, 40])
    source = open_clip(path)
    assert isinstance(source, Animation)
    with source:
        frames = list(source)
        assert [f.time_s for f in frames] == pytest.approx([0, 0.04, 0.08, 0.18])
        assert [int(f.rgb.mean()) for f in frames] == [20, 30, 40, 50]
        assert source.duration_s == pytest.approx(0.22)
        assert len(list(source)) == 4  # from the start again


def test_an_animation_cut_short_is_told(tmp_path: Path) -> None:
    pictures = [np.random.default_rng(i).integers(0, 255, (48, 64, 3), np.uint8) for i in range(6)]
    path = animated_webp(tmp_path / "a.webp", pictures, [40] * 6)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(SourceError, match="damaged"), open_clip(path) as source:
        list(source)


@pytest.mark.smoke
def test_an_animated_avif_is_its_film_not_its_still(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "a.avif"
    first, *rest = (Image.fromarray(numbered(i)) for i in range(8))
    first.save(path, save_all=True, append_images=rest, duration=50)
    with open_clip(path) as clip:
        assert [round(f.time_s, 2) for f in clip] == [0.05 * i for i in range(8)] or [
            round(f.time_s, 3) for f in clip
        ] == pytest.approx([0.05 * i for i in range(8)])
        assert clip.warnings == []
