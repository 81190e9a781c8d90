"""Random observation streams through the whole engine, and what must hold whatever comes.

In a checkout: ``PYTHONPATH=tests python -m trust.streams --cases 100000``. A stream is made from
its number, so ``--first N --cases 1`` runs the N-th again.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

import numpy as np
from strips import exercise, fault_row, neutral_face, neutral_values

from facecheck.api import event_detector, load_exercise
from facecheck.core.events import Attempt, FaceEvent, Phase, Sound, Update
from facecheck.core.frames import Face, Observation
from facecheck.engine.hands.palm_on_cheek import HandWatch
from facecheck.engine.repetitions.checker import Checker
from facecheck.engine.repetitions.detector import DIP_S, JUMP_PER_S, JUMPED_S
from facecheck.engine.spec.exercise import Exercise

from .readers import finite

NEAR = 1e-6
EVENTS_EVERY = 10
"""Every tenth stream goes through the detector of events as well, which takes as long again."""


class Tick(NamedTuple):
    """One observation, already measured; values is None without a face."""

    time_s: float
    values: dict[str, float] | None
    brightness: float | None


@cache
def rules() -> tuple[Exercise, ...]:
    """Exercises that differ in hold, pauses, sides and hands."""
    pausing = fault_row(effect="pause", for_s=0.3, when="always")
    return (
        exercise(hold_s=0.0),
        exercise(hold_s=0.3, movement={"least_s": 0.2}),
        exercise(hold_s=1.0, faults=[pausing]),
        exercise(hold_s=5.0, reps=1),
        load_exercise("jaw-open"),
        load_exercise("squint"),
        load_exercise("squint-palm"),
    )


@cache
def _hands() -> dict[str, float]:
    return HandWatch().step(Observation(0.0, (640, 480), None, ()))


def stream(rng: random.Random) -> Iterator[Tick]:
    """Up to 90 ticks of a face that does anything, seen by a poor camera."""
    usual_s = 1.0 / rng.choice((5, 10, 15, 24, 30, 60, 120))
    time_s = level = goal = 0.0
    eye = 1.0
    unseen = wrong = 0
    lid = neutral_values()["lid_aperture_left"]
    for _ in range(rng.randrange(4, 90)):
        if rng.random() < 0.15:
            goal = rng.choice((0.0, 0.0, 0.1, 0.4, 0.5, 0.62, 0.9, 1.4, -0.6, 50.0, rng.random()))
        if rng.random() < 0.1:
            eye = rng.choice((1.0, 1.0, 0.6, 0.3, 0.05, -0.2))
        level += rng.choice((0.2, 0.5, 1.0)) * (goal - level)
        unseen = max(unseen - 1, rng.choice((1, 3, 30)) if rng.random() < 0.04 else 0)
        wrong = max(wrong - 1, rng.choice((2, 8, 40)) if rng.random() < 0.05 else 0)
        light = rng.choice((0.5, 0.5, None, 0.01 if rng.random() < 0.05 else 0.4))
        if unseen:
            yield Tick(time_s, None, None)
        else:
            yield Tick(
                time_s,
                neutral_values(
                    lip_gap=0.01 + 0.4 * level,
                    jaw_drop=0.13 + 0.3 * level,
                    yaw_deg=rng.choice((20.0, 80.0)) if wrong else rng.gauss(0.0, 2.0),
                    lid_aperture_left=lid * eye,
                    lid_aperture_right=lid * (eye + 0.1 * level),
                    lid_lower_left=-0.1 + 0.1 * level,
                    lid_lower_right=-0.1 + 0.1 * goal,
                    lid_upper_left=0.2 * eye,
                    lid_upper_right=0.2 * eye,
                    inter_ocular_px=1e-6 if rng.random() < 0.002 else 90.0,
                )
                | _hands(),
                light,
            )
        step_s = usual_s * rng.choice((1.0, 1.0, 1.0, 0.5, 2.0))
        if rng.random() < 0.03:
            # Clocks stand still, stutter, and are set forward.
            step_s = rng.choice((0.0, 0.0, 1e-9, 0.49, 0.51, 2.0, 90.0, 7200.0))
        time_s += step_s


@dataclass(slots=True)
class Dips:
    """Tells a hold that broke off as no movement does, for a moment, from one that is over."""

    level: float = 0.0
    time_s: float = 0.0
    jump_s: float = -inf
    low_s: float | None = None
    jumped: bool = False

    def goes_on(self, time_s: float, level: float, *, inside: bool) -> bool:
        """Whether a level under the leave level may be a stale picture's still."""
        if self.level - level > JUMP_PER_S * (time_s - self.time_s):
            self.jump_s = time_s
        self.time_s, self.level = time_s, level
        if inside:
            self.low_s = None
            return False
        if self.low_s is None:
            self.low_s, self.jumped = time_s, time_s - self.jump_s <= JUMPED_S
        return self.jumped and time_s - self.low_s <= DIP_S


def check_updates(checker: Checker, ticks: list[Tick]) -> list[Update]:
    """Let a checker follow a stream, and check what must hold at every tick."""
    updates: list[Update] = []
    counted, hold_s, last_s, sounded, seen_s = 0, 0.0, None, 0, 0.0
    dips = Dips()
    for tick in ticks:
        update = checker.step_values(*tick)
        updates.append(update)
        assert 0 <= update.counted - counted <= 1
        ended = sum(s in (Sound.COUNTED, Sound.SET_DONE) for s in update.sounds)
        assert ended == update.counted - counted
        passed_s = 0.0 if last_s is None else tick.time_s - last_s
        if update.level is None:
            assert update.hold_s <= hold_s, "a pause adds to the hold"
        else:
            # Time put aside comes back at once, so that a hold may jump; but only to what was seen.
            inside = update.level >= update.leave
            goes_on = dips.goes_on(tick.time_s, update.level, inside=inside)
            seen_s = passed_s + (seen_s if inside or goes_on else 0.0)
            if update.phase in (Phase.HOLDING, Phase.WAITING):
                assert update.hold_s <= seen_s + NEAR, "a hold is longer than what was seen of it"
        counted, hold_s, last_s = update.counted, update.hold_s, tick.time_s
        sounded += Sound.SET_DONE in update.sounds
    assert sounded == (counted >= checker.reps)
    return updates


def check_attempts(attempts: tuple[Attempt, ...], target_s: float, last_s: float) -> None:
    """What must hold of the attempts of a set."""
    for n, attempt in enumerate(attempts, 1):
        assert attempt.n == n
        assert 0.0 <= attempt.start_s <= attempt.end_s <= last_s, "outside the clip"
        assert attempt.hold_s <= attempt.end_s - attempt.start_s + NEAR, "held longer than it took"
        assert 0 <= attempt.score <= 100
        assert all(0.0 <= part <= 1.0 for part in attempt.parts.values())
        assert (attempt.reason is None) is attempt.counted
        if attempt.counted:
            assert attempt.hold_s >= target_s - NEAR, "counted and held too short"
        elif target_s > 0.0:
            assert attempt.hold_s < target_s, "held long enough and not counted"
        for fault in attempt.faults:
            assert 0.0 <= fault.start_s <= fault.end_s <= last_s
    assert all(a.end_s <= b.start_s + NEAR for a, b in pairwise(attempts)), "attempts overlap"


def check_events(events: tuple[FaceEvent, ...], last_s: float) -> None:
    """What must hold of events."""
    assert all(0.0 <= e.start_s <= e.end_s <= last_s + NEAR for e in events), "outside the clip"
    assert all(a.start_s <= b.start_s for a, b in pairwise(events)), "out of order"


def try_stream(number: int, seed: int = 1) -> int:
    """Run one stream through everything; returns how many attempts there were."""
    rng = random.Random(f"{seed} {number}")
    ticks = list(stream(rng))
    last_s = ticks[-1].time_s
    checker = Checker(rng.choice(rules()))
    check_updates(checker, ticks)
    result = checker.finish("a.mp4", last_s)
    check_attempts(result.attempts, checker.hold_s, last_s)
    assert 0.0 <= result.judged_s <= last_s
    assert 0 <= result.score <= 100
    assert all(0.0 <= f.start_s <= f.end_s <= last_s for f in result.faults)
    finite(result.to_dict("1"))
    if number % EVENTS_EVERY == 0:
        events = event_detector()
        for tick in ticks:
            events.step_values(*tick)
        found = events.finish("a.mp4", last_s)
        check_events(found.events, last_s)
        finite(found.to_dict("1"))
    return len(result.attempts)


def faces(rng: random.Random) -> Iterator[Face]:
    """Faces as no face is: collapsed, torn, turned about, as large as a number can be."""
    good = neutral_face()
    for _ in range(12):
        points = good.points.copy()
        matrix = good.matrix.copy()
        what = rng.randrange(7)
        if what == 0:
            points[:] = points[rng.randrange(len(points))]
        elif what == 1:
            points *= np.float32(rng.choice((0.0, 1e-30, 1e-3, 1e6, 1e30)))
        elif what == 2:
            points += np.random.default_rng(rng.randrange(999)).normal(0, 200, points.shape)
        elif what == 3:
            matrix[:] = rng.choice((0.0, 1.0, -1e30))
        elif what == 4:
            matrix[:3, :3] = -matrix[:3, :3]
        elif what == 5:
            points[:] = rng.choice((3e38, -3e38, 0.0))
        yield Face(points.astype(np.float32), good.blendshapes, matrix)


def try_faces(number: int, seed: int = 1) -> None:
    """Measure and judge faces that are none; nothing but numbers may come of it."""
    rng = random.Random(f"faces {seed} {number}")
    checker = Checker(load_exercise("squint-palm"))
    for i, face in enumerate(faces(rng)):
        light = rng.choice((None, 0.0, 1.0))
        update = checker.step(Observation(i * 0.1, (640, 480), face, (), light))
        finite([update.level, update.hold_s, dict(update.measures or {})])
    finite(checker.finish("a.mp4", 1.2).to_dict("1"))


def main(arguments: list[str] | None = None) -> int:
    """Run the command; exit code 1 when an invariant was broken."""
    parser = argparse.ArgumentParser(description="Random streams through the engine.")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    begun_s, attempts, broken = time.monotonic(), 0, []
    for number in range(options.first, options.first + options.cases):
        try:
            attempts += try_stream(number, options.seed)
            if number % EVENTS_EVERY == 0:
                try_faces(number, options.seed)
        except AssertionError as error:
            broken.append(number)
            print(f"stream {number}: {str(error) or 'an invariant is broken'}")
    print(
        f"{options.cases} streams, {attempts} attempts, {len(broken)} broken invariants, "
        f"{time.monotonic() - begun_s:.0f} s"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
