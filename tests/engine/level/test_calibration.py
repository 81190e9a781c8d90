from __future__ import annotations

import pytest

from facecheck.api import load_exercise
from facecheck.core.errors import CalibrationError
from facecheck.engine.level.calibration import (
    Row,
    TooLittleError,
    full_effort,
    rest_levels,
    stretches,
)
from facecheck.engine.level.level import LevelMeter
from facecheck.engine.level.rest import Baseline

JAW = load_exercise("jaw-open")
SQUINT = load_exercise("squint")
REST = {
    "lip_gap": 0.01,
    "jaw_drop": 0.13,
    "lid_aperture_left": 0.30,
    "lid_aperture_right": 0.28,
    "lid_aperture_seen_left": 0.30,
    "lid_aperture_seen_right": 0.28,
    "lid_lower_left": -0.10,
    "lid_lower_right": -0.09,
}


def rows(seconds: float = 4.0, **moved: float) -> list[Row]:
    values = REST | {name: REST[name] + by for name, by in moved.items()}
    return [(i / 10, values) for i in range(int(seconds * 10))]


def test_rest_is_the_median_of_the_relaxed_stretch() -> None:
    # A blink in the middle of it changes nothing.
    shut = {**REST, "lid_aperture_left": 0.02}
    blinking = [(t, shut if 2.0 < t < 2.3 else v) for t, v in rows()]
    assert rest_levels(blinking) == REST


def test_full_effort_is_read_as_the_exercise_reads_it() -> None:
    full = full_effort(JAW, rows(lip_gap=0.40, jaw_drop=0.30), REST)
    assert full == pytest.approx({"lip_gap": 0.40, "jaw_drop": 0.30})


def test_the_stronger_half_of_a_stretch_counts() -> None:
    late = rows(lip_gap=0.05, jaw_drop=0.02)[:15] + rows(lip_gap=0.40, jaw_drop=0.30)[15:]
    assert full_effort(JAW, late, REST)["lip_gap"] == pytest.approx(0.40)


def test_both_eyes_give_one_reading() -> None:
    squint = rows(
        lid_aperture_seen_left=-0.15, lid_aperture_seen_right=-0.14,
        lid_lower_left=0.06, lid_lower_right=0.05,
    )  # fmt: skip
    full = full_effort(SQUINT, squint, REST)
    assert full == {"lid_aperture_seen": pytest.approx(0.5)}


def test_a_measure_that_only_takes_part_keeps_its_limit() -> None:
    """The lower lid has to rise; how far it rises is nobody's effort."""
    droops = rows(lid_aperture_seen_left=-0.15, lid_aperture_seen_right=-0.15)
    with pytest.raises(TooLittleError, match="lid_lower"):
        full_effort(SQUINT, droops, REST)
    lower = SQUINT.movement.parts[1]
    assert not lower.personal
    as_usual = LevelMeter(SQUINT.movement)
    before_it_was_so = LevelMeter(SQUINT.movement, {"lid_lower": 0.08})
    seen = rows(
        lid_aperture_seen_left=-0.2, lid_aperture_seen_right=-0.2,
        lid_lower_left=0.012, lid_lower_right=0.012,
    )[0][1]  # fmt: skip
    rests = Baseline(REST, REST)
    found = as_usual.level(seen, rests)
    assert found is not None
    assert found.chosen > SQUINT.movement.enter
    assert before_it_was_so.level(seen, rests) == found


@pytest.mark.parametrize(
    ("moved", "says"),
    [
        pytest.param({"lip_gap": 0.02, "jaw_drop": 0.3}, "only 6%", id="nothing was done"),
        pytest.param({"lip_gap": 1.2, "jaw_drop": 0.3}, "375%", id="the tracking jumped"),
    ],
)
def test_what_no_face_does_is_refused(moved: dict[str, float], says: str) -> None:
    with pytest.raises(CalibrationError, match=says):
        full_effort(JAW, rows(**moved), REST)


def test_a_face_that_was_hardly_there_is_no_rest() -> None:
    with pytest.raises(CalibrationError, match="not seen for long enough"):
        rest_levels(rows(2.0))


def test_the_plan_rests_before_and_after_each_effort() -> None:
    plan = stretches([SQUINT, JAW])
    assert [s.exercise for s in plan] == [None, SQUINT, None, JAW, None]
