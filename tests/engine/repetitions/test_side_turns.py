"""Exercises by turns: the side that is due counts, the other one does not and is told."""

from __future__ import annotations

import pytest
from strips import Values, checker_for, values_at

from facecheck.api import load_exercise
from facecheck.core.events import Update
from facecheck.engine.repetitions.side_turns import side_due

WINK = load_exercise("wink")
FPS = 30.0


@pytest.mark.parametrize(
    ("turns", "sides"),
    [
        ("alternating", ["left", "right", "left", "right", "left"]),
        ("halves", ["left", "left", "left", "right", "right"]),
        (None, [None] * 5),
    ],
)
def test_which_side_is_due(turns: str | None, sides: list[str | None]) -> None:
    assert [side_due(turns, done, reps=5) for done in range(5)] == sides  # type: ignore[arg-type]


def wink(side: str) -> Values:
    rest = values_at(WINK, 0.0)
    by = 0.16 if side == "left" else -0.16
    return {
        **rest,
        "closed_alone_left": rest["closed_alone_left"] + by,
        "closed_alone_right": rest["closed_alone_right"] - by,
    }


def do(*sides: str) -> tuple[list[Update], list[tuple[str | None, bool]]]:
    checker = checker_for(WINK, reps=3, hold_s=1.0)
    rest = values_at(WINK, 0.0)
    at, updates = 0, []
    for side in ("rest", *sides):
        spans = [(rest, 1.5)] if side == "rest" else [(wink(side), 1.5), (rest, 1.0)]
        for values, seconds in spans:
            for _ in range(round(seconds * FPS)):
                updates.append(checker.step_values(at / FPS, values, 0.5))
                at += 1
    return updates, [(a.side, a.counted) for a in checker.attempts]


def test_left_and_right_by_turns_count() -> None:
    _, done = do("left", "right", "left")
    assert done == [("left", True), ("right", True), ("left", True)]


def test_the_same_side_again_does_not_count_until_it_is_its_turn() -> None:
    _, done = do("left", "left", "right")
    assert done == [("left", True), ("left", False), ("right", True)]


def test_the_side_that_is_due_is_said_before_and_the_wrong_one_is_told() -> None:
    updates, _ = do("left", "left")
    assert "Close your left eye" in {u.cue for u in updates}
    assert "Close your right eye" in {u.cue for u in updates}
    assert "left side instead of the right" in {f.name for u in updates for f in u.faults}


def test_turns_need_sides() -> None:
    with pytest.raises(ValueError, match="turns"):
        type(WINK).model_validate(
            {
                **WINK.model_dump(by_alias=True),
                "movement": {**WINK.movement.model_dump(by_alias=True), "sides": "mean"},
            }
        )
