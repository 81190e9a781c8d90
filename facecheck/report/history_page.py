"""The page of a history: its sections and their order."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from facecheck.report.histories import HistoryReport
from facecheck.report.history_charts import (
    fault_chart,
    minutes_chart,
    ratings_chart,
    reps_chart,
    series_chart,
    set_chart,
)
from facecheck.report.page import render
from facecheck.report.summaries.readings import Series
from facecheck.report.summaries.summary import ExerciseSummary, Summary
from facecheck.report.summaries.weekly import FaultSeries
from facecheck.store.history import SessionRecord, SetRecord

MOST_SETS = 400
"""Whose curves are drawn, the newest first: some 2 MB. Older ones keep their tables."""

MOST_FAULTS = 6
"""Charts of faults for each exercise; the table has them all."""


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """An exercise with its charts."""

    summary: ExerciseSummary
    reps: Markup
    series: tuple[tuple[Series, Markup], ...]
    faults: tuple[tuple[FaultSeries, Markup], ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with the curves of its sets; None where none was kept or drawn."""

    session: SessionRecord
    sets: tuple[tuple[SetRecord, str, Markup | None], ...]


def history_page(report: HistoryReport, version: str) -> str:
    """The page.

    Args:
        report: What it is about.
        version: Of facecheck.
    """
    summary = report.summary
    views, undrawn = _sessions(summary)
    ratings = summary.ratings
    return render(
        "history.html.j2",
        {
            "report": report,
            "summary": summary,
            "exercises": [_exercise(e, f"e{i}") for i, e in enumerate(summary.exercises)],
            "clocked": [
                (c, minutes_chart(c.weeks, f"k{i}", c.title)) for i, c in enumerate(summary.clocked)
            ],
            "ratings": None if ratings is None else ratings_chart(ratings, "r"),
            "sessions": views,
            "undrawn": undrawn,
            "version": version,
        },
    )


def _exercise(summary: ExerciseSummary, name: str) -> ExerciseView:
    return ExerciseView(
        summary,
        reps_chart(summary.weeks, f"{name}r", summary.title),
        tuple((s, series_chart(s, f"{name}s{i}")) for i, s in enumerate(summary.series)),
        tuple(
            (f, fault_chart(f, f"{name}f{i}")) for i, f in enumerate(summary.faults[:MOST_FAULTS])
        ),
    )


def _sessions(summary: Summary) -> tuple[list[SessionView], int]:
    """The sessions, newest first, and of how many sets the curves are left out."""
    titles = {e.id: e.title for e in summary.exercises}
    titles |= {c.id: c.title for c in summary.clocked}
    views, drawn, undrawn = [], 0, 0
    for session in reversed(summary.sessions):
        sets = []
        for each in session.sets:
            chart = set_chart(each, f"x{each.id}") if drawn < MOST_SETS else None
            drawn += chart is not None
            undrawn += drawn >= MOST_SETS and chart is None and any(a.curve for a in each.attempts)
            sets.append((each, titles.get(each.exercise, each.exercise), chart))
        views.append(SessionView(session, tuple(sets)))
    return views, undrawn
