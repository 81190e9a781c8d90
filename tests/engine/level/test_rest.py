from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facecheck.engine.level.rest import LEARNING_S, PRIORS, WINDOW_S, Baseline
from facecheck.engine.measures.table import MEASURES

EYE, GAP = "lid_aperture_left", "lip_gap"
FREE = "chin_drop"  # has no prior
NARROW_EYE, SHUT, OPEN_MOUTH = 0.24, 0.04, 0.30


def learned(
    name: str, value: Callable[[float], float], until_s: float, fps: float = 30.0
) -> Baseline:
    baseline = Baseline([name])
    for i in range(int(until_s * fps)):
        baseline.learn(i / fps, {name: value(i / fps)})
    return baseline


def rest(baseline: Baseline, name: str) -> float:
    value = baseline.rest(name)
    assert value is not None
    return value


def test_priors_are_of_measures_and_plausible() -> None:
    assert set(PRIORS) <= set(MEASURES)
    for prior in PRIORS.values():
        assert prior.low < prior.high
        assert prior.typical is None or prior.low <= prior.typical <= prior.high
        assert 0.0 <= prior.quantile <= 1.0


def test_before_anything_is_seen_the_rest_is_typical() -> None:
    baseline = Baseline([EYE, FREE])
    assert baseline.rest(EYE) == PRIORS[EYE].typical
    assert baseline.rest(FREE) is None
    assert not baseline.is_known(EYE)
    assert baseline.levels() == {EYE: PRIORS[EYE].typical}


def test_a_saved_rest_stands_in_for_the_typical_one() -> None:
    assert Baseline([EYE], {EYE: 0.22}).rest(EYE) == 0.22


def test_the_first_seconds_teach_the_persons_own_rest() -> None:
    assert rest(learned(EYE, lambda _: NARROW_EYE, 3.0), EYE) == pytest.approx(NARROW_EYE, abs=0.01)


def test_a_rest_is_known_once_enough_of_it_was_seen() -> None:
    assert not learned(EYE, lambda _: NARROW_EYE, LEARNING_S - 0.2).is_known(EYE)
    assert learned(EYE, lambda _: NARROW_EYE, LEARNING_S + 0.2).is_known(EYE)


@pytest.mark.parametrize(("name", "value"), [(EYE, SHUT), (GAP, OPEN_MOUTH)])
def test_a_movement_is_not_taken_for_a_rest(name: str, value: float) -> None:
    baseline = learned(name, lambda _: value, 5.0)
    assert baseline.rest(name) == PRIORS[name].typical
    assert not baseline.is_known(name)


@pytest.mark.parametrize(
    ("name", "at_first", "then"),
    [
        pytest.param(EYE, SHUT, 0.30, id="eyes shut at the start"),
        pytest.param(GAP, OPEN_MOUTH, 0.02, id="mouth open at the start"),
    ],
)
def test_a_start_in_the_middle_of_a_movement_does_no_harm(
    name: str, at_first: float, then: float
) -> None:
    baseline = learned(name, lambda t: at_first if t < 2.0 else then, 5.0)
    assert baseline.is_known(name)
    assert rest(baseline, name) == pytest.approx(then, abs=0.01)


def test_eyes_rest_open_between_blinks_and_lips_closed_between_words() -> None:
    def half(low: float, high: float) -> Callable[[float], float]:
        return lambda t: low if int(t * 10) % 10 < 4 else high

    assert rest(learned(EYE, half(0.18, 0.30), 8.0), EYE) > 0.29
    assert rest(learned(GAP, lambda t: half(0.10, 0.01)(t), 8.0), GAP) < 0.06


def test_a_change_of_posture_is_followed_slowly() -> None:
    def eye(time_s: float) -> float:
        return 0.34 if time_s < 10.0 else 0.28

    at_once = rest(learned(EYE, eye, 10.5), EYE)
    assert at_once > 0.33
    later = rest(learned(EYE, eye, 10.0 + 1.2 * WINDOW_S), EYE)
    assert later == pytest.approx(0.28, abs=0.01)


@pytest.mark.parametrize("fps", [10.0, 15.0, 24.0, 60.0])
def test_time_counts_and_not_frames(fps: float) -> None:
    usual = rest(learned(EYE, lambda _: NARROW_EYE, 2.0), EYE)
    other = rest(learned(EYE, lambda _: NARROW_EYE, 2.0, fps), EYE)
    assert other == pytest.approx(usual, abs=0.004)


def test_a_measure_without_a_prior_is_what_was_seen() -> None:
    assert learned(FREE, lambda _: 0.77, 0.3).rest(FREE) == 0.77


def test_a_coarse_first_picture_is_not_the_rest_of_what_nothing_is_known_of() -> None:
    coarse = [0.72, 0.77, 0.78]
    baseline = Baseline([FREE])
    known = []
    for n, value in enumerate(coarse):
        baseline.learn(0.1 * n, {FREE: value})
        known.append(baseline.rest(FREE))
    assert known == [None, None, 0.77]


LID = "lid_lower_left"
"""Without a typical value: it is whatever was seen."""


def on_trial(narrow_s: float, open_s: float) -> Baseline:
    """A clip that starts with narrowed eyes, which then open."""
    baseline = Baseline([EYE, LID], deciding=[EYE])
    for i in range(round((narrow_s + open_s) * 10)):
        narrow = i < round(narrow_s * 10)
        baseline.learn(i / 10, {EYE: SHUT if narrow else 0.3, LID: 0.0 if narrow else -0.1})
    return baseline


def test_what_was_learned_of_a_face_that_was_not_at_rest_goes_when_it_is() -> None:
    before = on_trial(4.0, LEARNING_S - 0.2)
    assert rest(before, LID) == 0.0
    assert not before.corrected
    after = on_trial(4.0, LEARNING_S + 0.1)
    assert rest(after, LID) == -0.1
    assert after.is_known(LID)
    assert after.corrected


def test_after_that_such_a_face_teaches_nothing() -> None:
    baseline = on_trial(0.0, 1.0)
    for i in range(10, 80):
        baseline.learn(i / 10, {EYE: SHUT, LID: 0.0})
    assert rest(baseline, LID) == -0.1
    assert not baseline.corrected


def test_eyes_that_are_always_narrow_have_a_rest_all_the_same() -> None:
    baseline = on_trial(4.0, 0.0)
    assert rest(baseline, LID) == 0.0
    assert baseline.is_known(LID)


def test_a_blink_at_the_start_is_no_correction() -> None:
    baseline = on_trial(0.3, 2.0)
    assert rest(baseline, LID) == -0.1
    assert not baseline.corrected


@given(st.lists(st.floats(0.0, 0.6), min_size=1, max_size=250))
def test_the_rest_stays_between_the_plausible_ends(values: list[float]) -> None:
    baseline = Baseline([EYE])
    for i, value in enumerate(values):
        baseline.learn(i * 0.11, {EYE: value})
        assert PRIORS[EYE].low <= rest(baseline, EYE) <= PRIORS[EYE].high


def test_the_picture_reads_pale_lids_as_half_open_and_that_is_their_rest() -> None:
    """A typical value of twice that made a movement of every such face, from its first frame on."""
    names = ["lid_aperture_seen_left", "lid_aperture_seen_right"]
    rests = Baseline(names)
    for n in range(10):
        rests.learn(0.1 * n, dict.fromkeys(names, 0.155))
    assert all(rests.is_known(name) for name in names)
    assert [rests.rest(name) for name in names] == pytest.approx([0.155, 0.155])


def test_shut_eyes_in_the_picture_are_not_learned_as_rest() -> None:
    rests = Baseline(["lid_aperture_seen_left"])
    for n in range(10):
        rests.learn(0.1 * n, {"lid_aperture_seen_left": 0.05})
    assert rests.rest("lid_aperture_seen_left") is None
