"""A first good movement under the usual range teaches a person's own; others teach nothing."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from strips import (
    Signal,
    checker_for,
    exercise,
    fault_row,
    follow,
    level,
    line,
    neutral_values,
    no_rests,
    sampled,
    values_at,
)
from strips import trapezoid as plateau

from facecheck.api import load_exercise
from facecheck.engine.repetitions.own_range import LEARNING, TAKEN_FOR, OwnRange
from facecheck.engine.repetitions.set_judge import SetJudge
from facecheck.engine.repetitions.sub_threshold import TOO_SHALLOW

RULES = exercise(
    movement={"learned_from": 0.45, "least_s": 0.5}, faults=[fault_row(effect="pause")]
)


class Session:
    """A set of somebody whose range is not known."""

    def __init__(
        self, usual: Signal, until_s: float, *, one_sided: float = 1.0, turned_s: float = 0.0
    ) -> None:
        own = OwnRange(RULES.movement)
        judge = SetJudge(RULES, 3, 1.0, own=own)
        last_s = 0.0
        for time_s, now in sampled(usual, until_s, 30):
            values = neutral_values(yaw_deg=20.0 if 1.5 < time_s < 1.5 + turned_s else 0.0)
            seen = level(now, now, one_sided * now).relative_to(own.share)
            judge.step(time_s, time_s - last_s, seen, values, no_rests())
            last_s = time_s
        self.share, self.counted = own.share, judge.counted
        self.said = [fault.name for fault in judge.unattached_faults]


def twice(top: float) -> Signal:
    first, second = plateau(1.0, 4.0, top=top), plateau(5.0, 8.0, top=top)
    return lambda time_s: max(first(time_s), second(time_s))


def test_the_first_teaches_and_is_named_and_the_next_counts() -> None:
    session = Session(twice(0.5), 9.0)
    assert session.said == [LEARNING]
    assert session.share == pytest.approx(0.5 / TAKEN_FOR, abs=0.01)
    assert session.counted == 1


def test_one_that_is_a_fifth_weaker_counts_then_as_well() -> None:
    first, second = plateau(1.0, 4.0, top=0.55), plateau(5.0, 8.0, top=0.45)
    session = Session(lambda t: max(first(t), second(t)), 9.0)
    assert (session.said, session.counted) == ([LEARNING], 1)


def test_who_goes_as_far_as_usual_is_judged_as_usual() -> None:
    session = Session(twice(0.9), 9.0)
    assert (session.said, session.share, session.counted) == ([], 1.0, 2)


@pytest.mark.parametrize(
    ("signal", "said"),
    [
        pytest.param(twice(0.4), [TOO_SHALLOW] * 2, id="too small"),
        pytest.param(
            line((1.0, 0.0), (5.0, 0.5), (9.0, 0.5), (9.3, 0.0)), [TOO_SHALLOW], id="drifts in"
        ),
        pytest.param(
            line((1.0, 0.0), (1.3, 0.5), (5.0, 0.5), (8.0, 0.2), (9.0, 0.0)),
            [TOO_SHALLOW],
            id="fades out",
        ),
        pytest.param(plateau(1.0, 2.2, top=0.5), [TOO_SHALLOW], id="is let go at once"),
        pytest.param(plateau(1.0, 1.5, ramp_s=0.15, top=0.5), [], id="a blink"),
        pytest.param(
            line((1, 0), (1.3, 0.58), (2, 0.46), (2.7, 0.58), (3.2, 0.36), (3.7, 0.58), (4, 0)),
            [TOO_SHALLOW],
            id="is not steady",
        ),
    ],
)
def test_what_comes_by_itself_teaches_nothing(signal: Signal, said: list[str]) -> None:
    session = Session(signal, 10.0)
    assert (session.said, session.share, session.counted) == (said, 1.0, 0)


def test_one_that_touches_the_enter_level_for_moments_is_told() -> None:
    wavers = line((1, 0), (1.3, 0.4), (1.5, 0.66), (1.7, 0.4), (2.2, 0.4), (2.5, 0.0))
    assert Session(wavers, 5.0).said == [TOO_SHALLOW]
    # A blink within one that is let go at once is no such moment.
    blinks = line((1, 0), (1.3, 0.3), (1.4, 1.2), (1.6, 0.3), (1.9, 0))
    assert Session(blinks, 5.0).said == []


def test_what_becomes_an_attempt_is_not_told_as_too_shallow_as_well() -> None:
    session = Session(line((1, 0), (2.4, 0.5), (2.6, 0.9), (4.2, 0.9), (4.4, 0.3), (6, 0)), 7.0)
    assert (session.said, session.counted) == ([], 1)


def test_a_brief_one_that_is_another_movement_is_not_told() -> None:
    assert Session(plateau(1.0, 2.2, top=0.5), 4.0).said == [TOO_SHALLOW]
    assert Session(plateau(1.0, 2.2, top=0.5), 4.0, turned_s=0.5).said == []


def test_nor_does_one_side_alone_or_another_movement() -> None:
    assert Session(twice(0.5), 4.7, one_sided=0.5).share == 1.0
    assert Session(twice(0.5), 4.7, turned_s=1.5).share == 1.0


def test_a_file_says_from_which_level_on() -> None:
    for wrong in (0.4, 0.6):
        with pytest.raises(ValidationError, match="learned_from"):
            exercise(movement={"learned_from": wrong})


def test_without_such_a_level_the_usual_range_holds() -> None:
    own = OwnRange(exercise().movement)
    for time_s, now in sampled(twice(0.5), 9.0, 30):
        own.step(time_s, level(now), other=False)
    assert not own.ended(9.0)
    assert own.share == 1.0


def test_a_squint_of_a_slight_range_counts_from_the_second_on() -> None:
    first, second = plateau(2.0, 5.5, top=0.55), plateau(7.0, 10.5, top=0.55)
    checker = checker_for(load_exercise("squint"), hold_s=2.0)
    updates = follow(checker, lambda t: max(first(t), second(t)), 12.0)
    assert checker.finish("a.mp4", 12.0).counted == 1
    assert [fault.name for update in updates for fault in update.noted] == [LEARNING]
    assert {fault.cue for update in updates for fault in update.faults} == {"Go further"}


def test_who_was_calibrated_is_judged_by_that() -> None:
    squint = load_exercise("squint")
    full = {part.measure: part.full for part in squint.movement.parts}
    first, second = plateau(2.0, 5.5, top=0.55), plateau(7.0, 10.5, top=0.55)
    checker = checker_for(squint, hold_s=2.0, full=full)
    follow(checker, lambda t: max(first(t), second(t)), 12.0)
    result = checker.finish("a.mp4", 12.0)
    assert (result.counted, [fault.name for fault in result.faults]) == (0, [TOO_SHALLOW] * 2)


def test_a_set_that_begins_anew_still_knows() -> None:
    squint = load_exercise("squint")
    checker = checker_for(squint, hold_s=2.0)
    follow(checker, plateau(2.0, 5.5, top=0.55), 7.0)
    checker.restart()
    second = plateau(9.0, 12.5, top=0.55)
    for time_s, share in sampled(second, 14.0, 30):
        if time_s > 7.0:
            checker.step_values(time_s, values_at(squint, share), 0.5)
    assert checker.finish("a.mp4", 14.0).counted == 1
