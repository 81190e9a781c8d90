from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facecheck.engine.hands.cheek_cover import count_within, on_cheeks
from facecheck.engine.hands.convex_hull import convex_hulls, hull_distances
from facecheck.engine.measures.geometry import Floats

UNIT = 100.0
SQUARE = [(0.0, 0.0), (30.0, 0.0), (30.0, 30.0), (0.0, 30.0)]

# Whole numbers, and margins between them, so that the comparison is exact.
place = st.integers(-60, 90)
places = st.tuples(place, place)


def columns(sets: list[list[tuple[float, float]]]) -> Floats:
    return np.array(sets, np.float64).T


@given(
    st.lists(st.lists(places, min_size=5, max_size=5), min_size=1, max_size=4),
    st.lists(places, min_size=1, max_size=6),
    st.integers(0, 30),
    st.integers(1, 3),
)
def test_what_is_worth_counting_is_counted_as_by_the_hulls(
    sets: list[list[tuple[float, float]]],
    looked_at: list[tuple[float, float]],
    margin: int,
    least: int,
) -> None:
    points, spots = columns(sets), columns([looked_at] * len(sets))
    found = count_within(points, spots, np.full(len(sets), margin + 0.5), least)
    plainly = (hull_distances(convex_hulls(points), spots) <= margin + 0.5).sum(axis=0)
    for some, every in zip(found.tolist(), plainly.tolist(), strict=True):
        assert some == every or (every < least and some == 0)


def test_each_set_has_its_own_margin() -> None:
    far, near = [(500.0, 10.0)] * 2, [(35.0, 10.0), (10.0, 10.0)]
    spots, margins = columns([far, near, near]), np.array([9.0, 4.0, 6.0])
    assert count_within(columns([SQUARE] * 3), spots, margins, 1).tolist() == [0, 1, 2]


def test_more_hands_than_are_looked_at_in_one_go() -> None:
    count = 300
    aside = np.arange(count) % 2 * 1000.0
    points = columns([SQUARE] * count) + np.array([aside, 0.0 * aside])[:, None]
    spots = columns([[(10.0, 10.0)]] * count)
    found = count_within(points, spots, np.zeros(count), 1)
    assert found.tolist() == [1, 0] * (count // 2)


@pytest.mark.parametrize(
    ("covered", "on", "is_open"),
    [
        pytest.param(2, False, False, id="too few of its points"),
        pytest.param(3, True, False, id="as many as fingertips cover"),
        pytest.param(4, True, True, id="as many as an open hand"),
    ],
)
def test_how_much_of_a_cheek_a_hand_must_cover(covered: int, on: bool, is_open: bool) -> None:
    # An open hand along x, its tips beyond the cheek's points; nothing is near the other cheek.
    hand = np.zeros((3, 21, 1))
    for finger in range(4):
        hand[0, 5 + 4 * finger : 9 + 4 * finger, 0] = np.arange(40.0, 80.0, 10.0)
        hand[1, 5 + 4 * finger : 9 + 4 * finger, 0] = 10.0 * finger
    cheek = [(60.0, 15.0)] * covered + [(-80.0, 15.0)] * (10 - covered)
    cheeks = columns([cheek, [(900.0, 900.0)] * 10])
    found = on_cheeks(hand, np.zeros((2, 1)), cheeks, np.array([UNIT]))
    assert found.is_open.tolist() == [[is_open], [False]]
    if covered > 2:
        assert found.on_cheek.tolist() == [[on], [False]]
