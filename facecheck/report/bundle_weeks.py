"""The clinician's bundle week by week: what its page shows in place of days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from facecheck.report.bundle_lines import ExerciseLine, mean_of


def weeks_of(lines: Sequence[ExerciseLine]) -> Mapping[str, list[tuple[date, list[ExerciseLine]]]]:
    """Each exercise's lines by the Monday of their week, in order."""
    out: dict[str, dict[date, list[ExerciseLine]]] = {}
    for line in lines:
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
        return mean_of([v for line in lines if (v := getattr(line, name)) is not None])

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
