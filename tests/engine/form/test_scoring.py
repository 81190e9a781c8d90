from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facecheck.core.events import Attempt
from facecheck.engine.form.scoring import (
    ASYMMETRY_WORST,
    SHAKING_WORST,
    WEIGHTS,
    attempt_parts,
    attempt_score,
    set_score,
)

BEST = {"hold_s": 5.0, "target_s": 5.0, "peak": 1.0, "faults": 0, "shaking": 0.0, "asymmetry": 0.0}


def score(**changes: Any) -> int:
    return attempt_score(attempt_parts(**{**BEST, **changes}))


def attempt(points: int, *, counted: bool = True) -> Attempt:
    return Attempt(1, 0.0, 1.0, 1.0, 1.0, counted, None if counted else "why", points)


def test_the_weights_make_a_hundred() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)
    assert set(WEIGHTS) == set(attempt_parts(**BEST))  # type: ignore[arg-type]


def test_the_best_is_a_hundred_and_the_worst_nothing() -> None:
    assert score() == 100
    worst = {"hold_s": 0.0, "peak": 0.0, "faults": 9}
    assert score(**worst, shaking=SHAKING_WORST, asymmetry=ASYMMETRY_WORST) == 0


def test_the_hold_is_worth_most() -> None:
    assert max(WEIGHTS, key=lambda name: WEIGHTS[name]) == "hold"


def test_more_than_asked_for_is_no_more_than_full() -> None:
    assert score(hold_s=50.0, peak=1.4) == 100


def test_an_exercise_without_a_hold_loses_nothing_for_it() -> None:
    assert score(hold_s=0.0, target_s=0.0) == 100


seconds = st.floats(0.0, 10.0)
shares = st.floats(0.0, 2.0)
parts = st.fixed_dictionaries(
    {
        "hold_s": seconds,
        "target_s": seconds,
        "peak": shares,
        "faults": st.integers(0, 6),
        "shaking": shares,
        "asymmetry": shares,
    }
)


@given(parts)
def test_a_score_is_between_nothing_and_a_hundred(one: dict[str, Any]) -> None:
    assert 0 <= score(**one) <= 100
    assert all(0.0 <= value <= 1.0 for value in attempt_parts(**one).values())


@given(parts, st.sampled_from(["hold_s", "peak", "faults", "shaking", "asymmetry"]), shares)
def test_worse_in_any_part_never_scores_higher(one: dict[str, Any], part: str, by: float) -> None:
    if part in ("hold_s", "peak"):
        worse = max(one[part] - by, 0.0)
    else:
        worse = one[part] + (round(by) if part == "faults" else by)
    assert score(**{**one, part: worse}) <= score(**one)


@pytest.mark.parametrize(
    ("attempts", "points"),
    [
        pytest.param([], 0, id="nothing done"),
        pytest.param([attempt(90)] * 3, 90, id="the mean"),
        pytest.param([attempt(90), attempt(60), attempt(30)], 60, id="of all"),
        pytest.param([attempt(90)], 30, id="what was not done is nothing"),
        pytest.param([attempt(90)] * 3 + [attempt(30)], 90, id="extra ones replace the poorest"),
        pytest.param([attempt(99, counted=False)] * 3, 0, id="what does not count"),
    ],
)
def test_the_score_of_a_set(attempts: list[Attempt], points: int) -> None:
    assert set_score(attempts, 3) == points


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), max_size=8), st.integers(0, 100))
def test_one_more_repetition_never_lowers_the_set(done: list[tuple[int, bool]], more: int) -> None:
    before = [attempt(points, counted=counted) for points, counted in done]
    assert set_score(before, 3) <= set_score([*before, attempt(more)], 3) <= 100
