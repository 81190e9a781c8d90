"""An assessment reads both sides, takes the model's own asymmetry out, and grades nothing."""

from __future__ import annotations

import pytest
from strips import neutral_values

from facecheck.api import load_exercise, load_routine
from facecheck.core.errors import CalibrationError
from facecheck.engine.level.assessment import (
    Assessment,
    LookPair,
    MovementReading,
    SideValues,
    assess,
    assessment_stretches,
)
from facecheck.engine.level.calibration import Stretch

FIVE = [load_exercise(name) for name in load_routine("facial-palsy").exercises]
PLAN = assessment_stretches(FIVE, repeats=2)
FPS = 10.0


def moved(stretch: Stretch, left: float, right: float, bias: float) -> dict[str, float]:
    """Measures in a stretch; the model adds `bias` to what is left in the picture."""
    values = dict(neutral_values())
    if stretch.exercise is None:
        return values
    part = stretch.exercise.movement.parts[0]
    for side, level in (("left", left + bias), ("right", right)):
        name = f"{part.measure}_{side}"
        way = level * (part.full - part.zero)
        values[name] = (
            values[name] * (1 + way) if part.reading == "fraction" else values[name] + way
        )
    return values


def assessed(left: float, right: float, bias: float = 0.0, hidden: int = -1) -> Assessment:
    rows, at = [], 0
    for n, stretch in enumerate(PLAN):
        looks = []
        for _ in range(round(stretch.seconds * FPS)):
            # A mirror has the person's left on its right.
            plain, mirrored = moved(stretch, left, right, bias), moved(stretch, right, left, bias)
            seen = n != hidden
            looks.append(LookPair(at / FPS, plain if seen else None, mirrored, 0.5))
            at += 1
        rows.append(looks)
    return assess(PLAN, rows)


def test_rest_comes_first_and_each_movement_is_repeated() -> None:
    assert PLAN[0].exercise is None
    done = [stretch.exercise.id for stretch in PLAN if stretch.exercise is not None]
    assert done == [e.id for e in FIVE for _ in range(2)]
    assert "(2 of 2)" in PLAN[3].cue


def test_both_sides_are_read_of_each_movement() -> None:
    found = assessed(0.4, 0.8)
    assert [each.exercise for each in found.movements] == [e.id for e in FIVE]
    for each in found.movements:
        assert each.mean("left") == pytest.approx(0.4, abs=0.01)
        assert each.mean("right") == pytest.approx(0.8, abs=0.01)
        assert each.symmetry == pytest.approx(0.5, abs=0.01)
        assert each.spread("left") == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("bias", [-0.2, 0.1, 0.3])
def test_what_the_model_adds_to_one_side_is_taken_out(bias: float) -> None:
    found = assessed(0.6, 0.6, bias)
    for each in found.movements:
        assert each.symmetry == pytest.approx(1.0, abs=0.01)
        assert each.attempts[0].own == pytest.approx(bias, abs=0.01)


def test_a_face_that_does_nothing_has_no_symmetry() -> None:
    assert all(each.symmetry is None for each in assessed(0.02, 0.0).movements)


def test_how_the_sides_rest_is_kept() -> None:
    found = assessed(0.5, 0.5)
    assert set(found.rest) == {"lid_aperture", "corner_height", "brow_lift"}
    assert found.brightness == pytest.approx(0.5)
    assert found.seen_share == 1.0


def test_a_clip_that_ends_early_says_what_is_missing() -> None:
    looks = [LookPair(n / FPS, moved(PLAN[0], 0, 0, 0), moved(PLAN[0], 0, 0, 0)) for n in range(40)]
    with pytest.raises(CalibrationError, match=r"ended before 'Raise your brows.*takes 59 s"):
        assess(PLAN, [looks, *([] for _ in PLAN[1:])])


def test_a_stretch_that_was_not_seen_is_named() -> None:
    with pytest.raises(CalibrationError, match=r"'Raise your brows.*seen in 0 of 30 pictures"):
        assessed(0.5, 0.5, hidden=1)


@pytest.mark.parametrize(
    ("left", "right", "bias", "weaker"),
    [
        pytest.param(0.4, 0.8, 0.0, "left", id="half as far"),
        pytest.param(0.8, 0.6, 0.0, "right", id="a quarter less"),
        pytest.param(0.72, 0.8, 0.0, None, id="a tenth less, as healthy faces read"),
        pytest.param(0.6, 0.8, 0.05, "left", id="a model that is a little uneven"),
        pytest.param(0.6, 0.8, 0.15, None, id="as much is the model's own"),
        pytest.param(0.02, 0.08, 0.0, None, id="nothing moved"),
    ],
)
def test_a_side_is_named_where_it_clearly_goes_less_far(
    left: float, right: float, bias: float, weaker: str | None
) -> None:
    named = {each.exercise: each.weaker for each in assessed(left, right, bias).movements}
    assert named == {
        "brow-raise": weaker,
        "open-smile": weaker,
        "snarl": weaker,
        # Their sides are not told: lids were not measured, and both corners go together.
        "eye-closure": None,
        "lip-pucker": None,
    }


@pytest.mark.parametrize(
    ("lefts", "weaker"),
    [
        pytest.param((0.50, 0.52, 0.54), "left", id="attempts that agree"),
        pytest.param((0.30, 0.52, 0.74), None, id="attempts that differ by as much"),
        pytest.param((0.50,), None, id="one attempt tells nothing of its spread"),
    ],
)
def test_a_side_is_not_named_within_the_spread_of_attempts(
    lefts: tuple[float, ...], weaker: str | None
) -> None:
    attempts = tuple(SideValues(left, 0.8, 0.0) for left in lefts)
    assert MovementReading("open-smile", "Open-mouth smile", attempts).weaker == weaker
