"""What the history says was done, for the plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facecheck.api.practised import Practised
    from facecheck.store.people import Owner


def practised(one: Owner, since: date) -> Practised:
    """What a person did since a day; a clip that was played as a camera is nothing done.

    Raises:
        HistoryError: The history cannot be read.
    """
    from facecheck.api.practised import Practised, practised_in
    from facecheck.cli.person import opened
    from facecheck.core.days import DaySpan

    if not one.history.exists():
        return Practised()
    with opened(one) as history:
        return practised_in(history.sessions(DaySpan(since)))
