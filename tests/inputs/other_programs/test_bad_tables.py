"""Tables with something wrong in them are read, or refused in a printable line."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from facecheck.core.errors import SourceError
from facecheck.inputs.other_programs.labels import read_labels
from facecheck.inputs.other_programs.openface import OpenFaceTable
from facecheck.inputs.sources.frame_times import read_times

POINTS = [f"{axis}_{i}" for axis in "xyXYZ" for i in range(68)]
SEEDS = (
    "0.0\n0.1\n",
    "# timestamp format v2\n0\n33\n",
    "section id,timestamp [ns]\na,1700000000000000000\na,1700000000100000000\n",
    "onset\tduration\ttrial_type\n1.0\t2.0\tblink\n",
    "start timestamp [ns],end timestamp [ns]\n1,2\n",
    "Timecode,BlendShapeCount,JawOpen,EyeBlinkLeft,EyeBlinkRight\n"
    "00:00:00:01.0,61,0.1,0.2,0.3\n00:00:00:02.0,61,0.9,0.2,0.3\n",
    "frame,FaceScore,AU43\n0,0.9,0.1\n1,0.9,0.8\n",
    f"frame,timestamp,confidence,success,pose_Rx,pose_Ry,pose_Rz,{','.join(POINTS)}\n"
    + "".join(f"{n},{n / 30},0.9,1,0,0,0,{','.join(['9.5'] * 340)}\n" for n in range(3)),
)
BITS = (
    *("1e999999", "-1", "nan", "inf", "", "n/a", "\0", "é", "9" * 400, "0x1", "1_000", ",", ";"),
    *("\t", "\n", "#", "1e-400", "00:00:00:99.9", "99999999999999999999", "-0.0", '"', "0,0"),
)


def labels(path: Path) -> object:
    return read_labels(path, [n / 30 for n in range(50)])


def openface(path: Path) -> object:
    with OpenFaceTable(path) as table:
        return list(table)


@pytest.mark.parametrize("read", [read_times, labels, openface])
def test_whatever_stands_in_it(tmp_path: Path, read: Callable[[Path], object]) -> None:
    chance = random.Random(5)  # noqa: S311
    path, refused = tmp_path / "a.csv", []
    (tmp_path / "world_timestamps.csv").write_text("timestamp [ns]\n1\n")
    for _ in range(600):
        text = chance.choice(SEEDS)
        for _ in range(chance.randint(0, 4)):
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(BITS) + text[at + chance.randint(0, 6) :]
        path.write_text(text, "utf-8")
        try:
            read(path)
        except SourceError as error:
            refused.append(str(error))
    assert 100 < len(refused) < 600
    assert all(line.isprintable() for line in refused)
