"""At the limit itself: to which side it belongs, and that every number told is the right one.

Each of these was found missing by changing the engine a thousand times and seeing no test fail. The
times and levels are exact in binary, so that a limit can be met to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from strips import exercise, fault_row, level, neutral_values, no_rests, values_at

from facecheck.core.events import Attempt, FaceEvent, Fault
from facecheck.engine.baseline import LEARNING_S, PRIORS, SAMPLE_S, WINDOW_S, Baseline
from facecheck.engine.detector import RELEASE_S, Movement, Rule, Stage, State, advance
from facecheck.engine.eyes import EyeWatch
from facecheck.engine.faults import FaultWatch
from facecheck.engine.judge import TOO_SHALLOW, TOO_SHORT, SetJudge
from facecheck.engine.level import Level, LevelMeter
from facecheck.engine.rules import FaultRule
from facecheck.engine.spec import Exercise

# The detector.

ENTER, LEAVE, ONSET = 0.5, 0.25, 0.125
RULE = Rule(ENTER, LEAVE, ONSET)


def moved(*levels: float, state: State = State()) -> tuple[State, list[Movement]]:  # noqa: B008
    """A level a second, from second 0 on."""
    movements = []
    for time_s, now in enumerate(levels):
        state, movement = advance(state, RULE, float(time_s), now)
        movements += [movement] if movement is not None else []
    return state, movements


@pytest.mark.parametrize(
    ("levels", "start_s"),
    [
        pytest.param((0.0, ONSET, ENTER, 0.0), 1.0, id="reached"),
        pytest.param((0.0, ONSET, ONSET, ENTER, 0.0), 1.0, id="reached and kept"),
        pytest.param((ONSET, ENTER, 0.0), 0.0, id="from the first tick"),
    ],
)
def test_a_movement_begins_where_the_onset_is_reached(
    levels: Sequence[float], start_s: float
) -> None:
    _, (movement,) = moved(*levels)
    assert movement.start_s == start_s


def test_at_the_leave_level_the_hold_lasts_and_below_it_is_over() -> None:
    assert moved(0.0, ENTER, LEAVE)[0].stage is Stage.HOLD
    assert moved(0.0, ENTER, LEAVE - 0.01)[0].stage is Stage.RELEASE


def test_at_the_onset_level_the_way_back_is_not_over() -> None:
    state, movements = moved(0.0, ENTER, ONSET)
    assert (state.stage, movements) == (Stage.RELEASE, [])
    released = State(Stage.RELEASE, 0.0, 0.2, 0.0, 0.0, 0.0, 0.6)
    state, movement = advance(released, RULE, 0.25, ONSET)
    assert (state.stage, movement) == (Stage.RELEASE, None)


def test_a_release_is_given_up_after_its_time() -> None:
    released = State(Stage.RELEASE, 0.0, 0.2, 0.0, 0.0, 0.0, 0.6)
    assert advance(released, RULE, RELEASE_S - 1e-9, 0.2)[1] is None
    state, movement = advance(released, RULE, RELEASE_S, 0.2)
    assert movement is not None
    assert (movement.end_s, state.stage) == (RELEASE_S, Stage.REST)


def test_enter_reached_out_of_a_release_is_the_next_movement() -> None:
    released = State(Stage.RELEASE, 0.0, 0.2, 0.0, 0.0, 0.0, 0.6)
    state, movement = advance(released, RULE, 0.25, ENTER)
    assert movement is not None
    assert (state.stage, state.onset_s) == (Stage.HOLD, 0.25)


def test_the_peak_is_the_highest_level_not_the_first() -> None:
    _, (movement,) = moved(0.0, ENTER, 0.75, 0.625, 0.0)
    assert movement.peak == 0.75


@pytest.mark.parametrize("levels", [(0.5, 0.3, 0.3), (0.5, 0.5, 0.1), (0.5, 0.2, 0.0)])
def test_levels_must_differ(levels: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="levels must rise"):
        Rule(*levels)


# The level.

LIPS_AND_JAW = exercise(
    movement={
        "parts": [
            {"measure": "lip_gap", "as": "value", "full": 0.5},
            {"measure": "jaw_drop", "as": "value", "full": 0.25},
        ]
    }
)
EYES = exercise(
    movement={
        "parts": [
            {"measure": "lid_upper", "as": "value", "full": 0.5},
            {"measure": "lid_lower", "as": "value", "full": 0.25},
        ],
        "sides": "stronger",
    }
)


def read(rules: Exercise, **values: float) -> Level:
    found = LevelMeter(rules.movement).level(neutral_values(**values), no_rests())
    assert found is not None
    return found


def test_without_sides_the_level_tells_least_lead_and_most() -> None:
    assert read(LIPS_AND_JAW, lip_gap=0.5, jaw_drop=0.125) == Level(0.5, None, None, 0.5, 1.0)
    assert read(LIPS_AND_JAW, lip_gap=0.25, jaw_drop=0.25) == Level(0.5, None, None, 0.0, 1.0)
    assert read(LIPS_AND_JAW, lip_gap=-0.25, jaw_drop=-0.25) == Level(-1.0, None, None, 0.5, -0.5)


def test_with_sides_the_lead_and_the_most_are_of_either() -> None:
    left = {"lid_upper_left": 0.5, "lid_lower_left": 0.0625}
    right = {"lid_upper_right": 0.25, "lid_lower_right": 0.03125}
    assert read(EYES, **left, **right) == Level(0.25, 0.25, 0.125, 0.75, 1.0, firsts=(1.0, 0.5))
    mirrored = {name.replace("left", "right"): v for name, v in left.items()} | {
        name.replace("right", "left"): v for name, v in right.items()
    }
    assert read(EYES, **mirrored) == Level(0.25, 0.125, 0.25, 0.75, 1.0, firsts=(0.5, 1.0))


# Faults.


def test_a_fault_grows_in_time_while_it_lasts() -> None:
    watch = FaultWatch(FaultRule.model_validate(fault_row(for_s=0.5)))
    assert watch.active is None
    for time_s in (0.0, 0.25, 0.5, 0.75):
        watch.step(time_s, neutral_values(yaw_deg=20.0), no_rests())
    assert watch.active == Fault("head turns", 0.0, 0.75, 20.0, 10.0, "degrees", "Face me")


@pytest.mark.parametrize(
    ("limit", "at"), [({"above": 10.0}, 10.0), ({"below": -10.0}, -10.0), ({"beyond": 10.0}, -10.0)]
)
def test_a_limit_itself_is_kept(limit: dict[str, float], at: float) -> None:
    row = fault_row(above=None, for_s=0.0) | limit
    watch = FaultWatch(FaultRule.model_validate(row))
    watch.step(0.0, neutral_values(yaw_deg=at), no_rests())
    assert not watch.passing
    watch.step(1.0, neutral_values(yaw_deg=at * 1.001), no_rests())
    assert watch.passing


# The baseline.


def learn(name: str, values: Sequence[float]) -> Baseline:
    baseline = Baseline([name])
    for i, value in enumerate(values):
        baseline.learn(i * SAMPLE_S, {name: value})
    return baseline


def test_rest_is_known_after_its_time_and_not_before() -> None:
    enough = round(LEARNING_S / SAMPLE_S)
    assert not learn("lip_gap", [0.02] * (enough - 1)).known("lip_gap")
    assert learn("lip_gap", [0.02] * enough).known("lip_gap")


def test_what_is_forgotten_is_as_if_it_had_never_been() -> None:
    baseline = learn("lip_gap", [0.05] * 30)
    baseline.forget()
    assert baseline.rest("lip_gap") == PRIORS["lip_gap"].typical
    assert not baseline.known("lip_gap")
    again = learn("lip_gap", [0.02] * 9)
    for i in range(9):
        # The clock starts anew as well: no sample is skipped for one before.
        baseline.learn(i * SAMPLE_S, {"lip_gap": 0.02})
    assert baseline.rest("lip_gap") == again.rest("lip_gap")


@pytest.mark.parametrize("name", ["lip_gap", "lid_aperture_left"])
def test_the_ends_of_a_plausible_range_are_plausible(name: str) -> None:
    prior = PRIORS[name]
    for value, taken in [
        (prior.low, True), (prior.high, True), (prior.low - 1e-6, False), (prior.high + 1e-6, False)
    ]:  # fmt: skip
        assert (learn(name, [value]).rest(name) != prior.typical) is taken


def test_the_quantile_is_the_measures_own_and_else_the_middle() -> None:
    eleven = [i / 100 for i in range(20, 31)]
    assert learn("chin_drop", eleven).rest("chin_drop") == 0.25
    # A lower lid rests at 0.6 of what was seen, and nothing typical is mixed in.
    lids = [-0.2 + i / 100 for i in range(11)]
    assert learn("lid_lower_left", lids).rest("lid_lower_left") == lids[6]


def test_the_window_holds_as_much_as_it_says() -> None:
    room = round(WINDOW_S / SAMPLE_S)
    assert (
        learn("chin_drop", [9.0] + [0.0] * (room // 2 - 1) + [9.0] * (room // 2)).rest("chin_drop")
        == 9.0
    )


# The eyes.


def watched(*both: float, step_s: float = 0.0625, lid: float = 0.0) -> list[FaceEvent]:
    watch, found, time_s = EyeWatch(), [], 0.0
    for i, aperture in enumerate(both):
        time_s = i * step_s
        found += watch.step(time_s, aperture, aperture, lid if aperture < 0.5 else 0.2)
    return found + watch.finish(time_s)


@pytest.mark.parametrize(
    ("shut", "kinds"), [(8, ["blink"]), (9, ["eyes_closed"]), (10, ["eyes_closed"])]
)
def test_a_closure_of_half_a_second_is_a_blink_and_longer_is_held(
    shut: int, kinds: list[str]
) -> None:
    found = watched(1.0, 1.0, *[0.1] * shut, 1.0, 1.0)
    assert [event.kind for event in found] == kinds


def test_a_blink_starts_with_its_steep_part() -> None:
    # The eyes were last open two seconds ago, and have been half open since.
    (blink,) = watched(1.0, *[0.6] * 32, 0.1, 0.1, 1.0)
    assert blink.start_s == 32 * 0.0625


def test_a_peak_is_a_share() -> None:
    (blink,) = watched(1.0, 1.0, -0.5, -0.5, 1.0)
    assert blink.peak == 1.0


def test_a_slow_blink_must_be_shut_and_not_take_all_day() -> None:
    slow = [1.0, 1.0, *[0.45] * 5, 0.1, 0.1, *[0.45] * 5, 1.0, 1.0]
    assert [event.kind for event in watched(*slow, lid=0.1)] == ["blink"]
    narrow = [0.45 if x == 0.1 else x for x in slow]
    assert watched(*narrow, lid=0.1) == []
    # Narrowed for longer, it is a blink from narrow eyes; shut for longer, it is none.
    (blink,) = watched(1.0, 1.0, *[0.45] * 12, 0.1, 0.1, *[0.45] * 12, 1.0, 1.0, lid=0.1)
    assert (blink.start_s, blink.end_s) == (13 * 0.0625, 16 * 0.0625)
    assert watched(1.0, 1.0, *[0.2] * 10, 1.0, 1.0, lid=0.1) == []


def test_the_second_of_two_joined_blinks_has_its_own_times() -> None:
    first, second = watched(1.0, 1.0, 0.1, 0.1, 0.4, 0.1, 0.1, 1.0, 1.0)
    assert first.end_s == second.start_s == 4 * 0.0625
    assert second.end_s == 7 * 0.0625


def test_a_blink_from_narrow_eyes_needs_a_smaller_fall() -> None:
    narrow = [0.45] * 20
    assert [e.kind for e in watched(*narrow, 0.30, 0.30, 0.6, lid=0.1)] == []
    joined = watched(1.0, 0.2, 0.45, 0.45, 0.3, 0.3, 1.0, lid=0.1)
    assert [event.kind for event in joined] == ["blink", "blink"]


# The judge.

STEP_S = 0.125


def judged(
    rules: Exercise, levels: Sequence[Level | float], yaws: Sequence[float] = ()
) -> SetJudge:
    """A level every eighth of a second, with the head's yaw where it matters."""
    judge = SetJudge(rules, rules.reps, rules.hold_s)
    rests = Baseline(["yaw_deg"], {"yaw_deg": 5.0})
    for i, now in enumerate(levels):
        yaw = yaws[i] if i < len(yaws) else 0.0
        one = now if isinstance(now, Level) else level(now)
        judge.step(i * STEP_S, STEP_S, one, neutral_values(yaw_deg=yaw), rests)
    return judge


def only(judge: SetJudge) -> Attempt:
    (attempt,) = judge.attempts
    return attempt


REST, UP = [0.0] * 4, [1.0] * 12


def test_an_attempt_tells_its_peak_its_side_and_its_reason() -> None:
    left = [level(x, x, 0.25 * x) for x in (*REST, *UP, 1.25, *REST)]
    attempt = only(judged(exercise(hold_s=9.0), left))
    assert (attempt.peak, attempt.side) == (1.25, "left")
    (fault,) = attempt.faults
    assert (fault.name, fault.unit, fault.cue) == (TOO_SHORT, "s", "Hold it longer")
    assert (fault.start_s, fault.limit) == (3 * STEP_S + 0.6 * STEP_S, 9.0)
    assert fault.end_s == pytest.approx(fault.start_s + attempt.hold_s)


def test_steadiness_is_of_the_hold_alone() -> None:
    restless = [0.1, 0.0, 0.1, 0.0, 0.1, 0.0]
    calm = only(judged(exercise(), [*REST, *UP, *REST]))
    after = only(judged(exercise(), [*restless * 3, *UP, *REST]))
    shaking = only(judged(exercise(), [*REST, *[1.0, 0.75] * 8, *REST]))
    assert calm.parts["steadiness"] == after.parts["steadiness"] == 1.0
    assert shaking.parts["steadiness"] < 0.5


def test_a_relative_rule_reads_the_persons_rest() -> None:
    rules = exercise(faults=[fault_row(**{"as": "change"}, when="always")])
    assert only(judged(rules, [*REST, *UP, *REST], [14.0] * 20)).faults == ()
    named = only(judged(rules, [*REST, *UP, *REST], [16.0] * 20)).faults
    assert [fault.value for fault in named] == [11.0]


def turned(*spans: tuple[int, int]) -> list[float]:
    return [20.0 if any(a <= i < b for a, b in spans) else 0.0 for i in range(40)]


@pytest.mark.parametrize(
    ("when", "yaws", "in_attempt", "loose"),
    [
        # Rest is ticks 0 to 3, the rise 4 and 5, the hold 6 to 17, the way down 18 to 23.
        pytest.param("holding", turned((8, 14)), 1, 0, id="holding, in the hold"),
        pytest.param("holding", turned((0, 6), (18, 30)), 0, 0, id="holding, outside it"),
        pytest.param("moving", turned((19, 24)), 1, 0, id="moving, on the way down"),
        pytest.param("moving", turned((0, 4), (26, 32)), 0, 0, id="moving, at rest"),
        pytest.param("always", turned((26, 32)), 0, 1, id="always, at rest"),
        pytest.param("always", turned((8, 14)), 1, 0, id="always, in the hold"),
        pytest.param("shallow", turned((0, 40)), 0, 0, id="shallow, in a whole movement"),
    ],
)
def test_a_rule_speaks_when_it_applies(
    when: str, yaws: list[float], in_attempt: int, loose: int
) -> None:
    levels = [*REST, 0.25, 0.5, *UP, *[0.375] * 5, 0.2, *[0.0] * 10]
    judge = judged(exercise(faults=[fault_row(when=when)]), levels, yaws)
    assert len(only(judge).faults) == in_attempt
    assert len(judge.loose) == loose


SHALLOW = [*REST, *[0.375] * 12, *REST]


def test_a_shallow_movement_is_named_with_its_numbers() -> None:
    judge = judged(exercise(), SHALLOW * 2)
    assert judge.attempts == []
    first, second = judge.loose
    assert (first.name, first.unit, first.cue) == (TOO_SHALLOW, "of full", "Go further")
    assert (first.value, first.limit) == (0.375, 0.6)
    assert (first.start_s, first.end_s) == (4 * STEP_S, 16 * STEP_S)
    assert second.start_s == first.start_s + len(SHALLOW) * STEP_S


@pytest.mark.parametrize(
    ("when", "names"),
    [
        ("holding", [TOO_SHALLOW]),
        ("moving", ["head turns"]),
        ("shallow", ["head turns"]),
        ("always", ["head turns"]),
    ],
)
def test_what_was_wrong_in_a_shallow_movement_stands_for_it(when: str, names: list[str]) -> None:
    judge = judged(exercise(faults=[fault_row(when=when)]), SHALLOW, turned((6, 14)))
    assert [fault.name for fault in judge.loose] == names


def test_what_paused_the_hold_first_is_the_reason() -> None:
    rows: list[dict[str, Any]] = [
        fault_row(name="turned", effect="pause", for_s=0.25),
        fault_row(name="turned far", above=15.0, effect="pause", for_s=0.75),
    ]
    yaws = [12.0 if 6 <= i < 10 else 20.0 if 12 <= i < 20 else 0.0 for i in range(40)]
    attempt = only(judged(exercise(faults=rows, hold_s=5.0), [*REST, *UP * 2, *REST], yaws))
    assert attempt.reason is not None
    assert attempt.reason.endswith("turned from 0.8 s")


def test_a_movement_as_long_as_the_least_is_an_attempt() -> None:
    # Up at once and down at once: from 0.6 of one step to 0.55 of another.
    hold = [*REST, *[1.0] * 4, 0.0]
    lasted_s = only(judged(exercise(), hold)).hold_s
    rules = exercise(movement={"least_s": lasted_s})
    assert len(judged(rules, hold).attempts) == 1
    rules = exercise(movement={"least_s": lasted_s + 1e-6})
    assert judged(rules, hold).attempts == []


def test_values_at_a_level_are_what_the_meter_reads() -> None:
    # The tests above rest on this.
    values = values_at(LIPS_AND_JAW, 0.5)
    found = LevelMeter(LIPS_AND_JAW.movement).level(values, no_rests())
    assert found is not None
    assert found.chosen == 0.5
