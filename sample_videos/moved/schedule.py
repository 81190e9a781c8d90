"""What the lids are made to do in a clip of the set, and what must be found in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import pi, sin
from typing import Any

from facecheck.core.sides import Side
from sample_videos.moved.lids import LidMove

RISE_S = 0.35
"""How long lids take on their way there and back: an unhurried squint."""
HOLD_S, TARGET_S = 2.3, 2.0
"""How long they stay, and the hold that is asked for."""
BEFORE_S, BETWEEN_S, REPS = 2.5, 1.6, 3
"""Rest before the first movement, and between two of them."""
BLINK_S = 0.25
"""From open to open."""

CLOSURES = (0.35, 0.5, 0.65, 0.8)
"""Shares of the opening that are covered: at 0.5 one sees a clear squint, at 0.65 a strong one, at
0.8 a slit; at 0.35 not everybody would call it one."""
SQUINT_UPPER = (0.2, 0.45)
"""The upper lid's part in a squint, in which the lower one rises."""

Moves = Mapping[Side, LidMove]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Schedule:
    """One clip of the set.

    Attributes:
        name: Its part of the file's name.
        duration_s: How long it is.
        moves: What both eyes' lids do at a time.
        events: Lines of the truth file.
        expect: Likewise.
        condition: By which `facecheck evaluate` groups it.
        closure: Of the movement, 0 to 1.
        upper: The upper lid's part of it.
    """

    name: str
    duration_s: float
    moves: Callable[[float], Moves]
    events: list[dict[str, Any]]
    expect: list[dict[str, Any]]
    closure: float
    upper: float
    condition: list[str] = field(default_factory=list)


def ramp(time_s: float, span: Span, rise_s: float = RISE_S) -> float:
    """0 outside a span, 1 on its plateau."""
    begin, end = span
    return max(0.0, min(1.0, (time_s - begin) / rise_s, (end - time_s) / rise_s))


def spans(hold_s: float = HOLD_S, reps: int = REPS) -> list[Span]:
    """When the movements of a clip are."""
    every = hold_s + 2 * RISE_S + BETWEEN_S
    return [(BEFORE_S + n * every, BEFORE_S + n * every + hold_s + 2 * RISE_S) for n in range(reps)]


def schedules() -> list[Schedule]:
    """The whole set for one face."""
    every = [squints(closure, upper) for closure in CLOSURES for upper in SQUINT_UPPER]
    every += [squints(closure, 1.0) for closure in (0.5, 0.8)]
    every += [squints(0.65, 0.45, sides=(side,)) for side in ("left", "right")]
    return [*every, fades(), trembles(), blinks_within(), blinks_alone()]


def squints(
    closure: float,
    upper: float,
    sides: tuple[Side, ...] = ("left", "right"),
    reps: int = REPS,
) -> Schedule:
    """Held movements; the upper lid's alone are droops or looks down, and count for nothing."""
    planned = spans(reps=reps)

    def moves(time_s: float) -> Moves:
        share = max(ramp(time_s, span) for span in planned)
        return {side: LidMove(share * closure, upper) for side in sides}

    droop, alone = upper >= 1.0, len(sides) == 1
    kind = "eyes_half_closed" if droop else "squint"
    events = [_event(kind, span, sides[0] if alone else "both", closure) for span in planned]
    what = "droop" if droop else f"{sides[0]} eye alone" if alone else "squint"
    expect: dict[str, Any] = {"exercise": "squint", "hold_s": TARGET_S}
    expect["counted"] = 0 if droop or alone or closure < 0.4 else reps
    if alone:
        expect["faults"] = ["one eye only"]
    name = f"{what.replace(' ', '-')}-{closure * 100:.0f}-{upper * 100:.0f}"
    condition = [f"moved: {what} of {closure:.2f}", f"moved: {what}, upper lid's part {upper:.2f}"]
    return Schedule(name, _end(planned), moves, events, [expect], closure, upper, condition)


def fades(closure: float = 0.8, least: float = 0.45, upper: float = 0.3) -> Schedule:
    """Squints that are held for their time and let go slowly after it."""
    planned = spans(HOLD_S + 2.0)

    def moves(time_s: float) -> Moves:
        share = 0.0
        for span in planned:
            gone = min(max((time_s - span[0] - RISE_S - HOLD_S) / 2.0, 0.0), 1.0)
            share = max(share, ramp(time_s, span) * (closure + (least - closure) * gone))
        return _both(share, upper)

    return _plain("fade", planned, moves, closure, upper)


def trembles(closure: float = 0.65, swing: float = 0.06, rate_hz: float = 5.0) -> Schedule:
    """Squints that shake."""
    planned = spans()

    def moves(time_s: float) -> Moves:
        share = max(ramp(time_s, span) for span in planned)
        return _both(share * (closure + swing * sin(2 * pi * rate_hz * time_s)), 0.35)

    return _plain("tremor", planned, moves, closure, 0.35)


def blinks_within(closure: float = 0.6, upper: float = 0.35) -> Schedule:
    """Squints with a blink in the middle of each hold, which does not end it."""
    planned = spans()
    blinks = [((a + b) / 2 - BLINK_S / 2, (a + b) / 2 + BLINK_S / 2) for a, b in planned]

    def moves(time_s: float) -> Moves:
        share = max(ramp(time_s, span) for span in planned) * closure
        shut = max(ramp(time_s, span, BLINK_S / 3) for span in blinks)
        # What a blink covers beyond the squint, the upper lid does.
        whole = share + (0.97 - share) * shut
        part = upper if whole <= 0 else (share * upper + (whole - share) * 0.95) / whole
        return _both(whole, part)

    return _plain("blink within", planned, moves, closure, upper)


def blinks_alone() -> Schedule:
    """Blinks at rest: nothing to count."""
    planned = [(BEFORE_S + 1.3 * n, BEFORE_S + 1.3 * n + BLINK_S) for n in range(6)]

    def moves(time_s: float) -> Moves:
        shut = max(ramp(time_s, span, BLINK_S / 3) for span in planned)
        return _both(0.97 * shut, 0.9)

    events = [{"kind": "blink", "start_s": round(a, 3), "end_s": round(b, 3)} for a, b in planned]
    expect = [{"exercise": "squint", "hold_s": 0.5, "counted": 0}]
    what = ["moved: blinks"]
    return Schedule("blinks", _end(planned), moves, events, expect, 0.97, 0.9, what)


def _plain(
    what: str, planned: list[Span], moves: Callable[[float], Moves], closure: float, upper: float
) -> Schedule:
    events = [_event("squint", span, "both", closure) for span in planned]
    expect = [{"exercise": "squint", "hold_s": TARGET_S, "counted": REPS}]
    name = what.replace(" ", "-")
    return Schedule(name, _end(planned), moves, events, expect, closure, upper, [f"moved: {what}"])


def _both(closure: float, upper: float) -> Moves:
    return {"left": LidMove(closure, upper), "right": LidMove(closure, upper)}


def _end(planned: list[Span]) -> float:
    return planned[-1][1] + BETWEEN_S


def _event(kind: str, span: Span, side: str, closure: float) -> dict[str, Any]:
    begin, end = span
    event: dict[str, Any] = {"kind": kind, "start_s": round(begin, 3), "end_s": round(end, 3)}
    event |= {"hold_start_s": round(begin + RISE_S, 3), "hold_end_s": round(end - RISE_S, 3)}
    event["side"] = side
    if closure < 0.4:
        event["level"] = closure
    return event
