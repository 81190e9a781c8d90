"""Notes on how well a whole set could be judged."""

from __future__ import annotations

from collections.abc import Sequence

from facecheck.core.events import Attempt
from facecheck.core.messages import Code, Message
from facecheck.core.sides import Side
from facecheck.engine.level.tracker import LevelTracker
from facecheck.engine.view.presence import Presence
from facecheck.engine.view.remarks import ViewRemarks

CLEARLY_WEAKER = 0.9
"""Sides of a face that move alike differ by less, and by as much as the model's own asymmetry."""


def set_notes(
    attempts: Sequence[Attempt],
    levels: LevelTracker,
    presence: Presence,
    remarks: ViewRemarks,
    *,
    known_s: float | None,
    affected: Side | None,
) -> list[str]:
    """Notes on the view, on what was known of the person's rest, and on the sides.

    Args:
        attempts: Those of the set.
        levels: Followed its level.
        presence: Counted its frames.
        remarks: Followed what kept the face from being seen.
        known_s: From when the rest was known; 0 where a profile gave it, None where it never was.
        affected: The side that is said to be weaker.
    """
    notes = list(remarks.notes)
    if not remarks.shows_nothing:
        notes += levels.notes
    if presence.frames and not presence.face_frames:
        notes.append(Message(Code.NO_FACE))
    elif remarks.shows_nothing:
        pass  # what was not seen of the face is no fault of hers
    elif not levels.rest_is_known:
        notes.append(Message(Code.NO_REST))
    elif known_s and any(attempt.start_s < known_s for attempt in attempts):
        notes.append(Message(Code.REST_LATE))
    notes += [Message(Code.BEGUN_UNSEEN, at=a.start_s) for a in attempts if a.begun_unseen]
    if affected is not None and _other_way_round(attempts, affected):
        notes.append(
            Message(
                "the {affected} side, said to be the weaker, went farther every time: if the "
                "picture is mirrored, say --mirrored",
                affected=affected,
            )
        )
    return notes


def _other_way_round(attempts: Sequence[Attempt], affected: Side) -> bool:
    """Whether the side that is said to be weaker is the stronger one throughout."""
    other = "right" if affected == "left" else "left"
    sides = [attempt.sides for attempt in attempts if attempt.sides is not None]
    return len(sides) > 1 and all(one[other] < CLEARLY_WEAKER * one[affected] for one in sides)
