"""How much of a movement of brows, mouth and nose the face mesh follows: true share, read share.

    python docs/tools/movement_curves.py moved CLIP_OR_PICTURE…
    python docs/tools/movement_curves.py rendered ada bao

The first moves parts of real faces at rest by known amounts (``sample_videos/moved/features.py``),
the second lets the rendered people of ``sample_videos/actor`` move; what is true is then where the
skin under each point of the mesh went. Both look at the pictures as facecheck does, and print a
table of docs/measures.md: for each measure that an exercise reads, its change over the change that
the exercise takes for full, at true shares of that. Needs ``pip install vtk`` for the rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Protocol

import click
import numpy as np
from lid_strangers import QUALITY, face_of
from numpy.typing import NDArray

from facecheck.core.errors import FacecheckError
from facecheck.core.frames import Face, Frame
from facecheck.core.sides import Side
from facecheck.engine.measures.table import measure_face
from facecheck.inputs.mediapipe.landmarker import Landmarker
from sample_videos.moved.eyes import compressed
from sample_videos.moved.features import Slide, brow, corner, move, nose_wing, upper_lip

SIDES: tuple[Side, ...] = ("right", "left")
LEVELS = (0.25, 0.5, 0.75, 1.0, 1.5)
"""Of what an exercise takes for full: where the curves are told."""
FARTHER = 1.25
"""By so much farther parts are moved, so that a curve reaches its last level."""
WAY, STAY, EVERY_S = 3, 4, 0.1
"""Pictures of the way to a level and of the stay there, and the time between two of them."""
Slides = Callable[[float, Side], list[Slide]]


class Read(NamedTuple):
    """A measure, and the change of it that an exercise takes for full."""

    name: str
    full: float
    sided: bool = True


@dataclass(frozen=True)
class Movement:
    """What is moved, at a level of 1 by as much as an exercise takes for full.

    Attributes:
        name: What it is called in the table.
        actor: What the rendered people do; a level of 1 is their own full effort.
        slides: What goes where on one side.
        reads: What exercises read of it.
    """

    name: str
    actor: str
    slides: Slides
    reads: tuple[Read, ...]


def snarl(level: float, side: Side) -> list[Slide]:
    """Lip and wing of one half of the face go up together."""
    return [nose_wing(side, 0.024 * level), upper_lip(side, 0.04 * level)]


MOVEMENTS = (
    Movement(
        "brows up", "brow_raise", lambda c, s: [brow(s, 0.05 * c)], (Read("brow_lift", 0.05),)
    ),
    Movement(
        "brows down", "brow_down", lambda c, s: [brow(s, -0.05 * c)], (Read("brow_lift", -0.05),)
    ),
    Movement(
        "corners up and out",
        "smile_closed",
        lambda c, s: [corner(s, 0.1 * c, 0.1 * c)],
        (Read("corner_pull", 0.15),),
    ),
    Movement(
        "corners down",
        "corners_down",
        lambda c, s: [corner(s, 0.0, -0.05 * c)],
        (Read("corner_over_seam", -0.05),),
    ),
    Movement(
        "corners in",
        "pucker",
        lambda c, s: [corner(s, -0.045 * c, 0.0)],
        (Read("corner_reach", -0.045), Read("mouth_width", -0.07, sided=False)),
    ),
    Movement(
        "nose wings and upper lip up",
        "snarl",
        snarl,
        (
            Read("nose_wing_height", 0.024),
            Read("lip_raise", 0.04),
            Read("upper_lip_height", 0.03, sided=False),
        ),
    ),
)
Changes = dict[str, float]


@dataclass(frozen=True)
class Curve:
    """One measure on one face: what is true and what is read at each level, over full.

    Attributes:
        alone: The same of the moved side when only that side moves at a level of 1.
        along: What is read of the side that rests then, over full.
    """

    true: tuple[float, ...]
    read: tuple[float, ...]
    alone: tuple[float, float]
    along: float

    def at(self, share: float) -> float:
        """What is read where so much is true; NaN where that much was never done."""
        if share > max(self.true):
            return float("nan")
        order = np.argsort(self.true)
        x, y = (np.array([0.0, *np.array(v)[order]]) for v in (self.true, self.read))
        return float(np.interp(share, x, y))


def _changes(now: Sequence[Face], before: Sequence[Face]) -> Changes:
    """Mean change of every measure."""
    rows = [(measure_face(a), measure_face(b)) for a, b in zip(now, before, strict=True)]
    return {name: float(np.mean([a[name] - b[name] for a, b in rows])) for name in rows[0][0]}


def _share(changes: Changes, read: Read, side: Side | None) -> float:
    names = [f"{read.name}_{s}" for s in (SIDES if side is None else (side,))]
    values = [changes[name] for name in (names if read.sided else [read.name])]
    return float(np.mean(values)) / read.full


Curves = dict[tuple[str, str], Curve]
Seen = tuple[list[Face], list[NDArray[np.float64]]]


class MovedFace:
    """A face at rest whose parts are moved before the camera's eye.

    Args:
        source: A clip or a photograph.
        look: Open.
    """

    def __init__(self, source: Path, look: Landmarker) -> None:
        self._face, self._name = face_of(source), source.name
        self._look, self._frames = look, 0

    def stay(self, movement: Movement | None, level: float, sides: Sequence[Side] = SIDES) -> Seen:
        """The way to a level, and what is seen there with where the skin under the mesh went.

        Raises:
            FacecheckError: The face is not seen there.
        """
        faces, shifts = [], []
        for n in range(WAY + STAY):
            rgb, points = self._face.at(n)
            picture = rgb.copy()
            share = level * min(1.0, (n + 1) / WAY)
            slides = [s for side in sides for s in movement.slides(share, side)] if movement else []
            now = move(picture, points, slides)
            shown = Frame(self._frames * EVERY_S, compressed(picture, QUALITY))
            self._frames += 1
            seen = self._look(shown).face
            if seen is None:
                raise FacecheckError(f"{self._name}: the face is lost when it moves")
            faces.append(seen)
            shifts.append(now - points[:, :2])
        return faces[WAY:], shifts[WAY:]


class Stays(Protocol):
    """What shows a face at a level of a movement, and on the right side alone if asked."""

    def __call__(
        self, movement: Movement | None, level: float, sides: Sequence[Side] = SIDES
    ) -> Seen:
        """As `MovedFace.stay`."""


def curves(stay: Stays, farther: float = 1.0) -> Curves:
    """Every movement of one face, by movement and measure."""
    found: Curves = {}
    for movement in MOVEMENTS:
        rest, _ = stay(None, 0.0)
        both = [_true_and_read(rest, *stay(movement, c * farther)) for c in LEVELS]
        stay(None, 0.0)
        alone = _true_and_read(rest, *stay(movement, 1.0, ("right",)))
        for read in movement.reads:
            found[movement.name, read.name] = _curve(read, both, alone)
    return found


def _curve(
    read: Read, both: Sequence[tuple[Changes, Changes]], alone: tuple[Changes, Changes]
) -> Curve:
    own = (_share(alone[0], read, "right"), _share(alone[1], read, "right"))
    return Curve(
        tuple(_share(true, read, None) for true, _ in both),
        tuple(_share(seen, read, None) for _, seen in both),
        own,
        _share(alone[1], read, "left") if read.sided else float("nan"),
    )


def _true_and_read(
    rest: Sequence[Face], moved: Sequence[Face], shifts: Sequence[NDArray[np.float64]]
) -> tuple[Changes, Changes]:
    """Changes of the measures: where the skin went, and as it was seen."""
    went = []
    for face, shift in zip(rest, shifts, strict=True):
        points = face.points.copy()
        points[:, :2] += shift.astype(np.float32)
        went.append(replace(face, points=points))
    return _changes(went, rest), _changes(moved, rest)


@click.group()
def main() -> None:
    """Curves of what the mesh follows."""


@main.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def moved(sources: tuple[Path, ...]) -> None:
    """Move the faces of SOURCES, one in each."""
    every = []
    for source in sources:
        try:
            with Landmarker() as look:
                every.append(curves(MovedFace(source, look).stay, FARTHER))
        except FacecheckError as error:
            click.echo(f"left out: {error}", err=True)
    _tell(every)


@main.command()
@click.argument("people", nargs=-1, required=True)
def rendered(people: tuple[str, ...]) -> None:
    """Let rendered PEOPLE move, each by name."""
    from rendered_face import RenderedFace

    every = []
    for who in people:
        with Landmarker() as look, closing(RenderedFace(who, look, EVERY_S)) as face:

            def stay(
                movement: Movement | None,
                level: float,
                sides: Sequence[Side] = SIDES,
                face: RenderedFace = face,
            ) -> Seen:
                kind = movement.actor if movement else ""
                return face.stay(kind, level, WAY, STAY, right_alone=len(sides) == 1)

            every.append(curves(stay))
    _tell(every)


def _tell(every: Sequence[Curves]) -> None:
    head = (
        "movement",
        "measure",
        "full",
        *(f"{level:.2f}" for level in LEVELS),
        "one side alone",
        "",
    )
    click.echo(f"{len(every)} faces\n\n| {' | '.join(head)} |\n{'|---' * len(head)}|")
    for movement in MOVEMENTS:
        for read in movement.reads:
            curves = [one[movement.name, read.name] for one in every]
            cells = [_spread([curve.at(level) for curve in curves]) for level in LEVELS]
            if read.sided:
                ratio = [curve.alone[1] / max(curve.alone[0], 1e-6) for curve in curves]
                cells += [_spread(ratio), _spread([curve.along for curve in curves])]
            else:
                cells += ["", ""]
            click.echo(f"| {movement.name} | `{read.name}` | {read.full} | {' | '.join(cells)} |")


def _spread(values: Sequence[float]) -> str:
    """Median, and the quarter below and above which a quarter of the faces lie."""
    known = np.array([value for value in values if not np.isnan(value)])
    if not len(known):
        return ""
    low, middle, high = np.quantile(known, (0.25, 0.5, 0.75))
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    main()
