"""One fuzz case for each reader of text: an awkward file in, a good value or a refusal out."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from strips import exercise_data, neutral_values

from facecheck.api import load_exercise
from facecheck.core.errors import FacecheckError
from facecheck.core.yaml_text import load_yaml
from facecheck.engine.repetitions.checker import Checker
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.parse import parse_routine
from facecheck.evaluate.parse_truth import read_truth
from facecheck.inputs.library import read_text
from facecheck.store.profile import load_profile, save_profile

from .awkward_text import awkward

ROOT = Path(__file__).parents[2]
MOST_CHARACTERS = 2000


def plainly(error: FacecheckError) -> None:
    """Check that a refusal is lines for people: printable, with a name, of a readable length."""
    for line in str(error).split("\n"):
        line.encode("utf-8")
        assert line.isprintable(), f"not printable: {line!r}"
        assert 10 < len(line) <= MOST_CHARACTERS, f"{len(line)} characters: {line[:200]!r}"
        assert ":" in line, f"names nothing: {line!r}"


def finite(document: object) -> str:
    """A document as JSON; ValueError where it holds NaN or infinity."""
    return json.dumps(document, allow_nan=False)


@cache
def _good(kind: str) -> list[tuple[str, Any]]:
    if kind == "exercise":
        paths = sorted((ROOT / "exercises").glob("*.yaml"))
        small = exercise_data(
            id="seed", faults=[{"name": "n", "measure": "yaw_deg", "above": 9, "cue": "c"}]
        )
        # Mostly a short one: the real ones take ten times as long to read.
        return [(_blocks(small), small)] * 40 + [_file(path) for path in paths]
    if kind == "routine":
        return [_file(path) for path in sorted((ROOT / "exercises/routines").glob("*.yaml"))]
    if kind == "truth":
        return [
            (_blocks(document), document)
            for _, full in map(_file, sorted((ROOT / "sample_videos").glob("*.truth.yaml"))[:6])
            for document in [{k: v[:3] if isinstance(v, list) else v for k, v in full.items()}]
        ]
    profile = {
        "schema": "facecheck.profile/1",
        "person": {
            "name": "Ada",
            "affected_side": "left",
            "toner_minutes": 12,
            "reminders": ["08:00:00"],
            "injections": [{"on": "2026-01-31", "area": "brow", "wait_days": 9, "advised": True}],
            "conditions": ["jaw-pain"],
        },
        "plan": {
            "start": "2026-01-31",
            "weeks": 4,
            "weekdays": [0, 2],
            "exercises": ["squint"],
            "key": "k",
            "changes": 1,
        },
        "full": {"lip_gap": 0.4, "jaw_drop": 0.3},
        "rest": {"lip_gap": 0.01, "jaw_drop": 0.14},
    }
    return [(json.dumps(profile, indent=1), profile)]


def _blocks(document: Any) -> str:
    from io import StringIO

    from ruamel.yaml import YAML

    out = StringIO()
    YAML(typ="safe", pure=True).dump(document, out)
    return out.getvalue()


def _file(path: Path) -> tuple[str, Any]:
    text = path.read_text("utf-8")
    return text, load_yaml(text, path.name)


def use_exercise(exercise: Exercise) -> None:
    """What was accepted must work: judge a few ticks and write the document."""
    checker = Checker(exercise)
    for i in range(12):
        values = neutral_values(lip_gap=0.05 * (i % 7), yaw_deg=3.0 * i)
        if checker.exercise.needs_hands:
            values |= _no_hands()
        checker.step_values(i * 0.2, values, 0.5)
    finite(checker.finish("a.mp4", 2.4).to_dict("1"))


@cache
def _no_hands() -> dict[str, float]:
    from strips import observation

    from facecheck.engine.hands.palm_on_cheek import HandWatch

    return HandWatch().step(observation(0.0))


def _exercise(path: Path) -> None:
    use_exercise(load_exercise(path))


def _routine(path: Path) -> None:
    parse_routine(read_text(path), path.name)


def _truth(path: Path) -> None:
    finite(read_truth(path).model_dump(mode="json"))


def _profile(path: Path) -> None:
    profile = load_profile(path)
    finite([dict(profile.full), dict(profile.rest)])
    assert all(injection.back_on >= injection.on for injection in profile.person.injections)
    assert profile.plan is None or profile.plan.end > profile.plan.start
    save_profile(profile, path.with_name("again.json"))
    assert load_profile(path.with_name("again.json")) == profile
    checker = Checker(
        Exercise.model_validate(exercise_data()), full=profile.full, rest=profile.rest
    )
    for i in range(5):
        checker.step_values(i * 0.2, neutral_values(), 0.5)
    finite(checker.finish("a.mp4", 1.0).to_dict("1"))


READERS: dict[str, Callable[[Path], None]] = {
    "exercise": _exercise,
    "routine": _routine,
    "truth": _truth,
    "profile": _profile,
}


def try_text(kind: str, rng: random.Random, folder: Path) -> bool:
    """Run one case; returns whether the file was accepted. Anything that is wrong is raised."""
    text, document = rng.choice(_good(kind))
    name = {"exercise": "seed.yaml", "profile": "profile.json"}.get(kind, "a.truth.yaml")
    path = folder / name
    path.write_bytes(awkward(text, document, rng))
    try:
        READERS[kind](path)
    except FacecheckError as error:
        plainly(error)
        return False
    return True
