"""What a reader of a result should know of what was seen, summed up from its moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from facecheck.core.frames import FROZEN

SAYINGS: Mapping[str, str] = {
    FROZEN: "the picture stands still for {seconds:.1f} s, first at {first:.1f} s: "
    "nothing is judged there",
}
"""What is said of each obstacle that a picture may have, whatever is judged."""


@dataclass(slots=True)
class _Met:
    first_s: float
    seconds: float = 0.0


class ViewRemarks:
    """Adds up how long each obstacle was there."""

    def __init__(self) -> None:
        """Start with nothing in the way."""
        self._met: dict[str, _Met] = {}
        self._before: frozenset[str] = frozenset()

    def step(self, time_s: float, passed_s: float, obstacles: frozenset[str]) -> None:
        """Take one tick.

        Args:
            time_s: Now.
            passed_s: Seconds since the tick before.
            obstacles: Those of the observation.
        """
        if not (obstacles or self._before):
            return
        for name in obstacles & SAYINGS.keys():
            met = self._met.setdefault(name, _Met(time_s))
            if name in self._before:
                met.seconds += passed_s
        self._before = obstacles

    @property
    def notes(self) -> list[str]:
        """A sentence for each that was there, in the order of ``SAYINGS``."""
        met = ((said, self._met[name]) for name, said in SAYINGS.items() if name in self._met)
        return [said.format(seconds=m.seconds, first=m.first_s) for said, m in met]
