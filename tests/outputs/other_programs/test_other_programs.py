"""What is written for other programs, read back by their headings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from inputs.other_programs.test_labels import LIVE_LINK

from facecheck.core.events import FaceEvent
from facecheck.core.frames import Face, Observation
from facecheck.core.landmarks import SHAPE
from facecheck.core.results import EventsResult
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.other_programs.labels import read_labels
from facecheck.inputs.other_programs.live_link import live_link_curves
from facecheck.inputs.other_programs.tables import read_table
from facecheck.inputs.sources import Clip
from facecheck.outputs.other_programs.bids import write_bids
from facecheck.outputs.other_programs.frame_table import write_frames
from facecheck.outputs.other_programs.live_link import HEADINGS

SAMPLES = Path(__file__).parents[3] / "sample_videos"


@pytest.fixture(scope="module")
def one_sided() -> list[Observation]:
    """A face that pulls one corner of its mouth: the right one lags."""
    with Clip(SAMPLES / "palsy_smile_weak_right.mp4") as clip, Landmarker() as landmarker:
        return [landmarker(frame) for frame in islice(clip, 0, 120, 4)]


def blank(time_s: float) -> Observation:
    return Observation(time_s, (640, 480), None)


def test_bids_reads_back_and_explains_itself(tmp_path: Path) -> None:
    events = (
        FaceEvent("blink", "both", 1.0, 1.25, 0.9),
        FaceEvent("jaw_open", None, 2.0, 5.5, 1.1),
        FaceEvent("squint", "left", 7.0, 9.0, 0.8),
    )
    result = EventsResult("a.mp4", 10.0, 300, 300, 10.0, events)
    path = tmp_path / "sub-01_events.tsv"
    beside = write_bids(path, result, "1.0")
    rows = list(csv.DictReader(io.StringIO(path.read_text()), delimiter="\t"))
    assert rows[1] == {
        "onset": "2.000",
        "duration": "3.500",
        "trial_type": "jaw_open",
        "side": "n/a",
        "peak": "1.100",
    }
    about = json.loads(beside.read_text())
    assert beside.name == "sub-01_events.json"
    assert set(rows[0]) <= set(about)
    assert {row["trial_type"] for row in rows} <= set(about["trial_type"]["Levels"])
    again = read_labels(path).events
    assert [(e.kind, e.side, e.start_s) for e in again] == [
        (e.kind, e.side, e.start_s) for e in events
    ]
    assert [e.end_s for e in again] == pytest.approx([e.end_s for e in events])


def test_the_heading_is_the_apps_own() -> None:
    assert ",".join(HEADINGS) == LIVE_LINK


def test_live_link_reads_back_with_left_and_right(
    tmp_path: Path, one_sided: list[Observation]
) -> None:
    path = tmp_path / "a.csv"
    assert write_frames(path, "livelink", [*one_sided, blank(9.0)], "a.mp4") == len(one_sided) + 1
    curves = live_link_curves(read_table(path))
    seen = [o.face for o in one_sided if o.face is not None]
    for name in ("mouthSmileLeft", "mouthSmileRight", "jawLeft", "jawRight", "jawOpen"):
        ours = [float(face.known_blendshapes[SHAPE[name]]) for face in seen]
        assert curves.shapes[name][:-1] == pytest.approx(ours, abs=1e-6)
    left, right = (float(np.nanmax(curves.shapes[f"mouthSmile{s}"])) for s in ("Left", "Right"))
    assert left > right
    assert np.isnan(curves.shapes["jawOpen"][-1])
    times = [o.time_s for o in one_sided]
    assert curves.times_s[:-1] == pytest.approx(times, abs=2e-5)


def test_fex_reads_back_with_left_and_right(tmp_path: Path, one_sided: list[Observation]) -> None:
    path = tmp_path / "a.csv"
    write_frames(path, "fex", [*one_sided, blank(9.0)], "a.mp4")
    table = read_table(path)
    assert table.text("frame") == [str(n) for n in range(len(one_sided) + 1)]
    assert table.text("input")[0] == "a.mp4"
    face = one_sided[10].face
    assert isinstance(face, Face)
    row = [table.numbers(f"{axis}_36")[10] for axis in "xy"]
    assert row == pytest.approx(face.points[33, :2].tolist(), rel=1e-4)  # right eye's outer corner
    assert table.numbers("x_45")[10] > table.numbers("x_36")[10]  # their left is on the right
    assert table.numbers("mouthSmileLeft")[10] == pytest.approx(
        float(face.known_blendshapes[SHAPE["mouthSmileLeft"]]), abs=1e-5
    )
    assert np.isnan(table.numbers("FaceScore")[-1])


def test_blinks_that_fex_carries_are_those_of_the_clip(tmp_path: Path) -> None:
    """What is written and read back agrees with the truth of a clip that both saw."""

    def seen() -> Iterator[Observation]:
        with Clip(SAMPLES / "blinks_only.mp4") as clip, Landmarker() as landmarker:
            for frame in clip:
                if frame.time_s > 8.0:
                    return
                yield landmarker(frame)

    from facecheck.evaluate.parse_truth import read_truth

    write_frames(tmp_path / "a.csv", "fex", seen(), "blinks_only.mp4")
    truth = read_truth(SAMPLES / "blinks_only.truth.yaml").events or ()
    true = [e for e in truth if e.kind == "blink" and e.end_s < 8.0]
    theirs = [e for e in read_labels(tmp_path / "a.csv").events if e.kind == "blink"]
    assert len(true) >= 3
    for blink in true:
        assert any(e.start_s < blink.end_s and blink.start_s < e.end_s for e in theirs), blink
