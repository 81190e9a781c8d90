"""Whether what is done is another movement than the exercise's: a smile, say, or a look down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from facecheck.engine.form.limit_reader import LimitReader
from facecheck.engine.level.rest import Baseline
from facecheck.engine.spec.rules import FaultRule


class OtherMovement:
    """Reads the rules whose breach pauses a hold, outside of a hold.

    Args:
        rules: The exercise's.
    """

    def __init__(self, rules: Sequence[FaultRule]) -> None:
        self._limits = [[LimitReader(one) for one in rule.limits] for rule in rules if rule.pauses]

    def is_detected(self, values: Mapping[str, float], rests: Baseline, level: float) -> bool:
        """Whether one of the rules is passed now, by a movement that goes as far as `level`."""
        share = min(max(level, 0.0), 1.0)
        # `value_beyond` gives a value, which may be 0, where a limit is passed.
        return any(
            all(limit.value_beyond(values, rests, share) is not None for limit in limits)
            for limits in self._limits
        )
