"""The sets in a trace of a whole session, each scored as it was judged."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice

from facecheck.core.frames import Observation


@dataclass(frozen=True, slots=True)
class RecordedSet:
    """Where a set lies in a trace.

    Attributes:
        exercise: Its id.
        first: The first row, from 0.
        rows: How many there are.
        begun_s: The set's beginning in the trace's time.
        restarts: Before which of its rows, from 0, the set was begun again.
        pauses: Before which of its rows there was a pause, or no picture for a while.
    """

    exercise: str
    first: int
    rows: int
    begun_s: float
    restarts: tuple[int, ...] = ()
    pauses: tuple[int, ...] = ()

    def of(self, observations: Iterable[Observation]) -> Iterator[Observation]:
        """The set's observations in the set's own time, out of all that a trace holds."""
        for seen in islice(observations, self.first, self.first + self.rows):
            yield replace(seen, time_s=seen.time_s - self.begun_s) if self.begun_s else seen


class SetMarks:
    """Notes sets while a trace is written."""

    def __init__(self) -> None:
        self._sets: list[RecordedSet] = []

    def begin(self, exercise: str, first: int, begun_s: float) -> None:
        """A set begins with the next row."""
        self._sets.append(RecordedSet(exercise, first, 0, begun_s))

    def restart(self) -> None:
        """The present set is begun again with the next row."""
        if self._sets:
            one = self._sets[-1]
            self._sets[-1] = replace(one, restarts=(*one.restarts, one.rows))

    def pause(self) -> None:
        """There was a pause before the next row."""
        if self._sets:
            one = self._sets[-1]
            self._sets[-1] = replace(one, pauses=(*one.pauses, one.rows))

    def row(self) -> None:
        """A row was written."""
        if self._sets:
            self._sets[-1] = replace(self._sets[-1], rows=self._sets[-1].rows + 1)

    def document(self) -> list[dict[str, object]]:
        """The sets, for the file."""
        return [asdict(one) for one in self._sets]


def sets_of(document: object) -> tuple[RecordedSet, ...]:
    """The sets that a file tells of.

    Raises:
        TypeError: They are none.
        ValueError: A number in them is none of a set's.
    """
    if not isinstance(document, Sequence) or isinstance(document, str):
        raise TypeError("its sets are not a list")
    return tuple(_set(one) for one in document)


def last_of(sets: Sequence[RecordedSet], exercise: str) -> RecordedSet | None:
    """The last set of an exercise: one that was restarted stands for those before it."""
    return next((one for one in reversed(sets) if one.exercise == exercise), None)


def _set(one: object) -> RecordedSet:
    if not isinstance(one, Mapping):
        raise TypeError("a set is not a set")
    exercise, begun_s = one.get("exercise"), one.get("begun_s")
    marks = [one.get(name, ()) for name in ("restarts", "pauses")]
    listed = all(isinstance(found, list | tuple) for found in marks)
    restarts, pauses = map(tuple, marks) if listed else (("?",), ())
    rows = [one.get("first"), one.get("rows"), *restarts, *pauses]
    if not isinstance(exercise, str) or not all(type(n) is int and n >= 0 for n in rows):
        raise ValueError("a set is not a set")
    if not isinstance(begun_s, int | float) or not math.isfinite(begun_s):
        raise ValueError("a set does not begin")
    first, count = rows[:2]
    return RecordedSet(exercise, first, count, float(begun_s), restarts, pauses)
