"""Formats days and times for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from facecheck.core.messages import Message, joined

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(on: date) -> str:
    """A day in words, whatever the system's language.

    >>> day(date(2026, 3, 5))
    '5 March 2026'
    """
    return Message("{day:long}", day=on)


def days(count: int) -> str:
    """A number of days.

    >>> days(1), days(14)
    ('1 day', '14 days')
    """
    return Message("1 day") if count == 1 else Message("{count} days", count=count)


def weekdays(which: Sequence[int]) -> str:
    """Weekdays in words.

    >>> weekdays((0, 2)), weekdays(range(7)), weekdays(range(5))
    ('Monday, Wednesday', 'every day', 'Monday to Friday')
    """
    if len(which) == len(WEEKDAYS):
        return "every day"
    consecutive = list(which) == list(range(which[0], which[-1] + 1))
    if consecutive and len(which) > 2:
        return Message("{first} to {last}", first=WEEKDAYS[which[0]], last=WEEKDAYS[which[-1]])
    return joined(WEEKDAYS[number] for number in which)
