"""States of a hand, written as strips: one letter a tenth of a second.

m: on the face and moving   r: on the face and still   -: a hand off the face   space: no hand
"""

from __future__ import annotations

from facecheck.engine.hands.contact import Contact
from facecheck.engine.timed.contact_state import ContactState, ContactTracker

LETTERS = {
    ContactState.AWAY: "-",
    ContactState.ARRIVING: "a",
    ContactState.MOVING: "m",
    ContactState.SLOW: "s",
    ContactState.RESTING: "r",
    ContactState.STIRRING: "w",
    ContactState.BRIDGED: "b",
    ContactState.HAND_LOST: "?",
}


def states(strip: str) -> str:
    tracker = ContactTracker(slowest=0.1, rest_after_s=0.5)
    found, x = "", 0.0
    for at, letter in enumerate(strip):
        x += 0.04 if letter == "m" else 0.0
        contact = Contact()
        if letter in "mr":
            contact = Contact(True, True, 0.4 if letter == "m" else 0.0, x=x)
        elif letter == "-":
            contact = Contact(seen=True)
        found += LETTERS[tracker.step(at / 10, contact)]
    return found


def test_a_hand_that_comes_counts_only_once_it_stays() -> None:
    assert states("--" + "m" * 12) == "--" + "a" * 8 + "m" * 4


def test_a_hand_that_stands_still_is_slow_before_it_rests() -> None:
    assert states("m" * 10 + "r" * 8).endswith("mm" + "s" * 5 + "rrr")


def test_a_hand_that_rested_continues_once_it_is_away_from_its_place() -> None:
    assert states("m" * 10 + "r" * 6 + "m" * 5).endswith("r" + "ww" + "mmm")


def test_a_hand_that_vanishes_at_the_face_may_be_there_still() -> None:
    assert states("m" * 10 + " " * 12).endswith("m" + "b" * 6 + "?" * 6)


def test_a_hand_that_is_seen_elsewhere_is_away() -> None:
    assert states("m" * 10 + "-" + "m" * 3).endswith("m-aaa")


def test_a_hand_that_is_lost_has_to_arrive_again() -> None:
    tracker = ContactTracker(slowest=0.1, rest_after_s=0.5)
    moving = Contact(True, True, 0.4)
    assert [tracker.step(at, moving) for at in (0.0, 0.5, 1.0)][-1] is ContactState.MOVING
    tracker.lose()
    assert tracker.step(1.1, moving) is ContactState.ARRIVING
