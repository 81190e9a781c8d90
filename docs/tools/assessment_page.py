"""How well an assessment reads both sides, on rendered people whose weaker side is known.

    python -m sample_videos.actor grid --set rehabilitation --out FOLDER
    python docs/tools/assessment_page.py FOLDER            # prints the table
    python docs/tools/assessment_page.py FOLDER --write    # into docs/rehabilitation.md

Clips of sided movements, well done or with one side weaker by a quarter, a half or three quarters;
two attempts each. Every picture is looked at as it is and mirrored, as `facecheck assess` does.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, stdev

from ruamel.yaml import YAML

from facecheck.api import load_exercise
from facecheck.api.assessment import look_twice
from facecheck.engine.level.assessment import (
    TOLD_APART,
    LookPair,
    MovementReading,
    SideValues,
    best_sides,
)
from facecheck.engine.level.calibration import rest_levels
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources import open_clip

PAGE = Path(__file__).parents[1] / "rehabilitation.md"
MOVEMENTS = {
    "brow-raise": "brow-raise",
    "open-smile": "open-smile",
    "closed-smile": "closed-smile",
    "nose-wrinkle": "nose-wrinkle",
    "upper-lip": "upper-lip-raise",
    "pucker": "lip-pucker",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two attempts of one clip.

    Attributes:
        true: The weaker side's part of the stronger, of the muscles; 1 where both are well.
        weak: Which side that is; None where both are well.
        read: The attempts.
    """

    true: float
    weak: str | None
    read: tuple[SideValues, ...]


def main(arguments: list[str]) -> None:
    """Print the table, or write it into the page."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for path in sorted(Path(arguments[0]).glob("*.truth.yaml")):
        truth = YAML(typ="safe").load(path)
        said = re.match(r"Rehabilitation: ([\w-]+), (clean|weak-[\w-]+)\.", truth["description"])
        if said is not None and said[1] in MOVEMENTS:
            found[said[1]].append(watch(path.with_name(truth["clip"]), MOVEMENTS[said[1]], truth))
    text = table(found)
    if "--write" not in arguments:
        sys.stdout.write(text)
        return
    page = PAGE.read_text(encoding="utf-8")
    begin, end = "<!-- assessment -->\n", "<!-- end of assessment -->"
    before, rest = page.split(begin, 1)
    PAGE.write_text(before + begin + text + end + rest.split(end, 1)[1], encoding="utf-8")


def watch(clip: Path, exercise: str, truth: dict) -> Pair:  # type: ignore[type-arg]
    """Look at a clip twice, and read its attempts."""
    rules = load_exercise(exercise)
    with open_clip(clip) as source, Landmarker() as plain, Landmarker() as mirror:
        looks = [look_twice(frame, plain, mirror) for frame in source]
    events = [e for e in truth["events"] if "hold_start_s" in e]
    before = [look for look in looks if look.time_s < events[0]["start_s"] - 0.1]
    # The first pictures are those in which the landmarks settle; a second is left out.
    rests = [
        rest_levels([(x.time_s, v) for x in [*before, *before[-1:]] if (v := getattr(x, kind))])
        if len(before) > 1 and before[-1].time_s - before[0].time_s >= 2.6
        else levels(before, kind)
        for kind in ("plain", "mirrored")
    ]
    read = []
    for event in events:
        seen = [x for x in looks if event["start_s"] <= x.time_s < event["end_s"]]
        read.append(best_sides(rules, seen, rests[0], rests[1]))
    lost = truth["origin"].get("weak_by", 0.0)
    return Pair(1.0 - lost, truth["origin"].get("weak_side"), tuple(read))


def levels(before: list[LookPair], kind: str) -> dict[str, float]:
    """The medians of a short rest."""
    from statistics import median

    values = [v for x in before if x.time_s > 0.5 and (v := getattr(x, kind)) is not None]
    return {name: median(v[name] for v in values) for name in values[0]}


def signed(pair: Pair, sides: SideValues) -> float:
    """The weak side's part of the other; without a weak side the left one's."""
    weak, strong = (sides.right, sides.left) if pair.weak == "right" else (sides.left, sides.right)
    return weak / strong


def named(movement: str, pairs: list[Pair]) -> str:
    """How often the weaker side is named, another one is, and none."""
    part = load_exercise(MOVEMENTS[movement]).movement.parts[0].measure
    said = [MovementReading("", "", p.read, part in TOLD_APART).weaker for p in pairs]
    right = sum(s is not None and s == p.weak for s, p in zip(said, pairs, strict=True))
    silent = said.count(None)
    return f"{right}, {len(said) - right - silent}, {silent}"


def table(found: dict[str, list[Pair]]) -> str:
    """One row for each movement and degree of weakness."""
    out = [
        "| movement | weaker by | attempts | weak side's part of the other: true | read, mean "
        "| bias | 95 % limits of agreement | repeated at once: SD | the model's own asymmetry "
        "| goes less far: right, wrong, none |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for movement, pairs in found.items():
        for true in sorted({pair.true for pair in pairs}, reverse=True):
            rows = [pair for pair in pairs if pair.true == true]
            read = [signed(pair, sides) for pair in rows for sides in pair.read]
            again = [signed(p, p.read[0]) - signed(p, p.read[1]) for p in rows if len(p.read) > 1]
            own = fmean(abs(sides.own) for pair in rows for sides in pair.read)
            off = [value - true for value in read]
            spread = stdev(off) if len(off) > 1 else 0.0
            sd = (fmean(x * x for x in again) / 2) ** 0.5 if again else 0.0
            out.append(
                f"| {movement} | {1 - true:.0%} | {len(read)} | {true:.2f} | {fmean(read):.2f} "
                f"| {fmean(off):+.2f} | {fmean(off) - 1.96 * spread:+.2f} to "
                f"{fmean(off) + 1.96 * spread:+.2f} | {sd:.3f} | {own:.3f} "
                f"| {named(movement, rows)} |"
            )
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
