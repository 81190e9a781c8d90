from __future__ import annotations

from pathlib import Path

import av
import pytest

from facecheck.inputs.sources.pyav import open_input
from inputs.clips import make_clip, numbered

pytestmark = pytest.mark.smoke

FILE_ONLY = {"protocol_whitelist": "file"}


def clip_with_title(path: Path, title: bytes) -> Path:
    """A clip whose title is these bytes, whatever they are the letters of."""
    place = b"x" * len(title)
    make_clip(path, [numbered(0)])
    with av.open(str(path)) as source, av.open(str(path.with_suffix(".mkv")), "w") as titled:
        titled.metadata["title"] = place.decode()
        stream = titled.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                titled.mux(packet)
    whole = path.with_suffix(".mkv").read_bytes()
    assert whole.count(place) == 1
    path.with_suffix(".mkv").write_bytes(whole.replace(place, title))
    return path.with_suffix(".mkv")


def test_a_title_that_is_no_utf_8_stops_no_clip(tmp_path: Path) -> None:
    clip = clip_with_title(tmp_path / "a.mp4", "Übung fünf".encode("latin-1"))

    with open_input(str(clip), options=FILE_ONLY) as container:
        assert len(list(container.decode(video=0))) == 1
        assert container.metadata["title"].endswith("nf")


def test_it_waits_no_longer_than_told(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", [numbered(0)])
    with open_input(str(clip), options=FILE_ONLY, timeout=(2.0, 3.0)) as container:
        assert (container.open_timeout, container.read_timeout) == (2.0, 3.0)


def test_what_is_no_clip_is_ffmpegs_error(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"no clip at all")
    with pytest.raises(av.FFmpegError):
        open_input(str(tmp_path / "a.mp4"), options=FILE_ONLY)
