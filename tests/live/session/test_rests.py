from __future__ import annotations

import pytest

from facecheck.live.session.explanation import explaining_s
from facecheck.live.session.rests import Rests
from facecheck.live.session.state import Rest

from ..fakes import exercise


def test_a_rest_lasts_as_long_as_it_was_begun_for() -> None:
    rests = Rests(0.0)
    rests.begin(5.0, 10.0)
    assert rests.current(12.0) == Rest(left_s=3.0, whole_s=5.0)
    assert not rests.is_over(14.9)
    assert rests.is_over(15.0)
    assert rests.current(20.0).left_s == 0.0


def test_one_that_is_ended_is_over() -> None:
    rests = Rests(0.0)
    rests.begin(5.0, 10.0)
    rests.end(11.0)
    assert rests.is_over(11.0)
    assert rests.current(11.0).whole_s == 5.0


@pytest.mark.parametrize(
    ("rest_s", "prepare_s", "lasts_s"), [(10.0, 0.0, 10.0), (10.0, 25.0, 25.0), (30.0, 25.0, 30.0)]
)
def test_who_has_to_take_a_band_has_time_for_it(
    rest_s: float, prepare_s: float, lasts_s: float
) -> None:
    rests = Rests(0.0)
    rests.begin_before(exercise(prepare_s=prepare_s), rest_s, 0.0)
    assert rests.current(0.0).whole_s == lasts_s


def test_what_comes_is_told_to_its_end_where_exercises_are_explained() -> None:
    told, silent = Rests(18.0), Rests(0.0)
    for rests in (told, silent):
        rests.begin_before(exercise(), 0.5, 0.0)
    assert told.current(0.0).whole_s == pytest.approx(explaining_s(exercise()))
    assert silent.current(0.0).whole_s == 0.5


def test_the_first_exercise_is_explained_only_where_that_is_asked_for() -> None:
    told, silent = Rests(18.0), Rests(0.0)
    assert told.explain(exercise(), 3.0)
    assert told.current(3.0) == Rest(left_s=18.0, whole_s=18.0, first=True)
    assert not silent.explain(exercise(), 3.0)
    told.begin(5.0, 21.0)
    assert not told.current(21.0).first
