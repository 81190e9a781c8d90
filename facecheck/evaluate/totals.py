"""Totals over many clips."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facecheck.evaluate.bootstrap import Interval, share_interval
from facecheck.evaluate.confusion import Confusion
from facecheck.evaluate.holds import median_s, p95_s
from facecheck.evaluate.matching import KindScore
from facecheck.evaluate.outcome import ClipEvaluation, Row


@dataclass(frozen=True, slots=True)
class Totals:
    """What a set of clips amounts to. A share is in [0, 1]; None means nothing to judge.

    Attributes:
        clips: Clips evaluated.
        failed: Clips that could not be evaluated.
        expectations: Lines of ``expect``. A line that could not be scored is neither exact nor off
            by one, and no part of the mean error.
        exact: Share of lines whose count is exact.
        exact_interval: Its bootstrap interval.
        mae: Mean absolute error of the count.
        off_by_one: Share of lines whose count is wrong by one at most.
        holds: Holds that have a truth.
        hold_error_median_s: Median of their errors.
        hold_error_p95_s: 95th percentile of their errors.
        sessions: Timed sessions whose time has a truth.
        seconds_error_median: Median of the errors of their time, as shares of the true one.
        seconds_error_worst: The largest of them.
        negative_minutes: Length of clip times expectations of no count.
        false_counts: Counts in them.
        faults: Fault names as a detection task, over the lines that list their faults.
        events: Kind by kind.
        event_intervals: Bootstrap intervals of each kind's F1.
        confusion: Labelled kind against detected kind.
    """

    clips: int
    failed: int
    expectations: int
    exact: float | None
    exact_interval: Interval | None
    mae: float | None
    off_by_one: float | None
    holds: int
    hold_error_median_s: float | None
    hold_error_p95_s: float | None
    sessions: int
    seconds_error_median: float | None
    seconds_error_worst: float | None
    negative_minutes: float
    false_counts: int
    faults: KindScore
    events: Mapping[str, KindScore]
    event_intervals: Mapping[str, Interval | None]
    confusion: Confusion

    @property
    def false_counts_per_minute(self) -> float | None:
        """How often facecheck counts what is none; None without a negative."""
        return self.false_counts / self.negative_minutes if self.negative_minutes else None


def summarise(outcomes: Sequence[ClipEvaluation]) -> Totals:
    """Pool the clips."""
    rows = [row for outcome in outcomes for row in outcome.rows]
    errors = [abs(row.counted - row.expectation.counted) for row in rows if row.counted is not None]
    shares = [abs(row.seconds_error) for row in rows if row.seconds_error is not None]
    holds = [error for row in rows for error in row.hold_errors_s]
    # A timed session that completes no area is no negative: its time is judged.
    negatives = [
        row
        for row in rows
        if row.result is not None and row.expectation.counted == 0 and not row.expectation.seconds
    ]
    kinds = list(dict.fromkeys(kind for outcome in outcomes for kind in outcome.events))
    return Totals(
        clips=len(outcomes),
        failed=sum(outcome.error is not None for outcome in outcomes),
        expectations=len(rows),
        exact=sum(row.ok for row in rows) / len(rows) if rows else None,
        exact_interval=share_interval([(sum(r.ok for r in o.rows), len(o.rows)) for o in outcomes]),
        mae=sum(errors) / len(errors) if errors else None,
        off_by_one=sum(e <= 1 for e in errors) / len(rows) if rows else None,
        holds=len(holds),
        hold_error_median_s=median_s(holds),
        hold_error_p95_s=p95_s(holds),
        sessions=len(shares),
        seconds_error_median=median_s(shares),
        seconds_error_worst=max(shares, default=None),
        negative_minutes=sum(row.result.duration_s for row in negatives if row.result) / 60,
        false_counts=sum(row.counted or 0 for row in negatives),
        faults=sum((_fault_score(row) for row in rows), KindScore()),
        events={kind: _pooled(outcomes, kind) for kind in kinds},
        event_intervals={kind: _f1_interval(outcomes, kind) for kind in kinds},
        confusion=sum((outcome.confusion for outcome in outcomes), Confusion()),
    )


def group_by(outcomes: Sequence[ClipEvaluation], key: str) -> dict[str, Totals]:
    """Totals for each value of a key of ``origin``, in the order of the alphabet.

    Args:
        outcomes: The clips.
        key: ``kind``, ``identity`` or ``condition``. A clip whose value is a list belongs to every
            group in it; a clip without the key belongs to none.
    """
    groups: defaultdict[str, list[ClipEvaluation]] = defaultdict(list)
    for outcome in outcomes:
        value = outcome.origin.get(key)
        for one in value if isinstance(value, list | tuple) else [value]:
            if one is not None:
                groups[str(one)].append(outcome)
    return {name: summarise(groups[name]) for name in sorted(groups)}


def _fault_score(row: Row) -> KindScore:
    """Names against names: how often or how long a fault was named does not matter."""
    if row.expectation.faults is None or row.result is None:
        return KindScore()
    expected, named = Counter(set(row.expectation.faults)), Counter(set(row.named))
    return KindScore(
        tp=(expected & named).total(),
        fp=(named - expected).total(),
        fn=(expected - named).total(),
    )


def _pooled(outcomes: Sequence[ClipEvaluation], kind: str) -> KindScore:
    return sum((o.events[kind] for o in outcomes if kind in o.events), KindScore())


def _f1_interval(outcomes: Sequence[ClipEvaluation], kind: str) -> Interval | None:
    scores = [outcome.events[kind] for outcome in outcomes if kind in outcome.events]
    return share_interval([(2 * s.tp, 2 * s.tp + s.fp + s.fn) for s in scores])
