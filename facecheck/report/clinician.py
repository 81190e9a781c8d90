"""The clinician's bundle: one person, a span of days, as a page to print and as data.

Numbers are those of the history, nothing is graded: no house scale stands in for a clinician's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from facecheck.core.person import Plan
from facecheck.report.bundle_lines import ExerciseLine, SessionLine, exercise_line, session_line
from facecheck.report.bundle_weeks import week_rows, weeks_of
from facecheck.report.page import render
from facecheck.report.peaks import Peak
from facecheck.store.history import SessionRecord, SetRecord

SCHEMA = "facecheck.bundle/1"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One person's span of days.

    Attributes:
        name: What they are called; None where they did not say.
        affected_side: The side of a facial palsy, where it is known.
        first: The first day with a session.
        last: The last one.
        plan: What they were to do.
        sessions: In order of time.
        lines: An exercise on a day, in order.
        peaks: Pictures of attempts; none unless they were asked for.
    """

    name: str | None
    affected_side: str | None
    first: date
    last: date
    plan: Plan | None
    sessions: tuple[SessionLine, ...]
    lines: tuple[ExerciseLine, ...]
    peaks: tuple[Peak, ...] = ()

    def to_dict(self, version: str) -> dict[str, Any]:
        """The bundle document: `facecheck.bundle/1`."""
        return {
            "schema": SCHEMA,
            "facecheck": version,
            "person": self.name,
            "affected_side": self.affected_side,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "prescribed_by": None if self.plan is None else self.plan.by,
            "sessions": [_plain(line) for line in self.sessions],
            "exercises": [_plain(line) for line in self.lines],
            **({"peaks": [_of_peak(peak) for peak in self.peaks]} if self.peaks else {}),
        }


def bundle_of(
    sessions: Sequence[SessionRecord],
    plan: Plan | None,
    name: str | None,
    affected: str | None,
    peaks: Sequence[Peak] = (),
) -> Bundle:
    """Sum up sessions, at least one, in order of time; what was only tried is not among them."""
    lines: list[ExerciseLine] = []
    days: dict[tuple[date, str], list[SetRecord]] = {}
    for session in sessions:
        for each in session.sets:
            if not each.restarted:
                days.setdefault((session.day, each.exercise), []).append(each)
    for (day, exercise), sets in days.items():
        lines.append(exercise_line(day, exercise, sets))
    return Bundle(
        name,
        affected,
        sessions[0].day,
        sessions[-1].day,
        plan,
        tuple(session_line(session) for session in sessions),
        tuple(lines),
        tuple(peaks),
    )


def _plain(line: Any) -> dict[str, Any]:
    return dict(_values(line))


def _of_peak(peak: Peak) -> dict[str, Any]:
    return {
        "file": peak.file,
        "session": peak.session,
        "set": peak.set_n,
        "exercise": peak.exercise,
        "attempt": peak.attempt.n,
        "at": peak.at.isoformat(),
    }


def _values(line: Any) -> Iterator[tuple[str, Any]]:
    for key in line.__slots__:
        value = getattr(line, key)
        if isinstance(value, date):
            value = value.isoformat()
        yield key, round(value, 3) if isinstance(value, float) else value


def bundle_page(bundle: Bundle, titles: Mapping[str, str], version: str) -> str:
    """The page to print.

    Args:
        bundle: What it is about.
        titles: Of exercises, by id.
        version: Of facecheck.
    """
    exercises = [
        (
            titles.get(name, name),
            week_rows(weeks),
            [peak for peak in bundle.peaks if peak.exercise == name],
        )
        for name, weeks in weeks_of(bundle.lines).items()
    ]
    rated = any(
        value is not None
        for line in bundle.sessions
        for value in (line.stress_before, line.stress_after, line.felt or None)
    )
    return render(
        "clinician.html.j2",
        {
            "bundle": bundle,
            "exercises": exercises,
            "titles": titles,
            "rated": rated,
            "version": version,
        },
    )
