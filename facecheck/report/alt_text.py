"""Text alternatives of the charts."""

from __future__ import annotations

from collections.abc import Sequence

from facecheck.core.events import Attempt, Fault
from facecheck.report.clip import ClipReport, Levels
from facecheck.report.summaries.ratings import Ratings
from facecheck.report.summaries.readings import Series
from facecheck.report.summaries.statistics import Estimate
from facecheck.report.summaries.weekly import FaultSeries, RepWeek
from facecheck.report.wording import clock, interval, percent, quantity, seconds, tendency
from facecheck.store.history import SetRecord


def describe_fault(fault: Fault) -> str:
    """A fault in one line, with its value, its limit and its moment."""
    return (
        f"{fault.name}: {quantity(fault.value, fault.unit)}, limit "
        f"{quantity(fault.limit, fault.unit)}, from {clock(fault.start_s)} to {clock(fault.end_s)}"
    )


def describe_attempt(attempt: Attempt, levels: Levels | None) -> str:
    """What the chart of an attempt shows."""
    words = (
        f"Level over time in attempt {attempt.n}, from {clock(attempt.start_s)} to "
        f"{clock(attempt.end_s)}: it reaches {percent(attempt.peak)} of full effort and is held "
        f"for {seconds(attempt.hold_s)}."
    )
    if levels is not None:
        words += (
            f" The band runs from {percent(levels.enter)}, where the hold starts, to full effort; "
            f"the hold ends below {percent(levels.leave)}."
        )
    faults = "; ".join(describe_fault(f) for f in attempt.faults)
    return f"{words} Faults: {faults}." if faults else f"{words} No faults."


def describe_clip(report: ClipReport) -> str:
    """What the chart of a whole clip shows."""
    result = report.result
    marks = ", ".join(
        f"{a.n} {'counted' if a.counted else 'not counted'} at {clock(a.start_s)}"
        for a in result.attempts[:20]
    )
    more = f" and {len(result.attempts) - 20} more" if len(result.attempts) > 20 else ""
    return (
        f"Level over the {seconds(result.duration_s)} of the clip, with "
        f"{len(result.attempts)} attempts{': ' if marks else ''}{marks}{more}."
    )


def describe_series(series: Series) -> str:
    """What the chart of a reading shows."""
    weeks = _by_week([interval(w, series.reading.unit) for w in series.weeks])
    return f"{series.reading.name.capitalize()} by week: {weeks}. {tendency(series)}"


def describe_reps(weeks: Sequence[RepWeek], title: str) -> str:
    """What the bars of repetitions show."""
    said = _by_week([f"{w.counted} counted, {w.others} not" for w in weeks])
    return f"Repetitions of {title} by week: {said}."


def describe_minutes(weeks: Sequence[float], title: str) -> str:
    """What the bars of minutes show."""
    return f"Minutes of {title} by week: {_by_week([f'{m:.0f}' for m in weeks])}."


def describe_fault_series(series: FaultSeries) -> str:
    """What the chart of a fault shows."""
    weeks = _by_week([interval(w, "share") for w in series.weeks])
    return f"Sessions with the fault {series.name}, by week: {weeks}."


def describe_ratings(ratings: Ratings) -> str:
    """What the chart of the self-ratings shows."""
    pairs = zip(ratings.before, ratings.after, strict=True)
    said = [
        "none" if b is None and a is None else f"{_plain(b)} before, {_plain(a)} after"
        for b, a in pairs
    ]
    return f"Stress from 0 to 10, mean by week: {_by_week(said)}."


def describe_set(record: SetRecord) -> str:
    """What the curves of a set show."""
    said = [
        f"{a.attempt.n}: {percent(a.attempt.peak)} of full effort, held "
        f"{seconds(a.attempt.hold_s)}, {'counted' if a.attempt.counted else a.attempt.reason}"
        for a in record.attempts
    ]
    return f"Level over time of {len(said)} attempts. {'; '.join(said)}."


def _plain(estimate: Estimate | None) -> str:
    return "unknown" if estimate is None else f"{estimate.value:.1f}"


def _by_week(words: Sequence[str]) -> str:
    return "; ".join(f"week {i} {word}" for i, word in enumerate(words, 1))
