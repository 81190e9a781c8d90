"""Lengths become millimetres by one number, and say how far they may be off."""

from __future__ import annotations

import pytest
from strips import neutral_values

from facecheck.core.errors import CalibrationError
from facecheck.engine.view.millimetres import ERRORS, Scale, farthest, lengths_of, scale_of

REST = {**neutral_values(), "iris_width": 0.131, "pupil_distance": 0.70}


def rows(count: int = 20, **changes: float) -> list[tuple[float, dict[str, float]]]:
    return [(n / 10, {**REST, **changes}) for n in range(count)]


def test_the_pupil_distance_goes_before_the_irises() -> None:
    by_pupils, by_irises = scale_of(rows(), 63.0), scale_of(rows())
    assert (by_pupils.source, by_irises.source) == ("pupil distance", "iris")
    assert by_pupils.mm == pytest.approx(63.0 / 0.70)
    assert by_irises.mm == pytest.approx(11.8 / 0.131)


def test_a_head_turned_away_and_shut_eyes_say_nothing_of_the_scale() -> None:
    turned = rows(yaw_deg=25.0, pupil_distance=0.5) + rows(
        lid_aperture_left=0.02, pupil_distance=0.5
    )
    assert scale_of(turned + rows(), 63.0).mm == pytest.approx(90.0)
    with pytest.raises(CalibrationError, match="0 pictures show the face to the front"):
        scale_of(turned, 63.0)


def test_lips_are_read_at_their_farthest_and_lids_as_they_are_mostly() -> None:
    seen = rows() + [
        (2 + n / 10, {**REST, "lip_gap": 0.4, "lid_aperture_left": 0.1}) for n in range(8)
    ]
    lengths = lengths_of(seen, Scale(90.0, "pupil distance"))
    lips, left, right = lengths
    assert lips.name == "lips apart"
    assert lips.mm == pytest.approx(36.0)
    assert lips.error_mm == pytest.approx(36.0 * ERRORS["pupil distance"]["lips apart"])
    for lid in (left, right):
        side = lid.name.split()[-1]
        wide = REST[f"lid_aperture_{side}"] * REST[f"eye_width_{side}"]
        assert lid.mm == pytest.approx(90.0 * wide)


def test_one_picture_is_not_the_farthest() -> None:
    points = [(n / 10, 0.1) for n in range(20)]
    points[10] = (1.0, 0.9)
    assert farthest(points) == pytest.approx(0.1 + 0.8 / 5)
    assert farthest([(0.0, 0.3)]) == 0.3
