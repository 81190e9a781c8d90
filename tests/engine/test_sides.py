"""Movements with two sides: which one counts, and how they compare."""

from __future__ import annotations

import pytest
from strips import Values, checker_for, values_at

from facecheck.api import load_exercise, load_routine
from facecheck.core.events import Attempt, Phase, Sides, Update
from facecheck.core.sides import Side
from facecheck.engine.repetitions.checker import Checker
from facecheck.engine.repetitions.own_range import LEARNING
from facecheck.engine.spec.exercise import Exercise

SMILE = load_exercise("open-smile")
PUCKER = load_exercise("lip-pucker")
FIVE = [load_exercise(name) for name in load_routine("facial-palsy").exercises]
SQUINT = load_exercise("squint")
FPS = 30.0


def feed(checker: Checker, values: Values, from_s: float, until_s: float) -> list[Update]:
    ticks = range(round(from_s * FPS), round(until_s * FPS))
    return [checker.step_values(i / FPS, values, 0.5) for i in ticks]


def hold(
    rules: Exercise, left: float, right: float, affected: Side | None = None
) -> tuple[list[Update], tuple[Attempt, ...]]:
    checker = checker_for(rules, affected=affected)
    rest = values_at(rules, 0.0)
    updates = feed(checker, rest, 0.0, 1.5)
    updates += feed(checker, values_at(rules, right, left=left), 1.5, 4.5)
    updates += feed(checker, rest, 4.5, 6.0)
    return updates, tuple(checker.attempts)


@pytest.mark.parametrize("rules", FIVE, ids=lambda rules: rules.id)
def test_each_of_the_five_movements_counts_and_compares_its_sides(rules: Exercise) -> None:
    _, attempts = hold(rules, 1.0, 1.0)
    (one,) = attempts
    assert one.counted
    assert one.sides == pytest.approx({"left": 1.0, "right": 1.0}, abs=0.02)
    assert one.symmetry == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("rules", FIVE, ids=lambda rules: rules.id)
def test_a_weak_side_does_not_keep_the_other_from_counting(rules: Exercise) -> None:
    _, attempts = hold(rules, 0.3, 1.0)
    (one,) = attempts
    assert one.counted
    assert one.symmetry == pytest.approx(0.3, abs=0.03)


def test_the_known_weak_side_does_not_count_even_where_it_goes_further() -> None:
    # A side that is drawn along by the other, or cramps, is not the exercise.
    brows = FIVE[0]
    assert hold(brows, 1.0, 0.2)[1][0].counted
    assert not any(a.counted for a in hold(brows, 1.0, 0.2, affected="left")[1])
    assert hold(brows, 0.2, 1.0, affected="left")[1][0].counted


def test_symmetry_is_read_against_the_healthy_side() -> None:
    (one,) = hold(SMILE, 0.8, 1.0, affected="left")[1]
    assert one.symmetry == pytest.approx(0.8, abs=0.03)
    assert Sides(0.5, 1.0).symmetry == Sides(1.0, 0.5).symmetry == 0.5
    assert Sides(0.5, 1.0, "left").symmetry == 0.5
    assert Sides(1.2, 1.0, "left").symmetry == 1.0
    assert Sides(-0.3, 1.0).symmetry == 0.0
    assert Sides(0.0, 0.0).symmetry == 1.0


def test_the_sides_are_shown_while_the_movement_lasts() -> None:
    updates, _ = hold(SMILE, 0.4, 1.0, affected="left")
    shown = updates[round(3.0 * FPS)].sides
    assert shown is not None
    assert (shown.left, shown.right) == pytest.approx((0.4, 1.0), abs=0.02)
    assert shown.affected == "left"


def test_sides_are_those_of_the_first_part_and_not_of_the_least() -> None:
    # The lips part less than the corners are drawn: that is the same for both sides.
    rest, values = values_at(SMILE, 0.0), values_at(SMILE, 1.0, left=0.8)
    values["lip_gap"] = rest["lip_gap"] + 0.6 * SMILE.movement.parts[1].full
    checker = checker_for(SMILE)
    feed(checker, rest, 0.0, 1.5)
    feed(checker, values, 1.5, 4.5)
    feed(checker, rest, 4.5, 6.0)
    (one,) = checker.attempts
    assert one.sides == pytest.approx({"left": 0.8, "right": 1.0}, abs=0.02)


def test_a_long_smile_is_not_learned_as_the_rest_of_a_pucker() -> None:
    rest = values_at(PUCKER, 0.0)
    smiling = values_at(PUCKER, -1.2)
    taken = {}
    for both_ways in (True, False):
        movement = PUCKER.movement.model_copy(update={"both_ways": both_ways})
        checker = Checker(PUCKER.model_copy(update={"movement": movement}))
        feed(checker, rest, 0.0, 2.0)
        feed(checker, smiling, 2.0, 6.0)
        updates = feed(checker, rest, 6.0, 8.0)
        taken[both_ways] = any(u.phase is Phase.HOLDING for u in updates)
    assert taken == {True: False, False: True}


def named_of_squint(left: float, right: float) -> set[str]:
    """The faults of a squint of three seconds, counted or not."""
    checker = checker_for(SQUINT)
    rest = values_at(SQUINT, 0.0)
    feed(checker, rest, 0.0, 1.5)
    feed(checker, values_at(SQUINT, right, left=left), 1.5, 4.5)
    feed(checker, rest, 4.5, 6.0)
    result = checker.finish("a.mp4", 6.0)
    faults = [*result.faults, *(fault for one in result.attempts for fault in one.faults)]
    return {fault.name for fault in faults}


@pytest.mark.parametrize(
    ("weak", "one_eye"), [(0.72, False), (0.58, True)], ids=["a little less", "much less"]
)
def test_an_eye_may_do_somewhat_less_than_the_other(weak: float, one_eye: bool) -> None:
    # 0.29 less is the most that squints of both eyes showed, 0.41 the least of one eye.
    assert ("one eye only" in named_of_squint(1.0, weak)) is one_eye
    assert ("one eye only" in named_of_squint(weak, 1.0)) is one_eye


def test_one_eye_that_stays_shallow_is_told_as_such_and_not_sent_further() -> None:
    assert named_of_squint(0.5, 0.2) == {"one eye only"}
    assert named_of_squint(0.44, 0.40) == {"too shallow"}
    assert named_of_squint(0.5, 0.45) == {LEARNING}
