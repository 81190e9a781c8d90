from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from strips import cheek, fist, flat_hand, inter_ocular, moved, neutral_face, observation

from facecheck.core import landmarks as lm
from facecheck.core.frames import Group, Hand, Observation
from facecheck.engine.hands.hand_on_face import face_with_hands, faces_with_hands
from facecheck.engine.hands.palm_on_cheek import HandWatch

UNIT = inter_ocular()


def some_hands(rng: random.Random) -> Iterator[Hand]:
    """Up to three, open or not, on a cheek or wherever."""
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        x, y = cheek(rng.choice(("left", "right")))
        away = rng.choice((0.1, 0.6, 2.0)) * UNIT
        place = (x + rng.uniform(-away, away), y + rng.uniform(-away, away))
        yield rng.choice((flat_hand, fist))(place, rng.uniform(0.3, 1.0) * UNIT)


def some_clip(seed: int, frames: int) -> list[Observation]:
    """A face that moves about and is lost at times, and hands that come and go."""
    rng = random.Random(seed)  # noqa: S311
    seen = []
    for i in range(frames):
        face = moved(neutral_face(), range(478), up=rng.gauss(0, 0.1), to_left=rng.gauss(0, 0.1))
        hands = None if rng.random() < 0.1 else tuple(some_hands(rng))
        seen.append(observation(i / 30, None if rng.random() < 0.15 else face, hands))
    return seen


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("together", [1, 2, 50, 200])
def test_many_together_are_each_by_itself_bit_for_bit(seed: int, together: int) -> None:
    seen = some_clip(seed, 200)
    alone = [face_with_hands(o.face, o.hands or ()) for o in seen if o.face is not None]
    groups = [Group.of(seen[at : at + together]) for at in range(0, len(seen), together)]
    assert [read for group in groups for read in faces_with_hands(group)] == alone
    hands = [hand for read in alone for hand in read.hands]
    for kind in (
        any(hand.on_cheek[0] for hand in hands),
        any(hand.is_open[1] for hand in hands),
        any(0.0 < hand.flat < 1.0 for hand in hands),
        any(True not in hand.on_cheek for hand in hands),
        any(True in hand.on_cheek and hand.flat == 0.0 for hand in hands),
    ):
        assert kind, "the clip does not show what it is for"


@pytest.mark.parametrize("seed", range(4))
def test_a_group_is_followed_as_one_by_one(seed: int) -> None:
    seen = some_clip(seed, 300)
    one, many = HandWatch(), HandWatch()
    by_one = [one.step(o) if o.face is not None else None for o in seen]
    groups = (Group.of(seen[:130]), Group.of(seen[130:]))
    assert [values for group in groups for values in many.step_group(group)] == by_one


def test_nobody_in_a_group() -> None:
    nobody = [observation(i / 30, None, [flat_hand((100.0, 100.0), 50.0)]) for i in range(3)]
    assert list(faces_with_hands(Group.of(nobody))) == []
    assert list(HandWatch().step_group(Group.of(nobody))) == [None, None, None]


def test_a_face_without_hands() -> None:
    face = neutral_face()
    seen = face_with_hands(face, ())
    assert seen.hands == ()
    assert seen.unit == pytest.approx(UNIT)
    assert seen.nose_x == pytest.approx(float(face.points[lm.NOSE_BASE, 0]))
    assert seen.eyes[0] > 0.9 * UNIT


def test_a_palm_on_a_cheek_and_a_fist_far_away() -> None:
    palm, other = flat_hand(cheek("left"), UNIT), fist((40.0, 40.0), UNIT)
    on, away = face_with_hands(neutral_face(), (palm, other)).hands
    assert (on.on_cheek, on.is_open) == ([False, True], [False, True])
    assert on.flat == 1.0
    assert on.middle[0] > 0.0
    assert (away.on_cheek, away.is_open, away.flat) == ([False, False], [False, False], 0.0)
    assert away.palm[0] < 0.0
