"""Observations made by chance, and traces of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from facecheck.core.frames import Face, Hand, Observation
from facecheck.inputs.trace import write_trace


def face(rng: np.random.Generator) -> Face:
    return Face(
        points=rng.normal(300, 90, (478, 3)).astype(np.float32),
        blendshapes=rng.random(52, np.float32),
        matrix=rng.normal(0, 1, (4, 4)).astype(np.float32),
        lids=rng.normal(0, 3, 4).astype(np.float32) if rng.random() < 0.7 else None,
    )


def hand(rng: np.random.Generator) -> Hand:
    points = rng.normal(300, 90, (21, 3)).astype(np.float32)
    return Hand(points=points, side="left" if rng.random() < 0.5 else "right", score=0.1 + 0.2)


def observations(kinds: list[tuple[bool, int | None]], seed: int = 0) -> list[Observation]:
    """Observations by whether there is a face, and how many hands (None: not looked for)."""
    rng = np.random.default_rng(seed)
    return [
        Observation(
            time_s=i / 29.97,
            size=(640, 480),
            face=face(rng) if has_face else None,
            hands=None if hands is None else tuple(hand(rng) for _ in range(hands)),
            brightness=float(rng.random()) if has_face else None,
        )
        for i, (has_face, hands) in enumerate(kinds)
    ]


def plain(observation: Observation) -> list[Any]:
    """All that an observation holds, to be compared bit by bit."""
    seen, hands = observation.face, observation.hands
    return [
        observation.time_s,
        observation.size,
        observation.brightness,
        seen and [a.tobytes() for a in (seen.points, seen.known_blendshapes, seen.matrix)],
        seen and seen.lids is not None and seen.lids.tobytes(),
        hands and [(h.side, h.score, h.points.tobytes()) for h in hands],
        hands is None,
    ]


def stored(tmp_path: Path, count: int = 4) -> Path:
    """A trace of faces with a hand each."""
    path = tmp_path / "a.parquet"
    write_trace(path, observations([(True, 1)] * count), name="a.mp4")
    return path


def rewrite(path: Path, change: Any, **metadata: str) -> None:
    """Change a trace's table, and what its metadata say."""
    table = pq.read_table(path)
    changed = change(table)
    told = {key.encode(): value.encode() for key, value in metadata.items()}
    kept = changed.replace_schema_metadata({**table.schema.metadata, **told})
    pq.write_table(kept, path)
