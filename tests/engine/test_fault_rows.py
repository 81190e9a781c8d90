"""Every row of the exercise files: just inside its limit nothing is named, just beyond it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from strips import fault_row, neutral_values, no_rests

from facecheck.api import load_any
from facecheck.engine.form.faults import FaultWatch, step_all
from facecheck.engine.level.level import sided_names
from facecheck.engine.level.rest import Baseline
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.rules import FaultRule, Limit

FOLDER = Path(__file__).parents[2] / "exercises"
ALL = [load_any(path) for path in sorted(FOLDER.glob("*.yaml"))]
EXERCISES = [exercise for exercise in ALL if isinstance(exercise, Exercise)]
ROWS = [
    pytest.param(rule, id=f"{exercise.id}: {rule.name}")
    for exercise in EXERCISES
    for rule in exercise.faults
]
REST = 0.3
STEP_S, FOR_S = 0.05, 3.0


def wanted(limit: Limit, share: float) -> float:
    """A reading that is so much of the limit's size beyond it (or, below 0, inside)."""
    size = max(abs(limit.limit), 0.01) * share
    return limit.limit - size if limit.below is not None else limit.limit + size


def named(rule: FaultRule, share: float, also: float = 0.02) -> bool:
    """Whether a rule speaks when its measures stay there for three seconds."""
    names = [name for limit in rule.limits for name in sided_names(limit.measure)]
    rests = Baseline(names, dict.fromkeys(names, REST))
    values: dict[str, float] = {}
    for limit, beyond in zip(rule.limits, (share, also), strict=False):
        reading = wanted(limit, beyond)
        for name in sided_names(limit.measure):
            read_as = {"fraction": reading * REST, "change": reading + REST, "value": reading}
            values[name] = read_as[limit.reading]
    watch = FaultWatch(rule)
    for i in range(round(FOR_S / STEP_S)):
        watch.step(i * STEP_S, values, rests)
    return bool(watch.take())


@pytest.mark.parametrize("rule", ROWS)
def test_just_inside_its_limit_nothing_is_named(rule: FaultRule) -> None:
    assert not named(rule, -0.02)


@pytest.mark.parametrize("rule", ROWS)
def test_just_beyond_its_limit_it_is(rule: FaultRule) -> None:
    assert named(rule, 0.02)


@pytest.mark.parametrize("rule", [row for row in ROWS if row.values[0].also is not None])  # type: ignore[union-attr]
def test_with_a_second_limit_both_must_be_passed(rule: FaultRule) -> None:
    assert not named(rule, 0.02, also=-0.02)


def watches(*effects: str) -> list[FaultWatch]:
    """A rule on the yaw, one on the roll, ..., in the order of their priority."""
    return [
        FaultWatch(
            FaultRule.model_validate(fault_row(name=measure, measure=measure, effect=effect))
        )
        for measure, effect in zip(("yaw_deg", "roll_deg"), effects, strict=False)
    ]


@pytest.mark.parametrize(
    ("first", "names"), [("pause", {"yaw_deg"}), ("note", {"yaw_deg", "roll_deg"})]
)
def test_while_a_rule_that_pauses_is_passed_those_after_it_are_silent(
    first: str, names: set[str]
) -> None:
    rules = watches(first, "note")
    for i in range(20):
        values = neutral_values(yaw_deg=20.0, roll_deg=20.0)
        step_all(rules, i * 0.1, values, no_rests(), {"holding"})
    assert {fault.name for rule in rules for fault in rule.take()} == names


def test_those_after_it_speak_again_when_it_is_over() -> None:
    rules = watches("pause", "note")
    for i in range(40):
        values = neutral_values(yaw_deg=20.0 if i < 20 else 0.0, roll_deg=20.0)
        step_all(rules, i * 0.1, values, no_rests(), {"holding"})
    (second,) = rules[1].take()
    assert second.start_s == pytest.approx(2.0)


def test_what_is_known_only_at_the_end_is_judged_once() -> None:
    (rule,) = watches("note")
    rule.judge_once(3.0, 3.05, neutral_values(yaw_deg=20.0), no_rests())
    rule.judge_once(5.0, 5.05, neutral_values(yaw_deg=0.0), no_rests())
    (fault,) = rule.take()
    assert (fault.start_s, fault.end_s) == (3.0, 3.05)
