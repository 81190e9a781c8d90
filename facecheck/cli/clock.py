"""The day and the hour, in one place, so that a test can choose them."""

from __future__ import annotations

from datetime import date, datetime


def now() -> datetime:
    """This moment, with its offset from UTC."""
    return datetime.now().astimezone()


def today() -> date:
    """The day where the user is."""
    return now().date()
