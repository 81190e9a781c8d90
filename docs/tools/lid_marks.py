"""Lids of real frames that a person marked by hand, against what is read of them.

    python docs/tools/lid_marks.py sheets CLIPS --out SHEETS
    python docs/tools/lid_marks.py table docs/tools/lid_marks.csv folds/0.npz=A.mp4,B.mp4 …

The first chooses frames of each clip in CLIPS, from wide open to shut, cuts one eye out of each at
four times its size, turned to its corners, and writes sheets of them with a ruler, and a table
with where each was cut out. Nothing that was read is drawn on them: whoever marks sees the picture
alone. The marks are rows of that table: where the middle column of the iris crosses the margin of
the upper and of the lower lid, in pixels of the cut. The second measures the same eyes as facecheck
does, with the weights of the turn in which the person was left out, and prints the table of
docs/measures.md. Pictures stay where they are made; the committed table holds numbers alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import pairwise
from pathlib import Path
from unittest import mock

import click
import cv2
import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import Array, Image
from facecheck.core.sides import Side
from facecheck.inputs.mediapipe import lid_reader
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.mediapipe.lid_network import LidNetwork
from facecheck.inputs.mediapipe.lid_reader import lids_in
from facecheck.inputs.sources import Clip
from sample_videos.moved.lids import LOWER, UPPER

SCALE = 4
"""The eye is cut out so many times its size."""
OF_A_CLIP, APART, TWICE = 10, 4, 12
"""Frames of each clip, the least number between two of them, and how many are marked twice."""
ON_A_SHEET, COLUMNS, SHOWN = 6, 2, 512
"""Cuts on a sheet, and how many pixels wide each is shown."""
IRIS: dict[Side, int] = {"right": 468, "left": 473}
SIDES: tuple[Side, ...] = ("right", "left")
FIELDS = ("clip", "frame", "side", "x", "y", "turn_deg", "column", "upper", "lower", "again")
COVERED = (0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
BANDS = (0.1, 0.275, 0.425, 0.575, 0.725, 0.875, 1.1)
"""Between these lie the shares of `COVERED`."""
MOST_OPEN, AT_REST = 0.8, 3
"""What a person shows at rest: this quantile of the marked openings, and how many frames that are
nearest to it are taken for rest."""
LOWER_TOO = 0.6
"""Where the upper lid does less than this of what is covered, the lower one rises, as in a squint
or a smile; in blinks and looks down it does not."""


@dataclass(frozen=True)
class Cut:
    """Where an eye was cut out of a frame: its middle in pixels, turn, and the column marked."""

    clip: str
    frame: int
    side: Side
    x: float
    y: float
    turn_deg: float
    column: float


@dataclass(frozen=True)
class Seen:
    """An eye at one moment: its axes, and both lids as the mesh has them and are corrected.

    Attributes:
        upper, lower: ``(9, 2)`` of the mesh, in pixels.
        alone: By how much the opening is more, in pixels, as this picture says.
        steadied: The same averaged as facecheck does.
        inter_ocular: In pixels.
    """

    upper: NDArray[np.float64]
    lower: NDArray[np.float64]
    alone: float
    steadied: float
    inter_ocular: float


def cut_matrix(cut: Cut, size: tuple[int, int]) -> NDArray[np.float64]:
    """From the frame to the cut, ``(2, 3)``."""
    turned = np.asarray(cv2.getRotationMatrix2D((cut.x, cut.y), cut.turn_deg, SCALE), np.float64)
    turned[:, 2] += size[0] / 2 - cut.x, size[1] / 2 - cut.y
    return turned


def size_of(width: float) -> tuple[int, int]:
    """Width and height of the cut of an eye that is so wide, in pixels of the cut."""
    return round(1.5 * width * SCALE), round(1.1 * width * SCALE)


def cut_at(clip: str, frame: int, side: Side, points: Array) -> tuple[Cut, float]:
    """By the corners that the mesh has, its middle column through the iris; and the eye's width."""
    flat = points[:, :2].astype(np.float64)
    first, last = flat[UPPER[side][0]], flat[UPPER[side][-1]]
    along = last - first if last[0] > first[0] else first - last
    width = float(np.hypot(*along))
    x, y = ((first + last) / 2).round(2)
    cut = Cut(
        clip, frame, side, x, y, round(float(np.degrees(np.arctan2(along[1], along[0]))), 2), 0
    )
    column = cut_matrix(cut, size_of(width)) @ [*flat[IRIS[side]], 1.0]
    return replace(cut, column=round(float(column[0] - size_of(width)[0] / 2), 1)), width


def eyes_of_clip(path: Path) -> Iterator[tuple[int, Image, dict[Side, Seen], Array]]:
    """Every frame with a face: its number, picture, both eyes, and the mesh."""
    with Clip(path) as clip, Landmarker() as look:
        for number, frame in enumerate(clip):
            face = look(frame).face
            if face is None or face.lids is None:
                continue
            alone = lids_in(frame.rgb, face.points)
            if alone is None:
                continue
            flat = face.points[:, :2].astype(np.float64)
            apart = float(np.hypot(*(flat[33] - flat[263])))
            eyes: dict[Side, Seen] = {}
            for n, side in enumerate(SIDES):
                upper, lower = flat[list(UPPER[side])], flat[list(LOWER[side])]
                more, steadied = (
                    float(lids[2 * n] - lids[2 * n + 1]) for lids in (alone, face.lids)
                )
                eyes[side] = Seen(upper, lower, more, steadied, apart)
            yield number, frame.rgb, eyes, face.points


def opening_at(cut: Cut, seen: Seen) -> float:
    """Of the mesh's lids where the cut's column crosses them, in pixels of the frame."""
    turned = cut_matrix(cut, (0, 0))
    rows = []
    for lid in (seen.upper, seen.lower):
        own = np.column_stack([lid, np.ones(len(lid))]) @ turned.T
        own = own[np.argsort(own[:, 0])]
        rows.append(float(np.interp(cut.column, own[:, 0], own[:, 1])))
    return (rows[1] - rows[0]) / SCALE


@click.group()
def main() -> None:
    """Marks of lids, by hand."""


@main.command()
@click.argument("clips", type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.option("--seed", default=1, show_default=True)
def sheets(clips: Path, out: Path, seed: int) -> None:
    """Choose frames of every clip in CLIPS and write sheets of eyes to mark."""
    out.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(seed)
    shown: list[tuple[Cut, Image]] = []
    for path in sorted(clips.glob("*.mp4")):
        shown += _chosen(path)
    # In no order, so that no frame is marked by what its neighbour looked like; twelve come twice.
    order = [*chance.permutation(len(shown)), *chance.permutation(len(shown))[:TWICE]]
    with (out / "marks.csv").open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(FIELDS)
        for place, n in enumerate(order):
            cut = shown[n][0]
            rows.writerow([*astuple(cut), "", "", int(place >= len(shown))])
    for first in range(0, len(order), ON_A_SHEET):
        tiles = [
            _tile(shown[n][0], shown[n][1], f"{first + place}")
            for place, n in enumerate(order[first : first + ON_A_SHEET])
        ]
        cv2.imwrite(str(out / f"sheet-{first // ON_A_SHEET:02d}.png"), _sheet(tiles)[:, :, ::-1])
    click.echo(f"{len(order)} eyes of {len(shown)} frames")


def _chosen(path: Path) -> list[tuple[Cut, Image]]:
    """Frames from the most open to the most closed, sides by turns."""
    seen = [(n, rgb.copy(), eyes, points) for n, rgb, eyes, points in eyes_of_clip(path)]
    chosen: list[tuple[Cut, Image]] = []
    taken: list[int] = []
    for turn in range(OF_A_CLIP):
        side = SIDES[turn % 2]
        openness = np.array(
            [
                opening_at(cut_at("", 0, side, p)[0], e[side]) / e[side].inter_ocular
                for _, _, e, p in seen
            ]
        )
        low, high = np.quantile(openness, (0.01, 0.95))
        wanted = high - (high - low) * turn / (OF_A_CLIP - 1)
        for n in np.argsort(np.abs(openness - wanted)):
            if all(abs(seen[n][0] - other) > APART for other in taken):
                break
        number, rgb, _, points = seen[n]
        taken.append(number)
        cut, width = cut_at(path.name, number, side, points)
        size = size_of(width)
        picture = cv2.warpAffine(rgb, cut_matrix(cut, size), size, flags=cv2.INTER_CUBIC)
        chosen.append((cut, np.asarray(picture, np.uint8)))
    return chosen


def _tile(cut: Cut, picture: Image, name: str) -> Image:
    """An eye with its ruler: rows from the middle of the cut, down positive."""
    high, wide = picture.shape[:2]
    zoom = SHOWN / wide
    dark, bright = np.quantile(picture, (0.01, 0.99))
    stretched = np.clip((picture - dark) / max(bright - dark, 1.0), 0, 1) ** 0.7
    picture = (255 * stretched).astype(np.uint8)
    big = cv2.resize(picture, (SHOWN, round(high * zoom)), interpolation=cv2.INTER_CUBIC)
    x = round((cut.column + wide / 2) * zoom)
    for row in range(-(high // 20) * 10, high // 2, 10):
        y = round((row + high / 2) * zoom)
        for at in (x - 70, x + 70):
            cv2.line(big, (at - 5, y), (at + 5, y), (0, 255, 0), 1)
        cv2.line(big, (0, y), (14 if row % 20 else 24, y), (255, 255, 0), 1)
        if row % 20 == 0:
            for at in (28, SHOWN - 60):
                cv2.putText(
                    big, str(row), (at, y + 5), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255, 255, 0), 1
                )
    for a, b in ((0, 25), (len(big) - 25, len(big))):
        cv2.line(big, (x, a), (x, b), (255, 0, 0), 2)
    cv2.putText(
        big, f"#{name}", (SHOWN // 2 - 150, 22), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (0, 255, 255), 2
    )
    return np.asarray(big, np.uint8)


def _sheet(tiles: Sequence[Image]) -> Image:
    tall = max(len(tile) for tile in tiles)
    padded = [np.pad(t, ((0, tall - len(t)), (0, 0), (0, 0))) for t in tiles]
    padded += [np.zeros_like(padded[0])] * (-len(padded) % COLUMNS)
    rows = [np.hstack(padded[n : n + COLUMNS]) for n in range(0, len(padded), COLUMNS)]
    return np.vstack(rows)


@dataclass(frozen=True)
class Read:
    """One marked eye, in inter-ocular distances: what is open, by hand and in each of `WAYS`.

    Attributes:
        upper: How high the marked upper lid stands over the line between the corners.
    """

    cut: Cut
    again: bool
    marked: float
    upper: float
    inter_ocular: float
    ways: tuple[float, ...]


WAYS = ("the mesh", "the picture, one frame", "the picture, as facecheck averages it")


@main.command()
@click.argument("marks", type=click.Path(exists=True, path_type=Path))
@click.argument("turns", nargs=-1, required=True)
def table(marks: Path, turns: tuple[str, ...]) -> None:
    """Compare MARKS with what is read by weights that do not know the people.

    TURNS are WEIGHTS=CLIP,CLIP.
    """
    with marks.open(newline="") as file:
        rows = list(csv.DictReader(file))
    found: list[Read] = []
    for turn in turns:
        weights, names = turn.split("=", 1)
        network = LidNetwork(dict(np.load(weights)))
        with mock.patch.object(lid_reader, "lid_network", lambda network=network: network):
            for name in names.split(","):
                clip = Path(name)
                found += _read(clip, [row for row in rows if row["clip"] == clip.name])
    _tell_marks(found)
    first = [read for read in found if not read.again]
    click.echo(f"| {' | '.join(HEADER)} |\n{'|---' * len(HEADER)}|")
    for n, way in enumerate(WAYS):
        _tell(way, n, first)


def _read(clip: Path, rows: Sequence[dict[str, str]]) -> Iterator[Read]:
    wanted = {int(row["frame"]) for row in rows}
    seen = {number: eyes for number, _, eyes, _ in eyes_of_clip(clip) if number in wanted}
    for row in rows:
        place = (float(row[name]) for name in ("x", "y", "turn_deg", "column"))
        side: Side = "right" if row["side"] == "right" else "left"
        cut = Cut(row["clip"], int(row["frame"]), side, *place)
        eye = seen[cut.frame][side]
        mesh, apart = opening_at(cut, eye), eye.inter_ocular
        marked = max(float(row["lower"]) - float(row["upper"]), 0.0) / SCALE
        ways = (mesh / apart, (mesh + eye.alone) / apart, (mesh + eye.steadied) / apart)
        upper = -float(row["upper"]) / SCALE / apart
        yield Read(cut, row["again"] == "1", marked / apart, upper, apart, ways)


def _tell_marks(found: Sequence[Read]) -> None:
    """How far apart two markings of the same eye are."""
    first = {(r.cut.clip, r.cut.frame, r.cut.side): r for r in found if not r.again}
    twice = [(first[r.cut.clip, r.cut.frame, r.cut.side], r) for r in found if r.again]
    apart = np.array([b.marked - a.marked for a, b in twice])
    pixels = apart * [a.inter_ocular for a, _ in twice]
    click.echo(
        f"{len(first)} eyes, {len(twice)} of them twice: one marking's standard deviation "
        f"{np.sqrt((pixels**2).mean() / 2):.2f} pixels of the clip, "
        f"{np.sqrt((apart**2).mean() / 2):.4f} inter-ocular\n"
    )


HEADER = (
    "read by",
    *(f"{share:.2f}" for share in COVERED),
    "median error, 0.2 to 0.95",
    "of the opening itself, inter-ocular: median error, bias",
)


def _tell(way: str, number: int, found: Sequence[Read]) -> None:
    """Two rows of the table: over what is marked as covered, what is read, and the median error."""
    shares: list[tuple[float, float, float]] = []
    for clip in sorted({read.cut.clip for read in found}):
        own = [read for read in found if read.cut.clip == clip]
        marked = np.array([read.marked for read in own])
        order = np.argsort(np.abs(marked - np.quantile(marked, MOST_OPEN)))[:AT_REST]
        rest, high, read_rest = (
            float(np.median([values[n] for n in order]))
            for values in (marked, [r.upper for r in own], [r.ways[number] for r in own])
        )
        for read in own:
            covered = 1 - read.marked / rest
            part = (high - read.upper) / max(rest - read.marked, 1e-6)
            shares.append((covered, 1 - read.ways[number] / read_rest, part))
    every = np.array(shares)
    off = np.array([read.ways[number] - read.marked for read in found])
    opening = f"{np.median(np.abs(off)):.3f}, {off.mean():+.3f}"
    _row(f"{way}, every eye", every, opening)
    _row(f"{way}, the lower lid rises too", every[every[:, 2] < LOWER_TOO], "")


def _row(what: str, shares: NDArray[np.float64], opening: str) -> None:
    covered, seen = shares[:, 0], shares[:, 1]
    cells = []
    for low, high in pairwise(BANDS):
        at = (covered >= low) & (covered < high)
        off = np.median(np.abs(seen[at] - covered[at])) if at.any() else np.nan
        cells.append(f"{np.median(seen[at]):.2f} ± {off:.2f} ({at.sum()})" if at.any() else "")
    within = (covered >= BANDS[0]) & (covered < BANDS[-1])
    cells.append(f"{np.median(np.abs(seen[within] - covered[within])):.2f}")
    click.echo(f"| {what} | {' | '.join(cells)} | {opening} |")


if __name__ == "__main__":
    main()
