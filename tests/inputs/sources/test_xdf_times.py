"""Frame stamps of the Lab Streaming Layer, in a file that is written here by the specification."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from facecheck.core.errors import SourceError
from facecheck.inputs.sources.frame_times import read_times

pytest.importorskip("pyxdf", reason="pyxdf is of the lab extra")


def chunk(tag: int, content: bytes) -> bytes:
    body = struct.pack("<H", tag) + content
    return b"\x04" + struct.pack("<I", len(body)) + body


def stream(number: int, name: str, kind: str, samples: Sequence[tuple[float, int]]) -> bytes:
    """A stream's header and its samples: stamp and one 32-bit whole number."""
    header = (
        f"<?xml version='1.0'?><info><name>{name}</name><type>{kind}</type>"
        "<channel_count>1</channel_count><nominal_srate>30</nominal_srate>"
        "<channel_format>int32</channel_format><created_at>0</created_at></info>"
    )
    rows = b"".join(b"\x08" + struct.pack("<di", stamp, value) for stamp, value in samples)
    many = b"\x04" + struct.pack("<I", len(samples)) + rows
    id_ = struct.pack("<I", number)
    return chunk(2, id_ + header.encode()) + chunk(3, id_ + many)


def xdf(path: Path, *streams: bytes) -> Path:
    begin = chunk(1, b"<?xml version='1.0'?><info><version>1.0</version></info>")
    path.write_bytes(b"XDF:" + begin + b"".join(streams))
    return path


def slowing(n: int) -> list[float]:
    """A webcam that goes from 30 to 15 pictures a second as the light fails."""
    times = [100.0]
    for i in range(n - 1):
        times.append(times[-1] + 1 / (30 if i < n // 2 else 15))
    return times


def test_stamps_are_those_that_were_recorded(tmp_path: Path) -> None:
    """pyxdf's default lays them on a straight line, up to 1 s away here."""
    stamps = slowing(121)
    marks = [(stamp, i) for i, stamp in enumerate(stamps)]
    eeg = [(100 + i / 10, i) for i in range(50)]
    path = xdf(tmp_path / "a.xdf", stream(1, "Amp", "EEG", eeg), stream(2, "cam", "video", marks))
    assert read_times(path) == pytest.approx([s - 100 for s in stamps], abs=1e-6)


def test_a_lost_stamp_moves_no_picture_behind_it(tmp_path: Path) -> None:
    marks = [(5 + i / 10, i) for i in range(10) if i != 4]
    path = xdf(tmp_path / "a.xdf", stream(1, "frames", "", marks))
    assert read_times(path) == pytest.approx([i / 10 for i in range(10)])


def test_several_cameras_must_be_named(tmp_path: Path) -> None:
    two = [
        stream(n, name, "video", [(n + i / 10, i) for i in range(5)])
        for n, name in ((1, "left"), (2, "right"))
    ]
    path = xdf(tmp_path / "a.xdf", *two)
    with pytest.raises(SourceError, match=r"as a\.xdf#NAME; there: 'left', 'right'"):
        read_times(path)
    assert len(read_times(tmp_path / "a.xdf#right")) == 5


def test_damage_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.xdf").write_bytes(b"no xdf at all")
    with pytest.raises(SourceError, match="not an XDF recording"):
        read_times(tmp_path / "a.xdf")
