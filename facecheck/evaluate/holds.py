"""The error of measured holds.

Nobody can say at which instant a mouth is open: a label gives the plateau, which was surely held,
and the whole event, beyond which nothing was. A measured hold between the two lengths is right; its
error is how far it falls outside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from facecheck.core.events import Attempt
from facecheck.evaluate.intervals import Interval, covered_s, overlap_s
from facecheck.evaluate.truth import LabelledEvent
from facecheck.evaluate.vocabulary import MOVEMENTS, UNSEEN_KINDS


@dataclass(frozen=True, slots=True)
class _Span:
    start_s: float
    end_s: float


def hold_span_s(
    label: LabelledEvent, required: Sequence[Sequence[LabelledEvent]], unseen: Sequence[Interval]
) -> tuple[float, float] | None:
    """The shortest and the longest hold that is right for a label, in seconds.

    Args:
        label: The movement.
        required: For each thing the exercise requires, its labels: the hold runs only meanwhile.
        unseen: Time in which a hold may pause without being wrong.

    Returns:
        None where the label has no plateau, hence no truth about the hold.
    """
    if label.hold_start_s is None or label.hold_end_s is None:
        return None
    plateau = [_Span(label.hold_start_s, label.hold_end_s)]
    whole = [_Span(label.start_s, label.end_s)]
    for labels in required:
        plateau = _common(plateau, [_plateau(x) for x in labels])
        whole = _common(whole, [_Span(x.start_s, x.end_s) for x in labels])
    shortest = sum(span.end_s - span.start_s - covered_s(span, unseen) for span in plateau)
    return shortest, sum(span.end_s - span.start_s for span in whole)


def hold_errors_s(
    exercise: str, attempts: Iterable[Attempt], labels: Sequence[LabelledEvent]
) -> tuple[float, ...]:
    """The error of each counted attempt that overlaps a labelled movement with a plateau.

    An attempt belongs to the label it shares most time with. An exercise that ``MOVEMENTS`` does
    not list, and an attempt beside which nothing is labelled, have no hold error: the latter is a
    matter of the count.

    Returns:
        Seconds, 0 or more, in the order of the attempts.
    """
    movement = MOVEMENTS.get(exercise)
    if movement is None:
        return ()
    own = [label for label in labels if label.kind == movement.kind]
    required = [
        [label for label in labels if label.kind == kind]
        for kind in movement.requires
        if any(label.kind == kind for label in labels)
    ]
    unseen = [label for label in labels if label.kind in UNSEEN_KINDS]
    errors = []
    for attempt in attempts:
        label = max(own, key=lambda x: overlap_s(x, attempt), default=None)
        if not attempt.counted or label is None or overlap_s(label, attempt) == 0:
            continue
        span = hold_span_s(label, required, unseen)
        if span is not None:
            errors.append(max(0.0, span[0] - attempt.hold_s, attempt.hold_s - span[1]))
    return tuple(errors)


def median_s(errors: Sequence[float]) -> float | None:
    """The median; None of nothing."""
    return float(np.median(errors)) if errors else None


def p95_s(errors: Sequence[float]) -> float | None:
    """The 95th percentile, linear between neighbours; None of nothing."""
    return float(np.percentile(errors, 95)) if errors else None


def _plateau(label: LabelledEvent) -> _Span:
    if label.hold_start_s is None or label.hold_end_s is None:
        return _Span(label.start_s, label.end_s)
    return _Span(label.hold_start_s, label.hold_end_s)


def _common(spans: Sequence[_Span], others: Sequence[_Span]) -> list[_Span]:
    return [
        _Span(max(a.start_s, b.start_s), min(a.end_s, b.end_s))
        for a in spans
        for b in others
        if overlap_s(a, b) > 0
    ]
