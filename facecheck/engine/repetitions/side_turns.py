"""Exercises with alternating sides: which side is due, and what is said of the other."""

from __future__ import annotations

from facecheck.core.sides import Side
from facecheck.engine.level.level import Level
from facecheck.engine.spec.exercise import Cues, Turns
from facecheck.engine.spec.rules import FaultRule

OUT_OF_TURN = 0.2
"""The other side may be this much farther than the one that is due: less is the mesh's own doing,
which draws both sides of a face together."""

LEFT_NOW, RIGHT_NOW = "Now your left side", "Now your right side"


def side_due(turns: Turns | None, done: int, reps: int) -> Side | None:
    """The side whose turn it is after `done` of `reps` repetitions; None without turns."""
    if turns is None:
        return None
    if turns == "alternating":
        return "left" if done % 2 == 0 else "right"
    return "left" if done < (reps + 1) // 2 else "right"


def turn_rules(turns: Turns | None, cues: Cues) -> tuple[FaultRule, ...]:
    """Rules that stop the hold while the wrong side moves; none without turns."""
    if turns is None:
        return ()
    return (
        _rule("right side instead of the left", cues.left or LEFT_NOW, above=OUT_OF_TURN),
        _rule("left side instead of the right", cues.right or RIGHT_NOW, below=-OUT_OF_TURN),
    )


def _rule(name: str, cue: str, above: float | None = None, below: float | None = None) -> FaultRule:
    return FaultRule(
        name=name,
        measure="out_of_turn",
        above=above,
        below=below,
        for_s=0.2,
        effect="pause",
        cue=cue,
    )


def out_of_turn(due_side: Side | None, level: Level) -> float:
    """How much farther the side is that is not due; positive where the left one is due."""
    if due_side is None or level.left is None or level.right is None:
        return 0.0
    farther = level.right - level.left
    return max(farther, 0.0) if due_side == "left" else min(farther, 0.0)
