"""How far millimetres are off, on rendered faces whose lengths are known.

    python docs/tools/millimetres_page.py            # prints the table
    python docs/tools/millimetres_page.py --write    # into docs/rehabilitation.md

Five people, 40, 60 and 80 cm away, three focal lengths, the head turned or bowed by 20 degrees: a
mouth that opens fully is filmed, and both scales read it. Needs the renderer (sample_videos).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from statistics import fmean, stdev
from unittest import mock

import numpy as np

from facecheck.core.frames import Frame
from facecheck.engine.measures.table import measure_face
from facecheck.engine.view.millimetres import IRIS_MM, IRIS_SPREAD_MM, lengths_of, scale_of
from facecheck.inputs.mediapipe.landmarker import Landmarker

sys.path.insert(0, str(Path(__file__).parents[2]))
from sample_videos.actor import render
from sample_videos.actor.face import Expression, FaceRig
from sample_videos.actor.film import Camera
from sample_videos.actor.render import Script, Set

PAGE = Path(__file__).parents[1] / "rehabilitation.md"
PEOPLE = ("ada", "jomo", "eun", "femi", "nils")
IRIS_DEG = 28.5  # half of the iris, seen from the middle of the rendered eyeball
FRAMES, FPS = 16, 12.0
Case = tuple[str, float, float, float, float]


def cases() -> list[Case]:
    """Who, distance in decimetres, vertical angle of view, yaw and pitch."""
    out: list[Case] = []
    for who in PEOPLE[:3]:
        for far in (4.0, 6.0, 8.0):
            # The face fills the same part of the picture: nobody zooms out as they come near.
            out += [(who, far, view, 0.0, 0.0) for view in (30.0, 40.0, 55.0)]
    for who in PEOPLE:
        turned = ((20.0, 0.0), (-20.0, 0.0), (0.0, 20.0), (0.0, -20.0))
        out += [(who, 6.0, 40.0, yaw, pitch) for yaw, pitch in turned]
    return out


def main(arguments: list[str]) -> None:
    """Film, measure, and tell."""
    off: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for case in cases():
        for (scale, length), share in film(case).items():
            group = "turned or bowed by 20°" if case[3] or case[4] else f"{10 * case[1]:.0f} cm"
            off[scale, length, group].append(share)
            off[scale, length, "all"].append(share)
    text = table(off)
    if "--write" not in arguments:
        sys.stdout.write(text)
        return
    page = PAGE.read_text(encoding="utf-8")
    begin, end = "<!-- millimetres -->\n", "<!-- end of millimetres -->"
    before, rest = page.split(begin, 1)
    PAGE.write_text(before + begin + text + end + rest.split(end, 1)[1], encoding="utf-8")


def film(case: Case) -> dict[tuple[str, str], float]:
    """Film one case; how far each length is off by each scale, as a share of it."""
    who, far, view, yaw, pitch = case
    with mock.patch.object(render, "VIEW_DEG", view):
        script = Script(
            "x", "", who, (), 2.0, (), 3, Camera(size=(640, 480), fps=FPS, distance=far)
        )
        stage = Set(script)
    rows = []
    with Landmarker() as landmarker:
        for n in range(FRAMES):
            # The scale is taken to the front, the length in the pose.
            there = min(max((n - 5) / 4, 0.0), 1.0)
            e = Expression(jaw=there, yaw_deg=yaw * there, pitch_deg=pitch * there)
            picture = np.ascontiguousarray(stage.shoot(n, n / FPS, e))
            face = landmarker(Frame(n / FPS, picture)).face
            if face is not None:
                rows.append((n / FPS, measure_face(face)))
    rig: FaceRig = stage.rig
    stage.stage.close()
    true = {
        "lips apart": 100 * rig.eye_span * rig.measure(Expression(jaw=1.0)).lip_gap,
        "lids apart": 100 * rig.eye_width * rig.measure(Expression()).aperture_left,
    }
    pupils = 100 * float(np.linalg.norm(rig.eyes["left"] - rig.eyes["right"]))
    iris = 200 * rig.eye_radius * float(np.sin(np.radians(IRIS_DEG)))
    out: dict[tuple[str, str], float] = {}
    for scale in (scale_of(rows, pupils), scale_of(rows, None, iris)):
        found = lengths_of(rows, scale)
        lids = lengths_of(rows[:6], scale)
        out[scale.source, "lips apart"] = found[0].mm / true["lips apart"] - 1
        out[scale.source, "lids apart"] = fmean(x.mm for x in lids[1:]) / true["lids apart"] - 1
    return out


def table(off: dict[tuple[str, str, str], list[float]]) -> str:
    """One row for each scale, length and situation."""
    out = [
        "| scale | length | situation | cases | mean error | 95 % limits |",
        "|---|---|---|---|---|---|",
    ]
    for (scale, length, group), shares in sorted(off.items()):
        spread = 1.96 * stdev(shares) if len(shares) > 1 else 0.0
        if scale == "iris":
            spread = float(np.hypot(spread, 1.96 * IRIS_SPREAD_MM / IRIS_MM))
        mean = fmean(shares)
        limits = f"{mean - spread:+.1%} to {mean + spread:+.1%}"
        out.append(f"| {scale} | {length} | {group} | {len(shares)} | {mean:+.1%} | {limits} |")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
