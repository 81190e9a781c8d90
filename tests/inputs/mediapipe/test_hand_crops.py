"""A second look beside the face: when, where, and what it adds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from facecheck.core.frames import Hand, Image
from facecheck.inputs.mediapipe.hand_crops import PAUSE_NEAR_S, PAUSE_S, CloserLook, FacePlace

Hands = tuple[Hand, ...]

PLACE = FacePlace(x=320.0, y=240.0, unit=60.0)
PICTURE = np.zeros((480, 640, 3), np.uint8)


def hand_at(x: float, y: float) -> Hand:
    """A hand whose landmarks all lie around one point."""
    points = np.tile(np.array([x, y, 0.0], np.float32), (21, 1))
    return Hand(points=points, side="left", score=0.9)


def bright_spot(rgb: Image) -> tuple[Hand, ...]:
    """Stands in for the model: finds what is white."""
    rows, columns = np.nonzero(rgb[..., 0] > 200)
    return (hand_at(columns.mean(), rows.mean()),) if len(rows) else ()


def spotted(*spots: tuple[int, int]) -> Image:
    """A black picture with a white spot at each place."""
    rgb = PICTURE.copy()
    for x, y in spots:
        rgb[y - 3 : y + 4, x - 3 : x + 4] = 255
    return rgb


LEFT, RIGHT = (410, 290), (230, 290)


def looked(
    closer: CloserLook, time_s: float, rgb: Image, place: FacePlace, known: Hands, *, near: bool
) -> Hands:
    """What is found now; nothing where it is not time to look."""
    look = closer.next_look(time_s, rgb, place, known, near=near)
    return () if look is None else look()


def test_what_is_found_in_a_cut_out_is_told_in_the_picture_s_own_pixels() -> None:
    (hand,) = looked(CloserLook(bright_spot), 0.0, spotted(LEFT), PLACE, (), near=True)
    assert hand.points[0] == pytest.approx([*LEFT, 0.0], abs=0.01)


def test_a_face_near_the_edge_leaves_a_smaller_cut_out_and_the_same_place() -> None:
    edge = FacePlace(x=560.0, y=400.0, unit=60.0)
    (hand,) = looked(CloserLook(bright_spot), 0.0, spotted((625, 470)), edge, (), near=True)
    assert hand.points[0, :2] == pytest.approx([625, 470], abs=8)


def test_a_cut_out_that_lies_outside_the_picture_is_not_looked_at() -> None:
    seen: list[Image] = []
    gone = FacePlace(x=-300.0, y=240.0, unit=60.0)

    def find(rgb: Image) -> tuple[Hand, ...]:
        seen.append(rgb)
        return ()

    assert looked(CloserLook(find), 0.0, PICTURE, gone, (), near=True) == ()
    assert seen == []


def counted(look: Callable[[CloserLook, float], object], times_s: list[float]) -> list[int]:
    """How many cut-outs are looked at, time by time."""
    calls = [0]

    def find(_: Image) -> tuple[Hand, ...]:
        calls[0] += 1
        return ()

    closer, counts = CloserLook(find), []
    for time_s in times_s:
        before = calls[0]
        look(closer, time_s)
        counts.append(calls[0] - before)
    return counts


def test_without_a_hand_one_side_is_looked_at_now_and_then() -> None:
    counts = counted(
        lambda closer, t: looked(closer, t, PICTURE, PLACE, (), near=False),
        [0.0, 0.9 * PAUSE_S, 1.1 * PAUSE_S, 1.2 * PAUSE_S, 2.2 * PAUSE_S],
    )
    assert counts == [1, 0, 1, 0, 1]


def test_with_a_hand_near_the_side_where_none_is_seen_is_looked_at_more_often() -> None:
    known = (hand_at(*LEFT),)
    counts = counted(
        lambda closer, t: looked(closer, t, PICTURE, PLACE, known, near=True),
        [0.0, 0.9 * PAUSE_NEAR_S, 1.1 * PAUSE_NEAR_S],
    )
    assert counts == [1, 0, 1]


def test_two_hands_need_no_second_look() -> None:
    known = (hand_at(*LEFT), hand_at(*RIGHT))
    assert counted(lambda c, t: looked(c, t, PICTURE, PLACE, known, near=True), [0.0]) == [0]


def test_a_hand_that_is_known_is_not_told_again() -> None:
    # The same hand, read a little further in by the whole picture, and on the other side.
    known = hand_at(319, 290)
    spot = (363, 290)
    assert looked(CloserLook(bright_spot), 0.0, spotted(spot), PLACE, (known,), near=True) == ()
    assert len(looked(CloserLook(bright_spot), 0.0, spotted(spot), PLACE, (), near=True)) == 1


def test_what_looks_like_a_hand_on_the_face_itself_is_not_believed() -> None:
    # A cheek: 0.6 inter-ocular distances beside the nose.
    cheek = spotted((356, 250))
    assert looked(CloserLook(bright_spot), 0.0, cheek, PLACE, (), near=True) == ()


def test_both_hands_of_a_band_are_found_at_once() -> None:
    found = looked(CloserLook(bright_spot), 0.0, spotted(LEFT, RIGHT), PLACE, (), near=True)
    assert sorted(hand.points[0, 0] for hand in found) == pytest.approx([230, 410], abs=0.01)


def test_when_it_is_time_does_not_hang_on_what_was_found() -> None:
    asked, never = CloserLook(bright_spot), CloserLook(bright_spot)
    times = [0.0, 0.1, 0.2, 0.4, 0.5]
    for time_s in times:
        one = asked.next_look(time_s, spotted(LEFT), PLACE, (), near=True)
        other = never.next_look(time_s, spotted(LEFT), PLACE, (), near=True)
        assert (one is None) == (other is None)
        if one is not None:
            assert len(one()) == 1
