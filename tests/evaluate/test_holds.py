import pytest

from facecheck.core.events import Attempt
from facecheck.evaluate.holds import hold_errors_s, median_s, p95_s
from facecheck.evaluate.truth import LabelledEvent

from .fakes import attempt, label

# Held surely for 5.0 s, and for 5.8 s at most.
OPENING = label("jaw_open", 2.0, 7.8, hold_start_s=2.4, hold_end_s=7.4)


@pytest.mark.parametrize(
    ("hold_s", "error_s"),
    [
        pytest.param(5.0, 0.0, id="as long as the plateau"),
        pytest.param(5.8, 0.0, id="as long as the event"),
        pytest.param(4.7, 0.3, id="too short"),
        pytest.param(6.0, 0.2, id="too long"),
    ],
)
def test_a_hold_is_right_from_the_plateau_to_the_event(hold_s: float, error_s: float) -> None:
    errors = hold_errors_s("jaw-open", [attempt(1, 2.1, hold_s)], [OPENING])
    assert list(errors) == pytest.approx([error_s])


@pytest.mark.parametrize(
    ("exercise", "done", "labels"),
    [
        pytest.param("jaw-open", attempt(1, 2, 1, counted=False), [OPENING], id="not counted"),
        pytest.param("jaw-open", attempt(1, 12, 5), [OPENING], id="beside no label"),
        pytest.param("squint", attempt(1, 2, 5), [OPENING], id="another movement"),
        pytest.param("jaw-open", attempt(1, 2, 5), [label("jaw_open", 2, 8)], id="no plateau"),
        pytest.param("massage", attempt(1, 2, 5), [OPENING], id="an exercise without a truth"),
    ],
)
def test_a_hold_without_a_truth_has_no_error(
    exercise: str, done: Attempt, labels: list[LabelledEvent]
) -> None:
    assert hold_errors_s(exercise, [done], labels) == ()


def test_an_attempt_belongs_to_the_label_it_shares_most_with() -> None:
    second = label("jaw_open", 7.0, 9.0, hold_start_s=7.2, hold_end_s=8.8)
    assert hold_errors_s("jaw-open", [attempt(1, 2.5, 5.0)], [OPENING, second]) == (0.0,)


def test_a_hold_runs_only_while_the_palm_is_there() -> None:
    squint = label("squint", 2.0, 8.0, hold_start_s=2.4, hold_end_s=7.6)
    palm = label("palm_on_cheek", 0.0, 5.0, hold_start_s=0.3, hold_end_s=4.6)
    done = [attempt(1, 2.2, 2.5)]
    assert hold_errors_s("squint-palm", done, [squint, palm]) == (0.0,)
    assert list(hold_errors_s("squint", done, [squint, palm])) == pytest.approx([2.7])


def test_a_palm_that_is_there_twice_makes_one_hold_of_two_pieces() -> None:
    squint = label("squint", 2.0, 8.0, hold_start_s=2.4, hold_end_s=7.6)
    palms = [label("palm_on_cheek", 0, 4), label("palm_on_cheek", 5, 9)]
    # Plateau with palm: 2.4 to 4 and 5 to 7.6, 4.2 s; event with palm: 2 to 4 and 5 to 8, 5 s.
    done = [attempt(1, 2.2, hold_s) for hold_s in (4.1, 4.2, 5.0, 5.1)]
    errors = hold_errors_s("squint-palm", done, [squint, *palms])
    assert list(errors) == pytest.approx([0.1, 0.0, 0.0, 0.1])


def test_a_hold_may_pause_while_nobody_could_see_it() -> None:
    hidden = label("hand_over_face", 4.0, 4.4)
    done = [attempt(1, 2.1, 4.7)]
    assert hold_errors_s("jaw-open", done, [OPENING, hidden]) == (0.0,)


def test_figures_of_nothing_are_none() -> None:
    assert (median_s([]), p95_s([])) == (None, None)
    assert median_s([0.1, 0.3, 0.2]) == pytest.approx(0.2)
    assert p95_s([0.0, 1.0]) == pytest.approx(0.95)
