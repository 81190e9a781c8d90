"""What is put into the history comes out of it, also in another process."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from facecheck.core.curves import Curve
from facecheck.core.days import DaySpan
from facecheck.core.errors import HistoryError
from facecheck.core.events import Attempt
from facecheck.store.history import ByHand, Ending, History, Kind, Rating, history_path

from .made import ATTEMPT, BERLIN, CURVE, FAULT, MORNING, add_session, result


def begun(history: History) -> tuple[int, int]:
    session = history.begin_session("circuit", ["squint-palm", "jaw-band"], at=MORNING)
    return session, history.begin_set(session, "squint-palm", reps=3, hold_s=5.0, at=MORNING)


def test_an_attempt_comes_back_as_it_was(history: History) -> None:
    _, the_set = begun(history)
    history.put_attempt(the_set, ATTEMPT, CURVE)
    (session,) = history.sessions(curves=True)
    (found,) = session.sets[0].attempts
    assert found.attempt == ATTEMPT
    assert found.curve == CURVE
    assert not found.open


def test_of_a_tenth_of_a_second_the_highest_level_is_kept(history: History) -> None:
    _, the_set = begun(history)
    levels = (0.1, 0.3, None, 0.2, 0.5, None, None, None)
    fine = Curve(tuple(n / 20 for n in range(8)), levels)
    history.put_attempt(the_set, ATTEMPT, fine)
    kept = history.sessions(curves=True)[0].sets[0].attempts[0].curve
    assert kept == Curve((0.05, 0.15, 0.2, 0.3), (0.3, 0.2, 0.5, None))


def test_curves_come_only_where_they_are_asked_for(history: History) -> None:
    _, the_set = begun(history)
    history.put_attempt(the_set, ATTEMPT, CURVE)
    assert history.sessions()[0].sets[0].attempts[0].curve is None


def test_a_repetition_that_counted_is_replaced_when_it_is_over(history: History) -> None:
    _, the_set = begun(history)
    history.put_attempt(the_set, replace(ATTEMPT, hold_s=5.0, faults=()), CURVE, is_open=True)
    (before,) = history.sessions()[0].sets[0].attempts
    history.put_attempt(the_set, ATTEMPT)
    (session,) = history.sessions(curves=True)
    (after,) = session.sets[0].attempts
    assert before.open
    assert (after.attempt, after.open) == (ATTEMPT, False)
    assert after.curve == CURVE, "a curve that is known is kept"


def test_what_was_written_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    with History(path) as history:
        add_session(history)
        wanted = history.sessions(curves=True)
    with History(path) as again:
        assert again.sessions(curves=True) == wanted


def test_a_day_is_the_day_where_it_was_done(history: History) -> None:
    late = datetime(2026, 3, 2, 0, 30, tzinfo=BERLIN)
    add_session(history, late)
    (session,) = history.sessions()
    assert session.begun == late
    assert session.begun.utcoffset() == timedelta(hours=1)
    assert session.day == date(2026, 3, 2), "in UTC it was still the day before"


def test_a_time_without_an_offset_is_refused(history: History) -> None:
    with pytest.raises(ValueError, match="offset"):
        history.begin_session("circuit", [], at=datetime(2026, 3, 2))
    assert history.sessions() == []


def test_sessions_of_a_span_and_an_exercise(history: History) -> None:
    for day, exercise in enumerate(("jaw-open", "squint", "jaw-open")):
        add_session(history, MORNING + timedelta(days=day), exercise)
    second = (MORNING + timedelta(days=1)).date()
    assert [s.routine for s in history.sessions(DaySpan(second))] == ["squint", "jaw-open"]
    assert [s.routine for s in history.sessions(DaySpan(last=second))] == ["jaw-open", "squint"]
    assert [s.routine for s in history.sessions(DaySpan(second, second))] == ["squint"]
    assert [s.day.day for s in history.sessions(exercise="jaw-open")] == [2, 4]


def test_only_the_sets_of_the_exercise_that_is_asked_for(history: History) -> None:
    session, _ = begun(history)
    history.begin_set(session, "jaw-band", reps=3, hold_s=5.0, index=1)
    (found,) = history.sessions(exercise="jaw-band")
    assert [(s.n, s.index, s.exercise) for s in found.sets] == [(2, 1, "jaw-band")]


def test_a_set_ends_with_its_result(history: History) -> None:
    _, the_set = begun(history)
    history.put_attempt(the_set, ATTEMPT, CURVE)
    wanted = result(ATTEMPT, replace(ATTEMPT, n=2, counted=False, reason="held 1.0 of 5.0 s"))
    history.finish_set(the_set, wanted)
    (found,) = history.sessions(curves=True)[0].sets
    assert tuple(a.attempt for a in found.attempts) == wanted.attempts
    assert found.attempts[0].curve == CURVE
    assert (found.faults, found.score) == (wanted.faults, wanted.score)
    assert (found.duration_s, found.judged_s) == (wanted.duration_s, wanted.judged_s)
    assert (found.counted, found.complete) == (1, False)
    assert found.ended is not None


def test_a_set_that_was_begun_anew_and_one_that_hurt(history: History) -> None:
    session, the_set = begun(history)
    history.finish_set(the_set, restarted=True)
    history.finish_set(history.begin_set(session, "squint-palm", reps=3, hold_s=5.0), pain=True)
    found = history.session(session).sets
    assert [(s.restarted, s.pain) for s in found] == [(True, False), (False, True)]


def test_a_session_ends_and_is_gone_on_with(history: History) -> None:
    session, _ = begun(history)
    assert history.session(session).ending is Ending.RUNNING
    history.finish_session(session, Ending.STOPPED, at=MORNING + timedelta(minutes=5))
    assert history.session(session).ended == MORNING + timedelta(minutes=5)
    history.go_on(session)
    found = history.session(session)
    assert (found.ending, found.ended) == (Ending.RUNNING, None)


def test_a_rating_is_added_bit_by_bit(history: History) -> None:
    session, _ = begun(history)
    history.rate(session, Rating(stress_before=7))
    history.rate(session, Rating(stress_after=2, felt="warm"))
    assert history.session(session).rating == Rating(7, 2, "warm")


@pytest.mark.parametrize("value", [-1, 11])
def test_a_rating_off_the_scale_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        Rating(stress_after=value)


def test_calibrations_and_overrides(history: History) -> None:
    history.add_calibration({"lip_gap": 0.41}, {"lip_gap": 0.012}, at=MORNING)
    history.add_override("massage", "Injection on 1 March.", date(2026, 3, 16), at=MORNING)
    (calibration,), (override,) = history.calibrations(), history.overrides()
    assert (calibration.at, calibration.full) == (MORNING, {"lip_gap": 0.41})
    assert calibration.rest == {"lip_gap": 0.012}
    assert (override.exercise, override.until) == ("massage", date(2026, 3, 16))


def test_totals_count_every_movement_and_the_time_of_each_area(history: History) -> None:
    add_session(history, counted=3)
    session = history.begin_session("microcurrent", ["microcurrent"], at=MORNING)
    toner = history.begin_set(session, "microcurrent", reps=2, hold_s=60.0, target_s=120.0)
    for n, area in enumerate(("jaw", "cheek", "jaw"), 1):
        area_done = Attempt(n, 60.0 * n, 60.0 * n + 60, 55.0, 0.5, True, None, 95, area=area)
        history.put_attempt(toner, area_done)
    totals = history.totals()
    assert (totals.sessions, totals.days) == (2, 1)
    assert (totals.attempts, totals.counted) == (3, 3)
    assert totals.held_s == pytest.approx(3 * ATTEMPT.hold_s)
    assert totals.area_seconds == {"microcurrent": {"jaw": 110.0, "cheek": 55.0}}


def test_an_unknown_session_is_one_line(history: History) -> None:
    with pytest.raises(HistoryError, match="there is no session 7"):
        history.session(7)


def test_a_block_that_fails_leaves_nothing_behind(history: History) -> None:
    _, the_set = begun(history)
    broken = replace(ATTEMPT, faults=(FAULT, replace(FAULT, name=None)))  # type: ignore[arg-type]
    with pytest.raises(HistoryError):
        history.put_attempt(the_set, broken)
    assert history.sessions()[0].sets[0].attempts == ()


def test_a_set_of_no_session_is_refused(history: History) -> None:
    with pytest.raises(HistoryError, match="FOREIGN KEY"):
        history.begin_set(99, "squint", reps=3, hold_s=5.0)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are the folder's there")
def test_only_its_owner_may_read_it(home: Path) -> None:
    with History() as history:
        add_session(history)
        path = history_path()
        assert home in path.parents
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        files = sorted(path.parent.iterdir())
        assert len(files) == 3, "the file, its log and the log's index"
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.mark.parametrize("how", ["added", "taken back"])
def test_a_count_by_hand_stays_marked(history: History, how: ByHand) -> None:
    session, the_set = begun(history)
    corrected = replace(ATTEMPT, counted=how == "added")
    history.put_attempt(the_set, corrected, by_hand=how)
    history.put_attempt(the_set, replace(ATTEMPT, n=2))
    history.finish_set(the_set, result(corrected, replace(ATTEMPT, n=2)))
    (found,) = history.sessions()
    assert [a.by_hand for a in found.sets[0].attempts] == [how, None]
    assert found.counted == 1 + (how == "added")
    assert history.session(session).sets[0].attempts[0].by_hand == how


def test_what_kind_a_session_is_stays(history: History) -> None:
    for kind in Kind:
        history.begin_session("squint", ["squint"], kind=kind)
    assert [s.kind for s in history.sessions()] == list(Kind)
    assert history.totals().sessions == 2
