"""A set judged from a strip of levels, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from strips import level, neutral_values, no_rests

from facecheck.core.events import Attempt, Fault, Sound
from facecheck.engine.repetitions.set_judge import SetJudge
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.view.presence import LOST_S


class Told(NamedTuple):
    """What one tick brought."""

    time_s: float
    sounds: tuple[Sound, ...]
    closed: Attempt | None
    counted: int
    held_s: float
    noted: tuple[Fault, ...] = ()


def judge(
    rules: Exercise,
    stream: Iterable[tuple[float, float | None]],
    *,
    wrong: Iterable[tuple[float, float]] = (),
) -> list[Told]:
    """Judge a stream as the checker does: unseen ticks are no ticks, and long gaps end attempts.

    Args:
        rules: The exercise.
        stream: Times and levels; None is a tick at which nothing can be seen.
        wrong: Spans in which the head is turned by 20 degrees.
    """
    judged = SetJudge(rules, rules.reps, rules.hold_s)
    spans = list(wrong)
    told: list[Told] = []
    last_s = seen_s = None
    for time_s, now in stream:
        passed_s = 0.0 if last_s is None else time_s - last_s
        last_s = time_s
        if now is None:
            closed = None
            if seen_s is not None and time_s - seen_s > LOST_S:
                closed = judged.end_movement("could not see your face")
            told.append(Told(time_s, (), closed, judged.counted, judged.hold.timer.held_s))
            continue
        seen_s = time_s
        turned = any(from_s <= time_s < to_s for from_s, to_s in spans)
        values = neutral_values(yaw_deg=20.0 if turned else 0.0)
        tick = judged.step(time_s, passed_s, level(now), values, no_rests())
        held_s = judged.hold.timer.held_s
        told.append(Told(time_s, tick.sounds, tick.closed, judged.counted, held_s, tick.noted))
    if seen_s is not None:
        last = judged.end_movement("the clip ended")
        told.append(Told(seen_s, (), last, judged.counted, judged.hold.timer.held_s))
    return told


def attempts(told: Iterable[Told]) -> list[Attempt]:
    return [t.closed for t in told if t.closed is not None]


def heard(told: Iterable[Told]) -> list[Sound]:
    return [sound for t in told for sound in t.sounds]
