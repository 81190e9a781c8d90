"""ARKit's blendshapes as Epic's Live Link Face records them in a CSV."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from facecheck.core.errors import SourceError
from facecheck.core.landmarks import BLENDSHAPE_NAMES
from facecheck.inputs.other_programs.tables import Floats, Table

_TIMECODE = re.compile(r"^(\d+):(\d+):(\d+)[:;](\d+)(\.\d+)?$")
_RATES = (24, 25, 30, 60)
DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class ShapeCurves:
    """Blendshapes over time, whoever measured them.

    Attributes:
        times_s: ``(rows,)`` from the first row on.
        shapes: By ARKit's name in MediaPipe's spelling (`jawOpen`), ``(rows,)`` in [0, 1]; NaN
            where no face was seen.
    """

    times_s: Floats
    shapes: Mapping[str, Floats]


def is_live_link(table: Table) -> bool:
    """Whether a table is Live Link's; the count column has two spellings."""
    return table.has("timecode", "blendshapecount", "jawopen")


def live_link_curves(table: Table) -> ShapeCurves:
    """Blendshapes by their columns' names: `JawRight` stands before `JawLeft` in such files.

    A row without shapes (its count is 0) is one in which no face was seen.

    Raises:
        SourceError: A time code or a number cannot be read.
    """
    counts = np.nan_to_num(table.numbers("blendshapecount"))
    shapes = {
        name: np.where(counts > 0, table.numbers(name), np.nan)
        for name in BLENDSHAPE_NAMES
        if table.has(name)
    }
    return ShapeCurves(seconds(table.text("timecode"), table.name), shapes)


def seconds(codes: Sequence[str], name: str) -> Floats:
    """Seconds from the first time code on.

    The frame runs to a nominal rate, as a rule 60 a second, and what stands behind its point is a
    part of a frame (`12:30:01:59.417`): it creeps, for the camera takes 59.94 a second.

    Raises:
        SourceError: One is no time code, or they go back.
    """
    found = [_TIMECODE.match(code.strip()) for code in codes]
    if not found or any(match is None for match in found):
        wrong = next((c for c, m in zip(codes, found, strict=True) if m is None), "no rows")
        raise SourceError(
            "{name}: {wrong!r} is no time code such as 12:30:01:59.417", name=name, wrong=wrong[:40]
        )
    parts = [[float(m[i] or 0) for i in range(1, 6)] for m in found if m is not None]
    most = max(part[3] for part in parts)
    within = len({tuple(part[:3]) for part in parts}) > 1
    # A recording within one second has not shown its last frame number yet.
    rate = next((r for r in _RATES if most < r), None) if within else 60
    if rate is None or most >= rate:
        raise SourceError(
            "{name}: frame {most:.0f} of a second; no rate has so many", name=name, most=most
        )
    times = np.array([3600 * h + 60 * m + s + (f + sub) / rate for h, m, s, f, sub in parts])
    times = times + DAY_S * np.cumsum(np.diff(times, prepend=times[0]) < -DAY_S / 2)
    if (np.diff(times) < 0).any():
        raise SourceError("{name}: its time codes go back", name=name)
    return np.asarray(times - times[0], np.float64)
