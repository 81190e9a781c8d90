"""Builds the summary of some weeks from history, profile and exercise files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from facecheck.api import load_any, load_routine
from facecheck.core.errors import ReportError, SpecError
from facecheck.core.person import Plan
from facecheck.report.example import example_plan, simulate
from facecheck.report.summaries.period import MOST_WEEKS, WEEKS, Period, default_period
from facecheck.report.summaries.summary import Summary, summarise
from facecheck.store.history import History, SessionRecord, history_path
from facecheck.store.profile import Profile


@dataclass(frozen=True, slots=True)
class HistoryReport:
    """What the report of a history is made of.

    Attributes:
        summary: Every number.
        plan: What was planned; None if nothing.
        name: What the person is called; None if they did not say.
        simulated: Whether the person is made up.
    """

    summary: Summary
    plan: Plan | None
    name: str | None = None
    simulated: bool = False


def history_report(
    path: Path | None,
    profile: Profile,
    today: date,
    *,
    since: date | None = None,
    weeks: int | None = None,
    folders: Sequence[Path] = (),
) -> HistoryReport:
    """The report of a history.

    Args:
        path: The file; None for the user's own.
        profile: Whose plan and name it shows.
        today: Days after it are to come.
        since: The first day; None for the plan's, or for what is there.
        weeks: How many; None for the plan's, or twelve.
        folders: Where exercise files are looked for first.

    Raises:
        ReportError: There is nothing in it, or nothing in those weeks.
        HistoryError: It cannot be read.
    """
    place = path if path is not None else history_path()
    # Looking must not make a history where there is none.
    if not place.exists():
        raise ReportError(
            "there is no history yet ({place}); begin one with: facecheck live circuit", place=place
        )
    with History(place) as history:
        return _report(history, profile, today, since, weeks, folders)


def example_report(today: date) -> HistoryReport:
    """The report of a simulated person, from a history that is thrown away."""
    plan = example_plan(today)
    with TemporaryDirectory() as folder, History(Path(folder) / "history.sqlite3") as history:
        simulate(history, plan)
        report = _report(history, Profile(plan=plan), today, None, None, ())
    return HistoryReport(report.summary, plan, simulated=True)


def _report(
    history: History,
    profile: Profile,
    today: date,
    since: date | None,
    weeks: int | None,
    folders: Sequence[Path],
) -> HistoryReport:
    kept = history.sessions(curves=True)
    sessions = [session for session in kept if session.counts]
    if kept and not sessions:
        raise ReportError(
            "{path}: holds only clips that were played as a camera, which are no practice; "
            "do one with: facecheck live circuit",
            path=history.path,
        )
    if not sessions:
        raise ReportError(
            "{path}: holds no session yet; do one with: facecheck live circuit", path=history.path
        )
    plan = profile.plan
    period = _period(default_period(plan, sessions, today), since, weeks)
    if not period.within(sessions):
        last = max(s.day for s in sessions)
        raise ReportError(
            "no session lies in the {weeks} weeks from {start}; the last one was on "
            "{last}: try --since {last2}",
            weeks=period.weeks,
            start=period.start,
            last=last,
            last2=last - timedelta(weeks=period.weeks - 1),
        )
    planned = exercises_of(plan.exercises, folders) if plan is not None else ()
    summary = summarise(
        sessions,
        period,
        today,
        titles=_titles(sessions, folders),
        plan=plan,
        planned=planned,
        overrides=history.overrides(),
    )
    return HistoryReport(summary, plan, profile.person.name)


def _period(usual: Period, since: date | None, weeks: int | None) -> Period:
    start = since if since is not None else usual.start
    asked = weeks if weeks is not None else (WEEKS if since is not None else usual.weeks)
    if not 1 <= asked <= MOST_WEEKS:
        raise ReportError(
            "a report has 1 to {most_weeks} weeks, not {asked}", most_weeks=MOST_WEEKS, asked=asked
        )
    return Period(start, asked)


def exercises_of(ids: Sequence[str], folders: Sequence[Path]) -> list[str]:
    """Exercises of a plan, with its routines written out."""
    found: list[str] = []
    for one in ids:
        try:
            found += load_routine(one, folders).exercises
        except SpecError:
            found.append(one)
    return list(dict.fromkeys(found))


def _titles(sessions: Sequence[SessionRecord], folders: Sequence[Path]) -> dict[str, str]:
    """What exercises are called; one whose file is gone is called by its id."""
    titles = {}
    for name in {s.exercise for session in sessions for s in session.sets}:
        try:
            titles[name] = load_any(name, folders).title
        except SpecError:
            titles[name] = name
    return titles
