"""Squints of people whom the network that reads lids was not trained on: what is counted.

    python docs/tools/lid_strangers.py folds/0.npz=A.mp4,B.mp4 folds/1.npz=C.mp4
    python docs/tools/lid_strangers.py facecheck/inputs/mediapipe/lid_reader.npz=A.png --reps 3

Each person's lids are moved at rest (``sample_videos/moved``), read with the weights of the turn in
which they were left out (``train_lid_reader.py strangers``), and judged as `facecheck score` does.
Prints the table of docs/measures.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import click
import cv2
import numpy as np

from facecheck import api
from facecheck.core.errors import SourceError
from facecheck.core.events import Attempt
from facecheck.core.frames import Frame
from facecheck.core.results import ScoreResult
from facecheck.core.sides import Side
from facecheck.engine.repetitions.own_range import LEARNING
from facecheck.engine.repetitions.sub_threshold import TOO_SHALLOW
from facecheck.inputs.mediapipe import lid_reader
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.mediapipe.lid_network import LidNetwork
from facecheck.inputs.trace import write_trace
from sample_videos.moved.eyes import compressed
from sample_videos.moved.film import pictures
from sample_videos.moved.schedule import BEFORE_S, CLOSURES, SQUINT_UPPER, Schedule, squints
from sample_videos.moved.source import RestingFace, resting_face, shaken_picture

QUALITY = 88
"""Of the JPEG as which each picture is handed over."""
FPS = 15.0
REPS = 2
"""Of each kind, unless asked otherwise."""
SIDES: tuple[Side, ...] = ("left", "right")


@dataclass(frozen=True)
class Judged:
    """What came of one clip's movements."""

    schedule: Schedule
    counted: int
    asked: int
    later_counted: int
    later_asked: int
    errors_s: tuple[float, ...]
    shallow: int
    sides: tuple[str, ...]


def schedules(reps: int) -> list[Schedule]:
    """Squints, droops, and one eye alone."""
    every = [squints(c, upper, reps=reps) for c in CLOSURES for upper in SQUINT_UPPER]
    every += [squints(c, 1.0, reps=reps) for c in (0.5, 0.8)]
    return every + [
        squints(c, 0.45, sides=(side,), reps=reps) for c in (0.5, 0.65) for side in SIDES
    ]


def face_of(source: Path) -> RestingFace:
    """A clip's stillest second, or a photograph that sways."""
    if source.suffix.lower() in (".jpg", ".jpeg", ".png", ".ppm"):
        read = np.asarray(cv2.imread(str(source)), np.uint8)
        return shaken_picture(source.stem, np.ascontiguousarray(read[:, :, ::-1]), fps=FPS)
    face = resting_face(source)
    step = max(1, round(face.fps / FPS))
    return RestingFace(face.name, face.pictures[::step], face.points[::step], face.fps / step)


def judged(source: Path, folder: Path, reps: int) -> Iterator[Judged]:
    """All schedules of one face; what was seen of it before is not looked at again."""
    face: RestingFace | None = None
    for schedule in schedules(reps):
        trace = folder / f"{source.stem}-{schedule.name}.parquet"
        if not trace.exists():
            face = face or face_of(source)
            with Landmarker() as look:
                shown = ((t, compressed(rgb, QUALITY)) for t, rgb in pictures(face, schedule))
                seen = [look(Frame(t, rgb)) for t, rgb in shown]
            write_trace(trace, seen, name=schedule.name, duration_s=schedule.duration_s)
        result = api.check(trace, "squint", hold_s=schedule.expect[0]["hold_s"])
        found = api.events(trace).events
        sides = tuple(str(event.side) for event in found if event.kind == "squint")
        later = schedule.events[1:]
        yield Judged(
            schedule,
            result.counted,
            len(schedule.events),
            sum(_counted_within(result, event) is not None for event in later),
            len(later),
            tuple(_errors(result, schedule)),
            sum(fault.name in (TOO_SHALLOW, LEARNING) for fault in result.faults),
            sides,
        )


def _errors(result: ScoreResult, schedule: Schedule) -> Iterator[float]:
    """How far each measured hold falls outside the span from plateau to whole movement."""
    for event in schedule.events:
        attempt = _counted_within(result, event)
        if attempt is not None:
            held, whole = (event[f"{a}end_s"] - event[f"{a}start_s"] for a in ("hold_", ""))
            yield max(held - attempt.hold_s, attempt.hold_s - whole, 0.0)


def _counted_within(result: ScoreResult, event: Mapping[str, float]) -> Attempt | None:
    """The attempt that counted while a movement lasted."""
    for attempt in result.attempts:
        meets = attempt.start_s < event["end_s"] and event["start_s"] < attempt.end_s
        if attempt.counted and meets:
            return attempt
    return None


@click.command()
@click.argument("turns", nargs=-1, required=True)
@click.option("--traces", type=click.Path(path_type=Path), help="Keeps what was seen, for again.")
@click.option("--reps", default=REPS, show_default=True, help="Movements of each kind.")
def main(turns: tuple[str, ...], traces: Path | None, reps: int) -> None:
    """Judge people by weights that do not know them: TURNS are WEIGHTS=CLIP,CLIP."""
    click.echo(f"| {' | '.join(HEADER)} |\n{'|---' * len(HEADER)}|")
    rows: dict[str, list[Judged]] = {}
    with TemporaryDirectory() as passing:
        folder = traces or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        for turn in turns:
            weights, names = turn.split("=", 1)
            network = LidNetwork(dict(np.load(weights)))
            with mock.patch.object(lid_reader, "lid_network", lambda network=network: network):
                for name in names.split(","):
                    try:
                        rows[name] = list(judged(Path(name), folder, reps))
                    except SourceError as error:
                        click.echo(str(error), err=True)
                        continue
                    _tell(Path(name).stem, rows[name])
    _tell("everybody", [one for found in rows.values() for one in found])


HEADER = (
    "left out",
    *(f"{closure:.2f}" for closure in CLOSURES),
    "0.50, after the first of its clip",
    "by the upper lid alone",
    "hold error, median and 95th percentile",
    "one eye alone: counted; sides named right in `events`",
)


def _tell(who: str, found: list[Judged]) -> None:
    """A row of the table."""
    both = [one for one in found if len(_moved(one)) == 2]
    squinted = [one for one in both if one.schedule.upper < 1.0]
    cells = []
    for closure in CLOSURES:
        own = [one for one in squinted if one.schedule.closure == closure]
        shallow = sum(one.shallow for one in own)
        cells.append(_counts(own) + (f", {shallow} called too shallow" if shallow else ""))
    half = [one for one in squinted if one.schedule.closure == 0.5]
    later = [sum(getattr(one, f"later_{what}") for one in half) for what in ("counted", "asked")]
    cells.append(f"{later[0]} of {later[1]}")
    cells.append(_counts([one for one in both if one.schedule.upper >= 1.0]))
    errors = [error for one in squinted for error in one.errors_s] or [np.nan]
    cells.append(f"{np.median(errors):.2f} s, {np.quantile(errors, 0.95):.2f} s")
    alone = [one for one in found if len(_moved(one)) == 1]
    named = [side in _moved(one) for one in alone for side in one.sides]
    cells.append(f"{_counts(alone)}; {sum(named)} of {len(named)}")
    click.echo(f"| {who} | {' | '.join(cells)} |")


def _moved(one: Judged) -> list[str]:
    """Which eyes move in a clip."""
    return list(one.schedule.moves(BEFORE_S + 1.0))


def _counts(found: list[Judged]) -> str:
    return f"{sum(one.counted for one in found)} of {sum(one.asked for one in found)}"


if __name__ == "__main__":
    main()
