"""Squints of people whom the network that reads lids was not trained on: what is counted.

    python docs/tools/lid_strangers.py folds/0.npz=A.mp4,B.mp4 folds/1.npz=C.mp4

Each person's lids are moved at rest (``sample_videos/moved``), read with the weights of the turn in
which they were left out (``train_lid_reader.py strangers``), and judged as `facecheck score` does.
Prints the table of docs/measures.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import click
import cv2
import numpy as np

from facecheck import api
from facecheck.core.frames import Frame
from facecheck.core.results import ScoreResult
from facecheck.core.sides import Side
from facecheck.inputs.mediapipe import lid_reader
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.trace import write_trace
from sample_videos.moved.eyes import compressed
from sample_videos.moved.film import pictures
from sample_videos.moved.schedule import CLOSURES, SQUINT_UPPER, Schedule, squints
from sample_videos.moved.source import RestingFace, resting_face, shaken_picture

QUALITY = 88
"""Of the JPEG as which each picture is handed over."""
FPS = 15.0
SIDES: tuple[Side, ...] = ("left", "right")


@dataclass(frozen=True)
class Judged:
    """What came of one clip's movements."""

    schedule: Schedule
    counted: int
    asked: int
    errors_s: tuple[float, ...]
    shallow: int
    sides: tuple[str, ...]


def schedules() -> list[Schedule]:
    """Squints, droops, and one eye alone."""
    every = [squints(closure, upper) for closure in CLOSURES for upper in (*SQUINT_UPPER, 1.0)]
    return every + [squints(c, 0.45, sides=(side,)) for c in (0.5, 0.65) for side in SIDES]


def face_of(source: Path) -> RestingFace:
    """A clip's stillest second, or a photograph that sways."""
    if source.suffix.lower() in (".jpg", ".jpeg", ".png", ".ppm"):
        read = np.asarray(cv2.imread(str(source)), np.uint8)
        return shaken_picture(source.stem, np.ascontiguousarray(read[:, :, ::-1]), fps=FPS)
    face = resting_face(source)
    step = max(1, round(face.fps / FPS))
    return RestingFace(face.name, face.pictures[::step], face.points[::step], face.fps / step)


def judged(face: RestingFace, folder: Path) -> Iterator[Judged]:
    """All schedules of one face."""
    for schedule in schedules():
        trace = folder / f"{face.name}-{schedule.name}.parquet"
        with Landmarker() as look:
            seen = [look(Frame(t, compressed(rgb, QUALITY))) for t, rgb in pictures(face, schedule)]
        write_trace(trace, seen, name=schedule.name, duration_s=schedule.duration_s)
        result = api.check(trace, "squint", hold_s=schedule.expect[0]["hold_s"])
        found = api.events(trace).events
        sides = tuple(str(event.side) for event in found if event.kind == "squint")
        yield Judged(
            schedule,
            result.counted,
            len(schedule.events),
            tuple(_errors(result, schedule)),
            sum(fault.name == "too shallow" for fault in result.faults),
            sides,
        )


def _errors(result: ScoreResult, schedule: Schedule) -> Iterator[float]:
    """How far each measured hold falls outside the span from plateau to whole movement."""
    for event in schedule.events:
        within = [
            a
            for a in result.attempts
            if a.counted and a.start_s < event["end_s"] and event["start_s"] < a.end_s
        ]
        if within:
            held, whole = (event[f"{a}end_s"] - event[f"{a}start_s"] for a in ("hold_", ""))
            yield max(held - within[0].hold_s, within[0].hold_s - whole, 0.0)


@click.command()
@click.argument("turns", nargs=-1, required=True)
def main(turns: tuple[str, ...]) -> None:
    """Judge people by weights that do not know them: TURNS are WEIGHTS=CLIP,CLIP."""
    rows: dict[str, list[Judged]] = {}
    with TemporaryDirectory() as folder:
        for turn in turns:
            weights, names = turn.split("=", 1)
            network = lid_reader.LidNetwork(dict(np.load(weights)))
            with mock.patch.object(lid_reader, "_network", lambda network=network: network):
                for name in names.split(","):
                    face = face_of(Path(name))
                    rows[face.name] = list(judged(face, Path(folder)))
                    _tell(face.name, rows[face.name])
    _tell("everybody", [one for found in rows.values() for one in found])


def _tell(who: str, found: list[Judged]) -> None:
    cells = []
    for closure in CLOSURES:
        for upper in (*SQUINT_UPPER, 1.0):
            own = [
                one
                for one in found
                if (one.schedule.closure, one.schedule.upper) == (closure, upper)
                and len(one.schedule.moves(3.5)) == 2
            ]
            counts = f"{sum(o.counted for o in own)} of {sum(o.asked for o in own)}"
            shallow = sum(o.shallow for o in own)
            cells.append(counts + (f" ({shallow} shallow)" if shallow and upper < 1 else ""))
    errors = [error for one in found for error in one.errors_s]
    if errors:
        cells.append(f"{np.median(errors):.2f}, {np.quantile(errors, 0.95):.2f} s")
    alone = [one for one in found if len(one.schedule.moves(3.5)) == 1]
    named = [side == next(iter(o.schedule.moves(3.5))) for o in alone for side in o.sides]
    cells.append(f"{sum(named)} of {len(named)} of {sum(o.asked for o in alone)}")
    cells.append(f"{sum(o.counted for o in alone)} counted")
    click.echo(f"| {who} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
