"""The charts of a history: small ones of one size, so that they fit a phone as they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from facecheck.core.curves import Curve
from facecheck.core.held_seconds import cut_to_tenths
from facecheck.report.alt_text import (
    describe_fault_series,
    describe_minutes,
    describe_ratings,
    describe_reps,
    describe_series,
    describe_set,
)
from facecheck.report.charts import draw_curve, draw_levels, level_line
from facecheck.report.clip import Levels
from facecheck.report.palette import stand_in
from facecheck.report.summaries.ratings import Ratings
from facecheck.report.summaries.readings import Series
from facecheck.report.summaries.statistics import Estimate
from facecheck.report.summaries.weekly import FaultSeries, RepWeek
from facecheck.report.svg import drawing, inline
from facecheck.store.history import SetRecord

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE_PX = (340, 180)
SET_PX = (340, 140)
BETWEEN_S = 1.0
"""Drawn between two attempts of a set, however long the rest was."""

MOST_SHARE = 3.0
"""Of full effort that an axis shows."""

MOST_POINTS = 300
"""Of all curves of a set together."""


def series_chart(series: Series, name: str) -> Markup:
    """Each session a dot, each week its mean with its interval."""
    share = series.reading.unit == "share"
    with drawing(*SIZE_PX) as (figure, axes):
        axes.plot(
            [p.place for p in series.points],
            [p.value for p in series.points],
            linestyle="none",
            marker="o",
            markersize=4,
            markeredgewidth=0,
            color=stand_in("blue"),
            alpha=0.45,
        )
        _weeks(axes, series.weeks, "blue")
        values = [p.value for p in series.points]
        if share:
            _zoom(axes, values)
        else:
            top = max(*values, series.target or 0.0, 0.1)
            axes.set_ylim(0, top * 1.15)
        if series.target is not None:
            level_line(axes, series.target, "target", (4, 2))
        _weeks_axis(axes, len(series.weeks))
        return inline(figure, name, describe_series(series))


def reps_chart(weeks: Sequence[RepWeek], name: str, title: str) -> Markup:
    """Bars of a week each: what counted, and on top of it what did not."""
    with drawing(*SIZE_PX) as (figure, axes):
        places = [i + 0.5 for i in range(len(weeks))]
        counted = [w.counted for w in weeks]
        axes.bar(places, counted, 0.7, color=stand_in("blue"))
        rest = [(p, w.others, w.counted) for p, w in zip(places, weeks, strict=True) if w.others]
        if rest:
            at, others, below = zip(*rest, strict=True)
            axes.bar(
                at,
                others,
                0.7,
                bottom=below,
                color=stand_in("ground"),
                edgecolor=stand_in("orange"),
                linewidth=1.2,
            )
        axes.set_ylim(0, max(1, *(w.contractions for w in weeks)) * 1.1)
        axes.yaxis.get_major_locator().set_params(integer=True, nbins=5)  # type: ignore[call-arg]
        _weeks_axis(axes, len(weeks))
        return inline(figure, name, describe_reps(weeks, title))


def minutes_chart(weeks: Sequence[float], name: str, title: str) -> Markup:
    """Bars of a week each."""
    with drawing(*SIZE_PX) as (figure, axes):
        axes.bar([i + 0.5 for i in range(len(weeks))], weeks, 0.7, color=stand_in("green"))
        axes.set_ylim(0, max(1.0, *weeks) * 1.1)
        _weeks_axis(axes, len(weeks))
        return inline(figure, name, describe_minutes(weeks, title))


def fault_chart(series: FaultSeries, name: str) -> Markup:
    """The share of each week's sessions in which a fault was named."""
    with drawing(*SIZE_PX) as (figure, axes):
        _weeks(axes, series.weeks, "orange")
        axes.set_ylim(-0.03, 1.03)
        _shares(axes)
        _weeks_axis(axes, len(series.weeks))
        return inline(figure, name, describe_fault_series(series))


def ratings_chart(ratings: Ratings, name: str) -> Markup:
    """Stress before and after, a week's mean each, side by side."""
    with drawing(*SIZE_PX) as (figure, axes):
        _weeks(axes, ratings.before, "purple", aside=-0.12, marker="s")
        _weeks(axes, ratings.after, "green", aside=0.12)
        axes.set_ylim(-0.3, 10.3)
        axes.set_yticks([0, 5, 10])
        _weeks_axis(axes, len(ratings.before))
        return inline(figure, name, describe_ratings(ratings))


def set_chart(record: SetRecord, name: str) -> Markup | None:
    """Each repetition's curve against the target band, side by side; None if none was kept."""
    kept = [(a.attempt, a.curve) for a in record.attempts if a.curve and a.curve.times_s]
    if not kept:
        return None
    most = max(20, MOST_POINTS // len(kept))
    levels = None
    if record.enter is not None and record.leave is not None:
        levels = Levels(record.enter, record.leave)
    with drawing(*SET_PX, bottom_px=20) as (figure, axes):
        draw_levels(axes, levels)
        at_s = 0.0
        ticks, labels = [], []
        for attempt, curve in kept:
            thin = curve.thinned(most)
            begin_s = thin.times_s[0]
            moved = Curve(tuple(t - begin_s + at_s for t in thin.times_s), thin.levels)
            draw_curve(axes, moved, levels, "blue" if attempt.counted else "orange")
            ticks.append((moved.times_s[0] + moved.times_s[-1]) / 2)
            held = f"{cut_to_tenths(attempt.hold_s):.1f} s"
            labels.append(f"{attempt.n} {'✓' if attempt.counted else '✗'} {held}")
            at_s = moved.times_s[-1] + BETWEEN_S
        axes.set_xticks(ticks, labels if len(labels) <= 6 else [x.split()[0] for x in labels])
        axes.set_yticks([0, 1], ["0 %", "100 %"])
        axes.set_ylim(-0.05, max(1.1, *(a.peak + 0.05 for a, _ in kept)))
        axes.set_xlim(-0.3, max(at_s - BETWEEN_S, 0.1) + 0.3)
        return inline(figure, name, describe_set(record))


def _weeks(
    axes: Axes, weeks: Sequence[Estimate | None], colour: str, aside: float = 0.0, marker: str = "o"
) -> None:
    """Means joined by a line that breaks where a week has none, and their intervals as bars."""
    ink = stand_in(colour)
    runs: list[list[tuple[float, float]]] = [[]]
    for place, estimate in enumerate(weeks):
        if estimate is None:
            runs.append([])
            continue
        x = place + 0.5 + aside
        runs[-1].append((x, estimate.value))
        if estimate.low is not None and estimate.high is not None:
            axes.plot(
                [x, x],
                [estimate.low, estimate.high],
                color=ink,
                linewidth=1.4,
                solid_capstyle="butt",
            )
    for run in runs:
        if run:
            axes.plot(
                *zip(*run, strict=True),
                color=ink,
                linewidth=1.6,
                marker=marker,
                markersize=5,
                markeredgewidth=0,
            )


def _weeks_axis(axes: Axes, weeks: int) -> None:
    step = max(1, -(-weeks // 12))
    shown = range(0, weeks, step)
    axes.set_xticks([i + 0.5 for i in shown], [str(i + 1) for i in shown])
    axes.set_xlim(0, weeks)
    axes.set_xlabel("week", labelpad=1)


def _shares(axes: Axes) -> None:
    axes.set_yticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])


def _zoom(axes: Axes, values: Sequence[float]) -> None:
    """Shares from where they begin, so that a change of a tenth can be seen, in steps of tenths."""
    low = max(0, min(6, math.floor(min(values) * 10 - 0.5)))
    # What was imported may hold a depth of 10 to the 30th; nobody goes beyond three times full.
    high = max(10, math.ceil(min(max(values), MOST_SHARE) * 10))
    step = 1 if high - low <= 5 else 2
    ticks = [t for t in range(low, high + 1) if (t - high) % step == 0]
    axes.set_ylim(low / 10, high / 10 + 0.02)
    axes.set_yticks([t / 10 for t in ticks], [f"{10 * t} %" for t in ticks])
