"""Pictures that stand on their head, are mirrored, show the face small, or somebody else's too."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from sample_videos.actor.film import Picture, room
from sample_videos.untrue.take import Take

Rng = np.random.Generator


def _each(take: Take, pictures: list[Picture]) -> Take:
    return take.showing([np.ascontiguousarray(picture) for picture in pictures])


def upside_down(take: Take, rng: Rng) -> Take:
    """The camera hangs upside down."""
    del rng
    return _each(take, [p[::-1, ::-1] for p in take.pictures])


def on_its_side(take: Take, rng: Rng) -> Take:
    """The camera lies on a side."""
    turns = int(rng.choice([1, 3]))
    return _each(take, [np.rot90(p, turns) for p in take.pictures])


def mirrored(take: Take, rng: Rng) -> Take:
    """A recording as a mirror shows it, which is said."""
    del rng
    return replace(_each(take, [p[:, ::-1] for p in take.pictures]), read_as={"mirrored": True})


def in_a_corner(take: Take, rng: Rng) -> Take:
    """A small picture of the face in a corner of a large one, as in a call."""
    share = float(rng.uniform(0.6, 0.9))
    height, width = (round(share * side) // 2 * 2 for side in take.pictures[0].shape[:2])
    large = room((1280, 720), int(rng.integers(1 << 30)))
    x, y = (int(rng.choice([12, end - 12])) for end in (1280 - width, 720 - height))
    grain = np.random.default_rng(int(rng.integers(1 << 30)))
    noise = [grain.normal(0, 2.0, large.shape).astype(np.int16) for _ in range(4)]
    shown = []
    for n, picture in enumerate(take.pictures):
        canvas = np.clip(large + noise[n % 4], 0, 255).astype(np.uint8)
        small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
        canvas[y : y + height, x : x + width] = small
        shown.append(canvas)
    return take.showing(shown)


def beside(take: Take, other: Take, share: float, *, left: bool) -> Take:
    """The pictures of another take, smaller, beside this one's own."""
    height, width = take.pictures[0].shape[:2]
    rows, columns = (round(share * side) // 2 * 2 for side in (height, width))
    shown = []
    for time_s, picture in zip(take.times, take.pictures, strict=True):
        theirs = other.pictures[other.at(time_s % other.times[-1])]
        canvas = np.full((height, width + columns, 3), 90, np.uint8)
        small = cv2.resize(theirs, (columns, rows), interpolation=cv2.INTER_AREA)
        own_x, other_x = (columns, 0) if left else (0, width)
        canvas[:, own_x : own_x + width] = picture
        canvas[height - rows :, other_x : other_x + columns] = small
        shown.append(canvas)
    return take.showing(shown)


def two_faces(take: Take, other: Take, rng: Rng) -> Take:
    """Somebody sits beside, farther away; the nearest one is judged."""
    return beside(take, other, float(rng.uniform(0.45, 0.62)), left=bool(rng.random() < 0.5))


def the_other_face(take: Take, other: Take, rng: Rng) -> Take:
    """Somebody sits nearer, and the one who is asked for is farther away, at one side."""
    left = bool(rng.random() < 0.5)
    seen = beside(other, take, 0.7, left=left)
    count = min(len(seen.times), len(take.times))
    return replace(
        take.cut(0.0, take.times[count - 1]),
        pictures=seen.pictures[: count - 1],
        read_as={"face": "left" if left else "right"},
    )


def changed_person(take: Take, other: Take, rng: Rng) -> Take:
    """After the first repetition another person sits down, and does the second one."""
    first, second = take.movements[0], other.movements[1]
    leaves_s = first["end_s"] + 0.6
    comes_s = other.movements[0]["end_s"] + float(rng.uniform(0.1, 0.3))
    mine, theirs = take.cut(0.0, leaves_s), other.cut(comes_s, other.times[-1])
    gap_s = float(rng.choice([0.0, 0.0, 1.2]))
    empty = [] if not gap_s else list(_empty(mine, round(gap_s * mine.fps), rng))
    del second
    zero_s = mine.times[-1] + (len(empty) + 1) / mine.fps
    times = [*mine.times, *(mine.times[-1] + (n + 1) / mine.fps for n in range(len(empty)))]
    times += [zero_s + t for t in theirs.times]
    later = [
        {k: round(v + zero_s, 3) if k.endswith("_s") else v for k, v in e.items()}
        for e in theirs.events
    ]
    return replace(
        mine,
        times=tuple(times),
        pictures=(*mine.pictures, *empty, *theirs.pictures),
        events=(*mine.events, *later),
        origin={**mine.origin, "then": theirs.origin["identity"]},
    )


def _empty(take: Take, count: int, rng: Rng) -> list[Picture]:
    height, width = take.pictures[0].shape[:2]
    wall = room((width, height), int(rng.integers(1 << 30)))
    grain = np.random.default_rng(int(rng.integers(1 << 30)))
    return [
        np.clip(wall + grain.normal(0, 2.0, wall.shape), 0, 255).astype(np.uint8)
        for _ in range(count)
    ]
