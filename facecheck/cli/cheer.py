"""The lines after a session: the day, the streak and the week."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from facecheck.cli.clock import today
from facecheck.cli.person import opened
from facecheck.core.errors import FacecheckError
from facecheck.store.people import Owner


def of_the_week(one: Owner, folders: Sequence[Path] = ()) -> str:
    """The same sentences as `facecheck today`; empty without a plan.

    It counts what was done and promises nothing. What stands in its way is told elsewhere: it must
    not take the summary away.
    """
    from facecheck.api.agenda import agenda_on
    from facecheck.cli.language import say
    from facecheck.programme.agenda import remarks

    try:
        known = one.load()
        if known.plan is None or not one.history.exists():
            return ""
        with opened(one) as history:
            day, _ = agenda_on(known, history, today(), folders)
    except FacecheckError:
        return ""
    return " ".join(say(remark) for remark in remarks(day))
