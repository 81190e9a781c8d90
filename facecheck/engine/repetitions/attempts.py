"""Makes an attempt of a movement: what was held, its score and sides, and why it does not count."""

from __future__ import annotations

from collections.abc import Sequence

from facecheck.core.events import Attempt, Fault, Sides
from facecheck.core.held_seconds import cut_to_tenths
from facecheck.core.messages import Code, Message
from facecheck.engine.form.resting_regions import RestingWatch
from facecheck.engine.form.scoring import attempt_parts, attempt_score
from facecheck.engine.repetitions.current_hold import CurrentHold
from facecheck.engine.repetitions.detector import Movement, StartKind
from facecheck.engine.repetitions.manual_counts import TAKEN_BACK
from facecheck.engine.repetitions.steadiness import Steadiness

TOO_SHORT = "hold too short"
"""This and `TOO_SHALLOW` every movement has; the other faults are rows of exercise files."""


def make_attempt(
    n: int,
    movement: Movement,
    hold: CurrentHold,
    steadiness: Steadiness,
    resting: RestingWatch,
    faults: Sequence[Fault],
    *,
    reason: Message,
    affected: str | None,
) -> Attempt:
    """An attempt, of the movement that ended or continues.

    Args:
        n: Its number, from 1.
        movement: When it was.
        hold: Its hold.
        steadiness: Followed its hold.
        resting: Followed the regions that should rest in it.
        faults: What was wrong in it.
        reason: Why it does not count, where it does not.
        affected: The weaker side of the face, if one is.
    """
    parts = attempt_parts(
        hold_s=hold.held_s,
        target_s=hold.target_s,
        peak=movement.peak,
        faults=len({f.name for f in faults}),
        shaking=steadiness.mean_shaking,
        asymmetry=steadiness.mean_asymmetry,
    )
    sides = steadiness.mean_sides
    return Attempt(
        n=n,
        start_s=movement.start_s,
        end_s=movement.end_s,
        hold_s=hold.held_s,
        peak=movement.peak,
        counted=hold.counted,
        reason=None if hold.counted else reason,
        score=attempt_score(parts),
        parts=parts,
        faults=(*faults, *resting.named),
        side=steadiness.side,
        sides=sides,
        symmetry=None if sides is None else Sides(**sides, affected=affected).symmetry,
        along=resting.along,
        by_hand=hold.by_hand,
        begun_unseen=movement.start_kind is StartKind.UNSEEN,
        peak_s=movement.peak_s,
    )


def why_not_counted(
    movement: Movement, hold: CurrentHold, paused_by: Fault | None, ended: str
) -> Message:
    """The reason of an attempt that does not count: the first pause, else what ended the hold."""
    if hold.is_decided:
        return TAKEN_BACK
    # Cut, not rounded: 4.96 s must not read as "held 5.0 of 5.0 s".
    times = {"held": cut_to_tenths(hold.held_s), "target": hold.target_s}
    if paused_by is not None:
        return Message(Code.HELD_STOPPED, **times, why=paused_by.name, at=paused_by.start_s)
    return Message(Code.HELD_UNTIL, **times, why=ended, at=movement.hold_until_s)


def too_short(movement: Movement, hold: CurrentHold) -> Fault:
    """The fault of a hold that was let go before its time."""
    span_s = movement.hold_from_s, movement.hold_until_s
    return Fault(TOO_SHORT, *span_s, hold.held_s, hold.target_s, "s", "Hold it longer")
