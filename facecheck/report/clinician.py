"""The clinician's bundle: one person, a span of days, as a page to print and as data.

Numbers are those of the history, nothing is graded: no house scale stands in for a clinician's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import fmean
from typing import Any

from facecheck.core.person import Plan
from facecheck.report.page import render
from facecheck.report.peaks import Peak
from facecheck.store.history import SessionRecord, SetRecord

SCHEMA = "facecheck.bundle/1"
MOVING_ALONG = " moving along"
"""What a fault's name has in it that says that a region moved along which should rest."""


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """One exercise on one day.

    Attributes:
        day: Where it was done.
        exercise: Its id.
        sets: How many.
        counted: Repetitions that count.
        asked: Repetitions asked for.
        hold_s: Mean hold of the counted attempts; None where none counts.
        depth: Mean of their peaks, as a fraction of full effort.
        left: How far the left side went on average; None without sides.
        right: The right side.
        symmetry: The weaker, or affected, side's part of the other.
        along: How many attempts had a region moving along that should rest.
        seen: Share of the time in which the face could be judged; None where it is not known.
        pain: Whether a set was stopped for pain.
    """

    day: date
    exercise: str
    sets: int
    counted: int
    asked: int
    hold_s: float | None
    depth: float | None
    left: float | None
    right: float | None
    symmetry: float | None
    along: int
    seen: float | None
    pain: bool


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session: when it was, and how well it could be seen."""

    begun: datetime
    ended: datetime | None
    routine: str
    counted: int
    seen: float | None
    stress_before: int | None
    stress_after: int | None
    felt: str | None


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
        lines.append(_line(day, exercise, sets))
    return Bundle(
        name,
        affected,
        sessions[0].day,
        sessions[-1].day,
        plan,
        tuple(_session(session) for session in sessions),
        tuple(lines),
        tuple(peaks),
    )


def _session(session: SessionRecord) -> SessionLine:
    rating = session.rating
    return SessionLine(
        session.begun,
        session.ended,
        session.routine,
        session.counted,
        _seen_share(session.sets),
        rating.stress_before,
        rating.stress_after,
        rating.felt,
    )


def _line(day: date, exercise: str, sets: Sequence[SetRecord]) -> ExerciseLine:
    attempts = [record.attempt for each in sets for record in each.attempts]
    counted = [attempt for attempt in attempts if attempt.counted]
    sides = [attempt.sides for attempt in counted if attempt.sides is not None]
    even = [attempt.symmetry for attempt in counted if attempt.symmetry is not None]
    return ExerciseLine(
        day,
        exercise,
        len(sets),
        len(counted),
        sum(each.reps for each in sets),
        _mean([attempt.hold_s for attempt in counted]),
        _mean([a.peak for a in counted]),
        _mean([levels["left"] for levels in sides]),
        _mean([levels["right"] for levels in sides]),
        _mean(even),
        sum(any(MOVING_ALONG in f.name for f in a.faults) for a in attempts),
        _seen_share(sets),
        any(each.pain for each in sets),
    )


def _seen_share(sets: Sequence[SetRecord]) -> float | None:
    known = [(s.judged_s, s.duration_s) for s in sets if s.judged_s is not None and s.duration_s]
    whole = sum(duration for _, duration in known if duration)
    return sum(judged for judged, _ in known if judged) / whole if whole else None


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


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


def weeks_of(bundle: Bundle) -> Mapping[str, list[tuple[date, list[ExerciseLine]]]]:
    """Each exercise's lines by the Monday of their week, in order."""
    from datetime import timedelta

    out: dict[str, dict[date, list[ExerciseLine]]] = {}
    for line in bundle.lines:
        monday = line.day - timedelta(days=line.day.weekday())
        out.setdefault(line.exercise, {}).setdefault(monday, []).append(line)
    return {name: list(weeks.items()) for name, weeks in out.items()}


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One exercise in one week."""

    monday: date
    days: int
    counted: int
    asked: int
    hold_s: float | None
    depth: float | None
    left: float | None
    right: float | None
    symmetry: float | None
    along: int
    seen: float | None
    pain: int


def week_rows(weeks: Sequence[tuple[date, Sequence[ExerciseLine]]]) -> list[WeekRow]:
    """One row a week: sums, and means over its days."""

    def over(lines: Sequence[ExerciseLine], name: str) -> float | None:
        return _mean([v for line in lines if (v := getattr(line, name)) is not None])

    return [
        WeekRow(
            monday,
            len(lines),
            sum(x.counted for x in lines),
            sum(x.asked for x in lines),
            over(lines, "hold_s"),
            over(lines, "depth"),
            over(lines, "left"),
            over(lines, "right"),
            over(lines, "symmetry"),
            sum(x.along for x in lines),
            over(lines, "seen"),
            sum(x.pain for x in lines),
        )
        for monday, lines in weeks
    ]


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
        for name, weeks in weeks_of(bundle).items()
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
