from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facecheck.engine.repetitions.rolling_max import RollingMax

SPAN_S = 0.8


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), min_size=1, max_size=60))
def test_it_is_the_highest_of_the_span_that_ends_now(steps: list[tuple[int, int]]) -> None:
    one, seen, time_s = RollingMax(SPAN_S), [], 0.0
    for tenths, value in steps:
        time_s += tenths / 10
        seen.append((time_s, float(value)))
        one.add(time_s, float(value))
        assert one.highest == max(v for t, v in seen if time_s - t <= SPAN_S)
        assert one.last == value
        assert one.has_fallen_to(0.5) == (value < 0.5 * one.highest)


def test_begun_anew_there_is_nothing() -> None:
    one = RollingMax(SPAN_S)
    assert not one
    assert not one.has_fallen_to(2.0)
    one.add(0.0, 1.0)
    assert one
    one.clear()
    assert not one
