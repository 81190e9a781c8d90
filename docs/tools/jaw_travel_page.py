"""How far the jaw goes, and what the face mesh shows of it, on rendered people.

    python docs/tools/jaw_travel_page.py rows.json            # films, measures, keeps the rows
    python docs/tools/jaw_travel_page.py rows.json --write    # a table in docs/rehabilitation.md

Everybody whom the renderer has opens the jaw in four steps and moves it to either side in two; some
of them also nearer, farther, turned and bowed. True is the way of the lower front teeth. Each
measure is brought to that by one curve, learned of all other people. Rows that are there already
are read, not filmed again. Needs the renderer (sample_videos).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean, stdev
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import Frame
from facecheck.engine.measures.table import measure_face
from facecheck.engine.view.millimetres import scale_of
from facecheck.inputs.mediapipe.landmarker import Landmarker

sys.path.insert(0, str(Path(__file__).parents[2]))
from sample_videos.actor.face import Expression, FaceRig
from sample_videos.actor.film import Camera
from sample_videos.actor.identity import PEOPLE
from sample_videos.actor.mesh import load_mesh
from sample_videos.actor.render import Script, Set

PAGE = Path(__file__).parents[1] / "rehabilitation.md"
SOME = ("ada", "jomo", "eun", "femi", "nils")
OPENS, SIDES = (0.25, 0.5, 0.75, 1.0), (0.7, 1.4, -0.7, -1.4)
REST, STAY, FPS = 6, 4, 12.0
DOWN = ("chin_drop", "lower_lip_drop", "lip_gap")
ASIDE = ("jaw_aside_left",)
FRONT = "to the front"
Floats = NDArray[np.float64]


class Row(NamedTuple):
    """One person, one situation, one place of the jaw.

    Attributes:
        who: Their name.
        where: The situation.
        way: `down` or `aside`.
        true_mm: The way of the lower front teeth.
        read: Changes of measures from rest, lengths in millimetres by the pupil distance.
    """

    who: str
    where: str
    way: str
    true_mm: float
    read: dict[str, float]


def main(arguments: list[str]) -> None:
    """Film what was not filmed yet, and tell."""
    kept = Path(arguments[0])
    if kept.exists():
        rows = [Row(*each) for each in json.loads(kept.read_text(encoding="utf-8"))]
    else:
        rows = [row for case in cases() for row in film(*case)]
        kept.write_text(json.dumps(rows), encoding="utf-8")
    text = table(rows)
    if "--write" not in arguments:
        sys.stdout.write(text)
        return
    page = PAGE.read_text(encoding="utf-8")
    begin, end = "<!-- jaw -->\n", "<!-- end of jaw -->"
    before, rest = page.split(begin, 1)
    PAGE.write_text(before + begin + text + end + rest.split(end, 1)[1], encoding="utf-8")


def cases() -> list[tuple[str, str, float, float, float]]:
    """Who, the situation, distance in decimetres, yaw and pitch."""
    out = [(who, FRONT, 6.0, 0.0, 0.0) for who in PEOPLE]
    for who in SOME:
        out += [(who, "40 or 80 cm", far, 0.0, 0.0) for far in (4.0, 8.0)]
        out += [(who, "turned by 20°", 6.0, yaw, 0.0) for yaw in (20.0, -20.0)]
        out += [(who, "bowed by 20°", 6.0, 0.0, pitch) for pitch in (20.0, -20.0)]
    return out


def film(who: str, where: str, far: float, yaw: float, pitch: float) -> list[Row]:
    """Film one case: rest to the front, then the pose, and in it rest and each place."""
    script = Script("x", "", who, (), 2.0, (), 3, Camera(size=(640, 480), fps=FPS, distance=far))
    stage = Set(script)
    front = Expression()
    pose = {"yaw_deg": yaw, "pitch_deg": pitch}
    there = Expression(**pose)
    places = [("down", Expression(jaw=level, **pose)) for level in OPENS]
    places += [("aside", Expression(jaw_side=level, **pose)) for level in SIDES]
    seen: list[dict[str, float]] = []
    n = 0
    with Landmarker() as landmarker:

        def look(e: Expression, count: int) -> list[tuple[float, dict[str, float]]]:
            nonlocal n
            found = []
            for _ in range(count):
                # Nobody sits as still as a photograph, which is not judged.
                swaying = replace(e, shift_x=0.02 * float(np.sin(2.0 * n)))
                picture = np.ascontiguousarray(stage.shoot(n, n / FPS, swaying))
                face = landmarker(Frame(n / FPS, picture)).face
                if face is not None:
                    found.append((n / FPS, dict(measure_face(face))))
                n += 1
            return found

        to_the_front = look(front, REST)
        rest = mean(look(there, STAY)[2:])
        seen = []
        for _, e in places:
            seen.append(mean(look(e, STAY)[2:]))
            look(there, 2)
    rig: FaceRig = stage.rig
    stage.stage.close()
    pupils = 100 * float(np.linalg.norm(rig.eyes["left"] - rig.eyes["right"]))
    mm = scale_of(to_the_front, pupils).mm
    out = []
    for (way, e), values in zip(places, seen, strict=True):
        change = {name: values[name] - rest[name] for name in (*DOWN, *ASIDE)}
        read = {name: mm * value for name, value in change.items()}
        out.append(Row(who, where, way, teeth_mm(rig, e, way), read))
    return out


def mean(rows: Sequence[tuple[float, dict[str, float]]]) -> dict[str, float]:
    """Each measure's mean."""
    return {name: fmean(values[name] for _, values in rows) for name in rows[0][1]}


def teeth_mm(rig: FaceRig, e: Expression, way: str) -> float:
    """How far the lower front teeth went down, or to the person's left."""
    teeth = load_mesh().group_vertices("helper-lower-teeth")
    depth = rig.rest[teeth, 2]
    front = teeth[depth >= np.quantile(depth, 0.8)]
    moved = (rig.apply(rig.units(e)) - rig.rest)[front].mean(axis=0)
    return 100 * float(-moved[1] if way == "down" else moved[0])


def curved(reads: Floats, true: Floats) -> Callable[[Floats], Floats]:
    """The curve through nothing at rest that fits best: a slope and a bend, aside for both ways."""
    terms = np.stack([reads, reads * np.abs(reads)], axis=1)
    # By shares, as the error is told: a millimetre of ten weighs as much as four of forty.
    weights = 1 / np.abs(true)
    found, *_ = np.linalg.lstsq(terms * weights[:, None], true * weights, rcond=None)
    return lambda new: np.asarray(np.stack([new, new * np.abs(new)], axis=1) @ found)


def table(rows: Sequence[Row]) -> str:
    """One row for each measure and situation: what it shows, and how far off its curve is."""
    out = [
        "| jaw | read by | situation | cases | shows of the teeth's way, mean | least and most "
        "of a person | by one curve: mean error | 95 % limits |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for way, names in (("down", DOWN), ("aside", ASIDE)):
        mine = [row for row in rows if row.way == way]
        most = max(abs(row.true_mm) for row in mine)
        for name in names:
            found = estimates([row for row in mine if row.where == FRONT], mine, name)
            groups: dict[str, list[tuple[Row, float]]] = {FRONT: [], f"{FRONT}, farthest": []}
            for row, mm in found:
                groups.setdefault(row.where, []).append((row, mm))
                if row.where == FRONT and abs(row.true_mm) > 0.99 * most:
                    groups[f"{FRONT}, farthest"].append((row, mm))
            out += [line(way, name, where, group) for where, group in groups.items()]
    return "\n".join(out) + "\n"


def estimates(learned: Sequence[Row], rows: Sequence[Row], name: str) -> list[tuple[Row, float]]:
    """Millimetres of each row by the curve of all other people."""
    out = []
    for who in dict.fromkeys(row.who for row in rows):
        others = [row for row in learned if row.who != who]
        reads = np.array([row.read[name] for row in others])
        curve = curved(reads, np.array([row.true_mm for row in others]))
        mine = [row for row in rows if row.who == who]
        out += [(row, float(curve(np.array([row.read[name]]))[0])) for row in mine]
    return out


def line(way: str, name: str, where: str, found: Sequence[tuple[Row, float]]) -> str:
    """A row of the table."""
    shares: dict[str, list[float]] = {}
    for row, _ in found:
        shares.setdefault(row.who, []).append(row.read[name] / row.true_mm)
    means = [fmean(each) for each in shares.values()]
    off = [mm / row.true_mm - 1 for row, mm in found]
    bias, spread = fmean(off), 1.96 * stdev(off)
    cells = (
        way,
        f"`{name}`",
        where,
        str(len(off)),
        f"{fmean(means):.0%}",
        f"{min(means):.0%} and {max(means):.0%}",
        f"{bias:+.0%}",
        f"{bias - spread:+.0%} to {bias + spread:+.0%}",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main(sys.argv[1:])
