"""Other programs' events: rows made here, under the headings that those programs write."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from facecheck.core.errors import SourceError
from facecheck.core.events import FaceEvent
from facecheck.inputs.other_programs.labels import read_labels
from facecheck.inputs.other_programs.live_link import live_link_curves, seconds
from facecheck.inputs.other_programs.tables import read_table

LIVE_LINK = (
    "Timecode,BlendShapeCount,EyeBlinkLeft,EyeLookDownLeft,EyeLookInLeft,EyeLookOutLeft,"
    "EyeLookUpLeft,EyeSquintLeft,EyeWideLeft,EyeBlinkRight,EyeLookDownRight,EyeLookInRight,"
    "EyeLookOutRight,EyeLookUpRight,EyeSquintRight,EyeWideRight,JawForward,JawRight,JawLeft,JawOpen,"
    "MouthClose,MouthFunnel,MouthPucker,MouthRight,MouthLeft,MouthSmileLeft,MouthSmileRight,"
    "MouthFrownLeft,MouthFrownRight,MouthDimpleLeft,MouthDimpleRight,MouthStretchLeft,"
    "MouthStretchRight,MouthRollLower,MouthRollUpper,MouthShrugLower,MouthShrugUpper,MouthPressLeft,"
    "MouthPressRight,MouthLowerDownLeft,MouthLowerDownRight,MouthUpperUpLeft,MouthUpperUpRight,"
    "BrowDownLeft,BrowDownRight,BrowInnerUp,BrowOuterUpLeft,BrowOuterUpRight,CheekPuff,"
    "CheekSquintLeft,CheekSquintRight,NoseSneerLeft,NoseSneerRight,TongueOut,HeadYaw,HeadPitch,"
    "HeadRoll,LeftEyeYaw,LeftEyePitch,LeftEyeRoll,RightEyeYaw,RightEyePitch,RightEyeRoll"
)
"""The app's heading: 61 numbers, of which JawRight and MouthRight stand before their left."""


def code(n: int, rate: float = 59.94) -> str:
    """The app's time code of the nth frame: nominally of 60, its part of a frame creeping."""
    frames = 18 * 3600 * 60 + n * 60 / rate
    whole_s, rest = divmod(frames, 60)
    return f"{whole_s // 3600:02.0f}:{whole_s // 60 % 60:02.0f}:{whole_s % 60:02.0f}:{rest:06.3f}"


def live_link(path: Path, curves: dict[str, np.ndarray], heading: str = LIVE_LINK) -> Path:
    names = heading.split(",")
    n = len(next(iter(curves.values())))
    rows = [heading]
    for i in range(n):
        cells = [f"{curves[name][i]:.6f}" if name in curves else "0.0" for name in names[2:]]
        lost = "Lost" in curves and curves["Lost"][i]
        rows.append(",".join([code(i), "0"] if lost else [code(i), "61", *cells]))
    path.write_text("\n".join(rows) + "\n")
    return path


def pulse(n: int, *spans: tuple[float, float], rest: float = 0.0, top: float = 0.9) -> np.ndarray:
    """A curve that is at its top within spans of seconds, at 59.94 rows a second."""
    t = np.arange(n) / 59.94
    inside = np.any([(a <= t) & (t < b) for a, b in spans], axis=0) if spans else np.zeros(n, bool)
    return np.where(inside, top, rest)


def found(labels: tuple[FaceEvent, ...]) -> list[tuple[str, str | None, float, float]]:
    return [(e.kind, e.side, round(e.start_s, 1), round(e.end_s, 1)) for e in labels]


def test_live_link_against_a_rest_of_its_own(tmp_path: Path) -> None:
    """Eyes that read 0.35 when they are open blink all the same; a word is no jaw opening."""
    n = 600
    curves = {
        "EyeBlinkLeft": pulse(n, (1.0, 1.2), (4.0, 5.5), rest=0.35),
        "EyeBlinkRight": pulse(n, (1.0, 1.2), (4.0, 5.5), (8.0, 8.3), rest=0.3),
        "JawOpen": pulse(n, (2.0, 2.3), (6.0, 7.5), top=0.6),
    }
    labels = read_labels(live_link(tmp_path / "a.csv", curves))
    assert labels.program == "Live Link Face"
    assert labels.kinds == ("blink", "eyes_closed", "jaw_open")
    assert found(labels.events) == [
        ("blink", "both", 1.0, 1.2),
        ("eyes_closed", "both", 4.0, 5.5),
        ("jaw_open", None, 6.0, 7.5),
        ("blink", "right", 8.0, 8.3),
    ]


def test_a_column_is_found_by_its_name_not_its_place(tmp_path: Path) -> None:
    """Of jaw and mouth the right stands before the left; of eyes the left before the right."""
    curves = {"JawRight": pulse(60, (0.2, 0.5)), "JawLeft": pulse(60)}
    for heading in (LIVE_LINK, LIVE_LINK.replace("BlendShapeCount", "BlendshapeCount")):
        table = read_table(live_link(tmp_path / "a.csv", curves, heading))
        shapes = live_link_curves(table).shapes
        assert shapes["jawRight"].max() == pytest.approx(0.9)
        assert shapes["jawLeft"].max() == 0.0


def test_rows_without_a_face_are_not_seen(tmp_path: Path) -> None:
    curves = {"EyeBlinkLeft": pulse(60), "Lost": pulse(60, (0.3, 0.5))}
    shapes = live_link_curves(read_table(live_link(tmp_path / "a.csv", curves))).shapes
    assert int(np.isnan(shapes["eyeBlinkLeft"]).sum()) == 12


def test_time_codes_creep_and_pass_midnight() -> None:
    times = seconds([code(i) for i in range(0, 600, 100)], "a.csv")
    assert times == pytest.approx([i / 59.94 for i in range(0, 600, 100)], abs=1e-4)
    assert seconds(["23:59:59:30.0", "00:00:00:00.0"], "a")[1] == pytest.approx(0.5)
    # 30 frames a second: no frame number passes 29 in several seconds.
    assert seconds(["00:00:01:29.000", "00:00:02:15.000"], "a")[1] == pytest.approx(16 / 30)
    with pytest.raises(SourceError, match="no time code"):
        seconds(["half past two"], "a.csv")


def test_bids_events(tmp_path: Path) -> None:
    path = tmp_path / "sub-01_task-face_events.tsv"
    path.write_text(
        "onset\tduration\ttrial_type\tside\n3.0\t1.5\tjaw_open\tn/a\n1.0\t0.2\tEye blink\tboth\n"
        "2.0\tn/a\tcue\tn/a\n-1.0\t0.5\tfixation\tn/a\n"
    )
    labels = read_labels(path)
    assert found(labels.events) == [("blink", "both", 1.0, 1.2), ("jaw_open", None, 3.0, 4.5)]
    assert labels.kinds == ("blink", "jaw_open")


def test_neon_blinks_count_from_the_scene_cameras_first_picture(tmp_path: Path) -> None:
    zero = 1_750_000_000_123_456_789
    (tmp_path / "blinks.csv").write_text(
        "section id,recording id,blink id,start timestamp [ns],end timestamp [ns],duration [ms]\n"
        f"s,r,1,{zero + 2_000_000_000},{zero + 2_200_000_000},200\n"
        f"s,r,2,{zero + 4_000_000_000},{zero + 5_000_000_000},1000\n"
    )
    with pytest.raises(SourceError, match=r"put world_timestamps\.csv"):
        read_labels(tmp_path / "blinks.csv")
    (tmp_path / "world_timestamps.csv").write_text(
        f"section id,recording id,timestamp [ns]\ns,r,{zero}\ns,r,{zero + 33_000_000}\n"
    )
    labels = read_labels(tmp_path / "blinks.csv")
    assert [e.start_s for e in labels.events] == [2.0, 4.0]
    assert [e.kind for e in labels.events] == ["blink", "eyes_closed"]


@pytest.mark.parametrize("columns", [("eyeBlinkLeft", "eyeBlinkRight", "jawOpen"), ("AU43",)])
def test_py_feat_old_and_new(tmp_path: Path, columns: tuple[str, ...]) -> None:
    """A second face of frame 10 is a bystander's; frames have the clip's own times."""
    lines = [",".join(("FaceScore", *columns, "frame"))]
    for n in range(60):
        lines.append(
            ",".join(["0.99", *["0.8" if 30 <= n < 36 else "0.05"] * len(columns), f"{n}"])
        )
        if n == 10:
            lines.append(",".join(["0.7", *["0.8"] * len(columns), "10"]))
    (tmp_path / "fex.csv").write_text("\n".join(lines) + "\n")
    labels = read_labels(tmp_path / "fex.csv", [n / 25 for n in range(60)])
    assert found(labels.events) == [("blink", "both", 1.2, 1.4)]
    with pytest.raises(SourceError, match="frame 59, the clip has 10"):
        read_labels(tmp_path / "fex.csv", [0.0] * 10)


def test_something_else_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    with pytest.raises(SourceError, match="none of: BIDS"):
        read_labels(tmp_path / "a.csv")
    (tmp_path / "b.tsv").write_text("onset\tduration\nsoon\t1\n")
    with pytest.raises(SourceError, match="'onset' holds no numbers"):
        read_labels(tmp_path / "b.tsv")
