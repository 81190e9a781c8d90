"""Who is followed, told as scenes: boxes in, covered boxes out."""

from __future__ import annotations

import numpy as np

from facecheck.inputs.mediapipe.user_tracker import Box, UserTracker, blank


def face(x: float, width: float = 100) -> Box:
    return Box(x - width / 2, 100 - width / 2, x + width / 2, 100 + width / 2)


def following(x: float, width: float = 100, time_s: float = 0.0) -> UserTracker:
    follower = UserTracker()
    follower.scouted(time_s, [face(x, width)])
    follower.mark_seen(time_s, face(x, width))
    return follower


def test_the_nearest_becomes_the_user() -> None:
    follower, small, large = UserTracker(), face(100, 60), face(400, 120)
    assert follower.scouted(0.0, [small, large]) == [small]
    assert follower.user == large


def test_a_lone_face_needs_no_cover() -> None:
    assert UserTracker().scouted(0.0, [face(100)]) == []


def test_the_detector_runs_once_a_second_while_following() -> None:
    follower = following(100)
    assert [t for t in range(0, 2500, 100) if follower.wants_scout(t / 1000)] == list(
        range(1000, 2500, 100)
    )
    follower.scouted(1.0, [face(100)])
    assert not follower.wants_scout(1.5)
    follower.mark_lost()
    assert follower.wants_scout(1.5)


def test_a_bystander_does_not_take_over_while_the_user_hides() -> None:
    follower, bystander = following(100), face(500, 140)
    follower.mark_lost()
    assert follower.scouted(0.5, [bystander]) == [bystander]
    assert follower.scouted(0.9, [bystander, face(120)]) == [bystander]
    assert follower.user == face(120)


def test_who_is_gone_for_a_second_is_replaced() -> None:
    follower, other = following(100), face(500)
    follower.mark_lost()
    assert follower.scouted(1.1, [other]) == []
    assert follower.user == other


def test_a_much_nearer_face_takes_over_at_the_second_look() -> None:
    photo = face(100, 50)
    follower, user = following(100, 50), face(400, 120)
    assert follower.scouted(1.0, [photo, user]) == []
    assert follower.scouted(2.0, [photo, user]) == [photo, photo]
    assert follower.user == user


def test_someone_who_leans_in_once_does_not() -> None:
    follower, leaning = following(100, 60), face(400, 120)
    assert follower.scouted(1.0, [face(100, 60), leaning]) == []
    assert follower.scouted(2.0, [face(100, 60)]) == []
    assert follower.scouted(3.0, [face(100, 60), leaning]) == []
    assert follower.user == face(100, 60)


def test_a_slightly_nearer_face_does_not() -> None:
    follower = following(100)
    for t in range(1, 6):
        assert follower.scouted(float(t), [face(100), face(400, 130)]) == []


def test_cover_hides_the_other_and_spares_the_user() -> None:
    rgb = np.full((200, 300, 3), 7, np.uint8)
    covered = blank(rgb, [Box(100, 50, 200, 150)], Box(180, 50, 260, 150))
    assert covered[100, 120].tolist() == [128] * 3
    assert covered[100, 190].tolist() == [7] * 3
    assert (rgb == 7).all()


def test_cover_at_the_border() -> None:
    rgb = np.zeros((20, 30, 3), np.uint8)
    assert blank(rgb, [Box(-50, -50, 10, 10), Box(40, 40, 90, 90)], None).shape == rgb.shape
