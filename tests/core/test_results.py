from __future__ import annotations

import json
from dataclasses import replace

import pytest

from facecheck.core.events import Attempt, FaceEvent, Fault
from facecheck.core.results import EventsResult, ScoreResult

FAULT = Fault(
    "jaw drifts sideways", 2.40001, 2.9, 0.15004, 0.12, "inter-ocular", "Keep it straight"
)
COUNTED = Attempt(1, 2.07, 3.31, 0.96049, 0.93, True, None, 94, {"hold": 1.0}, (FAULT,))
FAILED = Attempt(2, 5.0, 5.5, 0.3, 0.8, False, "held 0.3 of 0.5 s: mouth closed at 5.4 s", 40)
RESULT = ScoreResult(
    clip="a.mp4",
    exercise="jaw-open",
    duration_s=7.2,
    frames=216,
    face_frames=215,
    judged_s=7.0,
    reps=3,
    hold_s=0.5,
    attempts=(COUNTED, FAILED, replace(COUNTED, n=3)),
    score=88,
    warnings=("the clip ends early",),
    faults=(replace(FAULT, name="too shallow"),),
)


def test_the_score_document_key_by_key() -> None:
    assert RESULT.to_dict("0.1.0") == {
        "schema": "facecheck.score/1",
        "facecheck": "0.1.0",
        "clip": "a.mp4",
        "exercise": "jaw-open",
        "duration_s": 7.2,
        "starts_s": 0.0,
        "frames": 216,
        "face_frames": 215,
        "judged_s": 7.0,
        "target": {"reps": 3, "hold_s": 0.5},
        "attempts": [
            {
                "n": 1,
                "start_s": 2.07,
                "end_s": 3.31,
                "hold_s": 0.96,
                "peak": 0.93,
                "counted": True,
                "reason": None,
                "side": None,
                "score": 94,
                "parts": {"hold": 1.0},
                "faults": [
                    {
                        "name": "jaw drifts sideways",
                        "start_s": 2.4,
                        "end_s": 2.9,
                        "value": 0.15,
                        "limit": 0.12,
                        "unit": "inter-ocular",
                        "cue": "Keep it straight",
                    }
                ],
            },
            {
                "n": 2,
                "start_s": 5.0,
                "end_s": 5.5,
                "hold_s": 0.3,
                "peak": 0.8,
                "counted": False,
                "reason": "held 0.3 of 0.5 s: mouth closed at 5.4 s",
                "side": None,
                "score": 40,
                "parts": {},
                "faults": [],
            },
            {**RESULT.to_dict("")["attempts"][0], "n": 3},
        ],
        "counted": 2,
        "complete": False,
        "faults": [{**RESULT.to_dict("")["attempts"][0]["faults"][0], "name": "too shallow"}],
        "score": 88,
        "warnings": ["the clip ends early"],
    }


def test_what_is_read_first_stands_first() -> None:
    keys = list(RESULT.to_dict("0.1.0"))
    assert keys[:4] == ["schema", "facecheck", "clip", "exercise"]


@pytest.mark.parametrize(("reps", "complete"), [(1, True), (2, True), (3, False)])
def test_a_set_is_complete_when_its_target_is_reached(reps: int, complete: bool) -> None:
    result = replace(RESULT, reps=reps)
    assert (result.counted, result.complete) == (2, complete)


def test_the_events_document_key_by_key() -> None:
    result = EventsResult(
        clip="a.mp4",
        duration_s=7.20049,
        frames=216,
        face_frames=216,
        judged_s=7.0,
        events=(
            FaceEvent("squint", "left", 1.00049, 2.0, 0.87654),
            FaceEvent("jaw_open", None, 3.0, 4.0, 1.0),
        ),
    )
    assert result.to_dict("0.1.0") == {
        "schema": "facecheck.events/1",
        "facecheck": "0.1.0",
        "clip": "a.mp4",
        "duration_s": 7.2,
        "starts_s": 0.0,
        "frames": 216,
        "face_frames": 216,
        "judged_s": 7.0,
        "events": [
            {"kind": "squint", "side": "left", "start_s": 1.0, "end_s": 2.0, "peak": 0.877},
            {"kind": "jaw_open", "side": None, "start_s": 3.0, "end_s": 4.0, "peak": 1.0},
        ],
        "warnings": [],
    }


def test_documents_are_plain_json() -> None:
    document = RESULT.to_dict("0.1.0")
    assert json.loads(json.dumps(document, allow_nan=False)) == document
