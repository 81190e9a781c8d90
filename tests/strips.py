"""Builders for tests: levels as strips of digits, a neutral face and its changes, tiny exercises.

In a strip each digit is a level in tenths of full effort, one tick after the other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from inputs.clips import make_clip
from numpy.typing import NDArray

from facecheck.core import landmarks as lm
from facecheck.core.events import Attempt, Sound, Update
from facecheck.core.frames import Face, Group, Hand, Observation
from facecheck.core.sides import Side
from facecheck.core.yaml_text import load_yaml
from facecheck.engine.level.level import Level, needed_rests, sided_names
from facecheck.engine.level.rest import Baseline
from facecheck.engine.measures.rows import values_of
from facecheck.engine.measures.table import measure_face
from facecheck.engine.repetitions.checker import Checker
from facecheck.engine.spec.exercise import Exercise
from facecheck.inputs.library import sample_clip
from facecheck.inputs.sources import open_clip

STEP_S = 0.1
SIZE = (640, 480)

Signal = Callable[[float], float]
Values = dict[str, float]


def measured(
    observations: Iterable[Observation], together: int = 1
) -> Iterator[tuple[Observation, Values | None]]:
    """Each observation with its measures, read so many at once."""
    source = iter(observations)
    while chunk := list(islice(source, together)):
        yield from zip(chunk, values_of(Group.of(chunk)), strict=True)


# Levels over time.


def strip(digits: str, step_s: float = STEP_S) -> list[tuple[float, float | None]]:
    """Times and levels; a space is a tick at which nothing can be seen."""
    return [(i * step_s, None if d == " " else int(d) / 10) for i, d in enumerate(digits)]


def seen(digits: str, step_s: float = STEP_S) -> list[tuple[float, float]]:
    """A strip without gaps."""
    return [(i * step_s, int(d) / 10) for i, d in enumerate(digits)]


def line(*corners: tuple[float, float]) -> Signal:
    """A level that runs straight from corner to corner, each (time_s, level)."""
    times, levels = zip(*corners, strict=True)
    return lambda time_s: float(np.interp(time_s, times, levels))


def trapezoid(from_s: float, until_s: float, ramp_s: float = 0.3, top: float = 0.9) -> Signal:
    """Up, hold, down; the ramps lie inside the interval."""
    corners = ((from_s, 0.0), (from_s + ramp_s, top), (until_s - ramp_s, top), (until_s, 0.0))
    return line(*corners)


def sampled(
    signal: Signal, until_s: float, fps: float, phase: float = 0.37
) -> Iterator[tuple[float, float]]:
    """A signal at a frame rate; the phase keeps frames off the signal's corners."""
    for i in range(math.ceil(until_s * fps - phase)):
        time_s = (i + phase) / fps
        yield time_s, signal(time_s)


# Faces.


@cache
def neutral_face() -> Face:
    """One face at rest; see traces/README.md."""
    with np.load(Path(__file__).parent / "traces" / "neutral_face.npz") as stored:
        arrays = {name: stored[name] for name in ("points", "blendshapes", "matrix")}
    for array in arrays.values():
        array.flags.writeable = False
    return Face(**arrays)


@cache
def _neutral_values() -> Values:
    return measure_face(neutral_face())


def neutral_values(**changes: float) -> Values:
    """The neutral face's measures, some of them replaced."""
    assert set(changes) <= set(_neutral_values())
    return {**_neutral_values(), **changes}


def moved(face: Face, indices: Sequence[int], *, up: float = 0.0, to_left: float = 0.0) -> Face:
    """Move landmarks of a face, in inter-ocular distances, along the head's own axes.

    Args:
        face: Any face.
        indices: What to move.
        up: Towards the brow.
        to_left: Towards the person's left.
    """
    turn = face.matrix[:3, :3].astype(float)
    unit = float(np.linalg.norm(face.points[lm.EYE_LEFT_OUTER] - face.points[lm.EYE_RIGHT_OUTER]))
    step = turn @ np.array([to_left, up, 0.0]) * unit
    points = face.points.astype(np.float64)
    points[list(indices)] += step * np.array([1.0, -1.0, -1.0])
    return replace(face, points=points.astype(np.float32))


def with_shapes(face: Face, **shapes: float) -> Face:
    """A face with other blendshapes."""
    values = face.known_blendshapes.copy()
    for name, value in shapes.items():
        values[lm.SHAPE[name]] = value
    return replace(face, blendshapes=values)


def rotation(
    pitch_deg: float = 0.0, yaw_deg: float = 0.0, roll_deg: float = 0.0
) -> NDArray[np.float64]:
    """A head turned by pitch, then yaw, then roll; y up, z to the viewer, ``(3, 3)``."""
    p, y, r = (np.radians(a) for a in (pitch_deg, yaw_deg, roll_deg))
    about_x = np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
    about_y = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    about_z = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    turned: NDArray[np.float64] = about_z @ about_y @ about_x
    return turned


# Hands: laid out in the picture's plane, in units of a palm's width.

_FINGER_X = (-0.45, -0.15, 0.15, 0.45)


def flat_hand(
    centre: tuple[float, float], width: float, *, spread: float = 1.0, side: Side = "left"
) -> Hand:
    """A flat palm with straight fingers pointing up; `centre` is the middle of the palm.

    Args:
        centre: Pixels.
        width: From the first to the last knuckle, pixels.
        spread: Distance of the fingertips over the distance of the knuckles.
        side: Which hand it says it is.
    """
    points = np.zeros((21, 3))
    points[0] = (0.0, 0.6, 0.0)
    points[1:5] = [(-0.5, 0.4, 0), (-0.65, 0.2, 0), (-0.7, 0.0, 0), (-0.75, -0.2, 0)]
    for i, x in enumerate(_FINGER_X):
        for joint in range(4):
            share = joint / 3
            points[5 + 4 * i + joint] = (x * (1 + share * (spread - 1)), -0.5 - 0.9 * share, 0)
    return _placed(points, centre, width, side)


def fist(centre: tuple[float, float], width: float, side: Side = "left") -> Hand:
    """A closed hand: each finger goes out and folds back on itself."""
    points = np.zeros((21, 3))
    points[0] = (0.0, 0.6, 0.0)
    points[1:5] = [(-0.5, 0.4, 0), (-0.5, 0.2, 0), (-0.3, 0.0, 0), (-0.1, 0.0, 0)]
    for i, x in enumerate(_FINGER_X):
        for joint, y in enumerate((-0.5, -0.8, -0.6, -0.3)):
            points[5 + 4 * i + joint] = (x, y, 0.1 * joint)
    return _placed(points, centre, width, side)


def _placed(
    points: NDArray[np.float64], centre: tuple[float, float], width: float, side: Side
) -> Hand:
    placed = points * width + np.array([*centre, 0.0])
    return Hand(placed.astype(np.float32), side, 0.9)


def cheek(side: Side, face: Face | None = None) -> tuple[float, float]:
    """The middle of a cheek, in pixels."""
    area = lm.CHEEK_AREA_LEFT if side == "left" else lm.CHEEK_AREA_RIGHT
    x, y = (face or neutral_face()).points[list(area), :2].mean(axis=0).tolist()
    return x, y


def inter_ocular(face: Face | None = None) -> float:
    """Pixels between the outer eye corners in the picture."""
    points = (face or neutral_face()).points
    return float(np.linalg.norm(points[lm.EYE_LEFT_OUTER] - points[lm.EYE_RIGHT_OUTER]))


def observation(
    time_s: float, face: Face | None = None, hands: Sequence[Hand] | None = None
) -> Observation:
    """A tick in good light."""
    light = 0.5 if face is not None else None
    return Observation(time_s, SIZE, face, None if hands is None else tuple(hands), light)


# Exercises and what they judge.


def exercise_data(**changes: Any) -> dict[str, Any]:
    """An exercise as its file would say it: the level is the lip gap itself, read as it is."""
    data: dict[str, Any] = {
        "id": "test",
        "title": "Test",
        "purpose": "Shows the rules at work.",
        "instructions": "Part the lips.",
        "source": "The tests.",
        "movement": {
            "parts": [{"measure": "lip_gap", "as": "value", "full": 1.0}],
            "enter": 0.6,
            "leave": 0.45,
            "onset": 0.15,
            "ended": "mouth closed",
        },
        "reps": 3,
        "hold_s": 1.0,
        "cues": {"ready": "Open", "hold": "Hold", "release": "Close"},
    }
    movement = {**data["movement"], **changes.pop("movement", {})}
    return {**data, **changes, "movement": movement}


def exercise(**changes: Any) -> Exercise:
    """That exercise."""
    return Exercise.model_validate(exercise_data(**changes))


def fault_row(**changes: Any) -> dict[str, Any]:
    """A form rule on the head's yaw, which the level above does not depend on."""
    return {
        "name": "head turns",
        "measure": "yaw_deg",
        "above": 10.0,
        "for_s": 0.3,
        "cue": "Face me",
    } | changes


def no_rests() -> Baseline:
    """For rules that read values as they are."""
    return Baseline(())


def level(chosen: float, left: float | None = None, right: float | None = None) -> Level:
    """A level without sides, or with both."""
    return Level(chosen, left, right)


def values_at(rules: Exercise, fraction: float, left: float | None = None) -> Values:
    """The measures of a face whose movement stands at a fraction of full effort.

    Args:
        rules: Whose movement.
        fraction: 0 at rest, 1 at full effort.
        left: Another fraction for the person's left side.
    """
    values = neutral_values()
    for part in rules.movement.parts:
        for name in sided_names(part.measure):
            share = left if left is not None and name.endswith("_left") else fraction
            reading = part.zero + share * (part.full - part.zero)
            rest = values[name]
            values[name] = {"change": rest + reading, "fraction": rest * reading, "value": reading}[
                part.reading
            ]
            if part.measure == "lid_lower":
                # Where the lower lid rises, so does the place at which the lids would meet.
                side = name.removeprefix("lid_lower_")
                for meeting in ("lid_meeting", "lid_meeting_seen"):
                    values[f"{meeting}_{side}"] += 1.5 * (values[name] - rest)
    return values


def checker_for(rules: Exercise, **changes: Any) -> Checker:
    """A checker that knows the neutral face's rest beforehand, as from a profile."""
    rests = {name: neutral_values()[name] for name in needed_rests(rules.movement)}
    return Checker(rules, rest=rests, **changes)


def follow(
    checker: Checker,
    signal: Signal,
    until_s: float,
    fps: float = 30.0,
    hidden: Sequence[tuple[float, float]] = (),
    also: Mapping[str, Signal] | None = None,
) -> list[Update]:
    """Let a checker follow a level; the face is out of sight in the hidden spans.

    Args:
        checker: Fresh or in the middle of a set.
        signal: The level over time.
        until_s: When to stop.
        fps: Frames a second.
        hidden: Half-open spans without a face.
        also: Further measures over time.
    """
    updates = []
    for time_s, fraction in sampled(signal, until_s, fps):
        values: Values | None = values_at(checker.exercise, fraction)
        if any(from_s <= time_s < to_s for from_s, to_s in hidden):
            values = None
        else:
            assert values is not None
            values |= {name: read(time_s) for name, read in (also or {}).items()}
        updates.append(checker.step_values(time_s, values, 0.5 if values is not None else None))
    return updates


def sounds(updates: Sequence[Update]) -> list[Sound]:
    """All sounds in order."""
    return [sound for update in updates for sound in update.sounds]


def closed(updates: Sequence[Update]) -> list[Attempt]:
    """All attempts that ended."""
    return [update.closed for update in updates if update.closed is not None]


# Clips.

_CUTS: dict[str, Path] = {}


def opening_clip(factory: pytest.TempPathFactory) -> Path:
    """Two seconds of the bundled sample around its first jaw opening, cut once for all tests."""
    if "opening" not in _CUTS:
        sample = sample_clip("jaw_open_3x5.mp4")
        truth = load_yaml(sample.with_suffix(".truth.yaml").read_text("utf-8"), "truth")
        start_s = next(e["start_s"] for e in truth["events"] if e["kind"] == "jaw_open")
        pictures = []
        with open_clip(sample) as frames:
            for frame in frames:
                if frame.time_s >= start_s + 1.1:
                    break
                if frame.time_s >= start_s - 0.9:
                    pictures.append(frame.rgb)
        _CUTS["opening"] = make_clip(factory.mktemp("cut") / "opening.mp4", pictures)
    return _CUTS["opening"]
