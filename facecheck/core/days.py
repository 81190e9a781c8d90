"""The one notion of a day that dates, plans and the history share.

The day of a moment is the date on the clocks of the place where it happened, which is what its
offset from UTC says. A session at 00:30 in Tokyo is of that date in Tokyo, wherever it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from facecheck.core.messages import Message


def day_of(moment: datetime) -> date:
    """The day of a moment, where it happened.

    >>> day_of(datetime.fromisoformat("2026-11-29T00:30+09:00"))
    datetime.date(2026, 11, 29)

    Args:
        moment: Aware, with the offset of its place.

    Raises:
        ValueError: It has no offset, so nobody knows its day.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset from UTC to have a day")
    return moment.date()


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days in a row.

    Attributes:
        first: The first; None where it has no beginning.
        last: The last, itself included; None where it has no end.

    Raises:
        ValueError: They are the wrong way round.
    """

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        """Refuse what has no day."""
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(Message("{last} is before {first}", last=self.last, first=self.first))

    def __contains__(self, day: date) -> bool:
        """Whether a day is one of them."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALWAYS = DaySpan()
