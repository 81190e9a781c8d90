"""How much each measure wavers on a face at rest: the noise columns of docs/measures.md.

    python docs/tools/noise.py sample_videos [FOLDER ...]

A folder holds clips with truth files. At rest is what lies a quarter of a second or more from
every labelled event, with a face that can be judged. Such time is cut into stretches of half a
second, and a straight line is taken out of each, since a slow drift of the head is posture and not
noise. The figure is the standard deviation of what is left: the median over all stretches, and the
95th percentile. `measures_page.py --noise` writes the figures into the page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from facecheck.api import measure
from facecheck.engine.measures.table import MEASURES
from facecheck.engine.view.quality import judge_view
from facecheck.evaluate.cases import Case, find_cases
from facecheck.evaluate.detectors import Facecheck, default_cache
from facecheck.evaluate.vocabulary import shows_hands

AWAY_S = 0.25
STRETCH_S = 0.5
LEAST_FRAMES = 10

Row = tuple[float, Mapping[str, float]]
Spread = dict[str, list[float]]


def main(places: Sequence[Path]) -> None:
    """Print one row for each measure, and for each folder its two figures."""
    spreads = [spread_of(find_cases([place])) for place in places]
    names = " | ".join(f"{place.resolve().name} | 95 %" for place in places)
    lines = [f"| measure | unit | {names} |", "|---|---|" + "---|---|" * len(places)]
    for name, row in MEASURES.items():
        # The two eyes do not differ; the left one's line would repeat the right one's.
        if not name.endswith("_left"):
            cells = " | ".join(_cell(spread, name) for spread in spreads)
            lines.append(f"| `{name}` | {row.unit} | {cells} |")
    stretches = ", ".join(str(len(spread["lip_gap"])) for spread in spreads)
    sys.stdout.write("\n".join([*lines, "", f"stretches of {STRETCH_S:g} s: {stretches}", ""]))


def spread_of(cases: Sequence[Case]) -> Spread:
    """The standard deviations of all still stretches of some clips, by measure."""
    spread: Spread = {name: [] for name in MEASURES}
    facecheck = Facecheck(cache=default_cache())
    for case in cases:
        hands = any(shows_hands(event.kind) for event in case.truth.events or ())
        hands |= any(facecheck.needs_hands(line.exercise) for line in case.truth.expect)
        with facecheck.watch(case.clip, hands=hands) as seen:
            rows = [
                (t, v) for t, v in measure(seen.trace) if v is not None and judge_view(v, None).ok
            ]
        for stretch in stretches(at_rest(rows, case)):
            times = np.array([time_s for time_s, _ in stretch])
            for name, found in spread.items():
                values = np.array([seen[name] for _, seen in stretch])
                line = np.polynomial.Polynomial.fit(times, values, 1)(times)
                found.append(float(np.std(values - line)))
    return spread


def at_rest(rows: Sequence[Row], case: Case) -> list[Row]:
    """The frames far from every labelled event."""
    events = case.truth.events or ()
    return [
        (time_s, values)
        for time_s, values in rows
        if all(time_s < e.start_s - AWAY_S or time_s > e.end_s + AWAY_S for e in events)
    ]


def stretches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Whole stretches of half a second without a gap."""
    stretch: list[Row] = []
    for (before_s, _), row in pairwise([(-1.0, {}), *rows]):
        if row[0] - before_s > 0.15 or (stretch and row[0] - stretch[0][0] >= STRETCH_S):
            if len(stretch) >= LEAST_FRAMES and stretch[-1][0] - stretch[0][0] > 0.9 * STRETCH_S:
                yield stretch
            stretch = []
        stretch.append(row)


def _cell(spread: Spread, name: str) -> str:
    twin = name.removesuffix("_right") + "_left"
    found = spread[name] + (spread[twin] if name.endswith("_right") else [])
    if not found:
        return "- | -"
    return f"{np.median(found):.2g} | {np.quantile(found, 0.95):.2g}"


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
