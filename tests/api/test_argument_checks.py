"""What the command line refuses, Python refuses too, before anything is opened."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import facecheck
from facecheck import ArgumentError, FacecheckError, SpecError

NOT_THERE = "not_there.mp4"
"""A clip that would be an error of its own, if it were opened first."""


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"reps": 0}, "reps is 0; give 1 to 1000"),
        ({"reps": 1001}, "reps is 1001; give 1 to 1000"),
        ({"reps": 2.5}, "reps is 2.5; give a whole number from 1 to 1000"),
        ({"reps": "3"}, "reps is '3'; give a whole number from 1 to 1000"),
        ({"reps": True}, "reps is True; give a whole number from 1 to 1000"),
        ({"hold_s": -1}, "hold_s is -1; give 0 to 3600"),
        ({"hold_s": math.nan}, "hold_s is nan; give a number"),
        ({"hold_s": math.inf}, "hold_s is inf; give a number"),
        ({"hold_s": "5"}, "hold_s is '5'; give a number"),
        ({"minutes": 3}, "minutes: jaw-open counts repetitions; give reps and hold_s"),
        ({"affected": "rechts"}, "affected is 'rechts'; give 'left' or 'right'"),
        ({"affected": ""}, "affected is ''; give 'left' or 'right'"),
        ({"profile": "me.json"}, "profile is 'me.json'; give a facecheck.Profile"),
    ],
)
@pytest.mark.parametrize("by", ["check", "rescore", "watch"])
def test_what_cannot_be_meant_is_refused(by: str, asked: dict[str, Any], says: str) -> None:
    calls: dict[str, Callable[[], object]] = {
        "check": lambda: facecheck.check(NOT_THERE, "jaw-open", **asked),
        "rescore": lambda: facecheck.rescore([], "jaw-open", name="a", duration_s=1.0, **asked),
        # Refused at once, not when the first picture is asked for.
        "watch": lambda: facecheck.watch(facecheck.open_clip(NOT_THERE), "jaw-open", **asked),
    }
    with pytest.raises(ArgumentError) as refused:
        calls[by]()
    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"reps": 3}, "reps: microcurrent is timed; give minutes"),
        ({"hold_s": 2.0}, "hold_s: microcurrent is timed; give minutes"),
        ({"minutes": 0}, "minutes is 0; give more than 0 and up to 60"),
        ({"minutes": 61}, "minutes is 61; give more than 0 and up to 60"),
    ],
)
def test_a_session_by_the_clock_has_no_repetitions(asked: dict[str, Any], says: str) -> None:
    with pytest.raises(ArgumentError, match=says):
        facecheck.check(NOT_THERE, "microcurrent", **asked)


def test_numbers_of_numpy_are_numbers() -> None:
    asked: dict[str, Any] = {"reps": np.int64(2), "hold_s": np.float32(1.5)}
    result = facecheck.rescore([], "jaw-open", name="a", duration_s=1.0, **asked)
    assert (result.reps, result.hold_s) == (2, 1.5)
    assert type(result.reps) is int


@pytest.mark.parametrize("duration_s", [-1.0, math.nan])
def test_a_length_is_no_less_than_nothing(duration_s: float) -> None:
    with pytest.raises(ArgumentError, match="duration_s is"):
        facecheck.rescore([], "jaw-open", name="a", duration_s=duration_s)
    with pytest.raises(ArgumentError, match="duration_s is"):
        facecheck.events_of([], name="a", duration_s=duration_s)


@pytest.mark.parametrize("nothing", [None, 5, ""])
def test_a_clip_is_a_path(nothing: Any) -> None:
    with pytest.raises(ArgumentError, match="give the path of a file or a folder"):
        facecheck.check(nothing, "jaw-open")
    with pytest.raises(ArgumentError, match="give the path of a file or a folder"):
        facecheck.events(nothing)
    with pytest.raises(ArgumentError, match="give the path of a file or a folder"):
        next(iter(facecheck.measure(nothing)))


def test_a_source_is_named_by_what_can_name_one() -> None:
    with pytest.raises(ArgumentError, match="path is None"):
        facecheck.open_clip(None)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="camera is None"):
        facecheck.open_camera(None)  # type: ignore[arg-type]
    assert facecheck.open_camera(0, listing=list).name


def test_a_routine_is_no_exercise_and_an_exercise_no_routine() -> None:
    for wants_an_exercise in (facecheck.load_exercise, lambda e: facecheck.check(NOT_THERE, e)):
        with pytest.raises(SpecError) as refused:
            wants_an_exercise("circuit")
        assert str(refused.value) == (
            "'circuit' is a routine; name one exercise of it: squint-palm, jaw-band, microcurrent"
        )
    with pytest.raises(SpecError, match="'squint' is an exercise and no routine"):
        facecheck.load_routine("squint")


@pytest.mark.parametrize("nothing", [None, 5, ["squint"]])
def test_an_exercise_is_a_name_a_path_or_itself(nothing: Any) -> None:
    for asked in (
        lambda: facecheck.load_exercise(nothing),
        lambda: facecheck.check(NOT_THERE, nothing),
        lambda: facecheck.rescore([], nothing, name="a", duration_s=1.0),
    ):
        with pytest.raises(ArgumentError, match="exercise is"):
            asked()
    with pytest.raises(ArgumentError, match="routine is"):
        facecheck.load_routine(nothing)


def test_a_calibration_needs_exercises_and_not_their_names() -> None:
    source = facecheck.open_clip(Path(NOT_THERE))
    for exercises in ([], ["squint"]):
        with pytest.raises(ArgumentError, match="give at least one"):
            facecheck.calibrate(source, exercises)  # type: ignore[arg-type]


def test_a_profile_has_no_reading_that_is_none() -> None:
    with pytest.raises(ArgumentError, match=r"full\['eye_squint'\] is nan; give a number"):
        facecheck.Profile(full={"eye_squint": math.nan})
    with pytest.raises(ArgumentError, match=r"rest\['eye_squint'\] is '1'; give a number"):
        facecheck.Profile(rest={"eye_squint": "1"})  # type: ignore[dict-item]


def test_whoever_catches_one_of_the_two_catches_it() -> None:
    assert issubclass(ArgumentError, FacecheckError)
    assert issubclass(ArgumentError, ValueError)
