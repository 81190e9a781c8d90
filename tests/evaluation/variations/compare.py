"""The same clip twice: as it is, and under other conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from facecheck.core.events import Attempt
from facecheck.core.results import ScoreResult
from facecheck.evaluate.intervals import match


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two results of one set are apart.

    Attributes:
        counted: Repetitions of the second minus those of the first.
        hold_s: The largest difference between the holds of two counted attempts that are the same
            one; None where there is no such pair.
    """

    counted: int
    hold_s: float | None


def difference(first: ScoreResult, second: ScoreResult) -> Difference:
    """Compare the counted attempts; two are the same one where they overlap most.

    >>> from facecheck.core.events import Attempt
    >>> def result(*holds_s):
    ...     attempts = tuple(
    ...         Attempt(n, 10.0 * n, 10.0 * n + hold_s, hold_s, 0.9, True, None, 90)
    ...         for n, hold_s in enumerate(holds_s, 1)
    ...     )
    ...     return ScoreResult("a.mp4", "squint", 40.0, 1200, 1200, 40.0, 3, 2.0, attempts, 90)
    >>> difference(result(2.0, 3.0), result(2.0, 3.5))
    Difference(counted=0, hold_s=0.5)
    >>> difference(result(2.0), result())
    Difference(counted=-1, hold_s=None)
    """
    ours, theirs = _counted(first), _counted(second)
    apart = [abs(ours[i].hold_s - theirs[j].hold_s) for i, j in match(ours, theirs)]
    return Difference(len(theirs) - len(ours), max(apart, default=None))


def _counted(result: ScoreResult) -> Sequence[Attempt]:
    return [attempt for attempt in result.attempts if attempt.counted]
