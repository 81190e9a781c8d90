"""Whether a hand on the face moves, rests, has just come, or is out of sight."""

from __future__ import annotations

from enum import Enum, auto
from math import dist

from facecheck.engine.hands.contact import Contact

BRIDGE_S = 0.7
"""A hand that the model loses at the face is taken to be there this long, if it is found there
again; on rendered sessions it is lost for a frame or two, on the real clip for less than 0.2 s."""

ARRIVE_S = 0.8
"""A hand must be at the face this long before its time counts (then from its first moment): one
that passes before the face is gone sooner."""

RESTART_DISTANCE = 0.10
"""A resting hand continues once it is this far from where it rested, in inter-ocular distances: the
model's reading of a hand at rest now and then jumps by 0.06."""

LOST_HAND_S = 3.0
"""A hand that vanished at the face may still be there: for this long nobody can say."""


class ContactState(Enum):
    """Why time counts or stands still."""

    AWAY = auto()
    """No hand on the face."""
    ARRIVING = auto()
    """A hand is there, not yet for long enough."""
    MOVING = auto()
    """Time counts."""
    SLOW = auto()
    """It hardly moves, as where a stroke turns."""
    RESTING = auto()
    """It has hardly moved for longer than that."""
    STIRRING = auto()
    """It begins to move after a rest, or its reading jumped."""
    BRIDGED = auto()
    """It was on the face a moment ago and is not seen."""
    HAND_LOST = auto()
    """It vanished at the face: there still, or gone between two looks."""
    FACE_LOST = auto()
    """The face cannot be judged."""


class ContactTracker:
    """Follows the contact of one hand with the face.

    Args:
        slowest: A hand slower than this rests, in inter-ocular distances a second.
        rest_after_s: It may be that slow for this long.

    Attributes:
        there_s: When the hand came; None while none is there.
        slow_s: Since when it hardly moves; None while it does.
    """

    def __init__(self, slowest: float, rest_after_s: float) -> None:
        self._slowest, self._rest_after_s = slowest, rest_after_s
        self.reset()

    def reset(self) -> None:
        """Forget the hand, and when it was last seen."""
        self._seen_s: float | None = None
        self.lose()

    def lose(self) -> None:
        """Forget the hand: it is gone, or the face is."""
        self.there_s: float | None = None
        self.slow_s: float | None = None
        self._rested: tuple[float, float] | None = None

    def step(self, time_s: float, contact: Contact) -> ContactState:
        """Take one contact, in order of time; returns the state."""
        seen_s = self._seen_s
        if contact.on_face:
            self._seen_s = time_s
            if self.there_s is None or seen_s is None or time_s - seen_s > BRIDGE_S:
                self.there_s = time_s
            # Too early to tell a speed is too early to call it slow.
            if contact.speed is None or contact.speed >= self._slowest:
                if (
                    self._rested is not None
                    and dist(self._rested, (contact.x, contact.y)) < RESTART_DISTANCE
                ):
                    return ContactState.STIRRING
                self.slow_s = self._rested = None
            elif self._rested is not None:
                return ContactState.RESTING
            else:
                self.slow_s = time_s if self.slow_s is None else self.slow_s
                if time_s - self.slow_s < self._rest_after_s:
                    return ContactState.SLOW
                self._rested = contact.x, contact.y
                return ContactState.RESTING
            arriving = time_s - self.there_s < ARRIVE_S or contact.speed is None
            return ContactState.ARRIVING if arriving else ContactState.MOVING
        if not contact.seen and seen_s is not None and self.there_s is not None:
            if time_s - seen_s <= BRIDGE_S:
                return ContactState.BRIDGED
            if time_s - seen_s <= LOST_HAND_S:
                return ContactState.HAND_LOST
        self.lose()
        return ContactState.AWAY
