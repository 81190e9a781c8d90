"""What was easy is offered in the page, and the plan is raised when the person agrees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from facecheck.app.context import AppContext
from facecheck.app.server import Served
from facecheck.core.events import Attempt
from facecheck.core.person import Dose, Person, Plan
from facecheck.store.history import History, history_path
from facecheck.store.profile import Profile, load_profile, save_profile

from ..visitor import Visitor


@pytest.fixture
def easy_days(home: Path) -> Iterator[Visitor]:
    assert home.is_dir()
    now = datetime.now().astimezone()
    plan = Plan(now.date() - timedelta(days=7), exercises=("jaw-open",))
    save_profile(Profile(person=Person(conditions=()), plan=plan))
    with History(history_path()) as history:
        for ago in (3, 2, 1):
            at = now - timedelta(days=ago)
            session = history.begin_session("jaw-open", ["jaw-open"], at=at)
            one = history.begin_set(session, "jaw-open", reps=3, hold_s=5.0, at=at)
            for n in (1, 2, 3):
                attempt = Attempt(n, 10.0 * n, 10.0 * n + 6, 5.5, 0.9, True, None, 95)
                history.put_attempt(one, attempt, at=at)
            history.finish_set(one, at=at)
    served = Served(AppContext(), 0)
    with served.running():
        visitor = Visitor(served)
        assert visitor.pair().status == 200
        yield visitor


def test_the_plan_is_raised_by_what_is_offered_and_no_further(easy_days: Visitor) -> None:
    (more,) = easy_days.ask("GET", "/api/today").json["more"]
    assert (more["title"], more["more_reps"], more["more_hold"]) == ("Jaw opening", 3, "6")
    assert easy_days.ask("POST", "/api/plan/raise", {"exercise": "jaw-open"}).status == 200
    plan = load_profile().plan
    assert plan is not None
    assert plan.doses == (Dose("jaw-open", 3, 6.0),)
    assert easy_days.ask("GET", "/api/today").json["more"] == []
    refused = easy_days.ask("POST", "/api/plan/raise", {"exercise": "jaw-open"})
    assert (refused.status, "easy on three days" in refused.json["error"]) == (409, True)
