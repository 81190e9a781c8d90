"""Updates and faces made by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from facecheck.core.events import AreaState, Attempt, Fault, Phase, Quality, Sides, Update
from facecheck.core.frames import Face, Hand, Image
from facecheck.core.messages import Code, Message

FAULT = Fault("jaw drifts sideways", 9.0, 10.0, 0.15, 0.12, "inter-ocular", "Back to the middle")
SHALLOW = Fault("too shallow", 7.0, 9.0, 0.57, 0.62, "of full", "Go further")
_WHY = Message(Code.HELD_UNTIL, held=3.8, target=5.0, why="mouth closed", at=12.4)
MISSED = Attempt(1, 5.0, 9.0, 3.8, 0.9, False, _WHY, 60)


def update(phase: Phase = Phase.HOLDING, **changes: Any) -> Update:
    values: dict[str, Any] = {
        "time_s": 10.0,
        "phase": phase,
        "level": 0.8,
        "hold_s": 2.0,
        "counted": 1,
        "reps": 3,
        "target_hold_s": 5.0,
        "enter": 0.6,
        "leave": 0.4,
        "quality": Quality(ok=True),
        "cue": "Hold it open",
    }
    return Update(**{**values, **changes})


def every_state() -> list[Update]:
    blind = Quality(ok=False, reason="your face is too dark", cue="Turn to the light")
    return [
        *(update(phase) for phase in Phase),
        update(faults=(FAULT,)),
        update(Phase.READY, hold_s=0.0, closed=MISSED),
        update(Phase.CANNOT_JUDGE, level=None, quality=blind, cue=str(blind.cue)),
        update(target_hold_s=0.0, reps=20, counted=12),
        update(cue="word " * 60),
        update(cue=""),
        update(sides=Sides(0.9, 0.3), phase=Phase.HOLDING),
        update(sides=Sides(1.4, -0.2, "right"), phase=Phase.RELEASING),
        *(
            update(phase, timed=AreaState("jaw", side, 42.0, 600.0, 0.3, elsewhere=elsewhere))
            for phase in (Phase.RUNNING, Phase.WAITING, Phase.DONE)
            for side, elsewhere in (("left", False), (None, True))
        ),
        update(level=7.0, hold_s=123.4, counted=9),
    ]


def face(width: int, height: int, x: float = 0.5) -> Face:
    """Points in an ellipse around a place across the picture."""
    angle = np.linspace(0, 2 * np.pi, 478, dtype=np.float32)
    points = np.zeros((478, 3), np.float32)
    points[:, 0] = (x + 0.1 * np.cos(angle)) * width
    points[:, 1] = (0.5 + 0.2 * np.sin(angle)) * height
    return Face(points, np.zeros(52, np.float32), np.eye(4, dtype=np.float32))


def hand(width: int, height: int) -> Hand:
    rng = np.random.default_rng(1)
    points = rng.uniform(0.4, 0.6, (21, 3)).astype(np.float32)
    return Hand(points * np.array([width, height, 1], np.float32), "left", 0.9)


def grey(width: int = 1280, height: int = 720, value: int = 128) -> Image:
    return np.full((height, width, 3), value, np.uint8)
