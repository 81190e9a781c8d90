"""Brings the tables of docs/measures.md up to the code: values, units, rows that are missing.

    python docs/tools/measures_page.py                                # constants and typical rests
    python docs/tools/measures_page.py --noise sample_videos          # and the noise, measured
    python docs/tools/measures_page.py --noise sample_videos FOLDER   # on real people as well

FOLDER holds real clips with truth files; without one their column stays as it is. What a row says
in words is yours: a row that is made here takes the words of the code.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
from noise import Spread, spread_of

from facecheck.engine.level.rest import PRIORS
from facecheck.engine.measures.table import MEASURES
from facecheck.evaluate.cases import find_cases

PAGE = Path(__file__).parents[1] / "measures.md"
ENGINE = Path(__file__).parents[2] / "facecheck" / "engine"
CONSTANT = re.compile(r"^\| `([\w.]+)\.([A-Z_]+)` \| \S+ \| (.*) \|\n", re.MULTILINE)

Cells = list[str]


def main(arguments: list[str]) -> None:
    """Rewrite the page."""
    # Before the page is read: measuring takes minutes, in which somebody may edit it.
    found = [find_cases([Path(place)]) for place in arguments[1:3]]
    spreads = [spread_of(cases) for cases in found]
    if not all(spread["lip_gap"] for spread in spreads):
        sys.exit("a folder shows no face at rest for half a second at 20 frames a second or more")
    text = PAGE.read_text(encoding="utf-8")
    text = rows(text, "Rest: typical values and ranges", tuple(PRIORS), typical)
    text = rows(text, "Measures of the face", tuple(MEASURES), lambda n, c: measure(n, c, spreads))
    if spreads:
        counts = [len(spread["lip_gap"]) for spread in spreads]
        text = re.sub(
            r"the \d+ clips of `sample_videos/`, \d+ str",
            f"the {len(found[0])} clips of `sample_videos/`, {counts[0]} str",
            text,
        )
        for count in counts[1:]:
            text = re.sub(r"published here, \d+ str", f"published here, {count} str", text)
    PAGE.write_text(constants(text), encoding="utf-8")


def typical(name: str, _: Cells) -> Cells:
    """The row of a rest, behind its names."""
    prior = PRIORS[name]
    value = "none" if prior.typical is None else f"{prior.typical:g}"
    return [value, f"{prior.low:g}", f"{prior.high:g}", f"{prior.quantile:g}"]


def measure(name: str, cells: Cells, spreads: list[Spread]) -> Cells:
    """The row of a measure, behind its names."""
    what, landmarks = cells[:2] if cells else (MEASURES[name].what, "see the code")
    known = cells[3:] or ["not measured", "not measured"]
    noise = [wavering(s, name) for s in spreads] + known[len(spreads) :]
    return [what, landmarks, MEASURES[name].unit, *noise]


def wavering(spread: Spread, name: str) -> str:
    """Median and 95th percentile over both sides."""
    found = [x for twin in twins(name, tuple(MEASURES)) for x in spread[twin]]
    low, high = (
        np.format_float_positional(float(f"{x:.2g}"), trim="-")
        for x in (np.median(found), np.quantile(found, 0.95))
    )
    return f"{low} / {high}"


def twins(name: str, names: tuple[str, ...]) -> list[str]:
    """A measure and its other side."""
    bare = re.sub("_(left|right)$", "", name)
    return [n for n in (f"{bare}_left", f"{bare}_right") if n in names] or [name]


def rows(
    text: str, heading: str, names: tuple[str, ...], cells_of: Callable[[str, Cells], Cells]
) -> str:
    """Make every row of the first table under a heading again, and add those that are missing."""
    start = text.index(f"\n## {heading}\n")
    table = re.compile(r"\n\|[^\n]*\n\|[-|]+\n(?:\|[^\n]*\n)+").search(text, start)
    if table is None:
        raise SystemExit(f"{PAGE}: no table under {heading}")
    head, rule, *lines = table[0].strip().splitlines()
    known: dict[str, Cells] = {}
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        known |= dict.fromkeys(re.findall(r"`(\w+)`", cells[0]), cells[1:])
    ordered = [*(n for n in known if n in names), *(n for n in names if n not in known)]
    made = dict.fromkeys(
        f"| {', '.join(f'`{t}`' for t in twins(name, names))} | "
        f"{' | '.join(cells_of(name, known.get(name, [])))} |"
        for name in ordered
    )
    return text[: table.start() + 1] + "\n".join([head, rule, *made]) + "\n" + text[table.end() :]


def constants(text: str) -> str:
    """Write every constant's value again; add what is missing below its module's last row."""
    shown = set()

    def value(found: re.Match[str]) -> str:
        module, name, why = found.groups()
        shown.add((module, name))
        place = "engine" if (ENGINE / f"{module.replace('.', '/')}.py").exists() else "inputs"
        known = getattr(importlib.import_module(f"facecheck.{place}.{module}"), name, None)
        return "" if known is None else f"| `{module}.{name}` | {known} | {why} |\n"

    text = CONSTANT.sub(value, text)
    for path in sorted(ENGINE.rglob("*.py")):
        module = ".".join(path.relative_to(ENGINE).with_suffix("").parts)
        for name, number, why in own_constants(path):
            row = f"| `{module}.{name}` | {number} | {why} |\n"
            neighbours = [m for m in CONSTANT.finditer(text) if m[1] == module]
            if (module, name) in shown:
                continue
            if neighbours:
                text = text[: neighbours[-1].end()] + row + text[neighbours[-1].end() :]
            else:
                sys.stderr.write(
                    f"no table has a row of {module} yet; give this one a place: {row}"
                )
    return text


def own_constants(path: Path) -> list[tuple[str, float, str]]:
    """The public numbers of a module, each with the first sentence of what stands below it."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    found = []
    for node, below in pairwise([*body, None]):
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Constant):
            continue
        target, number = node.targets[0], node.value.value
        if not isinstance(target, ast.Name) or not isinstance(number, float):
            continue
        why = ""
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            why = " ".join(str(below.value.value).split()).split(". ")[0].rstrip(".")
        if target.id.isupper() and not target.id.startswith("_"):
            found.append((target.id, number, why[:1].lower() + why[1:]))
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
