"""Pictures that come at the wrong time: old ones, standing ones, too few, too slow, none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sample_videos.untrue.take import Take, Unseen

Rng = np.random.Generator
STALE_MOST_S = 0.1
"""A hold goes on over stale pictures that last no longer."""
PHONE_FPS = 120.0
LAPSE_FPS = 10.0


def _in_hold(take: Take, rng: Rng, which: int, low_s: float = 0.7) -> float:
    hold = take.movements[which]
    return float(rng.uniform(hold["hold_start_s"] + low_s, hold["hold_end_s"] - low_s))


def _at_rest(take: Take) -> float:
    """A time before the first movement at which nothing happens."""
    times = np.arange(0.6, take.movements[0]["start_s"] - 0.15, 0.05)
    calm = [
        t
        for t in times
        if not any(e["start_s"] - 0.1 <= t <= e["end_s"] + 0.15 for e in take.events)
    ]
    return float(calm[len(calm) // 2] if calm else times[0])


def stale(take: Take, rng: Rng) -> Take:
    """One to three pictures of the face at rest stand in each hold."""
    shown, unseen = list(take.pictures), []
    rest = take.pictures[take.at(_at_rest(take))]
    for which in range(len(take.movements)):
        first = take.at(_in_hold(take, rng, which))
        count = int(rng.integers(1, max(int(STALE_MOST_S * take.fps + 1e-6), 1) + 1))
        shown[first : first + count] = [rest] * count
        unseen.append(Unseen(take.times[first], take.times[first + count], (), None, 0.12))
    return take.showing(shown).hiding(*unseen)


def frozen_hold(take: Take, rng: Rng) -> Take:
    """A picture of the first hold stands for seconds, then everything goes on."""
    return take.standing(_in_hold(take, rng, 0, 0.6), float(rng.uniform(2.2, 4.5)))


def frozen_rest(take: Take, rng: Rng) -> Take:
    """A picture of the rest between two movements stands for seconds."""
    first, second = take.movements[:2]
    at_s = float(rng.uniform(first["end_s"] + 0.4, second["start_s"] - 0.5))
    return take.standing(at_s, float(rng.uniform(2.2, 4.0)))


def frozen_end(take: Take, rng: Rng) -> Take:
    """The last picture stands: one of the second hold."""
    at_s = _in_hold(take, rng, 1, 0.6)
    cut = take.cut(0.0, at_s)
    return cut.standing(cut.times[-1], float(rng.uniform(3.0, 6.0)))


def repeated(take: Take, rng: Rng) -> Take:
    """An encoder that writes every new picture two to four times."""
    count = int(rng.choice([2, 3, 4]))
    shown = [picture for picture in take.pictures for _ in range(count)]
    stamps = [t + n / take.fps / count for t in take.times for n in range(count)]
    return replace(take, times=tuple(stamps), pictures=tuple(shown))


def slow_motion(take: Take, rng: Rng) -> Take:
    """A phone's slow motion, four times slower than life, with its mark."""
    del rng
    times = take.fps / PHONE_FPS
    per = round(1 / times)
    shown = [picture for picture in take.pictures for _ in range(per)]
    stamps = [t + n / PHONE_FPS for t in take.times for n in range(per)]
    made = replace(take, times=tuple(stamps), pictures=tuple(shown))
    return replace(made, shown=PHONE_FPS / 30.0, tags={"com.android.capture.fps": f"{PHONE_FPS}"})


def unmarked_slow_motion(take: Take, rng: Rng) -> Take:
    """The same without its mark; the user knows the speed."""
    speed = float(rng.choice([0.25, 0.5]))
    return replace(take, shown=1 / speed, read_as={"speed": speed})


def time_lapse(take: Take, rng: Rng) -> Take:
    """Ten pictures a second, shown at 30, with the mark of it."""
    del rng
    every = round(take.fps / LAPSE_FPS)
    made = replace(take, times=take.times[::every], pictures=take.pictures[::every])
    return replace(made, shown=LAPSE_FPS / 30.0, tags={"com.android.capture.fps": f"{LAPSE_FPS}"})


def begins_within(take: Take, rng: Rng) -> Take:
    """The clip begins in the first hold."""
    first = take.movements[0]
    at_s = first["hold_start_s"] + float(rng.uniform(0.8, 1.4))
    return take.cut(at_s, take.times[-1])


def lens_covered(take: Take, rng: Rng) -> Take:
    """The lens is covered for a second or more in the first hold."""
    first = take.at(_in_hold(take, rng, 0, 0.6))
    until_s = take.times[first] + float(rng.uniform(0.8, 1.6))
    last = take.at(until_s)
    shown = list(take.pictures)
    grain = np.random.default_rng(int(rng.integers(1 << 30)))
    for n in range(first, last):
        shown[n] = grain.integers(2, 9, shown[n].shape, np.uint8)
    dark = Unseen(take.times[first], take.times[last], (), None, 0.15)
    return take.showing(shown).hiding(dark)
