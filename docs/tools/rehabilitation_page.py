"""Scores clips of single movements for every exercise, and writes what is taken for what.

    python -m sample_videos.actor grid --set rehabilitation --out FOLDER
    python docs/tools/rehabilitation_page.py FOLDER                 # prints the tables
    python docs/tools/rehabilitation_page.py FOLDER --write         # into docs/rehabilitation.md
    python docs/tools/rehabilitation_page.py FOLDER --write second  # into the second seed's tables

Each clip is watched once; its trace is kept beside it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from ruamel.yaml import YAML

from facecheck.api import check
from facecheck.core.events import Attempt
from facecheck.core.results import ScoreResult
from facecheck.engine.form.resting_regions import UNIT
from facecheck.inputs.trace import TraceWriter

PAGE = Path(__file__).parents[1] / "rehabilitation.md"
HOLD_S = 1.0
EXERCISES = (
    "brow-raise",
    "brow-frown",
    "eye-closure",
    "tight-eye-closure",
    "wink",
    "squint",
    "snarl",
    "nose-wrinkle",
    "upper-lip-raise",
    "lower-lip-depress",
    "open-smile",
    "closed-smile",
    "lip-pucker",
    "lip-press",
    "corners-down",
    "cheek-puff",
    "vowel-a",
    "vowel-e",
    "vowel-o",
    "jaw-open",
    "jaw-side",
)


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip of the set, and what it amounts to.

    Attributes:
        movement: What is done in it.
        who: By whom.
        what: `clean`, or what else is in it.
        truth: Its truth file.
        results: By exercise.
    """

    movement: str
    who: str
    what: str
    truth: dict[str, Any]
    results: dict[str, ScoreResult]


def main(arguments: list[str]) -> None:
    """Print the tables, or write them into the page."""
    folder = Path(arguments[0])
    clips = [look(path) for path in sorted(folder.glob("*.truth.yaml"))]
    blocks = {"confusion": confusion(clips), "sides": sides(clips), "along": along(clips)}
    if "--write" not in arguments:
        sys.stdout.write("\n".join(blocks.values()))
        return
    text = PAGE.read_text(encoding="utf-8")
    for name, block in blocks.items():
        named = " ".join([*arguments[2:], name])
        begin, end = f"<!-- {named} -->\n", f"<!-- end of {named} -->"
        before, rest = text.split(begin, 1)
        text = before + begin + block + end + rest.split(end, 1)[1]
    PAGE.write_text(text, encoding="utf-8")


def look(path: Path) -> Clip:
    """Score one clip for every exercise that its truth file names."""
    truth = YAML(typ="safe").load(path)
    clip = path.with_name(truth["clip"])
    trace = clip.with_suffix(".parquet")
    if not trace.exists():
        record(clip, trace)
    wants = {line["exercise"]: line for line in truth["expect"]}
    found = re.match(r"Rehabilitation: ([\w-]+), ([\w-]+)\.", truth["description"])
    if found is None:
        sys.exit(f"{path}: not of the set 'rehabilitation'")
    names = sorted({*wants, *EXERCISES})
    results = {name: check(trace, name, hold_s=HOLD_S, reps=2) for name in names}
    return Clip(found[1], truth["origin"]["identity"], found[2], truth, results)


def record(clip: Path, trace: Path) -> None:
    """Watch a clip once."""
    with TraceWriter(trace, clip.name) as writer:
        result = check(clip, "jaw-open", on_frame=lambda _, seen, __: writer.write(seen))
        writer.duration_s = result.duration_s


def confusion(clips: list[Clip]) -> str:
    """Counted repetitions: a row for each movement, a column for each exercise."""
    movements = list(dict.fromkeys(clip.movement for clip in clips))
    out = [
        "| movement | clips | own, of asked | counted by others, too | wrongly counted |",
        "|---|---|---|---|---|",
    ]
    asked = exact = false = lines = 0
    for movement in movements:
        rows = [c for c in clips if c.movement == movement]
        wants = {x["exercise"]: x["counted"] for c in rows for x in c.truth["expect"]}
        own = [name for name, count in wants.items() if count]
        got = {n: sum(c.results[n].counted for c in rows) for n in EXERCISES}
        want = sum(wants[n] for n in own) * len(rows)
        mine = ", ".join(f"`{n}` {got[n]} of {want}" for n in own) or "none can"
        also = [n for n in EXERCISES if n not in wants]
        wrong = [n for n in EXERCISES if wants.get(n) == 0]
        zeros = {c.truth["clip"]: {x["exercise"] for x in c.truth["expect"]} for c in rows}
        false_by = {
            n: sum(c.results[n].counted for c in rows if n in zeros[c.truth["clip"]]) for n in wrong
        }
        cells = movement, str(len(rows)), mine, listed(also, got), listed(wrong, false_by)
        out.append(f"| {' | '.join(cells)} |")
        for c in rows:
            for n, count in ((x["exercise"], x["counted"]) for x in c.truth["expect"]):
                lines += 1
                asked += count
                exact += c.results[n].counted == count
                false += c.results[n].counted if count == 0 else 0
    out.append("")
    out.append(
        f"{len(clips)} clips, {lines} expectations, {exact} exact ({exact / lines:.1%}), "
        f"{false} false counts beside {asked} repetitions asked for."
    )
    return "\n".join(out) + "\n"


def listed(names: Iterable[str], got: dict[str, int]) -> str:
    """What counted at all."""
    return ", ".join(f"`{n}` {got[n]}" for n in names if got[n]) or "-"


def own_attempts(clip: Clip) -> list[Attempt]:
    """The attempts that counted in the exercise of the movement itself."""
    own = next((x["exercise"] for x in clip.truth["expect"] if x["counted"]), None)
    return [] if own is None else [a for a in clip.results[own].attempts if a.counted]


def sides(clips: list[Clip]) -> str:
    """Whether the weaker side is named, and how much of the difference is read."""
    out = [
        "| weaker by | movement | attempts | weak side named | sets | named by the mean "
        "| clearly: right, wrong | symmetry read, mean |",
        "|---|---|---|---|---|---|---|---|",
    ]
    weak = [c for c in clips if "weak_side" in c.truth["origin"]]
    for lost in sorted({c.truth["origin"]["weak_by"] for c in weak}):
        for movement in dict.fromkeys(c.movement for c in weak):
            told = [
                Told(c, differences(c), spread(clips, c))
                for c in weak
                if c.movement == movement and c.truth["origin"]["weak_by"] == lost
            ]
            told = [one for one in told if one.apart]
            if not told:
                continue
            each = [x for one in told for x in one.apart]
            clearly = [one.mean for one in told if abs(one.mean) > one.spread]
            read = [a.symmetry or 0.0 for one in told for a in own_attempts(one.clip) if a.sides]
            cells = (
                f"{lost:.0%}",
                movement,
                str(len(each)),
                str(sum(x > 0.0 for x in each)),
                str(len(told)),
                str(sum(one.mean > 0.0 for one in told)),
                f"{sum(x > 0.0 for x in clearly)}, {sum(x < 0.0 for x in clearly)}",
                f"{fmean(read):.2f}",
            )
            out.append(f"| {' | '.join(cells)} |")
    return "\n".join(out) + "\n"


@dataclass(frozen=True, slots=True)
class Told:
    """What a set says of its sides.

    Attributes:
        clip: Its clip.
        apart: Of each attempt, by how much the weak side, of a healthy face the left one, is
            behind, as a share of the stronger.
        spread: By how much the sides of other, healthy people seem to differ in a set, at most.
    """

    clip: Clip
    apart: list[float]
    spread: float

    @property
    def mean(self) -> float:
        """The set's."""
        return fmean(self.apart)


def differences(clip: Clip) -> list[float]:
    """By how much the weak side, else the left one, is behind, attempt by attempt."""
    weak = clip.truth["origin"].get("weak_side", "left")
    other = "left" if weak == "right" else "right"
    levels = [a.sides for a in own_attempts(clip) if a.sides is not None]
    return [(x[other] - x[weak]) / max(x[other], x[weak], 0.1) for x in levels]


def spread(clips: list[Clip], told: Clip) -> float:
    """The largest difference of the sides in a set of other people whose sides are alike."""
    healthy = [c for c in clips if c.what == "clean" and c.movement == told.movement]
    sets = [differences(c) for c in healthy if c.who != told.who]
    return max((abs(fmean(each)) for each in sets if each), default=1.0)


def along(clips: list[Clip]) -> str:
    """Whether what moves along is named, and nothing else."""
    hits = misses = false = quiet = 0
    said: list[str] = []
    for c in clips:
        kinds = {
            (e["kind"].removeprefix("along_"), e.get("side", "both"))
            for e in c.truth["events"]
            if e["kind"].startswith("along_")
        }
        for a in own_attempts(c):
            if a.along is None:
                continue
            found = {f.name for f in a.faults if f.unit == UNIT}
            want = {
                f"{region} moving along, {side}" if side != "both" else f"{region} moving along"
                for region, side in kinds
            }
            hits += len(found & want)
            misses += len(want - found)
            false += len(found - want)
            quiet += not want
            if found != want:
                said.append(f"{c.truth['clip']}: {sorted(found)} for {sorted(want)}")
    precision, recall = (hits / max(hits + x, 1) for x in (false, misses))
    text = (
        f"Moving along: {hits} named, {misses} missed, {false} named wrongly "
        f"(precision {precision:.2f}, recall {recall:.2f}); {quiet} attempts without any.\n"
    )
    return text + "".join(f"\n- {line}" for line in said) + ("\n" if said else "")


if __name__ == "__main__":
    main(sys.argv[1:])
