from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from strips import flat_hand, inter_ocular, moved, neutral_face, observation

from facecheck.core import landmarks as lm
from facecheck.core.frames import Hand
from facecheck.core.sides import Side
from facecheck.engine.hands.contact import (
    CONTACT_MEASURES,
    Contact,
    ContactWatch,
    place_of,
    rows_of,
)

UNIT = inter_ocular()
WIDTH = 0.8 * UNIT


def area_centre(area: str, side: Side) -> tuple[float, float]:
    half = lm.AREAS[area][0 if side == "right" else 1]
    x, y = neutral_face().points[list(half), :2].mean(axis=0)
    return float(x), float(y)


def hand_on(area: str, side: Side, *, down: float = 0.0, away: float = 0.0) -> Hand:
    """A hand over an area, moved by inter-ocular distances."""
    x, y = area_centre(area, side)
    outwards = -1.0 if side == "right" else 1.0
    return flat_hand((x + outwards * away * UNIT, y + down * UNIT), WIDTH, side=side)


def contact(
    *hands: Hand, area: str = "cheek", side: Side | None = None, device: bool = False
) -> Contact:
    return ContactWatch(device=device).step(observation(0.0, neutral_face(), hands), area, side)


def test_the_measures_have_units_and_words() -> None:
    assert all(row.unit and row.what for row in CONTACT_MEASURES.values())


def test_the_halves_of_every_area_are_twins() -> None:
    points = neutral_face().points
    middle = float(points[lm.NOSE_BRIDGE, 0])
    for right, left in lm.AREAS.values():
        assert len(right) == len(left)
        for a, b in zip(right, left, strict=True):
            assert (points[a, 0] + points[b, 0]) / 2 == pytest.approx(middle, abs=0.06 * UNIT)
            assert points[a, 1] == pytest.approx(points[b, 1], abs=0.06 * UNIT)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("area", lm.AREAS)
def test_a_hand_on_an_area_is_on_the_face_and_there(area: str, side: Side) -> None:
    found = contact(hand_on(area, side), area=area, side=side)
    assert (found.seen, found.on_face, found.elsewhere) == (True, True, False)


def test_without_a_hand_there_is_no_contact() -> None:
    assert contact() == Contact()
    far = contact(hand_on("cheek", "left", away=3.0))
    assert (far.seen, far.on_face) == (True, False)


def test_a_device_reaches_farther_than_a_bare_hand() -> None:
    beside = hand_on("jaw", "left", away=1.0)
    gap = float(place_of(neutral_face(), beside).gaps.min())
    assert 0.15 < gap < 0.30
    assert contact(beside, device=True).on_face
    assert not contact(beside).on_face


@pytest.mark.parametrize("device", [True, False])
def test_a_hand_on_the_other_side_is_elsewhere(device: bool) -> None:
    hand = hand_on("cheek", "left", away=0.2)
    assert contact(hand, area="cheek", side="right", device=device).elsewhere
    assert not contact(hand, area="cheek", side="left", device=device).elsewhere
    assert not contact(hand, area="cheek", side=None, device=device).elsewhere


def test_a_hand_at_the_jaw_is_not_on_the_forehead() -> None:
    low = hand_on("jaw", "left", down=0.7)
    assert contact(low, area="forehead", side="left").elsewhere


def test_of_two_hands_the_one_on_the_area_speaks() -> None:
    hands = hand_on("cheek", "left", away=0.2), hand_on("cheek", "right", away=0.2)
    for side in ("left", "right"):
        assert not contact(*hands, area="cheek", side=side).elsewhere


def test_the_speed_is_that_over_the_face_and_not_over_the_picture() -> None:
    # Face and hand move together: nothing glides.
    watch = ContactWatch(device=False)
    for i in range(30):
        face = neutral_face()
        shift = np.array([4.0 * i, 0.0, 0.0], np.float32)
        moving = type(face)(face.points + shift, face.blendshapes, face.matrix)
        hand = hand_on("cheek", "left")
        hand = Hand(hand.points + shift, hand.side, hand.score)
        found = watch.step(observation(i / 30, moving, [hand]), "cheek", "left")
    assert found.speed == pytest.approx(0.0, abs=1e-6)


def test_a_glide_reads_in_inter_ocular_distances_a_second() -> None:
    watch = ContactWatch(device=False)
    for i in range(30):
        hand = hand_on("cheek", "left", down=0.5 * i / 30)
        found = watch.step(observation(i / 30, neutral_face(), [hand]), "cheek", "left")
    # Lengths come from the temples, whose distance in inter-ocular ones varies with the face.
    assert found.speed == pytest.approx(0.5, rel=0.06)


def test_a_blink_does_not_move_a_hand() -> None:
    # As shut lids do on real and rendered faces: the outer eye corners go out and down.
    open_eyes = neutral_face()
    shut = moved(open_eyes, [lm.EYE_RIGHT_OUTER], up=-0.03, to_left=-0.035)
    shut = moved(shut, [lm.EYE_LEFT_OUTER], up=-0.03, to_left=0.035)
    hand = hand_on("cheek", "left", away=0.4)
    watch = ContactWatch(device=False)
    for i in range(40):
        face = shut if 15 <= i < 20 else open_eyes
        found = watch.step(observation(i / 20, face, [hand]), "cheek", "left")
        assert found.on_face
        assert (found.speed or 0.0) < 0.02


def test_a_face_that_comes_nearer_with_its_hand_does_not_glide() -> None:
    watch = ContactWatch(device=False)
    hand = hand_on("cheek", "left", away=0.4)
    for i in range(40):
        grown = np.float32(1.0 + 0.01 * i)
        face = replace(neutral_face(), points=neutral_face().points * grown)
        seen = [replace(hand, points=hand.points * grown)]
        found = watch.step(observation(i / 20, face, seen), "cheek", "left")
        assert (found.speed or 0.0) < 1e-4


def test_the_points_under_the_hand_have_no_gap() -> None:
    gaps = place_of(neutral_face(), hand_on("cheek", "left")).gaps
    assert gaps[rows_of("cheek", "left")].min() == 0.0
    assert gaps[rows_of("cheek", "right")].min() > 0.3


def test_a_hand_that_comes_back_elsewhere_after_a_while_did_not_glide_there() -> None:
    watch = ContactWatch(device=False)
    for i in range(40):
        hands = [hand_on("jaw", "left")] if i < 10 else [] if i < 27 else [hand_on("brow", "left")]
        found = watch.step(observation(i / 30, neutral_face(), hands), "cheek", "left")
        assert (found.speed or 0.0) < 1e-6
    assert found.on_face
