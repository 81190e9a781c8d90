"""The set says what its clips hold, and asks for what a person would."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from facecheck.core.frames import FACE_POINTS
from facecheck.core.sides import Side
from facecheck.evaluate.parse_truth import read_truth
from sample_videos.moved.film import film
from sample_videos.moved.lids import UPPER
from sample_videos.moved.schedule import CLOSURES, Schedule, blinks_within, schedules, squints
from sample_videos.moved.source import RestingFace

SET = schedules()


@pytest.mark.parametrize("schedule", SET, ids=lambda schedule: schedule.name)
def test_the_lids_do_what_the_truth_says(schedule: Schedule) -> None:
    for event in schedule.events:
        middle = (event["start_s"] + event["end_s"]) / 2
        said = event.get("side", "both")
        sides: tuple[Side, ...] = ("left", "right") if said == "both" else (said,)
        before, within = schedule.moves(event["start_s"] - 0.1), schedule.moves(middle)
        for side in sides:
            assert before[side].closure == 0
            assert within[side].closure > 0.3
    assert all(move.closure == 0 for move in schedule.moves(0.0).values())


def test_each_clip_has_a_name_of_its_own() -> None:
    assert len({schedule.name for schedule in SET}) == len(SET)


@pytest.mark.parametrize("closure", CLOSURES)
def test_a_lid_that_droops_is_no_squint(closure: float) -> None:
    assert squints(closure, 1.0).expect[0]["counted"] == 0


def test_a_clear_squint_counts_and_a_faint_one_does_not() -> None:
    assert [squints(closure, 0.3).expect[0]["counted"] for closure in CLOSURES] == [0, 3, 3, 3]


def test_a_blink_within_a_hold_is_the_upper_lids() -> None:
    schedule = blinks_within()
    begin, end = schedule.events[0]["start_s"], schedule.events[0]["end_s"]
    held, shut = schedule.moves(begin + 0.6)["left"], schedule.moves((begin + end) / 2)["left"]
    assert shut.closure > 0.95
    assert shut.closure * shut.upper > held.closure * held.upper
    assert shut.closure * (1 - shut.upper) == pytest.approx(
        held.closure * (1 - held.upper), abs=0.05
    )


def test_a_clip_has_its_truth_file_beside_it(tmp_path: Path) -> None:
    points = np.zeros((FACE_POINTS, 3), np.float32)
    points[list(UPPER["left"]), 0] = np.arange(9)
    face = RestingFace("grey", [np.full((65, 64, 3), 99, np.uint8)] * 3, [points] * 3, 10.0)
    clip = film(face, squints(0.5, 0.2), tmp_path)
    truth = read_truth(clip.with_suffix(".truth.yaml"))
    assert truth.clip == clip.name
    assert truth.frames == 163
    assert truth.origin["kind"] == "moved"
    assert "moved: squint of 0.50" in truth.origin["condition"]


def test_a_stretch_goes_there_and_back() -> None:
    pictures = [np.full((2, 2, 3), n, np.uint8) for n in range(3)]
    face = RestingFace("n", pictures, [np.zeros((FACE_POINTS, 3), np.float32)] * 3, 30.0)
    assert [int(face.at(n)[0][0, 0, 0]) for n in range(8)] == [0, 1, 2, 1, 0, 1, 2, 1]
