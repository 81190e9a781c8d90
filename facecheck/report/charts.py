"""The charts of a scored clip: one repetition, and the whole clip at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from facecheck.core.curves import Curve
from facecheck.core.events import Attempt, Fault
from facecheck.report.alt_text import describe_attempt, describe_clip
from facecheck.report.clip import AttemptView, ClipReport, Levels, fault_numbers
from facecheck.report.palette import stand_in
from facecheck.report.svg import drawing, inline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ATTEMPT_PX = (340, 190)
WIDE_PX = (1040, 210)
NARROW_PX = (340, 210)
MOST_POINTS = 800
"""Of a curve; a chart has no more pixels."""


def attempt_chart(view: AttemptView, levels: Levels | None, name: str) -> Markup | None:
    """One repetition against its target band; None where no curve was kept."""
    if view.curve is None or not view.curve.times_s:
        return None
    attempt = view.attempt
    with drawing(*ATTEMPT_PX) as (figure, axes):
        draw_levels(axes, levels)
        draw_curve(axes, view.curve, levels)
        _faults(axes, [v.fault for v in view.faults])
        _finish(axes, view.curve, attempt.peak)
        return inline(figure, name, describe_attempt(attempt, levels))


def clip_chart(report: ClipReport, name: str, *, wide: bool) -> Markup | None:
    """The whole clip with its attempts; None where no curve was kept."""
    if report.curve is None or not report.curve.times_s:
        return None
    curve = report.curve.thinned(MOST_POINTS)
    attempts = [v.attempt for v in report.attempts]
    with drawing(*(WIDE_PX if wide else NARROW_PX)) as (figure, axes):
        draw_levels(axes, report.levels)
        _attempts(axes, attempts, wide=wide)
        draw_curve(axes, curve, None)
        _finish(axes, curve, max((a.peak for a in attempts), default=1.0))
        return inline(figure, name, describe_clip(report))


def draw_levels(axes: Axes, levels: Levels | None) -> None:
    """The target band, and the levels where a hold starts and ends."""
    if levels is None:
        return
    axes.axhspan(levels.enter, levels.full, color=stand_in("band"), linewidth=0)
    lines = (levels.full, "full", 1), (levels.enter, "enter", 4), (levels.leave, "leave", 1)
    for value, word, dash in lines:
        level_line(axes, value, word, (dash, 2))


def level_line(axes: Axes, value: float, word: str, dashes: tuple[int, int]) -> None:
    """A dashed line across a chart, with its word at the right end."""
    axes.axhline(value, color=stand_in("soft"), linewidth=0.7, linestyle=(0, dashes))
    axes.annotate(
        word,
        (1, value),
        xycoords=("axes fraction", "data"),
        xytext=(3, 0),
        textcoords="offset points",
        ha="left",
        va="center",
        fontsize=9,
    )


def _attempts(axes: Axes, attempts: Sequence[Attempt], *, wide: bool) -> None:
    labelled = len(attempts) <= (40 if wide else 12)
    for one in attempts:
        colour = stand_in("green" if one.counted else "orange")
        axes.axvspan(one.start_s, one.end_s, color=colour, alpha=0.14, linewidth=0)
        axes.plot(
            [one.start_s, one.end_s],
            [-0.06, -0.06],
            color=colour,
            linewidth=3,
            linestyle="-" if one.counted else (0, (1, 1)),
            solid_capstyle="butt",
        )
        if labelled:
            mark = f"{one.n} ✓" if one.counted else f"{one.n} ✗"
            axes.annotate(
                mark,
                ((one.start_s + one.end_s) / 2, 1),
                ha="center",
                va="top",
                xycoords=("data", "axes fraction"),
                color=colour,
                fontsize=9,
            )


def draw_curve(axes: Axes, curve: Curve, levels: Levels | None, colour: str = "blue") -> None:
    """A curve, broken at its gaps, and bolder where it is held."""
    ink = stand_in(colour)
    for times, values in _stretches(curve):
        axes.plot(times, values, color=ink, linewidth=1.6)
        held = [levels is not None and level >= levels.leave for level in values]
        for first, last in _runs(held):
            # What reached the enter level is the hold; a rise that turned back below it is none.
            if levels is not None and max(values[first:last]) >= levels.enter:
                axes.plot(times[first:last], values[first:last], color=ink, linewidth=3)


def _faults(axes: Axes, faults: Sequence[Fault]) -> None:
    names = fault_numbers(faults)
    for fault in faults:
        row = -0.08 - 0.09 * (names[fault.name] - 1)
        axes.plot(
            [fault.start_s, fault.end_s],
            [row, row],
            color=stand_in("orange"),
            linewidth=4,
            solid_capstyle="butt",
        )
    for name, number in names.items():
        first = min(f.start_s for f in faults if f.name == name)
        row = -0.08 - 0.09 * (number - 1)
        axes.annotate(
            str(number),
            (first, row),
            xytext=(-4, 0),
            ha="right",
            va="center",
            textcoords="offset points",
            color=stand_in("orange"),
            fontsize=9,
        )


def _finish(axes: Axes, curve: Curve, peak: float) -> None:
    low = axes.get_ylim()[0]
    axes.set_ylim(min(low, -0.14), max(1.15, peak + 0.1))
    axes.set_xlim(curve.times_s[0], max(curve.times_s[-1], curve.times_s[0] + 0.1))
    axes.set_yticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
    axes.set_xlabel("seconds", labelpad=1)


def _stretches(curve: Curve) -> Iterator[tuple[list[float], list[float]]]:
    """The parts of a curve between its gaps."""
    times: list[float] = []
    values: list[float] = []
    for time_s, level in zip(curve.times_s, curve.levels, strict=True):
        if level is None:
            if times:
                yield times, values
            times, values = [], []
        else:
            times.append(time_s)
            values.append(level)
    if times:
        yield times, values


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where a condition holds without a break, as half-open ranges."""
    start = None
    for i, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            yield start, i
            start = None
