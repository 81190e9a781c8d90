"""Times of pictures, in the forms that cameras, labs and data sets write them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from facecheck.core.errors import SourceError
from facecheck.inputs.sources.frame_times import read_times, times_in_names

FORMS = {
    "plain.txt": "0.0\n0.033\n0.1\n",
    "rpicam.txt": "# timecode format v2\n0.000\n33.000\n100.000\n",
    "mkvmerge.txt": "# timestamp format v2\n5000\n5033\n5100\n",
    "neon.csv": "section id,recording id,timestamp [ns]\na,b,1700000000000000000\n"
    "a,b,1700000000033000000\na,b,1700000000100000000\n",
    "euroc.csv": "#timestamp [ns],filename\n1403636579763555584,a.png\n"
    "1403636579796555584,b.png\n1403636579863555584,c.png\n",
    "tum.txt": "# timestamp filename\n1305031102.175 rgb/a.png\n1305031102.208 rgb/b.png\n"
    "1305031102.275 rgb/c.png\n",
    "kitti.txt": "2011-09-26 13:02:25.964000\n2011-09-26 13:02:25.997000\n"
    "2011-09-26 13:02:26.064000\n",
    "ours.csv": "clip,time_s\na,2.0\na,2.033\na,2.1\n",
    "german.csv": "frame;time_ms\n0;10\n1;43\n2;110\n",
    "epoch_ms.txt": "1700000000000\n1700000000033\n1700000000100\n",
    "bom.csv": "\ufefftimestamp\n1.0\n1.033\n1.1\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_gives_seconds_from_the_first(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FORMS[name], "utf-8")
    assert read_times(path) == pytest.approx((0.0, 0.033, 0.1), abs=1e-9)


def test_numpy_as_pupil_core_writes_it(tmp_path: Path) -> None:
    np.save(tmp_path / "world_timestamps.npy", np.array([7.5, 7.533, 7.6]))
    assert read_times(tmp_path / "world_timestamps.npy") == pytest.approx((0, 0.033, 0.1))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no times"),
        ("0.0\n0.2\n0.1\n", r"time 3 \(0.1\) is before"),
        ("0\n33\n67\n100\n", "milliseconds"),
        ("0.0\nnan\n", "line 2: 'nan' is no number"),
        ("a,b\n1,2\n", "no column of times among a, b"),
        ("# timecode format v1\nassume 30\n", "format v1"),
    ],
)
def test_what_is_no_list_of_times_is_said(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "t.txt"
    path.write_text(text)
    with pytest.raises(SourceError, match=says):
        read_times(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="times cannot be read"):
        read_times(tmp_path / "none.txt")


@pytest.mark.parametrize(
    "names",
    [
        ["1305031102.175304.png", "1305031102.208304.png", "1305031102.275304.png"],
        ["1403636579763555584.png", "1403636579796555584.png", "1403636579863555584.png"],
        ["cam_1700000000000.jpg", "cam_1700000000033.jpg", "cam_1700000000100.jpg"],
        ["IMG_20260101_120000000.jpg", "IMG_20260101_120000033.jpg", "IMG_20260101_120000100.jpg"],
        ["face_0.000s.png", "face_0.033s.png", "face_0.100s.png"],
        ["0ms.png", "33ms.png", "100ms.png"],
    ],
)
def test_names_that_carry_times(names: list[str]) -> None:
    assert times_in_names(names) == pytest.approx((0.0, 0.033, 0.1), abs=1e-6)


@pytest.mark.parametrize(
    "names",
    [
        ["frame1.png", "frame2.png"],
        ["frame_det_00_000001.bmp", "frame_det_00_000002.bmp"],
        ["20260101_120000.jpg", "20260101_120000.png"],  # one second, two pictures
        ["1305031102.175.png", "notes.png"],
        ["only_1700000000000.jpg"],
    ],
)
def test_plain_numbers_are_no_times(names: list[str]) -> None:
    assert times_in_names(names) is None
