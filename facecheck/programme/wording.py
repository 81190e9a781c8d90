"""Days and times as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(on: date) -> str:
    """A day in words, whatever the system's language.

    >>> day(date(2026, 3, 5))
    '5 March 2026'
    """
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def days(count: int) -> str:
    """A number of days.

    >>> days(1), days(14)
    ('1 day', '14 days')
    """
    return f"{count} day" if count == 1 else f"{count} days"


def weekdays(which: Sequence[int]) -> str:
    """Weekdays in words.

    >>> weekdays((0, 2)), weekdays(range(7)), weekdays(range(5))
    ('Monday, Wednesday', 'every day', 'Monday to Friday')
    """
    if len(which) == len(WEEKDAYS):
        return "every day"
    consecutive = list(which) == list(range(which[0], which[-1] + 1))
    if consecutive and len(which) > 2:
        return f"{WEEKDAYS[which[0]]} to {WEEKDAYS[which[-1]]}"
    return ", ".join(WEEKDAYS[number] for number in which)
