"""Things that come before a mouth or an eye: phones, cloths, patches, masks."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from sample_videos.actor.film import Picture
from sample_videos.untrue.places import Places
from sample_videos.untrue.take import Take, Unseen

Rng = np.random.Generator
Colour = tuple[int, int, int]
Draw = Callable[[Picture, float], None]

COMES_S = 0.25
"""A hand that holds something takes so long to bring it there."""
JAW, EYES = ("jaw_open",), ("squint",)
CLOTHS: tuple[Colour, ...] = ((150, 178, 205), (40, 44, 52), (225, 226, 228), (96, 40, 52))


def _drawn(take: Take, draw: Draw, from_s: float, until_s: float, rng: Rng) -> Take:
    """The take with something that comes, stays and goes; `draw` is told how far away it is."""
    shown = list(take.pictures)
    grain = np.random.default_rng(int(rng.integers(1 << 30)))
    for n, time_s in enumerate(take.times):
        if not from_s - COMES_S <= time_s <= until_s + COMES_S:
            continue
        away = max(from_s - time_s, time_s - until_s, 0.0) / COMES_S
        picture = shown[n].copy()
        draw(picture, away)
        new = (picture != shown[n]).any(axis=2)
        noise = grain.normal(0, 2.0, picture.shape)
        noisy = np.clip(picture + noise, 0, 255).astype(np.uint8)
        shown[n] = np.where(new[:, :, None], noisy, picture)
    return take.showing(shown)


def _phone(at: NDArray[np.float64], unit: float, dark: Colour, sideways: float) -> Draw:
    half = np.array([0.55, 1.0]) * unit
    way = np.array([sideways, 2.4]) * unit

    def draw(picture: Picture, away: float) -> None:
        x, y = at + away * way
        low, high = (x - half[0], y - half[1]), (x + half[0], y + half[1])
        corners = [tuple(round(float(v)) for v in corner) for corner in (low, high)]
        cv2.rectangle(picture, corners[0], corners[1], dark, -1)
        lens = round(float(x - 0.35 * unit)), round(float(y - 0.8 * unit))
        cv2.circle(picture, lens, max(round(0.07 * unit), 2), (70, 74, 82), -1)

    return draw


def phone(take: Take, where: Places, rng: Rng) -> Take:
    """A phone is raised before the mouth in the first hold, and taken away in the rest."""
    hold = take.movements[0]
    from_s = hold["hold_start_s"] + float(rng.uniform(0.6, 1.0))
    until_s = hold["end_s"] + 0.5
    dark = tuple(int(v) for v in rng.integers(18, 60, 3))
    at = where.mouth + np.array([0.0, 0.75]) * where.unit
    draw = _phone(at, where.unit, (dark[0], dark[1], dark[2]), float(rng.uniform(-0.8, 0.8)))
    hidden = Unseen(from_s, until_s, JAW, "mouth covered", 0.35)
    return _drawn(take, draw, from_s, until_s, rng).hiding(hidden)


def scarf(take: Take, where: Places, rng: Rng) -> Take:
    """A scarf is drawn up before the second movement, and stays."""
    from_s = take.movements[0]["end_s"] + 0.7
    colour = CLOTHS[int(rng.integers(len(CLOTHS)))]
    hidden = Unseen(from_s, take.times[-1] + 1.0, JAW, "mouth covered", 0.35)

    def draw(picture: Picture, away: float) -> None:
        _cloth(picture, where, colour, -0.05 + 2.0 * away)

    return _drawn(take, draw, from_s, take.times[-1] + 1.0, rng).hiding(hidden)


def mask(take: Take, where: Places, rng: Rng) -> Take:
    """A mask is worn from the first picture on."""
    colour = CLOTHS[int(rng.integers(len(CLOTHS)))]
    hidden = Unseen(0.0, take.times[-1] + 1.0, JAW, "mouth covered", 0.0)

    def draw(picture: Picture, away: float) -> None:
        del away
        _cloth(picture, where, colour, -0.28)

    return _drawn(take, draw, 0.0, take.times[-1] + 1.0, rng).hiding(hidden)


def _cloth(picture: Picture, where: Places, colour: Colour, top: float) -> None:
    """Cloth from under the nose to under the chin; `top` is over the mouth, down positive."""
    unit, mouth, chin = where.unit, where.mouth, where.chin
    across = (where.left_eye - where.right_eye) / unit
    down = np.array([-across[1], across[0]])
    middle = mouth + (top - 0.18) * unit * down
    outline = np.array(
        [
            middle - 0.12 * unit * down,
            middle + 0.62 * unit * across + 0.10 * unit * down,
            chin + 0.52 * unit * across + 0.05 * unit * down,
            chin + 0.45 * unit * down,
            chin - 0.52 * unit * across + 0.05 * unit * down,
            middle - 0.62 * unit * across + 0.10 * unit * down,
        ]
    )
    cv2.fillPoly(picture, [np.round(outline).astype(np.int32)], colour)
    shade = tuple(int(0.86 * v) for v in colour)
    for fold in (0.15, 0.35, 0.55):
        ends = [middle + sign * 0.5 * unit * across + fold * unit * down for sign in (-1, 1)]
        points = [tuple(np.round(end).astype(int).tolist()) for end in ends]
        cv2.line(picture, points[0], points[1], shade, 2)


def patch(take: Take, where: Places, rng: Rng) -> Take:
    """A card lies before one eye in the first hold or in the rest after it; the other one shows."""
    hold = take.movements[0]
    left = bool(rng.random() < 0.5)
    eye = where.left_eye if left else where.right_eye
    from_s = hold["hold_start_s"] + float(rng.uniform(0.6, 0.9))
    until_s = hold["end_s"] + float(rng.uniform(0.6, 1.0))
    colour = CLOTHS[int(rng.integers(len(CLOTHS)))]
    away_to = (1.0 if left else -1.0) * 2.2 * where.unit

    def draw(picture: Picture, away: float) -> None:
        x, y = eye + np.array([away * away_to, 0.3 * away * where.unit])
        size = round(0.44 * where.unit), round(0.36 * where.unit)
        cv2.ellipse(picture, (round(float(x)), round(float(y))), size, 0, 0, 360, colour, -1)

    side = "left" if left else "right"
    hidden = Unseen(from_s, until_s, EYES, f"{side} eye covered", 0.35)
    return _drawn(take, draw, from_s, until_s, rng).hiding(hidden)
