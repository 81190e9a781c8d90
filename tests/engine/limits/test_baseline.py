from __future__ import annotations

from collections.abc import Sequence

import pytest

from facecheck.engine.level.rest import LEARNING_S, PRIORS, SAMPLE_S, WINDOW_S, Baseline


def learn(name: str, values: Sequence[float]) -> Baseline:
    baseline = Baseline([name])
    for i, value in enumerate(values):
        baseline.learn(i * SAMPLE_S, {name: value})
    return baseline


def test_rest_is_known_after_its_time_and_not_before() -> None:
    enough = round(LEARNING_S / SAMPLE_S)
    assert not learn("lip_gap", [0.02] * (enough - 1)).is_known("lip_gap")
    assert learn("lip_gap", [0.02] * enough).is_known("lip_gap")


def test_what_is_forgotten_is_as_if_it_had_never_been() -> None:
    baseline = learn("lip_gap", [0.05] * 30)
    baseline.forget()
    assert baseline.rest("lip_gap") == PRIORS["lip_gap"].typical
    assert not baseline.is_known("lip_gap")
    again = learn("lip_gap", [0.02] * 9)
    for i in range(9):
        # The clock starts again as well: no sample is skipped for one before.
        baseline.learn(i * SAMPLE_S, {"lip_gap": 0.02})
    assert baseline.rest("lip_gap") == again.rest("lip_gap")


@pytest.mark.parametrize("name", ["lip_gap", "lid_aperture_left"])
def test_the_ends_of_a_plausible_range_are_plausible(name: str) -> None:
    prior = PRIORS[name]
    for value, taken in [
        (prior.low, True),
        (prior.high, True),
        (prior.low - 1e-6, False),
        (prior.high + 1e-6, False),
    ]:
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
