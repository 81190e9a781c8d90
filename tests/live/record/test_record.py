"""What a session leaves in the history, while it runs and when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from facecheck.core.errors import HistoryError
from facecheck.core.events import AreaState, Attempt, Fault, Phase, Quality, Update
from facecheck.core.results import ScoreResult
from facecheck.live.record.record import Record
from facecheck.live.record.request import SessionRequest
from facecheck.live.record.resume import Earlier
from facecheck.live.record.set_recording import KEEP_EVERY_S
from facecheck.live.session.state import StepResult
from facecheck.store.history import Ending, History, Rating, SetRecord

from ..fakes import exercise, observation

BEGUN = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
ATTEMPT = Attempt(1, 1.0, 3.0, 1.8, 0.9, True, None, 90)
ASKED = SessionRequest("circuit", ("squint", "jaw-open"), "camera", "0.1.0", reps=2)
FAULT = Fault("too shallow", 1.0, 2.0, 0.5, 0.6, "of full", "Go further")


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with History(tmp_path / "history.sqlite3") as opened:
        yield opened


def recorder(history: History, earlier: Earlier | None = None) -> Record:
    """Every look at its clock is a second later."""
    seconds = count()
    return Record(history, ASKED, earlier, lambda: BEGUN + timedelta(seconds=next(seconds)))


def step(
    time_s: float = 0.0,
    *,
    set_n: int = 1,
    place: int = 0,
    closed: Attempt | None = None,
    reached: Attempt | None = None,
    level: float | None = 0.5,
) -> StepResult:
    update = Update(
        time_s,
        Phase.HOLDING,
        level,
        0.0,
        0,
        2,
        1.5,
        0.6,
        0.4,
        Quality(ok=True),
        "Hold",
        closed=closed,
        reached=reached,
    )
    name = ASKED.exercises[place]
    return StepResult(exercise(name), set_n, 0.0, time_s, observation(time_s), update, place)


def timed_step(time_s: float, held_s: float, *, counted: int = 0) -> StepResult:
    """A minute on each of two areas."""
    update = Update(
        time_s,
        Phase.RUNNING,
        0.7,
        held_s,
        counted,
        2,
        60.0,
        0.1,
        0.1,
        Quality(ok=True),
        "Glide",
        timed=AreaState("jaw", "left", 60.0 * counted + held_s, 120.0),
    )
    return StepResult(exercise("squint"), 1, 0.0, time_s, observation(time_s), update, 0)


def result(*attempts: Attempt, reps: int = 2, faults: tuple[Fault, ...] = ()) -> ScoreResult:
    return ScoreResult("camera", "squint", 9.0, 270, 270, 8.5, reps, 1.5, attempts, 70, (), faults)


def sets(history: History) -> tuple[SetRecord, ...]:
    """As another process finds them now."""
    with History(history.path) as other:
        (session,) = other.sessions(curves=True)
        return session.sets


def test_what_counts_is_there_for_another_process_when_the_step_returns(history: History) -> None:
    recorder(history).step(step(3.0, reached=ATTEMPT))
    (kept,) = sets(history)
    assert (kept.exercise, kept.reps, kept.hold_s, kept.enter) == ("squint", 2, 1.5, 0.6)
    assert (kept.attempts[0].attempt, kept.attempts[0].open) == (ATTEMPT, True)
    assert kept.score == 45, "one of the two that were asked for"


def test_an_attempt_that_ends_takes_the_place_of_what_was_known_of_it(history: History) -> None:
    record = recorder(history)
    record.step(step(2.5, reached=replace(ATTEMPT, end_s=2.5)))
    record.step(step(3.0, closed=ATTEMPT))
    (kept,) = sets(history)
    assert [(a.attempt, a.open) for a in kept.attempts] == [(ATTEMPT, False)]


def test_the_curve_of_an_attempt_reaches_from_its_start_to_its_end(history: History) -> None:
    record = recorder(history)
    for n in range(60):
        record.step(step(n / 10, level=n / 100 if n != 20 else None))
    record.step(step(6.0, closed=ATTEMPT))
    curve = sets(history)[0].attempts[0].curve
    assert curve is not None
    assert curve.times_s[0] == pytest.approx(0.5)
    assert curve.times_s[-1] == pytest.approx(3.5)
    assert curve.levels[curve.times_s.index(2.0)] is None
    assert curve.levels[curve.times_s.index(1.5)] == 0.15


def test_a_session_in_which_nobody_tried_anything_leaves_nothing(history: History) -> None:
    record = recorder(history)
    record.step(step())
    record.finish({0: result()})
    record.rate(3)
    assert history.sessions() == []


def test_movements_too_shallow_to_be_attempts_are_kept(history: History) -> None:
    record = recorder(history)
    record.step(step())
    record.finish({0: result(faults=(FAULT,))})
    assert sets(history)[0].faults == (FAULT,)


def test_a_session_that_came_to_its_end(history: History) -> None:
    record = recorder(history)
    assert record.rate(7) == "before"
    assert record.rate(6) == "before", "the last word counts"
    both = (ATTEMPT, replace(ATTEMPT, n=2, start_s=4.0, end_s=6.0))
    for attempt in both:
        record.step(step(attempt.end_s, closed=attempt))
    for attempt in both:
        record.step(step(attempt.end_s, set_n=2, place=1, closed=attempt))
    record.finish({0: result(*both), 1: result(*both)})
    assert record.rate(5) == "after"
    assert record.rate(2) == "after"
    (session,) = history.sessions()
    assert (session.ending, session.counted) == (Ending.DONE, 4)
    assert (session.routine, session.exercises) == ("circuit", ("squint", "jaw-open"))
    assert (session.source, session.version, session.asked_reps) == ("camera", "0.1.0", 2)
    assert [(s.n, s.index, s.exercise, s.complete) for s in session.sets] == [
        (1, 0, "squint", True),
        (2, 1, "jaw-open", True),
    ]
    assert [s.duration_s for s in session.sets] == [9.0, 9.0]
    assert session.sets[0].ended == session.sets[1].begun
    assert session.rating == Rating(6, 2)


def test_a_session_that_was_ended_before(history: History) -> None:
    record = recorder(history)
    record.step(step(3.0, closed=ATTEMPT))
    record.finish({0: result(ATTEMPT)})
    (session,) = history.sessions()
    assert session.ending is Ending.STOPPED


def test_an_attempt_that_ends_with_the_session_is_kept(history: History) -> None:
    record = recorder(history)
    record.step(step(2.5, reached=replace(ATTEMPT, end_s=2.5)))
    record.finish({0: result(ATTEMPT)})
    (kept,) = sets(history)
    assert [(a.attempt, a.open) for a in kept.attempts] == [(ATTEMPT, False)]


def test_a_set_that_is_begun_anew_is_another_and_what_was_done_stays(history: History) -> None:
    record = recorder(history)
    record.step(step(3.0, closed=ATTEMPT))
    record.step(step(9.0, set_n=2, closed=ATTEMPT))
    record.finish({0: result(ATTEMPT)})
    found = sets(history)
    assert [(s.n, s.restarted, s.counted, s.score) for s in found] == [
        (1, True, 1, 45),
        (2, False, 1, 70),
    ]


def test_a_session_that_goes_on_goes_on_in_its_set(history: History) -> None:
    recorder(history).step(step(3.0, closed=ATTEMPT))
    (before,) = history.sessions()
    earlier = Earlier(before.id, (0, 1), before.sets[0].id, (ATTEMPT,), 3.0)
    record = recorder(history, earlier)
    second = replace(ATTEMPT, n=2, start_s=4.0, end_s=6.0)
    record.step(step(6.0, closed=second))
    record.finish({0: result(ATTEMPT, second)})
    (session,) = history.sessions()
    (kept,) = session.sets
    assert [a.attempt for a in kept.attempts] == [ATTEMPT, second]
    assert session.ending is Ending.STOPPED, "the other exercise was not begun"


def test_a_session_that_goes_on_with_a_later_exercise(history: History) -> None:
    recorder(history).step(step(3.0, closed=ATTEMPT))
    (before,) = history.sessions()
    record = recorder(history, Earlier(before.id, (1,)))
    record.step(step(3.0, closed=ATTEMPT))
    assert [(s.n, s.index) for s in sets(history)] == [(1, 0), (2, 1)]


def test_what_cannot_be_written_is_said_and_written_later(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = recorder(history)
    put = history.put_attempt

    def full(*_: object, **__: object) -> None:
        raise HistoryError("h.sqlite3: the disk is full; make room")

    monkeypatch.setattr(history, "put_attempt", full)
    record.step(step(3.0, closed=ATTEMPT))
    assert record.notices == ("h.sqlite3: the disk is full; make room",)
    assert sets(history)[0].attempts == ()
    monkeypatch.setattr(history, "put_attempt", put)
    second = replace(ATTEMPT, n=2, start_s=4.0, end_s=6.0)
    record.step(step(6.0, closed=second))
    assert not record.notices
    assert [a.attempt for a in sets(history)[0].attempts] == [ATTEMPT, second]


def test_what_could_not_be_written_to_the_end_is_an_error(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = recorder(history)

    def full(*_: object, **__: object) -> None:
        raise HistoryError("the disk is full")

    monkeypatch.setattr(history, "begin_session", full)
    record.step(step(3.0, closed=ATTEMPT))
    with pytest.raises(HistoryError, match="the disk is full"):
        record.finish({0: result(ATTEMPT)})


def test_a_set_that_hurt_says_so_for_good(history: History) -> None:
    record = recorder(history)
    record.step(step(3.0, closed=ATTEMPT))
    record.step(step(0.0, set_n=2, place=1))
    record.finish({0: result(ATTEMPT), 1: result()}, stopped_for_pain={1})
    assert [(one.exercise, one.pain) for one in sets(history)] == [
        ("squint", True),
        ("jaw-open", False),
    ]


def test_a_set_that_hurt_and_was_done_again_is_both(history: History) -> None:
    record = recorder(history)
    record.step(step(3.0, closed=ATTEMPT))
    record.step(step(3.0, set_n=2, closed=ATTEMPT))
    record.finish({0: result(ATTEMPT)}, stopped_for_pain={1})
    assert [(one.restarted, one.pain) for one in sets(history)] == [(True, True), (False, False)]


def test_pain_is_kept_although_nothing_was_tried(history: History) -> None:
    record = recorder(history)
    record.step(step())
    record.finish({0: result()}, stopped_for_pain={1})
    assert [one.pain for one in sets(history)] == [True]


def test_the_time_of_an_area_is_kept_every_few_seconds(history: History) -> None:
    record = recorder(history)
    for n in range(180):
        record.step(timed_step(n / 10, held_s=n / 10))
    (kept,) = sets(history)
    (area,) = kept.attempts
    assert 17.9 - KEEP_EVERY_S <= area.attempt.hold_s <= 17.9
    assert (area.open, area.attempt.counted) == (True, False)
    assert (area.attempt.area, area.attempt.side, area.attempt.n) == ("jaw", "left", 1)
    assert (kept.target_s, kept.hold_s, kept.reps) == (120.0, 60.0, 2)


def test_an_area_that_is_done_takes_the_place_of_its_time_so_far(history: History) -> None:
    record = recorder(history)
    for n in range(100):
        record.step(timed_step(n / 10, held_s=n / 10))
    whole = Attempt(1, 0.0, 61.0, 60.0, 0.7, True, None, 95, area="jaw")
    done = timed_step(61.0, 0.0, counted=1)
    record.step(done._replace(update=replace(done.update, closed=whole)))
    for n in range(70):
        record.step(timed_step(61.0 + n / 10, held_s=n / 10, counted=1))
    (kept,) = sets(history)
    assert [(a.attempt.n, a.attempt.counted) for a in kept.attempts] == [(1, True), (2, False)]
    assert kept.area_seconds["jaw"] == pytest.approx(65.0, abs=0.2)


def test_an_area_that_goes_on_is_not_kept_anew_at_once(history: History) -> None:
    record = recorder(history)
    record.step(timed_step(0.0, held_s=30.0))
    record.finish({0: result()})
    assert history.sessions() == []
